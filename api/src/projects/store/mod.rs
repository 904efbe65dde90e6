//! Projects in the database. What a visitor may not see is outside the query, not filtered after it.

mod page;
pub mod people;
pub mod presence;
mod scope;
pub mod sections;
mod subselect;
mod unread;
mod versions;
mod write;

pub use page::{Field, Filter, Summary, count, found, page};
pub use scope::{Where, visible};
pub use versions::{Filed, filed, last_filed};
pub use write::{
    Correction, Transitioned, change, delete, insert, record, restore, save_submission, transition,
};

use crate::{
    auth::actor::Visit,
    db::{
        AnyConnection,
        schema::{calls, fiches, project_events, projects, submissions, users},
    },
};
use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use openapi::{
    Id, ProjectStatus,
    project::{ProjectEvent, ProjectInput},
};
use scope::decided_for;
use std::collections::HashMap;
use subselect::{Content, LastSha256};
use unread::UnreadSides;

/// A project without its form.
#[derive(Debug, Clone)]
pub struct Row {
    pub id: String,
    pub programme_id: String,
    pub call_id: String,
    pub partner_id: String,
    pub number: Option<String>,
    pub status: ProjectStatus,
    /// A provisional decision is there, whoever asks.
    pub decided: bool,
    /// And whoever reads this row may know of it; nobody in particular may not.
    pub shows_decision: bool,
    pub title: String,
    pub summary: String,
    pub requested_cents: i64,
    pub correction_reason: Option<String>,
    pub correction_sections: Option<String>,
    pub correction_due: Option<NaiveDate>,
    pub correction_comments: Option<String>,
    pub filings: i32,
    pub inadmissible_reason: Option<String>,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
    pub submitted_at: Option<NaiveDateTime>,
}

/// A row as diesel reads it.
#[derive(Queryable, Selectable)]
#[diesel(table_name = projects)]
struct Stored {
    id: String,
    programme_id: String,
    call_id: String,
    partner_id: String,
    number: Option<String>,
    status: String,
    decided: bool,
    title: String,
    summary: String,
    requested_cents: i64,
    correction_reason: Option<String>,
    correction_sections: Option<String>,
    correction_due: Option<NaiveDate>,
    correction_comments: Option<String>,
    filings: i32,
    inadmissible_reason: Option<String>,
    version: i32,
    created_at: NaiveDateTime,
    updated_at: NaiveDateTime,
    submitted_at: Option<NaiveDateTime>,
}

impl From<Stored> for Row {
    fn from(stored: Stored) -> Self {
        let Stored {
            id,
            programme_id,
            call_id,
            partner_id,
            number,
            status,
            decided,
            title,
            summary,
            requested_cents,
            correction_reason,
            correction_sections,
            correction_due,
            correction_comments,
            filings,
            inadmissible_reason,
            version,
            created_at,
            updated_at,
            submitted_at,
        } = stored;
        Self {
            id,
            programme_id,
            call_id,
            partner_id,
            number,
            // An unknown status can only come from a newer server: the least visible one is the safe reading.
            status: ProjectStatus::parse(&status).unwrap_or(ProjectStatus::Draft),
            decided,
            shows_decision: false,
            title,
            summary,
            requested_cents,
            correction_reason,
            correction_sections,
            correction_due,
            correction_comments,
            filings,
            inadmissible_reason,
            version,
            created_at,
            updated_at,
            submitted_at,
        }
    }
}

impl Row {
    /// A row as a reader sees it, with what [`scope::decided_for`] says of it.
    fn seen(stored: Stored, shows_decision: bool) -> Self {
        Self { shows_decision, ..Row::from(stored) }
    }
}

/// Holds a project's row until the transaction ends: of two changes at once, the second reads what the first wrote.
/// With `and_call` the row of its call comes first, as for decisions, so that the two never wait for each other.
pub fn hold(connection: &mut AnyConnection, id: &str, and_call: bool) -> QueryResult<()> {
    // SQLite has one writer at a time.
    let AnyConnection::Postgres(connection) = connection else { return Ok(()) };
    if and_call {
        let of_project = projects::table.find(id).select(projects::call_id);
        let call = calls::table.filter(calls::id.eq_any(of_project)).select(calls::id);
        call.for_no_key_update().load::<String>(connection)?;
    }
    projects::table.find(id).select(projects::id).for_no_key_update().load::<String>(connection).map(drop)
}

/// A project that the visitor may see.
pub fn find(connection: &mut AnyConnection, visit: &Visit, id: &str) -> QueryResult<Option<Row>> {
    projects::table
        .filter(projects::id.eq(id))
        .filter(visible(visit.person()))
        .select((Stored::as_select(), decided_for(visit.person())))
        .first(connection)
        .optional()
        .map(|found| found.map(|(stored, shows_decision)| Row::seen(stored, shows_decision)))
}

