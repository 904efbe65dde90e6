//! Who could review what: a proposal for a whole call.

use crate::{
    Id, limits,
    partner::PartnerRef,
    programme::ObjectiveRef,
    review::{AssignmentInput, PersonRef, ProjectRef},
    rule::Rule,
    validation as rules,
};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What to propose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"per_project": 3}))]
pub struct ProposalInput {
    /// Reviewers a project; absent: as the call says.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(a_few)))]
    #[schema(minimum = 1, maximum = 10)]
    pub per_project: Option<u32>,
    /// The lines as changed by hand: then nothing is computed, and these are checked. Absent: computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(not_too_many), dive)]
    pub lines: Option<Vec<AssignmentInput>>,
}

fn a_few(value: &u32, _: &()) -> garde::Result {
    rules::within_range(1, limits::REVIEWERS_MAX)(&i32::try_from(*value).unwrap_or(i32::MAX), &())
}

fn not_too_many(value: &Option<Vec<AssignmentInput>>, _: &()) -> garde::Result {
    let max = limits::PROPOSAL_LINES_MAX;
    if value.as_ref().is_some_and(|lines| lines.len() > max) {
        return Err(Rule::TooManyItems { max }.into());
    }
    Ok(())
}

/// Whether to write it down.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProposalQuery {
    /// `false` confirms: the assignments are given and taken back. Anything else is a preview that writes nothing.
    pub dry_run: Option<bool>,
}

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineChange {
    /// Assigned before, and stays.
    Kept,
    /// To be assigned.
    New,
    /// To be taken back.
    Removed,
}

/// Why a line is as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineReason {
    /// The review has begun or is done: it stays.
    Begun,
    /// Was assigned, and nothing speaks against it.
    Assigned,
    /// The reviewer follows an objective of the project.
    Expertise,
    /// Chosen so that everybody has as much to do.
    Balance,
    /// Chosen by hand, other than it would have been computed.
    ByHand,
    /// Taken back: a conflict of interest.
    Conflict,
    /// Taken back: the person no longer reviews in this programme.
    Withdrawn,
    /// Taken back: somebody of the same institution reviews the project.
    SameInstitution,
}

impl LineReason {
    /// The words people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            LineReason::Begun => "Évaluation commencée",
            LineReason::Assigned => "Déjà confiée",
            LineReason::Expertise => "Suit un objectif du projet",
            LineReason::Balance => "Équilibre des charges",
            LineReason::ByHand => "Choisi à la main",
            LineReason::Conflict => "Conflit d’intérêts",
            LineReason::Withdrawn => "N’évalue plus",
            LineReason::SameInstitution => "Institution déjà présente",
        }
    }
}

/// One reviewer on one project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProposedLine {
    pub project: ProjectRef,
    pub reviewer: PersonRef,
    /// Whom the reviewer works for.
    #[serde(default)]
    pub institution: Option<PartnerRef>,
    pub change: LineChange,
    pub reason: LineReason,
    /// Objectives of the project that the reviewer follows.
    pub objectives: Vec<ObjectiveRef>,
}

/// How much a person has to review in this call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReviewerLoad {
    pub reviewer: PersonRef,
    #[serde(default)]
    pub institution: Option<PartnerRef>,
    /// Projects assigned now.
    pub before: u32,
    /// Projects assigned once this is confirmed.
    pub after: u32,
    /// Projects of this call that the person may not review, by id.
    pub conflicts: Vec<Id>,
}

/// Who would review what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "per_project": 3, "confirmed": false, "balanced": true, "kept": 0, "added": 1, "removed": 0,
    "projects": [{"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f68", "number": "2026-0001", "title": "Lire et écrire en famille",
                  "partner": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "name": "Les Ateliers du Mail", "kind": "association"}}],
    "items": [{
        "project": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f68", "number": "2026-0001", "title": "Lire et écrire en famille",
                    "partner": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "name": "Les Ateliers du Mail", "kind": "association"}},
        "reviewer": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "name": "Camille Martin"},
        "institution": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f6c", "name": "Ville de Soissons", "kind": "ville"},
        "change": "new", "reason": "expertise",
        "objectives": [{"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f62", "code": "O2", "label": "Accompagner les parents"}]}],
    "reviewers": [{"reviewer": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "name": "Camille Martin"},
                   "institution": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f6c", "name": "Ville de Soissons", "kind": "ville"},
                   "before": 0, "after": 1, "conflicts": []}]}))]
pub struct AssignmentProposal {
    pub per_project: u32,
    /// Written down; false for a preview.
    pub confirmed: bool,
    /// Nobody has more than one project more than anybody else.
    pub balanced: bool,
    pub kept: u32,
    pub added: u32,
    pub removed: u32,
    /// Every project that is to be reviewed, in the order of their numbers: one may have no line.
    #[serde(default)]
    pub projects: Vec<ProjectRef>,
    /// By project, in the order of their numbers.
    pub items: Vec<ProposedLine>,
    /// Everybody who can review, by name.
    pub reviewers: Vec<ReviewerLoad>,
}
