//! Messages on a project.

use super::{ApiResult, get, post, segment};
use openapi::{
    Id, Page,
    message::{Message, MessageInput, ReadInput, Unread},
};

fn path(project: &str) -> String {
    format!("/projects/{}/messages", segment(project))
}

/// A page of a thread, the newest first.
pub async fn list(project: &str, cursor: Option<&str>) -> ApiResult<Page<Message>> {
    get(path(project)).query_some("cursor", cursor).send().await
}

/// Writes one. `key` comes from [`super::random_uuid`], one for each message.
pub async fn write(project: &str, input: &MessageInput, key: &str) -> ApiResult<Message> {
    post(path(project)).json(input).idempotency_key(key).send().await
}

/// Marks all up to one as read.
pub async fn mark(project: &str, until: &Id) -> ApiResult<Unread> {
    post(format!("{}/read", path(project))).json(&ReadInput { until: until.clone() }).send().await
}
