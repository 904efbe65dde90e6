//! Calls for projects.

use crate::components::page::Page;
use yew::prelude::*;

/// Calls for projects.
#[component]
pub fn Calls() -> Html {
    html! { <Page title="Appels à projets" /> }
}
