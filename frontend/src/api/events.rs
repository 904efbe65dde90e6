//! Streams of server-sent events, read with `fetch`: `EventSource` sends no header, and our token is one.

use super::{ApiError, BASE};
use crate::session::access::{self, Renewal};
use futures_util::future::{Either, select};
use gloo_net::http::{Headers, RequestBuilder};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Promise, Reflect, Uint8Array};
use openapi::Problem;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

/// After how long without a byte a stream counts as dead, in milliseconds: the server gives a sign of life every 15 s, and
/// a connection that broke without a word (a closed laptop, a lost network) never ends by itself.
const SILENCE: u32 = 40_000;

/// Follows a stream until it ends, and tells each event's data. An end without an error is no reason to give up: the token
/// may be over, or the server has been restarted.
///
/// # Errors
/// See [`ApiError`].
pub async fn follow<T: DeserializeOwned>(
    path: &str,
    stop: &AbortSignal,
    mut tell: impl FnMut(T),
) -> Result<(), ApiError> {
    let token = access::token().await;
    let mut response = open(path, token.as_deref(), stop).await?;
    if response.status() == 401 {
        match access::renew(token).await {
            Renewal::Renewed(token) => response = open(path, Some(&token), stop).await?,
            Renewal::Unreachable => return Err(ApiError::Network),
            Renewal::Ended | Renewal::NoSession => return Err(ApiError::SessionExpired),
        }
    }
    let unreadable = ApiError::Unreadable { status: response.status() };
    if !response.ok() {
        let text = response.text().await.map_err(|_| ApiError::Network)?;
        let problem: Problem = serde_json::from_str(&text).map_err(|_| unreadable)?;
        return Err(ApiError::Problem(Box::new(problem)));
    }
    let raw: web_sys::Response = response.into();
    let (reader, read) = reader(&raw).ok_or(unreadable)?;
    let mut unread = Vec::new();
    loop {
        let promise: Promise =
            read.call0(&reader).ok().and_then(|found| found.dyn_into().ok()).ok_or(ApiError::Network)?;
        let chunk = match select(JsFuture::from(promise), TimeoutFuture::new(SILENCE)).await {
            Either::Left((chunk, _)) => chunk.map_err(|_| ApiError::Network)?,
            Either::Right(_) => {
                cancel(&reader);
                return Err(ApiError::Network);
            }
        };
        let part = |name: &str| Reflect::get(&chunk, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
        if part("done").is_truthy() {
            return Ok(());
        }
        unread.extend(Uint8Array::new(&part("value")).to_vec());
        for data in take(&mut unread) {
            // An event of a newer server that this app cannot read changes nothing here.
            if let Ok(event) = serde_json::from_str(&data) {
                tell(event);
            }
        }
    }
}

async fn open(
    path: &str,
    token: Option<&str>,
    stop: &AbortSignal,
) -> Result<gloo_net::http::Response, ApiError> {
    let headers = Headers::new();
    headers.set("Accept", "text/event-stream, application/problem+json");
    headers.set("Accept-Language", "fr");
    if let Some(token) = token {
        headers.set("Authorization", &format!("Bearer {token}"));
    }
    let request = RequestBuilder::new(&format!("{BASE}{path}")).headers(headers).abort_signal(Some(stop));
    request.send().await.map_err(|_| ApiError::Network)
}

/// The reader of a body, and its `read`; web-sys would need a feature for each of the two types.
fn reader(response: &web_sys::Response) -> Option<(JsValue, Function)> {
    let body = Reflect::get(response, &JsValue::from_str("body")).ok()?;
    let get: Function = Reflect::get(&body, &JsValue::from_str("getReader")).ok()?.dyn_into().ok()?;
    let reader = get.call0(&body).ok()?;
    let read = Reflect::get(&reader, &JsValue::from_str("read")).ok()?.dyn_into().ok()?;
    Some((reader, read))
}

/// Gives a stream up, so that the browser closes its connection.
fn cancel(reader: &JsValue) {
    let cancel = Reflect::get(reader, &JsValue::from_str("cancel")).ok();
    if let Some(cancel) = cancel.and_then(|cancel| cancel.dyn_into::<Function>().ok()) {
        // What it answers, a promise, says nothing that matters any more.
        let _ = cancel.call0(reader);
    }
}

/// The data of the events that are complete; what is left waits for its end.
fn take(unread: &mut Vec<u8>) -> Vec<String> {
    let mut events = Vec::new();
    while let Some(end) = unread.windows(2).position(|pair| pair == b"\n\n") {
        let event: Vec<u8> = unread.drain(..end + 2).collect();
        let text = String::from_utf8_lossy(&event);
        let data: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("data: ")).collect();
        if !data.is_empty() {
            events.push(data.join("\n"));
        }
    }
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_told_once_it_is_whole_and_a_comment_never() {
        let mut unread = Vec::new();
        unread.extend("retry: 2000\nevent: session\ndata: {\"a\":\"é".as_bytes());
        // Cut in the middle of a letter of two bytes.
        let cut = unread.pop();
        assert!(take(&mut unread).is_empty());
        unread.extend(cut);
        unread.extend(b"\"}\n\n: still here\n\nevent: session\ndata: {}\n\nevent");
        assert_eq!(take(&mut unread), ["{\"a\":\"é\"}", "{}"]);
        assert_eq!(unread, b"event");
    }
}
