//! Who is asking: passwords, tokens, sessions, and the actors that handlers name in their signatures.

pub mod actor;
pub mod keys;
pub mod password;
pub mod principal;
pub mod routes;
pub mod sessions;
pub mod store;
pub mod throttle;
