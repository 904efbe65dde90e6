//! Committee work in the database.

mod aside;
mod decisions;
pub mod feedback;
pub mod minutes;
mod published;
mod ranking;
pub mod reservations;
mod reserve;
pub mod session;
mod signatures;

pub use aside::recused_from;
pub use decisions::{
    asks_money, count_committed, decide, decision_version, list as decisions, lock, outcomes, share, version,
};
pub use published::published;
pub use ranking::{Candidate, candidates};
pub use reserve::place;
pub use signatures::{list as signatures, move_up, publish, sign, undecided};
