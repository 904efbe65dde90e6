//! The outbox. A state, who claims a mail and until when decide together who may touch it.

use crate::{
    db::{AnyConnection, new_id, schema::emails},
    mail::rules::{CLAIM, PATIENCE},
};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::email::{EmailErrorCode, EmailKind, EmailState};

/// A mail to be written into the outbox.
pub struct New<'a> {
    /// Why: one cause writes one mail.
    pub cause: &'a str,
    pub kind: EmailKind,
    pub programme: Option<&'a str>,
    pub call: Option<&'a str>,
    pub project: Option<&'a str>,
    pub recipient: &'a str,
    pub recipient_name: &'a str,
    pub subject: &'a str,
    pub text: &'a str,
    pub html: &'a str,
    pub secret: Option<&'a str>,
    /// The right side of the message's id.
    pub host: &'a str,
    pub expires_at: Option<DateTime<Utc>>,
}

/// A mail as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = emails)]
pub struct Stored {
    pub id: String,
    pub kind: String,
    pub programme_id: Option<String>,
    pub project_id: Option<String>,
    pub recipient: String,
    pub recipient_name: String,
    pub subject: String,
    pub body_text: String,
    pub body_html: String,
    pub secret: Option<String>,
    pub message_id: String,
    pub state: String,
    pub attempts: i32,
    pub last_error: Option<String>,
    pub next_attempt_at: NaiveDateTime,
    pub give_up_at: NaiveDateTime,
    pub expires_at: Option<NaiveDateTime>,
    pub claim: Option<String>,
    pub claimed_until: Option<NaiveDateTime>,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub sent_at: Option<NaiveDateTime>,
    pub purged_at: Option<NaiveDateTime>,
}

impl Stored {
    pub fn state(&self) -> EmailState {
        // An unknown state can only come from a newer server: nothing is done with it here.
        EmailState::parse(&self.state).unwrap_or(EmailState::Sent)
    }
}

/// Writes a mail, unless its cause has written one already; its id.
pub fn insert(
    connection: &mut AnyConnection,
    new: &New<'_>,
    now: DateTime<Utc>,
) -> QueryResult<Option<String>> {
    let id = new_id();
    let first = if new.kind.is_read_first() { EmailState::Held } else { EmailState::Queued };
    let values = (
        emails::id.eq(&id),
        emails::cause.eq(new.cause),
        emails::kind.eq(new.kind.as_str()),
        emails::programme_id.eq(new.programme),
        emails::call_id.eq(new.call),
        emails::project_id.eq(new.project),
        emails::recipient.eq(new.recipient),
        emails::recipient_name.eq(new.recipient_name),
        emails::subject.eq(new.subject),
        emails::body_text.eq(new.text),
        emails::body_html.eq(new.html),
        emails::secret.eq(new.secret),
        emails::message_id.eq(format!("{id}@{}", new.host)),
        (
            emails::state.eq(first.as_str()),
            emails::attempts.eq(0),
            emails::next_attempt_at.eq(now.naive_utc()),
            emails::give_up_at.eq((now + PATIENCE).naive_utc()),
            emails::expires_at.eq(new.expires_at.map(|at| at.naive_utc())),
            emails::version.eq(1),
            emails::created_at.eq(now.naive_utc()),
            emails::updated_at.eq(now.naive_utc()),
        ),
    );
    // Two processes may come with one cause at once: the second writes nothing, and its transaction goes on.
    let insert = diesel::insert_into(emails::table);
    let written = match connection {
        AnyConnection::Sqlite(c) => {
            insert.values(values).on_conflict(emails::cause).do_nothing().execute(c)?
        }
        AnyConnection::Postgres(c) => {
            insert.values(values).on_conflict(emails::cause).do_nothing().execute(c)?
        }
    };
    Ok((written == 1).then_some(id))
}

/// Takes the first mail that is due, and nobody else gets it until the claim ends.
pub fn claim(connection: &mut AnyConnection, now: DateTime<Utc>) -> QueryResult<Option<Stored>> {
    let instant = now.naive_utc();
    let due = emails::table
        .filter(emails::state.eq(EmailState::Queued.as_str()).and(emails::next_attempt_at.le(instant)))
        .filter(emails::claimed_until.is_null().or(emails::claimed_until.le(instant)))
        .order((emails::next_attempt_at, emails::id))
        .select(emails::id)
        .limit(1);
    let found: Option<String> = match connection {
        // BEGIN IMMEDIATE holds the file.
        AnyConnection::Sqlite(c) => due.first(c).optional()?,
        AnyConnection::Postgres(c) => due.for_update().skip_locked().first(c).optional()?,
    };
    let Some(id) = found else { return Ok(None) };
    diesel::update(emails::table.find(&id))
        .set((
            emails::claim.eq(new_id()),
            emails::claimed_until.eq((now + CLAIM).naive_utc()),
            emails::attempts.eq(emails::attempts + 1),
            emails::version.eq(emails::version + 1),
            emails::updated_at.eq(instant),
        ))
        .execute(connection)?;
    emails::table.find(&id).select(Stored::as_select()).first(connection).optional()
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Sent,
    /// To be attempted again then.
    Again(DateTime<Utc>, EmailErrorCode, String),
    /// Given up.
    Failed(EmailErrorCode, String),
    /// It may have left.
    Uncertain(String),
}

/// Why a mail was not sent, as it is kept.
pub(super) fn failure(code: EmailErrorCode, detail: &str) -> String {
    let error = openapi::email::EmailError { code, detail: detail.chars().take(500).collect() };
    serde_json::to_string(&error).unwrap_or_default()
}

