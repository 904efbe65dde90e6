//! What others may change meanwhile, asked for again now and then, and only while somebody looks.

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use yew::prelude::*;

/// Calls `again` every so many milliseconds while the tab is seen, and at once when one comes back to it.
#[hook]
pub fn use_refresh(every: u32, again: Callback<()>) {
    // The latest callback, so that a page drawn anew does not start to count anew.
    let latest = use_mut_ref(|| again.clone());
    *latest.borrow_mut() = again;
    use_effect_with(every, move |every| {
        let document = web_sys::window().and_then(|window| window.document());
        let seen = {
            let (latest, document) = (latest.clone(), document.clone());
            move || {
                if document.as_ref().is_some_and(|document| !document.hidden()) {
                    let again = latest.borrow().clone();
                    again.emit(());
                }
            }
        };
        let interval = Interval::new(*every, seen.clone());
        let back =
            document.map(|document| EventListener::new(&document, "visibilitychange", move |_| seen()));
        move || drop((interval, back))
    });
}
