//! What was filed in a call: admissibility and assignment.

use crate::components::page::Page;
use yew::prelude::*;

/// Properties of [`Submissions`].
#[derive(Properties, PartialEq)]
pub struct SubmissionsProps {
    pub id: String,
}

/// What was filed in a call: admissibility and assignment.
#[component]
pub fn Submissions(props: &SubmissionsProps) -> Html {
    let _ = props;
    html! { <Page title="Dépôts" /> }
}
