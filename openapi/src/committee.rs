//! Ranking, decisions, signatures, publication.

use crate::{
    Id, Money, Reference, money,
    partner::PartnerRef,
    reservation::Reservation,
    review::{PersonRef, ProjectRef},
    session::{Quorum, Votes},
    status::ProjectStatus,
    validation as rules,
};
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Mean, median and spread of one criterion over the reviews done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CriterionScore {
    /// Id of the criterion.
    pub criterion: Id,
    pub code: String,
    /// 0 to 5, two decimals.
    #[serde(default)]
    pub mean: Option<f64>,
    /// 0 to 5, two decimals; the middle score, or the mean of the two in the middle.
    #[serde(default)]
    pub median: Option<f64>,
    /// Standard deviation over the reviews.
    #[serde(default)]
    pub spread: Option<f64>,
}

/// A project in the ranking of its call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RankingItem {
    pub project: ProjectRef,
    pub status: ProjectStatus,
    /// 1 is the best; equal scores share a rank; null while no review is done.
    #[serde(default)]
    pub rank: Option<u32>,
    /// Weighted mean, 0 to 5, two decimals; null while no review is done, or while the reader's own review is missing.
    #[serde(default)]
    pub score: Option<f64>,
    /// Median of the reviews' weighted means: one review far from the others does not move it.
    #[serde(default)]
    pub median: Option<f64>,
    /// Standard deviation of the reviews' weighted means.
    #[serde(default)]
    pub spread: Option<f64>,
    /// The score corrected for each reviewer's severity, two decimals; it can lie somewhat beyond 0 and 5. Beside the
    /// score, never instead of it.
    #[serde(default)]
    pub corrected: Option<f64>,
    /// The rank by the corrected score.
    #[serde(default)]
    pub corrected_rank: Option<u32>,
    pub reviews_done: u32,
    pub reviews_expected: u32,
    pub criteria: Vec<CriterionScore>,
    /// Favourable, favourable with reservations, unfavourable: how many of each.
    pub opinions: OpinionCounts,
    /// Sum asked of the funders.
    pub requested: Money,
    pub requests: Vec<crate::project::FundingRequest>,
    /// Abstentions, which count in no mean.
    pub abstentions: u32,
}

/// What the ranking is narrowed to; ranks and corrected scores stay those of the whole call.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RankingFilter {
    /// Statuses, separated by commas.
    #[param(example = "admissible,under_review")]
    pub status: Option<String>,
    /// Funders that are asked for money, by id, separated by commas.
    pub funder: Option<String>,
    /// `complete`: every review that was expected is done or abstained from; `incomplete`; `rank_changed`: the correction for
    /// severity moves the rank.
    #[param(example = "incomplete")]
    pub reviews: Option<String>,
}

/// What `?reviews=` narrows the ranking to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewsAre {
    Complete,
    Incomplete,
    RankChanged,
}

impl ReviewsAre {
    pub const ALL: [ReviewsAre; 3] = [ReviewsAre::Complete, ReviewsAre::Incomplete, ReviewsAre::RankChanged];

    pub fn as_str(self) -> &'static str {
        match self {
            ReviewsAre::Complete => "complete",
            ReviewsAre::Incomplete => "incomplete",
            ReviewsAre::RankChanged => "rank_changed",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|are| are.as_str() == text)
    }

    /// Whether they are so for a project of the ranking.
    pub fn holds(self, item: &RankingItem) -> bool {
        let done = item.reviews_expected > 0 && item.reviews_done + item.abstentions >= item.reviews_expected;
        match self {
            ReviewsAre::Complete => done,
            ReviewsAre::Incomplete => !done,
            ReviewsAre::RankChanged => item.rank != item.corrected_rank,
        }
    }
}

/// How many reviewers hold each opinion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpinionCounts {
    pub favourable: u32,
    pub favourable_with_reservations: u32,
    pub unfavourable: u32,
}

/// What the committee decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Selected,
    SelectedWithReservations,
    Waitlisted,
    Rejected,
}

impl Outcome {
    pub const ALL: [Outcome; 4] =
        [Outcome::Selected, Outcome::SelectedWithReservations, Outcome::Waitlisted, Outcome::Rejected];

    pub fn as_str(self) -> &'static str {
        self.status().as_str()
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == text)
    }

    /// The status that publication gives to the project.
    pub fn status(self) -> ProjectStatus {
        match self {
            Outcome::Selected => ProjectStatus::Selected,
            Outcome::SelectedWithReservations => ProjectStatus::SelectedWithReservations,
            Outcome::Waitlisted => ProjectStatus::Waitlisted,
            Outcome::Rejected => ProjectStatus::Rejected,
        }
    }

    /// A decision that is not plainly favourable needs a reason.
    pub fn needs_reason(self) -> bool {
        self != Outcome::Selected
    }

    /// Money is granted.
    pub fn grants(self) -> bool {
        matches!(self, Outcome::Selected | Outcome::SelectedWithReservations)
    }
}

/// What one funder was asked and gives, as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct DecidedAmountInput {
    pub funder: Reference,
    /// What the committee's preparation proposes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(money::amount)))]
    pub proposed: Option<Money>,
    #[garde(custom(money::amount))]
    pub voted: Money,
}

