//! Every French text of the app, by area. Words of the contract's enums are in the `openapi` crate (`label_fr`).
//!
//! Typography: no-break spaces before `: ; ! ? » %` and after `«`. Write plain spaces, then run
//! `FIX_TYPOGRAPHY=1 cargo test -p frontend typography`: it puts the right ones in; without it the test says what is wrong.

pub mod account;
pub mod assignment;
pub mod attachments;
pub mod audience;
pub mod budget;
pub mod calls;
pub mod catalogue;
pub mod committee;
pub mod common;
pub mod contributions;
pub mod documents;
pub mod emails;
pub mod errors;
pub mod extensions;
pub mod fiche;
pub mod fiche_fields;
pub mod fiche_form;
pub mod fiche_together;
pub mod form;
pub mod messages;
pub mod nav;
pub mod people;
pub mod project;
pub mod public;
pub mod reuse;
pub mod reviews;
pub mod saving;
pub mod session;
pub mod simulation;
pub mod site;
pub mod todo;

#[cfg(test)]
mod typography;
