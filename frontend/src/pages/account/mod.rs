//! Logging in, passwords, the own account, invitations.

pub mod forgot;
pub mod invitation;
pub mod log_in;
mod new_password;
pub mod organisation;
mod password;
pub mod profile;
pub mod reset;
mod sessions;
