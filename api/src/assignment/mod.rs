//! Who reviews what, for a whole call: proposed, changed by hand, confirmed.

mod proposal;
pub mod routes;
pub mod rules;
mod store;
