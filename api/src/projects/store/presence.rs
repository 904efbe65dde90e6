//! Who has a fiche open.

use crate::db::{
    AnyConnection,
    schema::{presences, users},
};
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{
    Id,
    project::{Present, Section},
    review::PersonRef,
};

/// Whoever is silent for so long has left; the web app speaks every 15 seconds.
const SILENCE: Duration = Duration::seconds(40);

/// Notes where a person is, and forgets those who left. The project's row must be held.
pub fn enter(
    connection: &mut AnyConnection,
    project: &str,
    user: &str,
    section: Option<Section>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let gone = presences::seen_at.le((now - SILENCE).naive_utc());
    diesel::delete(presences::table.filter(presences::project_id.eq(project).and(gone)))
        .execute(connection)?;
    let (name, instant) = (section.map(Section::as_str), now.naive_utc());
    let own = presences::table.find((project, user));
    let before: Option<Option<String>> = own.select(presences::section).first(connection).optional()?;
    match before {
        None => diesel::insert_into(presences::table)
            .values((
                presences::project_id.eq(project),
                presences::user_id.eq(user),
                presences::section.eq(name),
                presences::since.eq(instant),
                presences::seen_at.eq(instant),
            ))
            .execute(connection),
        Some(there) if there.as_deref() == name => {
            diesel::update(own).set(presences::seen_at.eq(instant)).execute(connection)
        }
        Some(_) => diesel::update(own)
            .set((presences::section.eq(name), presences::since.eq(instant), presences::seen_at.eq(instant)))
            .execute(connection),
    }
    .map(drop)
}

/// The others who are there now, by name.
pub fn others(
    connection: &mut AnyConnection,
    project: &str,
    user: &str,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Present>> {
    let rows: Vec<(String, String, Option<String>, NaiveDateTime)> = presences::table
        .inner_join(users::table.on(users::id.eq(presences::user_id)))
        .filter(presences::project_id.eq(project).and(presences::user_id.ne(user)))
        .filter(presences::seen_at.gt((now - SILENCE).naive_utc()))
        .order((users::name, users::id))
        .select((users::id, users::name, presences::section, presences::since))
        .load(connection)?;
    let present = |(id, name, section, since): (String, String, Option<String>, NaiveDateTime)| Present {
        person: PersonRef { id: Id::from_storage(id), name },
        section: section.as_deref().and_then(Section::parse),
        since: since.and_utc(),
    };
    Ok(rows.into_iter().map(present).collect())
}
