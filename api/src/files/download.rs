//! A file goes out, whole or in part, as it is read from the store.

use super::{
    OfDownload, found,
    rules::{self, Asked},
    store::{self, Holder, Row},
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{LoggedIn, Visit},
    http::{etag, fail::Fail},
};
use actix_web::{HttpRequest, HttpResponse, body::SizedStream, get, http::header, web::Path};
use openapi::{
    ErrorCode,
    attachment::{FileContent, FileType},
};
use std::collections::BTreeMap;
use utoipa::{
    IntoResponses, ToSchema,
    openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder},
};

/// A file of any type that can be attached, whole or in part.
struct TheFile;

impl IntoResponses for TheFile {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let answer = |description: &str| {
            let schema = Ref::from_schema_name(FileContent::name());
            let content = ContentBuilder::new().schema(Some(schema)).build();
            let answer = ResponseBuilder::new().description(description);
            let all = FileType::ALL.into_iter();
            all.fold(answer, |answer, kind| answer.content(kind.media_type(), content.clone())).build()
        };
        BTreeMap::from([
            ("200".to_owned(), answer("The file").into()),
            ("206".to_owned(), answer("The part that `Range` asks for").into()),
        ])
    }
}

/// A file opened in a browser runs nothing and reaches nothing.
const SANDBOX: &str = "default-src 'none'; sandbox";

pub fn configure(config: &mut Mount) {
    config.service(of_project).service(of_partner);
}

/// Download an attachment
///
/// As a file to save, never to show in place. `Range` and `If-None-Match` work; the `ETag` is the SHA-256 of the content.
#[utoipa::path(tag = "attachments", params(("id" = String, Path, description = "Id of the project"),
    ("attachment" = String, Path, description = "Id")),
    responses(TheFile, (status = 304, description = "The client has it already"), OfDownload))]
#[get("/projects/{id}/attachments/{attachment}/content")]
async fn of_project(
    request: HttpRequest,
    actor: LoggedIn,
    ids: Path<(String, String)>,
) -> Result<HttpResponse, Fail> {
    let (project, id) = ids.into_inner();
    let (row, _) = actor.state.db.read(|connection| found(&actor, connection, &project, &id))?;
    send(&request, &actor, row).await
}

/// Download an attachment of a partner's profile
///
/// As for those of projects.
#[utoipa::path(tag = "attachments", params(("id" = String, Path, description = "Id of the partner"),
    ("attachment" = String, Path, description = "Id")),
    responses(TheFile, (status = 304, description = "The client has it already"), OfDownload))]
#[get("/partners/{id}/attachments/{attachment}/content")]
async fn of_partner(
    request: HttpRequest,
    actor: LoggedIn,
    ids: Path<(String, String)>,
) -> Result<HttpResponse, Fail> {
    let (partner, id) = ids.into_inner();
    let (row, _) = actor.state.db.read(|connection| {
        super::partner_routes::reader(&actor, &partner)?;
        store::find(connection, &Holder::Partner(partner.clone()), &id)?.ok_or(Fail::NOT_FOUND)
    })?;
    send(&request, &actor, row).await
}

async fn send(request: &HttpRequest, visit: &Visit, row: Row) -> Result<HttpResponse, Fail> {
    let (size, kind, tag) = (row.size(), row.file_type(), format!("\"{}\"", row.sha256));
    if etag::already_read(request, &tag) {
        return Ok(HttpResponse::NotModified().insert_header((header::ETAG, tag)).finish());
    }
    let text = |name: header::HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    // A part of what the client has is only good while that is what there is.
    let same = text(header::IF_RANGE).is_none_or(|known| known == tag);
    let (mut response, range) = match rules::asked(text(header::RANGE).filter(|_| same), size) {
        Asked::Whole => (HttpResponse::Ok(), 0..size),
        Asked::Part(range) => {
            let mut response = HttpResponse::PartialContent();
            let place = format!("bytes {}-{}/{size}", range.start, range.end - 1);
            response.insert_header((header::CONTENT_RANGE, place));
            (response, range)
        }
        Asked::Beyond => return Err(ErrorCode::RangeNotSatisfiable.into()),
    };
    let length = range.end - range.start;
    let bytes = visit.state.files.storage.stream(&row.object, range).await?;
    Ok(response
        .content_type(kind.media_type())
        .insert_header((header::ETAG, tag))
        .insert_header((header::ACCEPT_RANGES, "bytes"))
        .insert_header((header::CONTENT_DISPOSITION, rules::disposition(&row.name)))
        .insert_header((header::CONTENT_SECURITY_POLICY, SANDBOX))
        .insert_header(("Cross-Origin-Resource-Policy", "same-origin"))
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .body(SizedStream::new(length, bytes)))
}
