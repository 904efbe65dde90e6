//! Coordination and administration: reference data, calls, people.

pub mod call;
pub mod calls;
pub mod districts;
pub mod editor;
pub mod emails;
mod exports;
pub mod managed;
mod merge;
pub mod objectives;
pub mod partners;
pub mod people;
pub mod programme;
mod programme_fields;
pub mod programmes;
