//! What transitions take.

use super::Section;
use crate::{
    rule::Rule,
    validation::{self as rules, Violation},
};
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

/// Why a selected action is given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"reason": "L’intervenant n’est plus disponible cette année."}))]
pub struct AbandonInput {
    #[garde(custom(rules::reason))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

/// A correction to ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"reason": "Précisez le budget du personnel.", "sections": ["budget"],
    "comments": [{"section": "budget", "text": "Détaillez les comptes 641 et 645."}], "due": "2026-06-01"}))]
pub struct ReturnInput {
    #[garde(custom(rules::reason))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
    /// Sections of the fiche to correct; all of it when empty.
    #[serde(default)]
    #[garde(custom(rules::items))]
    pub sections: Vec<Section>,
    /// What to correct in some of these sections.
    #[serde(default)]
    #[garde(custom(rules::items), dive)]
    pub comments: Vec<SectionComment>,
    /// Last day to submit again, local, included.
    pub due: NaiveDate,
}

/// What to correct in a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"section": "budget", "text": "Détaillez les comptes 641 et 645."}))]
pub struct SectionComment {
    /// One of the sections to correct.
    pub section: Section,
    #[garde(custom(rules::reason))]
    #[schema(min_length = 1, max_length = 2000)]
    pub text: String,
}

impl ReturnInput {
    /// Comments on sections that are not to be corrected, or a second one on the same.
    pub fn misplaced(&self) -> Vec<Violation> {
        let mut found = Vec::new();
        for (index, comment) in self.comments.iter().enumerate() {
            let place = format!("/comments/{index}/section");
            if !self.sections.contains(&comment.section) {
                found.push(Violation::new(place, Rule::UnknownReference));
            } else if self.comments.iter().take(index).any(|before| before.section == comment.section) {
                found.push(Violation::new(place, Rule::Duplicate));
            }
        }
        found
    }
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
