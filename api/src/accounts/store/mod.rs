//! Accounts, memberships and invitations in the database.
//!
//! Every write claims them first, so that two that check and then write (the last admin, an invitation accepted
//! twice) never come between each other.

mod deeds;
pub mod export;
pub mod invitations;
pub mod memberships;
pub mod resets;
mod traces;
pub mod users;

use crate::db::{
    AnyConnection,
    versions::{self, Touched},
};
use diesel::QueryResult;

/// Raises the counter of accounts, which holds its row until the transaction ends.
pub fn claim(connection: &mut AnyConnection) -> QueryResult<()> {
    versions::touch(connection, Touched::Auth)
}
