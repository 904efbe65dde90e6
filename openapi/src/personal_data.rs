//! Everything that is held on a person, as the person may ask for it (GDPR, articles 15 and 20).

use crate::{
    Id,
    account::{Invitation, Me, Session},
    contribution::ContributionState,
    email::EmailKind,
    project::Section,
    review::{Opinion, ReviewStatus},
};
use chrono::{DateTime, NaiveDate, Utc};
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
    /// Since when it holds no more.
    pub lifted_at: Option<DateTime<Utc>>,
    pub lifting_reason: Option<String>,
}

/// A conflict of interest, of this person or another, that the person lifted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LiftedConflict {
    /// Id of the project.
    pub project: Id,
    /// Why it was lifted.
    pub reason: String,
    pub lifted_at: Option<DateTime<Utc>>,
}

/// A review of somebody else that the person gave more time for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GivenReopening {
    /// Id of the project.
    pub project: Id,
    pub reason: String,
    pub due_on: NaiveDate,
    pub reopened_at: DateTime<Utc>,
}

/// More time to file that the person gave a partner, or took back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GivenExtension {
    /// Id of the call.
    pub call: Id,
    /// Id of the partner.
    pub partner: Id,
    /// Why it was given; null where somebody else gave it.
    pub reason: Option<String>,
    pub granted_at: DateTime<Utc>,
    /// Why it was taken back; null where it was not, or by somebody else.
    pub revocation_reason: Option<String>,
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A session of a committee in which the person sat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Attendance {
    /// Id of the call.
    pub call: Id,
    /// As it was noted then.
    pub name: String,
    /// Id of the institution that the person spoke for.
    pub institution: Option<Id>,
    pub arrived_at: DateTime<Utc>,
    pub left_at: Option<DateTime<Utc>>,
}

/// What the person showed for a reservation, or wrote when lifting it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnsweredReservation {
    /// Id of the project.
    pub project: Id,
    /// What was asked.
    pub what: String,
    /// Null where somebody else gave it.
    pub proof: Option<String>,
    pub proof_at: Option<DateTime<Utc>>,
    /// Null where somebody else lifted it, or nobody did.
    pub lift_note: Option<String>,
    pub lifted_at: Option<DateTime<Utc>>,
}

/// A scenario of the simulator that the person saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SavedScenario {
    pub id: Id,
    /// Id of the call.
    pub call: Id,
    pub name: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
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

/// A file that the person attached, without its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AttachedFile {
    pub id: Id,
    /// Id of the project; null for a file of a partner's profile.
    pub project: Option<Id>,
    /// Id of the partner; null for a file of a project.
    pub partner: Option<Id>,
    pub name: String,
    pub label: String,
    /// Bytes.
    pub size: i64,
    pub uploaded_at: DateTime<Utc>,
    /// Since when it is in the list no more.
    pub removed_at: Option<DateTime<Utc>>,
}

/// A section of a fiche that the person was the last to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WrittenSection {
    /// Id of the project.
    pub project: Id,
    pub section: Section,
    pub updated_at: DateTime<Utc>,
}

/// A fiche that the person had open, as the others there see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Sighting {
    /// Id of the project.
    pub project: Id,
    pub section: Option<Section>,
    pub since: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
}

/// A message that the person wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WrittenMessage {
    pub id: Id,
    /// Id of the project.
    pub project: Id,
    pub text: String,
    pub created_at: DateTime<Utc>,
}

/// What the person answered for an organisation that is said to bring something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GivenAnswer {
    /// Id of the project.
    pub project: Id,
    /// Id of the organisation.
    pub partner: Id,
    pub state: ContributionState,
    pub word: String,
    pub answered_at: Option<DateTime<Utc>>,
}

/// Everything that is held on the person who asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "exported_at": "2026-05-20T16:12:04Z",
    "account": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "version": 1, "email": "coordinator@demo.example",
                "name": "Camille Martin", "memberships": [], "created_at": "2026-01-05T08:30:00Z"},
    "sessions": [], "invitations": [], "projects": [], "reviews": [], "conflicts": [], "signatures": [], "emails": [],
    "files": [{"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f71", "project": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f62", "partner": null,
               "name": "devis.pdf", "label": "Devis", "size": 48213, "uploaded_at": "2026-05-19T09:12:04Z", "removed_at": null}],
    "sections": [{"project": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f62", "section": "objectives", "updated_at": "2026-05-19T09:10:00Z"}],
    "presences": [], "messages": [], "answers": [],
    "attendances": [{"call": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f68", "name": "Camille Martin", "institution": null,
                     "arrived_at": "2026-09-15T12:00:00Z", "left_at": null}],
    "reservations": [], "reopenings": [], "lifted_conflicts": [], "extensions": [], "scenarios": []}))]
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
    /// Files the person attached, those taken away too.
    pub files: Vec<AttachedFile>,
    pub sections: Vec<WrittenSection>,
    pub presences: Vec<Sighting>,
    pub messages: Vec<WrittenMessage>,
    pub answers: Vec<GivenAnswer>,
    #[serde(default)]
    pub attendances: Vec<Attendance>,
    #[serde(default)]
    pub reservations: Vec<AnsweredReservation>,
    #[serde(default)]
    pub reopenings: Vec<GivenReopening>,
    #[serde(default)]
    pub lifted_conflicts: Vec<LiftedConflict>,
    #[serde(default)]
    pub extensions: Vec<GivenExtension>,
    #[serde(default)]
    pub scenarios: Vec<SavedScenario>,
}
