//! Prepares a call.

use crate::components::page::Page;
use yew::prelude::*;

/// Prepares a call.
#[component]
pub fn ManageCallNew() -> Html {
    html! { <Page title="Nouvel appel à projets" /> }
}

/// Properties of [`ManageCall`].
#[derive(Properties, PartialEq)]
pub struct ManageCallProps {
    pub id: String,
}

/// Edits and publishes a call.
#[component]
pub fn ManageCall(props: &ManageCallProps) -> Html {
    let _ = props;
    html! { <Page title="Appel à projets" /> }
}
