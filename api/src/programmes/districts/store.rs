//! Districts in the database.

use crate::{
    catalogue,
    db::{
        AnyConnection, new_id,
        schema::{districts, project_districts},
    },
};
use diesel::{dsl::exists, prelude::*};
use openapi::{
    Id,
    programme::{District, DistrictInput},
};

/// What a client can set; every field is written at each change.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = districts, treat_none_as_null = true)]
struct Content<'a> {
    name: &'a str,
    kind: &'a str,
    code: Option<&'a str>,
    geography_year: Option<i32>,
}

fn content(input: &DistrictInput) -> Content<'_> {
    let DistrictInput { programme: _, name, kind, code, geography_year } = input;
    Content { name, kind, code: code.as_deref(), geography_year: *geography_year }
}

fn written(connection: &mut AnyConnection, id: &str) -> QueryResult<District> {
    catalogue::store::load(connection)?.district(id).cloned().ok_or(diesel::result::Error::NotFound)
}

/// The caller has claimed the catalogue.
pub fn insert(
    connection: &mut AnyConnection,
    programme: &Id,
    input: &DistrictInput,
) -> QueryResult<District> {
    let id = new_id();
    diesel::insert_into(districts::table)
        .values((
            districts::id.eq(&id),
            districts::programme_id.eq(programme.as_str()),
            content(input),
            districts::version.eq(1),
        ))
        .execute(connection)?;
    written(connection, &id)
}

/// The caller has claimed the catalogue.
pub fn update(
    connection: &mut AnyConnection,
    current: &District,
    input: &DistrictInput,
) -> QueryResult<District> {
    diesel::update(districts::table.find(current.id.as_str()))
        .set((content(input), districts::version.eq(current.version + 1)))
        .execute(connection)?;
    written(connection, current.id.as_str())
}

/// Whether a project, a draft included, reaches the district.
pub fn is_used(connection: &mut AnyConnection, id: &str) -> QueryResult<bool> {
    let uses = project_districts::table.filter(project_districts::district_id.eq(id));
    diesel::select(exists(uses)).get_result(connection)
}

pub fn delete(connection: &mut AnyConnection, id: &str) -> QueryResult<usize> {
    diesel::delete(districts::table.find(id)).execute(connection)
}
