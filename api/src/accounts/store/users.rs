//! Accounts.

use super::memberships::{self, Held};
use crate::{
    accounts::rules::Reach,
    auth,
    catalogue::Catalogue,
    db::{
        AnyConnection, new_id,
        schema::{memberships as seats, users},
    },
};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{
    Id, Role,
    account::{Collaboration, Me, User, UserInput, UserStatus},
};
use std::collections::HashMap;

#[derive(Queryable, Selectable)]
#[diesel(table_name = users)]
struct Row {
    id: String,
    email: String,
    name: String,
    status: String,
    version: i32,
    created_at: NaiveDateTime,
}

/// An account with its memberships; `reach` decides which of them.
fn wire(catalogue: &Catalogue, row: Row, held: Vec<Held>) -> User {
    let Row { id, email, name, status, version, created_at } = row;
    User {
        id: Id::from_storage(id),
        version,
        email,
        name,
        // An unknown status can only come from a newer server: it is no active account here.
        status: UserStatus::parse(&status).unwrap_or(UserStatus::Disabled),
        memberships: held.into_iter().map(|held| memberships::wire(catalogue, held)).collect(),
        created_at: created_at.and_utc(),
    }
}

/// The accounts within reach, each with its memberships within reach; `only` one of them.
pub fn within(
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    reach: &Reach,
    only: Option<&str>,
) -> QueryResult<Vec<User>> {
    let mut query = users::table.select(Row::as_select()).order(users::id).into_boxed();
    if let Some(id) = only {
        query = query.filter(users::id.eq(id.to_owned()));
    }
    if let Reach::Programmes(programmes) = reach {
        let people =
            seats::table.filter(seats::programme_id.eq_any(programmes.clone())).select(seats::user_id);
        query = query.filter(users::id.eq_any(people));
    }
    let rows: Vec<Row> = query.load(connection)?;
    let mut held_by: HashMap<String, Vec<Held>> = HashMap::new();
    for held in memberships::within(connection, reach, only)? {
        held_by.entry(held.user_id.clone()).or_default().push(held);
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let held = held_by.remove(&row.id).unwrap_or_default();
            wire(catalogue, row, held)
        })
        .collect())
}

/// An account with all its memberships.
pub fn find(connection: &mut AnyConnection, catalogue: &Catalogue, id: &str) -> QueryResult<Option<User>> {
    Ok(within(connection, catalogue, &Reach::Everyone, Some(id))?.into_iter().next())
}

/// The account of the person who asks.
pub fn me(connection: &mut AnyConnection, catalogue: &Catalogue, id: &str) -> QueryResult<Option<Me>> {
    let own = find(connection, catalogue, id)?;
    let collaborations = auth::store::collaborations(connection, id)?;
    let collaborations = collaborations
        .into_iter()
        .map(|(project, role)| Collaboration { project: Id::from_storage(project), role });
    Ok(own.map(|User { id, version, email, name, status: _, memberships, created_at }| Me {
        id,
        version,
        email,
        name,
        memberships,
        collaborations: collaborations.collect(),
        created_at,
    }))
}

/// A new account; its id. The address is stored in lower case.
pub fn insert(
    connection: &mut AnyConnection,
    input: &UserInput,
    password_hash: Option<&str>,
    now: DateTime<Utc>,
) -> QueryResult<String> {
    let id = new_id();
    diesel::insert_into(users::table)
        .values((
            users::id.eq(&id),
            users::email.eq(input.email.trim().to_lowercase()),
            users::name.eq(&input.name),
            users::password_hash.eq(password_hash),
            users::status.eq(input.status.as_str()),
            users::version.eq(1),
            users::created_at.eq(now.naive_utc()),
            users::updated_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    Ok(id)
}

/// Writes address, name and status; a disabled account is logged out everywhere at once.
pub fn update(
    connection: &mut AnyConnection,
    id: &str,
    input: &UserInput,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(users::table.find(id))
        .set((
            users::email.eq(input.email.trim().to_lowercase()),
            users::name.eq(&input.name),
            users::status.eq(input.status.as_str()),
            users::version.eq(users::version + 1),
            users::updated_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    if input.status == UserStatus::Disabled {
        auth::store::end_sessions_of(connection, id, None, "", now)?;
    }
    Ok(())
}

/// Gives a name and a password: to an account that an admin made without one, or by whoever runs the server.
pub fn set_password(
    connection: &mut AnyConnection,
    id: &str,
    name: &str,
    password_hash: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(users::table.find(id))
        .set((
            users::name.eq(name),
            users::password_hash.eq(password_hash),
            users::status.eq(UserStatus::Active.as_str()),
            users::version.eq(users::version + 1),
            users::updated_at.eq(now.naive_utc()),
        ))
        .execute(connection)
        .map(drop)
}

/// Gives another password to an account that is in use.
pub fn replace_password(
    connection: &mut AnyConnection,
    id: &str,
    password_hash: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(users::table.find(id))
        .set((
            users::password_hash.eq(password_hash),
            users::version.eq(users::version + 1),
            users::updated_at.eq(now.naive_utc()),
        ))
        .execute(connection)
        .map(drop)
}

/// The memberships of the account have changed: so has what is read of it.
pub fn raise(connection: &mut AnyConnection, id: &str) -> QueryResult<()> {
    diesel::update(users::table.find(id))
        .set(users::version.eq(users::version + 1))
        .execute(connection)
        .map(drop)
}

/// How an address can log in.
pub struct Login {
    pub id: String,
    pub status: UserStatus,
    pub password_hash: Option<String>,
}

pub fn login(connection: &mut AnyConnection, email: &str) -> QueryResult<Option<Login>> {
    let found: Option<(String, String, Option<String>)> = users::table
        .filter(users::email.eq(email.trim().to_lowercase()))
        .select((users::id, users::status, users::password_hash))
        .first(connection)
        .optional()?;
    Ok(found.map(|(id, status, password_hash)| Login {
        id,
        status: UserStatus::parse(&status).unwrap_or(UserStatus::Disabled),
        password_hash,
    }))
}

/// Whether somebody else than this person could still administer the instance.
pub fn another_admin(connection: &mut AnyConnection, id: &str) -> QueryResult<bool> {
    let others = seats::table
        .inner_join(users::table)
        .filter(seats::role.eq(Role::Admin.as_str()).and(seats::user_id.ne(id)))
        .filter(users::status.eq(UserStatus::Active.as_str()));
    diesel::select(diesel::dsl::exists(others)).get_result(connection)
}
