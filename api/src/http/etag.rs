//! Versions of objects: `ETag`, `If-Match`, `If-None-Match`.

use super::fail::Fail;
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};
use openapi::ErrorCode;
use std::future::{Ready, ready};

/// The tag of a version: `"3"`.
pub fn tag(version: i32) -> String {
    format!("\"{version}\"")
}

/// The version that the client read. A write without it is refused (428), with another one too (412).
#[derive(Debug, Clone)]
pub struct IfMatch(Vec<String>);

impl IfMatch {
    /// Compares with the stored version; `current` is where the object is.
    pub fn check(&self, version: i32, current: impl Into<String>) -> Result<(), Fail> {
        let expected = tag(version);
        if self.0.iter().any(|tag| tag == "*" || *tag == expected) {
            Ok(())
        } else {
            Err(Fail::Stale { current: current.into() })
        }
    }
}

fn listed(request: &HttpRequest, name: header::HeaderName) -> Vec<String> {
    request
        .headers()
        .get_all(name)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/").to_owned())
        .filter(|tag| !tag.is_empty())
        .collect()
}

impl FromRequest for IfMatch {
    type Error = Fail;
    type Future = Ready<Result<Self, Fail>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let tags = listed(request, header::IF_MATCH);
        ready(if tags.is_empty() { Err(ErrorCode::PreconditionRequired.into()) } else { Ok(Self(tags)) })
    }
}

/// Whether the client has this version already.
pub fn already_read(request: &HttpRequest, tag: &str) -> bool {
    listed(request, header::IF_NONE_MATCH).iter().any(|known| known == tag || known == "*")
}
