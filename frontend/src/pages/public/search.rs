//! Search.

use crate::components::page::Page;
use yew::prelude::*;

/// Search.
#[component]
pub fn Search() -> Html {
    html! { <Page title="Rechercher" /> }
}
