//! One partner.

use crate::components::page::Page;
use yew::prelude::*;

/// Properties of [`PartnerPage`].
#[derive(Properties, PartialEq)]
pub struct PartnerPageProps {
    pub id: String,
}

/// One partner.
#[component]
pub fn PartnerPage(props: &PartnerPageProps) -> Html {
    let _ = props;
    html! { <Page title="Partenaire" /> }
}
