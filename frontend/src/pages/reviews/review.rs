//! Fiche and grid, side by side.

use crate::components::page::Page;
use yew::prelude::*;

/// Properties of [`ReviewPage`].
#[derive(Properties, PartialEq)]
pub struct ReviewPageProps {
    pub id: String,
}

/// Fiche and grid, side by side.
#[component]
pub fn ReviewPage(props: &ReviewPageProps) -> Html {
    let _ = props;
    html! { <Page title="Évaluation" /> }
}
