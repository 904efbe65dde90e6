//! The outbox as people read it.

pub use super::outbox::Stored;

use super::outbox::failure;
use crate::{
    accounts::rules::Reach,
    db::{AnyConnection, Backend, schema::emails},
    mail::rules::PATIENCE,
};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::{expression::BoxableExpression, prelude::*, sql_types::Bool};
use openapi::email::{EmailErrorCode, EmailInput, EmailKind, EmailState};

type Where = Box<dyn BoxableExpression<emails::table, Backend, SqlType = Bool>>;

/// Whose reading of the outbox it is.
pub struct Reader {
    pub reach: Reach,
    /// Ids of the calls whose mails to reviewers are not for it: who stands aside from one of their projects would learn
    /// from them who reviews it.
    pub hushed: Vec<String>,
}

/// Which mails are asked for.
pub struct Scope<'a> {
    pub reader: &'a Reader,
    pub states: Option<Vec<EmailState>>,
    pub kinds: Option<Vec<EmailKind>>,
    /// Id.
    pub programme: Option<&'a str>,
    /// Id.
    pub call: Option<&'a str>,
    /// Id; finds what is of these programmes only, where the reader is told which project a mail is about.
    pub project: Option<&'a str>,
    pub reads_projects_of: Vec<String>,
}

impl<'a> Scope<'a> {
    /// Everything that somebody may read.
    pub fn of(reader: &'a Reader) -> Self {
        Self {
            reader,
            states: None,
            kinds: None,
            programme: None,
            call: None,
            project: None,
            reads_projects_of: Vec::new(),
        }
    }

    /// The clause that a list and its total share; `words` are all in the address.
    fn clause(&self, words: &[String]) -> Where {
        let mut clause: Where = Box::new(emails::id.ne(""));
        let mut and = |more: Where| {
            let before = std::mem::replace(&mut clause, Box::new(emails::id.ne("")));
            clause = Box::new(before.and(more));
        };
        if let Reach::Programmes(own) = &self.reader.reach {
            and(Box::new(
                emails::programme_id
                    .is_not_null()
                    .and(emails::programme_id.assume_not_null().eq_any(own.clone())),
            ));
        }
        if !self.reader.hushed.is_empty() {
            let kinds = EmailKind::TO_REVIEWERS.map(EmailKind::as_str);
            let told = emails::kind.ne_all(kinds);
            let elsewhere = emails::call_id.assume_not_null().ne_all(self.reader.hushed.clone());
            and(Box::new(told.or(emails::call_id.is_null()).or(elsewhere)));
        }
        if let Some(states) = &self.states {
            let names: Vec<&str> = states.iter().map(|state| state.as_str()).collect();
            and(Box::new(emails::state.eq_any(names)));
        }
        if let Some(kinds) = &self.kinds {
            let names: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
            and(Box::new(emails::kind.eq_any(names)));
        }
        if let Some(programme) = self.programme {
            and(Box::new(
                emails::programme_id
                    .is_not_null()
                    .and(emails::programme_id.assume_not_null().eq(programme.to_owned())),
            ));
        }
        if let Some(call) = self.call {
            and(Box::new(
                emails::call_id.is_not_null().and(emails::call_id.assume_not_null().eq(call.to_owned())),
            ));
        }
        if let Some(project) = self.project {
            and(Box::new(
                emails::project_id
                    .is_not_null()
                    .and(emails::project_id.assume_not_null().eq(project.to_owned())),
            ));
            and(Box::new(
                emails::programme_id
                    .is_not_null()
                    .and(emails::programme_id.assume_not_null().eq_any(self.reads_projects_of.clone())),
            ));
        }
        // Whoever is not told an address does not find it either.
        if matches!(self.reader.reach, Reach::Programmes(_)) && !words.is_empty() {
            and(Box::new(emails::kind.ne(EmailKind::CollaboratorInvitation.as_str())));
        }
        for word in words {
            let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            and(Box::new(emails::recipient.like(format!("%{escaped}%")).escape('\\')));
        }
        clause
    }
}

/// A page and one row more, from the row after `after`.
pub fn page(
    connection: &mut AnyConnection,
    scope: &Scope<'_>,
    words: &[String],
    after: Option<&str>,
    descending: bool,
    limit: usize,
) -> QueryResult<Vec<Stored>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let query =
        emails::table.filter(scope.clause(words)).select(Stored::as_select()).limit(limit).into_boxed();
    // Ids are made in the order of time.
    let query = match (after.map(str::to_owned), descending) {
        (Some(after), true) => query.filter(emails::id.lt(after)),
        (Some(after), false) => query.filter(emails::id.gt(after)),
        (None, _) => query,
    };
    if descending {
        query.order(emails::id.desc()).load(connection)
    } else {
        query.order(emails::id).load(connection)
    }
}

