//! Partners: the organisations of a programme.

pub mod routes;
pub mod rules;
pub mod store;
