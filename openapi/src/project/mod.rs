//! The project and its form, the fiche-action.

mod action;
mod answer;
mod input;
mod section;
mod version;

pub use action::*;
pub use answer::*;
pub use input::*;
pub use section::{Section, SectionState};
pub use version::*;
