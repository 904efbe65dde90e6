//! Objectives in the database.

use crate::{
    catalogue,
    db::{
        AnyConnection, new_id,
        schema::{objectives, project_objectives},
    },
};
use diesel::{dsl::exists, prelude::*};
use openapi::{
    Id,
    programme::{Objective, ObjectiveInput},
};

/// What a client can set; every field is written at each change.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = objectives, treat_none_as_null = true)]
struct Content<'a> {
    code: &'a str,
    label: &'a str,
    detail: &'a str,
    axis: Option<&'a str>,
}

fn content(input: &ObjectiveInput) -> Content<'_> {
    let ObjectiveInput { programme: _, code, label, detail, axis } = input;
    Content { code, label, detail, axis: axis.as_deref() }
}

fn written(connection: &mut AnyConnection, id: &str) -> QueryResult<Objective> {
    catalogue::store::load(connection)?.objective(id).cloned().ok_or(diesel::result::Error::NotFound)
}

/// The caller has claimed the catalogue.
pub fn insert(
    connection: &mut AnyConnection,
    programme: &Id,
    input: &ObjectiveInput,
) -> QueryResult<Objective> {
    let id = new_id();
    diesel::insert_into(objectives::table)
        .values((
            objectives::id.eq(&id),
            objectives::programme_id.eq(programme.as_str()),
            content(input),
            objectives::version.eq(1),
        ))
        .execute(connection)?;
    written(connection, &id)
}

/// The caller has claimed the catalogue.
pub fn update(
    connection: &mut AnyConnection,
    current: &Objective,
    input: &ObjectiveInput,
) -> QueryResult<Objective> {
    diesel::update(objectives::table.find(current.id.as_str()))
        .set((content(input), objectives::version.eq(current.version + 1)))
        .execute(connection)?;
    written(connection, current.id.as_str())
}

/// Whether a project, a draft included, has the objective.
pub fn is_used(connection: &mut AnyConnection, id: &str) -> QueryResult<bool> {
    let uses = project_objectives::table.filter(project_objectives::objective_id.eq(id));
    diesel::select(exists(uses)).get_result(connection)
}

pub fn delete(connection: &mut AnyConnection, id: &str) -> QueryResult<usize> {
    diesel::delete(objectives::table.find(id)).execute(connection)
}
