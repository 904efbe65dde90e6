//! Coordination and administration: reference data, calls, people.

pub mod call;
pub mod calls;
pub mod districts;
pub mod objectives;
pub mod partners;
pub mod people;
pub mod programme;
pub mod programmes;
