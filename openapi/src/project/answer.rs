//! The project as read, and what lists take.

use crate::{
    Id, Money,
    budget::Budget,
    calendar::Filing,
    call::CallRef,
    partner::PartnerRef,
    programme::{DistrictRef, ObjectiveRef, ProgrammeRef},
    status::{ProjectStatus, Transition},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    ActionTime, BandCount, Brings, Contact, Declarations, FicheAccess, Indicator, Phase, Section,
    SectionComment, SectionVersion,
};

/// Objectives as read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Objectives {
    #[serde(default)]
    pub main: Option<ObjectiveRef>,
    pub others: Vec<ObjectiveRef>,
}

/// Beneficiaries who live in a district, as read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DistrictCount {
    pub district: DistrictRef,
    pub planned: u32,
}

/// For whom, as read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Audience {
    pub age_bands: Vec<BandCount>,
    pub girls: Option<u32>,
    pub boys: Option<u32>,
    pub districts: Vec<DistrictCount>,
    pub parents: Option<u32>,
    pub professionals: Option<u32>,
}

/// A partner who takes part, as read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InvolvedPartner {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<PartnerRef>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub role: String,
    pub contributes: String,
    #[serde(default)]
    pub brings: Vec<Brings>,
    pub confirmed: bool,
}

/// Amount asked of a funder, as read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FundingRequest {
    pub funder: PartnerRef,
    pub amount: Money,
}

/// Proof of what was filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"number": "2026-0001", "submitted_at": "2026-05-20T16:12:04Z", "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}))]
pub struct Receipt {
    pub number: String,
    pub submitted_at: DateTime<Utc>,
    /// SHA-256, hexadecimal, of the canonical JSON (RFC 8785) of the fiche as filed.
    pub sha256: String,
}

/// The committee's published decision, as the applicant reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PublishedDecision {
    pub outcome: crate::committee::Outcome,
    pub reason: String,
    /// Sum of what the funders voted.
    pub amount: Money,
    pub amounts: Vec<crate::committee::DecidedAmount>,
    pub reservations: Vec<crate::reservation::Reservation>,
    /// Place on the reserve list, from 1; null unless waitlisted.
    #[serde(default)]
    pub reserve_rank: Option<i32>,
    pub published_at: DateTime<Utc>,
}

/// A correction that the coordinator asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CorrectionRequest {
    pub reason: String,
    /// Sections of the fiche to correct; all of it when empty.
    pub sections: Vec<Section>,
    /// What to correct in some of these sections.
    #[serde(default)]
    pub comments: Vec<SectionComment>,
    /// Last day to submit again, local, included.
    pub due: NaiveDate,
}

/// A project in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProjectSummary {
    pub id: Id,
    /// Given at the first submission.
    pub number: Option<String>,
    pub version: i32,
    pub status: ProjectStatus,
    pub call: CallRef,
    pub partner: PartnerRef,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objectives: Option<Objectives>,
    /// Sum asked of the funders; absent where the reader sees the public part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested: Option<Money>,
    /// Until when it can be filed, while it is written or corrected; for its organisation and the coordination.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filing: Option<Filing>,
    /// Last day of the correction asked for, local, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction_due: Option<NaiveDate>,
    /// How often it was filed: more than once when a correction came back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filings: Option<i32>,
    pub updated_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_at: Option<DateTime<Utc>>,
    /// Messages that wait for the reader; absent for whom they are not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unread_messages: Option<u32>,
}

/// A project. What the reader may not see is absent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Project {
    pub id: Id,
    /// Given at the first submission.
    pub number: Option<String>,
    pub version: i32,
    pub status: ProjectStatus,
    /// What this reader can do now.
    pub allowed_transitions: Vec<Transition>,
    pub programme: ProgrammeRef,
    pub call: CallRef,
    pub partner: PartnerRef,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objectives: Option<Objectives>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_methods: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub innovation: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_results: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phases: Option<Vec<Phase>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<Vec<ActionTime>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schools: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partners: Option<Vec<InvolvedPartner>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Budget>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requests: Option<Vec<FundingRequest>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicators: Option<Vec<Indicator>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declarations: Option<Declarations>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal_of: Option<Id>,
    /// The correction asked for, while it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<CorrectionRequest>,
    /// Until when it can be filed, while it is written or corrected; for its organisation and the coordination.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filing: Option<Filing>,
    /// How often it was filed: more than once when a correction came back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filings: Option<i32>,
    /// Why the project is not admissible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inadmissible_reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Receipt>,
    /// After publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<PublishedDecision>,
    /// What the reviewers say to the applicant, in one text without their names, after publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<String>,
    /// What this reader may do with the fiche; absent for whoever is no applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<FicheAccess>,
    /// Where the sections stand, in the order of the form; for the applicants only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sections: Option<Vec<SectionVersion>>,
    /// Messages that wait for the reader; absent for whom they are not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unread_messages: Option<u32>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_at: Option<DateTime<Utc>>,
}

/// Filters of the list of projects.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProjectFilter {
    /// Statuses, separated by commas.
    #[param(example = "submitted,admissible")]
    pub status: Option<String>,
    /// Main or other objectives, ids or codes, separated by commas.
    #[param(example = "O2")]
    pub objective: Option<String>,
    /// Lead partner, by id.
    pub partner: Option<String>,
    /// District whose young people it reaches, by id.
    pub district: Option<String>,
    /// Call, by id or slug.
    pub call: Option<String>,
    /// Programme, by id or slug.
    pub programme: Option<String>,
    /// Only the projects of the reader's own organisations, and those the reader was invited to.
    pub mine: Option<bool>,
    /// Only those with messages that the reader has not read.
    pub unread: Option<bool>,
}

/// Something that happened to a project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f70", "kind": "submitted", "at": "2026-05-20T16:12:04Z", "actor": "Camille Martin", "detail": ""}))]
pub struct ProjectEvent {
    pub id: Id,
    /// What happened: `created`, `submitted`, `returned`, `admissible`, …
    pub kind: String,
    pub at: DateTime<Utc>,
    /// Who did it, where the reader may know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// The reason given, where there is one.
    pub detail: String,
}
