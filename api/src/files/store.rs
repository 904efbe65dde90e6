//! Attachments in the database.

use crate::db::{
    AnyConnection, new_id,
    schema::{attachments, loose_objects, submission_attachments, submissions},
};
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{
    Id,
    attachment::{Attachment, AttachmentInput, AttachmentKind, FileType},
};
use std::collections::HashMap;

/// What files hang on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// A project, by id.
    Project(String),
    /// A partner's profile, by id.
    Partner(String),
}

impl Holder {
    /// Path of its attachments, below `/api/v1`.
    pub fn path(&self) -> String {
        match self {
            Holder::Project(id) => format!("/projects/{id}/attachments"),
            Holder::Partner(id) => format!("/partners/{id}/attachments"),
        }
    }
}

/// An attachment, with where its bytes are.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = attachments)]
pub struct Row {
    pub id: String,
    pub object: String,
    pub name: String,
    pub label: String,
    pub kind: String,
    pub file_type: String,
    pub size: i64,
    pub sha256: String,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub removed_at: Option<NaiveDateTime>,
}

impl Row {
    pub fn file_type(&self) -> FileType {
        // An unknown type can only come from a newer server: the one that no program opens by itself is the safe reading.
        FileType::parse(&self.file_type).unwrap_or(FileType::Pdf)
    }

    pub fn size(&self) -> u64 {
        u64::try_from(self.size).unwrap_or_default()
    }
}

/// As the contract has it.
pub fn wire(row: Row, filed: bool) -> Attachment {
    let (file_type, size) = (row.file_type(), row.size());
    let Row {
        id,
        object: _,
        name,
        label,
        kind,
        file_type: _,
        size: _,
        sha256,
        version,
        created_at,
        removed_at: _,
    } = row;
    Attachment {
        id: Id::from_storage(id),
        version,
        name,
        label,
        kind: AttachmentKind::parse(&kind).unwrap_or_default(),
        file_type,
        media_type: file_type.media_type().to_owned(),
        size,
        sha256,
        filed,
        created_at: created_at.and_utc(),
    }
}

fn of<'a>(holder: &Holder) -> attachments::BoxedQuery<'a, crate::db::Backend> {
    let query = attachments::table.into_boxed();
    match holder {
        Holder::Project(id) => query.filter(attachments::project_id.eq(id.clone())),
        Holder::Partner(id) => query.filter(attachments::partner_id.eq(id.clone())),
    }
}

/// The present ones, the oldest first.
pub fn list(connection: &mut AnyConnection, holder: &Holder) -> QueryResult<Vec<Attachment>> {
    let rows: Vec<Row> = of(holder)
        .filter(attachments::removed_at.is_null())
        .order(attachments::id)
        .select(Row::as_select())
        .load(connection)?;
    let filed = filed_among(connection, &rows)?;
    Ok(rows
        .into_iter()
        .map(|row| (filed.contains(&row.id), row))
        .map(|(filed, row)| wire(row, filed))
        .collect())
}

fn filed_among(
    connection: &mut AnyConnection,
    rows: &[Row],
) -> QueryResult<std::collections::HashSet<String>> {
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let filed: Vec<String> = submission_attachments::table
        .filter(submission_attachments::attachment_id.eq_any(ids))
        .select(submission_attachments::attachment_id)
        .load(connection)?;
    Ok(filed.into_iter().collect())
}

/// Those filed with a version of the fiche, 1 being the first, described as they were then; none: no such version.
pub fn filed(
    connection: &mut AnyConnection,
    project: &str,
    version: u32,
) -> QueryResult<Option<Vec<Attachment>>> {
    let position = i32::try_from(version).unwrap_or(i32::MAX).saturating_sub(1);
    let submission: Option<String> = submissions::table
        .filter(submissions::project_id.eq(project).and(submissions::position.eq(position)))
        .select(submissions::id)
        .first(connection)
        .optional()?;
    submission.map(|submission| of_submission(connection, &submission)).transpose()
}

/// Those filed with a submission, by its id, described as they were then.
pub fn of_submission(connection: &mut AnyConnection, submission: &str) -> QueryResult<Vec<Attachment>> {
    let described: Vec<(String, String, String, String)> = submission_attachments::table
        .filter(submission_attachments::submission_id.eq(submission))
        .select((
            submission_attachments::attachment_id,
            submission_attachments::name,
            submission_attachments::label,
            submission_attachments::kind,
        ))
        .load(connection)?;
    let mut described: HashMap<_, _> =
        described.into_iter().map(|(id, name, label, kind)| (id, (name, label, kind))).collect();
    let ids: Vec<String> = described.keys().cloned().collect();
    let rows: Vec<Row> = attachments::table
        .filter(attachments::id.eq_any(ids))
        .order(attachments::id)
        .select(Row::as_select())
        .load(connection)?;
    Ok(rows
        .into_iter()
        .map(|row| match described.remove(&row.id) {
            Some((name, label, kind)) => wire(Row { name, label, kind, ..row }, true),
            None => wire(row, true),
        })
        .collect())
}

/// One of a holder's, a removed one too where it was filed; whether it was.
pub fn find(connection: &mut AnyConnection, holder: &Holder, id: &str) -> QueryResult<Option<(Row, bool)>> {
    let row: Option<Row> = of(holder)
        .filter(attachments::id.eq(id.to_owned()))
        .select(Row::as_select())
        .first(connection)
        .optional()?;
    let Some(row) = row else { return Ok(None) };
    let filed = !filed_among(connection, std::slice::from_ref(&row))?.is_empty();
    Ok(Some((row, filed)))
}

