//! The attachments of a project, without their content.

use super::{
    found, readable, sees_filed_only, still_written,
    store::{self, Holder, Row},
    writable,
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{LoggedIn, Visit},
    db::{AnyConnection, DbError, Ending},
    http::{
        answer::{Done, Listed, Tagged},
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
    attachment::{Attachment, AttachmentFilter, AttachmentInput, AttachmentKind},
};

pub fn configure(config: &mut Mount) {
    config.service(list).service(read).service(change).service(remove);
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
async fn change(
    actor: LoggedIn,
    ids: Path<(String, String)>,
    if_match: IfMatch,
    patch: Patch<AttachmentInput>,
) -> Result<impl Responder, Fail> {
    let (visit, (project, id)) = (actor.0, ids.into_inner());
    let state = visit.state.clone();
    let value = state
        .db
        .write(Ending::Commit, move |connection| {
            let seen = writable(&visit, connection, &project)?;
            let holder = Holder::Project(project);
            let (row, filed) = present(connection, &holder, &id)?;
            if_match.check(row.version, format!("/api/v1{}/{id}", holder.path()))?;
            still_written(&visit, &seen)?;
            describe(connection, &holder, &row, filed, &patch)
        })
        .await?;
    Ok(Tagged { version: value.version, value })
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
    let (visit, (project, id)) = (actor.0, ids.into_inner());
    let state = visit.state.clone();
    let object = {
        let visit = visit.clone();
        state
            .db
            .write(Ending::Commit, move |connection| {
                let seen = writable(&visit, connection, &project)?;
                let holder = Holder::Project(project);
                let (row, filed) = present(connection, &holder, &id)?;
                if_match.check(row.version, format!("/api/v1{}/{id}", holder.path()))?;
                still_written(&visit, &seen)?;
                Ok::<_, Fail>(store::remove(connection, &row, filed, visit.now)?)
            })
            .await?
    };
    drop_object(&visit, object).await;
    Ok(Done)
}

/// One that is in the list of today.
pub fn present(connection: &mut AnyConnection, holder: &Holder, id: &str) -> Result<(Row, bool), Fail> {
    store::find(connection, holder, id)?.filter(|(row, _)| row.removed_at.is_none()).ok_or(Fail::NOT_FOUND)
}

/// Applies a patch to what is said of an attachment.
pub fn describe(
    connection: &mut AnyConnection,
    holder: &Holder,
    row: &Row,
    filed: bool,
    patch: &Patch<AttachmentInput>,
) -> Result<Attachment, Fail> {
    let current = AttachmentInput {
        label: row.label.clone(),
        kind: AttachmentKind::parse(&row.kind).unwrap_or_default(),
    };
    let input = patch.apply(&current)?;
    if !store::change(connection, row, &input)? {
        return Err(Fail::Stale { current: format!("/api/v1{}/{}", holder.path(), row.id) });
    }
    let (row, _) = present(connection, holder, &row.id)?;
    Ok(store::wire(row, filed))
}

/// Removes the bytes of what no attachment holds any more; what fails here is left to the sweeper.
pub async fn drop_object(visit: &Visit, object: Option<String>) {
    let Some(object) = object else { return };
    if let Err(error) = visit.state.files.storage.remove(&object).await {
        tracing::warn!(%error, "a removed file is left to the sweeper");
        return;
    }
    let settled = visit
        .state
        .db
        .write(Ending::Commit, move |connection| store::settle(connection, &object).map_err(DbError::from));
    if let Err(error) = settled.await {
        tracing::warn!(%error, "a removed file is left to the sweeper");
    }
}
