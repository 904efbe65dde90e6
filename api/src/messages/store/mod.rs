//! Messages in the database.

pub mod notices;

use crate::db::{
    AnyConnection, new_id,
    schema::{message_marks, messages, users},
    versions::{self, Touched},
};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{
    Id,
    message::{Message, MessageSide},
};

/// Who reads, and from which side.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    pub user: &'a str,
    pub side: MessageSide,
}

type Row = (String, String, String, String, String, NaiveDateTime);

/// Every row that a query finds, as the reader may see it.
fn wire(reader: &Reader<'_>, read_until: &str, row: Row) -> Message {
    let (id, author_id, author, side, text, at) = row;
    // An unknown side can only come from a newer server.
    let side = MessageSide::parse(&side).unwrap_or(MessageSide::Coordination);
    let own = author_id == reader.user;
    // Who of the coordination wrote is not the applicant's to know.
    let told = side == reader.side || reader.side == MessageSide::Coordination;
    Message {
        unread: !own && side != reader.side && id.as_str() > read_until,
        id: Id::from_storage(id),
        side,
        author: told.then_some(author),
        own,
        text,
        at: at.and_utc(),
    }
}

fn read_until(connection: &mut AnyConnection, reader: &Reader<'_>, project: &str) -> QueryResult<String> {
    let mark: Option<String> = message_marks::table
        .find((project, reader.user))
        .select(message_marks::read_until)
        .first(connection)
        .optional()?;
    Ok(mark.unwrap_or_default())
}

const COLUMNS: (
    messages::id,
    messages::author_id,
    users::name,
    messages::side,
    messages::text,
    messages::created_at,
) = (messages::id, messages::author_id, users::name, messages::side, messages::text, messages::created_at);

/// The newest messages, after the one with the id `after`; and how many there are.
pub fn page(
    connection: &mut AnyConnection,
    reader: &Reader<'_>,
    project: &str,
    after: Option<&str>,
    limit: usize,
) -> QueryResult<(Vec<Message>, i64)> {
    let until = read_until(connection, reader, project)?;
    let total = messages::table.filter(messages::project_id.eq(project)).count().get_result(connection)?;
    let mut query = messages::table
        .inner_join(users::table)
        .filter(messages::project_id.eq(project.to_owned()))
        .select(COLUMNS)
        .order(messages::id.desc())
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .into_boxed::<crate::db::Backend>();
    if let Some(after) = after {
        query = query.filter(messages::id.lt(after.to_owned()));
    }
    let rows: Vec<Row> = query.load(connection)?;
    Ok((rows.into_iter().map(|row| wire(reader, &until, row)).collect(), total))
}

/// One message of a project.
pub fn find(
    connection: &mut AnyConnection,
    reader: &Reader<'_>,
    project: &str,
    id: &str,
) -> QueryResult<Option<Message>> {
    let until = read_until(connection, reader, project)?;
    let row: Option<Row> = messages::table
        .inner_join(users::table)
        .filter(messages::project_id.eq(project).and(messages::id.eq(id)))
        .select(COLUMNS)
        .first(connection)
        .optional()?;
    Ok(row.map(|row| wire(reader, &until, row)))
}

/// Whether anybody has written.
pub fn has_begun(connection: &mut AnyConnection, project: &str) -> QueryResult<bool> {
    let first: Option<String> = messages::table
        .filter(messages::project_id.eq(project))
        .select(messages::id)
        .first(connection)
        .optional()?;
    Ok(first.is_some())
}

/// Its id.
pub fn insert(
    connection: &mut AnyConnection,
    project: &str,
    author: &str,
    side: MessageSide,
    text: &str,
    now: DateTime<Utc>,
) -> QueryResult<String> {
    let id = new_id();
    diesel::insert_into(messages::table)
        .values((
            messages::id.eq(&id),
            messages::project_id.eq(project),
            messages::author_id.eq(author),
            messages::side.eq(side.as_str()),
            messages::text.eq(text),
            messages::created_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    // Lists say how much is unread, and remember how many projects have something.
    versions::touch(connection, Touched::Projects)?;
    Ok(id)
}

/// Notes that all up to a message is read; never back.
pub fn mark(
    connection: &mut AnyConnection,
    reader: &Reader<'_>,
    project: &str,
    until: &str,
) -> QueryResult<()> {
    let before = read_until(connection, reader, project)?;
    if before.as_str() >= until {
        return Ok(());
    }
    if before.is_empty() {
        diesel::insert_into(message_marks::table)
            .values((
                message_marks::project_id.eq(project),
                message_marks::user_id.eq(reader.user),
                message_marks::read_until.eq(until),
            ))
            .execute(connection)?;
    } else {
        diesel::update(message_marks::table.find((project, reader.user)))
            .set(message_marks::read_until.eq(until))
            .execute(connection)?;
    }
    versions::touch(connection, Touched::Projects)
}

/// How many messages of the other side the reader has not read.
pub fn unread(connection: &mut AnyConnection, reader: &Reader<'_>, project: &str) -> QueryResult<u32> {
    let until = read_until(connection, reader, project)?;
    let waiting: i64 = messages::table
        .filter(messages::project_id.eq(project).and(messages::side.eq(reader.side.other().as_str())))
        .filter(messages::author_id.ne(reader.user).and(messages::id.gt(until)))
        .count()
        .get_result(connection)?;
    Ok(u32::try_from(waiting).unwrap_or(u32::MAX))
}

/// Removes all of a draft that goes.
pub fn forget_project(connection: &mut AnyConnection, project: &str) -> QueryResult<()> {
    notices::forget_project(connection, project)?;
    diesel::delete(message_marks::table.filter(message_marks::project_id.eq(project))).execute(connection)?;
    diesel::delete(messages::table.filter(messages::project_id.eq(project))).execute(connection).map(drop)
}

#[cfg(test)]
mod tests;
