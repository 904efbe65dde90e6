//! People, roles and invitations.

use crate::components::page::Page;
use yew::prelude::*;

/// People, roles and invitations.
#[component]
pub fn ManagePeople() -> Html {
    html! { <Page title="Personnes" /> }
}
