//! One mail for all that was written within some minutes, to those of the other side who have not read it by then.

use crate::db::{
    AnyConnection,
    schema::{message_marks, message_notices, messages, users},
};
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use openapi::message::MessageSide;

/// How long more may be written before the mail leaves.
const WAIT: Duration = Duration::minutes(10);

/// Plans a mail to a side, unless one is planned already.
pub fn plan(
    connection: &mut AnyConnection,
    project: &str,
    side: MessageSide,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let planned: Option<String> = message_notices::table
        .find((project, side.as_str()))
        .select(message_notices::project_id)
        .first(connection)
        .optional()?;
    if planned.is_some() {
        return Ok(());
    }
    diesel::insert_into(message_notices::table)
        .values((
            message_notices::project_id.eq(project),
            message_notices::side.eq(side.as_str()),
            message_notices::due.eq((now + WAIT).naive_utc()),
        ))
        .execute(connection)
        .map(drop)
}

/// What is due now: project and side.
pub fn due(connection: &mut AnyConnection, now: DateTime<Utc>) -> QueryResult<Vec<(String, MessageSide)>> {
    let rows: Vec<(String, String)> = message_notices::table
        .filter(message_notices::due.le(now.naive_utc()))
        .order(message_notices::due)
        .limit(100)
        .select((message_notices::project_id, message_notices::side))
        .load(connection)?;
    Ok(rows.into_iter().filter_map(|(project, side)| Some((project, MessageSide::parse(&side)?))).collect())
}

/// Takes a notice away; false when another process was first.
pub fn take(connection: &mut AnyConnection, project: &str, side: MessageSide) -> QueryResult<bool> {
    let taken = diesel::delete(message_notices::table.find((project, side.as_str()))).execute(connection)?;
    Ok(taken > 0)
}

/// The newest message of a side that the person with an address has not read, and who wrote it.
pub fn newest_unread(
    connection: &mut AnyConnection,
    project: &str,
    from: MessageSide,
    email: &str,
) -> QueryResult<Option<(String, String)>> {
    let until: Option<String> = message_marks::table
        .inner_join(users::table.on(users::id.eq(message_marks::user_id)))
        .filter(message_marks::project_id.eq(project).and(users::email.eq(email)))
        .select(message_marks::read_until)
        .first(connection)
        .optional()?;
    messages::table
        .inner_join(users::table)
        .filter(messages::project_id.eq(project).and(messages::side.eq(from.as_str())))
        .filter(messages::id.gt(until.unwrap_or_default()).and(users::email.ne(email)))
        .order(messages::id.desc())
        .select((messages::id, users::name))
        .first(connection)
        .optional()
}

/// Removes what is planned for a draft that goes.
pub fn forget_project(connection: &mut AnyConnection, project: &str) -> QueryResult<()> {
    diesel::delete(message_notices::table.filter(message_notices::project_id.eq(project)))
        .execute(connection)
        .map(drop)
}
