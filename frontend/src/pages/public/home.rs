//! The home page of the programme.

use crate::components::page::Page;
use yew::prelude::*;

/// The home page of the programme.
#[component]
pub fn Home() -> Html {
    html! { <Page title="Accueil" /> }
}
