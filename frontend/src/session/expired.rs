//! The dialog over the page when a session ends by itself: one logs in again and goes on where one was.

use super::use_session;
use crate::{
    api::ApiError,
    components::{
        button::{Button, Look},
        dialog::Dialog,
        form::{PasswordField, TextField},
        notice::{Notice, Tone},
    },
    i18n::{account as t, common},
};
use openapi::account::Me;
use std::rc::Rc;
use yew::platform::spawn_local;
use yew::prelude::*;

/// Properties of [`ExpiredDialog`].
#[derive(Properties, PartialEq)]
pub struct ExpiredDialogProps {
    /// Whose session ended.
    pub me: Rc<Me>,
}

/// Asks for the password again, over the page that stays as it is.
#[component]
pub fn ExpiredDialog(props: &ExpiredDialogProps) -> Html {
    let session = use_session();
    let password = use_state(String::new);
    let error = use_state(|| None::<ApiError>);
    let busy = use_state(|| false);

    let onsubmit = {
        let (session, password, error, busy) =
            (session.clone(), password.clone(), error.clone(), busy.clone());
        let email = props.me.email.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (session, error, busy) = (session.clone(), error.clone(), busy.clone());
            let (email, password) = (email.clone(), (*password).clone());
            busy.set(true);
            spawn_local(async move {
                if let Err(refused) = session.log_in(email, password).await {
                    error.set(Some(refused));
                    busy.set(false);
                }
            });
        })
    };
    let leave = {
        let session = session.clone();
        Callback::from(move |()| session.leave())
    };

    html! {
        <Dialog title={t::EXPIRED_TITLE} onclose={leave.clone()}>
            <p>{ t::EXPIRED_TEXT }</p>
            if let Some(error) = &*error {
                <Notice tone={Tone::Error}>{ error.message() }</Notice>
            }
            <form {onsubmit}>
                <TextField
                    at="/session/email" label={t::EMAIL} readonly=true autocomplete="username"
                    value={props.me.email.clone()} oninput={Callback::noop()}
                />
                <PasswordField
                    at="/session/password" label={t::PASSWORD} autocomplete="current-password" autofocus=true
                    value={(*password).clone()}
                    oninput={let password = password.clone(); Callback::from(move |text| password.set(text))}
                />
                <div class="button-row">
                    <Button submit=true busy={*busy}>{ t::LOG_IN_AGAIN }</Button>
                    <Button look={Look::Quiet} onclick={leave.reform(|_: MouseEvent| ())}>{ common::LEAVE }</Button>
                </div>
            </form>
        </Dialog>
    }
}
