//! The reviews that wait for the person.

use crate::components::page::Page;
use yew::prelude::*;

/// The reviews that wait for the person.
#[component]
pub fn Reviews() -> Html {
    html! { <Page title="Évaluations" /> }
}
