//! What a person did for a call: in the committee's sessions, about reservations, reviews and deadlines. The text of a
//! feedback has no author in the database: several hands write it, and it speaks for the committee.

use crate::db::{
    AnyConnection,
    schema::{
        assignments, decision_reservations as reservations, decisions, extensions, review_reopenings,
        session_attendance, simulations, stated_conflicts,
    },
};
use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use openapi::{
    Id,
    personal_data::{
        AnsweredReservation, Attendance, GivenExtension, GivenReopening, LiftedConflict, SavedScenario,
    },
};

pub fn attendances(connection: &mut AnyConnection, user: &str) -> QueryResult<Vec<Attendance>> {
    type Row = (String, String, Option<String>, NaiveDateTime, Option<NaiveDateTime>);
    let rows: Vec<Row> = session_attendance::table
        .filter(session_attendance::user_id.eq(user))
        .order(session_attendance::id)
        .select((
            session_attendance::call_id,
            session_attendance::name,
            session_attendance::institution_id,
            session_attendance::arrived_at,
            session_attendance::left_at,
        ))
        .load(connection)?;
    let attendance = |(call, name, institution, arrived_at, left_at): Row| Attendance {
        call: Id::from_storage(call),
        name,
        institution: institution.map(Id::from_storage),
        arrived_at: arrived_at.and_utc(),
        left_at: left_at.map(|at| at.and_utc()),
    };
    Ok(rows.into_iter().map(attendance).collect())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = reservations)]
struct ReservationRow {
    what: String,
    proof: Option<String>,
    proof_by: Option<String>,
    proof_at: Option<NaiveDateTime>,
    lift_note: Option<String>,
    lifted_by: Option<String>,
    lifted_at: Option<NaiveDateTime>,
}

pub fn reservations(connection: &mut AnyConnection, user: &str) -> QueryResult<Vec<AnsweredReservation>> {
    let rows: Vec<(String, ReservationRow)> = reservations::table
        .inner_join(decisions::table)
        .filter(reservations::proof_by.eq(user).or(reservations::lifted_by.eq(user)))
        .order((reservations::decision_id, reservations::position))
        .select((decisions::project_id, ReservationRow::as_select()))
        .load(connection)?;
    let answered = |(project, row): (String, ReservationRow)| {
        let ReservationRow { what, proof, proof_by, proof_at, lift_note, lifted_by, lifted_at } = row;
        let own = |by: &Option<String>| by.as_deref() == Some(user);
        AnsweredReservation {
            project: Id::from_storage(project),
            what,
            proof: proof.filter(|_| own(&proof_by)),
            proof_at: proof_at.filter(|_| own(&proof_by)).map(|at| at.and_utc()),
            lift_note: lift_note.filter(|_| own(&lifted_by)),
            lifted_at: lifted_at.filter(|_| own(&lifted_by)).map(|at| at.and_utc()),
        }
    };
    Ok(rows.into_iter().map(answered).collect())
}

pub fn reopenings(connection: &mut AnyConnection, user: &str) -> QueryResult<Vec<GivenReopening>> {
    type Row = (String, String, NaiveDate, NaiveDateTime);
    let rows: Vec<Row> = review_reopenings::table
        .inner_join(assignments::table)
        .filter(review_reopenings::reopened_by.eq(user))
        .order(review_reopenings::id)
        .select((
            assignments::project_id,
            review_reopenings::reason,
            review_reopenings::due_on,
            review_reopenings::reopened_at,
        ))
        .load(connection)?;
    let reopening = |(project, reason, due_on, at): Row| GivenReopening {
        project: Id::from_storage(project),
        reason,
        due_on,
        reopened_at: at.and_utc(),
    };
    Ok(rows.into_iter().map(reopening).collect())
}

pub fn lifted_conflicts(connection: &mut AnyConnection, user: &str) -> QueryResult<Vec<LiftedConflict>> {
    type Row = (String, Option<String>, Option<NaiveDateTime>);
    let rows: Vec<Row> = stated_conflicts::table
        .filter(stated_conflicts::lifted_by.eq(user))
        .order(stated_conflicts::id)
        .select((stated_conflicts::project_id, stated_conflicts::lifting_reason, stated_conflicts::lifted_at))
        .load(connection)?;
    let lifted = |(project, reason, at): Row| LiftedConflict {
        project: Id::from_storage(project),
        reason: reason.unwrap_or_default(),
        lifted_at: at.map(|at| at.and_utc()),
    };
    Ok(rows.into_iter().map(lifted).collect())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = extensions)]
struct ExtensionRow {
    call_id: String,
    partner_id: String,
    reason: String,
    granted_by: String,
    granted_at: NaiveDateTime,
    revoked_by: Option<String>,
    revoked_at: Option<NaiveDateTime>,
    revocation_reason: Option<String>,
}

pub fn extensions(connection: &mut AnyConnection, user: &str) -> QueryResult<Vec<GivenExtension>> {
    let rows: Vec<ExtensionRow> = extensions::table
        .filter(extensions::granted_by.eq(user).or(extensions::revoked_by.eq(user)))
        .order(extensions::id)
        .select(ExtensionRow::as_select())
        .load(connection)?;
    let extension = |row: ExtensionRow| {
        let ExtensionRow {
            call_id,
            partner_id,
            reason,
            granted_by,
            granted_at,
            revoked_by,
            revoked_at,
            revocation_reason,
        } = row;
        let took_back = revoked_by.as_deref() == Some(user);
        GivenExtension {
            call: Id::from_storage(call_id),
            partner: Id::from_storage(partner_id),
            reason: (granted_by == user).then_some(reason),
            granted_at: granted_at.and_utc(),
            revocation_reason: revocation_reason.filter(|_| took_back),
            revoked_at: revoked_at.map(|at| at.and_utc()),
        }
    };
    Ok(rows.into_iter().map(extension).collect())
}

pub fn scenarios(connection: &mut AnyConnection, user: &str) -> QueryResult<Vec<SavedScenario>> {
    type Row = (String, String, String, NaiveDateTime, NaiveDateTime);
    let rows: Vec<Row> = simulations::table
        .filter(simulations::created_by.eq(user))
        .order(simulations::id)
        .select((
            simulations::id,
            simulations::call_id,
            simulations::name,
            simulations::created_at,
            simulations::updated_at,
        ))
        .load(connection)?;
    let scenario = |(id, call, name, created_at, updated_at): Row| SavedScenario {
        id: Id::from_storage(id),
        call: Id::from_storage(call),
        name,
        created_at: created_at.and_utc(),
        updated_at: updated_at.and_utc(),
    };
    Ok(rows.into_iter().map(scenario).collect())
}
