//! Paths, before anything looks them up.

use super::{fail::Fail, problem};
use actix_web::{
    Error,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
};

/// Middleware: a path with a NUL names nothing, and PostgreSQL holds none in a text.
pub async fn refuse_nul(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if request.path().contains("%00") {
        let refusal = problem::write(request.request(), &Fail::NOT_FOUND);
        return Ok(request.into_response(refusal));
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}
