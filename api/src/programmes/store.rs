//! Programmes in the database.

use crate::{
    catalogue,
    db::{
        AnyConnection, new_id,
        schema::programmes,
        versions::{self, Touched},
    },
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::programme::{Programme, ProgrammeInput};

/// What a client can set; every field is written at each change.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = programmes, treat_none_as_null = true)]
struct Content<'a> {
    slug: &'a str,
    name: &'a str,
    audience: &'a str,
    insee_commune: Option<&'a str>,
    label_starts_on: Option<NaiveDate>,
    label_ends_on: Option<NaiveDate>,
    state_funding_cents: Option<i64>,
    contact: String,
    axes: String,
    updated_at: NaiveDateTime,
}

fn content(input: &ProgrammeInput, now: DateTime<Utc>) -> QueryResult<Content<'_>> {
    let json = |value: serde_json::Result<String>| {
        value.map_err(|error| diesel::result::Error::SerializationError(error.into()))
    };
    Ok(Content {
        slug: &input.slug,
        name: &input.name,
        audience: &input.audience,
        insee_commune: input.insee_commune.as_deref(),
        label_starts_on: input.label_starts_on,
        label_ends_on: input.label_ends_on,
        state_funding_cents: input.state_funding_per_year.map(|money| money.amount),
        contact: json(serde_json::to_string(&input.contact))?,
        axes: json(serde_json::to_string(&input.axes))?,
        updated_at: now.naive_utc(),
    })
}

/// A programme as the database has it now.
pub fn find(connection: &mut AnyConnection, id: &str) -> QueryResult<Option<Programme>> {
    Ok(catalogue::store::load(connection)?.programme(id).cloned())
}

fn written(connection: &mut AnyConnection, id: &str) -> QueryResult<Programme> {
    versions::touch(connection, Touched::Catalogue)?;
    find(connection, id)?.ok_or(diesel::result::Error::NotFound)
}

pub fn insert(
    connection: &mut AnyConnection,
    input: &ProgrammeInput,
    now: DateTime<Utc>,
) -> QueryResult<Programme> {
    let id = new_id();
    diesel::insert_into(programmes::table)
        .values((
            programmes::id.eq(&id),
            content(input, now)?,
            programmes::version.eq(1),
            programmes::created_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    written(connection, &id)
}

/// Writes the new content over the version that was read; `NotFound` when another write came first.
pub fn update(
    connection: &mut AnyConnection,
    current: &Programme,
    input: &ProgrammeInput,
    now: DateTime<Utc>,
) -> QueryResult<Programme> {
    let own = programmes::table
        .filter(programmes::id.eq(current.id.as_str()).and(programmes::version.eq(current.version)));
    let changed = diesel::update(own)
        .set((content(input, now)?, programmes::version.eq(current.version + 1)))
        .execute(connection)?;
    if changed == 0 {
        return Err(diesel::result::Error::NotFound);
    }
    written(connection, current.id.as_str())
}
