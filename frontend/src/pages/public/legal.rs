//! Legal notices.

use crate::components::page::Page;
use yew::prelude::*;

/// Legal notices.
#[component]
pub fn Legal() -> Html {
    html! { <Page title="Mentions légales" /> }
}
