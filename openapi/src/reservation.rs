//! Reservations: conditions of a selection, from what was asked to who lifted it.

use crate::{
    review::{PersonRef, ProjectRef},
    validation as rules,
};
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a reservation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReservationState {
    /// Nothing was given yet.
    Open,
    /// The partner says how it was met; the coordinator has to look at it.
    Proven,
    /// Met: it is none any more.
    Lifted,
}

impl ReservationState {
    pub const ALL: [ReservationState; 3] =
        [ReservationState::Open, ReservationState::Proven, ReservationState::Lifted];

    /// The words people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            ReservationState::Open => "À satisfaire",
            ReservationState::Proven => "À vérifier",
            ReservationState::Lifted => "Levée",
        }
    }
}

/// A condition of a selection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "place": 1, "version": 1, "what": "Transmettre la convention avec le collège.", "owner": "Le porteur", "due": "2026-09-01",
    "state": "open", "proof": null, "proof_by": null, "proof_at": null, "lift_note": null, "lifted_by": null, "lifted_at": null}))]
pub struct Reservation {
    /// From 1, in the order of the decision: how its operations name it.
    pub place: i32,
    pub version: i32,
    pub what: String,
    pub owner: String,
    /// Last day, local, included.
    pub due: NaiveDate,
    pub state: ReservationState,
    /// How it was met, in the partner's words.
    #[serde(default)]
    pub proof: Option<String>,
    #[serde(default)]
    pub proof_by: Option<PersonRef>,
    #[serde(default)]
    pub proof_at: Option<DateTime<Utc>>,
    /// What the coordinator noted when lifting it.
    #[serde(default)]
    pub lift_note: Option<String>,
    #[serde(default)]
    pub lifted_by: Option<PersonRef>,
    #[serde(default)]
    pub lifted_at: Option<DateTime<Utc>>,
}

/// A reservation with its project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProjectReservation {
    pub project: ProjectRef,
    pub reservation: Reservation,
}

/// How a reservation was met, as sent by the partner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"text": "La convention signée est jointe aux pièces de la fiche."}))]
pub struct ProofInput {
    #[garde(custom(rules::statement))]
    #[schema(min_length = 1, max_length = 2000)]
    pub text: String,
}

/// Another last day for a reservation, as sent by the coordinator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"due": "2026-10-01", "reason": "Le collège est fermé en août."}))]
pub struct ReservationDueInput {
    /// Last day, local, included.
    pub due: NaiveDate,
    #[garde(custom(rules::reason))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

/// That a reservation is met, as sent by the coordinator.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"note": "Convention reçue et vérifiée."}))]
pub struct LiftInput {
    #[garde(custom(rules::comment))]
    #[schema(max_length = 2000)]
    pub note: String,
}
