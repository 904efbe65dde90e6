//! Fiches-actions: writing, filing, following.

pub mod check;
pub mod edit;
pub mod list;
pub mod new;
pub mod section;
pub mod show;
