//! Help.

use crate::components::page::Page;
use yew::prelude::*;

/// Help.
#[component]
pub fn Help() -> Html {
    html! { <Page title="Aide" /> }
}
