//! Saves the content of an attachment on the reader's device: a link alone could not say who asks.

use crate::api::{ApiError, attachments};
use gloo_timers::callback::Timeout;
use openapi::attachment::Attachment;
use wasm_bindgen::JsCast;
use web_sys::{HtmlAnchorElement, Url};

/// How long the browser is given to take the file over, in milliseconds.
const TAKEN: u32 = 60_000;

/// Reads it and hands it to the browser.
///
/// # Errors
/// See [`ApiError`].
pub async fn save(holder: String, attachment: Attachment) -> Result<(), ApiError> {
    let blob = attachments::content(&holder, &attachment).await?;
    let address = Url::create_object_url_with_blob(&blob).map_err(|_| ApiError::Network)?;
    let document = web_sys::window().and_then(|window| window.document());
    let link = document.and_then(|document| document.create_element("a").ok());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_href(&address);
        link.set_download(&attachment.name);
        link.click();
    }
    Timeout::new(TAKEN, move || {
        // An address that is gone already needs nothing.
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    Ok(())
}
