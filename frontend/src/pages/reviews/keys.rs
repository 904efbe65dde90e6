//! Keys that act on the grid from anywhere on the page, except while something is being written.

use super::scores::{KeyAction, pressed};
use gloo_storage::{LocalStorage, Storage};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

/// The person's choice on this device: single-letter keys can get in the way of speech input (WCAG 2.1.4).
const SETTING: &str = "alliance.raccourcis";

/// Whether the keys are in use here.
pub fn enabled() -> bool {
    LocalStorage::get(SETTING).unwrap_or(true)
}

/// Remembers whether the keys are in use here.
pub fn enable(enabled: bool) {
    // A full or forbidden storage only means asking again next time.
    let _ = LocalStorage::set(SETTING, enabled);
}

/// Calls `on_key` for the keys 0 to 5, J and K while `active`.
#[hook]
pub fn use_grid_keys(active: bool, current: usize, count: usize, on_key: Callback<KeyAction>) {
    // A second key can come before the page has rendered after the first: it counts from where that one went.
    let at = use_mut_ref(|| current);
    *at.borrow_mut() = current;
    use_effect_with((active, count, on_key), move |(active, count, on_key)| {
        let (count, on_key) = (*count, on_key.clone());
        let window = web_sys::window().filter(|_| *active);
        let listener = window.map(|window| {
            let options = gloo_events::EventListenerOptions::enable_prevent_default();
            gloo_events::EventListener::new_with_options(&window, "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                let current = *at.borrow();
                if let Some(action) = wanted(event, current, count) {
                    if let KeyAction::Go(next) = action {
                        *at.borrow_mut() = next;
                    }
                    event.prevent_default();
                    on_key.emit(action);
                }
            })
        });
        move || drop(listener)
    });
}

fn wanted(event: &KeyboardEvent, current: usize, count: usize) -> Option<KeyAction> {
    let modified = event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing();
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let busy = target.is_some_and(|target| takes_keys(&target));
    if modified || busy || event.default_prevented() {
        None
    } else {
        pressed(&event.key(), &event.code(), event.shift_key(), current, count)
    }
}

/// Whether keys mean something else there: a text, a list of choices, a dialog.
fn takes_keys(target: &Element) -> bool {
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return !matches!(input.type_().as_str(), "radio" | "checkbox" | "button" | "submit");
    }
    let tag = target.tag_name();
    let writes = ["textarea", "select"].iter().any(|name| tag.eq_ignore_ascii_case(name));
    writes || target.closest("dialog, [contenteditable]").ok().flatten().is_some()
}
