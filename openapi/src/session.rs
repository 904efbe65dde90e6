//! The committee's session: agenda, attendance, quorum, the project being discussed.

use crate::{
    Id, Money, Reference,
    call::CallRef,
    committee::{Decision, EnvelopeUse, OpinionCounts},
    limits,
    partner::PartnerRef,
    project::FundingRequest,
    review::{PersonRef, ProjectRef},
    rule::Rule,
    status::ProjectStatus,
    validation as rules,
};
use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a session stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionStatus {
    /// Being prepared: decisions can be written down without a quorum.
    #[default]
    Planned,
    /// Sitting: decisions need the quorum.
    Open,
    /// Over; it can be opened again until publication.
    Closed,
}

impl SessionStatus {
    pub const ALL: [SessionStatus; 3] = [SessionStatus::Planned, SessionStatus::Open, SessionStatus::Closed];

    pub fn as_str(self) -> &'static str {
        match self {
            SessionStatus::Planned => "planned",
            SessionStatus::Open => "open",
            SessionStatus::Closed => "closed",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// The words people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            SessionStatus::Planned => "En préparation",
            SessionStatus::Open => "En séance",
            SessionStatus::Closed => "Séance levée",
        }
    }

    /// A session that was opened is not prepared again.
    pub fn leads_to(self, next: Self) -> bool {
        self == next
            || (next == SessionStatus::Open)
            || (self, next) == (SessionStatus::Open, SessionStatus::Closed)
    }
}

/// How the committee voted on a project.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"in_favour": 3, "against": 0, "abstained": 1}))]
pub struct Votes {
    #[garde(custom(count))]
    #[schema(maximum = 1000)]
    pub in_favour: u32,
    #[garde(custom(count))]
    #[schema(maximum = 1000)]
    pub against: u32,
    #[garde(custom(count))]
    #[schema(maximum = 1000)]
    pub abstained: u32,
}

impl Votes {
    /// All that were cast.
    pub fn cast(self) -> u32 {
        self.in_favour.saturating_add(self.against).saturating_add(self.abstained)
    }
}

fn count(value: &u32, _: &()) -> garde::Result {
    if *value <= limits::VOTES_MAX {
        Ok(())
    } else {
        Err(Rule::OutOfRange { min: 0, max: limits::VOTES_MAX.into() }.into())
    }
}

/// Whether enough institutions are there to decide on a project. Who is recused counts on neither side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"eligible": 3, "required": 2, "present": 3, "met": true}))]
pub struct Quorum {
    /// Carrier institutions that may sit on this project.
    pub eligible: u32,
    /// How many of them must be there.
    pub required: u32,
    /// How many are: with one person at least who is not recused.
    pub present: u32,
    pub met: bool,
}

/// Somebody with a seat in the programme, and for which institution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"person": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "name": "Camille Martin"},
    "institution": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "name": "Ville de Soissons", "kind": "ville"}}))]
pub struct Member {
    pub person: PersonRef,
    #[serde(default)]
    pub institution: Option<PartnerRef>,
}

/// Somebody who came to the session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f71", "person": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "name": "Camille Martin"},
    "name": "Camille Martin", "institution": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "name": "Ville de Soissons", "kind": "ville"},
    "voting": true, "arrived_at": "2026-06-07T12:05:00Z", "left_at": null}))]
pub struct Attendee {
    pub id: Id,
    /// Null for a guest without an account.
    #[serde(default)]
    pub person: Option<PersonRef>,
    pub name: String,
    #[serde(default)]
    pub institution: Option<PartnerRef>,
    /// Sits for a carrier institution, which has one vote.
    pub voting: bool,
    pub arrived_at: DateTime<Utc>,
    /// Null while the person is there.
    #[serde(default)]
    pub left_at: Option<DateTime<Utc>>,
}

