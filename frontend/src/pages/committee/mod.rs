//! From submissions to published decisions.

pub mod decisions;
pub mod frame;
pub mod ranking;
pub mod signatures;
pub mod submissions;
