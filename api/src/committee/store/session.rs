//! The committee's session in the database.

use crate::db::{
    AnyConnection, new_id,
    schema::{
        committee_sessions as sessions, memberships, project_ties, projects, session_agenda,
        session_attendance as attendance, users,
    },
    versions::{self, Touched},
};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{Role, session::SessionStatus};
use std::collections::HashSet;

/// More than half, where the chair says nothing.
const QUORUM_PERCENT: i32 = 50;

/// What the chair sets.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub struct Sitting {
    status: String,
    pub place: String,
    pub quorum_percent: i32,
    pub current_project_id: Option<String>,
    pub opened_at: Option<NaiveDateTime>,
    pub closed_at: Option<NaiveDateTime>,
    pub version: i32,
}

impl Sitting {
    pub fn status(&self) -> SessionStatus {
        // An unknown status can only come from a newer server: nothing is decided in it here.
        SessionStatus::parse(&self.status).unwrap_or(SessionStatus::Closed)
    }

    pub fn set_status(&mut self, status: SessionStatus) {
        status.as_str().clone_into(&mut self.status);
    }
}

/// The session of a call; one that nobody prepared is planned, at version 1.
pub fn sitting(connection: &mut AnyConnection, call: &str) -> QueryResult<Sitting> {
    let found = sessions::table.find(call).select(Sitting::as_select()).first(connection).optional()?;
    Ok(found.unwrap_or_else(|| Sitting {
        status: SessionStatus::Planned.as_str().into(),
        place: String::new(),
        quorum_percent: QUORUM_PERCENT,
        current_project_id: None,
        opened_at: None,
        closed_at: None,
        version: 1,
    }))
}

/// Writes a session, one version further. The caller holds the call's row.
pub fn save(connection: &mut AnyConnection, call: &str, sitting: &Sitting) -> QueryResult<()> {
    let content = (
        sessions::status.eq(&sitting.status),
        sessions::place.eq(&sitting.place),
        sessions::quorum_percent.eq(sitting.quorum_percent),
        sessions::current_project_id.eq(&sitting.current_project_id),
        sessions::opened_at.eq(sitting.opened_at),
        sessions::closed_at.eq(sitting.closed_at),
        sessions::version.eq(sitting.version + 1),
    );
    if diesel::update(sessions::table.find(call)).set(content).execute(connection)? == 0 {
        diesel::insert_into(sessions::table)
            .values((sessions::call_id.eq(call), content))
            .execute(connection)?;
    }
    versions::touch(connection, Touched::Committee)
}

/// Ends a session that is open when the decisions are published: nothing is discussed any more.
pub fn end(connection: &mut AnyConnection, call: &str, now: DateTime<Utc>) -> QueryResult<()> {
    let open = sessions::table.find(call).filter(sessions::status.eq(SessionStatus::Open.as_str()));
    let ended = diesel::update(open)
        .set((
            sessions::status.eq(SessionStatus::Closed.as_str()),
            sessions::closed_at.eq(now.naive_utc()),
            sessions::current_project_id.eq(None::<String>),
            sessions::version.eq(sessions::version + 1),
        ))
        .execute(connection)?;
    if ended > 0 { versions::touch(connection, Touched::Committee) } else { Ok(()) }
}

/// The chair's own order; empty where the chair made none.
pub fn agenda(connection: &mut AnyConnection, call: &str) -> QueryResult<Vec<String>> {
    session_agenda::table
        .filter(session_agenda::call_id.eq(call))
        .order(session_agenda::position)
        .select(session_agenda::project_id)
        .load(connection)
}

/// Ids of the projects of a call that were ever filed.
pub fn filed(connection: &mut AnyConnection, call: &str) -> QueryResult<HashSet<String>> {
    let ids: Vec<String> = projects::table
        .filter(projects::call_id.eq(call).and(projects::number.is_not_null()))
        .select(projects::id)
        .load(connection)?;
    Ok(ids.into_iter().collect())
}

