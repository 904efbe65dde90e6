//! Attachments: what is said of them, and their bytes on the way up and down.

use super::{ApiError, ApiResult, BASE, Received, delete, get, patch, random_uuid, segment};
use crate::session::access;
use gloo_net::http::RequestBuilder;
use js_sys::Promise;
use openapi::{
    Page,
    attachment::{Attachment, AttachmentInput},
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, ProgressEvent, XmlHttpRequest};
use yew::Callback;

/// What files hang on: path of a project or a partner, below the base.
pub fn of_project(id: &str) -> String {
    format!("/projects/{}", segment(id))
}

/// The attachments of a project or a partner.
pub async fn list(holder: &str) -> ApiResult<Page<Attachment>> {
    get(format!("{holder}/attachments")).send().await
}

/// Says something else of one.
pub async fn update(holder: &str, attachment: &Attachment, input: &AttachmentInput) -> ApiResult<Attachment> {
    patch(path(holder, attachment)).json(input).if_match(Some(&etag(attachment))).send().await
}

/// Takes one away.
pub async fn remove(holder: &str, attachment: &Attachment) -> ApiResult<()> {
    delete(path(holder, attachment)).if_match(Some(&etag(attachment))).send().await
}

fn path(holder: &str, attachment: &Attachment) -> String {
    format!("{holder}/attachments/{}", segment(attachment.id.as_str()))
}

fn etag(attachment: &Attachment) -> String {
    format!("\"{}\"", attachment.version)
}

/// Its content. The browser holds it, on disk where it is large.
///
/// # Errors
/// See [`ApiError`].
pub async fn content(holder: &str, attachment: &Attachment) -> Result<Blob, ApiError> {
    let address = format!("{BASE}{}/content", path(holder, attachment));
    let mut token = access::token().await;
    for last in [false, true] {
        let mut builder = RequestBuilder::new(&address).header("Accept-Language", "fr");
        if let Some(token) = &token {
            builder = builder.header("Authorization", &format!("Bearer {token}"));
        }
        let request = builder.build().map_err(|_| ApiError::Network)?;
        let response = request.send().await.map_err(|_| ApiError::Network)?;
        if response.ok() {
            let (status, raw) = (response.status(), web_sys::Response::from(response));
            let promise = raw.blob().map_err(|_| ApiError::Network)?;
            let blob = JsFuture::from(promise).await.map_err(|_| ApiError::Network)?;
            return blob.dyn_into().map_err(|_| ApiError::Unreadable { status });
        }
        if response.status() != 401 || last {
            let text = response.text().await.map_err(|_| ApiError::Network)?;
            return Err(refusal(response.status(), text));
        }
        token = renewed(token).await?;
    }
    Err(ApiError::SessionExpired)
}

fn refusal(status: u16, text: String) -> ApiError {
    match (Received { status, etag: None, text }).read::<()>() {
        Err(error) => error,
        Ok(_) => ApiError::Unreadable { status },
    }
}

async fn renewed(token: Option<String>) -> Result<Option<String>, ApiError> {
    match access::renew(token).await {
        access::Renewal::Renewed(token) => Ok(Some(token)),
        access::Renewal::Ended | access::Renewal::NoSession => Err(ApiError::SessionExpired),
        access::Renewal::Unreachable => Err(ApiError::Network),
    }
}

/// An upload under way, to be stopped.
#[derive(Clone, Default)]
pub struct Upload {
    request: Rc<RefCell<Option<XmlHttpRequest>>>,
    /// One for each intent to attach: trying again after a lost answer attaches once.
    key: Rc<str>,
}

impl Upload {
    pub fn new() -> Self {
        Self { request: Rc::default(), key: random_uuid().into() }
    }

    /// Stops it; its answer is then [`ApiError::Network`].
    pub fn stop(&self) {
        if let Some(request) = self.request.borrow_mut().take() {
            let _ = request.abort();
        }
    }

    /// Sends a file; `progress` hears the share that left, 0 to 100. fetch tells nothing of it, XMLHttpRequest does.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub async fn send(
        &self,
        holder: &str,
        file: &File,
        progress: Callback<u32>,
    ) -> Result<Attachment, ApiError> {
        let name = js_sys::encode_uri_component(&file.name());
        let address = format!("{BASE}{holder}/attachments?name={name}");
        let mut token = access::token().await;
        for last in [false, true] {
            let received = self.exchange(&address, file, token.as_deref(), progress.clone()).await?;
            if received.status != 401 || last {
                return received.read().map(|answer| answer.body);
            }
            token = renewed(token).await?;
        }
        Err(ApiError::SessionExpired)
    }

    async fn exchange(
        &self,
        address: &str,
        file: &File,
        token: Option<&str>,
        progress: Callback<u32>,
    ) -> Result<Received, ApiError> {
        let request = XmlHttpRequest::new().map_err(|_| ApiError::Network)?;
        request.open("POST", address).map_err(|_| ApiError::Network)?;
        let bearer = token.map(|token| format!("Bearer {token}"));
        let headers = [
            ("Accept", Some("application/json, application/problem+json")),
            ("Accept-Language", Some("fr")),
            ("Content-Type", Some("application/octet-stream")),
            ("Idempotency-Key", Some(&*self.key)),
            ("Authorization", bearer.as_deref()),
        ];
        for (name, value) in headers.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            request.set_request_header(name, value).map_err(|_| ApiError::Network)?;
        }
        // Lives until the answer is there.
        let onprogress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
            let share = event.loaded() / event.total().max(1.0) * 100.0;
            progress.emit(format!("{share:.0}").parse().unwrap_or(0));
        });
        if let Ok(upload) = request.upload() {
            upload.set_onprogress(Some(onprogress.as_ref().unchecked_ref()));
        }
        let ended = Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
        *self.request.borrow_mut() = Some(request.clone());
        request.send_with_opt_blob(Some(file)).map_err(|_| ApiError::Network)?;
        let _ = JsFuture::from(ended).await;
        self.request.borrow_mut().take();
        let status = request.status().unwrap_or(0);
        if status == 0 {
            return Err(ApiError::Network);
        }
        let text = request.response_text().ok().flatten().unwrap_or_default();
        Ok(Received { status, etag: None, text })
    }
}
