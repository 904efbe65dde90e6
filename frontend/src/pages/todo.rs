//! Where every logged-in person lands: what waits for them, with its date.

use crate::components::page::Page;
use yew::prelude::*;

/// Where every logged-in person lands: what waits for them, with its date.
#[component]
pub fn Todo() -> Html {
    html! { <Page title="À faire" /> }
}
