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

/// What the client knows of an object that may not be there yet: with `If-Match` the version it read, with
/// `If-None-Match: *` that there is none. Without either it asks for nothing.
#[derive(Debug, Clone)]
pub struct Expected {
    read: Vec<String>,
    absent: bool,
}

impl Expected {
    /// Compares with the stored version, where there is one; `current` is where the object is.
    pub fn check(&self, version: Option<i32>, current: impl Into<String>) -> Result<(), Fail> {
        let known = match version {
            None => self.read.is_empty(),
            Some(_) if self.absent => false,
            Some(_) if self.read.is_empty() => true,
            Some(version) => return IfMatch(self.read.clone()).check(version, current),
        };
        if known { Ok(()) } else { Err(Fail::Stale { current: current.into() }) }
    }
}

impl FromRequest for Expected {
    type Error = Fail;
    type Future = Ready<Result<Self, Fail>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let absent = listed(request, header::IF_NONE_MATCH).iter().any(|tag| tag == "*");
        ready(Ok(Self { read: listed(request, header::IF_MATCH), absent }))
    }
}

/// Whether the client has this version already.
pub fn already_read(request: &HttpRequest, tag: &str) -> bool {
    listed(request, header::IF_NONE_MATCH).iter().any(|known| known == tag || known == "*")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected(read: &[&str], absent: bool) -> Expected {
        Expected { read: read.iter().map(|tag| (*tag).to_owned()).collect(), absent }
    }

    #[test]
    fn who_knows_nothing_asks_for_nothing() {
        assert!(
            expected(&[], false).check(None, "").is_ok() && expected(&[], false).check(Some(3), "").is_ok()
        );
    }

    #[test]
    fn what_is_said_not_to_be_there_is_refused_once_it_is() {
        assert!(expected(&[], true).check(None, "").is_ok());
        assert!(expected(&[], true).check(Some(1), "").is_err());
    }

    #[test]
    fn a_version_that_was_read_must_still_be_there() {
        assert!(expected(&["\"3\""], false).check(Some(3), "").is_ok());
        assert!(expected(&["\"2\""], false).check(Some(3), "").is_err());
        assert!(expected(&["\"3\""], false).check(None, "").is_err());
    }
}
