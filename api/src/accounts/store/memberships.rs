//! Memberships.

use super::users;
use crate::{
    accounts::rules::{Reach, Seat},
    catalogue::Catalogue,
    db::{AnyConnection, new_id, schema::memberships},
};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{Id, PartnerRole, Role, account::Membership};

/// A membership as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = memberships)]
pub struct Held {
    pub id: String,
    pub user_id: String,
    pub role: String,
    pub programme_id: Option<String>,
    pub partner_id: Option<String>,
    pub partner_role: Option<String>,
    pub version: i32,
    pub created_at: NaiveDateTime,
    /// Ids, separated by spaces.
    pub objectives: String,
}

pub fn wire(catalogue: &Catalogue, held: Held) -> Membership {
    let Held {
        id,
        user_id,
        role,
        programme_id,
        partner_id,
        partner_role,
        version: _,
        created_at: _,
        objectives,
    } = held;
    Membership {
        id: Id::from_storage(id),
        user: Id::from_storage(user_id),
        // An unknown role can only come from a newer server: the weakest one is the safe reading.
        role: Role::parse(&role).unwrap_or(Role::Observer),
        programme: programme_id.and_then(|id| catalogue.programme_ref(&id)),
        partner: partner_id.and_then(|id| catalogue.partner_ref(&id)),
        partner_role: partner_role.as_deref().and_then(PartnerRole::parse),
        // One that was deleted since is followed no more.
        objectives: objectives.split_whitespace().filter_map(|id| catalogue.objective_ref(id)).collect(),
    }
}

/// Writes the objectives that a person follows; false when another write came first. The caller has claimed the accounts.
pub fn follow(connection: &mut AnyConnection, held: &Held, objectives: &str) -> QueryResult<bool> {
    let own =
        memberships::table.filter(memberships::id.eq(&held.id).and(memberships::version.eq(held.version)));
    let changed = diesel::update(own)
        .set((memberships::objectives.eq(objectives), memberships::version.eq(held.version + 1)))
        .execute(connection)?;
    users::raise(connection, &held.user_id)?;
    Ok(changed > 0)
}

/// The memberships within reach, `user`'s alone if there is one, the oldest first.
pub fn within(connection: &mut AnyConnection, reach: &Reach, user: Option<&str>) -> QueryResult<Vec<Held>> {
    let mut query = memberships::table.select(Held::as_select()).order(memberships::id).into_boxed();
    if let Some(user) = user {
        query = query.filter(memberships::user_id.eq(user.to_owned()));
    }
    if let Reach::Programmes(programmes) = reach {
        query = query.filter(memberships::programme_id.eq_any(programmes.clone()));
    }
    query.load(connection)
}

/// A membership within reach.
pub fn find(connection: &mut AnyConnection, reach: &Reach, id: &str) -> QueryResult<Option<Held>> {
    let found = memberships::table.find(id).select(Held::as_select()).first(connection).optional()?;
    Ok(found.filter(|held: &Held| reach.covers(held.programme_id.as_deref())))
}

/// The membership that gives a person this very seat, whatever the role in the organisation.
pub fn same(connection: &mut AnyConnection, user: &str, seat: &Seat) -> QueryResult<Option<Held>> {
    let of_user = within(connection, &Reach::Everyone, Some(user))?;
    Ok(of_user.into_iter().find(|held| {
        held.role == seat.role.as_str()
            && held.programme_id == seat.programme
            && held.partner_id == seat.partner
    }))
}

/// The caller has claimed the accounts.
pub fn insert(
    connection: &mut AnyConnection,
    user: &str,
    seat: &Seat,
    now: DateTime<Utc>,
) -> QueryResult<Held> {
    let held = Held {
        id: new_id(),
        user_id: user.to_owned(),
        role: seat.role.as_str().to_owned(),
        programme_id: seat.programme.clone(),
        partner_id: seat.partner.clone(),
        partner_role: seat.partner_role.map(|role| role.as_str().to_owned()),
        version: 1,
        created_at: now.naive_utc(),
        objectives: String::new(),
    };
    diesel::insert_into(memberships::table)
        .values((
            memberships::id.eq(&held.id),
            memberships::user_id.eq(&held.user_id),
            memberships::role.eq(&held.role),
            memberships::programme_id.eq(&held.programme_id),
            memberships::partner_id.eq(&held.partner_id),
            memberships::partner_role.eq(&held.partner_role),
            memberships::version.eq(held.version),
            memberships::created_at.eq(held.created_at),
            memberships::objectives.eq(&held.objectives),
        ))
        .execute(connection)?;
    users::raise(connection, user)?;
    Ok(held)
}

/// The caller has claimed the accounts.
pub fn delete(connection: &mut AnyConnection, held: &Held) -> QueryResult<()> {
    diesel::delete(memberships::table.find(&held.id)).execute(connection)?;
    users::raise(connection, &held.user_id)
}
