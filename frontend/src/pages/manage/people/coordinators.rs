//! Who coordinates a programme, and inviting somebody to.

use super::invite::Invite;
use crate::{
    api,
    components::async_content::{Skeleton, use_load},
    i18n::catalogue as t,
};
use openapi::{Role, account::User};
use yew::prelude::*;

/// Properties of [`Coordinators`].
#[derive(Properties, PartialEq)]
pub struct CoordinatorsProps {
    /// Slug of the programme.
    pub programme: String,
}

/// The coordinators of a programme.
#[component]
pub fn Coordinators(props: &CoordinatorsProps) -> Html {
    let loaded = use_load(props.programme.clone(), |programme| {
        api::account::users()
            .query("role", Role::Coordinator.as_str())
            .query("programme", programme)
            .query("limit", 100)
            .send::<openapi::Page<User>>()
    });
    html! {
        <section class="section panel" aria-labelledby="coordination">
            <h2 id="coordination">{ t::COORDINATORS }</h2>
            { loaded.view(Skeleton::Lines(2), |page| html! {
                <>
                    if page.items.is_empty() { <p>{ t::NO_COORDINATOR }</p> }
                    <ul>
                        { for page.items.iter().map(|user| html! { <li key={user.id.to_string()}>{ &user.name }{ " · " }{ &user.email }</li> }) }
                    </ul>
                </>
            }) }
            <h3>{ t::INVITE_COORDINATOR }</h3>
            <Invite programme={props.programme.clone()} role={Role::Coordinator} />
        </section>
    }
}
