//! Calls for projects: calendar, criteria, envelopes.

pub mod charts;
pub mod check;
pub mod extensions;
pub mod routes;
pub mod rules;
pub mod store;
