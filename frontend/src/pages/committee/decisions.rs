//! Decisions under the envelopes.

use crate::components::page::Page;
use yew::prelude::*;

/// Properties of [`Decisions`].
#[derive(Properties, PartialEq)]
pub struct DecisionsProps {
    pub id: String,
}

/// Decisions under the envelopes.
#[component]
pub fn Decisions(props: &DecisionsProps) -> Html {
    let _ = props;
    html! { <Page title="Décisions" /> }
}