/// Size and hash of each present one.
pub fn present(connection: &mut AnyConnection, holder: &Holder) -> QueryResult<Vec<(u64, String)>> {
    let rows: Vec<(i64, String)> = of(holder)
        .filter(attachments::removed_at.is_null())
        .select((attachments::size, attachments::sha256))
        .load(connection)?;
    Ok(rows.into_iter().map(|(size, hash)| (u64::try_from(size).unwrap_or_default(), hash)).collect())
}

/// A new attachment, whose bytes are in the store.
pub struct New<'a> {
    pub object: &'a str,
    pub name: &'a str,
    pub file_type: FileType,
    pub size: u64,
    pub sha256: &'a str,
    pub described: &'a AttachmentInput,
    pub by: &'a str,
}

/// Adds it; its object is loose no more. Its id.
pub fn insert(
    connection: &mut AnyConnection,
    holder: &Holder,
    new: &New<'_>,
    now: DateTime<Utc>,
) -> QueryResult<String> {
    let id = new_id();
    let (project, partner) = match holder {
        Holder::Project(id) => (Some(id.as_str()), None),
        Holder::Partner(id) => (None, Some(id.as_str())),
    };
    diesel::insert_into(attachments::table)
        .values((
            attachments::id.eq(&id),
            attachments::project_id.eq(project),
            attachments::partner_id.eq(partner),
            attachments::object.eq(new.object),
            attachments::name.eq(new.name),
            attachments::label.eq(&new.described.label),
            attachments::kind.eq(new.described.kind.as_str()),
            attachments::file_type.eq(new.file_type.as_str()),
            attachments::size.eq(i64::try_from(new.size).unwrap_or(i64::MAX)),
            attachments::sha256.eq(new.sha256),
            attachments::version.eq(1),
            attachments::created_by.eq(new.by),
            attachments::created_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    settle(connection, new.object)?;
    Ok(id)
}

/// False when another write came first.
pub fn change(connection: &mut AnyConnection, row: &Row, input: &AttachmentInput) -> QueryResult<bool> {
    let own =
        attachments::table.filter(attachments::id.eq(&row.id).and(attachments::version.eq(row.version)));
    let changed = diesel::update(own)
        .set((
            attachments::label.eq(&input.label),
            attachments::kind.eq(input.kind.as_str()),
            attachments::version.eq(row.version + 1),
        ))
        .execute(connection)?;
    Ok(changed > 0)
}

/// Takes one away. What was filed stays readable; of all else the object is loose from now on: its name.
pub fn remove(
    connection: &mut AnyConnection,
    row: &Row,
    filed: bool,
    now: DateTime<Utc>,
) -> QueryResult<Option<String>> {
    if filed {
        diesel::update(attachments::table.find(&row.id))
            .set((attachments::removed_at.eq(now.naive_utc()), attachments::version.eq(row.version + 1)))
            .execute(connection)?;
        return Ok(None);
    }
    diesel::delete(attachments::table.find(&row.id)).execute(connection)?;
    loosen(connection, &row.object, now)?;
    Ok(Some(row.object.clone()))
}

/// Removes all of a draft that goes; the sweeper takes the objects.
pub fn forget_project(connection: &mut AnyConnection, project: &str, now: DateTime<Utc>) -> QueryResult<()> {
    let objects: Vec<String> = attachments::table
        .filter(attachments::project_id.eq(project))
        .select(attachments::object)
        .load(connection)?;
    for object in &objects {
        loosen(connection, object, now)?;
    }
    diesel::delete(attachments::table.filter(attachments::project_id.eq(project)))
        .execute(connection)
        .map(drop)
}

/// Freezes what is filed with a submission.
pub fn freeze(connection: &mut AnyConnection, project: &str, submission: &str) -> QueryResult<()> {
    let present: Vec<(String, String, String, String)> = attachments::table
        .filter(attachments::project_id.eq(project).and(attachments::removed_at.is_null()))
        .select((attachments::id, attachments::name, attachments::label, attachments::kind))
        .load(connection)?;
    for (id, name, label, kind) in present {
        diesel::insert_into(submission_attachments::table)
            .values((
                submission_attachments::submission_id.eq(submission),
                submission_attachments::attachment_id.eq(id),
                submission_attachments::name.eq(name),
                submission_attachments::label.eq(label),
                submission_attachments::kind.eq(kind),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Notes an object that no attachment holds, before it is written or removed.
pub fn loosen(connection: &mut AnyConnection, object: &str, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::insert_into(loose_objects::table)
        .values((loose_objects::object.eq(object), loose_objects::since.eq(now.naive_utc())))
        .execute(connection)
        .map(drop)
}

/// The object is held, or gone.
pub fn settle(connection: &mut AnyConnection, object: &str) -> QueryResult<()> {
    diesel::delete(loose_objects::table.find(object)).execute(connection).map(drop)
}

/// Objects that have been loose for so long that nobody is at work on them.
pub fn left_behind(
    connection: &mut AnyConnection,
    now: DateTime<Utc>,
    age: Duration,
) -> QueryResult<Vec<String>> {
    loose_objects::table
        .filter(loose_objects::since.le((now - age).naive_utc()))
        .order(loose_objects::since)
        .limit(100)
        .select(loose_objects::object)
        .load(connection)
}

/// Whether an attachment holds this object: then it is never removed, whatever else is noted.
pub fn is_held(connection: &mut AnyConnection, object: &str) -> QueryResult<bool> {
    let held: i64 =
        attachments::table.filter(attachments::object.eq(object)).count().get_result(connection)?;
    Ok(held > 0)
}
