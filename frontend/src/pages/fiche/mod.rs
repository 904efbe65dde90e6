//! Fiches-actions: writing, filing, following.

mod catalogue;
pub mod check;
mod checks;
mod conflict;
pub mod content;
pub mod describe;
pub mod edit;
mod editor;
mod fields;
mod lines;
pub mod list;
pub mod new;
mod open;
mod parts;
mod revised;
mod saved_line;
mod saving;
pub mod section;
pub mod sections;
pub mod show;
