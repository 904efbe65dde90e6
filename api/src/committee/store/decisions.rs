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
    session::{Quorum, Votes},
};
use std::collections::HashMap;

/// Holds the call's row until the transaction ends, so that decisions, signatures and publication come one after
/// the other; and voids the signatures given so far when `change` says that a decision changes. The catalogue does not
/// hold this number: reading it anew would tell by its time that the committee sits.
pub fn lock(connection: &mut AnyConnection, call: &str, change: bool) -> QueryResult<()> {
    diesel::update(calls::table.find(call))
        .set(calls::decisions_version.eq(calls::decisions_version + i32::from(change)))
        .execute(connection)
        .map(drop)
}

/// Rises with every change of a decision of a call: what a signature signs.
pub fn version(connection: &mut AnyConnection, call: &str) -> QueryResult<i32> {
    calls::table.find(call).select(calls::decisions_version).first(connection)
}

/// Lets nobody change the call until the transaction ends: its criteria and whether it is published stay as they are read after
/// this. Many can do so at once; [`lock`] waits for them.
pub fn share(connection: &mut AnyConnection, call: &str) -> QueryResult<()> {
    // SQLite has one writer at a time.
    let AnyConnection::Postgres(connection) = connection else { return Ok(()) };
    calls::table.find(call).select(calls::id).for_share().load::<String>(connection).map(drop)
}

/// What each funder has voted so far in a call, without these projects and without those given up; in cents.
pub fn count_committed(
    connection: &mut AnyConnection,
    call: &str,
    except: impl Fn(&str) -> bool,
) -> QueryResult<HashMap<String, i64>> {
    let rows: Vec<(String, i64, String)> = decision_amounts::table
        .inner_join(decisions::table.inner_join(projects::table))
        .filter(decisions::call_id.eq(call))
        .filter(projects::status.ne(ProjectStatus::Abandoned.as_str()))
        .select((decision_amounts::funder_id, decision_amounts::voted_cents, decisions::project_id))
        .load(connection)?;
    let mut voted = HashMap::new();
    for (funder, cents, project) in rows {
        if !except(&project) {
            *voted.entry(funder).or_insert(0) += cents;
        }
    }
    Ok(voted)
}

/// The outcome of each project that a call has a decision on.
pub fn outcomes(connection: &mut AnyConnection, call: &str) -> QueryResult<Vec<(String, Outcome)>> {
    let rows: Vec<(String, String)> = decisions::table
        .filter(decisions::call_id.eq(call))
        .select((decisions::project_id, decisions::outcome))
        .load(connection)?;
    Ok(rows.into_iter().filter_map(|(project, text)| Some((project, Outcome::parse(&text)?))).collect())
}

/// Whether a project asks one of these funders for money.
pub fn asks_money(connection: &mut AnyConnection, project: &str, funders: &[&str]) -> QueryResult<bool> {
    let asked = project_requests::project_id
        .eq(project)
        .and(project_requests::funder_id.eq_any(funders))
        .and(project_requests::amount_cents.gt(0));
    diesel::select(diesel::dsl::exists(project_requests::table.filter(asked))).get_result(connection)
}

/// Version of the decision on a project, where there is one.
pub fn decision_version(connection: &mut AnyConnection, project: &str) -> QueryResult<Option<i32>> {
    Ok(existing(connection, project)?.map(|(_, version)| version))
}

/// The decision on a project with its version, where there is one.
fn existing(connection: &mut AnyConnection, project: &str) -> QueryResult<Option<(String, i32)>> {
    decisions::table
        .filter(decisions::project_id.eq(project))
        .select((decisions::id, decisions::version))
        .first(connection)
        .optional()
}

/// Writes a provisional decision, or replaces it; its id, and whether it is new. `quorum`: who was there, while a session is
/// open.
pub fn decide(
    connection: &mut AnyConnection,
    call: &str,
    input: &DecisionInput,
    (by, quorum): (&str, Option<Quorum>),
    now: DateTime<Utc>,
) -> QueryResult<(String, bool)> {
    let project = input.project.as_str();
    let votes = |count: fn(Votes) -> u32| input.votes.and_then(|votes| i32::try_from(count(votes)).ok());
    let there = |count: fn(Quorum) -> u32| quorum.and_then(|quorum| i32::try_from(count(quorum)).ok());
    let content = (
        decisions::quorum_eligible.eq(there(|quorum| quorum.eligible)),
        decisions::quorum_required.eq(there(|quorum| quorum.required)),
        decisions::quorum_present.eq(there(|quorum| quorum.present)),
        decisions::outcome.eq(input.outcome.as_str()),
        decisions::reason.eq(&input.reason),
        decisions::decided_by.eq(by),
        decisions::updated_at.eq(now.naive_utc()),
        decisions::votes_in_favour.eq(votes(|votes| votes.in_favour)),
        decisions::votes_against.eq(votes(|votes| votes.against)),
        decisions::votes_abstained.eq(votes(|votes| votes.abstained)),
    );
    let (id, new) = match existing(connection, project)? {
        Some((id, version)) => {
            diesel::update(decisions::table.find(&id))
                .set((content, decisions::version.eq(version + 1)))
                .execute(connection)?;
            diesel::delete(decision_amounts::table.filter(decision_amounts::decision_id.eq(&id)))
                .execute(connection)?;
            diesel::delete(decision_reservations::table.filter(decision_reservations::decision_id.eq(&id)))
                .execute(connection)?;
            (id, false)
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
            (id, true)
        }
    };
    for amount in &input.amounts {
        diesel::insert_into(decision_amounts::table)
            .values((
                decision_amounts::decision_id.eq(&id),
                decision_amounts::funder_id.eq(amount.funder.as_str()),
                decision_amounts::proposed_cents.eq(amount.proposed.map(|money| money.amount)),
                decision_amounts::voted_cents.eq(amount.voted.amount),
            ))
            .execute(connection)?;
    }
    for (position, reservation) in (0..).zip(&input.reservations) {
        diesel::insert_into(decision_reservations::table)
            .values((
                decision_reservations::decision_id.eq(&id),
                decision_reservations::position.eq(position),
                decision_reservations::what.eq(&reservation.what),
                decision_reservations::owner.eq(&reservation.owner),
                decision_reservations::due.eq(reservation.due),
            ))
            .execute(connection)?;
    }
    super::place(connection, call, &id, input.reserve_rank)?;
    // Neither version nor time of the project changes: they would tell the applicant that a decision was taken.
    diesel::update(projects::table.find(project)).set(projects::decided.eq(true)).execute(connection)?;
    versions::touch(connection, Touched::Projects)?;
    Ok((id, new))
}

type Counts = (Option<i32>, Option<i32>, Option<i32>);
type DecisionRow = (
    (String, i32, String, String, NaiveDateTime),
    (Counts, Counts, Option<i32>),
    (String, Option<String>, String, String),
);

/// None unless all three were counted.
fn votes((in_favour, against, abstained): Counts) -> Option<Votes> {
    let count = |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok());
    Some(Votes { in_favour: count(in_favour)?, against: count(against)?, abstained: count(abstained)? })
}

/// None unless a session was open.
fn quorum((eligible, required, present): Counts) -> Option<Quorum> {
    let count = |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok());
    let (eligible, required, present) = (count(eligible)?, count(required)?, count(present)?);
    Some(Quorum { eligible, required, present, met: eligible > 0 && present >= required })
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
                (decisions::quorum_eligible, decisions::quorum_required, decisions::quorum_present),
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
        .map(|(decision, (counts, there, reserve_rank), (project, number, title, partner))| {
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
                quorum: quorum(there),
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
