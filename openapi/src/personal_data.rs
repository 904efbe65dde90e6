//! Everything that is held on a person, as the person may ask for it (GDPR, articles 15 and 20).

use crate::{
    Id,
    account::{Invitation, Me, Session},
    email::EmailKind,
    review::{Opinion, ReviewStatus},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A project that the person began for an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CreatedProject {
    pub id: Id,
    pub title: String,
    pub created_at: DateTime<Utc>,
}

/// A score that the person gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GivenScore {
    /// Id of the criterion.
    pub criterion: Id,
    #[schema(minimum = 0, maximum = 5)]
    pub score: Option<i32>,
    pub comment: String,
}

/// A review that the person wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WrittenReview {
    pub id: Id,
    /// Id of the project.
    pub project: Id,
    pub status: ReviewStatus,
    pub scores: Vec<GivenScore>,
    pub opinion: Option<Opinion>,
    pub message: String,
    pub confidential_note: String,
    pub abstention_reason: Option<String>,
    pub created_at: DateTime<Utc>,
    pub submitted_at: Option<DateTime<Utc>>,
}

/// A conflict of interest stated for the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HeldConflict {
    /// Id of the project.
    pub project: Id,
    pub reason: String,
    pub created_at: DateTime<Utc>,
}

/// Decisions of a call that the person signed for an institution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GivenSignature {
    /// Id of the call.
    pub call: Id,
    /// Id of the institution.
    pub carrier: Id,
    pub signed_at: DateTime<Utc>,
}

/// An e-mail that was written to the person's address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WrittenEmail {
    pub id: Id,
    pub kind: EmailKind,
    pub subject: String,
    pub created_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
}

/// Everything that is held on the person who asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "exported_at": "2026-05-20T16:12:04Z",
    "account": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "version": 1, "email": "coordinator@demo.example",
                "name": "Camille Martin", "memberships": [], "created_at": "2026-01-05T08:30:00Z"},
    "sessions": [], "invitations": [], "projects": [], "reviews": [], "conflicts": [], "signatures": [], "emails": []}))]
pub struct PersonalData {
    pub exported_at: DateTime<Utc>,
    /// Account and memberships.
    pub account: Me,
    /// Sessions, the ended ones too.
    pub sessions: Vec<Session>,
    /// Invitations sent to the person's address.
    pub invitations: Vec<Invitation>,
    pub projects: Vec<CreatedProject>,
    pub reviews: Vec<WrittenReview>,
    pub conflicts: Vec<HeldConflict>,
    pub signatures: Vec<GivenSignature>,
    pub emails: Vec<WrittenEmail>,
}
