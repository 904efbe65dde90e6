//! Reviewing: the queue, and fiche and grid side by side.

mod conclusion;
pub mod conflict;
mod criterion;
mod desk;
mod elsewhere;
mod evidence;
mod grid;
mod keys;
pub mod queue;
mod queue_rows;
mod read_only;
pub mod review;
mod saving;
mod scores;
