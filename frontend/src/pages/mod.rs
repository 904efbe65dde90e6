//! Pages, a folder per feature. `app.rs` says which route shows which.

pub mod account;
pub mod committee;
pub mod contributions;
pub mod fiche;
pub mod files;
pub mod manage;
pub mod messages;
pub mod project;
pub mod public;
pub mod reviews;
pub mod todo;
