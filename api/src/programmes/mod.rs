//! Programmes, their objectives and districts.

pub mod districts;
pub mod objectives;
pub mod routes;
pub mod store;
