//! `Accept`: operations answer in JSON only, documents in their own format, and say so.

use super::{fail::Fail, problem};
use actix_web::{
    Error,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header,
    middleware::Next,
};
use openapi::{
    ErrorCode,
    document::{CSV, DOCX, PDF, XLSX},
};

const SERVED: [&str; 4] = ["*/*", "application/*", "application/json", problem::CONTENT_TYPE];

/// A stream of events.
const EVENTS: &str = "text/event-stream";

/// The format of a document or of a stream, by its path.
fn document(path: &str) -> Option<&'static str> {
    if path.ends_with("/session/events") {
        return Some(EVENTS);
    }
    match path.rsplit_once('.')?.1 {
        "pdf" => Some(PDF),
        "docx" => Some(DOCX),
        "csv" => Some(CSV),
        "xlsx" => Some(XLSX),
        _ => None,
    }
}

/// Whether an `Accept` header takes what a path answers with; an empty one takes all.
fn takes(accept: &str, path: &str) -> bool {
    let mut kinds =
        accept.split(',').map(|kind| kind.split(';').next().unwrap_or_default().trim()).peekable();
    // A stream never ends: who waits for a document of JSON would wait for ever.
    let streams = document(path) == Some(EVENTS);
    let served = |kind: &str| {
        if streams {
            return ["*/*", "text/*", EVENTS].iter().any(|served| kind.eq_ignore_ascii_case(served));
        }
        SERVED.iter().copied().chain(document(path)).any(|served| kind.eq_ignore_ascii_case(served))
    };
    accept.trim().is_empty() || kinds.any(served)
}

/// Middleware: refuses what an operation could only answer in another format.
pub async fn negotiate(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let accept =
        request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    // A file goes out as what it is.
    let file = request.path().ends_with("/content");
    if request.path().starts_with("/api/v1/") && !file && !takes(accept, request.path()) {
        let refusal = problem::write(request.request(), &Fail::Code(ErrorCode::NotAcceptable));
        return Ok(request.into_response(refusal));
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_taken_by_name_by_family_and_by_silence() {
        for accept in ["", "*/*", "text/html, */*;q=0.8", "application/json", "Application/JSON; q=1"] {
            assert!(takes(accept, "/api/v1/calls"), "{accept}");
        }
        for accept in ["application/xml", "text/html", PDF] {
            assert!(!takes(accept, "/api/v1/calls"), "{accept}");
        }
    }

    #[test]
    fn a_document_is_taken_by_its_format_too() {
        assert!(takes(PDF, "/api/v1/calls/2026/form.pdf"));
        assert!(takes(DOCX, "/api/v1/calls/2026/form.docx"));
        assert!(!takes(DOCX, "/api/v1/calls/2026/form.pdf"));
        assert!(takes(EVENTS, "/api/v1/calls/2026/session/events"));
        assert!(!takes(EVENTS, "/api/v1/projects/1/events"));
        assert!(!takes("application/json", "/api/v1/calls/2026/session/events"));
        assert!(takes("application/json", "/api/v1/calls/2026/form.pdf"), "its refusals are JSON");
    }
}
