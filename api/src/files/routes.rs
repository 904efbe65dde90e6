//! The attachments of a project, without their content.

use super::{
    change, found, readable, sees_filed_only,
    store::{self, Holder},
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::LoggedIn,
    http::{
        answer::{Listed, Tagged},
        body::Patch,
        etag::IfMatch,
        fail::Fail,
        query::Query,
        refusals::*,
    },
};
use actix_web::{Responder, delete, get, patch, web::Path};
use openapi::{
    Page,
    attachment::{Attachment, AttachmentFilter, AttachmentInput},
};

pub fn configure(config: &mut Mount) {
    config.service(list).service(read).service(describe).service(remove);
}

/// All at once: there are few.
pub fn page(items: Vec<Attachment>) -> Listed<Attachment> {
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Listed(Page { items, next: None, total })
}

/// List the attachments of a project
///
/// For those who read its whole fiche; the oldest first.
#[utoipa::path(tag = "attachments", params(("id" = String, Path, description = "Id of the project"), AttachmentFilter),
    responses((status = 200, description = "Attachments", body = Page<Attachment>), OfNestedList))]
#[get("/projects/{id}/attachments")]
async fn list(
    actor: LoggedIn,
    id: Path<String>,
    Query(asked): Query<AttachmentFilter>,
) -> Result<impl Responder, Fail> {
    let items = actor.state.db.read(|connection| {
        let seen = readable(&actor, connection, &id)?;
        let last = sees_filed_only(&seen).then(|| u32::try_from(seen.row.filings).unwrap_or_default());
        match asked.filed.or(last) {
            None => Ok(store::list(connection, &Holder::Project(id.clone()))?),
            Some(version) if asked.filed.is_some() => {
                store::filed(connection, &id, version)?.ok_or(Fail::NOT_FOUND)
            }
            // What was never filed stays with its writer.
            Some(version) => Ok(store::filed(connection, &id, version)?.unwrap_or_default()),
        }
    })?;
    Ok(page(items))
}

/// Read an attachment
#[utoipa::path(tag = "attachments", params(("id" = String, Path, description = "Id of the project"),
    ("attachment" = String, Path, description = "Id")),
    responses((status = 200, description = "The attachment, without its content", body = Attachment), OfPrivateRead))]
#[get("/projects/{id}/attachments/{attachment}")]
async fn read(actor: LoggedIn, ids: Path<(String, String)>) -> Result<impl Responder, Fail> {
    let (project, id) = ids.into_inner();
    let (row, filed) = actor.state.db.read(|connection| found(&actor, connection, &project, &id))?;
    Ok(Tagged { version: row.version, value: store::wire(row, filed) })
}

/// Change what is said of an attachment
///
/// While the fiche can be written; what was filed keeps the words it was filed with.
#[utoipa::path(tag = "attachments", params(("id" = String, Path, description = "Id of the project"),
    ("attachment" = String, Path, description = "Id")),
    request_body(content = AttachmentInput, description = "JSON Merge Patch"),
    responses((status = 200, description = "Changed", body = Attachment), OfPatch))]
#[patch("/projects/{id}/attachments/{attachment}")]
async fn describe(
    actor: LoggedIn,
    ids: Path<(String, String)>,
    if_match: IfMatch,
    patch: Patch<AttachmentInput>,
) -> Result<impl Responder, Fail> {
    let (project, id) = ids.into_inner();
    change::change(actor.0, Holder::Project(project), id, if_match, patch).await
}

/// Remove an attachment
///
/// While the fiche can be written. What was filed before stays readable with the version it was filed with.
#[utoipa::path(tag = "attachments", params(("id" = String, Path, description = "Id of the project"),
    ("attachment" = String, Path, description = "Id")), responses((status = 204, description = "Removed"), OfDelete))]
#[delete("/projects/{id}/attachments/{attachment}")]
async fn remove(
    actor: LoggedIn,
    ids: Path<(String, String)>,
    if_match: IfMatch,
) -> Result<impl Responder, Fail> {
    let (project, id) = ids.into_inner();
    change::remove(actor.0, Holder::Project(project), id, if_match).await
}
