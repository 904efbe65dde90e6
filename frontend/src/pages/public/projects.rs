//! Selected actions.

use crate::components::page::Page;
use yew::prelude::*;

/// Selected actions.
#[component]
pub fn Projects() -> Html {
    html! { <Page title="Actions" /> }
}
