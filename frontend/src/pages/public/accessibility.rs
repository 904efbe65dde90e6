//! Accessibility declaration.

use crate::components::page::Page;
use yew::prelude::*;

/// Accessibility declaration.
#[component]
pub fn Accessibility() -> Html {
    html! { <Page title="Accessibilité" /> }
}
