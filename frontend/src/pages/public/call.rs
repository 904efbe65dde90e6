//! One call.

use crate::components::page::Page;
use yew::prelude::*;

/// Properties of [`CallPage`].
#[derive(Properties, PartialEq)]
pub struct CallPageProps {
    pub id: String,
}

/// One call.
#[component]
pub fn CallPage(props: &CallPageProps) -> Html {
    let _ = props;
    html! { <Page title="Appel à projets" /> }
}
