//! Request bodies: parsed at the edge into types that hold no wrong value.

use super::fail::Fail;
use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::{Method, header},
    web::Bytes,
};
use garde::Validate;
use openapi::{
    ErrorCode,
    limits::BODY_MAX,
    rule::Rule,
    validation::{self, Violation},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use std::{future::Future, marker::PhantomData, pin::Pin};

type Parsing<T> = Pin<Box<dyn Future<Output = Result<T, Fail>>>>;

const JSON: &str = "application/json";
const MERGE_PATCH: &str = "application/merge-patch+json";

/// A JSON body that was parsed and validated. Unknown fields are refused with their place.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + Validate<Context = ()> + 'static> FromRequest for Body<T> {
    type Error = Fail;
    type Future = Parsing<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        // A patch that names all of it is one all the same.
        let kinds: &[&str] = if request.method() == Method::PATCH { &[JSON, MERGE_PATCH] } else { &[JSON] };
        let bytes = read(request, payload, kinds);
        Box::pin(async move {
            let value: T = parse(&bytes.await?)?;
            Fail::unless_empty(validation::check(&value))?;
            Ok(Self(value))
        })
    }
}

/// A body that may be missing: an act that needs no words.
pub struct OptionalBody<T>(pub T);

impl<T: DeserializeOwned + Validate<Context = ()> + Default + 'static> FromRequest for OptionalBody<T> {
    type Error = Fail;
    type Future = Parsing<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = collect(request, payload);
        let kind = accepted(request, &[JSON]);
        Box::pin(async move {
            let bytes = bytes.await?;
            if bytes.is_empty() {
                return Ok(Self(T::default()));
            }
            kind?;
            let value: T = parse(&bytes)?;
            Fail::unless_empty(validation::check(&value))?;
            Ok(Self(value))
        })
    }
}

/// A JSON Merge Patch (RFC 7396): absent is unchanged, null is removed.
pub struct Patch<T> {
    changes: Map<String, Value>,
    of: PhantomData<T>,
}

impl<T: DeserializeOwned + Serialize + Validate<Context = ()>> Patch<T> {
    /// The object with the changes applied, parsed and validated as a whole.
    pub fn apply(&self, current: &T) -> Result<T, Fail> {
        let mut value = serde_json::to_value(current).map_err(|error| Fail::Internal(error.to_string()))?;
        merge(&mut value, &Value::Object(self.changes.clone()));
        let merged: T = from_value(value)?;
        Fail::unless_empty(validation::check(&merged))?;
        Ok(merged)
    }

    /// Refuses each field but those named.
    pub fn only(&self, fields: &[&str]) -> Result<(), Fail> {
        let others = self.changes.keys().filter(|name| !fields.contains(&name.as_str()));
        let refused = others.map(|name| Violation::new(format!("/{name}"), Rule::UnknownField));
        Fail::unless_empty(refused.collect())
    }

    /// Whether the patch says anything of a field.
    pub fn mentions(&self, field: &str) -> bool {
        self.changes.contains_key(field)
    }
}

impl<T: 'static> FromRequest for Patch<T> {
    type Error = Fail;
    type Future = Parsing<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = read(request, payload, &[JSON, MERGE_PATCH]);
        Box::pin(async move {
            match parse_value(&bytes.await?)? {
                Value::Object(changes) => Ok(Self { changes, of: PhantomData }),
                _ => Err(Fail::field("", Rule::WrongType)),
            }
        })
    }
}

/// RFC 7396, section 2.
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(changes) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    if let Value::Object(fields) = target {
        for (name, change) in changes {
            if change.is_null() {
                fields.remove(name);
            } else {
                merge(fields.entry(name.clone()).or_insert(Value::Null), change);
            }
        }
    }
}

fn accepted(request: &HttpRequest, kinds: &[&str]) -> Result<(), Fail> {
    let header = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = header.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if kinds.contains(&kind.as_str()) { Ok(()) } else { Err(ErrorCode::UnsupportedMediaType.into()) }
}

fn read(
    request: &HttpRequest,
    payload: &mut Payload,
    kinds: &[&str],
) -> impl Future<Output = Result<Bytes, Fail>> + use<> {
    let kind = accepted(request, kinds);
    let bytes = collect(request, payload);
    async move {
        kind?;
        bytes.await
    }
}

