//! The task list of the sections of a fiche.

use crate::components::page::Page;
use yew::prelude::*;

/// Properties of [`FicheEdit`].
#[derive(Properties, PartialEq)]
pub struct FicheEditProps {
    pub id: String,
}

/// The task list of the sections of a fiche.
#[component]
pub fn FicheEdit(props: &FicheEditProps) -> Html {
    let _ = props;
    html! { <Page title="Modifier la fiche-action" /> }
}
