//! What the server said, with assertions that show it when they fail.

use openapi::{ErrorCode, Problem};
use reqwest::header::{self, HeaderMap};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::{fmt, ops::Index};

/// A status, headers and a body.
#[derive(Clone)]
pub struct Answer {
    request: String,
    path: String,
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    json: Value,
}

/// The text of a JSON string.
#[track_caller]
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("expected a text, found {value}"))
}

impl Answer {
    pub fn new(request: String, path: String, status: u16, headers: HeaderMap, body: Vec<u8>) -> Self {
        let json = serde_json::from_slice(&body).unwrap_or(Value::Null);
        Self { request, path, status, headers, body, json }
    }

    /// The status is this one.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "\n{self:?}");
        self
    }

    /// A refusal with this code, its status, and everything a problem must hold.
    #[track_caller]
    pub fn refused(self, code: ErrorCode) -> Self {
        assert_eq!(self.status, code.status(), "expected {}\n{self:?}", code.as_str());
        assert_eq!(self.header("content-type"), "application/problem+json", "\n{self:?}");
        let problem: Problem = self.read();
        assert_eq!(problem.code, code, "\n{self:?}");
        assert_eq!(problem.status, self.status, "\n{self:?}");
        assert_eq!(problem.kind, format!("/problems/{}", code.as_str()), "\n{self:?}");
        assert_eq!(problem.instance, self.path.split('?').next().unwrap_or_default(), "\n{self:?}");
        assert!(!problem.title.is_empty() && !problem.detail.is_empty(), "\n{self:?}");
        assert!(!problem.request_id.is_empty(), "\n{self:?}");
        let shown = problem.detail.to_lowercase();
        for leak in ["select ", "insert ", "diesel", "sqlite", "panicked", "stack"] {
            assert!(!shown.contains(leak), "a cause is shown\n{self:?}");
        }
        self
    }

    /// A 422 that names this field with this rule, among others perhaps.
    #[track_caller]
    pub fn at_field(self, pointer: &str, rule: &str) -> Self {
        let found = self.refused(ErrorCode::ValidationFailed);
        let errors = found["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
        let named = errors.iter().any(|error| error["pointer"] == pointer && error["code"] == rule);
        assert!(named, "expected {rule} at {pointer:?}\n{found:?}");
        assert!(
            errors.iter().all(|error| error["message"].as_str().is_some_and(|m| !m.is_empty())),
            "\n{found:?}"
        );
        found
    }

    /// A 422 that names one field and nothing else.
    #[track_caller]
    pub fn only_at_field(self, pointer: &str, rule: &str) -> Self {
        let found = self.at_field(pointer, rule);
        assert_eq!(found["errors"].as_array().map(Vec::len), Some(1), "\n{found:?}");
        found
    }

    /// A header, empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    #[track_caller]
    pub fn etag(&self) -> String {
        let etag = self.header(header::ETAG.as_str());
        assert!(!etag.is_empty(), "no ETag\n{self:?}");
        etag.to_owned()
    }

    #[track_caller]
    pub fn id(&self) -> String {
        text(&self["id"]).to_owned()
    }

    /// The items of a list.
    #[track_caller]
    pub fn items(&self) -> &[Value] {
        self.json["items"].as_array().unwrap_or_else(|| panic!("not a list\n{self:?}"))
    }

    /// One field of every item of a list.
    #[track_caller]
    pub fn each(&self, field: &str) -> Vec<&Value> {
        self.items().iter().map(|item| &item[field]).collect()
    }

    #[track_caller]
    pub fn total(&self) -> i64 {
        self.json["total"].as_i64().unwrap_or_else(|| panic!("no total\n{self:?}"))
    }

    pub fn json(&self) -> &Value {
        &self.json
    }

    /// The body as a type of the contract.
    #[track_caller]
    pub fn read<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}\n{self:?}"))
    }

    /// Value of a cookie that this answer sets.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok()?.split(';').next()?.split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned())
    }

    /// The whole answer, headers included, holds this text nowhere.
    #[track_caller]
    pub fn never_says(self, text: &str) -> Self {
        let body = String::from_utf8_lossy(&self.body);
        assert!(!body.contains(text), "says {text:?}\n{self:?}");
        assert!(!format!("{:?}", self.headers).contains(text), "says {text:?}\n{self:?}");
        self
    }
}

impl Index<&str> for Answer {
    type Output = Value;

    fn index(&self, field: &str) -> &Value {
        &self.json[field]
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = match &self.json {
            Value::Null => String::from_utf8_lossy(&self.body).chars().take(2_000).collect(),
            json => serde_json::to_string_pretty(json).unwrap_or_default(),
        };
        write!(f, "{} → {}\n{shown}", self.request, self.status)
    }
}
