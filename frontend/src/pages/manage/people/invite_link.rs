//! The link of an invitation, shown once.

use crate::{
    components::{
        invite_link::LinkToSend,
        notice::{Notice, Tone},
    },
    i18n::people as t,
};
use openapi::account::Invitation;
use yew::prelude::*;

/// Properties of [`InviteLink`].
#[derive(Properties, PartialEq)]
pub struct InviteLinkProps {
    pub invitation: Invitation,
}

/// The link to send, with a button that copies it.
#[component]
pub fn InviteLink(props: &InviteLinkProps) -> Html {
    html! {
        <Notice tone={Tone::Success} title={t::LINK_TITLE}>
            <p>{ t::invitation_for(&props.invitation.email, props.invitation.expires_at) }{ " " }{ t::LINK_ONCE }</p>
            <LinkToSend token={props.invitation.token.clone().unwrap_or_default()} />
        </Notice>
    }
}
