//! Committee work in the database.

mod decisions;
pub mod feedback;
mod published;
mod ranking;
pub mod reservations;
mod reserve;
pub mod session;
mod signatures;

pub use decisions::{Decided, count_committed, decide, list as decisions, lock, outcomes, share};
pub use published::published;
pub use ranking::{Candidate, candidates};
pub use reserve::place;
pub use signatures::{list as signatures, move_up, publish, sign, undecided};
