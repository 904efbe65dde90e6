//! The sections of a fiche, each with a page here.

pub use openapi::project::{Section, SectionState};
