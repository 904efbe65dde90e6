//! What a published decision tells its applicant.

use crate::{
    catalogue::Catalogue,
    db::{AnyConnection, schema::*},
    projects::wire::partner_ref,
    reviews::store::conflicts,
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use openapi::{
    Money,
    committee::{DecidedAmount, Outcome, Reservation},
    project::PublishedDecision,
    review::{Feedback, Opinion},
};
use std::collections::HashMap;

/// The decision of a project, once it may be read by its applicant.
pub fn published(
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    project: &str,
    published_at: DateTime<Utc>,
) -> QueryResult<Option<PublishedDecision>> {
    let found: Option<(String, String, String)> = decisions::table
        .filter(decisions::project_id.eq(project))
        .select((decisions::id, decisions::outcome, decisions::reason))
        .first(connection)
        .optional()?;
    let Some((id, outcome, reason)) = found else { return Ok(None) };
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
        reservations: reservations(connection, &id)?,
        published_at,
    }))
}

/// The reservations of a decision, in their order.
fn reservations(connection: &mut AnyConnection, decision: &str) -> QueryResult<Vec<Reservation>> {
    let rows: Vec<(String, String, NaiveDate)> = decision_reservations::table
        .filter(decision_reservations::decision_id.eq(decision))
        .order(decision_reservations::position)
        .select((decision_reservations::what, decision_reservations::owner, decision_reservations::due))
        .load(connection)?;
    Ok(rows.into_iter().map(|(what, owner, due)| Reservation { what, owner, due }).collect())
}

/// What the reviewers say to the applicant, without their names and in no order that tells of them. Who turned out to
/// be in conflict says nothing.
pub fn feedback(connection: &mut AnyConnection, project: &str) -> QueryResult<Vec<Feedback>> {
    let recused = conflicts::recused(connection, &[project.to_owned()])?;
    let rows: Vec<(String, Option<String>, String)> = reviews::table
        .filter(reviews::project_id.eq(project).and(reviews::status.eq("submitted")))
        .order((reviews::opinion, reviews::message))
        .select((reviews::reviewer_id, reviews::opinion, reviews::message))
        .load(connection)?;
    let feedback = rows
        .into_iter()
        .filter(|(reviewer, ..)| !recused.contains(&(project.to_owned(), reviewer.clone())))
        .map(|(_, opinion, message)| Feedback {
            opinion: opinion.as_deref().and_then(Opinion::parse),
            message,
        });
    Ok(feedback
        .filter(|feedback| !feedback.message.trim().is_empty() || feedback.opinion.is_some())
        .collect())
}
