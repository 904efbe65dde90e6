//! The one list of what is mounted: router and specification come from the same registrations.

use crate::{auth, http, server, state::State};
use actix_web::{
    App, Error, HttpRequest, Responder,
    body::MessageBody,
    dev::{ResourceDef, ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::{DefaultHeaders, from_fn},
    web::{self, Data},
};
use openapi::ErrorCode;
use tracing_actix_web::TracingLogger;
use utoipa_actix_web::{AppExt, scope, service_config::ServiceConfig};

/// Every operation below `/api/v1`.
fn operations(config: &mut ServiceConfig) {
    auth::routes::configure(config);
    crate::accounts::configure(config);
    crate::programmes::routes::configure(config);
    crate::programmes::objectives::configure(config);
    crate::programmes::districts::configure(config);
    crate::partners::routes::configure(config);
    crate::calls::routes::configure(config);
    crate::calls::extensions::configure(config);
    crate::calls::charts::configure(config);
    crate::projects::configure(config);
    crate::files::configure(config);
    crate::messages::configure(config);
    crate::contributions::routes::configure(config);
    crate::reviews::configure(config);
    crate::committee::configure(config);
    crate::search::configure(config);
    crate::mail::configure(config);
    crate::documents::configure(config);
}

/// The specification, OpenAPI 3.1, as it is served and committed.
pub fn specification() -> serde_json::Value {
    let (_, document) = App::new()
        .into_utoipa_app()
        .openapi(http::specification::base())
        .service(auth::routes::jwks)
        .configure(server::health::configure)
        .service(scope::scope("/api/v1").configure(operations))
        .split_for_parts();
    http::specification::complete(document)
}

/// The paths of the specification, to tell 405 from 404.
#[derive(Clone)]
pub struct Paths(std::sync::Arc<Vec<(ResourceDef, String)>>);

impl Paths {
    pub fn of(specification: &serde_json::Value) -> Self {
        let paths = specification["paths"].as_object().into_iter().flatten();
        Self(std::sync::Arc::new(
            paths
                .map(|(path, operations)| {
                    let methods =
                        operations.as_object().into_iter().flatten().map(|(method, _)| method.to_uppercase());
                    (ResourceDef::new(path.as_str()), methods.collect::<Vec<_>>().join(", "))
                })
                .collect(),
        ))
    }
}

/// What no route took: a path with other methods is 405, all else 404.
async fn unmatched(request: HttpRequest, paths: Data<Paths>) -> Result<&'static str, http::fail::Fail> {
    let known = paths.0.iter().filter(|(path, _)| path.is_match(request.path()));
    let allowed: Vec<_> = known.map(|(_, methods)| methods.as_str()).collect();
    Err(if allowed.is_empty() {
        ErrorCode::NotFound.into()
    } else {
        http::fail::Fail::Method { allowed: allowed.join(", ") }
    })
}

/// The specification as bytes, made once.
#[derive(Clone)]
pub struct Specification(web::Bytes);

async fn openapi_json(specification: Data<Specification>) -> impl Responder {
    specification.0.clone().customize().insert_header(("Content-Type", "application/json"))
}

/// What all workers mount.
#[derive(Clone)]
pub struct Mounted {
    pub state: Data<State>,
    pub paths: Data<Paths>,
    pub specification: Data<Specification>,
}

impl Mounted {
    pub fn new(state: State) -> Self {
        let specification = specification();
        let bytes = serde_json::to_vec(&specification).unwrap_or_default();
        Self {
            state: Data::new(state),
            paths: Data::new(Paths::of(&specification)),
            specification: Data::new(Specification(bytes.into())),
        }
    }
}

/// The application: what main and the tests share.
pub fn build(
    mounted: Mounted,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let web_root = mounted.state.config.web_root.clone();
    let (app, _) = App::new()
        .into_utoipa_app()
        .app_data(mounted.state)
        .app_data(mounted.paths)
        .app_data(mounted.specification)
        .app_data(web::PayloadConfig::new(openapi::limits::BODY_MAX))
        .service(auth::routes::jwks)
        .configure(server::health::configure)
        .service(scope::scope("/api/v1").configure(operations))
        .split_for_parts();
    app.route("/api/openapi.json", web::get().to(openapi_json))
        .service(web::redirect("/api/docs", "/api/docs/"))
        .service(http::specification::swagger_ui())
        .configure(move |config| server::web_app::configure(config, web_root.as_deref()))
        .default_service(web::to(unmatched))
        .wrap(from_fn(http::idempotency::replay))
        .wrap(from_fn(http::accept::negotiate))
        .wrap(from_fn(http::path::refuse_nul))
        .wrap(from_fn(http::problem::render))
        .wrap(
            DefaultHeaders::new()
                .add(("X-Content-Type-Options", "nosniff"))
                .add(("Referrer-Policy", "same-origin"))
                .add(("X-Frame-Options", "DENY")),
        )
        .wrap(from_fn(server::request_id::echo))
        .wrap(TracingLogger::default())
}
