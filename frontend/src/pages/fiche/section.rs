//! One section of a fiche.

use crate::components::page::Page;
use yew::prelude::*;

/// Properties of [`FicheSection`].
#[derive(Properties, PartialEq)]
pub struct FicheSectionProps {
    pub id: String,
    pub section: String,
}

/// One section of a fiche.
#[component]
pub fn FicheSection(props: &FicheSectionProps) -> Html {
    let _ = props;
    html! { <Page title="Modifier la fiche-action" /> }
}
