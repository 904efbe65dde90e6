//! Decisions in the database.

use crate::{
    catalogue::Catalogue,
    db::{
        AnyConnection, new_id,
        schema::{calls, decision_amounts, decision_reservations, decisions, project_requests, projects},
        versions::{self, Touched},
    },
    projects::wire::{partner_ref, project_ref},
};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{
    Id, Money, ProjectStatus,
    committee::{DecidedAmount, Decision, DecisionInput, Outcome},
    session::Votes,
};
use std::collections::HashMap;

/// Holds the call's row until the transaction ends, so that decisions, signatures and publication come one after
/// the other; and voids the signatures given so far when `change` says that a decision changes.
pub fn lock(connection: &mut AnyConnection, call: &str, change: bool) -> QueryResult<()> {
    diesel::update(calls::table.find(call))
        .set(calls::decisions_version.eq(calls::decisions_version + i32::from(change)))
        .execute(connection)?;
    if change { versions::touch(connection, Touched::Catalogue) } else { Ok(()) }
}

/// Lets nobody change the call until the transaction ends: its criteria and whether it is published stay as they are read after
/// this. Many can do so at once; [`lock`] waits for them.
pub fn share(connection: &mut AnyConnection, call: &str) -> QueryResult<()> {
    // SQLite has one writer at a time.
    let AnyConnection::Postgres(connection) = connection else { return Ok(()) };
    calls::table.find(call).select(calls::id).for_share().load::<String>(connection).map(drop)
}

/// What each funder has voted so far in a call, without one project and without those given up; in cents.
pub fn count_committed(
    connection: &mut AnyConnection,
    call: &str,
    except: Option<&str>,
) -> QueryResult<HashMap<String, i64>> {
    let rows: Vec<(String, i64, String)> = decision_amounts::table
        .inner_join(decisions::table.inner_join(projects::table))
        .filter(decisions::call_id.eq(call))
        .filter(projects::status.ne(ProjectStatus::Abandoned.as_str()))
        .select((decision_amounts::funder_id, decision_amounts::voted_cents, decisions::project_id))
        .load(connection)?;
    let mut voted = HashMap::new();
    for (funder, cents, project) in rows {
        if except != Some(project.as_str()) {
            *voted.entry(funder).or_insert(0) += cents;
        }
    }
    Ok(voted)
}

/// How many decisions of each outcome a call has.
pub fn outcomes(connection: &mut AnyConnection, call: &str) -> QueryResult<Vec<Outcome>> {
    let rows: Vec<String> =
        decisions::table.filter(decisions::call_id.eq(call)).select(decisions::outcome).load(connection)?;
    Ok(rows.iter().filter_map(|text| Outcome::parse(text)).collect())
}

/// Version of the decision of a project, where there is one.
fn existing(connection: &mut AnyConnection, project: &str) -> QueryResult<Option<(String, i32)>> {
    decisions::table
        .filter(decisions::project_id.eq(project))
        .select((decisions::id, decisions::version))
        .first(connection)
        .optional()
}

/// What became of a decision.
pub enum Decided {
    New(String),
    Replaced(String),
    /// The version that the client read is not the current one.
    Stale,
}

/// Writes a provisional decision, or replaces it; `expected` refuses another version than the one read.
pub fn decide(
    connection: &mut AnyConnection,
    call: &str,
    input: &DecisionInput,
    by: &str,
    expected: impl FnOnce(i32) -> bool,
    now: DateTime<Utc>,
) -> QueryResult<Decided> {
    let project = input.project.as_str();
    let votes = |count: fn(Votes) -> u32| input.votes.and_then(|votes| i32::try_from(count(votes)).ok());
    let content = (
        decisions::outcome.eq(input.outcome.as_str()),
        decisions::reason.eq(&input.reason),
        decisions::decided_by.eq(by),
        decisions::updated_at.eq(now.naive_utc()),
        decisions::votes_in_favour.eq(votes(|votes| votes.in_favour)),
        decisions::votes_against.eq(votes(|votes| votes.against)),
        decisions::votes_abstained.eq(votes(|votes| votes.abstained)),
    );
    let decided = match existing(connection, project)? {
        Some((_, version)) if !expected(version) => return Ok(Decided::Stale),
        Some((id, version)) => {
            diesel::update(decisions::table.find(&id))
                .set((content, decisions::version.eq(version + 1)))
                .execute(connection)?;
            diesel::delete(decision_amounts::table.filter(decision_amounts::decision_id.eq(&id)))
                .execute(connection)?;
            diesel::delete(decision_reservations::table.filter(decision_reservations::decision_id.eq(&id)))
                .execute(connection)?;
            Decided::Replaced(id)
        }
        None => {
            let id = new_id();
            diesel::insert_into(decisions::table)
                .values((
                    decisions::id.eq(&id),
                    decisions::call_id.eq(call),
                    decisions::project_id.eq(project),
                    content,
                    decisions::version.eq(1),
                ))
                .execute(connection)?;
            Decided::New(id)
        }
    };
    let (Decided::New(id) | Decided::Replaced(id)) = &decided else { return Ok(decided) };
    for amount in &input.amounts {
        diesel::insert_into(decision_amounts::table)
            .values((
                decision_amounts::decision_id.eq(id),
                decision_amounts::funder_id.eq(amount.funder.as_str()),
                decision_amounts::proposed_cents.eq(amount.proposed.map(|money| money.amount)),
                decision_amounts::voted_cents.eq(amount.voted.amount),
            ))
            .execute(connection)?;
    }
    for (position, reservation) in (0..).zip(&input.reservations) {
        diesel::insert_into(decision_reservations::table)
            .values((
                decision_reservations::decision_id.eq(id),
                decision_reservations::position.eq(position),
                decision_reservations::what.eq(&reservation.what),
                decision_reservations::owner.eq(&reservation.owner),
                decision_reservations::due.eq(reservation.due),
            ))
            .execute(connection)?;
    }
    super::place(connection, call, id, input.reserve_rank)?;
    // Neither version nor time of the project changes: they would tell the applicant that a decision was taken.
    diesel::update(projects::table.find(project)).set(projects::decided.eq(true)).execute(connection)?;
    versions::touch(connection, Touched::Projects)?;
    Ok(decided)
}

