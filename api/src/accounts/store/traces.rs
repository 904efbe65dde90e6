//! What a person left in the fiches of organisations: files, sections, presence, messages, answers.

use crate::db::{
    AnyConnection,
    schema::{attachments, contributions, messages, presences, section_versions},
};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use openapi::{
    Id,
    contribution::ContributionState,
    personal_data::{AttachedFile, GivenAnswer, Sighting, WrittenMessage, WrittenSection},
    project::Section,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = attachments)]
struct FileRow {
    id: String,
    project_id: Option<String>,
    partner_id: Option<String>,
    name: String,
    label: String,
    size: i64,
    created_at: NaiveDateTime,
    removed_at: Option<NaiveDateTime>,
}

pub fn files(connection: &mut AnyConnection, user: &str) -> QueryResult<Vec<AttachedFile>> {
    let rows: Vec<FileRow> = attachments::table
        .filter(attachments::created_by.eq(user))
        .order(attachments::id)
        .select(FileRow::as_select())
        .load(connection)?;
    let file =
        |FileRow { id, project_id, partner_id, name, label, size, created_at, removed_at }| AttachedFile {
            id: Id::from_storage(id),
            project: project_id.map(Id::from_storage),
            partner: partner_id.map(Id::from_storage),
            name,
            label,
            size,
            uploaded_at: created_at.and_utc(),
            removed_at: removed_at.map(|at: NaiveDateTime| at.and_utc()),
        };
    Ok(rows.into_iter().map(file).collect())
}

/// A section that was removed from the form since is left out: there is nothing of the person in it.
pub fn sections(connection: &mut AnyConnection, user: &str) -> QueryResult<Vec<WrittenSection>> {
    let rows: Vec<(String, String, NaiveDateTime)> = section_versions::table
        .filter(section_versions::updated_by.eq(user))
        .order((section_versions::project_id, section_versions::section))
        .select((section_versions::project_id, section_versions::section, section_versions::updated_at))
        .load(connection)?;
    let section = |(project, section, at): (String, String, NaiveDateTime)| {
        let section = Section::parse(&section)?;
        Some(WrittenSection { project: Id::from_storage(project), section, updated_at: at.and_utc() })
    };
    Ok(rows.into_iter().filter_map(section).collect())
}

pub fn presences(connection: &mut AnyConnection, user: &str) -> QueryResult<Vec<Sighting>> {
    type Row = (String, Option<String>, NaiveDateTime, NaiveDateTime);
    let rows: Vec<Row> = presences::table
        .filter(presences::user_id.eq(user))
        .order(presences::project_id)
        .select((presences::project_id, presences::section, presences::since, presences::seen_at))
        .load(connection)?;
    let sighting = |(project, section, since, seen_at): Row| Sighting {
        project: Id::from_storage(project),
        section: section.as_deref().and_then(Section::parse),
        since: since.and_utc(),
        seen_at: seen_at.and_utc(),
    };
    Ok(rows.into_iter().map(sighting).collect())
}

pub fn messages(connection: &mut AnyConnection, user: &str) -> QueryResult<Vec<WrittenMessage>> {
    let rows: Vec<(String, String, String, NaiveDateTime)> = messages::table
        .filter(messages::author_id.eq(user))
        .order(messages::id)
        .select((messages::id, messages::project_id, messages::text, messages::created_at))
        .load(connection)?;
    let message = |(id, project, text, at): (String, String, String, NaiveDateTime)| WrittenMessage {
        id: Id::from_storage(id),
        project: Id::from_storage(project),
        text,
        created_at: at.and_utc(),
    };
    Ok(rows.into_iter().map(message).collect())
}

pub fn answers(connection: &mut AnyConnection, user: &str) -> QueryResult<Vec<GivenAnswer>> {
    type Row = (String, String, String, String, Option<NaiveDateTime>);
    let rows: Vec<Row> = contributions::table
        .filter(contributions::answered_by.eq(user))
        .order((contributions::project_id, contributions::partner_id))
        .select((
            contributions::project_id,
            contributions::partner_id,
            contributions::state,
            contributions::word,
            contributions::answered_at,
        ))
        .load(connection)?;
    let answer = |(project, partner, state, word, at): Row| GivenAnswer {
        project: Id::from_storage(project),
        partner: Id::from_storage(partner),
        state: ContributionState::parse(&state).unwrap_or(ContributionState::Pending),
        word,
        answered_at: at.map(|at| at.and_utc()),
    };
    Ok(rows.into_iter().map(answer).collect())
}
