//! Conflicts of interest.

use crate::{
    Reference,
    partner::PartnerRef,
    review::{PersonRef, ProjectRef},
    validation as rules,
};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a conflict of interest was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConflictSource {
    /// The person's institution leads the project.
    Leads,
    /// The person's institution takes part in the project.
    TakesPart,
    /// The person's institution co-funds the project outside the call.
    CoFunds,
    /// The person was invited to write or read the fiche.
    Collaborates,
    /// The person declared it.
    Declared,
    /// The coordinator recorded it.
    Recorded,
}

impl ConflictSource {
    pub fn as_str(self) -> &'static str {
        match self {
            ConflictSource::Leads => "leads",
            ConflictSource::TakesPart => "takes_part",
            ConflictSource::CoFunds => "co_funds",
            ConflictSource::Collaborates => "collaborates",
            ConflictSource::Declared => "declared",
            ConflictSource::Recorded => "recorded",
        }
    }

    /// Stated by a person, so that it can be lifted; the others are found from the fiche, and end with it.
    pub fn is_stated(self) -> bool {
        matches!(self, ConflictSource::Declared | ConflictSource::Recorded)
    }

    /// The sentence people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            ConflictSource::Leads => "Son institution porte le projet",
            ConflictSource::TakesPart => "Son institution participe au projet",
            ConflictSource::CoFunds => "Son institution cofinance le projet",
            ConflictSource::Collaborates => "Cette personne participe à la fiche du projet",
            ConflictSource::Declared => "Conflit déclaré par la personne",
            ConflictSource::Recorded => "Conflit relevé par la coordination",
        }
    }
}

/// A person who is recused from a project, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "person": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "name": "Camille Martin"}, "source": "takes_part",
    "institution": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "name": "Ville de Soissons", "kind": "ville"}, "reason": ""}))]
pub struct Conflict {
    pub person: PersonRef,
    pub source: ConflictSource,
    /// The institution that ties the person to the project, where one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution: Option<PartnerRef>,
    pub reason: String,
}

/// A conflict to declare (one's own) or to record (as coordinator, for `person`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"reason": "Ma sœur travaille dans l’association."}))]
pub struct ConflictInput {
    /// A user; absent: oneself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Reference>,
    #[garde(custom(rules::reason))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

/// Why a conflict that was declared or recorded no longer holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"reason": "Saisi pour une autre personne."}))]
pub struct LiftingInput {
    #[garde(custom(rules::reason))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

/// A person who is recused from a project, in the list of a call: what the minutes name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "project": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f68", "number": "2026-0001", "title": "Lire et écrire en famille",
                "partner": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "name": "Les Ateliers du Mail", "kind": "association"}},
    "conflict": {"person": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "name": "Camille Martin"}, "source": "takes_part",
                 "institution": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "name": "Ville de Soissons", "kind": "ville"}, "reason": ""}}))]
pub struct Recusal {
    pub project: ProjectRef,
    pub conflict: Conflict,
}
