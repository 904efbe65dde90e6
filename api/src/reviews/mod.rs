//! Assignments, conflicts of interest, reviews.

pub mod assignments;
pub mod conflicts;
pub mod routes;
pub mod rules;
pub mod store;

use crate::http::mount::Mount;

pub fn configure(config: &mut Mount) {
    assignments::configure(config);
    conflicts::configure(config);
    routes::configure(config);
}
