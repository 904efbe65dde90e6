//! Documents that leave and come back: what a receipt proves, and a form that was filled elsewhere.

use crate::{FieldError, Id, rule::Rule};
use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Media type of PDF.
pub const PDF: &str = "application/pdf";
/// Media type of comma-separated values.
pub const CSV: &str = "text/csv";
/// Media type of Excel workbooks.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Media type of DOCX.
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// What to check against what was filed: the fiche itself, or the fingerprint of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}))]
pub struct ReceiptCheck {
    /// The fiche as `GET /projects/{id}/fiche.json` gave it; its form (spaces, order of the keys) does not matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub fiche: Option<serde_json::Value>,
    /// SHA-256, hexadecimal, of its canonical JSON (RFC 8785); instead of the fiche.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(fingerprint))]
    #[schema(min_length = 64, max_length = 64)]
    pub sha256: Option<String>,
    /// Only a filing with this number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(crate::validation::note))]
    #[schema(max_length = 200)]
    pub number: Option<String>,
}

fn fingerprint(text: &Option<String>, _: &()) -> garde::Result {
    match text {
        Some(text) if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            Err(Rule::InvalidSha256.into())
        }
        _ => Ok(()),
    }
}

/// What is known of a fiche: empty `filings` say that nothing like it was filed, to the letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "filings": [{"number": "2026-0001", "submitted_at": "2026-05-20T16:12:04Z", "position": 1, "latest": true}]}))]
pub struct ReceiptAnswer {
    /// Of what was sent.
    pub sha256: String,
    /// Each time that it was filed, the first one first.
    pub filings: Vec<KnownFiling>,
}

/// A filing of exactly this fiche.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KnownFiling {
    pub number: String,
    pub submitted_at: DateTime<Utc>,
    /// The how-manieth version filed under this number, from 1.
    pub position: i32,
    /// No later version was filed under this number.
    pub latest: bool,
}

/// Which fields to take from a document.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TakeQuery {
    /// JSON Pointers of the fields to take, separated by commas; without it the document is only compared.
    #[param(example = "/title,/budget/charges")]
    pub take: Option<String>,
}

/// Of a filed fiche, which text to print.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FiledQuery {
    /// As it was last filed, when it is being corrected; else as it stands.
    pub filed: Option<bool>,
}

/// A field by its place and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"pointer": "/need", "label": "Besoin observé"}))]
pub struct ImportedField {
    /// JSON Pointer in the fiche.
    pub pointer: String,
    pub label: String,
}

/// A field that the document says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"pointer": "/title", "label": "Titre de l’action", "part": "Identité",
    "current": "Lire en famille", "document": "Lire et écrire en famille", "problems": []}))]
pub struct Difference {
    /// JSON Pointer in the fiche; what to name in `take`.
    pub pointer: String,
    pub label: String,
    /// The part of the form.
    pub part: String,
    /// In words; lines of a table one below the other. Empty where nothing is written.
    pub current: String,
    /// The same, in the document.
    pub document: String,
    /// Why it cannot be taken as it is; empty when it can.
    pub problems: Vec<FieldError>,
}

/// Where a document says that it comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DocumentOrigin {
    /// The fiche that it was downloaded from; absent in a blank form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<Id>,
    /// The version of the fiche then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<Id>,
}

/// A filled form against the fiche.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "project": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "version": 3, "origin": {"project": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "version": 2},
    "differences": [{"pointer": "/title", "label": "Titre de l’action", "part": "Identité",
        "current": "Lire en famille", "document": "Lire et écrire en famille", "problems": []}],
    "unchanged": 24, "absent": [], "taken": []}))]
pub struct ImportedFiche {
    pub project: Id,
    /// Of the fiche, after what was taken.
    pub version: i32,
    pub origin: DocumentOrigin,
    pub differences: Vec<Difference>,
    /// How many fields say the same.
    pub unchanged: u32,
    /// Fields that the document has lost: they stay as they are.
    pub absent: Vec<ImportedField>,
    /// Pointers of what was written.
    pub taken: Vec<String>,
}
