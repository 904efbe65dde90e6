//! The own account.

use crate::components::page::Page;
use yew::prelude::*;

/// The own account.
#[component]
pub fn Profile() -> Html {
    html! { <Page title="Mon compte" /> }
}