/// A project with what hangs on it.
pub struct Whole {
    pub row: Row,
    pub fiche: ProjectInput,
    /// Of the last submission.
    pub sha256: Option<String>,
    /// See [`crate::messages::unread`].
    pub unread: Option<String>,
}

/// A project with all that, in one statement.
pub fn find_whole(connection: &mut AnyConnection, visit: &Visit, id: &str) -> QueryResult<Option<Whole>> {
    type Found = (Stored, bool, Option<String>, Option<String>, Option<String>);
    let reader = visit.person().map(|person| person.user.clone());
    let found: Option<Found> = projects::table
        .filter(projects::id.eq(id))
        .filter(visible(visit.person()))
        .select((Stored::as_select(), decided_for(visit.person()), Content, LastSha256, UnreadSides(reader)))
        .first(connection)
        .optional()?;
    let Some((stored, shows_decision, content, sha256, unread)) = found else { return Ok(None) };
    let fiche = content.as_deref().map_or_else(|| Ok(ProjectInput::default()), parse)?;
    Ok(Some(Whole { row: Row::seen(stored, shows_decision), fiche, sha256, unread }))
}

/// A project whoever asks: for writes that have checked before.
pub fn reload(connection: &mut AnyConnection, id: &str) -> QueryResult<Row> {
    projects::table.find(id).select(Stored::as_select()).first(connection).map(Row::from)
}

/// The drafts of a call.
pub fn drafts_of(connection: &mut AnyConnection, call: &str) -> QueryResult<Vec<Row>> {
    let drafts = projects::call_id.eq(call).and(projects::status.eq(ProjectStatus::Draft.as_str()));
    let rows: Vec<Stored> =
        projects::table.filter(drafts).order(projects::id).select(Stored::as_select()).load(connection)?;
    Ok(rows.into_iter().map(Row::from).collect())
}

/// Whether a partner filed this project.
pub fn filed_by(connection: &mut AnyConnection, id: &str, partner: &str) -> QueryResult<bool> {
    let filed = projects::table
        .filter(projects::id.eq(id).and(projects::partner_id.eq(partner)))
        .filter(projects::status.ne(ProjectStatus::Draft.as_str()));
    diesel::select(diesel::dsl::exists(filed)).get_result(connection)
}

pub(super) fn parse(content: &str) -> QueryResult<ProjectInput> {
    serde_json::from_str(content).map_err(|error| diesel::result::Error::DeserializationError(error.into()))
}

/// The form of a project.
pub fn fiche(connection: &mut AnyConnection, id: &str) -> QueryResult<ProjectInput> {
    let content: String = fiches::table.find(id).select(fiches::content).first(connection)?;
    parse(&content)
}

/// The forms of a call's projects that were filed, and neither withdrawn nor found inadmissible; of one that is being
/// corrected, what was filed last.
pub fn filed_fiches(connection: &mut AnyConnection, call: &str) -> QueryResult<Vec<ProjectInput>> {
    let returned = ProjectStatus::Returned;
    let out = [ProjectStatus::Draft, ProjectStatus::Withdrawn, ProjectStatus::Inadmissible, returned];
    let mut contents: Vec<String> = fiches::table
        .inner_join(projects::table)
        .filter(projects::call_id.eq(call).and(projects::status.ne_all(out.map(ProjectStatus::as_str))))
        .select(fiches::content)
        .load(connection)?;
    let filed: Vec<(String, String)> = submissions::table
        .inner_join(projects::table)
        .filter(projects::call_id.eq(call).and(projects::status.eq(returned.as_str())))
        .order(submissions::position)
        .select((projects::id, submissions::content))
        .load(connection)?;
    // The last one of each project.
    let filed: HashMap<String, String> = filed.into_iter().collect();
    contents.extend(filed.into_values());
    contents.iter().map(|content| parse(content)).collect()
}

/// What happened to a project, oldest first; the committee's work only for those who see it.
pub fn events(connection: &mut AnyConnection, id: &str, internal: bool) -> QueryResult<Vec<ProjectEvent>> {
    type EventRow = (String, String, bool, Option<String>, String, NaiveDateTime);
    let query = project_events::table
        .left_join(users::table)
        .filter(project_events::project_id.eq(id))
        .order(project_events::id)
        .select((
            project_events::id,
            project_events::kind,
            project_events::internal,
            users::name.nullable(),
            project_events::detail,
            project_events::at,
        ));
    let rows: Vec<EventRow> = query.load(connection)?;
    Ok(rows
        .into_iter()
        .filter(|(_, _, hidden, ..)| internal || !hidden)
        .map(|(id, kind, _, actor, detail, at)| {
            // Who of the coordination or the committee acted is not the applicant's to know.
            let applicants = matches!(kind.as_str(), "created" | "submitted" | "withdrawn" | "handed_over");
            let actor = actor.filter(|_| internal || applicants);
            ProjectEvent { id: Id::from_storage(id), kind, at: at.and_utc(), actor, detail }
        })
        .collect())
}
