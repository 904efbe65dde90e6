//! The project and its form, the fiche-action.

mod action;
mod answer;
mod input;

pub use action::*;
pub use answer::*;
pub use input::*;
