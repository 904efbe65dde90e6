//! One action, as the public sees it.

use crate::components::page::Page;
use yew::prelude::*;

/// Properties of [`ProjectPage`].
#[derive(Properties, PartialEq)]
pub struct ProjectPageProps {
    pub id: String,
}

/// One action, as the public sees it.
#[component]
pub fn ProjectPage(props: &ProjectPageProps) -> Html {
    let _ = props;
    html! { <Page title="Action" /> }
}
