//! `Accept`: operations answer in JSON only, and say so.

use super::{fail::Fail, problem};
use actix_web::{
    Error,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header,
    middleware::Next,
};
use openapi::ErrorCode;

const SERVED: [&str; 4] = ["*/*", "application/*", "application/json", problem::CONTENT_TYPE];

/// Whether an `Accept` header takes JSON; an empty one takes all.
fn takes_json(accept: &str) -> bool {
    let mut kinds =
        accept.split(',').map(|kind| kind.split(';').next().unwrap_or_default().trim()).peekable();
    accept.trim().is_empty()
        || kinds.any(|kind| SERVED.iter().any(|served| kind.eq_ignore_ascii_case(served)))
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
    if request.path().starts_with("/api/v1/") && !file && !takes_json(accept) {
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
            assert!(takes_json(accept), "{accept}");
        }
        assert!(!takes_json("application/xml") && !takes_json("text/html"));
    }
}
