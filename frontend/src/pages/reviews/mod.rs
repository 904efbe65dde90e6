//! Reviewing.

pub mod queue;
pub mod review;