type Counts = (Option<i32>, Option<i32>, Option<i32>);
type DecisionRow = (
    (String, i32, String, String, NaiveDateTime),
    (Counts, Option<i32>),
    (String, Option<String>, String, String),
);

/// None unless all three were counted.
fn votes((in_favour, against, abstained): Counts) -> Option<Votes> {
    let count = |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok());
    Some(Votes { in_favour: count(in_favour)?, against: count(against)?, abstained: count(abstained)? })
}

/// The decisions of a call in the order of their projects; one only when named.
pub fn list(
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    call: &str,
    provisional: bool,
    id: Option<&str>,
) -> QueryResult<Vec<Decision>> {
    let mut query = decisions::table
        .inner_join(projects::table)
        .filter(decisions::call_id.eq(call))
        .order(decisions::project_id)
        .select((
            (decisions::id, decisions::version, decisions::outcome, decisions::reason, decisions::updated_at),
            (
                (decisions::votes_in_favour, decisions::votes_against, decisions::votes_abstained),
                decisions::reserve_rank,
            ),
            (projects::id, projects::number, projects::title, projects::partner_id),
        ))
        .into_boxed();
    if let Some(id) = id {
        query = query.filter(decisions::id.eq(id));
    }
    let rows: Vec<DecisionRow> = query.load(connection)?;
    let voted: Vec<(String, String, Option<i64>, i64)> = decision_amounts::table
        .inner_join(decisions::table)
        .filter(decisions::call_id.eq(call))
        .order(decision_amounts::funder_id)
        .select((
            decision_amounts::decision_id,
            decision_amounts::funder_id,
            decision_amounts::proposed_cents,
            decision_amounts::voted_cents,
        ))
        .load(connection)?;
    let asked: Vec<(String, String, i64)> = project_requests::table
        .inner_join(projects::table)
        .filter(projects::call_id.eq(call))
        .select((project_requests::project_id, project_requests::funder_id, project_requests::amount_cents))
        .load(connection)?;
    let ids: Vec<String> = rows.iter().map(|((id, ..), ..)| id.clone()).collect();
    let mut reservations = super::reservations::of_decisions(connection, &ids)?;
    let asked: HashMap<_, _> =
        asked.into_iter().map(|(project, funder, cents)| ((project, funder), cents)).collect();
    Ok(rows
        .into_iter()
        .map(|(decision, (counts, reserve_rank), (project, number, title, partner))| {
            let (id, version, outcome, reason, updated_at) = decision;
            let own = voted.iter().filter(|(decision, ..)| *decision == id);
            let amounts = own.map(|(_, funder, proposed, voted)| DecidedAmount {
                funder: partner_ref(catalogue, funder),
                asked: asked.get(&(project.clone(), funder.clone())).copied().map(Money::cents),
                proposed: proposed.map(Money::cents),
                voted: Money::cents(*voted),
            });
            Decision {
                amounts: amounts.collect(),
                reservations: reservations.remove(&id).unwrap_or_default(),
                votes: votes(counts),
                reserve_rank,
                id: Id::from_storage(id),
                version,
                project: project_ref(catalogue, project, number, title, &partner),
                outcome: Outcome::parse(&outcome).unwrap_or(Outcome::Rejected),
                reason,
                provisional,
                updated_at: updated_at.and_utc(),
            }
        })
        .collect())
}
