//! The access token: in memory only, renewed by the HttpOnly refresh cookie, one renewal at a time.

use futures_util::future::{FutureExt, LocalBoxFuture, Shared};
use gloo_net::http::RequestBuilder;
use gloo_storage::{LocalStorage, Storage};
use js_sys::{Function, Promise, Reflect};
use openapi::account::AccessToken;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use yew::Callback;

/// Says that this browser has a session, so that an anonymous visit does not ask for a renewal in vain.
/// Not a secret: the token stays in memory and the refresh cookie is out of reach of scripts.
pub const HINT: &str = "alliance.session";
/// Two tabs that renew at once take turns under this name.
const LOCK: &str = "alliance.renewal";
/// A token that ends within this time is renewed before it is used, in milliseconds.
const MARGIN: f64 = 20_000.0;

#[derive(Clone)]
struct Token {
    text: String,
    /// By this browser's monotonic-enough clock, in milliseconds.
    ends_at: f64,
}

type Renewing = Shared<LocalBoxFuture<'static, Renewal>>;

thread_local! {
    static TOKEN: RefCell<Option<Token>> = const { RefCell::new(None) };
    static RENEWING: RefCell<Option<Renewing>> = const { RefCell::new(None) };
    static ON_END: RefCell<Option<Callback<()>>> = const { RefCell::new(None) };
}

/// How a renewal went.
#[derive(Debug, Clone, PartialEq)]
pub enum Renewal {
    /// The new access token.
    Renewed(String),
    /// The server ended the session.
    Ended,
    /// The server did not answer: the session may still be good.
    Unreachable,
    /// Nobody is logged in here.
    NoSession,
}

/// Keeps the token of a log-in or renewal.
pub fn keep(token: AccessToken) {
    let lifetime = f64::from(i32::try_from(token.expires_in).unwrap_or(0)) * 1000.0;
    let text = token.access_token;
    TOKEN.set(Some(Token { text, ends_at: js_sys::Date::now() + lifetime }));
    let _ = LocalStorage::set(HINT, true);
}

/// Forgets the token and that there was a session.
pub fn forget() {
    TOKEN.set(None);
    LocalStorage::delete(HINT);
}

/// Whether this browser has a session; also where it forbids storage.
pub fn has_session() -> bool {
    TOKEN.with_borrow(Option::is_some) || has_hint()
}

/// Whether any tab of this browser says that there is a session.
pub fn has_hint() -> bool {
    LocalStorage::get::<bool>(HINT).unwrap_or(false)
}

/// Who is told when a session ends by itself.
pub fn on_end(callback: Option<Callback<()>>) {
    ON_END.set(callback);
}

/// The session is over: forget it and tell.
pub fn end() {
    forget();
    let callback = ON_END.with_borrow(Clone::clone);
    if let Some(callback) = callback {
        callback.emit(());
    }
}

/// The token to send, renewed first when it is about to end; none for an anonymous visit.
pub async fn token() -> Option<String> {
    let kept = TOKEN.with_borrow(Clone::clone);
    match kept {
        Some(token) if token.ends_at - MARGIN > js_sys::Date::now() => Some(token.text),
        kept => match renew(kept.map(|token| token.text)).await {
            Renewal::Renewed(text) => Some(text),
            _ => None,
        },
    }
}

/// Renews, unless another request already did since `used` was sent; requests that ask at once share one renewal.
pub async fn renew(used: Option<String>) -> Renewal {
    if !has_session() {
        TOKEN.set(None);
        return Renewal::NoSession;
    }
    let kept = TOKEN.with_borrow(|token| token.as_ref().map(|token| token.text.clone()));
    if let Some(kept) = kept
        && Some(&kept) != used.as_ref()
    {
        return Renewal::Renewed(kept);
    }
    let running = RENEWING.with_borrow(Clone::clone);
    let renewing = running.unwrap_or_else(|| {
        let renewing = async {
            let renewal = in_turn().await;
            RENEWING.set(None);
            if renewal == Renewal::Ended {
                end();
            }
            renewal
        }
        .boxed_local()
        .shared();
        RENEWING.set(Some(renewing.clone()));
        renewing
    });
    renewing.await
}

/// One tab after the other where the browser has locks: the second one sends the cookie that the first one received.
async fn in_turn() -> Renewal {
    match lock_manager() {
        Some((manager, request)) => {
            // Single use: the browser calls it once it grants the lock, and holds the lock until the promise settles.
            let work = Closure::once(move |_lock: JsValue| -> Promise {
                future_to_promise(async {
                    let renewal = exchange().await;
                    OUTCOME.set(Some(renewal));
                    Ok(JsValue::UNDEFINED)
                })
            });
            let granted = request
                .call2(&manager, &JsValue::from_str(LOCK), work.as_ref().unchecked_ref())
                .ok()
                .and_then(|promise| promise.dyn_into::<Promise>().ok());
            match granted {
                Some(promise) => {
                    let _ = JsFuture::from(promise).await;
                    OUTCOME.take().unwrap_or(Renewal::Unreachable)
                }
                None => exchange().await,
            }
        }
        None => exchange().await,
    }
}

thread_local! {
    /// What the renewal under the lock found; a promise carries no Rust value.
    static OUTCOME: RefCell<Option<Renewal>> = const { RefCell::new(None) };
}

/// `navigator.locks` and its `request`, which web-sys only has behind an unstable flag.
fn lock_manager() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let manager = Reflect::get(&navigator, &JsValue::from_str("locks")).ok()?;
    let request = Reflect::get(&manager, &JsValue::from_str("request")).ok()?;
    Some((manager, request.dyn_into().ok()?))
}

async fn exchange() -> Renewal {
    let request = RequestBuilder::new("/api/v1/auth/refresh").method(gloo_net::http::Method::POST).build();
    let Ok(request) = request else { return Renewal::Unreachable };
    let Ok(response) = request.send().await else { return Renewal::Unreachable };
    let status = response.status();
    let text = response.text().await.unwrap_or_default();
    match serde_json::from_str::<AccessToken>(&text) {
        Ok(token) if response.ok() => {
            let renewed = token.access_token.clone();
            keep(token);
            Renewal::Renewed(renewed)
        }
        _ if status == 401 => Renewal::Ended,
        _ => Renewal::Unreachable,
    }
}
