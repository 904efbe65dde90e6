//! What partners bring to each other's actions, confirmed by those who bring it.

pub mod routes;
pub mod rules;
pub mod store;