pub fn count(connection: &mut AnyConnection, scope: &Scope<'_>, words: &[String]) -> QueryResult<i64> {
    emails::table.filter(scope.clause(words)).count().get_result(connection)
}

/// A mail that somebody may read.
pub fn find(connection: &mut AnyConnection, reader: &Reader, id: &str) -> QueryResult<Option<Stored>> {
    let scope = Scope::of(reader);
    let found = emails::table.filter(emails::id.eq(id.to_owned())).filter(scope.clause(&[]));
    found.select(Stored::as_select()).first(connection).optional()
}

/// The same to change it: no worker takes it before the transaction ends.
pub fn hold(connection: &mut AnyConnection, reader: &Reader, id: &str) -> QueryResult<Option<Stored>> {
    // A write of nothing: it holds the row on PostgreSQL, and SQLite holds the file.
    diesel::update(emails::table.filter(emails::id.eq(id)))
        .set(emails::version.eq(emails::version))
        .execute(connection)?;
    find(connection, reader, id)
}

/// Whether no worker has it in hand.
pub fn is_free(mail: &Stored, now: DateTime<Utc>) -> bool {
    mail.claimed_until.is_none_or(|until| until <= now.naive_utc())
}

/// Writes the words of a mail that waits, and whether it is kept back.
pub fn change(
    connection: &mut AnyConnection,
    id: &str,
    input: &EmailInput,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let state = if input.held { EmailState::Held } else { EmailState::Queued };
    diesel::update(emails::table.find(id))
        .set((
            emails::subject.eq(&input.subject),
            emails::body_text.eq(&input.text),
            emails::body_html.eq(&input.html),
            emails::state.eq(state.as_str()),
            // What was kept back for long is not given up at once.
            emails::give_up_at.eq((now + PATIENCE).naive_utc()),
            emails::version.eq(emails::version + 1),
            emails::updated_at.eq(now.naive_utc()),
        ))
        .execute(connection)
        .map(drop)
}

/// Lets go every mail of a kind about a call that is kept back; how many.
pub fn release(
    connection: &mut AnyConnection,
    call: &str,
    kind: EmailKind,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    let held = emails::state.eq(EmailState::Held.as_str()).and(emails::kind.eq(kind.as_str()));
    diesel::update(emails::table.filter(held.and(emails::call_id.eq(call))))
        .set((
            emails::state.eq(EmailState::Queued.as_str()),
            emails::next_attempt_at.eq(now.naive_utc()),
            emails::give_up_at.eq((now + PATIENCE).naive_utc()),
            emails::version.eq(emails::version + 1),
            emails::updated_at.eq(now.naive_utc()),
        ))
        .execute(connection)
}

/// Stops the decision mails of a project that are still kept back, because what they tell is no longer so; how many.
/// Their rows stay, as mails that were not sent and cannot be any more, and their causes become free: the next decision
/// writes its own, even of the same version.
pub fn drop_held(connection: &mut AnyConnection, project: &str, now: DateTime<Utc>) -> QueryResult<usize> {
    let held = emails::state.eq(EmailState::Held.as_str()).and(emails::kind.eq(EmailKind::Decision.as_str()));
    diesel::update(emails::table.filter(held.and(emails::project_id.eq(project))))
        .set((
            emails::cause.eq(emails::cause.concat(" dropped ").concat(emails::id)),
            emails::state.eq(EmailState::Failed.as_str()),
            emails::last_error.eq(failure(EmailErrorCode::Expired, "")),
            emails::expires_at.eq(now.naive_utc()),
            emails::version.eq(emails::version + 1),
            emails::updated_at.eq(now.naive_utc()),
        ))
        .execute(connection)
}

/// Puts a mail back into the queue, as new.
pub fn requeue(connection: &mut AnyConnection, id: &str, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::update(emails::table.find(id))
        .set((
            emails::state.eq(EmailState::Queued.as_str()),
            emails::attempts.eq(0),
            emails::last_error.eq(None::<String>),
            emails::next_attempt_at.eq(now.naive_utc()),
            emails::give_up_at.eq((now + PATIENCE).naive_utc()),
            emails::claim.eq(None::<String>),
            emails::claimed_until.eq(None::<NaiveDateTime>),
            emails::version.eq(emails::version + 1),
            emails::updated_at.eq(now.naive_utc()),
        ))
        .execute(connection)
        .map(drop)
}
