//! The carriers sign, the coordinator publishes.

use crate::components::page::Page;
use yew::prelude::*;

/// Properties of [`Signatures`].
#[derive(Properties, PartialEq)]
pub struct SignaturesProps {
    pub id: String,
}

/// The carriers sign, the coordinator publishes.
#[component]
pub fn Signatures(props: &SignaturesProps) -> Html {
    let _ = props;
    html! { <Page title="Signatures et publication" /> }
}
