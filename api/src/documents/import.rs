//! A form that was filled elsewhere, sent back: compared field by field; written only where the person says so.

use super::{
    docx::{self, Import},
    form::{self, Vocabulary},
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{LoggedIn, Visit},
    db::{AnyConnection, Ending},
    http::{answer::Tagged, etag, fail::Fail, problem::language, query::Query, refusals::*},
    projects::{
        Seen,
        create::rewrite,
        held,
        resolve::resolve,
        rules::{View, out_of_reach},
        seen, store,
        wire::partner_ref,
    },
};
use actix_web::{
    FromRequest, HttpRequest, Responder,
    http::header,
    post,
    web::{BytesMut, Path, Payload},
};
use futures_util::StreamExt;
use openapi::{
    ErrorCode, Id,
    document::{DOCX, ImportedFiche, TakeQuery},
    error_code::Language,
    limits::{DOCUMENT_MAX, ITEMS_MAX},
    project::ProjectInput,
    rule::Rule,
    validation::Violation,
};

/// What browsers and mail programs call a DOCX that they do not know.
const UNNAMED: &str = "application/octet-stream";

pub fn configure(config: &mut Mount) {
    config.service(import_fiche);
}

/// The project, for whoever may write its fiche now.
fn writable(visit: &Visit, seen: &Seen) -> Result<(), Fail> {
    if seen.view != View::Full {
        return Err(if seen.view == View::Title { Fail::FORBIDDEN } else { Fail::NOT_FOUND });
    }
    if !seen.standpoint.editor {
        return Err(Fail::FORBIDDEN);
    }
    if !seen.row.status.is_editable() {
        return Err(seen.refused(visit, ErrorCode::TransitionNotAllowed));
    }
    Ok(())
}

/// The file, up to the limit: read only once it is known that its sender may write here.
async fn file(request: &HttpRequest, mut payload: Payload) -> Result<BytesMut, Fail> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if kind != DOCX && kind != UNNAMED {
        return Err(ErrorCode::UnsupportedMediaType.into());
    }
    let mut file = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Fail::Code(ErrorCode::MalformedRequest))?;
        if file.len() + chunk.len() > DOCUMENT_MAX {
            return Err(ErrorCode::PayloadTooLarge.into());
        }
        file.extend_from_slice(&chunk);
    }
    Ok(file)
}

/// Pointers of the fields to take.
fn chosen(query: &TakeQuery) -> Result<Vec<String>, Fail> {
    let text = query.take.as_deref().unwrap_or_default();
    let pointers: Vec<_> =
        text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    if pointers.len() > ITEMS_MAX {
        return Err(Fail::field("/take", Rule::TooManyItems { max: ITEMS_MAX }));
    }
    Ok(pointers)
}

/// The comparison with the fiche as it is now.
fn compared(
    visit: &Visit,
    connection: &mut AnyConnection,
    seen: &Seen,
    document: &Import,
    language: Language,
) -> Result<ImportedFiche, Fail> {
    let vocabulary = Vocabulary::new(&visit.catalogue, &seen.row.programme_id, &seen.row.call_id);
    let current = store::fiche(connection, &seen.row.id)?;
    // A field that cannot be taken is said before it is chosen: an entry that is gone, a section that is not to correct.
    let lead = partner_ref(&visit.catalogue, &seen.row.partner_id).kind;
    let call = visit.catalogue.call(&seen.row.call_id);
    let settle = |fiche: ProjectInput| -> Vec<Violation> {
        match resolve(fiche, &visit.catalogue, &seen.row.programme_id) {
            Ok(fiche) => {
                let mut wrong = out_of_reach(&seen.row, lead, &current, &fiche);
                wrong.extend(call.map(|call| call.chart().violations(&fiche.budget)).unwrap_or_default());
                wrong
            }
            Err(unknown) => unknown,
        }
    };
    let found = form::differences(&current, &document.fields, &vocabulary, language, &settle);
    Ok(ImportedFiche {
        project: Id::from_storage(seen.row.id.clone()),
        version: seen.row.version,
        origin: document.origin.clone(),
        differences: found.differences,
        unchanged: u32::try_from(found.unchanged).unwrap_or(u32::MAX),
        absent: found.absent,
        taken: Vec::new(),
    })
}

/// Send a filled form back
///
/// Answers with what the document says otherwise, field by field, and writes nothing. With `take` it writes these
/// fields, and only these; that needs the version that was compared (`If-Match`), and a field with problems refuses all.
#[utoipa::path(tag = "documents", params(("id" = String, Path, description = "Id"), TakeQuery),
    request_body(content = [u8], content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        description = "A form downloaded here, at most 4 MiB"),
    responses((status = 200, description = "What differs, after what was taken", body = ImportedFiche), OfTransition))]
#[post("/projects/{id}/fiche.docx")]
async fn import_fiche(
    actor: LoggedIn,
    request: HttpRequest,
    id: Path<String>,
    Query(query): Query<TakeQuery>,
    payload: Payload,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let (state, id, language) = (visit.state.clone(), id.into_inner(), language(&request));
    let take = chosen(&query)?;
    state.db.read(|connection| writable(&visit, &seen(&visit, connection, &id)?))?;
    let file = file(&request, payload).await?;
    let document = state.press.in_turn(move || docx::read(&file)).await?.map_err(ErrorCode::from)?;
    let value = if take.is_empty() {
        state.db.read(|connection| {
            let seen = seen(&visit, connection, &id)?;
            compared(&visit, connection, &seen, &document, language)
        })?
    } else {
        let if_match = etag::IfMatch::extract(&request).await?;
        state
            .db
            .write(Ending::Commit, move |connection| {
                let seen = held(&visit, connection, &id)?;
                writable(&visit, &seen)?;
                if_match.check(seen.row.version, seen.path())?;
                write(&visit, connection, &seen, &document, &take)?;
                let after = crate::projects::seen(&visit, connection, &id)?;
                let compared = compared(&visit, connection, &after, &document, language)?;
                Ok::<_, Fail>(ImportedFiche { taken: take, ..compared })
            })
            .await?
    };
    Ok(Tagged { version: value.version, value })
}

/// Writes the fields that were chosen.
fn write(
    visit: &Visit,
    connection: &mut AnyConnection,
    seen: &Seen,
    document: &Import,
    take: &[String],
) -> Result<(), Fail> {
    let vocabulary = Vocabulary::new(&visit.catalogue, &seen.row.programme_id, &seen.row.call_id);
    let current = store::fiche(connection, &seen.row.id)?;
    let taken = form::take(&current, &document.fields, take, &vocabulary).map_err(Fail::Fields)?;
    rewrite(visit, connection, seen, &current, taken).map(drop)
}
