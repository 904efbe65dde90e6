//! The project and its form, the fiche-action.

mod action;
mod answer;
mod coediting;
mod input;
mod section;
mod version;

pub use action::*;
pub use answer::*;
pub use coediting::*;
pub use input::*;
pub use section::{Section, SectionState};
pub use version::*;
