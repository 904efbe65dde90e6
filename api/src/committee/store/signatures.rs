//! Signatures and publication in the database.

use crate::{
    catalogue::{Catalogue, StoredCall},
    db::{
        AnyConnection,
        schema::{calls, decisions, projects, signatures, users},
        versions::{self, Touched},
    },
    projects::{store::record, wire::project_ref},
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{
    Id, ProjectStatus,
    committee::{Outcome, Signature},
    partner::PartnerRef,
    review::{PersonRef, ProjectRef},
};

/// The signature of each carrier, given or not; current when no decision changed after it.
pub fn list(
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    call: &StoredCall,
) -> QueryResult<Vec<Signature>> {
    let version = super::version(connection, call.id())?;
    let rows: Vec<(String, String, String, i32, NaiveDateTime)> = signatures::table
        .inner_join(users::table)
        .filter(signatures::call_id.eq(call.id()))
        .select((
            signatures::carrier_id,
            users::id,
            users::name,
            signatures::decisions_version,
            signatures::signed_at,
        ))
        .load(connection)?;
    let signature = |carrier: &openapi::partner::Partner| {
        let given = rows.iter().find(|(id, ..)| id == carrier.id.as_str());
        Signature {
            carrier: PartnerRef::from(carrier),
            signed_by: given
                .map(|(_, id, name, ..)| PersonRef { id: Id::from_storage(id.clone()), name: name.clone() }),
            signed_at: given.map(|(.., at)| at.and_utc()),
            current: given.is_some_and(|(_, _, _, signed, _)| *signed == version),
        }
    };
    Ok(catalogue.carriers(call.programme()).into_iter().map(signature).collect())
}

/// Signs for a carrier the decisions as they are now; given again, the signature is renewed.
pub fn sign(
    connection: &mut AnyConnection,
    call: &str,
    carrier: &str,
    user: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let version = super::version(connection, call)?;
    let own = signatures::call_id.eq(call).and(signatures::carrier_id.eq(carrier));
    diesel::delete(signatures::table.filter(own)).execute(connection)?;
    diesel::insert_into(signatures::table)
        .values((
            signatures::call_id.eq(call),
            signatures::carrier_id.eq(carrier),
            signatures::user_id.eq(user),
            signatures::decisions_version.eq(version),
            signatures::signed_at.eq(now.naive_utc()),
        ))
        .execute(connection)
        .map(drop)
}

type WaitingRow = (String, Option<String>, String, String, String, Option<NaiveDate>);

/// Filed projects that nothing was decided on: to be examined, or waiting for a decision.
pub fn undecided(
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    call: &str,
    today: NaiveDate,
) -> QueryResult<Vec<ProjectRef>> {
    let waiting: Vec<_> =
        ProjectStatus::ALL.into_iter().filter(|status| status.blocks_publication()).collect();
    let rows: Vec<WaitingRow> = projects::table
        .filter(projects::call_id.eq(call).and(projects::decided.eq(false)))
        .filter(projects::status.eq_any(waiting.into_iter().map(ProjectStatus::as_str)))
        .order(projects::id)
        .select((
            projects::id,
            projects::number,
            projects::title,
            projects::partner_id,
            projects::status,
            projects::correction_due,
        ))
        .load(connection)?;
    // A correction that never came does not hold up the others.
    let overdue = |status: &str, due: Option<NaiveDate>| {
        status == ProjectStatus::Returned.as_str() && due.is_some_and(|due| due < today)
    };
    Ok(rows
        .into_iter()
        .filter(|(.., status, due)| !overdue(status, *due))
        .map(|(id, number, title, partner, ..)| project_ref(catalogue, id, number, title, &partner))
        .collect())
}

/// Selects a project from the reserve list of a published call.
pub fn move_up(
    connection: &mut AnyConnection,
    project: &str,
    status: ProjectStatus,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(projects::table.find(project))
        .set((
            projects::status.eq(status.as_str()),
            projects::decided.eq(false),
            projects::version.eq(projects::version + 1),
            projects::updated_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    versions::touch(connection, Touched::Projects)
}

/// Publishes every decision of a call: projects take their status, the call is closed and decided.
pub fn publish(connection: &mut AnyConnection, call: &str, by: &str, now: DateTime<Utc>) -> QueryResult<()> {
    let instant = now.naive_utc();
    super::feedback::freeze(connection, call)?;
    let rows: Vec<(String, String)> = decisions::table
        .filter(decisions::call_id.eq(call))
        .select((decisions::project_id, decisions::outcome))
        .load(connection)?;
    for (project, outcome) in rows {
        let status = Outcome::parse(&outcome).map_or(ProjectStatus::Rejected, Outcome::status);
        diesel::update(projects::table.find(&project))
            .set((
                projects::status.eq(status.as_str()),
                projects::decided.eq(false),
                projects::version.eq(projects::version + 1),
                projects::updated_at.eq(instant),
            ))
            .execute(connection)?;
        record(connection, &project, status.as_str(), false, by, "", now)?;
    }
    diesel::update(calls::table.find(call))
        .set((
            calls::decisions_published_at.eq(instant),
            calls::version.eq(calls::version + 1),
            calls::updated_at.eq(instant),
        ))
        .execute(connection)?;
    super::session::end(connection, call, now)?;
    versions::touch(connection, Touched::Catalogue)?;
    versions::touch(connection, Touched::Projects)
}
