//! Reservations in the database: conditions of a selection, and what became of them.

use crate::{
    catalogue::Catalogue,
    db::{
        AnyConnection,
        schema::{decision_reservations as table, decisions, projects, users},
        versions::{self, Touched},
    },
    projects::wire::project_ref,
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{
    Id, ProjectStatus,
    reservation::{ProjectReservation, Reservation, ReservationState},
    review::PersonRef,
};
use std::collections::HashMap;

#[derive(Queryable, Selectable)]
#[diesel(table_name = table)]
struct Row {
    decision_id: String,
    position: i32,
    what: String,
    owner: String,
    due: NaiveDate,
    proof: Option<String>,
    proof_by: Option<String>,
    proof_at: Option<NaiveDateTime>,
    lift_note: Option<String>,
    lifted_by: Option<String>,
    lifted_at: Option<NaiveDateTime>,
    version: i32,
}

/// The reservations of these decisions, each list in its order: two statements.
pub fn of_decisions(
    connection: &mut AnyConnection,
    decisions: &[String],
) -> QueryResult<HashMap<String, Vec<Reservation>>> {
    let rows: Vec<Row> = table::table
        .filter(table::decision_id.eq_any(decisions))
        .order((table::decision_id, table::position))
        .select(Row::as_select())
        .load(connection)?;
    let ids: Vec<String> =
        rows.iter().flat_map(|row| [&row.proof_by, &row.lifted_by]).flatten().cloned().collect();
    let names: HashMap<String, String> = if ids.is_empty() {
        HashMap::new()
    } else {
        users::table
            .filter(users::id.eq_any(ids))
            .select((users::id, users::name))
            .load(connection)?
            .into_iter()
            .collect()
    };
    let person = |id: Option<String>| {
        id.map(|id| PersonRef { name: names.get(&id).cloned().unwrap_or_default(), id: Id::from_storage(id) })
    };
    let mut found: HashMap<String, Vec<Reservation>> = HashMap::new();
    for row in rows {
        let Row { decision_id, position, what, owner, due, proof, proof_by, proof_at, .. } = row;
        let Row { lift_note, lifted_by, lifted_at, version, .. } = row;
        let state = match (&lifted_at, &proof) {
            (Some(_), _) => ReservationState::Lifted,
            (None, Some(_)) => ReservationState::Proven,
            (None, None) => ReservationState::Open,
        };
        found.entry(decision_id).or_default().push(Reservation {
            place: position + 1,
            version,
            what,
            owner,
            due,
            state,
            proof,
            proof_by: person(proof_by),
            proof_at: proof_at.map(|at| at.and_utc()),
            lift_note,
            lifted_by: person(lifted_by),
            lifted_at: lifted_at.map(|at| at.and_utc()),
        });
    }
    Ok(found)
}

fn decision_of(connection: &mut AnyConnection, project: &str) -> QueryResult<Option<String>> {
    decisions::table
        .filter(decisions::project_id.eq(project))
        .select(decisions::id)
        .first(connection)
        .optional()
}

/// The reservations of a project's decision; none without one.
pub fn of_project(connection: &mut AnyConnection, project: &str) -> QueryResult<Vec<Reservation>> {
    let Some(decision) = decision_of(connection, project)? else { return Ok(Vec::new()) };
    Ok(of_decisions(connection, std::slice::from_ref(&decision))?.remove(&decision).unwrap_or_default())
}

/// A decision and its project: id, number, title, partner.
type Decided = (String, (String, Option<String>, String, String));

/// Every reservation of a call, in the order of the due days; of an abandoned action none is left to meet.
pub fn of_call(
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    call: &str,
) -> QueryResult<Vec<ProjectReservation>> {
    let rows: Vec<Decided> = decisions::table
        .inner_join(projects::table)
        .filter(decisions::call_id.eq(call))
        .filter(projects::status.ne(ProjectStatus::Abandoned.as_str()))
        .order(projects::id)
        .select((decisions::id, (projects::id, projects::number, projects::title, projects::partner_id)))
        .load(connection)?;
    let ids: Vec<String> = rows.iter().map(|(decision, _)| decision.clone()).collect();
    let mut found = of_decisions(connection, &ids)?;
    let mut listed = Vec::new();
    for (decision, (id, number, title, partner)) in rows {
        let project = project_ref(catalogue, id, number, title, &partner);
        let own = found.remove(&decision).unwrap_or_default();
        listed.extend(
            own.into_iter().map(|reservation| ProjectReservation { project: project.clone(), reservation }),
        );
    }
    listed.sort_by_key(|line| line.reservation.due);
    Ok(listed)
}

/// What changes of a reservation.
pub enum Change<'a> {
    Proof(&'a str),
    Lift(&'a str),
    /// Another last day.
    Due(NaiveDate),
}

/// Writes what became of a reservation over the version that was read; false when another write came first.
pub fn change(
    connection: &mut AnyConnection,
    project: &str,
    read: &Reservation,
    change: &Change<'_>,
    by: &str,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let Some(decision) = decision_of(connection, project)? else { return Ok(false) };
    let own = table::table
        .find((decision, read.place - 1))
        .filter(table::version.eq(read.version).and(table::lifted_at.is_null()));
    let raised = table::version.eq(read.version + 1);
    let at = now.naive_utc();
    let changed = match change {
        Change::Proof(text) => diesel::update(own)
            .set((table::proof.eq(text.trim()), table::proof_by.eq(by), table::proof_at.eq(at), raised))
            .execute(connection)?,
        Change::Lift(note) => diesel::update(own)
            .set((table::lift_note.eq(note.trim()), table::lifted_by.eq(by), table::lifted_at.eq(at), raised))
            .execute(connection)?,
        Change::Due(due) => diesel::update(own).set((table::due.eq(due), raised)).execute(connection)?,
    };
    versions::touch(connection, Touched::Committee)?;
    Ok(changed == 1)
}

/// Makes a selection final once no reservation is left; whether it did.
pub fn settle(connection: &mut AnyConnection, project: &str, now: DateTime<Utc>) -> QueryResult<bool> {
    let left = of_project(connection, project)?.iter().any(|one| one.state != ReservationState::Lifted);
    if left {
        return Ok(false);
    }
    let waiting = projects::status.eq(ProjectStatus::SelectedWithReservations.as_str());
    let changed = diesel::update(projects::table.find(project).filter(waiting))
        .set((
            projects::status.eq(ProjectStatus::Selected.as_str()),
            projects::version.eq(projects::version + 1),
            projects::updated_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    versions::touch(connection, Touched::Projects)?;
    Ok(changed == 1)
}