/// Says that the message itself is being handed over from now on; false when the claim was lost meanwhile.
pub fn hand_over(connection: &mut AnyConnection, held: &Stored, now: DateTime<Utc>) -> QueryResult<bool> {
    let ours = emails::table
        .find(&held.id)
        .filter(emails::claim.eq(&held.claim).and(emails::state.eq(EmailState::Queued.as_str())))
        .filter(emails::claimed_until.gt(now.naive_utc()));
    let changed = diesel::update(ours)
        .set((
            emails::state.eq(EmailState::Sending.as_str()),
            emails::claimed_until.eq((now + CLAIM).naive_utc()),
            emails::version.eq(emails::version + 1),
            emails::updated_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    Ok(changed == 1)
}

/// Writes what became of an attempt, if the mail is still this attempt's.
pub fn settle(
    connection: &mut AnyConnection,
    held: &Stored,
    outcome: &Outcome,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let (state, next, error) = match outcome {
        Outcome::Sent => (EmailState::Sent, now, None),
        Outcome::Again(next, code, detail) => (EmailState::Queued, *next, Some(failure(*code, detail))),
        Outcome::Failed(code, detail) => (EmailState::Failed, now, Some(failure(*code, detail))),
        Outcome::Uncertain(detail) => {
            (EmailState::Uncertain, now, Some(failure(EmailErrorCode::Interrupted, detail)))
        }
    };
    let ours = emails::table.find(&held.id).filter(emails::claim.eq(&held.claim));
    let sent = (state == EmailState::Sent).then(|| now.naive_utc());
    let changed = diesel::update(ours)
        .set((
            emails::state.eq(state.as_str()),
            emails::next_attempt_at.eq(next.naive_utc()),
            emails::last_error.eq(error),
            emails::claim.eq(None::<String>),
            emails::claimed_until.eq(None::<NaiveDateTime>),
            emails::version.eq(emails::version + 1),
            emails::updated_at.eq(now.naive_utc()),
            emails::sent_at.eq(sent),
        ))
        .execute(connection)?;
    if changed == 1 && state == EmailState::Sent {
        forget_secret(connection, &held.id)?;
    }
    Ok(changed == 1)
}

/// A link that has left, or leads nowhere any more, is not kept.
fn forget_secret(connection: &mut AnyConnection, id: &str) -> QueryResult<()> {
    diesel::update(emails::table.find(id))
        .set(emails::secret.eq(None::<String>))
        .execute(connection)
        .map(drop)
}

/// Settles what nobody works on: interrupted hand-overs, and what is too late.
pub fn sweep(connection: &mut AnyConnection, now: DateTime<Utc>) -> QueryResult<()> {
    let instant = now.naive_utc();
    let interrupted = emails::state
        .eq(EmailState::Sending.as_str())
        .and(emails::claimed_until.is_null().or(emails::claimed_until.le(instant)));
    diesel::update(emails::table.filter(interrupted))
        .set((
            emails::state.eq(EmailState::Uncertain.as_str()),
            emails::last_error.eq(failure(EmailErrorCode::Interrupted, "")),
            emails::claim.eq(None::<String>),
            emails::claimed_until.eq(None::<NaiveDateTime>),
            emails::version.eq(emails::version + 1),
            emails::updated_at.eq(instant),
        ))
        .execute(connection)?;
    let waiting = emails::state.eq_any([EmailState::Queued.as_str(), EmailState::Held.as_str()]);
    let free = emails::claimed_until.is_null().or(emails::claimed_until.le(instant));
    let late = emails::expires_at.is_not_null().and(emails::expires_at.le(instant));
    diesel::update(emails::table.filter(waiting.and(free).and(late)))
        .set((
            emails::state.eq(EmailState::Failed.as_str()),
            emails::last_error.eq(failure(EmailErrorCode::Expired, "")),
            emails::secret.eq(None::<String>),
            emails::claim.eq(None::<String>),
            emails::claimed_until.eq(None::<NaiveDateTime>),
            emails::version.eq(emails::version + 1),
            emails::updated_at.eq(instant),
        ))
        .execute(connection)
        .map(drop)
}

/// Drops the words of what was settled before an instant: subject, bodies and what is left of a link; how many mails.
pub fn purge(
    connection: &mut AnyConnection,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    let settled = [EmailState::Sent, EmailState::Failed, EmailState::Uncertain].map(EmailState::as_str);
    let old = emails::state.eq_any(settled).and(emails::updated_at.lt(before.naive_utc()));
    diesel::update(emails::table.filter(old).filter(emails::purged_at.is_null()))
        .set((
            emails::subject.eq(""),
            emails::body_text.eq(""),
            emails::body_html.eq(""),
            emails::secret.eq(None::<String>),
            emails::purged_at.eq(now.naive_utc()),
            emails::version.eq(emails::version + 1),
        ))
        .execute(connection)
}

/// Whether [`sweep`] or, where mails are sent, [`claim`] has something to do: one read, so that an idle worker writes nothing.
pub fn is_idle(connection: &mut AnyConnection, sends: bool, now: DateTime<Utc>) -> QueryResult<bool> {
    let instant = now.naive_utc();
    let free = emails::claimed_until.is_null().or(emails::claimed_until.le(instant));
    let wanted = if sends { EmailState::Queued.as_str() } else { "" };
    let due = emails::state.eq(wanted).and(emails::next_attempt_at.le(instant));
    let interrupted = emails::state.eq(EmailState::Sending.as_str());
    let waiting = emails::state.eq_any([EmailState::Queued.as_str(), EmailState::Held.as_str()]);
    let late = emails::expires_at.is_not_null().and(emails::expires_at.le(instant));
    let work = emails::table.filter(free.and(due.or(interrupted).or(waiting.and(late))));
    diesel::select(diesel::dsl::exists(work)).get_result::<bool>(connection).map(|work| !work)
}
