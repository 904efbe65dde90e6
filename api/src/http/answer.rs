//! What routes answer with.

use super::{etag, problem};
use crate::db::Ending;
use actix_web::{Either, HttpRequest, HttpResponse, Responder, body::BoxBody, http::header};
use openapi::Page;
use serde::Serialize;

/// What a cache may do with an answer: nothing. It depends on who asks and, for a call or a project, on the hour, while
/// its tag is the version alone: a browser that asked again with that tag would be told that it is up to date.
/// A client that compares versions itself still gets its 304.
const CACHE: (header::HeaderName, &str) = (header::CACHE_CONTROL, "no-store");

/// JSON written straight to the response.
pub fn json<T: Serialize>(
    mut response: actix_web::HttpResponseBuilder,
    value: &T,
    request: &HttpRequest,
) -> HttpResponse {
    match serde_json::to_vec(value) {
        Ok(body) => response.content_type("application/json").insert_header(CACHE).body(body),
        Err(error) => problem::write(request, &super::fail::Fail::Internal(error.to_string())),
    }
}

/// An object with its version (200, or 304 when the client has it).
pub struct Tagged<T> {
    pub value: T,
    pub version: i32,
}

impl<T: Serialize> Responder for Tagged<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let tag = etag::tag(self.version);
        if request.method().is_safe() && etag::already_read(request, &tag) {
            return HttpResponse::NotModified()
                .insert_header((header::ETAG, tag))
                .insert_header(CACHE)
                .finish();
        }
        let mut response = HttpResponse::Ok();
        response.insert_header((header::ETAG, tag));
        json(response, &self.value, request)
    }
}

/// An object whose changes name a version, while something of it moves without one: never 304.
pub struct Versioned<T> {
    pub value: T,
    pub version: i32,
}

impl<T: Serialize> Responder for Versioned<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        response.insert_header((header::ETAG, etag::tag(self.version)));
        json(response, &self.value, request)
    }
}

/// A new object (201), where it is, and its version.
pub struct Created<T> {
    pub value: T,
    pub version: i32,
    /// Path below `/api/v1`, with its leading slash.
    pub path: String,
}

impl<T> Created<T> {
    /// On a dry run nothing was made: 200, without a place.
    pub fn unless_dry(self, ending: Ending) -> Either<Self, Plain<T>> {
        match ending {
            Ending::Commit => Either::Left(self),
            Ending::RollBack => Either::Right(Plain(self.value)),
        }
    }
}

impl<T: Serialize> Responder for Created<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Created();
        response
            .insert_header((header::LOCATION, format!("/api/v1{}", self.path)))
            .insert_header((header::ETAG, etag::tag(self.version)));
        json(response, &self.value, request)
    }
}

/// One page of a list, with `Link: rel="next"`.
pub struct Listed<T>(pub Page<T>);

/// Adds `Link: rel="next"` for a cursor.
pub fn link_next(response: &mut actix_web::HttpResponseBuilder, request: &HttpRequest, next: Option<&str>) {
    let Some(next) = next else { return };
    let others =
        request.query_string().split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="));
    let query: Vec<_> = others.map(str::to_owned).chain([format!("cursor={next}")]).collect();
    response.insert_header((header::LINK, format!("<{}?{}>; rel=\"next\"", request.path(), query.join("&"))));
}

impl<T: Serialize> Responder for Listed<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        link_next(&mut response, request, self.0.next.as_deref());
        json(response, &self.0, request)
    }
}

/// A plain object without a version (200).
pub struct Plain<T>(pub T);

impl<T: Serialize> Responder for Plain<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        json(HttpResponse::Ok(), &self.0, request)
    }
}

/// Done, nothing to say (204).
pub struct Done;

impl Responder for Done {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::NoContent().finish()
    }
}
