//! What remains of a session: minutes, the reserve list, the feedback to applicants.

use crate::{
    Id, Money, Reference,
    call::CallRef,
    committee::{DecidedAmountInput, Decision, EnvelopeUse, ReservationInput, Signature},
    limits,
    programme::ProgrammeRef,
    project::FundingRequest,
    review::{Feedback, ProjectRef},
    session::{Attendee, Member, SessionStatus},
    validation as rules,
};
use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A project in the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MinutesItem {
    pub decision: Decision,
    /// Sum asked of the funders.
    pub requested: Money,
    /// Carriers and reviewers in conflict with the project.
    pub recused: Vec<Member>,
}

/// The minutes of a committee: who was there, who stood aside, what was decided, how and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Minutes {
    pub programme: ProgrammeRef,
    pub call: CallRef,
    pub status: SessionStatus,
    pub place: String,
    /// More than this share of the institutions that may sit must be there.
    pub quorum_percent: i32,
    #[serde(default)]
    pub opened_at: Option<DateTime<Utc>>,
    #[serde(default)]
    pub closed_at: Option<DateTime<Utc>>,
    pub attendance: Vec<Attendee>,
    /// In the order of the session; without those that the reader is recused from, until publication.
    pub items: Vec<MinutesItem>,
    /// Filed projects that nothing was decided on.
    pub undecided: Vec<ProjectRef>,
    pub envelopes: Vec<EnvelopeUse>,
    pub signatures: Vec<Signature>,
    /// Null while the decisions are provisional. Published, the minutes stay as they are.
    #[serde(default)]
    pub published_at: Option<DateTime<Utc>>,
    /// What became of the decisions since publication, the earliest first.
    #[serde(default)]
    pub since: Vec<LaterChange>,
}

/// Something that happened to a project after the decisions were published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LaterChange {
    pub project: ProjectRef,
    pub kind: LaterKind,
    pub at: DateTime<Utc>,
    /// A reason, or the reservation in question; may be empty.
    pub detail: String,
}

/// What can happen to a project after the decisions were published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LaterKind {
    /// From the reserve list.
    MovedUp,
    ReservationLifted,
    /// A reservation got another last day.
    ReservationExtended,
    Abandoned,
}

impl LaterKind {
    pub const ALL: [LaterKind; 4] = [
        LaterKind::MovedUp,
        LaterKind::ReservationLifted,
        LaterKind::ReservationExtended,
        LaterKind::Abandoned,
    ];

    /// As the events of a project name it.
    pub fn as_str(self) -> &'static str {
        match self {
            LaterKind::MovedUp => "moved_up",
            LaterKind::ReservationLifted => "reservation_lifted",
            LaterKind::ReservationExtended => "reservation_extended",
            LaterKind::Abandoned => "abandoned",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The words people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            LaterKind::MovedUp => "Retenue depuis la liste d’attente",
            LaterKind::ReservationLifted => "Réserve levée",
            LaterKind::ReservationExtended => "Délai donné pour une réserve",
            LaterKind::Abandoned => "Action abandonnée",
        }
    }
}

/// A project on the reserve list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReserveEntry {
    /// From 1, without a gap.
    pub rank: i32,
    pub project: ProjectRef,
    /// Id of its decision.
    pub decision: Id,
    pub requests: Vec<FundingRequest>,
    /// What it asks fits what every envelope has left.
    pub fits: bool,
    /// The first of the list that fits: the one to move up.
    pub proposed: bool,
}

/// The reserve list of a call, with what the envelopes have left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReserveList {
    pub items: Vec<ReserveEntry>,
    pub envelopes: Vec<EnvelopeUse>,
}

impl ReserveList {
    /// Whose turn it is: the first that fits, or the first of all where none does. Another one needs a reason.
    pub fn expected(&self) -> Option<&ReserveEntry> {
        self.items.iter().find(|entry| entry.proposed).or_else(|| self.items.first())
    }
}

/// A project that moves up from the reserve list, as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"project": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f68",
    "amounts": [{"funder": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "voted": {"amount": 300000, "currency": "EUR"}}], "reservations": [], "reason": ""}))]
pub struct MoveUpInput {
    pub project: Reference,
    #[garde(custom(rules::items), dive)]
    pub amounts: Vec<DecidedAmountInput>,
    /// With any, the selection is final once they are lifted.
    #[serde(default)]
    #[garde(custom(rules::items), dive)]
    pub reservations: Vec<ReservationInput>,
    /// Read by its applicant, and required when it is another project's turn: the first that fits, or the first of all
    /// where none does.
    #[serde(default)]
    #[garde(custom(rules::comment))]
    #[schema(max_length = 2000)]
    pub reason: String,
}

/// What the applicant will read of the reviews, while the coordinator edits it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "project": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f68", "number": "2026-0001", "title": "Lire et écrire en famille",
                "partner": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "name": "Les Ateliers du Mail", "kind": "association"}},
    "version": 1, "edited": false, "text": "Projet clair et bien construit.",
    "messages": [{"opinion": "favourable", "message": "Projet clair et bien construit."}]}))]
pub struct FeedbackDraft {
    pub project: ProjectRef,
    pub version: i32,
    /// Somebody wrote it; until then it is put together from the messages.
    pub edited: bool,
    pub text: String,
    /// What the reviewers wrote, without their names.
    pub messages: Vec<Feedback>,
}

/// The feedback as the coordinator writes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"text": "Les évaluateurs saluent un projet clair et bien construit."}))]
pub struct FeedbackInput {
    /// Empty: the applicant reads no feedback.
    #[garde(custom(rules::text(limits::FEEDBACK_MAX)))]
    #[schema(max_length = 8000)]
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_later_change_is_read_back_from_its_name() {
        for kind in LaterKind::ALL {
            assert_eq!(LaterKind::parse(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).ok(), Some(kind.as_str().into()));
        }
    }
}
