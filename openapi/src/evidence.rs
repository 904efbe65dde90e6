//! What a fiche says on the criteria, computed, and the same over all fiches of its call.

use crate::Money;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What the fiche says on the criteria, computed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "beneficiaries": 60, "cost_per_beneficiary": {"amount": 20833, "currency": "EUR"}, "district_share": 0.75, "partners": 3,
    "confirmed_partners": 1, "co_funding_ratio": 0.28, "months": 9, "objectives": 2,
    "call": {"projects": 12, "beneficiaries": 48.0, "cost_per_beneficiary": {"amount": 18000, "currency": "EUR"}, "district_share": 0.6,
             "partners": 2.5, "confirmed_partners": 1.0, "co_funding_ratio": 0.3, "months": 8.0, "objectives": 2.0}}))]
pub struct Evidence {
    pub beneficiaries: u32,
    /// Total of charges by beneficiary; null without beneficiaries.
    #[serde(default)]
    pub cost_per_beneficiary: Option<Money>,
    /// Share of beneficiaries who live in the districts, 0 to 1; null without beneficiaries.
    #[serde(default)]
    pub district_share: Option<f64>,
    pub partners: u32,
    pub confirmed_partners: u32,
    /// Revenues not asked of this call's funders, of all revenues, 0 to 1; null without revenues.
    #[serde(default)]
    pub co_funding_ratio: Option<f64>,
    /// From the first day of the phases to the last, in months begun; null without dates.
    #[serde(default)]
    pub months: Option<u32>,
    pub objectives: u32,
    /// Medians of the call, for those who review and decide; absent for applicants, and for reviewers while fewer than five fiches
    /// are filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<Medians>,
}

/// The middle of what the filed fiches of a call say: half of them say less, half more. What a fiche cannot say is left
/// out; null where none can.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Medians {
    /// How many fiches were compared: filed, and neither withdrawn nor inadmissible.
    pub projects: u32,
    #[serde(default)]
    pub beneficiaries: Option<f64>,
    #[serde(default)]
    pub cost_per_beneficiary: Option<Money>,
    #[serde(default)]
    pub district_share: Option<f64>,
    #[serde(default)]
    pub partners: Option<f64>,
    #[serde(default)]
    pub confirmed_partners: Option<f64>,
    #[serde(default)]
    pub co_funding_ratio: Option<f64>,
    #[serde(default)]
    pub months: Option<f64>,
    #[serde(default)]
    pub objectives: Option<f64>,
}
