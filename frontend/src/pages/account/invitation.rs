//! Accepts an invitation.

use crate::components::page::Page;
use yew::prelude::*;

/// Properties of [`AcceptInvitation`].
#[derive(Properties, PartialEq)]
pub struct AcceptInvitationProps {
    pub token: String,
}

/// Accepts an invitation.
#[component]
pub fn AcceptInvitation(props: &AcceptInvitationProps) -> Html {
    let _ = props;
    html! { <Page title="Invitation" /> }
}
