//! Programmes over HTTP.

use super::store;
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Admin, Anyone, Steward},
    catalogue,
    db::{DbError, Ending},
    http::{
        answer::{Created, Listed, Tagged},
        body::{Body, Patch},
        etag::IfMatch,
        fail::Fail,
        page::{Key, Sort, Window},
        query::Query,
        refusals::*,
        text,
    },
};
use actix_web::{Responder, get, patch, post, web::Path};
use openapi::{
    Page,
    page::PageQuery,
    programme::{Programme, ProgrammeInput},
};

pub fn configure(config: &mut Mount) {
    config.service(list).service(read).service(create).service(change);
}

#[derive(Clone, Copy)]
enum Field {
    Name,
    Slug,
    CreatedAt,
}

/// List programmes
#[utoipa::path(tag = "programmes", security(()), params(PageQuery),
    responses((status = 200, description = "Programmes", body = Page<Programme>), OfList))]
#[get("/programmes")]
async fn list(actor: Anyone, Query(query): Query<PageQuery>) -> Result<impl Responder, Fail> {
    let fields = |name: &str| match name {
        "name" => Some(Field::Name),
        "slug" => Some(Field::Slug),
        "created_at" => Some(Field::CreatedAt),
        _ => None,
    };
    let window = Window::parse(&query, fields, &[Sort { field: Field::Name, descending: false }])?;
    let found =
        actor.catalogue.programmes.iter().filter(|entry| text::matches(&entry.index, &window.needles));
    Ok(Listed(window.page(
        found.map(|entry| &entry.value).collect(),
        |programme, field| match field {
            Field::Name => Key::Text(text::fold(&programme.name)),
            Field::Slug => Key::Text(programme.slug.clone()),
            Field::CreatedAt => Key::Number(programme.created_at.timestamp_micros()),
        },
        |programme| programme.id.as_str(),
        Clone::clone,
    )))
}

/// Read a programme
#[utoipa::path(tag = "programmes", security(()), params(("id" = String, Path, description = "Id or slug", example = "soissons")),
    responses((status = 200, description = "The programme", body = Programme), OfRead))]
#[get("/programmes/{id}")]
async fn read(actor: Anyone, id: Path<String>) -> Result<impl Responder, Fail> {
    let programme = actor.catalogue.programme(&id).ok_or(Fail::NOT_FOUND)?;
    Ok(Tagged { version: programme.version, value: programme.clone() })
}

/// Create a programme
#[utoipa::path(tag = "programmes", request_body = ProgrammeInput,
    responses((status = 201, description = "Created", body = Programme), OfCreate))]
#[post("/programmes")]
async fn create(actor: Admin, Body(input): Body<ProgrammeInput>) -> Result<impl Responder, Fail> {
    let now = actor.now;
    let value = actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            store::insert(connection, &input, now).map_err(DbError::from)
        })
        .await?;
    Ok(Created { version: value.version, path: format!("/programmes/{}", value.id), value })
}

/// Change a programme
#[utoipa::path(tag = "programmes", params(("id" = String, Path, description = "Id or slug", example = "soissons")),
    request_body(content = ProgrammeInput, description = "JSON Merge Patch"),
    responses((status = 200, description = "Changed", body = Programme), OfPatch))]
#[patch("/programmes/{id}")]
async fn change(
    actor: Steward,
    id: Path<String>,
    if_match: IfMatch,
    patch: Patch<ProgrammeInput>,
) -> Result<impl Responder, Fail> {
    let programme = actor.catalogue.programme(&id).ok_or(Fail::NOT_FOUND)?;
    actor.require_steward(programme.id.as_str())?;
    let (id, now) = (programme.id.clone(), actor.now);
    let value = actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            let catalogue = catalogue::store::claim(connection)?;
            let current = catalogue.programme(id.as_str()).ok_or(Fail::NOT_FOUND)?;
            if_match.check(current.version, format!("/api/v1/programmes/{id}"))?;
            let input = patch.apply(&ProgrammeInput::from(current))?;
            store::update(connection, current, &input, now).map_err(Fail::from)
        })
        .await?;
    Ok(Tagged { version: value.version, value })
}
