//! The words of mails that are settled for long are dropped; that they were written is kept.

use super::store::{outbox, turns};
use crate::{
    db::{DbError, Ending},
    http::fail::Fail,
    state::State,
};
use actix_web::web::{self, Data};
use chrono::{DateTime, Duration, Months, Utc};

/// How often one of the processes looks.
const EVERY: Duration = Duration::hours(1);

/// What was settled before is purged.
fn limit(now: DateTime<Utc>, keep: Months) -> DateTime<Utc> {
    now.checked_sub_months(keep).unwrap_or(DateTime::UNIX_EPOCH)
}

/// Drops what is due, if nobody has looked for an hour.
pub async fn drop_due(state: &Data<State>) -> Result<(), Fail> {
    let (now, reader) = (state.clock.now(), state.clone());
    let due = move || reader.db.read(|c| turns::is_due(c, "purge", EVERY, now).map_err(DbError::from));
    if !web::block(due).await.map_err(|error| Fail::Internal(error.to_string()))?? {
        return Ok(());
    }
    let before = limit(now, state.config.mail_keep);
    let purged = state
        .db
        .write(Ending::Commit, move |connection| {
            if !turns::take(connection, "purge", EVERY, now)? {
                return Ok(0);
            }
            outbox::purge(connection, before, now).map_err(DbError::from)
        })
        .await?;
    if purged > 0 {
        tracing::info!(purged, "the words of old mails were dropped");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_those_of_the_calendar() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap_or_default();
        assert_eq!(limit(at("2026-05-11T08:00:00Z"), Months::new(12)), at("2025-05-11T08:00:00Z"));
        assert_eq!(limit(at("2026-03-31T08:00:00Z"), Months::new(1)), at("2026-02-28T08:00:00Z"));
    }
}
