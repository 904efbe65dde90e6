//! The outbox and the templates of e-mails.

use super::{Answer, ApiResult, get, patch, post, segment};
use openapi::{
    Id, Page,
    email::{Email, EmailKind, EmailPreview, EmailStatus, EmailTemplate, EmailTemplateInput},
};
use serde::Serialize;

/// Filters of the outbox.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ask {
    pub words: Option<String>,
    pub state: Option<String>,
    pub kind: Option<String>,
    /// Id or slug.
    pub call: Option<String>,
    pub cursor: Option<String>,
}

/// A page of the outbox, without bodies.
pub async fn list(ask: &Ask) -> ApiResult<Page<Email>> {
    get("/emails")
        .query_some("q", ask.words.as_ref())
        .query_some("state", ask.state.as_ref())
        .query_some("kind", ask.kind.as_ref())
        .query_some("call", ask.call.as_ref())
        .query_some("cursor", ask.cursor.as_ref())
        .send()
        .await
}

/// The e-mail that follows one in the outbox, among those of a filter; the first of them where that one is no longer there.
pub async fn next(ask: &Ask, id: &str) -> ApiResult<Option<Id>> {
    let mut ask = Ask { cursor: None, ..ask.clone() };
    let (mut first, mut passed) = (None, false);
    loop {
        let page = list(&ask).await?.body;
        for email in &page.items {
            if passed {
                return Ok(Answer { body: Some(email.id.clone()), etag: None });
            }
            passed = email.id.as_str() == id;
            first = first.or_else(|| Some(email.id.clone()));
        }
        ask.cursor = page.next;
        if ask.cursor.is_none() {
            return Ok(Answer { body: first.filter(|_| !passed), etag: None });
        }
    }
}

/// Whether e-mails leave, and what waits.
pub async fn status() -> ApiResult<EmailStatus> {
    get("/emails/status").send().await
}

/// One e-mail with its bodies.
pub async fn one(id: &str) -> ApiResult<Email> {
    get(format!("/emails/{}", segment(id))).send().await
}

/// Changes an e-mail that waits; `changes` is a JSON Merge Patch.
pub async fn update(id: &str, changes: &impl Serialize, etag: Option<&str>) -> ApiResult<Email> {
    patch(format!("/emails/{}", segment(id))).json(changes).if_match(etag).send().await
}

/// Queues an e-mail again.
pub async fn retry(id: &str, etag: Option<&str>) -> ApiResult<Email> {
    post(format!("/emails/{}/retry", segment(id))).if_match(etag).send().await
}

/// The templates of a programme.
pub async fn templates(programme: &str) -> ApiResult<Page<EmailTemplate>> {
    get("/emails/templates").query("programme", programme).send().await
}

fn path(kind: EmailKind) -> String {
    format!("/emails/templates/{}", kind.as_str())
}

/// One template of a programme.
pub async fn template(programme: &str, kind: EmailKind) -> ApiResult<EmailTemplate> {
    get(path(kind)).query("programme", programme).send().await
}

/// Changes a template; `changes` is a JSON Merge Patch.
pub async fn update_template(
    programme: &str,
    kind: EmailKind,
    changes: &impl Serialize,
    etag: Option<&str>,
) -> ApiResult<EmailTemplate> {
    patch(path(kind)).query("programme", programme).json(changes).if_match(etag).send().await
}

/// Fills in a template with sample data.
pub async fn preview(
    programme: &str,
    kind: EmailKind,
    input: &EmailTemplateInput,
) -> ApiResult<EmailPreview> {
    post(format!("{}/preview", path(kind))).query("programme", programme).json(input).send().await
}

/// Gives a programme the default words again.
pub async fn reset_template(
    programme: &str,
    kind: EmailKind,
    etag: Option<&str>,
) -> ApiResult<EmailTemplate> {
    post(format!("{}/reset", path(kind))).query("programme", programme).if_match(etag).send().await
}
