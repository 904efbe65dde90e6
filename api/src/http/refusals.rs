//! The error statuses of an operation, for the specification: exact ones, never "4XX".

use openapi::{ErrorCode, Problem, error_code::Language};
use std::collections::BTreeMap;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder},
};

/// The response of a status: a problem, with the titles of the codes that have it.
pub fn response(status: u16) -> RefOr<Response> {
    let titles: Vec<_> = ErrorCode::ALL
        .iter()
        .filter(|code| code.status() == status)
        .map(|code| format!("`{}` {}", code.as_str(), code.title(Language::English)))
        .collect();
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(Problem::name()))).build();
    ResponseBuilder::new()
        .description(titles.join(" · "))
        .content(super::problem::CONTENT_TYPE, content)
        .build()
        .into()
}

/// The schema of problems, which every refusal refers to.
pub fn schemas() -> Vec<(String, RefOr<utoipa::openapi::Schema>)> {
    let mut schemas = vec![(Problem::name().into_owned(), Problem::schema())];
    Problem::schemas(&mut schemas);
    schemas
}

/// The responses of a set of statuses.
pub fn responses(statuses: &[u16]) -> BTreeMap<String, RefOr<Response>> {
    statuses.iter().map(|status| (status.to_string(), response(*status))).collect()
}

/// Names a set of error statuses, to be listed in `responses(…)` of an operation.
#[macro_export]
macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $($status:literal)*;)*) => {$(
        $(#[$doc])*
        pub struct $name;

        impl utoipa::IntoResponses for $name {
            fn responses() -> std::collections::BTreeMap<String, utoipa::openapi::RefOr<utoipa::openapi::Response>> {
                $crate::http::refusals::responses(&[$($status),*])
            }
        }
    )*};
}

refusals! {
    /// A public object.
    OfRead = 401 404;
    /// A public list.
    OfList = 400 401 422;
    /// An object that needs an account.
    OfPrivateRead = 401 403 404;
    /// A list that needs an account.
    OfPrivateList = 400 401 403 422;
    /// A list below an object.
    OfNestedList = 400 401 403 404 422;
    /// A new object.
    OfCreate = 400 401 403 404 409 413 415 422;
    /// A change of an object.
    OfPatch = 400 401 403 404 409 412 413 415 422 428;
    /// A removal.
    OfDelete = 401 403 404 409 412 428;
    /// A transition that takes a body.
    OfTransition = 400 401 403 404 409 412 413 415 422 428;
}
