//! Check answers, then file the fiche.

use crate::components::page::Page;
use yew::prelude::*;

/// Properties of [`FicheCheck`].
#[derive(Properties, PartialEq)]
pub struct FicheCheckProps {
    pub id: String,
}

/// Check answers, then file the fiche.
#[component]
pub fn FicheCheck(props: &FicheCheckProps) -> Html {
    let _ = props;
    html! { <Page title="Vérifier la fiche-action" /> }
}
