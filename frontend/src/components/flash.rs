//! One sentence for the next page: what was just done, where doing it led elsewhere.

use super::{
    focus,
    notice::{Notice, Tone},
};
use std::cell::RefCell;
use yew::prelude::*;

thread_local! {
    static NEXT: RefCell<Option<AttrValue>> = const { RefCell::new(None) };
}

/// Leaves a sentence for the page that opens next.
pub fn say(text: impl Into<AttrValue>) {
    NEXT.set(Some(text.into()));
}

/// Shows the sentence that the page before left, once.
#[component]
pub fn Flash() -> Html {
    let text = use_state(|| NEXT.take());
    // A view that changes without a new page, such as a form that gives way to its list, leaves the focus nowhere.
    use_effect_with(text.is_some(), |shown| {
        if *shown {
            focus::rescue();
        }
    });
    match &*text {
        Some(text) => html! { <Notice tone={Tone::Success}><p>{ text }</p></Notice> },
        None => Html::default(),
    }
}
