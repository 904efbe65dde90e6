//! Another password for the own account.

use super::new_password::NewPassword;
use crate::{
    api,
    components::{
        button::Button,
        form::{ErrorSummary, PasswordField, use_form},
        notice::{Notice, Tone},
    },
    i18n::account as t,
};
use openapi::account::PasswordInput;
use yew::prelude::*;

/// Properties of [`ChangePassword`].
#[derive(Properties, PartialEq)]
pub struct ChangePasswordProps {
    /// The other sessions have ended.
    pub onchanged: Callback<()>,
}

fn empty() -> PasswordInput {
    PasswordInput { current_password: String::new(), password: String::new() }
}

/// The current password, then the new one.
#[component]
pub fn ChangePassword(props: &ChangePasswordProps) -> Html {
    let form = use_form(empty);
    let done = use_state(|| false);
    let onsubmit = {
        let (form, done, onchanged) = (form.clone(), done.clone(), props.onchanged.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            done.set(false);
            if !form.check() {
                return;
            }
            let (input, cleared) = (form.value().clone(), form.clone());
            let (done, onchanged) = (done.clone(), onchanged.clone());
            form.send(async move { api::account::change_password(&input).await }, move |_| {
                cleared.saved(Some(empty()));
                done.set(true);
                onchanged.emit(());
            });
        })
    };
    html! {
        <section class="section" aria-labelledby="mot-de-passe">
            <h2 id="mot-de-passe">{ t::CHANGE_PASSWORD }</h2>
            <form class="form" novalidate=true {onsubmit}>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                if *done && !form.dirty() {
                    <Notice tone={Tone::Success}><p>{ t::PASSWORD_CHANGED }</p></Notice>
                }
                <PasswordField
                    at="/current_password" label={t::CURRENT_PASSWORD} autocomplete="current-password" errors={form.errors()}
                    value={form.value().current_password.clone()}
                    oninput={form.edit(|input: &mut PasswordInput, text| input.current_password = text)}
                />
                <NewPassword label={t::NEW_PASSWORD} errors={form.errors()} value={form.value().password.clone()}
                    oninput={form.edit(|input: &mut PasswordInput, text| input.password = text)} />
                <Button submit=true busy={form.busy()}>{ t::CHANGE_PASSWORD }</Button>
            </form>
        </section>
    }
}
