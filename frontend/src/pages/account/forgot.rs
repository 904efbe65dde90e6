//! A forgotten password: a link by e-mail.

use crate::{
    api,
    components::{
        button::{Button, Look},
        form::{ErrorSummary, TextField, use_form},
        link::RouteLink,
        notice::{Notice, Tone},
        page::Page,
    },
    i18n::account as t,
    routes::Route,
};
use openapi::account::ForgotInput;
use yew::prelude::*;

/// Asks for the address, then says what to expect, whether or not it has an account.
#[component]
pub fn ForgotPassword() -> Html {
    let form = use_form(|| ForgotInput { email: String::new() });
    let asked = use_state(|| None::<String>);
    let onsubmit = {
        let (form, asked) = (form.clone(), asked.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !form.check() {
                return;
            }
            let (input, asked) = (form.value().clone(), asked.clone());
            let address = input.email.clone();
            form.send(async move { api::account::forgot_password(&input).await }, move |_| {
                asked.set(Some(address))
            });
        })
    };
    let crumbs = vec![(Route::LogIn, AttrValue::Static(t::LOG_IN_TITLE))];
    if let Some(address) = &*asked {
        return html! {
            <Page title={t::FORGOT_TITLE} {crumbs}>
                <Notice tone={Tone::Success} title={t::FORGOT_SENT}><p>{ t::forgot_sent(address) }</p></Notice>
                <p>{ t::FORGOT_NOTHING }</p>
                <p class="button-row"><RouteLink to={Route::LogIn} class={Look::Secondary.class()}>{ t::BACK_TO_LOG_IN }</RouteLink></p>
            </Page>
        };
    }
    html! {
        <Page title={t::FORGOT_TITLE} lead={t::FORGOT_LEAD} {crumbs}>
            <form class="form" novalidate=true {onsubmit}>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                <TextField at="/email" label={t::EMAIL} kind="email" autocomplete="username" errors={form.errors()}
                    value={form.value().email.clone()}
                    oninput={form.edit(|input: &mut ForgotInput, text: String| input.email = text.trim().to_owned())} />
                <Button submit=true busy={form.busy()}>{ t::FORGOT_SEND }</Button>
            </form>
        </Page>
    }
}
