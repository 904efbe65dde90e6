//! Kept answers in the database.

use super::Kept;
use crate::db::{AnyConnection, DbError, schema::idempotent_answers as answers};
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;

const LIFE: Duration = Duration::hours(24);

/// The request's hash and the answer kept under a key.
pub fn find(
    connection: &mut AnyConnection,
    key: &str,
    now: DateTime<Utc>,
) -> Result<Option<(String, Kept)>, DbError> {
    let row: Option<(String, i32, String, String)> = answers::table
        .find(key)
        .filter(answers::created_at.gt((now - LIFE).naive_utc()))
        .select((answers::request_hash, answers::status, answers::headers, answers::body))
        .first(connection)
        .optional()?;
    Ok(row.map(|(hash, status, headers, body)| {
        let headers = serde_json::from_str(&headers).unwrap_or_default();
        (hash, Kept { status: u16::try_from(status).unwrap_or(200), headers, body })
    }))
}

/// Keeps an answer, and forgets those that are a day old.
pub fn keep(
    connection: &mut AnyConnection,
    key: &str,
    request: &str,
    kept: &Kept,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::delete(answers::table.filter(answers::created_at.le((now - LIFE).naive_utc())))
        .execute(connection)?;
    let headers = serde_json::to_string(&kept.headers)
        .map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
    diesel::insert_into(answers::table)
        .values((
            answers::key_hash.eq(key),
            answers::request_hash.eq(request),
            answers::status.eq(i32::from(kept.status)),
            answers::headers.eq(headers),
            answers::body.eq(&kept.body),
            answers::created_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    Ok(())
}
