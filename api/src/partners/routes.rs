//! Partners over HTTP.

use super::{
    rules::{self, Editor},
    store,
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Anyone, LoggedIn, Steward},
    catalogue,
    db::Ending,
    http::{
        answer::{Created, Done, Listed, Tagged},
        body::{Body, Patch},
        etag::IfMatch,
        fail::Fail,
        page::{Key, Sort, Window},
        query::{DryRun, Query, choices},
        refusals::*,
        text,
    },
    programmes::{
        OfNew,
        belonging::{self, Within},
    },
};
use actix_web::{Responder, delete, get, patch, post, web::Path};
use openapi::{
    ErrorCode, Id, Page,
    page::PageQuery,
    partner::{MergeInput, Partner, PartnerFilter, PartnerInput, PartnerKind},
    rule::Rule,
};

pub fn configure(config: &mut Mount) {
    config
        .service(list_partners)
        .service(read_partner)
        .service(create_partner)
        .service(change_partner)
        .service(delete_partner)
        .service(merge_partners);
}

#[derive(Clone, Copy)]
enum Field {
    Name,
    Kind,
    CreatedAt,
}

fn path(id: &Id) -> String {
    format!("/api/v1/partners/{id}")
}

/// List partners
///
/// Address, telephone and representative are there for those who may read them.
#[utoipa::path(tag = "partners", security((), ("token" = [])), params(PageQuery, PartnerFilter),
    responses((status = 200, description = "Partners", body = Page<Partner>), OfList))]
#[get("/partners")]
async fn list_partners(
    actor: Anyone,
    Query(query): Query<PageQuery>,
    Query(filter): Query<PartnerFilter>,
) -> Result<impl Responder, Fail> {
    let fields = |name: &str| match name {
        "name" => Some(Field::Name),
        "kind" => Some(Field::Kind),
        "created_at" => Some(Field::CreatedAt),
        _ => None,
    };
    let window = Window::parse(&query, fields, &[Sort { field: Field::Name, descending: false }])?;
    let kinds = choices(filter.kind.as_deref(), "kind", PartnerKind::parse)?;
    let within = Within::parse(&actor.catalogue, filter.programme.as_deref());
    let found = actor.catalogue.partners.iter().filter(|entry| {
        within.holds(&entry.value.programme)
            && kinds.as_ref().is_none_or(|kinds| kinds.contains(&entry.value.kind))
            && text::matches(&entry.index, &window.needles)
    });
    Ok(Listed(window.page(
        found.map(|entry| &entry.value).collect(),
        |partner, field| match field {
            Field::Name => Key::Text(text::fold(&partner.name)),
            Field::Kind => Key::Number(partner.kind as i64),
            Field::CreatedAt => Key::Number(partner.created_at.timestamp_micros()),
        },
        |partner| partner.id.as_str(),
        |partner| rules::seen_by(actor.person(), partner),
    )))
}

/// Read a partner
#[utoipa::path(tag = "partners", security((), ("token" = [])), params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The partner", body = Partner), OfRead))]
#[get("/partners/{id}")]
async fn read_partner(actor: Anyone, id: Path<String>) -> Result<impl Responder, Fail> {
    let partner = actor.catalogue.partner(&id).ok_or(Fail::NOT_FOUND)?;
    Ok(Tagged { version: partner.version, value: rules::seen_by(actor.person(), partner) })
}

/// Create a partner
#[utoipa::path(tag = "partners", request_body = PartnerInput,
    responses((status = 201, description = "Created", body = Partner), OfNew))]
#[post("/partners")]
async fn create_partner(actor: Steward, Body(input): Body<PartnerInput>) -> Result<impl Responder, Fail> {
    let programme = belonging::named(&actor.catalogue, input.programme.as_ref())?.id.clone();
    actor.require_steward(programme.as_str())?;
    let now = actor.now;
    let value = actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            catalogue::store::claim(connection)?;
            store::insert(connection, &programme, &input, now).map_err(Fail::from)
        })
        .await?;
    Ok(Created { version: value.version, path: format!("/partners/{}", value.id), value })
}

