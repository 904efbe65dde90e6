//! Documents to download.

use super::{
    content, docx, download,
    filed::{self, Fiche},
    form::Vocabulary,
    pdf::{self, Template},
    receipt, words,
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Anyone, LoggedIn, Visit},
    calls::routes::seen as seen_call,
    http::{fail::Fail, query::Query, refusals::*},
};
use actix_web::{HttpRequest, HttpResponse, get, web::Path};
use openapi::document::{DOCX, FiledQuery, PDF};
use sha2::{Digest, Sha256};

crate::refusals! {
    /// A private document with a parameter.
    OfFiledRead = 400 401 403 404 422;
}

pub fn configure(config: &mut Mount) {
    config
        .service(blank_pdf)
        .service(blank_docx)
        .service(fiche_pdf)
        .service(fiche_docx)
        .service(fiche_json)
        .service(receipt_pdf);
}

/// Sets a PDF, or says that the client has it.
pub async fn print(
    visit: &Visit,
    request: &HttpRequest,
    template: Template,
    content: serde_json::Value,
    name: (String, String),
) -> Result<HttpResponse, Fail> {
    let tag = pdf::tag(template, &content);
    if let Some(known) = download::known(request, &tag) {
        return Ok(known);
    }
    let bytes = visit.state.press.set(template, content, &tag).await?;
    let (file, title) = name;
    Ok(download::file(
        PDF,
        &tag,
        &format!("{file}.pdf"),
        &format!("{}.pdf", download::readable(&title)),
        bytes,
    ))
}

/// The file names of a fiche: for every system, and for people.
fn named(kind: (&str, &str), found: &Fiche) -> (String, String) {
    let title = content::title_of(&found.project, &found.fiche);
    let number = found.project.number.as_deref();
    let file: Vec<_> = [Some(kind.0), number, Some(&words::slug(&title))]
        .into_iter()
        .flatten()
        .map(words::slug)
        .filter(|part| !part.is_empty())
        .collect();
    let readable: Vec<_> = [Some(kind.1), number, Some(&title)].into_iter().flatten().collect();
    (file.join("_"), readable.join(" "))
}

fn of_call(visit: &Visit, reference: &str) -> Result<(openapi::call::Call, String, Vocabulary), Fail> {
    let call = seen_call(visit, reference)?;
    let programme = visit.catalogue.programme(call.programme()).map(|programme| programme.name.clone());
    let vocabulary = Vocabulary::new(&visit.catalogue, call.programme(), call.id());
    Ok((call.at(visit.now), programme.unwrap_or_default(), vocabulary))
}

fn blank_name(call: &openapi::call::Call) -> (String, String) {
    (format!("fiche-action_{}", words::slug(&call.slug)), format!("Fiche-action à remplir {}", call.title))
}

/// Download the blank form of a call as PDF
///
/// Tagged (PDF/UA-1), with the call's calendar and criteria, and the hint and limit of each field.
#[utoipa::path(tag = "documents", security((), ("token" = [])), params(("id" = String, Path, description = "Id or slug", example = "2022")),
    responses((status = 200, description = "The form", body = [u8], content_type = "application/pdf"),
        (status = 304, description = "The client has this document already"), OfRead))]
#[get("/calls/{id}/form.pdf")]
async fn blank_pdf(actor: Anyone, request: HttpRequest, id: Path<String>) -> Result<HttpResponse, Fail> {
    let (call, programme, vocabulary) = of_call(&actor, &id)?;
    let content = content::blank(&call, &programme, &vocabulary);
    print(&actor, &request, Template::Fiche, content, blank_name(&call)).await
}

/// Download the blank form of a call as DOCX
///
/// To be filled offline, then sent to `POST /projects/{id}/fiche.docx`: each field is a content control.
#[utoipa::path(tag = "documents", security((), ("token" = [])), params(("id" = String, Path, description = "Id or slug", example = "2022")),
    responses((status = 200, description = "The form", body = [u8],
            content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (status = 304, description = "The client has this document already"), OfRead))]
#[get("/calls/{id}/form.docx")]
async fn blank_docx(actor: Anyone, request: HttpRequest, id: Path<String>) -> Result<HttpResponse, Fail> {
    let (call, programme, vocabulary) = of_call(&actor, &id)?;
    let bytes = docx::blank(&call, &programme, &vocabulary)?;
    let (file, title) = blank_name(&call);
    Ok(whole_file(&request, DOCX, bytes, &format!("{file}.docx"), &format!("{title}.docx")))
}

