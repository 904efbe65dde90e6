//! The simulator: the best set of projects under envelopes and floors, saved as scenarios.

mod data;
pub mod routes;
pub mod rules;
mod scenario;
mod store;
mod takeover;
