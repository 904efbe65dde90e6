//! Districts over HTTP.

pub mod store;

use super::{
    OfNew,
    belonging::{self, Within},
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Anyone, Steward},
    catalogue,
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
    programme::{District, DistrictInput, ProgrammeFilter},
};

pub fn configure(config: &mut Mount) {
    config
        .service(list_districts)
        .service(read_district)
        .service(create_district)
        .service(change_district)
        .service(delete_district);
}

#[derive(Clone, Copy)]
enum Field {
    Name,
    Kind,
}

fn path(id: &Id) -> String {
    format!("/api/v1/districts/{id}")
}

/// List districts
#[utoipa::path(tag = "programmes", security(()), params(PageQuery, ProgrammeFilter),
    responses((status = 200, description = "Districts", body = Page<District>), OfList))]
#[get("/districts")]
async fn list_districts(
    actor: Anyone,
    Query(query): Query<PageQuery>,
    Query(filter): Query<ProgrammeFilter>,
) -> Result<impl Responder, Fail> {
    let fields = |name: &str| match name {
        "name" => Some(Field::Name),
        "kind" => Some(Field::Kind),
        _ => None,
    };
    let window = Window::parse(&query, fields, &[Sort { field: Field::Name, descending: false }])?;
    let within = Within::parse(&actor.catalogue, filter.programme.as_deref());
    let found =
        actor.catalogue.districts.iter().filter(|entry| {
            within.holds(&entry.value.programme) && text::matches(&entry.index, &window.needles)
        });
    Ok(Listed(window.page(
        found.map(|entry| &entry.value).collect(),
        |district, field| match field {
            Field::Name => Key::Text(text::fold(&district.name)),
            Field::Kind => Key::Text(text::fold(&district.kind)),
        },
        |district| district.id.as_str(),
        Clone::clone,
    )))
}

/// Read a district
#[utoipa::path(tag = "programmes", security(()), params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The district", body = District), OfRead))]
#[get("/districts/{id}")]
async fn read_district(actor: Anyone, id: Path<String>) -> Result<impl Responder, Fail> {
    let district = actor.catalogue.district(&id).ok_or(Fail::NOT_FOUND)?;
    Ok(Tagged { version: district.version, value: district.clone() })
}

/// Create a district
#[utoipa::path(tag = "programmes", request_body = DistrictInput,
    responses((status = 201, description = "Created", body = District), OfNew))]
#[post("/districts")]
async fn create_district(actor: Steward, Body(input): Body<DistrictInput>) -> Result<impl Responder, Fail> {
    let programme = belonging::named(&actor.catalogue, input.programme.as_ref())?.id.clone();
    actor.require_steward(programme.as_str())?;
    let value = actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            catalogue::store::claim(connection)?;
            store::insert(connection, &programme, &input).map_err(Fail::from)
        })
        .await?;
    Ok(Created { version: value.version, path: format!("/districts/{}", value.id), value })
}

/// Change a district
#[utoipa::path(tag = "programmes", params(("id" = String, Path, description = "Id")),
    request_body(content = DistrictInput, description = "JSON Merge Patch"),
    responses((status = 200, description = "Changed", body = District), OfPatch))]
#[patch("/districts/{id}")]
async fn change_district(
    actor: Steward,
    id: Path<String>,
    if_match: IfMatch,
    patch: Patch<DistrictInput>,
) -> Result<impl Responder, Fail> {
    let district = actor.catalogue.district(&id).ok_or(Fail::NOT_FOUND)?;
    actor.require_steward(district.programme.as_str())?;
    let id = district.id.clone();
    let value = actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            let catalogue = catalogue::store::claim(connection)?;
            let current = catalogue.district(id.as_str()).ok_or(Fail::NOT_FOUND)?;
            if_match.check(current.version, path(&id))?;
            let input = patch.apply(&DistrictInput::from(current))?;
            belonging::unmoved(&catalogue, &current.programme, input.programme.as_ref())?;
            store::update(connection, current, &input).map_err(Fail::from)
        })
        .await?;
    Ok(Tagged { version: value.version, value })
}

/// Delete a district
///
/// Only one that no project reaches.
#[utoipa::path(tag = "programmes", params(("id" = String, Path, description = "Id")),
    responses((status = 204, description = "Deleted"), OfDelete))]
#[delete("/districts/{id}")]
async fn delete_district(
    actor: Steward,
    id: Path<String>,
    if_match: IfMatch,
) -> Result<impl Responder, Fail> {
    let district = actor.catalogue.district(&id).ok_or(Fail::NOT_FOUND)?;
    actor.require_steward(district.programme.as_str())?;
    let id = district.id.clone();
    actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            let catalogue = catalogue::store::claim(connection)?;
            let current = catalogue.district(id.as_str()).ok_or(Fail::NOT_FOUND)?;
            if_match.check(current.version, path(&id))?;
            if store::is_used(connection, id.as_str())? {
                return Err(ErrorCode::InUse.into());
            }
            store::delete(connection, id.as_str()).map_err(Fail::from)
        })
        .await?;
    Ok(Done)
}
