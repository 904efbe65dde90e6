//! More time for one partner: granted and taken back by the coordinator, read by everybody without the name.

use super::{
    routes::{held, seen},
    rules,
    store::extensions::{self as store, Stored},
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Anyone, LoggedIn, Visit},
    db::{DbError, Ending},
    http::{
        answer::{Created, Listed, Tagged},
        body::Body,
        etag::IfMatch,
        fail::Fail,
        refusals::*,
    },
    mail::{self, Desk},
    projects::wire::partner_ref,
};
use actix_web::{Responder, get, post, web::Path};
use openapi::{
    ErrorCode, Id, Page,
    calendar::{Extension, ExtensionInput, Revocation, RevocationInput},
    rule::Rule,
};

pub fn configure(config: &mut Mount) {
    config.service(list).service(read).service(grant).service(revoke);
}

/// Who has more time is for the coordination and for that partner; why and until when is for everybody.
fn wire(visit: &Visit, programme: &str, stored: Stored) -> Extension {
    let Stored {
        id,
        partner_id,
        until_on,
        until_at,
        reason,
        granted_by,
        granted_at,
        revoked_at,
        revocation_reason,
        version,
    } = stored;
    let coordinates = visit.coordinates(programme);
    let own = visit.person().is_some_and(|person| person.role_at(&partner_id).is_some());
    Extension {
        id: Id::from_storage(id),
        version,
        partner: (coordinates || own).then(|| partner_ref(&visit.catalogue, &partner_id)),
        until: rules::deadline(until_on, until_at.as_deref()),
        reason,
        granted_at: granted_at.and_utc(),
        granted_by: granted_by.filter(|_| coordinates),
        revoked: revoked_at
            .map(|at| Revocation { at: at.and_utc(), reason: revocation_reason.unwrap_or_default() }),
    }
}

/// List the extensions of a call
///
/// The ledger: every extension granted, oldest first, with its reason, those taken back too. Who got one is there for
/// the coordination and for that partner.
#[utoipa::path(tag = "calls", security((), ("token" = [])), params(("id" = String, Path, description = "Id or slug of the call", example = "2022")),
    responses((status = 200, description = "Extensions", body = Page<Extension>), OfRead))]
#[get("/calls/{id}/extensions")]
async fn list(actor: Anyone, id: Path<String>) -> Result<impl Responder, Fail> {
    let call = seen(&actor, &id)?;
    let rows =
        actor.state.db.read(|connection| store::of_call(connection, call.id()).map_err(DbError::from))?;
    let items: Vec<Extension> = rows.into_iter().map(|row| wire(&actor, call.programme(), row)).collect();
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(Listed(Page { items, next: None, total }))
}

/// Read an extension
#[utoipa::path(tag = "calls", security((), ("token" = [])),
    params(("id" = String, Path, description = "Id or slug of the call"), ("extension" = String, Path, description = "Id")),
    responses((status = 200, description = "The extension", body = Extension), OfRead))]
#[get("/calls/{id}/extensions/{extension}")]
async fn read(actor: Anyone, path: Path<(String, String)>) -> Result<impl Responder, Fail> {
    let call = seen(&actor, &path.0)?;
    let row = actor
        .state
        .db
        .read(|connection| store::find(connection, call.id(), &path.1).map_err(DbError::from))?
        .ok_or(Fail::NOT_FOUND)?;
    Ok(Tagged { version: row.version, value: wire(&actor, call.programme(), row) })
}

/// Give a partner more time
///
/// Before the deadline or after it, until the decisions are published; by the coordinator. The reason is published, the
/// name is not. The partner reads it on its drafts.
#[utoipa::path(tag = "calls", params(("id" = String, Path, description = "Id or slug of the call")), request_body = ExtensionInput,
    responses((status = 201, description = "Granted", body = Extension), OfCreate))]
#[post("/calls/{id}/extensions")]
async fn grant(
    actor: LoggedIn,
    id: Path<String>,
    Body(input): Body<ExtensionInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let call = seen(&visit, &id)?;
    visit.require_coordinator(call.programme())?;
    let (id, programme) = (call.id().to_owned(), call.programme().to_owned());
    let below = format!("/calls/{id}/extensions");
    let state = visit.state.clone();
    let value = state
        .db
        .write(Ending::Commit, move |connection| {
            let catalogue = held(connection, &id)?;
            let call = catalogue.call(&id).ok_or(Fail::NOT_FOUND)?;
            if call.decisions_published() {
                return Err(ErrorCode::AlreadyPublished.into());
            }
            if !call.calendar.published {
                return Err(ErrorCode::TransitionNotAllowed.into());
            }
            let partner = catalogue
                .partner_of(&programme, input.partner.as_str())
                .ok_or_else(|| Fail::field("/partner", Rule::UnknownReference))?;
            let until = rules::deadline(input.until_on, input.until_at.as_deref());
            if until.instant <= visit.now {
                return Err(Fail::field("/until_on", Rule::InThePast));
            }
            if !rules::extends(&call.calendar, &call.extensions, partner.id.as_str(), until.instant) {
                return Err(Fail::field("/until_on", Rule::ExtendsNothing));
            }
            let by = &visit.user()?.user;
            let extension = store::insert(connection, call.id(), partner.id.as_str(), &input, by, visit.now)?;
            let told = (programme.as_str(), call.id(), partner.id.as_str());
            let reason = input.reason.trim();
            mail::write::extension_granted(
                connection,
                &Desk::of(&visit),
                told,
                &extension,
                until.instant,
                reason,
            )?;
            let row = store::find(connection, call.id(), &extension)?.ok_or(Fail::NOT_FOUND)?;
            Ok::<_, Fail>(wire(&visit, &programme, row))
        })
        .await?;
    Ok(Created { version: value.version, path: format!("{below}/{}", value.id), value })
}

/// Take an extension back
///
/// From now on the call's own windows count for the partner again. The reason is published beside the extension's.
#[utoipa::path(tag = "calls",
    params(("id" = String, Path, description = "Id or slug of the call"), ("extension" = String, Path, description = "Id")),
    request_body = RevocationInput, responses((status = 200, description = "Taken back", body = Extension), OfTransition))]
#[post("/calls/{id}/extensions/{extension}/revoke")]
async fn revoke(
    actor: LoggedIn,
    path: Path<(String, String)>,
    if_match: IfMatch,
    Body(input): Body<RevocationInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let call = seen(&visit, &path.0)?;
    visit.require_coordinator(call.programme())?;
    let (id, programme) = (call.id().to_owned(), call.programme().to_owned());
    let state = visit.state.clone();
    let value = state
        .db
        .write(Ending::Commit, move |connection| {
            let catalogue = held(connection, &id)?;
            let call = catalogue.call(&id).ok_or(Fail::NOT_FOUND)?;
            let row = store::find(connection, call.id(), &path.1)?.ok_or(Fail::NOT_FOUND)?;
            if_match.check(row.version, format!("/api/v1/calls/{id}/extensions/{}", row.id))?;
            if call.decisions_published() {
                return Err(ErrorCode::AlreadyPublished.into());
            }
            if row.revoked_at.is_some() {
                return Err(ErrorCode::TransitionNotAllowed.into());
            }
            let by = &visit.user()?.user;
            store::revoke(connection, call.id(), &row, &input.reason, by, visit.now)?;
            let row = store::find(connection, call.id(), &path.1)?.ok_or(Fail::NOT_FOUND)?;
            Ok::<_, Fail>(wire(&visit, &programme, row))
        })
        .await?;
    Ok(Tagged { version: value.version, value })
}