/// Change a partner
///
/// By a coordinator, an admin, or an owner of the organisation, who cannot change its kind.
#[utoipa::path(tag = "partners", params(("id" = String, Path, description = "Id")),
    request_body(content = PartnerInput, description = "JSON Merge Patch"),
    responses((status = 200, description = "Changed", body = Partner), OfPatch))]
#[patch("/partners/{id}")]
async fn change_partner(
    actor: LoggedIn,
    id: Path<String>,
    if_match: IfMatch,
    patch: Patch<PartnerInput>,
) -> Result<impl Responder, Fail> {
    let partner = actor.catalogue.partner(&id).ok_or(Fail::NOT_FOUND)?;
    let editor = Editor::of(actor.user()?, partner).ok_or(Fail::FORBIDDEN)?;
    let (id, now) = (partner.id.clone(), actor.now);
    let value = actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            let catalogue = catalogue::store::claim(connection)?;
            let current = catalogue.partner(id.as_str()).ok_or(Fail::NOT_FOUND)?;
            if_match.check(current.version, path(&id))?;
            let input = patch.apply(&PartnerInput::from(current))?;
            belonging::unmoved(&catalogue, &current.programme, input.programme.as_ref())?;
            if !editor.may(current, &input) {
                return Err(Fail::FORBIDDEN);
            }
            let no_carrier_now = current.kind.is_carrier() && !input.kind.is_carrier();
            if no_carrier_now && store::has_carriers(connection, id.as_str())? {
                return Err(ErrorCode::InUse.into());
            }
            store::update(connection, current, &input, now).map_err(Fail::from)
        })
        .await?;
    Ok(Tagged { version: value.version, value })
}

/// Delete a partner
///
/// Only one that nothing refers to; merge it into another instead.
#[utoipa::path(tag = "partners", params(("id" = String, Path, description = "Id")),
    responses((status = 204, description = "Deleted"), OfDelete))]
#[delete("/partners/{id}")]
async fn delete_partner(actor: Steward, id: Path<String>, if_match: IfMatch) -> Result<impl Responder, Fail> {
    let partner = actor.catalogue.partner(&id).ok_or(Fail::NOT_FOUND)?;
    actor.require_steward(partner.programme.as_str())?;
    let id = partner.id.clone();
    actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            let catalogue = catalogue::store::claim(connection)?;
            let current = catalogue.partner(id.as_str()).ok_or(Fail::NOT_FOUND)?;
            if_match.check(current.version, path(&id))?;
            store::delete(connection, id.as_str()).map_err(Fail::from)
        })
        .await?;
    Ok(Done)
}

/// Merge a duplicate into this partner
///
/// Projects, requests, envelopes, decisions and people of the duplicate go to this partner; then it is deleted.
/// A carrier cannot be merged away.
#[utoipa::path(tag = "partners", params(("id" = String, Path, description = "Id of the partner that is kept"), DryRun),
    request_body = MergeInput,
    responses((status = 200, description = "The partner that is kept", body = Partner), OfTransition))]
#[post("/partners/{id}/merge")]
async fn merge_partners(
    actor: Steward,
    id: Path<String>,
    Query(dry_run): Query<DryRun>,
    if_match: IfMatch,
    Body(input): Body<MergeInput>,
) -> Result<impl Responder, Fail> {
    let partner = actor.catalogue.partner(&id).ok_or(Fail::NOT_FOUND)?;
    actor.require_steward(partner.programme.as_str())?;
    let (id, now) = (partner.id.clone(), actor.now);
    let value = actor
        .state
        .db
        .write(dry_run.ending(), move |connection| {
            let catalogue = catalogue::store::claim(connection)?;
            let kept = catalogue.partner(id.as_str()).ok_or(Fail::NOT_FOUND)?;
            if_match.check(kept.version, path(&id))?;
            let duplicate = catalogue
                .partner_of(kept.programme.as_str(), input.duplicate.as_str())
                .filter(|duplicate| duplicate.id != kept.id)
                .ok_or_else(|| Fail::field("/duplicate", Rule::UnknownReference))?;
            if duplicate.kind.is_carrier() {
                return Err(ErrorCode::InUse.into());
            }
            store::merge::merge(connection, kept, duplicate, now).map_err(Fail::from)
        })
        .await?;
    Ok(Tagged { version: value.version, value })
}
