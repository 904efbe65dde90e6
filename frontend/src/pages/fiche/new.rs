//! Starts a fiche in the call of `?appel=`.

use crate::components::page::Page;
use yew::prelude::*;

/// Starts a fiche in the call of `?appel=`.
#[component]
pub fn FicheNew() -> Html {
    html! { <Page title="Nouvelle fiche-action" /> }
}
