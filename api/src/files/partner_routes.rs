//! The attachments of a partner's profile (statutes, bank details, …): for the partner's own people and the coordinator.

use super::{
    change::{self, present},
    routes::page,
    store::{self, Holder},
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{LoggedIn, Visit},
    db::AnyConnection,
    http::{answer::Tagged, body::Patch, etag::IfMatch, fail::Fail, refusals::*},
};
use actix_web::{Responder, delete, get, patch, web::Path};
use openapi::{
    Page, PartnerRole,
    attachment::{Attachment, AttachmentInput},
};

pub fn configure(config: &mut Mount) {
    config.service(list).service(read).service(describe).service(remove);
}

/// 404 unless the visitor acts for the partner or coordinates its programme; whether the latter.
pub fn reader(visit: &Visit, partner: &str) -> Result<bool, Fail> {
    let person = visit.user()?;
    let found = visit.catalogue.partner(partner).ok_or(Fail::NOT_FOUND)?;
    let coordinator = person.coordinates(found.programme.as_str());
    if coordinator || person.role_at(partner).is_some() { Ok(coordinator) } else { Err(Fail::NOT_FOUND) }
}

/// 403 unless the visitor owns the profile or coordinates; nobody else adds to it before the transaction ends.
pub fn keeper(visit: &Visit, connection: &mut AnyConnection, partner: &str) -> Result<(), Fail> {
    crate::partners::store::hold(connection, partner)?;
    let coordinator = reader(visit, partner)?;
    let owner = visit.user()?.role_at(partner) == Some(PartnerRole::Owner);
    if coordinator || owner { Ok(()) } else { Err(Fail::FORBIDDEN) }
}

/// List the attachments of a partner's profile
///
/// For those who act for the partner, and the coordinator; the oldest first.
#[utoipa::path(tag = "attachments", params(("id" = String, Path, description = "Id of the partner")),
    responses((status = 200, description = "Attachments", body = Page<Attachment>), OfPrivateRead))]
#[get("/partners/{id}/attachments")]
async fn list(actor: LoggedIn, id: Path<String>) -> Result<impl Responder, Fail> {
    let items = actor.state.db.read(|connection| {
        reader(&actor, &id)?;
        Ok::<_, Fail>(store::list(connection, &Holder::Partner(id.clone()))?)
    })?;
    Ok(page(items))
}

/// Read an attachment of a partner's profile
#[utoipa::path(tag = "attachments", params(("id" = String, Path, description = "Id of the partner"),
    ("attachment" = String, Path, description = "Id")),
    responses((status = 200, description = "The attachment, without its content", body = Attachment), OfPrivateRead))]
#[get("/partners/{id}/attachments/{attachment}")]
async fn read(actor: LoggedIn, ids: Path<(String, String)>) -> Result<impl Responder, Fail> {
    let (partner, id) = ids.into_inner();
    let (row, filed) = actor.state.db.read(|connection| {
        reader(&actor, &partner)?;
        present(connection, &Holder::Partner(partner.clone()), &id)
    })?;
    Ok(Tagged { version: row.version, value: store::wire(row, filed) })
}

/// Change what is said of an attachment of a partner's profile
#[utoipa::path(tag = "attachments", params(("id" = String, Path, description = "Id of the partner"),
    ("attachment" = String, Path, description = "Id")),
    request_body(content = AttachmentInput, description = "JSON Merge Patch"),
    responses((status = 200, description = "Changed", body = Attachment), OfPatch))]
#[patch("/partners/{id}/attachments/{attachment}")]
async fn describe(
    actor: LoggedIn,
    ids: Path<(String, String)>,
    if_match: IfMatch,
    patch: Patch<AttachmentInput>,
) -> Result<impl Responder, Fail> {
    let (partner, id) = ids.into_inner();
    change::change(actor.0, Holder::Partner(partner), id, if_match, patch).await
}

/// Remove an attachment of a partner's profile
#[utoipa::path(tag = "attachments", params(("id" = String, Path, description = "Id of the partner"),
    ("attachment" = String, Path, description = "Id")), responses((status = 204, description = "Removed"), OfDelete))]
#[delete("/partners/{id}/attachments/{attachment}")]
async fn remove(
    actor: LoggedIn,
    ids: Path<(String, String)>,
    if_match: IfMatch,
) -> Result<impl Responder, Fail> {
    let (partner, id) = ids.into_inner();
    change::remove(actor.0, Holder::Partner(partner), id, if_match).await
}
