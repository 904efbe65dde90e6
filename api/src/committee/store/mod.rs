//! Committee work in the database.

mod decisions;
mod published;
mod ranking;
mod signatures;

pub use decisions::{Decided, count_committed, decide, list as decisions, lock, outcomes};
pub use published::{feedback, published};
pub use ranking::{Candidate, candidates};
pub use signatures::{list as signatures, publish, sign, undecided};
