//! Keys and kept answers in the database.

use super::{Claim, Kept};
use crate::db::{AnyConnection, DbError, schema::idempotent_answers as answers};
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use diesel::prelude::*;

const LIFE: Duration = Duration::hours(24);
/// A request that holds its key longer has died with its process: the key is free for another one.
const ABANDONED: Duration = Duration::minutes(1);
/// After so long another attempt at the same request may take over: the first one died with its process, or is slow and then writes nothing.
const PATIENCE: Duration = Duration::seconds(5);
/// Status of a key whose request is still at work, and has written nothing.
const UNDERWAY: i32 = 0;
/// Status of a key whose request has written what it had to, and not kept its answer.
const WRITTEN: i32 = 1;

/// Takes a key for an attempt, or says who has it. Keys of yesterday are forgotten first.
pub fn claim(
    connection: &mut AnyConnection,
    (key, request, attempt): (&str, &str, &str),
    now: DateTime<Utc>,
) -> Result<Claim, DbError> {
    let before = |age: Duration| answers::created_at.le((now - age).naive_utc());
    let cut = answers::status.eq(UNDERWAY);
    let same = answers::key_hash.eq(key).and(answers::request_hash.eq(request));
    let free = before(LIFE).or(cut.and(before(ABANDONED))).or(cut.and(same).and(before(PATIENCE)));
    diesel::delete(answers::table.filter(free)).execute(connection)?;
    if let Some(claim) = find(connection, key, now)? {
        return Ok(claim);
    }
    diesel::insert_into(answers::table)
        .values((
            answers::key_hash.eq(key),
            answers::request_hash.eq(request),
            answers::attempt.eq(attempt),
            answers::status.eq(UNDERWAY),
            answers::headers.eq("[]"),
            answers::body.eq(""),
            answers::created_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    Ok(Claim::Ours)
}

/// In the transaction of what the request writes: it is written, and by this attempt.
///
/// # Errors
/// [`DbError::Overtaken`] when another attempt has the key.
pub fn written(connection: &mut AnyConnection, key: &str, attempt: &str) -> Result<(), DbError> {
    let own = answers::table.find(key).filter(answers::attempt.eq(attempt));
    match diesel::update(own).set(answers::status.eq(WRITTEN)).execute(connection)? {
        0 => Err(DbError::Overtaken),
        _ => Ok(()),
    }
}

type Row = (String, i32, String, String, NaiveDateTime);

fn find(connection: &mut AnyConnection, key: &str, now: DateTime<Utc>) -> QueryResult<Option<Claim>> {
    let row: Option<Row> = answers::table
        .find(key)
        .select((
            answers::request_hash,
            answers::status,
            answers::headers,
            answers::body,
            answers::created_at,
        ))
        .first(connection)
        .optional()?;
    Ok(row.map(|(request, status, headers, body, since)| {
        match status {
            WRITTEN if since <= (now - PATIENCE).naive_utc() => return Claim::Unanswered { request },
            UNDERWAY | WRITTEN => return Claim::Underway { request },
            _ => {}
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
    (key, attempt): (&str, &str),
    kept: &Kept,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let headers = serde_json::to_string(&kept.headers)
        .map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
    diesel::update(answers::table.find(key).filter(answers::attempt.eq(attempt)))
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
pub fn release(connection: &mut AnyConnection, key: &str, attempt: &str) -> Result<(), DbError> {
    diesel::delete(answers::table.find(key).filter(answers::attempt.eq(attempt))).execute(connection)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::{Db, new_id};

    const KEY: (&str, &str) = ("key", "request");

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap_or_default()
    }

    /// An empty database in a file of its own.
    fn empty(test: impl FnOnce(&mut AnyConnection) -> Result<(), DbError>) {
        let file = std::env::temp_dir().join(format!("{}.sqlite3", new_id()));
        let db = Db::open(&format!("sqlite://{}", file.display()).into(), 1);
        let done = db.and_then(|db| db.migrate().map(|_| db)).map(|db| db.write_blocking(test));
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", file.display()));
        }
        assert!(matches!(done, Ok(Ok(()))), "{done:?}");
    }

    fn tried(
        connection: &mut AnyConnection,
        request: &str,
        attempt: &str,
        second: i64,
    ) -> Result<Claim, DbError> {
        claim(connection, (KEY.0, request, attempt), at(second))
    }

    #[test]
    fn a_request_that_was_cut_is_overtaken_and_writes_nothing_any_more() {
        empty(|c| {
            assert!(matches!(tried(c, KEY.1, "first", 0)?, Claim::Ours));
            assert!(matches!(tried(c, KEY.1, "second", 4)?, Claim::Underway { .. }));
            assert!(matches!(tried(c, KEY.1, "second", 5)?, Claim::Ours));
            assert!(matches!(written(c, KEY.0, "first"), Err(DbError::Overtaken)));
            // What becomes of the first one does not free the key of the second.
            release(c, KEY.0, "first")?;
            written(c, KEY.0, "second")?;
            written(c, KEY.0, "second")?;
            assert!(matches!(tried(c, KEY.1, "third", 9)?, Claim::Underway { .. }));
            assert!(matches!(tried(c, KEY.1, "third", 10)?, Claim::Unanswered { .. }));
            assert!(matches!(tried(c, KEY.1, "third", 3_600)?, Claim::Unanswered { .. }));
            let kept = Kept { status: 201, headers: Vec::new(), body: "{}".into() };
            keep(c, (KEY.0, "second"), &kept, at(3_600))?;
            assert!(
                matches!(tried(c, KEY.1, "third", 3_601)?, Claim::Answered { kept, .. } if kept.status == 201)
            );
            Ok(())
        });
    }

    #[test]
    fn another_request_has_the_key_only_once_the_first_is_given_up() {
        empty(|c| {
            assert!(matches!(tried(c, KEY.1, "first", 0)?, Claim::Ours));
            let other = tried(c, "another", "second", 59)?;
            assert!(matches!(other, Claim::Underway { request } if request == KEY.1));
            assert!(matches!(tried(c, "another", "second", 60)?, Claim::Ours));
            Ok(())
        });
    }
}
