//! Invitations. The token itself is never stored.

use crate::{
    accounts::rules::{Reach, Seat},
    catalogue::Catalogue,
    db::{AnyConnection, new_id, schema::invitations},
};
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{Id, PartnerRole, Role, account::Invitation};

const LIFE: Duration = Duration::days(14);

/// An invitation as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = invitations)]
pub struct Stored {
    pub id: String,
    pub email: String,
    pub role: String,
    pub programme_id: Option<String>,
    pub partner_id: Option<String>,
    pub partner_role: Option<String>,
    pub version: i32,
    pub expires_at: NaiveDateTime,
    pub accepted_at: Option<NaiveDateTime>,
    pub created_at: NaiveDateTime,
}

/// `token` is told once, to whoever invites.
pub fn wire(catalogue: &Catalogue, stored: Stored, token: Option<String>) -> Invitation {
    let Stored {
        id,
        email,
        role,
        programme_id,
        partner_id,
        partner_role,
        version,
        expires_at,
        accepted_at,
        created_at,
    } = stored;
    Invitation {
        id: Id::from_storage(id),
        version,
        email,
        role: Role::parse(&role).unwrap_or(Role::Observer),
        programme: programme_id.and_then(|id| catalogue.programme_ref(&id)),
        partner: partner_id.and_then(|id| catalogue.partner_ref(&id)),
        partner_role: partner_role.as_deref().and_then(PartnerRole::parse),
        accepted: accepted_at.is_some(),
        token,
        expires_at: expires_at.and_utc(),
        created_at: created_at.and_utc(),
    }
}

impl Stored {
    /// The seat that is promised; none when a newer server wrote a role unknown here.
    pub fn seat(&self) -> Option<Seat> {
        Some(Seat {
            role: Role::parse(&self.role)?,
            programme: self.programme_id.clone(),
            partner: self.partner_id.clone(),
            partner_role: self.partner_role.as_deref().and_then(PartnerRole::parse),
        })
    }
}

/// The invitations within reach, the oldest first.
pub fn within(connection: &mut AnyConnection, reach: &Reach) -> QueryResult<Vec<Stored>> {
    let mut query = invitations::table.select(Stored::as_select()).order(invitations::id).into_boxed();
    if let Reach::Programmes(programmes) = reach {
        query = query.filter(invitations::programme_id.eq_any(programmes.clone()));
    }
    query.load(connection)
}

/// An invitation within reach.
pub fn find(connection: &mut AnyConnection, reach: &Reach, id: &str) -> QueryResult<Option<Stored>> {
    let found = invitations::table.find(id).select(Stored::as_select()).first(connection).optional()?;
    Ok(found.filter(|stored: &Stored| reach.covers(stored.programme_id.as_deref())))
}

/// The invitation that a token opens: neither used nor expired.
pub fn open(
    connection: &mut AnyConnection,
    token_hash: &str,
    now: DateTime<Utc>,
) -> QueryResult<Option<Stored>> {
    invitations::table
        .filter(invitations::token_hash.eq(token_hash))
        .filter(invitations::accepted_at.is_null().and(invitations::expires_at.gt(now.naive_utc())))
        .select(Stored::as_select())
        .first(connection)
        .optional()
}

pub fn insert(
    connection: &mut AnyConnection,
    email: &str,
    seat: &Seat,
    token_hash: &str,
    by: &str,
    now: DateTime<Utc>,
) -> QueryResult<Stored> {
    let id = new_id();
    diesel::insert_into(invitations::table)
        .values((
            invitations::id.eq(&id),
            invitations::email.eq(email.trim().to_lowercase()),
            invitations::role.eq(seat.role.as_str()),
            invitations::programme_id.eq(&seat.programme),
            invitations::partner_id.eq(&seat.partner),
            invitations::partner_role.eq(seat.partner_role.map(PartnerRole::as_str)),
            invitations::token_hash.eq(token_hash),
            invitations::invited_by.eq(by),
            invitations::version.eq(1),
            invitations::expires_at.eq((now + LIFE).naive_utc()),
            invitations::created_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    invitations::table.find(&id).select(Stored::as_select()).first(connection)
}

/// Another token and another two weeks.
pub fn renew(
    connection: &mut AnyConnection,
    id: &str,
    token_hash: &str,
    now: DateTime<Utc>,
) -> QueryResult<Stored> {
    diesel::update(invitations::table.find(id))
        .set((
            invitations::token_hash.eq(token_hash),
            invitations::expires_at.eq((now + LIFE).naive_utc()),
            invitations::version.eq(invitations::version + 1),
        ))
        .execute(connection)?;
    invitations::table.find(id).select(Stored::as_select()).first(connection)
}

/// Used once.
pub fn accept(connection: &mut AnyConnection, stored: &Stored, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::update(invitations::table.find(&stored.id))
        .set((
            invitations::accepted_at.eq(now.naive_utc()),
            invitations::version.eq(invitations::version + 1),
        ))
        .execute(connection)
        .map(drop)
}

pub fn delete(connection: &mut AnyConnection, id: &str) -> QueryResult<()> {
    diesel::delete(invitations::table.find(id)).execute(connection).map(drop)
}
