//! Every page.

use crate::components::page::Page;
use yew::prelude::*;

/// Every page.
#[component]
pub fn SiteMap() -> Html {
    html! { <Page title="Plan du site" /> }
}
