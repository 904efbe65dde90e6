//! Reviews, assignments and conflicts of interest.

use crate::{Id, Reference, call::CallRef, limits, partner::PartnerRef, rule::Rule, validation as rules};
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

pub use crate::conflict::{Conflict, ConflictInput, ConflictSource, LiftingInput, Recusal};

/// Where a review stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewStatus {
    Draft,
    Submitted,
    Abstained,
}

impl ReviewStatus {
    pub fn as_str(self) -> &'static str {
        match self {
            ReviewStatus::Draft => "draft",
            ReviewStatus::Submitted => "submitted",
            ReviewStatus::Abstained => "abstained",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [ReviewStatus::Draft, ReviewStatus::Submitted, ReviewStatus::Abstained]
            .into_iter()
            .find(|status| status.as_str() == text)
    }

    /// The words people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            ReviewStatus::Draft => "En cours",
            ReviewStatus::Submitted => "Déposée",
            ReviewStatus::Abstained => "Abstention",
        }
    }
}

/// A reviewer's conclusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Opinion {
    Favourable,
    FavourableWithReservations,
    Unfavourable,
}

impl Opinion {
    pub const ALL: [Opinion; 3] =
        [Opinion::Favourable, Opinion::FavourableWithReservations, Opinion::Unfavourable];

    pub fn as_str(self) -> &'static str {
        match self {
            Opinion::Favourable => "favourable",
            Opinion::FavourableWithReservations => "favourable_with_reservations",
            Opinion::Unfavourable => "unfavourable",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|opinion| opinion.as_str() == text)
    }

    /// The words people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            Opinion::Favourable => "Favorable",
            Opinion::FavourableWithReservations => "Favorable avec réserves",
            Opinion::Unfavourable => "Défavorable",
        }
    }
}

/// What each score says.
pub const SCORE_LABELS_FR: [&str; 6] =
    ["Absent", "Très insuffisant", "Insuffisant", "Correct", "Bon", "Excellent"];

/// A score on a criterion, as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"criterion": "C1", "score": 4, "comment": "Besoin bien décrit."}))]
pub struct ScoreInput {
    /// A criterion of the project's call, by id or code.
    pub criterion: Reference,
    /// 0 to 5; may be missing in a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(rules::within_range(0, limits::SCORE_MAX))))]
    #[schema(minimum = 0, maximum = 5)]
    pub score: Option<i32>,
    #[serde(default)]
    #[garde(custom(rules::comment))]
    #[schema(max_length = 2000)]
    pub comment: String,
}

/// A review as sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[garde(allow_unvalidated)]
#[schema(example = json!({
    "scores": [{"criterion": "C1", "score": 4, "comment": "Besoin bien décrit."}], "opinion": "favourable",
    "message": "Projet clair et bien construit.", "confidential_note": ""}))]
pub struct ReviewInput {
    #[garde(custom(rules::items), dive)]
    pub scores: Vec<ScoreInput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opinion: Option<Opinion>,
    /// For the applicant, after publication, without the reviewer's name.
    #[garde(custom(rules::comment))]
    #[schema(max_length = 2000)]
    pub message: String,
    /// For the committee only.
    #[garde(custom(rules::comment))]
    #[schema(max_length = 2000)]
    pub confidential_note: String,
    /// Set it to abstain: the submission then needs no score.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::comment))]
    #[schema(max_length = 2000)]
    pub abstention_reason: Option<String>,
}

impl ReviewInput {
    /// What a submission lacks, given the ids of the call's criteria (`scores` must name them by id).
    pub fn missing(&self, criteria: &[&str]) -> Vec<crate::validation::Violation> {
        use crate::validation::Violation;
        if let Some(why) = &self.abstention_reason {
            return if why.trim().is_empty() {
                vec![Violation::new("/abstention_reason", Rule::ReasonRequired)]
            } else {
                Vec::new()
            };
        }
        let scored = |criterion: &str| {
            self.scores.iter().any(|score| score.criterion.as_str() == criterion && score.score.is_some())
        };
        let mut violations: Vec<_> = criteria
            .iter()
            .enumerate()
            .filter(|(_, criterion)| !scored(criterion))
            .map(|(index, _)| Violation::new(format!("/scores/{index}/score"), Rule::Required))
            .collect();
        if self.opinion.is_none() {
            violations.push(Violation::new("/opinion", Rule::Required));
        }
        violations
    }
}

