//! Scenarios of the committee: the best set of projects under envelopes and floors.

use crate::{
    Id, Money, Reference, limits, money,
    partner::PartnerRef,
    programme::{DistrictRef, ObjectiveRef},
    project::AgeBand,
    review::ProjectRef,
    rule::Rule,
    validation as rules,
};
use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Which score is summed up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScoreKind {
    /// The weighted mean, as the ranking has it.
    #[default]
    Raw,
    /// Corrected for each reviewer's severity.
    Corrected,
}

/// The money of a funder in a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"funder": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f6c", "amount": {"amount": 4000000, "currency": "EUR"}}))]
pub struct EnvelopeLimit {
    /// A funder of the call.
    pub funder: Reference,
    #[garde(custom(money::amount))]
    pub amount: Money,
}

/// At least so many projects of one kind: name an objective, a district or an age band, and one of them only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"objective": "O2", "at_least": 3}))]
pub struct Floor {
    /// An objective of the programme, by id or code; a project counts with its main objective and with the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective: Option<Reference>,
    /// A district of the programme, by id or name; a project counts where it plans beneficiaries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<Reference>,
    /// A project counts where it plans beneficiaries of that age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(one_of(self.objective.is_some(), self.district.is_some())))]
    pub age_band: Option<AgeBand>,
    #[garde(custom(some))]
    #[schema(minimum = 1, maximum = 1000)]
    pub at_least: u32,
}

fn one_of(objective: bool, district: bool) -> impl Fn(&Option<AgeBand>, &()) -> garde::Result {
    move |band, ()| match usize::from(objective) + usize::from(district) + usize::from(band.is_some()) {
        1 => Ok(()),
        0 => Err(Rule::Required.into()),
        _ => Err(Rule::Duplicate.into()),
    }
}

fn some(value: &u32, _: &()) -> garde::Result {
    rules::within_range(1, 1_000)(&i32::try_from(*value).unwrap_or(i32::MAX), &())
}

/// What a scenario asks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[garde(allow_unvalidated)]
#[schema(example = json!({
    "name": "Au moins trois projets pour les parents", "score": "raw",
    "envelopes": [], "floors": [{"objective": "O2", "at_least": 3}], "locked_in": [], "locked_out": []}))]
pub struct SimulationInput {
    #[garde(custom(rules::name))]
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    pub score: ScoreKind,
    /// Other amounts than the call's envelopes.
    #[garde(custom(rules::items), dive)]
    pub envelopes: Vec<EnvelopeLimit>,
    #[garde(custom(rules::items), dive)]
    pub floors: Vec<Floor>,
    /// Projects that must be in.
    #[garde(custom(not_too_many))]
    pub locked_in: Vec<Reference>,
    /// Projects that must be out.
    #[garde(custom(not_too_many))]
    pub locked_out: Vec<Reference>,
}

fn not_too_many(value: &[Reference], _: &()) -> garde::Result {
    let max = limits::PROPOSAL_LINES_MAX;
    if value.len() > max { Err(Rule::TooManyItems { max }.into()) } else { Ok(()) }
}

/// A project in a scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SimulatedProject {
    pub project: ProjectRef,
    /// The score that was summed up; null without one, and for who may not see it.
    #[serde(default)]
    pub score: Option<f64>,
    /// Asked of the funders that have an envelope.
    pub requested: Money,
    pub selected: bool,
    /// In or out because the scenario says so.
    pub locked: bool,
}

/// The money of a funder in the result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SimulatedEnvelope {
    pub funder: PartnerRef,
    pub amount: Money,
    /// Asked by the projects that are in.
    pub used: Money,
}

/// How many of the projects that are in serve an objective.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ObjectiveCoverage {
    pub objective: ObjectiveRef,
    pub projects: u32,
}

/// How many of the projects that are in have beneficiaries in a district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DistrictCoverage {
    pub district: DistrictRef,
    pub projects: u32,
}

/// How many of the projects that are in have beneficiaries of an age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BandCoverage {
    pub age_band: AgeBand,
    pub projects: u32,
}

/// Objective, district and age band at once; only where there is a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CoverageCell {
    /// Id of the objective.
    pub objective: Id,
    /// Id of the district.
    pub district: Id,
    /// Null: whatever the age.
    #[serde(default)]
    pub age_band: Option<AgeBand>,
    pub projects: u32,
}

/// What the projects that are in cover.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Coverage {
    pub objectives: Vec<ObjectiveCoverage>,
    pub districts: Vec<DistrictCoverage>,
    pub age_bands: Vec<BandCoverage>,
    pub cells: Vec<CoverageCell>,
}

/// What comes out of a scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SimulationResult {
    /// Sum of the scores of the projects that are in; null for who may not see one of them.
    #[serde(default)]
    pub total_score: Option<f64>,
    /// No other set has a better total; false when the time was up first.
    pub proven: bool,
    pub selected: u32,
    /// Every admissible project, those that are in first, the best score first.
    pub projects: Vec<SimulatedProject>,
    pub envelopes: Vec<SimulatedEnvelope>,
    pub coverage: Coverage,
}

/// A scenario with its result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f70", "version": 1,
    "terms": {"name": "Au moins trois projets pour les parents", "score": "raw", "envelopes": [],
              "floors": [{"objective": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f62", "at_least": 3}], "locked_in": [], "locked_out": []},
    "result": {"total_score": 12.5, "proven": true, "selected": 3, "projects": [], "envelopes": [],
               "coverage": {"objectives": [], "districts": [], "age_bands": [], "cells": []}},
    "outdated": false, "created_at": "2026-06-05T08:30:00Z", "updated_at": "2026-06-05T08:30:00Z"}))]
pub struct Simulation {
    /// Null for a trial that was not saved (`?dry_run=true`).
    #[serde(default)]
    pub id: Option<Id>,
    pub version: i32,
    /// As asked, with ids.
    pub terms: SimulationInput,
    pub result: SimulationResult,
    /// Projects, scores or envelopes have changed since: save it again to compute anew.
    pub outdated: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What became of the projects of a scenario that was taken over into the decisions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"decided": 24, "kept": 2}))]
pub struct TakenOver {
    /// Projects that have a decision by it.
    pub decided: u32,
    /// Projects of the scenario that stay as they are: decided before, withdrawn, or in conflict of interest with who asks.
    pub kept: u32,
}
