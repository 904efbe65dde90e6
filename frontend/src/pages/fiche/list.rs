//! The fiches that the person may read.

use crate::components::page::Page;
use yew::prelude::*;

/// The fiches that the person may read.
#[component]
pub fn Fiches() -> Html {
    html! { <Page title="Mes fiches-actions" /> }
}
