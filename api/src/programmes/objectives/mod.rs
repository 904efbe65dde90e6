//! Objectives over HTTP.

pub mod store;

use super::{
    OfNew,
    belonging::{self, Within},
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Anyone, Steward},
    catalogue::{self, Catalogue},
    db::Ending,
    http::{
        answer::{Created, Done, Listed, Tagged},
        body::{Body, Patch},
        etag::IfMatch,
        fail::Fail,
        page::{Key, Sort, Window},
        query::Query,
        refusals::*,
        text,
    },
};
use actix_web::{Responder, delete, get, patch, post, web::Path};
use openapi::{
    ErrorCode, Id, Page,
    page::PageQuery,
    programme::{Objective, ObjectiveInput, ProgrammeFilter},
    rule::Rule,
};

pub fn configure(config: &mut Mount) {
    config
        .service(list_objectives)
        .service(read_objective)
        .service(create_objective)
        .service(change_objective)
        .service(delete_objective);
}

#[derive(Clone, Copy)]
enum Field {
    Code,
    Label,
}

fn path(id: &Id) -> String {
    format!("/api/v1/objectives/{id}")
}

/// An objective's axis is one of its programme's.
fn require_axis(catalogue: &Catalogue, programme: &Id, input: &ObjectiveInput) -> Result<(), Fail> {
    let axes = catalogue.programme(programme.as_str()).map(|programme| programme.axes.as_slice());
    let known = |code: &String| axes.unwrap_or_default().iter().any(|axis| axis.code == *code);
    if input.axis.as_ref().is_none_or(known) {
        Ok(())
    } else {
        Err(Fail::field("/axis", Rule::UnknownReference))
    }
}

/// List objectives
#[utoipa::path(tag = "programmes", security(()), params(PageQuery, ProgrammeFilter),
    responses((status = 200, description = "Objectives", body = Page<Objective>), OfList))]
#[get("/objectives")]
async fn list_objectives(
    actor: Anyone,
    Query(query): Query<PageQuery>,
    Query(filter): Query<ProgrammeFilter>,
) -> Result<impl Responder, Fail> {
    let fields = |name: &str| match name {
        "code" => Some(Field::Code),
        "label" => Some(Field::Label),
        _ => None,
    };
    let window = Window::parse(&query, fields, &[Sort { field: Field::Code, descending: false }])?;
    let within = Within::parse(&actor.catalogue, filter.programme.as_deref());
    let found =
        actor.catalogue.objectives.iter().filter(|entry| {
            within.holds(&entry.value.programme) && text::matches(&entry.index, &window.needles)
        });
    Ok(Listed(window.page(
        found.map(|entry| &entry.value).collect(),
        |objective, field| match field {
            Field::Code => Key::Text(belonging::counted(&objective.code)),
            Field::Label => Key::Text(text::fold(&objective.label)),
        },
        |objective| objective.id.as_str(),
        Clone::clone,
    )))
}

/// Read an objective
#[utoipa::path(tag = "programmes", security(()), params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The objective", body = Objective), OfRead))]
#[get("/objectives/{id}")]
async fn read_objective(actor: Anyone, id: Path<String>) -> Result<impl Responder, Fail> {
    let objective = actor.catalogue.objective(&id).ok_or(Fail::NOT_FOUND)?;
    Ok(Tagged { version: objective.version, value: objective.clone() })
}

/// Create an objective
#[utoipa::path(tag = "programmes", request_body = ObjectiveInput,
    responses((status = 201, description = "Created", body = Objective), OfNew))]
#[post("/objectives")]
async fn create_objective(actor: Steward, Body(input): Body<ObjectiveInput>) -> Result<impl Responder, Fail> {
    let programme = belonging::named(&actor.catalogue, input.programme.as_ref())?.id.clone();
    actor.require_steward(programme.as_str())?;
    let value = actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            let catalogue = catalogue::store::claim(connection)?;
            require_axis(&catalogue, &programme, &input)?;
            store::insert(connection, &programme, &input).map_err(Fail::from)
        })
        .await?;
    Ok(Created { version: value.version, path: format!("/objectives/{}", value.id), value })
}

/// Change an objective
#[utoipa::path(tag = "programmes", params(("id" = String, Path, description = "Id")),
    request_body(content = ObjectiveInput, description = "JSON Merge Patch"),
    responses((status = 200, description = "Changed", body = Objective), OfPatch))]
#[patch("/objectives/{id}")]
async fn change_objective(
    actor: Steward,
    id: Path<String>,
    if_match: IfMatch,
    patch: Patch<ObjectiveInput>,
) -> Result<impl Responder, Fail> {
    let objective = actor.catalogue.objective(&id).ok_or(Fail::NOT_FOUND)?;
    actor.require_steward(objective.programme.as_str())?;
    let id = objective.id.clone();
    let value = actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            let catalogue = catalogue::store::claim(connection)?;
            let current = catalogue.objective(id.as_str()).ok_or(Fail::NOT_FOUND)?;
            if_match.check(current.version, path(&id))?;
            let input = patch.apply(&ObjectiveInput::from(current))?;
            belonging::unmoved(&catalogue, &current.programme, input.programme.as_ref())?;
            require_axis(&catalogue, &current.programme, &input)?;
            store::update(connection, current, &input).map_err(Fail::from)
        })
        .await?;
    Ok(Tagged { version: value.version, value })
}

/// Delete an objective
///
/// Only one that no project has.
#[utoipa::path(tag = "programmes", params(("id" = String, Path, description = "Id")),
    responses((status = 204, description = "Deleted"), OfDelete))]
#[delete("/objectives/{id}")]
async fn delete_objective(
    actor: Steward,
    id: Path<String>,
    if_match: IfMatch,
) -> Result<impl Responder, Fail> {
    let objective = actor.catalogue.objective(&id).ok_or(Fail::NOT_FOUND)?;
    actor.require_steward(objective.programme.as_str())?;
    let id = objective.id.clone();
    actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            let catalogue = catalogue::store::claim(connection)?;
            let current = catalogue.objective(id.as_str()).ok_or(Fail::NOT_FOUND)?;
            if_match.check(current.version, path(&id))?;
            if store::is_used(connection, id.as_str())? {
                return Err(ErrorCode::InUse.into());
            }
            store::delete(connection, id.as_str()).map_err(Fail::from)
        })
        .await?;
    Ok(Done)
}
