//! Accounts, roles and invitations.

pub mod coordinators;
mod invitations;
mod invite;
mod invite_link;
mod list;
mod person;
mod roles;
mod seat;

use super::managed::MANAGERS;
use crate::components::{only::Only, url_query::use_url_query};
use yew::prelude::*;

/// Accounts and invitations; `?personne=<id>` is one account, `?inviter=oui` the form that invites.
#[component]
pub fn ManagePeople() -> Html {
    let query = use_url_query();
    let page = match query.text("personne") {
        Some(id) => html! { <person::PersonPage id={id.clone()} key={id} /> },
        None if query.get("inviter").is_some() => {
            html! { <invite::InvitePage key="inviter" email={query.text("adresse").unwrap_or_default()} /> }
        }
        None => html! { <list::PeoplePage key="liste" /> },
    };
    html! { <Only roles={MANAGERS}>{ page }</Only> }
}
