//! A file comes in.

use super::{
    OfUpload,
    receive::{self, ReceiveError, Received},
    rules,
    store::{self, Holder, New},
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{LoggedIn, Visit},
    db::{
        AnyConnection, Ending, new_id,
        witness::{self, Witness},
    },
    http::{answer::Created, fail::Fail, query::Query},
};
use actix_web::{
    Responder, post,
    web::{Path, Payload},
};
use openapi::{
    ErrorCode,
    attachment::{Attachment, AttachmentInput, AttachmentKind, AttachmentUpload, FileContent},
    limits::{FILE_NAME_MAX, LINE_MAX},
    rule::Rule,
    validation::{self, Violation},
};

pub fn configure(config: &mut Mount) {
    config.service(to_project).service(to_partner);
}

/// Attach a file to a draft
///
/// The body is the file itself, with any `Content-Type`: its type is read from its content. PDF, ODT, DOCX, ODS, XLSX, JPEG
/// or PNG, at most 10 MiB, 50 MiB and 50 files a project. What is interrupted or refused leaves nothing.
#[utoipa::path(tag = "attachments", params(("id" = String, Path, description = "Id of the project"), AttachmentUpload),
    request_body(content = FileContent, content_type = "application/octet-stream", description = "The bytes of the file"),
    responses((status = 201, description = "Attached", body = Attachment), OfUpload))]
#[post("/projects/{id}/attachments")]
async fn to_project(
    actor: LoggedIn,
    id: Path<String>,
    Query(asked): Query<AttachmentUpload>,
    body: Payload,
) -> Result<impl Responder, Fail> {
    attach(actor.0, Holder::Project(id.into_inner()), asked, body).await
}

/// Attach a file to a partner's profile
///
/// By an owner of the partner or the coordinator, under the same limits as those of a project.
#[utoipa::path(tag = "attachments", params(("id" = String, Path, description = "Id of the partner"), AttachmentUpload),
    request_body(content = FileContent, content_type = "application/octet-stream", description = "The bytes of the file"),
    responses((status = 201, description = "Attached", body = Attachment), OfUpload))]
#[post("/partners/{id}/attachments")]
async fn to_partner(
    actor: LoggedIn,
    id: Path<String>,
    Query(asked): Query<AttachmentUpload>,
    body: Payload,
) -> Result<impl Responder, Fail> {
    attach(actor.0, Holder::Partner(id.into_inner()), asked, body).await
}

/// On a task of its own: whoever sends may go away at any byte, and what was begun is taken back all the same.
async fn attach(
    visit: Visit,
    holder: Holder,
    asked: AttachmentUpload,
    mut body: Payload,
) -> Result<Created<Attachment>, Fail> {
    let witness = witness::current();
    let task = actix_web::rt::spawn(async move {
        let outcome = accept(&visit, &holder, asked, &mut body, witness).await;
        if outcome.is_err() {
            receive::drain(&mut body).await;
        }
        outcome.map(|value| Created {
            version: value.version,
            path: format!("{}/{}", holder.path(), value.id),
            value,
        })
    });
    task.await.map_err(|error| Fail::Internal(error.to_string()))?
}

/// Whether the visitor may add to the holder now.
fn permit(visit: &Visit, connection: &mut AnyConnection, holder: &Holder) -> Result<(), Fail> {
    match holder {
        Holder::Project(id) => {
            let seen = super::writable(visit, connection, id)?;
            super::still_written(visit, &seen)
        }
        Holder::Partner(id) => super::partner_routes::keeper(visit, connection, id),
    }
}

/// Name and description, checked.
fn described(asked: AttachmentUpload) -> Result<(String, AttachmentInput), Fail> {
    let AttachmentUpload { name, label, kind } = asked;
    let mut wrong = Vec::new();
    let name = name.unwrap_or_default();
    if name.trim().is_empty() {
        wrong.push(Violation::new("/name", Rule::Required));
    }
    // A longer one is shortened; one that no device has is a mistake.
    if name.len() > 16 * FILE_NAME_MAX {
        wrong.push(Violation::new("/name", Rule::TooLong { max: FILE_NAME_MAX }));
    }
    let found = kind.as_deref().filter(|kind| !kind.is_empty()).map(AttachmentKind::parse);
    if found == Some(None) {
        wrong.push(Violation::new("/kind", Rule::UnknownReference));
    }
    let label: String = label.unwrap_or_default().trim().to_owned();
    if label.chars().count() > LINE_MAX {
        wrong.push(Violation::new("/label", Rule::TooLong { max: LINE_MAX }));
    }
    let input = AttachmentInput { label, kind: found.flatten().unwrap_or_default() };
    if wrong.is_empty() {
        wrong = validation::check(&input);
    }
    Fail::unless_empty(wrong)?;
    Ok((name, input))
}

async fn accept(
    visit: &Visit,
    holder: &Holder,
    asked: AttachmentUpload,
    body: &mut Payload,
    witness: Option<Witness>,
) -> Result<Attachment, Fail> {
    let (state, object) = (visit.state.clone(), new_id());
    let described = {
        let (visit, holder, object) = (visit.clone(), holder.clone(), object.clone());
        state
            .db
            .write(Ending::Commit, move |connection| {
                permit(&visit, connection, &holder)?;
                let described = described(asked)?;
                // Where there is no room for a single byte, none is asked for.
                let present = store::present(connection, &holder)?;
                rules::fits(&sizes(&present), 1)?;
                store::loosen(connection, &object, visit.now)?;
                Ok::<_, Fail>(described)
            })
            .await?
    };
    let kept = keep(visit, holder, &object, described, body, witness).await;
    if kept.is_err() {
        super::change::drop_object(visit, Some(object)).await;
    }
    kept
}

fn sizes(present: &[(u64, String)]) -> Vec<u64> {
    present.iter().map(|(size, _)| *size).collect()
}

async fn keep(
    visit: &Visit,
    holder: &Holder,
    object: &str,
    (given, described): (String, AttachmentInput),
    body: &mut Payload,
    witness: Option<Witness>,
) -> Result<Attachment, Fail> {
    let files = &visit.state.files;
    let turn = files.uploads.acquire().await.map_err(|_| Fail::Internal("the server stops".into()))?;
    let received = receive::receive(&files.storage, object, body).await;
    drop(turn);
    let Received { size, sha256 } = received.map_err(|error| match error {
        ReceiveError::Refused(code) => Fail::Code(code),
        ReceiveError::Storage(error) => error.into(),
    })?;
    let file_type = files.inspect(object, size).await?;
    let name = rules::clean_name(&given, file_type);
    let (visit, holder, object) = (visit.clone(), holder.clone(), object.to_owned());
    let state = visit.state.clone();
    // The holder is locked from here on: of two uploads at once the second counts the first.
    let write = move |connection: &mut AnyConnection| {
        permit(&visit, connection, &holder)?;
        let present = store::present(connection, &holder)?;
        if present.iter().any(|(_, hash)| *hash == sha256) {
            return Err(ErrorCode::SameFile.into());
        }
        rules::fits(&sizes(&present), size)?;
        let by = &visit.user()?.user;
        let new =
            New { object: &object, name: &name, file_type, size, sha256: &sha256, described: &described, by };
        let id = store::insert(connection, &holder, &new, visit.state.clock.now())?;
        let (row, filed) = store::find(connection, &holder, &id)?.ok_or(Fail::NOT_FOUND)?;
        Ok(store::wire(row, filed))
    };
    witness::beside(witness, state.db.write(Ending::Commit, write)).await
}
