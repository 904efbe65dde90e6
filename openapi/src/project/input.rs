//! The fiche-action as sent.

use crate::{
    Id, Money, Reference, budget::BudgetInput, limits, money, programme::after, validation as rules,
};
use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Age bands, in years, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub enum AgeBand {
    #[serde(rename = "0-2")]
    From0To2,
    #[serde(rename = "3-5")]
    From3To5,
    #[serde(rename = "6-10")]
    From6To10,
    #[serde(rename = "11-14")]
    From11To14,
    #[serde(rename = "15-17")]
    From15To17,
    #[serde(rename = "18-25")]
    From18To25,
}

impl AgeBand {
    pub const ALL: [AgeBand; 6] = [
        AgeBand::From0To2,
        AgeBand::From3To5,
        AgeBand::From6To10,
        AgeBand::From11To14,
        AgeBand::From15To17,
        AgeBand::From18To25,
    ];

    /// The words people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            AgeBand::From0To2 => "0 à 2 ans",
            AgeBand::From3To5 => "3 à 5 ans",
            AgeBand::From6To10 => "6 à 10 ans",
            AgeBand::From11To14 => "11 à 14 ans",
            AgeBand::From15To17 => "15 à 17 ans",
            AgeBand::From18To25 => "18 à 25 ans",
        }
    }
}

/// When the action takes place in a young person's week and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActionTime {
    School,
    AfterSchool,
    OutOfSchool,
    Holidays,
}

impl ActionTime {
    pub const ALL: [ActionTime; 4] =
        [ActionTime::School, ActionTime::AfterSchool, ActionTime::OutOfSchool, ActionTime::Holidays];

    /// The words people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            ActionTime::School => "Temps scolaire",
            ActionTime::AfterSchool => "Temps périscolaire",
            ActionTime::OutOfSchool => "Temps extrascolaire",
            ActionTime::Holidays => "Vacances",
        }
    }
}

/// One main objective and up to three others, by id or code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[garde(allow_unvalidated)]
pub struct ObjectivesInput {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub main: Option<Reference>,
    #[garde(custom(rules::at_most(limits::OTHER_OBJECTIVES_MAX)))]
    #[schema(max_items = 3)]
    pub others: Vec<Reference>,
}

/// A step of the action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"name": "Ateliers", "starts_on": "2026-10-05", "ends_on": "2027-06-30"}))]
pub struct Phase {
    #[garde(custom(rules::name))]
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// Included; not before the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(after(&self.starts_on)))]
    pub ends_on: Option<NaiveDate>,
}

/// Beneficiaries planned in an age band.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct BandCount {
    pub band: AgeBand,
    #[garde(custom(rules::people))]
    #[schema(minimum = 0, maximum = 1_000_000)]
    pub planned: u32,
}

/// Beneficiaries who live in a district, as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct DistrictCountInput {
    /// A district, by id or name.
    pub district: Reference,
    #[garde(custom(rules::people))]
    #[schema(minimum = 0, maximum = 1_000_000)]
    pub planned: u32,
}

/// For whom, as sent. Only counts: never a child's name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[garde(allow_unvalidated)]
pub struct AudienceInput {
    #[garde(custom(rules::items), dive)]
    pub age_bands: Vec<BandCount>,
    #[garde(inner(custom(rules::people)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub girls: Option<u32>,
    #[garde(inner(custom(rules::people)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub boys: Option<u32>,
    #[garde(custom(rules::items), dive)]
    pub districts: Vec<DistrictCountInput>,
    /// Parents reached, counted apart.
    #[garde(inner(custom(rules::people)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parents: Option<u32>,
    /// Professionals reached, counted apart.
    #[garde(inner(custom(rules::people)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub professionals: Option<u32>,
}

/// What a partner brings to an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Brings {
    Money,
    People,
    Premises,
    Equipment,
}

impl Brings {
    pub const ALL: [Brings; 4] = [Brings::Money, Brings::People, Brings::Premises, Brings::Equipment];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Brings::Money => "money",
            Brings::People => "people",
            Brings::Premises => "premises",
            Brings::Equipment => "equipment",
        }
    }

    /// The words people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            Brings::Money => "De l’argent",
            Brings::People => "Des personnes",
            Brings::Premises => "Des locaux",
            Brings::Equipment => "Du matériel",
        }
    }
}

/// A partner who takes part, as sent: one of the programme (`partner`) or another one (`name`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct InvolvedPartnerInput {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<Reference>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::note))]
    #[schema(max_length = 200)]
    pub name: Option<String>,
    #[serde(default)]
    #[garde(custom(rules::note))]
    #[schema(max_length = 200, example = "Met à disposition une salle")]
    pub role: String,
    /// What it brings, in words.
    #[serde(default)]
    #[garde(custom(rules::note))]
    #[schema(max_length = 200)]
    pub contributes: String,
    /// Of which kinds that is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(custom(rules::at_most(Brings::ALL.len())))]
    #[schema(max_items = 4)]
    pub brings: Vec<Brings>,
    /// Of an organisation outside the programme: it confirmed in writing. A partner of the programme confirms by
    /// itself (`/contributions`): what is sent here for one is not read.
    #[serde(default)]
    pub confirmed: bool,
}

