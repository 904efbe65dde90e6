//! A new password, behind the link that was sent.

use super::new_password::NewPassword;
use crate::{
    api,
    components::{
        button::{Button, Look},
        flash,
        form::{ErrorSummary, use_form},
        link::RouteLink,
        page::Page,
    },
    i18n::account as t,
    routes::Route,
};
use openapi::account::ResetInput;
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

/// Properties of [`ResetPassword`].
#[derive(Properties, PartialEq)]
pub struct ResetPasswordProps {
    /// The secret of the link.
    pub token: String,
}

/// Chooses the password, then on to log in.
#[component]
pub fn ResetPassword(props: &ResetPasswordProps) -> Html {
    let navigator = use_navigator();
    let form = use_form(|| ResetInput { token: props.token.clone(), password: String::new() });
    let over = use_state(|| false);
    let busy = use_state(|| false);
    let onsubmit = {
        let (form, over, busy) = (form.clone(), over.clone(), busy.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy || !form.check() {
                return;
            }
            busy.set(true);
            let (input, form, over, busy) = (form.value().clone(), form.clone(), over.clone(), busy.clone());
            let navigator = navigator.clone();
            spawn_local(async move {
                let answer = api::account::reset_password(&input).await;
                busy.set(false);
                match answer {
                    Ok(_) => {
                        flash::say(t::RESET_DONE);
                        if let Some(navigator) = navigator {
                            navigator.replace(&Route::LogIn);
                        }
                    }
                    Err(error) if error.is_not_found() => over.set(true),
                    Err(error) => form.fail(&error),
                }
            });
        })
    };
    if *over {
        return html! {
            <Page title={t::INVITATION_OVER} lead={t::RESET_OVER_TEXT}>
                <p class="button-row">
                    <RouteLink to={Route::ForgotPassword} class={Look::Primary.class()}>{ t::RESET_AGAIN }</RouteLink>
                </p>
            </Page>
        };
    }
    html! {
        <Page title={t::RESET_TITLE} lead={t::RESET_LEAD}>
            <form class="form" novalidate=true {onsubmit}>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                <NewPassword label={t::NEW_PASSWORD} errors={form.errors()} value={form.value().password.clone()}
                    oninput={form.edit(|input: &mut ResetInput, text| input.password = text)} />
                <Button submit=true busy={*busy}>{ t::RESET_SAVE }</Button>
            </form>
        </Page>
    }
}
