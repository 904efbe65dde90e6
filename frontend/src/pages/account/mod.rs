//! Logging in, the own account, invitations.

pub mod invitation;
pub mod log_in;
pub mod profile;
mod sessions;
