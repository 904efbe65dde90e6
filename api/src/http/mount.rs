//! Mounting operations: one registration, for the router and for the specification.

use actix_web::{dev::HttpServiceFactory, web};
use utoipa_actix_web::{OpenApiFactory, service_config};

/// Where operations are mounted. Every worker mounts the router's part alone: describing each operation for each of
/// them would hold some ten megabytes a worker at the start, for a document that is thrown away.
pub enum Mount<'a, 'b> {
    /// To be described: the specification.
    Described(&'a mut service_config::ServiceConfig<'b>),
    /// To be routed: a worker.
    Routed(&'a mut web::ServiceConfig),
}

impl Mount<'_, '_> {
    /// Mounts one operation.
    pub fn service(&mut self, operation: impl HttpServiceFactory + OpenApiFactory + 'static) -> &mut Self {
        match self {
            Self::Described(config) => {
                config.service(operation);
            }
            Self::Routed(config) => {
                config.service(operation);
            }
        }
        self
    }

    /// Mounts a feature's operations.
    pub fn configure(&mut self, feature: impl FnOnce(&mut Self)) -> &mut Self {
        feature(self);
        self
    }
}
