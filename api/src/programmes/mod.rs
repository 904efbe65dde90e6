//! Programmes, their objectives and districts.

pub mod belonging;
pub mod districts;
pub mod objectives;
pub mod routes;
pub mod store;

crate::refusals! {
    /// A new object that belongs to a programme: nothing in its path can be missing.
    OfNew = 400 401 403 409 413 415 422;
}
