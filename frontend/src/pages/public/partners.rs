//! The partners, carriers first.

use crate::components::page::Page;
use yew::prelude::*;

/// The partners, carriers first.
#[component]
pub fn Partners() -> Html {
    html! { <Page title="Partenaires" /> }
}
