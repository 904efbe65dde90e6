//! The counters by which every process knows that a cache of its own is out of date.
//!
//! A write raises the counter of what it changed, in its own transaction; a reader compares one small row set.

use super::{AnyConnection, schema::data_versions};
use diesel::prelude::*;

/// The counters at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Versions {
    /// Accounts, memberships, sessions.
    pub auth: i64,
    /// Programmes, objectives, districts, partners, calls.
    pub catalogue: i64,
    /// Projects and what hangs on them.
    pub projects: i64,
    /// The committees' sessions.
    pub committee: i64,
}

/// What a write changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touched {
    Auth,
    Catalogue,
    Projects,
    Committee,
}

/// Reads all counters in one statement.
pub fn read(connection: &mut AnyConnection) -> QueryResult<Versions> {
    let rows: Vec<(String, i64)> =
        data_versions::table.select((data_versions::name, data_versions::value)).load(connection)?;
    let mut versions = Versions::default();
    for (name, value) in rows {
        match name.as_str() {
            "auth" => versions.auth = value,
            "catalogue" => versions.catalogue = value,
            "projects" => versions.projects = value,
            "committee" => versions.committee = value,
            _ => {}
        }
    }
    Ok(versions)
}

/// Raises a counter.
pub fn touch(connection: &mut AnyConnection, what: Touched) -> QueryResult<()> {
    let name = match what {
        Touched::Auth => "auth",
        Touched::Catalogue => "catalogue",
        Touched::Projects => "projects",
        Touched::Committee => "committee",
    };
    diesel::update(data_versions::table.find(name))
        .set(data_versions::value.eq(data_versions::value + 1))
        .execute(connection)
        .map(drop)
}
