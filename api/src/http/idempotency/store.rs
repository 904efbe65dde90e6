//! Keys and kept answers in the database.

use super::{Claim, Kept};
use crate::db::{AnyConnection, DbError, schema::idempotent_answers as answers};
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;

const LIFE: Duration = Duration::hours(24);
/// A request that holds its key longer has died with its process.
const ABANDONED: Duration = Duration::minutes(1);
/// Status of a key whose request is still at work.
const UNDERWAY: i32 = 0;

/// Takes a key, or says who has it. Keys of yesterday and of requests that died are forgotten first.
pub fn claim(
    connection: &mut AnyConnection,
    key: &str,
    request: &str,
    now: DateTime<Utc>,
) -> Result<Claim, DbError> {
    let old = answers::created_at.le((now - LIFE).naive_utc());
    let dead = answers::status.eq(UNDERWAY).and(answers::created_at.le((now - ABANDONED).naive_utc()));
    diesel::delete(answers::table.filter(old.or(dead))).execute(connection)?;
    if let Some(claim) = find(connection, key)? {
        return Ok(claim);
    }
    diesel::insert_into(answers::table)
        .values((
            answers::key_hash.eq(key),
            answers::request_hash.eq(request),
            answers::status.eq(UNDERWAY),
            answers::headers.eq("[]"),
            answers::body.eq(""),
            answers::created_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    Ok(Claim::Ours)
}

fn find(connection: &mut AnyConnection, key: &str) -> QueryResult<Option<Claim>> {
    let row: Option<(String, i32, String, String)> = answers::table
        .find(key)
        .select((answers::request_hash, answers::status, answers::headers, answers::body))
        .first(connection)
        .optional()?;
    Ok(row.map(|(request, status, headers, body)| {
        if status == UNDERWAY {
            return Claim::Underway { request };
        }
        let headers = serde_json::from_str(&headers).unwrap_or_default();
        Claim::Answered {
            request,
            kept: Kept { status: u16::try_from(status).unwrap_or(200), headers, body },
        }
    }))
}

/// Keeps the answer of a key.
pub fn keep(
    connection: &mut AnyConnection,
    key: &str,
    kept: &Kept,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let headers = serde_json::to_string(&kept.headers)
        .map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
    diesel::update(answers::table.find(key))
        .set((
            answers::status.eq(i32::from(kept.status)),
            answers::headers.eq(headers),
            answers::body.eq(&kept.body),
            answers::created_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    Ok(())
}

/// Frees the key of a request that was refused: corrected, it may use it again.
pub fn release(connection: &mut AnyConnection, key: &str) -> Result<(), DbError> {
    diesel::delete(answers::table.find(key)).execute(connection)?;
    Ok(())
}
