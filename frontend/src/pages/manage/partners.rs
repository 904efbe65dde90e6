//! Partners, as the coordinator keeps them.

use crate::components::page::Page;
use yew::prelude::*;

/// Partners, as the coordinator keeps them.
#[component]
pub fn ManagePartners() -> Html {
    html! { <Page title="Partenaires" /> }
}
