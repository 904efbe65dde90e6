//! Where the keyboard goes on when what had the focus is gone.

use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement};
use yew::platform::spawn_local;

/// What says that it is done; the last one on the page is the newest.
const NOTICES: &str = "main .notice-success";
/// Between two looks, in milliseconds; the first comes after a new page took the focus to its title.
const PAUSE: u32 = 100;
/// A list that is read again takes its row away seconds after the act, on a slow network.
const LOOKS: u32 = 100;

/// After an act: when its button went away with what it acted on, the notice that says so takes the focus.
///
/// Nothing is taken from an element that has the focus, nor once a pointer is at work: a click beside everything means it.
pub fn rescue() {
    spawn_local(async {
        let Some(document) = document() else { return };
        let pointed = Rc::new(Cell::new(false));
        let listener = {
            let pointed = Rc::clone(&pointed);
            EventListener::new(&document, "pointerdown", move |_| pointed.set(true))
        };
        for _ in 0..LOOKS {
            TimeoutFuture::new(PAUSE).await;
            if pointed.get() || (is_lost(&document) && to_notice(&document)) {
                break;
            }
        }
        drop(listener);
    });
}

/// The focus is nowhere: the next Tab would begin at the top of the page.
pub fn is_lost(document: &Document) -> bool {
    document.active_element().is_none_or(|element| element.tag_name().eq_ignore_ascii_case("body"))
}

/// The document of the page.
pub fn document() -> Option<Document> {
    web_sys::window().and_then(|window| window.document())
}

fn to_notice(document: &Document) -> bool {
    let Ok(notices) = document.query_selector_all(NOTICES) else { return false };
    let last = notices.length().checked_sub(1).and_then(|last| notices.item(last));
    let Some(notice) = last.and_then(|notice| notice.dyn_into::<HtmlElement>().ok()) else { return false };
    // It can be gone to, and is no stop of the Tab key.
    let _ = notice.set_attribute("tabindex", "-1");
    notice.focus().is_ok()
}
