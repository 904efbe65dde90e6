//! What only the demo writes or asks.

use super::people::DOMAIN;
use crate::db::{
    AnyConnection,
    schema::{calls, users},
};
use diesel::{dsl::exists, prelude::*};

pub fn has_demo_accounts(connection: &mut AnyConnection) -> QueryResult<bool> {
    let accounts = users::table.filter(users::email.like(format!("%{DOMAIN}")));
    diesel::select(exists(accounts)).get_result(connection)
}

/// Whether a call has this slug.
pub fn has_call(connection: &mut AnyConnection, slug: &str) -> QueryResult<bool> {
    diesel::select(exists(calls::table.filter(calls::slug.eq(slug)))).get_result(connection)
}

/// Ids and statuses of a call's projects.
#[cfg(test)]
pub fn projects_of(connection: &mut AnyConnection, call: &str) -> QueryResult<Vec<(String, String)>> {
    use crate::db::schema::projects;
    projects::table
        .filter(projects::call_id.eq(call))
        .select((projects::id, projects::status))
        .load(connection)
}
