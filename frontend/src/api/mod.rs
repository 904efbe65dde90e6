//! The one way to the API: [`get`], [`post`], [`patch`] and [`delete`] build a [`Request`]; [`Request::send`] sends it.
//!
//! It adds the bearer token, renews it once after a 401 and tries again, sends `If-Match` and `Idempotency-Key`, and
//! reads a refusal as [`Problem`]. A file per resource names the calls that pages make.

pub mod account;
pub mod attachments;
pub mod calls;
pub mod committee;
pub mod contributions;
pub mod documents;
pub mod emails;
pub mod events;
pub mod every;
pub mod merge_patch;
pub mod messages;
pub mod partners;
pub mod programme;
pub mod projects;
pub mod reviews;
pub mod session;
pub mod simulations;

use crate::{i18n::errors, session::access};
use gloo_net::http::{Method, RequestBuilder};
use openapi::{ErrorCode, FieldError, Problem};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Display;

/// Where the API is, on the origin that served the app.
const BASE: &str = "/api/v1";
/// After which a request without an answer counts as lost, in milliseconds.
const TIMEOUT: u32 = 30_000;

/// Why there is no answer to use.
#[derive(Debug, Clone, PartialEq)]
pub enum ApiError {
    /// No answer: the network is away, or the server.
    Network,
    /// The session ended and could not be renewed; the dialog to log in again is already open.
    SessionExpired,
    /// The server refused, and says why.
    Problem(Box<Problem>),
    /// The answer is not what the contract says.
    Unreadable { status: u16 },
}

impl ApiError {
    /// The server's stable code, where it refused.
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            ApiError::Problem(problem) => Some(problem.code),
            _ => None,
        }
    }

    /// The same with its faults where the form has them, which can count its lines otherwise than what was sent.
    pub fn placed(mut self, place: impl Fn(FieldError) -> FieldError) -> Self {
        if let ApiError::Problem(problem) = &mut self {
            problem.errors = std::mem::take(&mut problem.errors).into_iter().map(place).collect();
        }
        self
    }

    /// The sentence to show.
    pub fn message(&self) -> String {
        match self {
            ApiError::Network => errors::NETWORK.into(),
            ApiError::SessionExpired => errors::SESSION_EXPIRED.into(),
            ApiError::Problem(problem) => problem.detail.clone(),
            ApiError::Unreadable { .. } => errors::UNREADABLE.into(),
        }
    }

    /// The wrong fields of a refused form.
    pub fn field_errors(&self) -> &[FieldError] {
        match self {
            ApiError::Problem(problem) => &problem.errors,
            _ => &[],
        }
    }

    /// The thing does not exist, for this reader.
    pub fn is_not_found(&self) -> bool {
        self.code() == Some(ErrorCode::NotFound)
    }

    /// Somebody changed the thing since it was read (412).
    pub fn is_stale(&self) -> bool {
        self.code() == Some(ErrorCode::PreconditionFailed)
    }

    /// Trying again may help.
    pub fn may_pass(&self) -> bool {
        match self {
            ApiError::Network | ApiError::Unreadable { .. } | ApiError::SessionExpired => true,
            ApiError::Problem(problem) => problem.status >= 500 || problem.status == 429,
        }
    }
}

/// What the server answered, with the version to send back as [`Request::if_match`].
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<T> {
    pub body: T,
    pub etag: Option<String>,
}

/// What pages receive.
pub type ApiResult<T> = Result<Answer<T>, ApiError>;