/// Replaces the chair's order.
pub fn save_agenda(connection: &mut AnyConnection, call: &str, order: &[String]) -> QueryResult<()> {
    diesel::delete(session_agenda::table.filter(session_agenda::call_id.eq(call))).execute(connection)?;
    for (position, project) in (0..).zip(order) {
        diesel::insert_into(session_agenda::table)
            .values((
                session_agenda::call_id.eq(call),
                session_agenda::project_id.eq(project),
                session_agenda::position.eq(position),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Somebody who came.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = attendance)]
pub struct Came {
    pub id: String,
    pub user_id: Option<String>,
    pub name: String,
    pub institution_id: Option<String>,
    pub arrived_at: NaiveDateTime,
    pub left_at: Option<NaiveDateTime>,
}

/// Who came, in the order of arrival.
pub fn came(connection: &mut AnyConnection, call: &str) -> QueryResult<Vec<Came>> {
    attendance::table
        .filter(attendance::call_id.eq(call))
        .order(attendance::id)
        .select(Came::as_select())
        .load(connection)
}

/// Notes that somebody is there; the id of the line.
pub fn arrive(
    connection: &mut AnyConnection,
    call: &str,
    (user, name): (Option<&str>, &str),
    institution: Option<&str>,
    now: DateTime<Utc>,
) -> QueryResult<String> {
    let id = new_id();
    diesel::insert_into(attendance::table)
        .values((
            attendance::id.eq(&id),
            attendance::call_id.eq(call),
            attendance::user_id.eq(user),
            attendance::name.eq(name),
            attendance::institution_id.eq(institution),
            attendance::arrived_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    versions::touch(connection, Touched::Committee)?;
    Ok(id)
}

/// Notes that somebody left; before the session was ever open, that the line was a mistake.
pub fn leave(connection: &mut AnyConnection, id: &str, opened: bool, now: DateTime<Utc>) -> QueryResult<()> {
    let own = attendance::table.find(id);
    if opened {
        diesel::update(own).set(attendance::left_at.eq(now.naive_utc())).execute(connection)?;
    } else {
        diesel::delete(own).execute(connection)?;
    }
    versions::touch(connection, Touched::Committee)
}

/// Somebody with a seat in the programme.
#[derive(Debug, Clone)]
pub struct Member {
    pub user: String,
    pub name: String,
    pub role: Option<Role>,
    pub institution: Option<String>,
}

/// Coordinators, carriers and reviewers of a programme, by name.
pub fn members(connection: &mut AnyConnection, programme: &str) -> QueryResult<Vec<Member>> {
    let roles = [Role::Coordinator, Role::Carrier, Role::Reviewer].map(Role::as_str);
    let rows: Vec<(String, String, String, Option<String>)> = memberships::table
        .inner_join(users::table)
        .filter(memberships::programme_id.eq(programme).and(memberships::role.eq_any(roles)))
        .filter(users::status.eq("active"))
        .order((users::name, users::id, memberships::id))
        .select((users::id, users::name, memberships::role, memberships::partner_id))
        .load(connection)?;
    let member = |(user, name, role, institution): (_, _, String, _)| Member {
        user,
        name,
        role: Role::parse(&role),
        institution,
    };
    Ok(rows.into_iter().map(member).collect())
}

/// Name of a person with any role in a programme, and the institution of a carrier's seat: who reviews or writes for an
/// institution does not sit for it.
pub fn person(
    connection: &mut AnyConnection,
    programme: &str,
    user: &str,
) -> QueryResult<Option<(String, Option<String>)>> {
    let found: Option<(String, String, Option<String>)> = memberships::table
        .inner_join(users::table)
        .filter(memberships::programme_id.eq(programme).and(memberships::user_id.eq(user)))
        .filter(users::status.eq("active"))
        // A carrier's seat before others.
        .order((memberships::role.ne(Role::Carrier.as_str()), memberships::id))
        .select((users::name, memberships::role, memberships::partner_id))
        .first(connection)
        .optional()?;
    Ok(found.map(|(name, role, institution)| (name, institution.filter(|_| role == Role::Carrier.as_str()))))
}

/// Which institutions are tied to which of these projects: project and partner.
pub fn ties(connection: &mut AnyConnection, of: &[String]) -> QueryResult<HashSet<(String, String)>> {
    let leads: Vec<(String, String)> = projects::table
        .filter(projects::id.eq_any(of))
        .select((projects::id, projects::partner_id))
        .load(connection)?;
    let tied: Vec<(String, String)> = project_ties::table
        .filter(project_ties::project_id.eq_any(of))
        .select((project_ties::project_id, project_ties::partner_id))
        .load(connection)?;
    Ok(leads.into_iter().chain(tied).collect())
}
