//! What a published decision tells its applicant.

use crate::{
    catalogue::Catalogue,
    db::{
        AnyConnection,
        schema::{decision_amounts, decisions, project_requests},
    },
    projects::wire::partner_ref,
};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{
    Money,
    committee::{DecidedAmount, Outcome},
    project::PublishedDecision,
};
use std::collections::HashMap;

/// The decision of a project, once it may be read by its applicant.
pub fn published(
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    project: &str,
    published_at: DateTime<Utc>,
) -> QueryResult<Option<PublishedDecision>> {
    let found: Option<(String, String, String, Option<i32>, NaiveDateTime)> = decisions::table
        .filter(decisions::project_id.eq(project))
        .select((
            decisions::id,
            decisions::outcome,
            decisions::reason,
            decisions::reserve_rank,
            decisions::updated_at,
        ))
        .first(connection)
        .optional()?;
    let Some((id, outcome, reason, reserve_rank, updated_at)) = found else { return Ok(None) };
    let Some(outcome) = Outcome::parse(&outcome) else { return Ok(None) };
    let amounts: Vec<(String, i64)> = decision_amounts::table
        .filter(decision_amounts::decision_id.eq(&id))
        .order(decision_amounts::funder_id)
        .select((decision_amounts::funder_id, decision_amounts::voted_cents))
        .load(connection)?;
    let asked: HashMap<String, i64> = project_requests::table
        .filter(project_requests::project_id.eq(project))
        .select((project_requests::funder_id, project_requests::amount_cents))
        .load(connection)?
        .into_iter()
        .collect();
    let amount: Money = amounts.iter().map(|(_, cents)| Money::cents(*cents)).sum();
    let amounts = amounts.into_iter().map(|(funder, cents)| DecidedAmount {
        funder: partner_ref(catalogue, &funder),
        asked: asked.get(&funder).map(|cents| Money::cents(*cents)),
        // What was discussed before the vote stays with the committee.
        proposed: None,
        voted: Money::cents(cents),
    });
    Ok(Some(PublishedDecision {
        outcome,
        reason,
        amount,
        amounts: amounts.collect(),
        reservations: super::reservations::of_project(connection, project)?,
        reserve_rank,
        // Moved up from the reserve list later, a decision is published with that.
        published_at: published_at.max(updated_at.and_utc()),
    }))
}
