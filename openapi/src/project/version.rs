//! What was filed, each time.

use super::ProjectInput;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

/// A version of the fiche: what was filed at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"position": 1, "number": "2026-0001", "submitted_at": "2026-05-20T16:12:04Z", "submitted_by": "Camille Martin",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}))]
pub struct ProjectVersion {
    /// 1 for the first.
    pub position: i32,
    /// The project's number: the same for all.
    pub number: String,
    pub submitted_at: DateTime<Utc>,
    /// Who filed it; for its organisation and the committee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_by: Option<String>,
    /// SHA-256, hexadecimal, of the canonical JSON (RFC 8785) of `fiche`.
    pub sha256: String,
}

/// A version with what was filed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FiledFiche {
    #[serde(flatten)]
    pub version: ProjectVersion,
    /// The fiche as it was filed, word for word: a field that came later is not in it.
    #[schema(value_type = ProjectInput)]
    pub fiche: Value,
}

/// Which versions to compare.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct VersionPair {
    /// Position of the earlier one; absent: the one before `to`, or the last one filed.
    #[param(example = 1)]
    pub from: Option<i32>,
    /// Position of the later one; absent: the fiche as its organisation is writing it, for that organisation.
    #[param(example = 2)]
    pub to: Option<i32>,
}
