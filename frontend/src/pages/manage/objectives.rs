//! The objectives of the programme.

use crate::components::page::Page;
use yew::prelude::*;

/// The objectives of the programme.
#[component]
pub fn ManageObjectives() -> Html {
    html! { <Page title="Objectifs" /> }
}
