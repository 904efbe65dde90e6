//! Assignments, conflicts of interest, reviews.

pub mod assignments;
pub mod conflicts;
pub mod routes;
pub mod rules;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(config: &mut ServiceConfig) {
    assignments::configure(config);
    conflicts::configure(config);
    routes::configure(config);
}
