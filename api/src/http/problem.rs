//! Every refusal leaves as RFC 9457 `application/problem+json`: never an HTML page, a stack trace or an SQL text.

use super::fail::Fail;
use crate::french;
use actix_web::{
    HttpMessage, HttpRequest, HttpResponse, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
    middleware::Next,
};
use chrono::NaiveDate;
use openapi::{ErrorCode, Problem, error_code::Language};
use tracing_actix_web::RequestId;

/// Media type of RFC 9457.
pub const CONTENT_TYPE: &str = "application/problem+json";

impl ResponseError for Fail {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        HttpResponse::new(self.status_code())
    }
}

/// Language of the request, French unless it says otherwise.
pub fn language(request: &HttpRequest) -> Language {
    request
        .headers()
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .map(Language::from_accept_language)
        .unwrap_or_default()
}

fn request_id(request: &HttpRequest) -> String {
    request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default()
}

/// Middleware: writes refusals, and whatever actix refused by itself, as problems.
pub async fn render(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let response = next.call(request).await?.map_into_boxed_body();
    let status = response.status();
    let ours = response.response().error().and_then(|error| error.as_error::<Fail>());
    let refusal = match ours {
        Some(fail) => write(response.request(), fail),
        None if status.is_client_error() || status.is_server_error() => {
            let written = response.headers().get(header::CONTENT_TYPE);
            if written.is_some_and(|kind| kind.as_bytes().starts_with(CONTENT_TYPE.as_bytes())) {
                return Ok(response);
            }
            write(response.request(), &Fail::Code(code_of(status)))
        }
        None => return Ok(response),
    };
    let (request, _) = response.into_parts();
    Ok(ServiceResponse::new(request, refusal))
}

/// What a refusal of actix itself means.
fn code_of(status: StatusCode) -> ErrorCode {
    match status {
        StatusCode::NOT_FOUND => ErrorCode::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => ErrorCode::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => ErrorCode::PayloadTooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ErrorCode::UnsupportedMediaType,
        status if status.is_client_error() => ErrorCode::MalformedRequest,
        _ => ErrorCode::Internal,
    }
}

/// Says when what is closed opens again.
fn reopens(problem: &mut Problem, opens_on: Option<NaiveDate>, language: Language) {
    let Some(day) = opens_on else { return };
    let sentence = match language {
        Language::French => format!("Prochaine ouverture\u{a0}: {}.", french::day(day)),
        Language::English => format!("It opens on {day}."),
    };
    problem.detail = format!("{} {sentence}", problem.detail);
    problem.opens_on = opens_on;
}

/// The response of a refusal, in the language of its request.
pub fn write(request: &HttpRequest, fail: &Fail) -> HttpResponse {
    let (code, language) = (fail.code(), language(request));
    let request_id = request_id(request);
    if code.status() >= 500 {
        tracing::error!(%request_id, error = %fail, "request failed");
    }
    let title = code.title(language).to_owned();
    let mut problem = Problem {
        kind: format!("/problems/{}", code.as_str()),
        detail: title.clone(),
        title,
        status: code.status(),
        instance: request.path().to_owned(),
        code,
        request_id,
        errors: Vec::new(),
        allowed_transitions: None,
        current: None,
        opens_on: None,
        obstacles: Vec::new(),
    };
    let mut response = HttpResponse::build(fail.status_code());
    response.content_type(CONTENT_TYPE).insert_header((header::CACHE_CONTROL, "no-store"));
    match fail {
        Fail::Fields(violations) => {
            problem.errors = violations.iter().map(|violation| violation.in_language(language)).collect();
        }
        Fail::Transition { code: _, allowed, opens_on } => {
            problem.allowed_transitions = Some(allowed.clone());
            reopens(&mut problem, *opens_on, language);
        }
        Fail::Closed { code: _, opens_on } => reopens(&mut problem, *opens_on, language),
        Fail::Impossible { obstacles, .. } => {
            let told = obstacles.iter().map(|(project, what)| what.tell(project.clone(), language));
            problem.obstacles = told.collect();
            let words = problem.obstacles.iter().map(|obstacle| obstacle.message.as_str());
            problem.detail =
                std::iter::once(problem.title.as_str()).chain(words).collect::<Vec<_>>().join(" ");
        }
        Fail::Stale { current } => {
            if let Ok(value) = HeaderValue::from_str(&format!("<{current}>; rel=\"current\"")) {
                response.insert_header((header::LINK, value));
            }
            problem.current = Some(current.clone());
        }
        Fail::Throttled { policy, wait } => {
            response
                .insert_header((header::RETRY_AFTER, *wait))
                .insert_header((HeaderName::from_static("ratelimit"), format!("\"{policy}\";r=0;t={wait}")));
        }
        Fail::Method { allowed } => {
            response.insert_header((header::ALLOW, allowed.as_str()));
        }
        Fail::Code(_) | Fail::Db(_) | Fail::Internal(_) => {}
    }
    match code.status() {
        401 => {
            response.insert_header((header::WWW_AUTHENTICATE, format!("Bearer error=\"{}\"", code.as_str())));
        }
        503 => {
            response.insert_header((header::RETRY_AFTER, 2));
        }
        _ => {}
    }
    response.body(serde_json::to_vec(&problem).unwrap_or_default())
}