/// Who comes, as sent. A carrier sends `{}` for the own person; the coordinator names a person or writes a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"name": "Dominique Roy", "institution": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60"}))]
pub struct AttendeeInput {
    /// Somebody with a role in the programme, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Reference>,
    /// Of a guest, or of somebody who stands in for a member.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::name))]
    #[schema(min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// By id; by default the institution of the person's seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution: Option<Reference>,
}

/// What the chair sets, as sent (JSON Merge Patch).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"status": "open", "place": "Hôtel de ville, salle du conseil", "quorum_percent": 50, "agenda": [],
    "current": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f68"}))]
pub struct SessionInput {
    pub status: SessionStatus,
    #[serde(default)]
    #[garde(custom(rules::note))]
    #[schema(max_length = 200)]
    pub place: String,
    /// More than this share of the institutions that may sit must be there.
    #[garde(custom(rules::within_range(0, 99)))]
    #[schema(minimum = 0, maximum = 99)]
    pub quorum_percent: i32,
    /// Projects in the chair's order; those not named come after. Empty: disagreements first.
    #[serde(default)]
    #[garde(custom(agenda_length))]
    pub agenda: Vec<Reference>,
    /// The project being discussed; null: none. Only while the session is open.
    #[serde(default)]
    pub current: Option<Reference>,
}

fn agenda_length(items: &[Reference], _: &()) -> garde::Result {
    if items.len() > limits::AGENDA_MAX {
        Err(Rule::TooManyItems { max: limits::AGENDA_MAX }.into())
    } else {
        Ok(())
    }
}

/// A project of the agenda.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AgendaItem {
    pub project: ProjectRef,
    pub status: ProjectStatus,
    /// The reader may not sit on this project: no score, no decision, no vote is shown.
    pub recused: bool,
    /// Sum asked of the funders.
    pub requested: Money,
    pub requests: Vec<FundingRequest>,
    /// Weighted mean of the reviews; null too while the reader's own review is missing.
    #[serde(default)]
    pub score: Option<f64>,
    /// Standard deviation of the reviews.
    #[serde(default)]
    pub spread: Option<f64>,
    pub reviews_done: u32,
    pub reviews_expected: u32,
    pub opinions: OpinionCounts,
    #[serde(default)]
    pub decision: Option<Decision>,
    pub quorum: Quorum,
    /// Members of the committee, and those present, who leave for this project.
    pub recused_people: Vec<Member>,
}

/// A committee's session as its reader sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = CommitteeSession)]
pub struct Session {
    pub version: i32,
    pub call: CallRef,
    pub status: SessionStatus,
    pub place: String,
    /// More than this share of the institutions that may sit must be there.
    pub quorum_percent: i32,
    #[serde(default)]
    pub opened_at: Option<DateTime<Utc>>,
    #[serde(default)]
    pub closed_at: Option<DateTime<Utc>>,
    /// The project being discussed, by id; null while there is none, and for who is recused from it.
    #[serde(default)]
    pub current: Option<Id>,
    /// A project is being discussed from which the reader is recused.
    pub away: bool,
    /// The reader sets the agenda and writes down what is decided.
    pub chair: bool,
    /// The decisions of the call are published: nothing changes any more.
    pub published: bool,
    /// In the order of the session.
    pub agenda: Vec<AgendaItem>,
    /// Those who came, in the order of their arrival; who left is still named.
    pub attendance: Vec<Attendee>,
    /// Who has a carrier's seat, there or not.
    pub members: Vec<Member>,
    pub envelopes: Vec<EnvelopeUse>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_that_was_opened_is_not_prepared_again() {
        use SessionStatus as S;
        assert!(S::Planned.leads_to(S::Open) && S::Open.leads_to(S::Closed) && S::Closed.leads_to(S::Open));
        assert!(
            !S::Planned.leads_to(S::Closed)
                && !S::Open.leads_to(S::Planned)
                && !S::Closed.leads_to(S::Planned)
        );
        for status in S::ALL {
            assert_eq!(S::parse(status.as_str()), Some(status));
            assert!(status.leads_to(status));
        }
    }
}
