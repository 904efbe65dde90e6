//! The outbox, the templates, and who is written to, in the database.

pub mod mails;
pub mod outbox;
pub mod recipients;
pub mod templates;
pub mod turns;

pub use mails::drop_held;

#[cfg(test)]
mod tests;
