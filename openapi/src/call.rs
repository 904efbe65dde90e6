//! Calls for projects (appels à projets).

use crate::{
    Id, Money, Reference,
    budget::Chart,
    calendar::{CallWindow, Windows},
    money,
    partner::PartnerRef,
    programme::after,
    rule::Rule,
    validation as rules,
};
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

pub use crate::criterion::{Criterion, CriterionInput};

/// Where a call stands, at the server's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CallStatus {
    /// Being prepared: coordinators and admins see it only.
    Draft,
    /// Published, and opens later: for the first time, or again between two windows.
    Upcoming,
    Open,
    /// No more submissions; reviews and committee.
    Closed,
    /// All decisions are published.
    Decided,
}

impl CallStatus {
    pub fn as_str(self) -> &'static str {
        match self {
            CallStatus::Draft => "draft",
            CallStatus::Upcoming => "upcoming",
            CallStatus::Open => "open",
            CallStatus::Closed => "closed",
            CallStatus::Decided => "decided",
        }
    }

    pub const ALL: [CallStatus; 5] =
        [CallStatus::Draft, CallStatus::Upcoming, CallStatus::Open, CallStatus::Closed, CallStatus::Decided];

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// The word people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            CallStatus::Draft => "En préparation",
            CallStatus::Upcoming => "À venir",
            CallStatus::Open => "Ouvert",
            CallStatus::Closed => "Clos",
            CallStatus::Decided => "Décisions publiées",
        }
    }
}

/// A call inside another object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f65", "slug": "2022", "title": "Appel à projets 2022"}))]
pub struct CallRef {
    pub id: Id,
    pub slug: String,
    pub title: String,
}

/// What one funder can give in a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Envelope {
    pub funder: PartnerRef,
    pub amount: Money,
}

/// An envelope as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct EnvelopeInput {
    /// A partner.
    pub funder: Reference,
    #[garde(custom(money::amount))]
    pub amount: Money,
}

/// A call for projects.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f65", "version": 1, "programme": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f61",
    "slug": "2022", "title": "Appel à projets 2022", "status": "closed",
    "aim": "compléter le plan d’action avec de nouvelles actions partenariales", "description": "", "deliverable": "fiche-action",
    "opens_on": "2022-03-08", "closes_on": "2022-05-20", "deadline": "2022-05-20T22:00:00Z", "reviews_due_on": "2022-06-01",
    "selection_on": "2022-06-07",
    "windows": [{"opens_on": "2022-03-08", "closes_on": "2022-05-20"}],
    "who_may_apply": ["association", "établissement scolaire"], "reviewers_per_project": 3, "chart": "cerfa-12156-06",
    "criteria": [{"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f66", "code": "C1", "label": "Qualité du projet", "help": "", "weight": 1, "counts": true,
                  "score_labels": ["Absent", "Très insuffisant", "Insuffisant", "Correct", "Bon", "Excellent"]}],
    "envelopes": [], "created_at": "2022-03-01T08:30:00Z", "updated_at": "2022-03-01T08:30:00Z"}))]
pub struct Call {
    pub id: Id,
    pub version: i32,
    pub programme: Id,
    pub slug: String,
    pub title: String,
    pub status: CallStatus,
    pub aim: String,
    pub description: String,
    /// What applicants hand in.
    pub deliverable: String,
    /// First day, local, of the window under way; else of the next one; else of the last one.
    pub opens_on: NaiveDate,
    /// Last day of that window, local, included.
    pub closes_on: NaiveDate,
    /// Hour of the deadline on that day, `HH:MM` local; absent: end of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<String>,
    /// The instant from which a submission in that window is too late.
    pub deadline: DateTime<Utc>,
    /// Every window, in order.
    pub windows: Vec<CallWindow>,
    /// Last day for reviews, local, included; absent: until the decisions are published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviews_due_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection_on: Option<NaiveDate>,
    pub who_may_apply: Vec<String>,
    pub reviewers_per_project: i32,
    /// Version of the chart of accounts of its budgets (`/charts`).
    pub chart: String,
    pub criteria: Vec<Criterion>,
    pub envelopes: Vec<Envelope>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decisions_published_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A call as sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({
    "slug": "2027", "title": "Appel à projets 2027", "aim": "compléter le plan d’action", "deliverable": "fiche-action",
    "windows": [{"opens_on": "2027-03-08", "closes_on": "2027-05-20", "closes_at": "18:00"}], "selection_on": "2027-06-07",
    "who_may_apply": ["association"],
    "criteria": [{"code": "C1", "label": "Qualité du projet", "weight": 1}], "envelopes": [], "reviewers_per_project": 3}))]
