//! Work that one process at a time does, at most so often.

use crate::db::{AnyConnection, schema::turns};
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;

/// Whether the last turn is long enough ago.
pub fn is_due(
    connection: &mut AnyConnection,
    name: &str,
    every: Duration,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    // A turn in the future was taken by a clock that has been put right since.
    let due = turns::at.le((now - every).naive_utc()).or(turns::at.gt(now.naive_utc()));
    diesel::select(diesel::dsl::exists(turns::table.filter(turns::name.eq(name).and(due))))
        .get_result(connection)
}

/// Takes the turn: its row is held until the transaction ends. False when another process took it.
pub fn take(
    connection: &mut AnyConnection,
    name: &str,
    every: Duration,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let due = turns::at.le((now - every).naive_utc()).or(turns::at.gt(now.naive_utc()));
    let taken = diesel::update(turns::table.filter(turns::name.eq(name).and(due)))
        .set(turns::at.eq(now.naive_utc()))
        .execute(connection)?;
    Ok(taken == 1)
}
