//! What a partner of the programme brings to the action of another, and its answer.

use crate::{Id, call::CallRef, partner::PartnerRef, project::Brings, validation as rules};
use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What the partner said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContributionState {
    /// Not answered, or changed since the answer.
    Pending,
    Confirmed,
    Declined,
}

impl ContributionState {
    pub const ALL: [ContributionState; 3] =
        [ContributionState::Pending, ContributionState::Confirmed, ContributionState::Declined];

    pub fn as_str(self) -> &'static str {
        match self {
            ContributionState::Pending => "pending",
            ContributionState::Confirmed => "confirmed",
            ContributionState::Declined => "declined",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// The words people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            ContributionState::Pending => "À confirmer",
            ContributionState::Confirmed => "Confirmé",
            ContributionState::Declined => "Décliné",
        }
    }
}

/// A partner's contribution to a project, as its own people and those who read the whole project see it. Nothing
/// else of a draft is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "project": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f70", "title": "Lire et écrire en famille",
    "call": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f65", "slug": "2026", "title": "Appel à projets 2026"},
    "lead": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "name": "Les Ateliers du Mail", "kind": "association"},
    "partner": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f62", "name": "École du Centre", "kind": "school"},
    "role": "Accueille les ateliers", "contributes": "Une salle, le mercredi", "brings": ["premises"],
    "state": "pending", "word": "", "open": true, "version": 1, "updated_at": "2026-03-12T09:30:00Z"}))]
pub struct Contribution {
    /// Id of the project.
    pub project: Id,
    pub title: String,
    pub call: CallRef,
    pub lead: PartnerRef,
    /// Who contributes.
    pub partner: PartnerRef,
    pub role: String,
    pub contributes: String,
    pub brings: Vec<Brings>,
    pub state: ContributionState,
    /// The partner's word with its answer.
    pub word: String,
    /// It can be answered now: until the project is withdrawn or the decisions of its call are published.
    pub open: bool,
    pub version: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<DateTime<Utc>>,
    pub updated_at: DateTime<Utc>,
}

/// The partner's answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"word": "La salle est libre le mercredi dès 14 h."}))]
pub struct AnswerInput {
    /// A word to the lead partner.
    #[garde(custom(rules::comment))]
    #[schema(max_length = 2000)]
    pub word: String,
}

/// Filters of the list of contributions.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ContributionFilter {
    /// States, separated by commas.
    #[param(example = "pending")]
    pub state: Option<String>,
    /// Those of one project, by id: for who reads all of it. Left out, those of the reader's own organisations.
    pub project: Option<String>,
}
