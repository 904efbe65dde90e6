//! From submissions to published decisions.

pub mod decisions;
pub mod ranking;
pub mod signatures;
pub mod submissions;
