//! A fiche with its timeline.

use crate::components::page::Page;
use yew::prelude::*;

/// Properties of [`Fiche`].
#[derive(Properties, PartialEq)]
pub struct FicheProps {
    pub id: String,
}

/// A fiche with its timeline.
#[component]
pub fn Fiche(props: &FicheProps) -> Html {
    let _ = props;
    html! { <Page title="Fiche-action" /> }
}
