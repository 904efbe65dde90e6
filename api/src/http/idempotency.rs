//! `Idempotency-Key`: the same key and body get the first answer again for 24 hours, another body is refused.

mod store;
mod upload;

use super::{fail::Fail, problem};
use crate::{
    db::{
        Ending, new_id,
        witness::{self, Witness},
    },
    state::State,
};
use actix_web::{
    Error, HttpMessage,
    body::{BoxBody, MessageBody, to_bytes},
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::{
        Method, StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
    middleware::Next,
    web::{Bytes, BytesMut, Data},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use futures_util::StreamExt;
use openapi::{ErrorCode, limits::BODY_MAX, rule::Rule};
use sha2::{Digest, Sha256};
use std::sync::Arc;

const KEY: &str = "idempotency-key";
const KEY_MAX: usize = 200;
/// Headers of an answer worth repeating.
const KEPT: [HeaderName; 4] = [header::CONTENT_TYPE, header::LOCATION, header::ETAG, header::LINK];

/// What became of a key.
pub enum Claim {
    /// Nobody used it: this request goes on.
    Ours,
    /// A request with this hash is still at work.
    Underway {
        request: String,
    },
    /// It was written, and its process died before the answer was kept.
    Unanswered {
        request: String,
    },
    Answered {
        request: String,
        kept: Kept,
    },
}

/// A first answer, kept.
pub struct Kept {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

fn digest(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    BASE64_URL_SAFE_NO_PAD.encode(hash.finalize())
}

/// Middleware: repeats the first answer to a POST with a key.
pub async fn replay(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let key = request.headers().get(KEY).map(|value| value.as_bytes().to_vec());
    // Secrets must not be stored: answers that tell a token are never repeated.
    let secret = |path: &str| {
        ["/api/v1/auth/", "/api/v1/invitations", "/api/v1/me/password"]
            .iter()
            .any(|start| path.starts_with(start))
            || (path.starts_with("/api/v1/projects/") && path.ends_with("/collaborators"))
    };
    let repeatable = request.method() == Method::POST && !secret(request.path());
    let Some(key) = key.filter(|_| repeatable) else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    if key.is_empty() || key.len() > KEY_MAX {
        let rule = if key.is_empty() { Rule::Required } else { Rule::TooLong { max: KEY_MAX } };
        let fail = Fail::field("/Idempotency-Key", rule);
        return Ok(refuse(request, &fail));
    }
    // A file is not held in memory to be compared: its hash stands in the first answer.
    let file = upload::is_one(request.path());
    let body = if file { Ok(Bytes::new()) } else { whole(request.take_payload()).await };
    let body = match body {
        Ok(body) => body,
        Err(fail) => return Ok(refuse(request, &fail)),
    };
    let Some(state) = request.app_data::<Data<State>>().cloned() else {
        return Ok(refuse(request, &Fail::Internal("no state".into())));
    };
    let now = state.clock.now();
    // The person, not the token: a refreshed token repeats the same request. Who may not ask is refused by the route.
    let Some(user) = person(&request, &state) else {
        if !file {
            request.set_payload(Payload::from(body));
        }
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let key_hash = digest(&[user.as_bytes(), &key]);
    let target = request.uri().to_string();
    let request_hash = digest(&[target.as_bytes(), &body]);
    let attempt = new_id();
    let claim = (key_hash.clone(), request_hash.clone(), attempt.clone());
    let claimed = state
        .db
        .write(Ending::Commit, move |connection| {
            store::claim(connection, (&claim.0, &claim.1, &claim.2), now)
        })
        .await;
    match claimed {
        Ok(Claim::Ours) => {}
        Ok(Claim::Answered { request: hash, kept }) if hash == request_hash => {
            if file && !upload::is_same(request.take_payload(), &kept).await {
                return Ok(refuse(request, &ErrorCode::IdempotencyKeyReused.into()));
            }
            return Ok(repeat(request, kept));
        }
        Ok(Claim::Underway { request: hash }) if hash == request_hash => {
            return Ok(refuse(request, &ErrorCode::RequestUnderway.into()));
        }
        Ok(Claim::Unanswered { request: hash }) if hash == request_hash => {
            return Ok(refuse(request, &ErrorCode::RequestDone.into()));
        }
        Ok(Claim::Answered { .. } | Claim::Underway { .. } | Claim::Unanswered { .. }) => {
            return Ok(refuse(request, &ErrorCode::IdempotencyKeyReused.into()));
        }
        // Two came at once and the other was first: PostgreSQL tells by refusing the second row.
        Err(error) => {
            let fail = match Fail::from(error) {
                Fail::Code(ErrorCode::Duplicate) => ErrorCode::RequestUnderway.into(),
                other => other,
            };
            return Ok(refuse(request, &fail));
        }
    }
    if !file {
        request.set_payload(Payload::from(body));
    }
    // What is written says so in the same transaction: however the process ends, it is written once.
    let own = (key_hash.clone(), attempt.clone());
    let witness: Witness = Arc::new(move |connection| store::written(connection, &own.0, &own.1));
    let response = witness::beside(Some(witness), next.call(request)).await?;
    let (request, response) = response.into_parts();
    let good = response.error().is_none() && response.status().is_success();
    let (response, body) = response.into_parts();
    let body: Bytes =
        to_bytes(body).await.map_err(|_| Fail::Internal("the answer could not be read".into()))?;
    let kept = good.then(|| Kept {
        status: response.status().as_u16(),
        headers: response
            .headers()
            .iter()
            .filter(|(name, _)| KEPT.contains(name))
            .filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())))
            .collect(),
        body: String::from_utf8_lossy(&body).into_owned(),
    });
    let settled = state
        .db
        .write(Ending::Commit, move |connection| match &kept {
            Some(kept) => store::keep(connection, (&key_hash, &attempt), kept, now),
            None => store::release(connection, &key_hash, &attempt),
        })
        .await;
    if let Err(error) = settled {
        tracing::error!(%error, "an idempotent answer could not be kept");
    }
    Ok(ServiceResponse::new(request, response.set_body(body).map_into_boxed_body()))
}

/// The person whose session is still good: a repeated answer is not for one that has ended.
fn person(request: &ServiceRequest, state: &State) -> Option<String> {
    let header = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let now = state.clock.now();
    let claims = state.keys.verify(header.split_once(' ')?.1.trim(), now).ok()?;
    state.standing(Some(&claims), now).ok()?.principal.map(|principal| principal.user.clone())
}

fn refuse(request: ServiceRequest, fail: &Fail) -> ServiceResponse<BoxBody> {
    let response = problem::write(request.request(), fail);
    request.into_response(response)
}

fn repeat(request: ServiceRequest, kept: Kept) -> ServiceResponse<BoxBody> {
    let mut response =
        actix_web::HttpResponse::build(StatusCode::from_u16(kept.status).unwrap_or(StatusCode::OK));
    for (name, value) in kept.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.insert_header((name, value));
        }
    }
    response.insert_header(("Idempotent-Replayed", "true"));
    request.into_response(response.body(kept.body))
}

async fn whole(mut payload: Payload) -> Result<Bytes, Fail> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Fail::Code(ErrorCode::MalformedRequest))?;
        if body.len() + chunk.len() > BODY_MAX {
            return Err(ErrorCode::PayloadTooLarge.into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}
