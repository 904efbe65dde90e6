//! Errors on the wire: RFC 9457 `application/problem+json`.

use crate::{ErrorCode, Transition, obstacle::Obstacle, rule::Rule};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What went wrong, where, and what to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "type": "/problems/validation_failed", "title": "Des informations manquent ou sont à corriger.", "status": 422,
    "detail": "Des informations manquent ou sont à corriger.", "instance": "/api/v1/projects", "code": "validation_failed",
    "request_id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60",
    "errors": [{"pointer": "/title", "code": "too_long", "message": "Raccourcissez ce texte : 120 caractères au plus."}]}))]
pub struct Problem {
    /// URI reference that names the kind of problem: `/problems/{code}`.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    /// HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// The sentence to show, in the language of the request.
    pub detail: String,
    /// Path of the request.
    pub instance: String,
    pub code: ErrorCode,
    pub request_id: String,
    /// Each wrong field (422).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// What may be done now instead (409).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed_transitions: Option<Vec<Transition>>,
    /// Where the current version is (412).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<String>,
    /// First local day of the window in which it opens (409, `call_not_open` and `between_windows`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_on: Option<NaiveDate>,
    /// What stands in the way of a demand that cannot be met (409).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obstacles: Vec<Obstacle>,
}

/// One wrong field of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldError {
    /// JSON Pointer (RFC 6901) into the request body: `/budget/charges/0/amount`; empty for the whole body.
    pub pointer: String,
    /// Stable code of the rule.
    pub code: String,
    /// The sentence to show beside the field.
    pub message: String,
}

impl FieldError {
    pub fn new(pointer: impl Into<String>, rule: &Rule, language: crate::error_code::Language) -> Self {
        Self { pointer: pointer.into(), code: rule.code().to_owned(), message: rule.message(language) }
    }
}
