//! Calls for projects.

use super::{ApiResult, get, patch, post, segment};
use openapi::{
    Page,
    calendar::{Extension, ExtensionInput, RevocationInput},
    call::{Call, CallFilter, CallInput},
    committee::Nothing,
};
use serde::Serialize;

/// One page of calls, the newest first.
pub async fn list(filter: &CallFilter, cursor: Option<&str>) -> ApiResult<Page<Call>> {
    get("/calls")
        .query_some("status", filter.status.as_deref())
        .query_some("programme", filter.programme.as_deref())
        .query("sort", "-closes_on")
        .query_some("cursor", cursor)
        .send()
        .await
}

/// One call, by id or slug.
pub async fn read(id: &str) -> ApiResult<Call> {
    get(format!("/calls/{}", segment(id))).send().await
}

/// Creates a call, unpublished.
pub async fn create(input: &CallInput) -> ApiResult<Call> {
    post("/calls").json(input).send().await
}

/// Changes a call; `changes` is a JSON Merge Patch.
pub async fn update(id: &str, changes: &impl Serialize, etag: Option<&str>) -> ApiResult<Call> {
    patch(format!("/calls/{}", segment(id))).json(changes).if_match(etag).send().await
}

/// Shows the call to the public.
pub async fn publish(id: &str, etag: Option<&str>) -> ApiResult<Call> {
    post(format!("/calls/{}/publish", segment(id))).json(&Nothing {}).if_match(etag).send().await
}

/// Closes the call before its date.
pub async fn close(id: &str, etag: Option<&str>) -> ApiResult<Call> {
    post(format!("/calls/{}/close", segment(id))).json(&Nothing {}).if_match(etag).send().await
}

/// Every extension of a call, the oldest first.
pub async fn extensions(id: &str) -> ApiResult<Page<Extension>> {
    get(format!("/calls/{}/extensions", segment(id))).send().await
}

/// Gives a partner more time. `key` comes from [`super::random_uuid`], one for each intent to give it.
pub async fn extend(id: &str, input: &ExtensionInput, key: &str) -> ApiResult<Extension> {
    post(format!("/calls/{}/extensions", segment(id))).json(input).idempotency_key(key).send().await
}

/// Takes an extension back.
pub async fn revoke_extension(
    id: &str,
    extension: &Extension,
    input: &RevocationInput,
) -> ApiResult<Extension> {
    let etag = format!("\"{}\"", extension.version);
    post(format!("/calls/{}/extensions/{}/revoke", segment(id), extension.id))
        .json(input)
        .if_match(Some(&etag))
        .send()
        .await
}
