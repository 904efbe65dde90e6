//! Accounts, sessions and refresh tokens in the database.

use super::principal::{Grant, Principal};
use crate::db::{
    AnyConnection,
    schema::{collaborators, memberships, project_leads, refresh_tokens, sessions, users},
    versions::{self, Touched},
};
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{Id, PartnerRole, Role, account::Session};

/// Life of a session from its log-in.
const SESSION_LIFE: Duration = Duration::days(30);
/// Two tabs that refresh at once both stay logged in: a token replaced so recently is not a stolen one.
const TAB_GRACE: Duration = Duration::seconds(10);

type GrantRow = (String, String, Option<String>, Option<String>, Option<String>);

/// The person of a session that is still good, with the roles of now.
pub fn principal(
    connection: &mut AnyConnection,
    session: &str,
    user: &str,
    now: DateTime<Utc>,
) -> QueryResult<Option<Principal>> {
    let found: Option<(String, String, String)> = sessions::table
        .inner_join(users::table)
        .filter(sessions::id.eq(session).and(sessions::user_id.eq(user)))
        .filter(sessions::revoked_at.is_null().and(sessions::expires_at.gt(now.naive_utc())))
        .filter(users::status.eq("active"))
        .select((users::id, users::name, users::email))
        .first(connection)
        .optional()?;
    let Some((user, name, email)) = found else { return Ok(None) };
    let rows: Vec<GrantRow> = memberships::table
        .filter(memberships::user_id.eq(&user))
        .order(memberships::id)
        .select((
            memberships::id,
            memberships::role,
            memberships::programme_id,
            memberships::partner_id,
            memberships::partner_role,
        ))
        .load(connection)?;
    let grants = rows
        .into_iter()
        .filter_map(|(membership, role, programme, partner, partner_role)| {
            let partner_role = partner_role.as_deref().and_then(PartnerRole::parse);
            Some(Grant { membership, role: Role::parse(&role)?, programme, partner, partner_role })
        })
        .collect();
    let collaborations = collaborations(connection, &user)?;
    Ok(Some(Principal { user, session: session.to_owned(), name, email, grants, collaborations }))
}

/// The projects that a person was invited to; whoever was handed one over is its `owner`.
pub fn collaborations(connection: &mut AnyConnection, user: &str) -> QueryResult<Vec<(String, PartnerRole)>> {
    let rows: Vec<(String, String, Option<String>)> = collaborators::table
        .left_join(project_leads::table.on(project_leads::project_id.eq(collaborators::project_id)))
        .filter(collaborators::user_id.eq(user))
        .order(collaborators::id)
        .select((collaborators::project_id, collaborators::role, project_leads::user_id.nullable()))
        .load(connection)?;
    let role = |(project, role, lead): (String, String, Option<String>)| {
        let role = PartnerRole::parse(&role)?;
        let in_charge = role.can_edit() && lead.as_deref() == Some(user);
        Some((project, if in_charge { PartnerRole::Owner } else { role }))
    };
    Ok(rows.into_iter().filter_map(role).collect())
}

/// Id and password hash of an active account.
pub fn credentials(
    connection: &mut AnyConnection,
    email: &str,
) -> QueryResult<Option<(String, Option<String>)>> {
    // PostgreSQL holds no NUL in a text, and nobody has such an address.
    if email.contains('\0') {
        return Ok(None);
    }
    users::table
        .filter(users::email.eq(email).and(users::status.eq("active")))
        .select((users::id, users::password_hash))
        .first(connection)
        .optional()
}

/// Begins a session with its first refresh token; its id.
pub fn begin_session(
    connection: &mut AnyConnection,
    user: &str,
    user_agent: &str,
    token_hash: &str,
    now: DateTime<Utc>,
) -> QueryResult<String> {
    let id = crate::db::new_id();
    let instant = now.naive_utc();
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(&id),
            sessions::user_id.eq(user),
            sessions::user_agent.eq(user_agent),
            sessions::created_at.eq(instant),
            sessions::last_used_at.eq(instant),
            sessions::expires_at.eq((now + SESSION_LIFE).naive_utc()),
        ))
        .execute(connection)?;
    add_token(connection, &id, token_hash, instant)?;
    Ok(id)
}

fn add_token(
    connection: &mut AnyConnection,
    session: &str,
    hash: &str,
    now: NaiveDateTime,
) -> QueryResult<()> {
    diesel::insert_into(refresh_tokens::table)
        .values((
            refresh_tokens::hash.eq(hash),
            refresh_tokens::session_id.eq(session),
            refresh_tokens::created_at.eq(now),
        ))
        .execute(connection)
        .map(drop)
}

