//! The accessibility declaration: honest about what was tested and what was not.

use super::contact;
use crate::{components::page::Page, i18n::site as t, programme::use_programme};
use yew::prelude::*;

/// « Non conforme » as long as there is no audit (RGAA 4.1).
#[component]
pub fn Accessibility() -> Html {
    let programme = use_programme();
    let contact = programme.as_ref().map(|programme| programme.contact.clone()).unwrap_or_default();
    let list = |items: &[&'static str]| html! { <ul>{ for items.iter().map(|item| html! { <li>{ *item }</li> }) }</ul> };
    html! {
        <Page title={t::A11Y_TITLE} lead={t::A11Y_LEAD}>
            <div class="prose">
                <h2>{ t::A11Y_STATE }</h2>
                <p>{ t::A11Y_STATE_TEXT }</p>
                <h2>{ t::A11Y_TESTED }</h2>
                { list(&[t::A11Y_TESTED_1, t::A11Y_TESTED_2, t::A11Y_TESTED_3, t::A11Y_TESTED_4]) }
                <h2>{ t::A11Y_NOT_TESTED }</h2>
                { list(&[t::A11Y_NOT_TESTED_1, t::A11Y_NOT_TESTED_2, t::A11Y_NOT_TESTED_3]) }
                <h2>{ t::A11Y_HELP }</h2>
                <p>{ t::A11Y_HELP_TEXT }</p>
                { contact::view(&contact) }
                <h2>{ t::A11Y_RECOURSE }</h2>
                <p>{ t::A11Y_RECOURSE_TEXT }</p>
            </div>
        </Page>
    }
}
