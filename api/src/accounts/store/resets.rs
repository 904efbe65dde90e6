//! Links to a new password. The token itself is never stored here; the outbox keeps it until the mail has left.

use crate::db::{
    AnyConnection,
    schema::{password_resets as resets, users},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;

/// Whom a link is for.
pub struct Account {
    pub id: String,
    pub email: String,
    pub name: String,
}

type Row = (String, String, String);

fn account_of((id, email, name): Row) -> Account {
    Account { id, email, name }
}

/// The active account of an address, held until the transaction ends: links asked for at once are counted one by one.
pub fn account(connection: &mut AnyConnection, email: &str) -> QueryResult<Option<Account>> {
    let active = users::table.filter(users::email.eq(email).and(users::status.eq("active"))).select((
        users::id,
        users::email,
        users::name,
    ));
    let found: Option<Row> = match connection {
        AnyConnection::Sqlite(c) => active.first(c).optional()?,
        AnyConnection::Postgres(c) => active.for_no_key_update().first(c).optional()?,
    };
    Ok(found.map(account_of))
}

/// How many links an account got since then.
pub fn count_since(connection: &mut AnyConnection, user: &str, since: DateTime<Utc>) -> QueryResult<i64> {
    resets::table
        .filter(resets::user_id.eq(user).and(resets::created_at.gt(since.naive_utc())))
        .count()
        .get_result(connection)
}

/// A new link; those that are over are forgotten.
pub fn insert(
    connection: &mut AnyConnection,
    user: &str,
    token_hash: &str,
    now: DateTime<Utc>,
    expires: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::delete(resets::table.filter(resets::expires_at.le(now.naive_utc()))).execute(connection)?;
    diesel::insert_into(resets::table)
        .values((
            resets::token_hash.eq(token_hash),
            resets::user_id.eq(user),
            resets::created_at.eq(now.naive_utc()),
            resets::expires_at.eq(expires.naive_utc()),
        ))
        .execute(connection)
        .map(drop)
}

/// The account that a link opens: neither used nor over.
pub fn open(
    connection: &mut AnyConnection,
    token_hash: &str,
    now: DateTime<Utc>,
) -> QueryResult<Option<Account>> {
    let found: Option<Row> = resets::table
        .inner_join(users::table)
        .filter(resets::token_hash.eq(token_hash).and(users::status.eq("active")))
        .filter(resets::used_at.is_null().and(resets::expires_at.gt(now.naive_utc())))
        .select((users::id, users::email, users::name))
        .first(connection)
        .optional()?;
    Ok(found.map(account_of))
}

/// After a new password no earlier link works.
pub fn use_up(connection: &mut AnyConnection, user: &str, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::update(resets::table.filter(resets::user_id.eq(user).and(resets::used_at.is_null())))
        .set(resets::used_at.eq(now.naive_utc()))
        .execute(connection)
        .map(drop)
}
