//! Whom to ask.

use crate::{
    components::{button::Look, link::RouteLink, page::Page},
    format,
    i18n::{nav, public as t},
    programme::use_programme,
    routes::Route,
};
use openapi::programme::PublicContact;
use yew::prelude::*;

/// The contact of the programme.
#[component]
pub fn Contact() -> Html {
    let programme = use_programme();
    let contact = programme.as_ref().map(|programme| programme.contact.clone()).unwrap_or_default();
    html! {
        <Page title={nav::CONTACT} lead={t::CONTACT_LEAD}>
            { view(&contact) }
            <p class="button-row"><RouteLink to={Route::Help} class={Look::Secondary.class()}>{ nav::HELP }</RouteLink></p>
        </Page>
    }
}

/// Name, address, telephone and e-mail; what is not known is left out.
pub fn view(contact: &PublicContact) -> Html {
    if *contact == PublicContact::default() {
        return html! { <p>{ t::CONTACT_NONE }</p> };
    }
    html! {
        <dl class="facts facts-rows">
            if !contact.name.is_empty() { <dt>{ t::CONTACT_WHO }</dt><dd>{ &contact.name }</dd> }
            if !contact.address.is_empty() { <dt>{ t::ADDRESS }</dt><dd>{ &contact.address }</dd> }
            if !contact.phone.is_empty() {
                <dt>{ t::PHONE }</dt>
                <dd><a href={format!("tel:{}", contact.phone)}>{ format::phone(&contact.phone) }</a></dd>
            }
            if let Some(email) = &contact.email {
                <dt>{ t::EMAIL }</dt>
                <dd><a href={format!("mailto:{email}")}>{ email }</a></dd>
            }
        </dl>
    }
}
