//! What the lead partner's profile still lacks, said where it matters.

use crate::{
    api,
    components::{
        async_content::use_load,
        link::RouteLink,
        notice::{Notice, Tone},
    },
    i18n::fiche_form as w,
    routes::Route,
    session::use_session,
};
use openapi::{Id, advice::profile_gaps};
use yew::prelude::*;

/// Properties of [`ProfileNotice`].
#[derive(Properties, PartialEq)]
pub struct ProfileNoticeProps {
    pub partner: Id,
}

/// Nothing when the profile is complete, cannot be read, or is not the reader's to complete.
#[component]
pub fn ProfileNotice(props: &ProfileNoticeProps) -> Html {
    let session = use_session();
    let partner = use_load(props.partner.to_string(), |id| async move { api::partners::read(&id).await });
    let Some(partner) = partner.value() else { return Html::default() };
    let gaps = profile_gaps(&partner);
    // Who was invited to one fiche can do nothing about it.
    if gaps.is_empty() || !session.can_edit_for(&partner.id) {
        return Html::default();
    }
    let words = gaps.into_iter().map(w::profile_field).collect::<Vec<_>>().join(", ");
    html! {
        <Notice tone={Tone::Info} title={w::PROFILE_INCOMPLETE}>
            <p>{ w::profile_lacks(&partner.name, &words) }</p>
            <p><RouteLink to={Route::Organisation { id: partner.id.to_string() }}>{ w::COMPLETE_PROFILE }</RouteLink></p>
        </Notice>
    }
}
