//! Ranking, decisions, signatures, publication.

pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(_config: &mut ServiceConfig) {}
