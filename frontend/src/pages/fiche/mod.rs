//! Fiches-actions: writing, filing, following.

mod catalogue;
pub mod check;
mod checks;
pub mod choice;
mod conflict;
pub mod content;
pub mod describe;
pub mod edit;
mod editor;
mod fields;
pub mod import;
mod lines;
pub mod list;
pub mod new;
pub mod open;
mod pace;
mod parts;
mod people;
mod presence;
mod profile;
pub mod reuse;
mod revised;
mod saved_line;
mod saving;
pub mod section;
pub mod sections;
pub mod show;
