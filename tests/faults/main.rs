//! What happens when several people act at once, or a server goes away.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops and says why")]

mod at_once;
mod files;
mod killed;
mod lost_connections;
mod mail;
mod restart;
mod s3;