/// Amount asked of a funder, as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct FundingRequestInput {
    /// A partner who funds.
    pub funder: Reference,
    #[garde(custom(money::amount))]
    pub amount: Money,
}

/// What will be measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"name": "Enfants assidus", "unit": "enfants", "baseline": 0.0, "target": 40.0, "due": "2027-06-30"}))]
pub struct Indicator {
    #[garde(custom(rules::name))]
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    #[serde(default)]
    #[garde(custom(rules::note))]
    #[schema(max_length = 200)]
    pub unit: String,
    /// What is measured today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(rules::measure)))]
    #[schema(minimum = -1_000_000_000_000_i64, maximum = 1_000_000_000_000_i64)]
    pub baseline: Option<f64>,
    /// What it should be on the day `due`. A fiche is submitted with both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(rules::measure)))]
    #[schema(minimum = -1_000_000_000_000_i64, maximum = 1_000_000_000_000_i64)]
    pub target: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
}

/// What the applicant declares. A fiche is submitted with `honour`, and an association's with both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Declarations {
    /// The information given is true.
    pub honour: bool,
    /// Republican commitment contract, for associations.
    pub republican_contract: bool,
}

/// Whom to ask about the project.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct Contact {
    #[garde(custom(rules::note))]
    #[schema(max_length = 200)]
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::email))]
    pub email: Option<String>,
    #[garde(custom(rules::note))]
    #[schema(max_length = 200)]
    pub phone: String,
}

/// A fiche-action as sent. A draft may be incomplete: only `call` is needed to start one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[garde(allow_unvalidated)]
#[schema(example = json!({
    "call": "2026", "title": "Lire et écrire en famille", "summary": "Ateliers de lecture partagée dans trois écoles.",
    "objectives": {"main": "O2", "others": ["O7"]}, "need": "Un enfant sur quatre entre en 6e sans lire aisément.",
    "audience": {"age_bands": [{"band": "6-10", "planned": 60}], "girls": 30, "boys": 30, "districts": [{"district": "Presles", "planned": 40}]},
    "budget": {"charges": [{"account": "604", "label": "Intervenants", "amount": {"amount": 1250000, "currency": "EUR"}}],
               "revenues": [{"account": "74", "label": "Subvention", "amount": {"amount": 1250000, "currency": "EUR"}, "status": "requested"}]}}))]
pub struct ProjectInput {
    /// The call, by id or slug. Cannot change afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<Reference>,
    /// The lead partner; may be left out by a person who acts for one organisation only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner: Option<Reference>,
    #[garde(custom(rules::line(0, limits::TITLE_MAX)))]
    #[schema(max_length = 120)]
    pub title: String,
    #[garde(custom(rules::text(limits::SUMMARY_MAX)))]
    #[schema(max_length = 400)]
    pub summary: String,
    #[garde(dive)]
    pub objectives: ObjectivesInput,
    #[garde(custom(rules::text(limits::NEED_MAX)))]
    #[schema(max_length = 3000)]
    pub need: String,
    #[garde(custom(rules::text(limits::METHODS_MAX)))]
    #[schema(max_length = 2000)]
    pub working_methods: String,
    #[garde(custom(rules::text(limits::METHODS_MAX)))]
    #[schema(max_length = 2000)]
    pub innovation: String,
    #[garde(custom(rules::text(limits::DESCRIPTION_MAX)))]
    #[schema(max_length = 6000)]
    pub description: String,
    #[garde(custom(rules::text(limits::METHODS_MAX)))]
    #[schema(max_length = 2000)]
    pub expected_results: String,
    #[garde(custom(rules::items), dive)]
    pub phases: Vec<Phase>,
    #[garde(custom(rules::items))]
    pub times: Vec<ActionTime>,
    #[garde(dive)]
    pub audience: AudienceInput,
    /// UAI codes of the schools concerned.
    #[garde(custom(rules::items), inner(custom(rules::uai)))]
    pub schools: Vec<String>,
    #[garde(custom(rules::items), dive)]
    pub partners: Vec<InvolvedPartnerInput>,
    #[garde(dive)]
    pub budget: BudgetInput,
    #[garde(custom(rules::items), dive)]
    pub requests: Vec<FundingRequestInput>,
    #[garde(custom(rules::items), dive)]
    pub indicators: Vec<Indicator>,
    pub declarations: Declarations,
    #[garde(dive)]
    pub contact: Contact,
    /// The earlier project that this one renews.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renewal_of: Option<Id>,
}