/// A request being built.
#[derive(Clone)]
pub struct Request {
    method: Method,
    path: String,
    query: Vec<(&'static str, String)>,
    body: Option<String>,
    if_match: Option<String>,
    /// Only if there is nothing yet.
    fresh: bool,
    idempotency_key: Option<String>,
    anonymous: bool,
}

fn request(method: Method, path: impl Into<String>) -> Request {
    Request {
        method,
        path: path.into(),
        query: Vec::new(),
        body: None,
        if_match: None,
        fresh: false,
        idempotency_key: None,
        anonymous: false,
    }
}

/// Reads `path`, such as `/calls`.
pub fn get(path: impl Into<String>) -> Request {
    request(Method::GET, path)
}

/// Creates or acts. A fresh `Idempotency-Key` goes along; see [`Request::idempotency_key`].
pub fn post(path: impl Into<String>) -> Request {
    let mut request = request(Method::POST, path);
    request.idempotency_key = Some(random_uuid());
    request
}

/// Changes with a JSON Merge Patch; needs [`Request::if_match`].
pub fn patch(path: impl Into<String>) -> Request {
    request(Method::PATCH, path)
}

/// Puts something in its place.
pub fn put(path: impl Into<String>) -> Request {
    request(Method::PUT, path)
}

/// Deletes; needs [`Request::if_match`] where the thing has a version.
pub fn delete(path: impl Into<String>) -> Request {
    request(Method::DELETE, path)
}

/// Percent-encodes one segment of a path.
pub fn segment(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

impl Request {
    /// Adds a query parameter.
    pub fn query(mut self, name: &'static str, value: impl Display) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    /// Adds a query parameter when there is a value that is not empty.
    pub fn query_some(self, name: &'static str, value: Option<impl Display>) -> Self {
        match value.map(|value| value.to_string()).filter(|value| !value.is_empty()) {
            Some(value) => self.query(name, value),
            None => self,
        }
    }

    /// Sends a body.
    pub fn json(mut self, body: &impl Serialize) -> Self {
        // Wire types are plain structs: they always serialize.
        self.body = serde_json::to_string(body).ok();
        self
    }

    /// The version that was read: [`Answer::etag`].
    pub fn if_match(mut self, etag: Option<&str>) -> Self {
        self.if_match = etag.map(str::to_owned);
        self
    }

    /// Over this version; or, where none was read, only if there is still none (`If-None-Match: *`).
    pub fn over(self, etag: Option<&str>) -> Self {
        Self { fresh: etag.is_none(), ..self.if_match(etag) }
    }

    /// Repeats an earlier POST with its key, so that trying again after a lost answer cannot act twice.
    pub fn idempotency_key(mut self, key: &str) -> Self {
        self.idempotency_key = Some(key.to_owned());
        self
    }

    /// Without the session: logging in, accepting an invitation.
    pub(crate) fn anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// Sends, renews the session once if need be, and reads the answer. `T = ()` where there is no body to read.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub async fn send<T: DeserializeOwned>(self) -> ApiResult<T> {
        let token = if self.anonymous { None } else { access::token().await };
        let first = self.exchange(token.as_deref()).await?;
        if first.status != 401 || self.anonymous {
            return first.read();
        }
        // A token that the server no longer takes, or none where one is needed: renew once.
        match access::renew(token).await {
            access::Renewal::Renewed(token) => {
                let second = self.exchange(Some(&token)).await?;
                if second.status == 401 {
                    access::end();
                    return Err(ApiError::SessionExpired);
                }
                second.read()
            }
            access::Renewal::Ended => Err(ApiError::SessionExpired),
            access::Renewal::Unreachable => Err(ApiError::Network),
            access::Renewal::NoSession => first.read(),
        }
    }

    async fn exchange(&self, token: Option<&str>) -> Result<Received, ApiError> {
        let query = self.query.iter().map(|(name, value)| (*name, value.as_str()));
        let timeout = web_sys::AbortSignal::timeout_with_u32(TIMEOUT);
        let mut builder = RequestBuilder::new(&format!("{BASE}{}", self.path))
            .method(self.method.clone())
            .query(query)
            // One address answers each person differently, under tags that hold the version only.
            .cache(web_sys::RequestCache::NoStore)
            .header("Accept", "application/json, application/problem+json")
            .header("Accept-Language", "fr")
            .abort_signal(Some(&timeout));
        if let Some(token) = token {
            builder = builder.header("Authorization", &format!("Bearer {token}"));
        }
        if let Some(etag) = &self.if_match {
            builder = builder.header("If-Match", etag);
        }
        if self.fresh {
            builder = builder.header("If-None-Match", "*");
        }
        if let Some(key) = &self.idempotency_key {
            builder = builder.header("Idempotency-Key", key);
        }
        let request = match &self.body {
            Some(body) => builder.header("Content-Type", "application/json").body(body.as_str()),
            None => builder.build(),
        };
        let response = request.map_err(|_| ApiError::Network)?.send().await.map_err(|_| ApiError::Network)?;
        Ok(Received {
            status: response.status(),
            etag: response.headers().get("ETag"),
            text: response.text().await.map_err(|_| ApiError::Network)?,
        })
    }
}

/// An answer as it came.
struct Received {
    status: u16,
    etag: Option<String>,
    text: String,
}

impl Received {
    fn read<T: DeserializeOwned>(self) -> ApiResult<T> {
        let unreadable = ApiError::Unreadable { status: self.status };
        if (200..300).contains(&self.status) {
            let text = if self.text.is_empty() { "null" } else { self.text.as_str() };
            let body = serde_json::from_str(text).map_err(|_| unreadable)?;
            Ok(Answer { body, etag: self.etag })
        } else {
            let problem = serde_json::from_str(&self.text).map_err(|_| unreadable)?;
            Err(ApiError::Problem(Box::new(problem)))
        }
    }
}

/// A random UUID, also where the page is not in a secure context.
pub fn random_uuid() -> String {
    let mut bytes = [0_u8; 16];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        // A failure would leave zeros; the browser only fails beyond 65,536 bytes.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid().hyphenated().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn received(status: u16, text: &str) -> Received {
        Received { status, etag: Some("\"3\"".into()), text: text.into() }
    }

    #[test]
    fn an_answer_without_a_body_reads_as_nothing() {
        assert_eq!(received(204, "").read::<()>(), Ok(Answer { body: (), etag: Some("\"3\"".into()) }));
    }

    #[test]
    fn a_refusal_reads_as_a_problem_with_its_fields() {
        let text = r#"{"type": "/problems/validation_failed", "title": "t", "status": 422, "detail": "d", "instance": "/x",
            "code": "validation_failed", "request_id": "r", "errors": [{"pointer": "/title", "code": "required", "message": "m"}]}"#;
        let error = received(422, text).read::<()>();
        assert!(error.is_err_and(|error| error.field_errors().len() == 1 && !error.may_pass()));
    }

    #[test]
    fn a_page_of_a_proxy_is_not_shown_as_a_sentence() {
        assert_eq!(received(502, "<html>").read::<()>(), Err(ApiError::Unreadable { status: 502 }));
        assert_eq!(received(200, "<html>").read::<u8>(), Err(ApiError::Unreadable { status: 200 }));
    }
}
