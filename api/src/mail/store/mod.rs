//! The outbox, the templates, and who is written to, in the database.

pub mod outbox;
pub mod recipients;
pub mod templates;
