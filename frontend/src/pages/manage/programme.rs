//! The programme itself.

use crate::components::page::Page;
use yew::prelude::*;

/// The programme itself.
#[component]
pub fn ManageProgramme() -> Html {
    html! { <Page title="Cité éducative" /> }
}
