//! Accepting an invitation: name and password, and one is in.

use super::new_password::NewPassword;
use crate::{
    api,
    components::{
        button::{Button, Look},
        form::{ErrorSummary, TextField, use_form},
        link::RouteLink,
        notice::{Notice, Tone},
        page::Page,
    },
    i18n::{account as t, nav},
    routes::Route,
    session::{access, use_session},
};
use openapi::account::AcceptInput;
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

/// Properties of [`AcceptInvitation`].
#[derive(Properties, PartialEq)]
pub struct AcceptInvitationProps {
    /// The secret of the link.
    pub token: String,
}

/// The page behind the link of an invitation.
#[component]
pub fn AcceptInvitation(props: &AcceptInvitationProps) -> Html {
    let session = use_session();
    let navigator = use_navigator();
    let form =
        use_form(|| AcceptInput { token: props.token.clone(), name: String::new(), password: String::new() });
    let over = use_state(|| false);
    let busy = use_state(|| false);
    let onsubmit = {
        let (session, form, over, busy) = (session.clone(), form.clone(), over.clone(), busy.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy || !form.check() {
                return;
            }
            busy.set(true);
            let input = form.value().clone();
            let (session, form, over, busy) = (session.clone(), form.clone(), over.clone(), busy.clone());
            let navigator = navigator.clone();
            spawn_local(async move {
                let entered = match api::account::accept_invitation(&input).await {
                    Ok(answer) => {
                        access::keep(answer.body);
                        session.enter().await.map(|_| ())
                    }
                    Err(error) => Err(error),
                };
                busy.set(false);
                match entered {
                    Ok(()) => {
                        if let Some(navigator) = navigator {
                            navigator.replace(&Route::Todo);
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
            <Page title={t::INVITATION_OVER} lead={t::INVITATION_OVER_TEXT}>
                <p class="button-row">
                    <RouteLink to={Route::LogIn} class={Look::Primary.class()}>{ nav::LOG_IN }</RouteLink>
                    <RouteLink to={Route::Contact} class={Look::Secondary.class()}>{ nav::CONTACT }</RouteLink>
                </p>
            </Page>
        };
    }
    html! {
        <Page title={t::INVITATION_TITLE} lead={t::INVITATION_LEAD}>
            if session.me().is_some() && !*busy {
                <Notice tone={Tone::Warning}><p>{ t::ALREADY_IN }</p></Notice>
            }
            <form class="form" novalidate=true {onsubmit}>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                <p>{ t::INVITATION_KNOWN }</p>
                <TextField
                    at="/name" label={t::NAME} autocomplete="name" errors={form.errors()} value={form.value().name.clone()}
                    oninput={form.edit(|form: &mut AcceptInput, text| form.name = text)}
                />
                <NewPassword
                    label={t::PASSWORD} errors={form.errors()} value={form.value().password.clone()}
                    oninput={form.edit(|form: &mut AcceptInput, text| form.password = text)}
                />
                <Button submit=true busy={*busy}>{ t::ACCEPT }</Button>
            </form>
        </Page>
    }
}
