//! All programmes of the installation.

use crate::components::page::Page;
use yew::prelude::*;

/// All programmes of the installation.
#[component]
pub fn AdminProgrammes() -> Html {
    html! { <Page title="Cités éducatives" /> }
}
