//! partners

pub mod routes;