pub struct CallInput {
    /// Id or slug of the programme; may be left out when there is one only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<Reference>,
    #[garde(custom(rules::slug))]
    #[schema(min_length = 1, max_length = 60)]
    pub slug: String,
    #[garde(custom(rules::title))]
    #[schema(min_length = 1, max_length = 120)]
    pub title: String,
    #[serde(default)]
    #[garde(custom(rules::comment))]
    #[schema(max_length = 2000)]
    pub aim: String,
    #[serde(default)]
    #[garde(custom(rules::comment))]
    #[schema(max_length = 2000)]
    pub description: String,
    #[serde(default = "fiche_action")]
    #[garde(custom(rules::name))]
    #[schema(min_length = 1, max_length = 200)]
    pub deliverable: String,
    /// When the call takes submissions, in order, none over another; at least one, here or as `opens_on` and `closes_on`.
    #[serde(default)]
    #[garde(dive)]
    #[schema(value_type = Vec<CallWindow>, max_items = 12)]
    pub windows: Windows,
    /// First day of the only window, where `windows` is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(single(&self.windows)))]
    pub opens_on: Option<NaiveDate>,
    /// Last day of the only window, where `windows` is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(single(&self.windows)), custom(after(&self.opens_on)))]
    pub closes_on: Option<NaiveDate>,
    /// Hour of the deadline on that day, `HH:MM` local; absent: end of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::time_of_day), custom(said_once(&self.windows)))]
    pub closes_at: Option<String>,
    /// Last day for reviews, local, included; absent: until the decisions are published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(after(&self.last_day())))]
    pub reviews_due_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(after(&self.reviews_due_on.or(self.last_day()))))]
    pub selection_on: Option<NaiveDate>,
    #[serde(default)]
    #[garde(custom(rules::items), inner(custom(rules::name)))]
    pub who_may_apply: Vec<String>,
    #[serde(default = "three")]
    #[garde(custom(rules::within_range(1, 20)))]
    #[schema(minimum = 1, maximum = 20)]
    pub reviewers_per_project: i32,
    /// Version of a chart of accounts; left out, the current one.
    #[serde(default = "current_chart")]
    #[garde(custom(known_chart))]
    #[schema(example = "cerfa-12156-06", max_length = 40)]
    pub chart: String,
    #[serde(default)]
    #[garde(custom(rules::items), dive)]
    pub criteria: Vec<CriterionInput>,
    #[serde(default)]
    #[garde(custom(rules::items), dive)]
    pub envelopes: Vec<EnvelopeInput>,
}

fn fiche_action() -> String {
    "fiche-action".into()
}

fn three() -> i32 {
    3
}

/// The chart that a new call takes.
pub fn current_chart() -> String {
    Chart::current().version.clone()
}

fn known_chart(version: &str, _: &()) -> garde::Result {
    if Chart::named(version).is_some() { Ok(()) } else { Err(Rule::UnknownReference.into()) }
}

/// A day of a single window is needed where there is no `windows`, and nothing of it is said twice.
fn single(windows: &Windows) -> impl Fn(&Option<NaiveDate>, &()) -> garde::Result + '_ {
    move |day, ()| match day {
        None if windows.0.is_empty() => Err(Rule::Required.into()),
        _ => said_once(windows)(day, &()),
    }
}

fn said_once<T>(windows: &Windows) -> impl Fn(&Option<T>, &()) -> garde::Result + '_ {
    move |value, ()| match value {
        Some(_) if !windows.0.is_empty() => Err(Rule::Duplicate.into()),
        _ => Ok(()),
    }
}

impl CallInput {
    /// The windows, in whichever form they were sent.
    pub fn periods(&self) -> Vec<CallWindow> {
        match (self.opens_on, self.closes_on) {
            (Some(opens_on), Some(closes_on)) if self.windows.0.is_empty() => {
                vec![CallWindow { opens_on, closes_on, closes_at: self.closes_at.clone() }]
            }
            _ => self.windows.0.clone(),
        }
    }

    /// A single window as `opens_on`, `closes_on` and `closes_at`: what a client that knows no `windows` patches.
    pub fn with_single_window(mut self) -> Self {
        if let [only] = self.windows.0.as_slice() {
            let CallWindow { opens_on, closes_on, closes_at } = only.clone();
            (self.opens_on, self.closes_on, self.closes_at) = (Some(opens_on), Some(closes_on), closes_at);
            self.windows.0.clear();
        }
        self
    }

    fn last_day(&self) -> Option<NaiveDate> {
        self.periods().last().map(|window| window.closes_on)
    }
}

/// Filters of the list of calls.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CallFilter {
    /// Statuses, separated by commas.
    #[param(example = "open,upcoming")]
    pub status: Option<String>,
    /// Id or slug of the programme.
    pub programme: Option<String>,
}

impl From<&Call> for CallInput {
    fn from(call: &Call) -> Self {
        let Call {
            id: _,
            version: _,
            programme,
            slug,
            title,
            status: _,
            aim,
            description,
            deliverable,
            opens_on: _,
            closes_on: _,
            closes_at: _,
            deadline: _,
            windows,
            reviews_due_on,
            selection_on,
            who_may_apply,
            reviewers_per_project,
            chart,
            criteria,
            envelopes,
            published_at: _,
            decisions_published_at: _,
            created_at: _,
            updated_at: _,
        } = call.clone();
        let envelope =
            |Envelope { funder, amount }| EnvelopeInput { funder: funder.id.into_string().into(), amount };
        Self {
            programme: Some(programme.into_string().into()),
            slug,
            title,
            aim,
            description,
            deliverable,
            windows: Windows(windows),
            opens_on: None,
            closes_on: None,
            closes_at: None,
            reviews_due_on,
            selection_on,
            who_may_apply,
            reviewers_per_project,
            chart,
            criteria: criteria.iter().map(CriterionInput::from).collect(),
            envelopes: envelopes.into_iter().map(envelope).collect(),
        }
    }
}
