//! Assignments, conflicts of interest, reviews.

pub mod assignments;
pub mod conflicts;
pub mod evidence;
pub mod held;
pub mod reopen;
pub mod routes;
pub mod rules;
pub mod store;

use crate::http::mount::Mount;

pub fn configure(config: &mut Mount) {
    assignments::configure(config);
    conflicts::configure(config);
    reopen::configure(config);
    routes::configure(config);
}