/// The whole body, up to the limit.
fn collect(
    request: &HttpRequest,
    payload: &mut Payload,
) -> impl Future<Output = Result<Bytes, Fail>> + use<> {
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<usize>().ok());
    let bytes = Bytes::from_request(request, payload);
    async move {
        if announced.is_some_and(|length| length > BODY_MAX) {
            return Err(ErrorCode::PayloadTooLarge.into());
        }
        bytes.await.map_err(|error| match error.as_response_error().status_code().as_u16() {
            413 => ErrorCode::PayloadTooLarge.into(),
            _ => ErrorCode::MalformedRequest.into(),
        })
    }
}

fn parse_value(bytes: &[u8]) -> Result<Value, Fail> {
    serde_json::from_slice(bytes).map_err(|error| unreadable(&error))
}

/// A number too large for its type is a wrong value, though serde_json calls it a syntax error.
fn unreadable(error: &serde_json::Error) -> Fail {
    if error.to_string().starts_with("number out of range") {
        Fail::field("", Rule::WrongType)
    } else {
        ErrorCode::MalformedJson.into()
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Fail> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        let cause = error.into_inner();
        match cause.classify() {
            serde_json::error::Category::Data => refused(&path, &cause.to_string()),
            // An enum that is no text is a syntax error to serde_json, though the JSON is right.
            _ if serde_json::from_slice::<Value>(bytes).is_ok() => refused(&path, ""),
            _ => unreadable(&cause),
        }
    })?;
    deserializer.end().map_err(|_| Fail::from(ErrorCode::MalformedJson))?;
    Ok(value)
}

fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, Fail> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        refused(&path, &error.into_inner().to_string())
    })
}

/// The place and rule of what serde refused.
fn refused(path: &str, cause: &str) -> Fail {
    let place = if path == "." { String::new() } else { validation::pointer(path) };
    let quoted = cause.split('`').nth(1).unwrap_or_default();
    let below = |place: &str| {
        let field = format!("/{quoted}");
        if place.ends_with(&field) { place.to_owned() } else { format!("{place}{field}") }
    };
    if cause.starts_with("unknown field") {
        Fail::Fields(vec![Violation::new(below(&place), Rule::UnknownField)])
    } else if cause.starts_with("missing field") {
        Fail::Fields(vec![Violation::new(below(&place), Rule::Required)])
    } else if let Some(expected) = cause.strip_prefix("unknown variant ") {
        // serde: unknown variant `x`, expected one of `a`, `b`; the sent word may itself hold a back-tick.
        let expected = expected.rsplit_once("expected ").map_or("", |(_, names)| names);
        let allowed = expected.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        Fail::Fields(vec![Violation::new(place, Rule::UnknownValue { allowed })])
    } else {
        Fail::Fields(vec![Violation::new(place, Rule::WrongType)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::project::ProjectInput;
    use serde_json::json;

    fn pointer_and_code(fail: Fail) -> (String, String) {
        match fail {
            Fail::Fields(violations) => (violations[0].pointer.clone(), violations[0].rule.code().to_owned()),
            other => (other.to_string(), String::new()),
        }
    }

    fn refusal(body: &str) -> (String, String) {
        match parse::<ProjectInput>(body.as_bytes()) {
            Ok(_) => ("accepted".into(), String::new()),
            Err(fail) => pointer_and_code(fail),
        }
    }

    #[test]
    fn a_refused_body_says_where_and_why() {
        assert_eq!(refusal(r#"{"colour": 1}"#), ("/colour".into(), "unknown_field".into()));
        assert_eq!(
            refusal(r#"{"budget": {"charges": [{"account": "604", "amount": {"amount": "x"}}]}}"#),
            ("/budget/charges/0/amount/amount".into(), "wrong_type".into())
        );
        assert_eq!(
            refusal(r#"{"budget": {"charges": [{"account": "604"}]}}"#),
            ("/budget/charges/0/amount".into(), "required".into())
        );
        assert_eq!(refusal(r#"{"times": ["night"]}"#), ("/times/0".into(), "unknown_value".into()));
        assert_eq!(refusal(r#"{"title": "#), ("malformed_json".into(), String::new()));
        assert_eq!(refusal(r#"{} {}"#), ("malformed_json".into(), String::new()));
    }

    #[test]
    fn a_patch_changes_what_it_names_and_removes_what_is_null() {
        let mut value = json!({"a": 1, "b": {"c": 2, "d": 3}});
        merge(&mut value, &json!({"b": {"c": null, "e": 4}}));
        assert_eq!(value, json!({"a": 1, "b": {"d": 3, "e": 4}}));
    }
}