/// A condition of a selection, as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct ReservationInput {
    /// What must be done.
    #[garde(custom(rules::statement))]
    #[schema(min_length = 1, max_length = 2000, example = "Transmettre la convention avec le collège.")]
    pub what: String,
    /// Who must do it.
    #[garde(custom(rules::name))]
    #[schema(min_length = 1, max_length = 200, example = "Le porteur")]
    pub owner: String,
    /// Last day, local, included.
    pub due: NaiveDate,
}

/// A decision as sent; sent again, it replaces the provisional one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({
    "project": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f68", "outcome": "selected", "reason": "",
    "amounts": [{"funder": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "proposed": {"amount": 500000, "currency": "EUR"}, "voted": {"amount": 500000, "currency": "EUR"}}],
    "reservations": []}))]
pub struct DecisionInput {
    pub project: Reference,
    pub outcome: Outcome,
    /// Required unless the outcome is `selected`.
    #[serde(default)]
    #[garde(custom(rules::comment), custom(needed_if(self.outcome.needs_reason())))]
    #[schema(max_length = 2000)]
    pub reason: String,
    #[serde(default)]
    #[garde(custom(rules::items), dive)]
    pub amounts: Vec<DecidedAmountInput>,
    #[serde(default)]
    #[garde(custom(rules::items), dive)]
    pub reservations: Vec<ReservationInput>,
    /// How the committee voted, where votes were counted. While the session is open, no more than may vote on the project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub votes: Option<Votes>,
    /// Place on the reserve list, from 1: the others make room. Only when waitlisted; by default where it was, or last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(rules::within_range(1, 1_000))))]
    #[schema(minimum = 1, maximum = 1000)]
    pub reserve_rank: Option<i32>,
}

fn needed_if(needed: bool) -> impl Fn(&String, &()) -> garde::Result {
    move |value, context| if needed { rules::reason(value, context) } else { Ok(()) }
}

/// What one funder was asked and gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DecidedAmount {
    pub funder: PartnerRef,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<Money>,
    pub voted: Money,
}

/// A decision of the committee, provisional until published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f6b", "version": 1,
    "project": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f68", "number": "2026-0001", "title": "Lire et écrire en famille",
                "partner": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "name": "Les Ateliers du Mail", "kind": "association"}},
    "outcome": "selected", "reason": "", "provisional": true,
    "amounts": [{"funder": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "name": "Ville de Soissons", "kind": "ville"}, "voted": {"amount": 500000, "currency": "EUR"}}],
    "reservations": [], "votes": {"in_favour": 3, "against": 0, "abstained": 1},
    "quorum": {"eligible": 4, "required": 3, "present": 4, "met": true}, "reserve_rank": null, "updated_at": "2026-06-07T12:30:00Z"}))]
pub struct Decision {
    pub id: Id,
    pub version: i32,
    pub project: ProjectRef,
    pub outcome: Outcome,
    pub reason: String,
    /// Until publication.
    pub provisional: bool,
    pub amounts: Vec<DecidedAmount>,
    pub reservations: Vec<Reservation>,
    /// Null where votes were not counted.
    #[serde(default)]
    pub votes: Option<Votes>,
    /// Who was there when it was taken; null where no session was open.
    #[serde(default)]
    pub quorum: Option<Quorum>,
    /// Place on the reserve list, from 1; null unless waitlisted.
    #[serde(default)]
    pub reserve_rank: Option<i32>,
    pub updated_at: DateTime<Utc>,
}

/// How much of an envelope the decisions commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EnvelopeUse {
    pub funder: PartnerRef,
    pub amount: Money,
    /// Voted so far.
    pub voted: Money,
}

/// A page of decisions, with the envelopes they draw on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DecisionPage {
    pub items: Vec<Decision>,
    pub next: Option<String>,
    pub total: i64,
    pub envelopes: Vec<EnvelopeUse>,
}

/// A carrier's signature of the decisions of a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "carrier": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "name": "Ville de Soissons", "kind": "ville"},
    "signed_by": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "name": "Camille Martin"}, "signed_at": "2026-06-07T14:00:00Z", "current": true}))]
pub struct Signature {
    pub carrier: PartnerRef,
    /// Null while the carrier has not signed.
    #[serde(default)]
    pub signed_by: Option<PersonRef>,
    #[serde(default)]
    pub signed_at: Option<DateTime<Utc>>,
    /// False when no signature is there, or when a decision changed after it: it must be given again.
    pub current: bool,
}

/// Where the publication of a call's decisions stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"version": 12, "published_at": null, "ready": false, "undecided": [], "unsigned": [], "selected": 0, "waitlisted": 0, "rejected": 0, "closes_call": false}))]
pub struct Publication {
    /// Changes with every change of a decision that the reader sees: what a signature signs.
    pub version: i32,
    /// Null until publication.
    #[serde(default)]
    pub published_at: Option<DateTime<Utc>>,
    /// Nothing is missing any more.
    pub ready: bool,
    /// Filed projects that still need admissibility or a decision.
    pub undecided: Vec<ProjectRef>,
    /// Carriers who still have to sign.
    pub unsigned: Vec<PartnerRef>,
    pub selected: u32,
    pub waitlisted: u32,
    pub rejected: u32,
    /// The call still takes submissions: publication closes it.
    pub closes_call: bool,
}

/// An empty object: the act itself says all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
pub struct Nothing {}