/// What became of a refresh.
#[derive(Debug, PartialEq, Eq)]
pub enum Rotation {
    Fresh {
        user: String,
        session: String,
    },
    /// Unknown, expired or revoked.
    Refused,
    /// Used long after it was replaced: somebody else has it. The whole session is ended.
    Reused,
}

/// Replaces a refresh token by the next one of its session.
pub fn rotate(
    connection: &mut AnyConnection,
    hash: &str,
    next: &str,
    now: DateTime<Utc>,
) -> QueryResult<Rotation> {
    let instant = now.naive_utc();
    let found: Option<(String, String)> = refresh_tokens::table
        .inner_join(sessions::table.inner_join(users::table))
        .filter(refresh_tokens::hash.eq(hash))
        .filter(sessions::revoked_at.is_null().and(sessions::expires_at.gt(instant)))
        .filter(users::status.eq("active"))
        .select((users::id, sessions::id))
        .first(connection)
        .optional()?;
    let Some((user, session)) = found else { return Ok(Rotation::Refused) };
    let first_use = diesel::update(
        refresh_tokens::table
            .filter(refresh_tokens::hash.eq(hash).and(refresh_tokens::replaced_at.is_null())),
    )
    .set(refresh_tokens::replaced_at.eq(instant))
    .execute(connection)?;
    if first_use == 0 {
        let replaced: Option<NaiveDateTime> =
            refresh_tokens::table.find(hash).select(refresh_tokens::replaced_at).first(connection)?;
        if replaced.is_none_or(|at| instant - at > TAB_GRACE) {
            end_session(connection, &session, now)?;
            return Ok(Rotation::Reused);
        }
    }
    add_token(connection, &session, next, instant)?;
    diesel::update(sessions::table.find(&session))
        .set(sessions::last_used_at.eq(instant))
        .execute(connection)?;
    Ok(Rotation::Fresh { user, session })
}

/// The session of a refresh token.
pub fn session_of(connection: &mut AnyConnection, hash: &str) -> QueryResult<Option<String>> {
    refresh_tokens::table.find(hash).select(refresh_tokens::session_id).first(connection).optional()
}

/// Ends one session, at once for every process.
pub fn end_session(connection: &mut AnyConnection, session: &str, now: DateTime<Utc>) -> QueryResult<usize> {
    let ended =
        diesel::update(sessions::table.filter(sessions::id.eq(session).and(sessions::revoked_at.is_null())))
            .set(sessions::revoked_at.eq(now.naive_utc()))
            .execute(connection)?;
    versions::touch(connection, Touched::Auth)?;
    Ok(ended)
}

/// Ends a person's sessions: the one named, or all but `keep`.
pub fn end_sessions_of(
    connection: &mut AnyConnection,
    user: &str,
    only: Option<&str>,
    keep: &str,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    let mine = sessions::user_id.eq(user.to_owned()).and(sessions::revoked_at.is_null());
    let set = sessions::revoked_at.eq(now.naive_utc());
    let ended = match only {
        Some(id) => diesel::update(sessions::table.filter(mine).filter(sessions::id.eq(id)))
            .set(set)
            .execute(connection)?,
        None => diesel::update(sessions::table.filter(mine).filter(sessions::id.ne(keep)))
            .set(set)
            .execute(connection)?,
    };
    versions::touch(connection, Touched::Auth)?;
    Ok(ended)
}

/// A person's sessions that are still good, newest first.
pub fn sessions_of(
    connection: &mut AnyConnection,
    user: &str,
    current: &str,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Session>> {
    type Row = (String, String, NaiveDateTime, NaiveDateTime, NaiveDateTime);
    let rows: Vec<Row> = sessions::table
        .filter(sessions::user_id.eq(user).and(sessions::revoked_at.is_null()))
        .filter(sessions::expires_at.gt(now.naive_utc()))
        .order(sessions::id.desc())
        .select((
            sessions::id,
            sessions::user_agent,
            sessions::created_at,
            sessions::last_used_at,
            sessions::expires_at,
        ))
        .load(connection)?;
    Ok(rows
        .into_iter()
        .map(|(id, user_agent, created_at, last_used_at, expires_at)| Session {
            current: id == current,
            id: Id::from_storage(id),
            user_agent,
            created_at: created_at.and_utc(),
            last_used_at: last_used_at.and_utc(),
            expires_at: expires_at.and_utc(),
        })
        .collect())
}
