//! Documents: downloaded as files, sent back, checked.

use super::{Answer, ApiError, ApiResult, BASE, post, segment};
use crate::session::access;
use gloo_net::http::{Method, RequestBuilder, Response};
use openapi::{
    Problem,
    document::{DOCX, ImportedFiche, ReceiptAnswer, ReceiptCheck},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A document may take its server a while: setting a long fiche, reading a file on a slow line. In milliseconds.
const TIMEOUT: u32 = 120_000;

/// What was filed, checked by whoever holds it.
pub async fn verify(check: &ReceiptCheck) -> ApiResult<ReceiptAnswer> {
    post("/receipts/verify").json(check).send().await
}

/// The address of a document that everybody may read, for a plain link.
pub fn public_address(path: &str) -> String {
    format!("{BASE}{path}")
}

/// Sends a filled form: compared only, or with `take` written into these fields of the version read.
pub async fn import(
    project: &str,
    file: &web_sys::Blob,
    take: &[String],
    etag: Option<&str>,
) -> ApiResult<ImportedFiche> {
    let path = format!("/projects/{}/fiche.docx", segment(project));
    let response = exchange(&path, |builder| {
        let builder = builder.method(Method::POST).header("Content-Type", DOCX);
        let builder = if take.is_empty() { builder } else { builder.query([("take", take.join(","))]) };
        let builder = etag.into_iter().fold(builder, |builder, etag| builder.header("If-Match", etag));
        builder.body(file.clone()).ok()
    })
    .await?;
    let unreadable = ApiError::Unreadable { status: response.status() };
    let etag = response.headers().get("ETag");
    let text = response.text().await.map_err(|_| ApiError::Network)?;
    Ok(Answer { body: serde_json::from_str(&text).map_err(|_| unreadable)?, etag })
}

/// Downloads a document that its reader has to be logged in for, and gives it to the browser to keep.
///
/// # Errors
/// See [`ApiError`].
pub async fn download(path: &str) -> Result<(), ApiError> {
    let response = exchange(path, |builder| builder.build().ok()).await?;
    let unreadable = ApiError::Unreadable { status: response.status() };
    let disposition = response.headers().get("Content-Disposition").unwrap_or_default();
    let raw: web_sys::Response = response.into();
    let blob = match raw.blob() {
        Ok(promise) => JsFuture::from(promise).await,
        Err(error) => Err(error),
    };
    let blob: web_sys::Blob = blob.and_then(|blob| blob.dyn_into()).map_err(|_| unreadable.clone())?;
    keep(&blob, &file_name(&disposition)).map_err(|_| unreadable)
}

/// `filename="…"` of a disposition: letters, digits and hyphens.
fn file_name(disposition: &str) -> String {
    let named = disposition.split("filename=\"").nth(1).and_then(|rest| rest.split('"').next());
    named.filter(|name| !name.is_empty()).unwrap_or("document").to_owned()
}

/// Has the browser save a file, as a link to it would.
fn keep(blob: &web_sys::Blob, name: &str) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let address = web_sys::Url::create_object_url_with_blob(blob)?;
    let link: web_sys::HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser has taken the file by then; a minute is long for the slowest.
    gloo_timers::callback::Timeout::new(60_000, move || {
        let _ = web_sys::Url::revoke_object_url(&address);
    })
    .forget();
    Ok(())
}

/// Sends with the session, renewed once if need be; a refusal is read as a problem.
async fn exchange(
    path: &str,
    build: impl Fn(RequestBuilder) -> Option<gloo_net::http::Request>,
) -> Result<Response, ApiError> {
    let mut token = access::token().await;
    loop {
        let timeout = web_sys::AbortSignal::timeout_with_u32(TIMEOUT);
        let mut builder = RequestBuilder::new(&format!("{BASE}{path}"))
            .cache(web_sys::RequestCache::NoStore)
            .header("Accept", "*/*")
            .header("Accept-Language", "fr")
            .abort_signal(Some(&timeout));
        if let Some(token) = &token {
            builder = builder.header("Authorization", &format!("Bearer {token}"));
        }
        let request = build(builder).ok_or(ApiError::Network)?;
        let response = request.send().await.map_err(|_| ApiError::Network)?;
        let status = response.status();
        match status {
            200..=299 => return Ok(response),
            401 => match access::renew(token.take()).await {
                access::Renewal::Renewed(fresh) => token = Some(fresh),
                access::Renewal::Ended | access::Renewal::NoSession => return Err(ApiError::SessionExpired),
                access::Renewal::Unreachable => return Err(ApiError::Network),
            },
            _ => {
                let text = response.text().await.map_err(|_| ApiError::Network)?;
                let problem: Result<Problem, _> = serde_json::from_str(&text);
                return Err(problem.map_or(ApiError::Unreadable { status }, |problem| {
                    ApiError::Problem(Box::new(problem))
                }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_the_name_that_the_server_gave() {
        let named =
            r#"attachment; filename="fiche-action_2026-0001.pdf"; filename*=UTF-8''Fiche%20action.pdf"#;
        assert_eq!(file_name(named), "fiche-action_2026-0001.pdf");
        assert_eq!(file_name("attachment"), "document");
    }
}
