//! What only the demo writes or asks.

use super::people::DOMAIN;
use crate::db::{AnyConnection, schema::users};
use diesel::{dsl::exists, prelude::*};

pub fn has_demo_accounts(connection: &mut AnyConnection) -> QueryResult<bool> {
    let accounts = users::table.filter(users::email.like(format!("%{DOMAIN}")));
    diesel::select(exists(accounts)).get_result(connection)
}
