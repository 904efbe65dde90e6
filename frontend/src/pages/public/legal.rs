//! Legal notices.

use super::contact;
use crate::{
    components::page::Page,
    i18n::{nav, site as t},
    programme::use_programme,
};
use yew::prelude::*;

/// Legal notices: publisher, hosting, personal data, cookies, reuse.
#[component]
pub fn Legal() -> Html {
    let programme = use_programme();
    let contact = programme.as_ref().map(|programme| programme.contact.clone()).unwrap_or_default();
    html! {
        <Page title={nav::LEGAL}>
            <div class="prose">
                <h2>{ t::LEGAL_PUBLISHER }</h2>
                <p>{ t::LEGAL_PUBLISHER_TEXT }</p>
                { contact::view(&contact) }
                <h2>{ t::LEGAL_HOST }</h2>
                <p>{ t::LEGAL_HOST_TEXT }</p>
                <h2>{ t::LEGAL_DATA }</h2>
                <p>{ t::LEGAL_DATA_TEXT_1 }</p>
                <p>{ t::LEGAL_DATA_TEXT_2 }</p>
                <p>{ t::LEGAL_DATA_TEXT_3 }</p>
                <h2>{ t::LEGAL_COOKIES }</h2>
                <p>{ t::LEGAL_COOKIES_TEXT }</p>
                <h2>{ t::LEGAL_REUSE }</h2>
                <p>{ t::LEGAL_REUSE_TEXT }</p>
            </div>
        </Page>
    }
}
