//! The districts of the programme.

use crate::components::page::Page;
use yew::prelude::*;

/// The districts of the programme.
#[component]
pub fn ManageDistricts() -> Html {
    html! { <Page title="Quartiers" /> }
}