/// A score as read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Score {
    /// Id of the criterion.
    pub criterion: Id,
    #[serde(default)]
    pub score: Option<i32>,
    pub comment: String,
}

/// A person inside another object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "name": "Camille Martin"}))]
pub struct PersonRef {
    pub id: Id,
    pub name: String,
}

/// A project inside another object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f68", "number": "2026-0001", "title": "Lire et écrire en famille",
    "partner": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "name": "Les Ateliers du Mail", "kind": "association"}}))]
pub struct ProjectRef {
    pub id: Id,
    pub number: Option<String>,
    pub title: String,
    pub partner: PartnerRef,
}

/// A review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f69", "version": 1,
    "project": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f68", "number": "2026-0001", "title": "Lire et écrire en famille",
                "partner": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "name": "Les Ateliers du Mail", "kind": "association"}},
    "call": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f65", "slug": "2026", "title": "Appel à projets 2026"},
    "reviewer": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "name": "Camille Martin"}, "status": "draft",
    "scores": [{"criterion": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f66", "score": 4, "comment": ""}], "opinion": null,
    "message": "", "confidential_note": "", "created_at": "2026-05-21T08:30:00Z", "updated_at": "2026-05-21T08:30:00Z"}))]
pub struct Review {
    pub id: Id,
    pub version: i32,
    pub project: ProjectRef,
    pub call: CallRef,
    pub reviewer: PersonRef,
    pub status: ReviewStatus,
    pub scores: Vec<Score>,
    #[serde(default)]
    pub opinion: Option<Opinion>,
    pub message: String,
    /// Absent for observers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidential_note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abstention_reason: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_at: Option<DateTime<Utc>>,
}

/// What a reviewer says to the applicant, without the name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"opinion": "favourable", "message": "Projet clair et bien construit."}))]
pub struct Feedback {
    #[serde(default)]
    pub opinion: Option<Opinion>,
    pub message: String,
}

/// Filters of the list of reviews.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReviewFilter {
    /// Only the reader's own reviews and assigned work.
    pub mine: Option<bool>,
    /// Statuses, separated by commas.
    #[param(example = "draft")]
    pub status: Option<String>,
    /// Call, by id or slug.
    pub call: Option<String>,
}

/// An assignment as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"project": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f68", "reviewer": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67"}))]
pub struct AssignmentInput {
    /// A project of the call.
    pub project: Reference,
    /// A user: reviewer or carrier of the programme.
    pub reviewer: Reference,
}

/// Who reviews what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f6a",
    "project": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f68", "number": "2026-0001", "title": "Lire et écrire en famille",
                "partner": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "name": "Les Ateliers du Mail", "kind": "association"}},
    "reviewer": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "name": "Camille Martin"},
    "review": null, "review_status": null, "due_on": "2026-06-01", "closed": false, "recused": false,
    "created_at": "2026-05-21T08:30:00Z"}))]
pub struct Assignment {
    pub id: Id,
    pub project: ProjectRef,
    pub reviewer: PersonRef,
    /// The review, once begun. Of another's, neither it nor its status is told to a carrier who is recused from the project, or
    /// still has a review of it to submit.
    #[serde(default)]
    pub review: Option<Id>,
    #[serde(default)]
    pub review_status: Option<ReviewStatus>,
    /// Last day for the review, local, included: the call's, or a later one until which it was reopened; null: none.
    #[serde(default)]
    pub due_on: Option<NaiveDate>,
    /// That day is over, by the server's clock: the review can only be read until it is reopened.
    #[serde(default)]
    pub closed: bool,
    /// The reviewer is in conflict of interest with the project: there is nothing left to do, and nothing counts.
    #[serde(default)]
    pub recused: bool,
    pub created_at: DateTime<Utc>,
}

/// More time for one review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"until": "2026-06-03", "reason": "La pièce jointe manquait."}))]
pub struct ReopeningInput {
    /// New last day, local, included.
    pub until: NaiveDate,
    /// The reviewer reads it.
    #[garde(custom(rules::reason))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

/// Filters of the list of assignments.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AssignmentFilter {
    /// Only the reader's own.
    pub mine: Option<bool>,
}
