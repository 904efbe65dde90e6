//! For which projects a person stands aside.

use crate::{
    db::{AnyConnection, schema::projects},
    reviews::store::conflicts,
};
use diesel::prelude::*;
use std::collections::HashSet;

/// The projects of a call that a person is recused from.
pub fn recused_from(connection: &mut AnyConnection, call: &str, user: &str) -> QueryResult<HashSet<String>> {
    let ids: Vec<String> =
        projects::table.filter(projects::call_id.eq(call)).select(projects::id).load(connection)?;
    let pairs = conflicts::recused(connection, &ids)?;
    Ok(pairs.into_iter().filter(|(_, person)| person == user).map(|(project, _)| project).collect())
}
