//! Logging in.

use crate::components::page::Page;
use yew::prelude::*;

/// Logging in.
#[component]
pub fn LogIn() -> Html {
    html! { <Page title="Se connecter" /> }
}
