//! Whom to ask.

use crate::components::page::Page;
use yew::prelude::*;

/// Whom to ask.
#[component]
pub fn Contact() -> Html {
    html! { <Page title="Contact" /> }
}
