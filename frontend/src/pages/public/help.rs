//! Help: the questions that come back.

use crate::{
    components::{button::Look, link::RouteLink, page::Page},
    i18n::{documents, nav, site as t},
    routes::Route,
};
use yew::prelude::*;

/// Questions and answers.
#[component]
pub fn Help() -> Html {
    html! {
        <Page title={nav::HELP} lead={t::HELP_LEAD}>
            <div class="prose">
                { part(t::HELP_APPLY, &t::HELP_APPLY_ANSWERS) }
                { part(t::HELP_REVIEW, &t::HELP_REVIEW_ANSWERS) }
                { part(t::HELP_ACCOUNT, &t::HELP_ACCOUNT_ANSWERS) }
            </div>
            <p class="button-row">
                <RouteLink to={Route::Contact} class={Look::Secondary.class()}>{ nav::CONTACT }</RouteLink>
                <RouteLink to={Route::Verify} class={Look::Secondary.class()}>{ documents::VERIFY }</RouteLink>
            </p>
        </Page>
    }
}

fn part(title: &'static str, answers: &[(&'static str, &'static str)]) -> Html {
    html! {
        <section class="section">
            <h2>{ title }</h2>
            { for answers.iter().map(|(question, answer)| html! {
                <details class="answer">
                    <summary>{ *question }</summary>
                    <p>{ *answer }</p>
                </details>
            }) }
        </section>
    }
}
