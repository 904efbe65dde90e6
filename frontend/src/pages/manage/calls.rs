//! All calls, with what each one waits for.

use crate::components::page::Page;
use yew::prelude::*;

/// All calls, with what each one waits for.
#[component]
pub fn ManageCalls() -> Html {
    html! { <Page title="Appels et comités" /> }
}
