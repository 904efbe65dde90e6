//! What transitions take.

use super::Section;
use crate::validation as rules;
use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether a project is admissible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"admissible": false, "reason": "L’action se déroule hors des quartiers prioritaires."}))]
pub struct AdmissibilityInput {
    pub admissible: bool,
    /// Required when the project is not admissible.
    #[serde(default)]
    #[garde(custom(rules::comment), custom(needed_unless(self.admissible)))]
    #[schema(max_length = 2000)]
    pub reason: String,
}

fn needed_unless(optional: bool) -> impl Fn(&String, &()) -> garde::Result {
    move |value, context| if optional { Ok(()) } else { rules::reason(value, context) }
}

/// A correction to ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"reason": "Précisez le budget du personnel.", "sections": ["budget"], "due": "2026-06-01"}))]
pub struct ReturnInput {
    #[garde(custom(rules::reason))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
    /// Sections of the fiche to correct; all of it when empty.
    #[serde(default)]
    #[garde(custom(rules::items))]
    pub sections: Vec<Section>,
    /// Last day to submit again, local, included.
    pub due: NaiveDate,
}

/// A reason, where an action may have one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"reason": ""}))]
pub struct ReasonInput {
    #[garde(custom(rules::comment))]
    #[schema(max_length = 2000)]
    pub reason: String,
}
