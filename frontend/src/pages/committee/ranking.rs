//! The ranking of a call.

use crate::components::page::Page;
use yew::prelude::*;

/// Properties of [`Ranking`].
#[derive(Properties, PartialEq)]
pub struct RankingProps {
    pub id: String,
}

/// The ranking of a call.
#[component]
pub fn Ranking(props: &RankingProps) -> Html {
    let _ = props;
    html! { <Page title="Classement" /> }
}
