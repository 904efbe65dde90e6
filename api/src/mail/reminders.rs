//! Reminders, before the deadline to those who have a draft, and before the last day for reviews to those who have some
//! left: written once, by whichever process takes the turn.

use super::{
    Desk, rules,
    store::{recipients, turns},
    write,
};
use crate::{
    calls::rules::deadline,
    catalogue::StoredCall,
    db::{AnyConnection, DbError, Ending},
    http::fail::Fail,
    projects,
    reviews::store::reopenings::{Left, left},
    state::State,
};
use actix_web::web::{self, Data};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use std::collections::BTreeMap;

/// How often drafts are looked at.
const EVERY: Duration = Duration::minutes(1);

/// Whether a draft of this call can have a reminder due.
fn is_near(call: &StoredCall, now: DateTime<Utc>) -> bool {
    let first = rules::REMINDERS.into_iter().max().unwrap_or_default();
    let own = call.calendar.deadline(now).map(|deadline| deadline.instant);
    let given = call.extensions.iter().map(|extension| extension.until.instant);
    call.calendar.published
        && !call.calendar.decided
        && own.into_iter().chain(given).any(|deadline| now < deadline && deadline - first <= now)
}

/// Whether a review of this call can have a reminder due: the last day comes near, or is over and some were reopened. Where
/// the call has none, one that was reopened has its own.
fn is_review_near(call: &StoredCall, now: DateTime<Utc>) -> bool {
    let first = rules::REVIEW_REMINDERS.into_iter().max().unwrap_or_default();
    let day = call.wire.reviews_due_on;
    call.calendar.published
        && !call.calendar.decided
        && day.is_none_or(|day| deadline(day, None).instant - first <= now)
}

/// To each reviewer of a call with reviews left, one mail for each last day.
fn remind_reviewers(connection: &mut AnyConnection, desk: &Desk<'_>, call: &StoredCall) -> Result<(), Fail> {
    let mut of_person: BTreeMap<(String, NaiveDate), Vec<Left>> = BTreeMap::new();
    for one in left(connection, call)? {
        if let Some(day) = one.due_on {
            of_person.entry((one.reviewer.clone(), day)).or_default().push(one);
        }
    }
    for ((reviewer, day), left) in of_person {
        let until = deadline(day, None).instant;
        let since = left.iter().map(|one| one.assigned_at.and_utc()).min().unwrap_or(desk.now);
        let Some(before) = rules::due_of(&rules::REVIEW_REMINDERS, until, since, desk.now) else { continue };
        if let Some(to) = recipients::person(connection, &reviewer)? {
            write::review_reminder(connection, desk, call, &to, left.len(), until, before)?;
        }
    }
    Ok(())
}

/// Writes the reminders that are due and are not written yet.
pub async fn write_due(state: &Data<State>) -> Result<(), Fail> {
    let (now, reader) = (state.clock.now(), state.clone());
    let looking = web::block(move || {
        let catalogue = reader.standing(None, now)?.catalogue;
        let near: Vec<String> = catalogue
            .calls
            .iter()
            .filter(|call| is_near(call, now) || is_review_near(call, now))
            .map(|call| call.id().to_owned())
            .collect();
        let due = !near.is_empty()
            && reader.db.read(|c| turns::is_due(c, "reminders", EVERY, now).map_err(DbError::from))?;
        Ok::<_, Fail>((catalogue, if due { near } else { Vec::new() }))
    });
    let (catalogue, near) = looking.await.map_err(|error| Fail::Internal(error.to_string()))??;
    if near.is_empty() {
        return Ok(());
    }
    let writer = state.clone();
    state
        .db
        .write(Ending::Commit, move |connection| {
            // One process at a time: the others find the turn taken.
            if !turns::take(connection, "reminders", EVERY, now)? {
                return Ok(());
            }
            let desk = Desk::new(&writer.config, &catalogue, now);
            for call in near.iter().filter_map(|id| catalogue.call(id)) {
                for draft in projects::store::drafts_of(connection, call.id())? {
                    let filing = projects::rules::filing(&draft, Some(call), now);
                    let Some(deadline) = filing.open_until() else { continue };
                    if let Some(before) = rules::reminder_due(deadline, draft.created_at.and_utc(), now) {
                        write::deadline_reminder(connection, &desk, &draft, deadline, before)?;
                    }
                }
                if is_review_near(call, now) {
                    remind_reviewers(connection, &desk, call)?;
                }
            }
            Ok::<_, Fail>(())
        })
        .await
}
