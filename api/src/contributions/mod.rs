//! What partners bring to each other's actions, confirmed by those who bring it.

mod requests;
pub mod routes;
pub mod rules;
pub mod store;

pub use requests::send as ask;