/// A document that is cheap to make: its tag is that of its bytes.
fn whole_file(request: &HttpRequest, kind: &str, bytes: Vec<u8>, name: &str, title: &str) -> HttpResponse {
    let tag: String = Sha256::digest(&bytes).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    download::known(request, &tag)
        .unwrap_or_else(|| download::file(kind, &tag, name, &download::readable(title), bytes.into()))
}

/// Download a fiche as PDF
///
/// As it stands, or, while it is being corrected, with `filed=true` as it was last filed. For whoever sees all of the
/// fiche; of a published project the others see the public page only.
#[utoipa::path(tag = "documents", params(("id" = String, Path, description = "Id"), FiledQuery),
    responses((status = 200, description = "The fiche", body = [u8], content_type = "application/pdf"),
        (status = 304, description = "The client has this document already"), OfFiledRead))]
#[get("/projects/{id}/fiche.pdf")]
async fn fiche_pdf(
    actor: LoggedIn,
    request: HttpRequest,
    id: Path<String>,
    Query(query): Query<FiledQuery>,
) -> Result<HttpResponse, Fail> {
    let filed = query.filed == Some(true);
    let found = actor.state.db.read(|connection| filed::find(&actor, connection, &id, filed))?;
    let name = named(("fiche-action", "Fiche-action"), &found);
    print(&actor, &request, Template::Fiche, content::filled(&found), name).await
}

/// Download a fiche as DOCX
///
/// As it stands, to be continued offline, then sent to `POST /projects/{id}/fiche.docx`.
#[utoipa::path(tag = "documents", params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The fiche", body = [u8],
            content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (status = 304, description = "The client has this document already"), OfPrivateRead))]
#[get("/projects/{id}/fiche.docx")]
async fn fiche_docx(actor: LoggedIn, request: HttpRequest, id: Path<String>) -> Result<HttpResponse, Fail> {
    let found = actor.state.db.read(|connection| filed::find(&actor, connection, &id, false))?;
    let (file, title) = named(("fiche-action", "Fiche-action"), &found);
    let bytes = docx::filled(&found)?;
    Ok(whole_file(&request, DOCX, bytes, &format!("{file}.docx"), &format!("{title}.docx")))
}

/// Download a filed fiche as JSON
///
/// The canonical JSON (RFC 8785) of the last filing, byte for byte: what the receipt's SHA-256 is computed on, and what
/// `POST /receipts/verify` takes.
#[utoipa::path(tag = "documents", params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The fiche as filed", body = openapi::project::ProjectInput),
        (status = 304, description = "The client has this document already"), OfPrivateRead))]
#[get("/projects/{id}/fiche.json")]
async fn fiche_json(actor: LoggedIn, request: HttpRequest, id: Path<String>) -> Result<HttpResponse, Fail> {
    let (project, text) = actor.state.db.read(|connection| filed::canonical(&actor, connection, &id))?;
    let number = project.number.unwrap_or_default();
    let name = format!("fiche-action_{}.json", words::slug(&number));
    let title = format!("Fiche-action {number} telle que déposée.json");
    Ok(whole_file(&request, "application/json", text.into_bytes(), &name, &title))
}

/// Download a receipt as PDF
///
/// Number, time (Europe/Paris), SHA-256 of what was last filed, what that proves and how to check it.
#[utoipa::path(tag = "documents", params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The receipt", body = [u8], content_type = "application/pdf"),
        (status = 304, description = "The client has this document already"), OfPrivateRead))]
#[get("/projects/{id}/receipt.pdf")]
async fn receipt_pdf(actor: LoggedIn, request: HttpRequest, id: Path<String>) -> Result<HttpResponse, Fail> {
    let found = actor.state.db.read(|connection| filed::find(&actor, connection, &id, true))?;
    let proof = found.receipt.as_ref().ok_or(Fail::NOT_FOUND)?;
    let content = receipt::content(&found, proof, &actor.state.config.public_url);
    let name = named(("recepisse", "Récépissé"), &found);
    print(&actor, &request, Template::Receipt, content, name).await
}
