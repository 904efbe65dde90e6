//! Leaving the page with unsaved text asks first.

use wasm_bindgen::JsCast;
use web_sys::BeforeUnloadEvent;
use yew::prelude::*;

/// While `dirty`, the browser asks before the tab is closed or reloaded. Pages inside the app need no question:
/// [`crate::draft_store`] keeps the text.
#[hook]
pub fn use_unsaved_guard(dirty: bool) {
    use_effect_with(dirty, |dirty| {
        let window = web_sys::window().filter(|_| *dirty);
        let listener = window.map(|window| {
            let options = gloo_events::EventListenerOptions::enable_prevent_default();
            gloo_events::EventListener::new_with_options(&window, "beforeunload", options, |event| {
                event.prevent_default();
                if let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() {
                    event.set_return_value("1");
                }
            })
        });
        move || drop(listener)
    });
}
