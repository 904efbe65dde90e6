//! The one list of what is mounted: router and specification come from the same registrations.

use crate::{
    auth,
    http::{self, mount::Mount},
    server,
    state::State,
};
use actix_web::{
    App, Error, HttpRequest, Responder,
    body::MessageBody,
    dev::{ResourceDef, ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::{DefaultHeaders, from_fn},
    web::{self, Data},
};
use openapi::ErrorCode;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;
use tracing_actix_web::TracingLogger;
use utoipa_actix_web::{AppExt, scope};

/// Where the operations are.
const BASE: &str = "/api/v1";

/// Every operation at the root.
fn at_root(config: &mut Mount) {
    config.service(auth::routes::jwks).configure(server::health::configure);
}

/// Every operation below `/api/v1`.
fn operations(config: &mut Mount) {
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
    crate::assignment::routes::configure(config);
    crate::committee::configure(config);
    crate::simulator::routes::configure(config);
    crate::search::configure(config);
    crate::mail::configure(config);
    crate::documents::configure(config);
    crate::exports::configure(config);
}

/// The specification, OpenAPI 3.1, as the registrations say it.
pub fn specification() -> serde_json::Value {
    let (_, document) = App::new()
        .into_utoipa_app()
        .openapi(http::specification::base())
        .configure(|config| at_root(&mut Mount::Described(config)))
        .service(scope::scope(BASE).configure(|config| operations(&mut Mount::Described(config))))
        .split_for_parts();
    http::specification::complete(document)
}

/// The paths of the specification, to tell 405 from 404.
#[derive(Clone)]
pub struct Paths(std::sync::Arc<Vec<(ResourceDef, String)>>);

impl Paths {
    /// # Errors
    /// When the text is no specification.
    fn of(specification: &str) -> serde_json::Result<Self> {
        #[derive(serde::Deserialize)]
        struct Document {
            paths: BTreeMap<String, BTreeMap<String, IgnoredAny>>,
        }
        let Document { paths } = serde_json::from_str(specification)?;
        let paths = paths.iter().map(|(path, operations)| {
            let methods = operations.keys().map(|method| method.to_uppercase());
            (ResourceDef::new(path.as_str()), methods.collect::<Vec<_>>().join(", "))
        });
        Ok(Self(std::sync::Arc::new(paths.collect())))
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

/// The specification as it is committed. It is what [`specification`] makes, which costs ten megabytes and a tenth of a
/// second: `tests/api/contract.rs` compares the two.
const COMMITTED: &str = include_str!("../../openapi/openapi.json");

async fn openapi_json() -> impl Responder {
    COMMITTED.customize().insert_header(("Content-Type", "application/json"))
}

/// What all workers mount.
#[derive(Clone)]
pub struct Mounted {
    pub state: Data<State>,
    pub paths: Data<Paths>,
}

impl Mounted {
    /// # Errors
    /// When the committed specification cannot be read.
    pub fn new(state: State) -> serde_json::Result<Self> {
        Ok(Self { state: Data::new(state), paths: Data::new(Paths::of(COMMITTED)?) })
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
    App::new()
        .app_data(mounted.state)
        .app_data(mounted.paths)
        .app_data(web::PayloadConfig::new(openapi::limits::BODY_MAX))
        .configure(|config| at_root(&mut Mount::Routed(config)))
        .service(web::scope(BASE).configure(|config| operations(&mut Mount::Routed(config))))
        .route("/api/openapi.json", web::get().to(openapi_json))
        .service(web::redirect("/api/docs", "/api/docs/"))
        .service(http::specification::swagger_ui())
        .configure(move |config| server::web_app::configure(config, web_root.as_deref()))
        .default_service(web::to(unmatched))
        .wrap(from_fn(http::idempotency::replay))
        .wrap(from_fn(http::accept::negotiate))
        .wrap(from_fn(http::head::answer))
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
