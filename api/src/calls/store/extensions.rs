//! Extensions in the database. Writes are for a caller that has claimed the catalogue.

use crate::{
    db::{
        AnyConnection, new_id,
        schema::{extensions, projects, users},
    },
    projects::store::record,
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{ProjectStatus, calendar::ExtensionInput};

/// An extension with the name of who granted it.
#[derive(Queryable)]
pub struct Stored {
    pub id: String,
    pub partner_id: String,
    pub until_on: NaiveDate,
    pub until_at: Option<String>,
    pub reason: String,
    pub granted_by: Option<String>,
    pub granted_at: NaiveDateTime,
    pub revoked_at: Option<NaiveDateTime>,
    pub revocation_reason: Option<String>,
    pub version: i32,
}

macro_rules! stored {
    () => {
        extensions::table.left_join(users::table).select((
            extensions::id,
            extensions::partner_id,
            extensions::until_on,
            extensions::until_at,
            extensions::reason,
            users::name.nullable(),
            extensions::granted_at,
            extensions::revoked_at,
            extensions::revocation_reason,
            extensions::version,
        ))
    };
}

/// Every extension of a call, oldest first.
pub fn of_call(connection: &mut AnyConnection, call: &str) -> QueryResult<Vec<Stored>> {
    stored!().filter(extensions::call_id.eq(call)).order(extensions::id).load(connection)
}

pub fn find(connection: &mut AnyConnection, call: &str, id: &str) -> QueryResult<Option<Stored>> {
    let own = extensions::call_id.eq(call).and(extensions::id.eq(id));
    stored!().filter(own).first(connection).optional()
}

/// A new extension; its id. What the partner is writing in the call remembers it.
pub fn insert(
    connection: &mut AnyConnection,
    call: &str,
    partner: &str,
    input: &ExtensionInput,
    by: &str,
    now: DateTime<Utc>,
) -> QueryResult<String> {
    let id = new_id();
    diesel::insert_into(extensions::table)
        .values((
            extensions::id.eq(&id),
            extensions::call_id.eq(call),
            extensions::partner_id.eq(partner),
            extensions::until_on.eq(input.until_on),
            extensions::until_at.eq(input.until_at.as_deref()),
            extensions::reason.eq(input.reason.trim()),
            extensions::granted_by.eq(by),
            extensions::granted_at.eq(now.naive_utc()),
            extensions::version.eq(1),
        ))
        .execute(connection)?;
    record_on_drafts(connection, call, partner, "extended", &input.reason, by, now)?;
    Ok(id)
}

/// Takes an extension back.
pub fn revoke(
    connection: &mut AnyConnection,
    call: &str,
    stored: &Stored,
    reason: &str,
    by: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(extensions::table.find(&stored.id))
        .set((
            extensions::revoked_by.eq(by),
            extensions::revoked_at.eq(now.naive_utc()),
            extensions::revocation_reason.eq(reason.trim()),
            extensions::version.eq(stored.version + 1),
        ))
        .execute(connection)?;
    record_on_drafts(connection, call, &stored.partner_id, "extension_revoked", reason, by, now)
}

fn record_on_drafts(
    connection: &mut AnyConnection,
    call: &str,
    partner: &str,
    kind: &str,
    reason: &str,
    by: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let drafts: Vec<String> = projects::table
        .filter(projects::call_id.eq(call).and(projects::partner_id.eq(partner)))
        .filter(projects::status.eq(ProjectStatus::Draft.as_str()))
        .select(projects::id)
        .load(connection)?;
    drafts.iter().try_for_each(|draft| record(connection, draft, kind, false, by, reason.trim(), now))
}
