//! calls

pub mod routes;
pub mod rules;
