//! The link of an invitation, to send by other means.

use super::button::Button;
use crate::{i18n::people as t, routes::Route};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;
use yew::{platform::spawn_local, prelude::*};
use yew_router::Routable;

/// Properties of [`LinkToSend`].
#[derive(Properties, PartialEq)]
pub struct LinkToSendProps {
    /// The secret of the link.
    pub token: String,
}

/// The link, with a button that copies it.
#[component]
pub fn LinkToSend(props: &LinkToSendProps) -> Html {
    let copied = use_state(|| None::<bool>);
    let field = use_node_ref();
    let origin = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    let link = format!("{origin}{}", Route::Invitation { token: props.token.clone() }.to_path());
    let copy = {
        let (link, copied, field) = (link.clone(), copied.clone(), field.clone());
        Callback::from(move |_: MouseEvent| {
            let (link, copied, field) = (link.clone(), copied.clone(), field.clone());
            spawn_local(async move {
                let done = write_to_clipboard(&link).await;
                if !done && let Some(field) = field.cast::<HtmlInputElement>() {
                    field.select();
                }
                copied.set(Some(done));
            });
        })
    };
    html! {
        <>
            <div class="field">
                <label for="lien-invitation">{ t::LINK }</label>
                <input ref={field} id="lien-invitation" class="input" type="text" readonly=true value={link} />
            </div>
            <Button onclick={copy}>{ t::COPY }</Button>
            <p role="status">{ copied.map_or("", |done| if done { t::COPIED } else { t::NOT_COPIED }) }</p>
        </>
    }
}

/// `navigator.clipboard.writeText`, which browsers offer in a secure context only.
async fn write_to_clipboard(text: &str) -> bool {
    let Some(promise) = clipboard_promise(text) else { return false };
    JsFuture::from(promise).await.is_ok()
}

fn clipboard_promise(text: &str) -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    let clipboard = Reflect::get(&navigator, &JsValue::from_str("clipboard")).ok()?;
    let write: Function = Reflect::get(&clipboard, &JsValue::from_str("writeText")).ok()?.dyn_into().ok()?;
    write.call1(&clipboard, &JsValue::from_str(text)).ok()?.dyn_into().ok()
}
