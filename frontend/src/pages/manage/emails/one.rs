//! One e-mail: what it says, what became of it, what can be done.

use super::{
    edit::EditEmail,
    frame::{HtmlFrame, PlainText},
    list::{asked, state},
};
use crate::{
    api::{self, Answer, ApiError, ApiResult, emails::Ask},
    components::{
        async_content::{Skeleton, use_load},
        button::{Button, Look},
        link::RouteLink,
        notice::{Notice, Tone},
        only::Only,
        page::Page,
        url_query::use_url_query,
    },
    format,
    i18n::emails as t,
    pages::manage::managed::MANAGERS,
    routes::Route,
};
use openapi::email::{Email, EmailKind, EmailState};
use serde_json::json;
use std::{future::Future, rc::Rc};
use yew::{platform::spawn_local, prelude::*};

/// Properties of [`EmailPage`].
#[derive(Properties, PartialEq)]
pub struct EmailPageProps {
    pub id: String,
}

/// One e-mail.
#[component]
pub fn EmailPage(props: &EmailPageProps) -> Html {
    html! { <Only roles={MANAGERS}><Shown key={props.id.clone()} id={props.id.clone()} /></Only> }
}

#[component]
fn Shown(props: &EmailPageProps) -> Html {
    let loaded = use_load(props.id.clone(), |id| async move { api::emails::one(&id).await });
    let editing = use_state(|| false);
    let email = loaded.value();
    let subject =
        email.as_ref().map(|email| email.subject.clone().unwrap_or_else(|| email.kind.label_fr().to_owned()));
    let title = subject.map_or(AttrValue::Static(t::TITLE), AttrValue::from);
    let onchanged = {
        let (loaded, editing) = (loaded.clone(), editing.clone());
        Callback::from(move |answer: Answer<Email>| {
            editing.set(false);
            loaded.set(answer);
        })
    };
    let onedit = {
        let editing = editing.clone();
        Callback::from(move |edit: bool| editing.set(edit))
    };
    html! {
        <Page {title} crumbs={vec![(Route::ManageEmails, t::TITLE.into())]}>
            { loaded.view(Skeleton::Lines(8), |email| html! {
                <>
                    <Next id={props.id.clone()} />
                    { facts(email) }
                    if *editing {
                        <EditEmail email={Rc::clone(email)} etag={loaded.etag()} onsaved={onchanged.clone()} oncancel={onedit.reform(|()| false)} />
                    } else {
                        <Acts email={Rc::clone(email)} etag={loaded.etag()} onchanged={onchanged.clone()} onedit={onedit.reform(|()| true)} />
                        { bodies(email) }
                    }
                </>
            }) }
        </Page>
    }
}

/// The way to the next one of the list that one came from.
#[component]
fn Next(props: &EmailPageProps) -> Html {
    let query = use_url_query();
    let ask = asked(&query);
    let next = use_load((ask, props.id.clone()), |(ask, id)| async move {
        if ask == Ask::default() {
            return Ok(Answer { body: None, etag: None });
        }
        api::emails::next(&ask, &id).await
    });
    let walk = query.with(&[]);
    let list = AttrValue::from(walk.clone());
    match next.value().as_deref() {
        Some(Some(id)) => html! {
            <p class="row">
                <RouteLink to={Route::ManageEmail { id: id.to_string() }} query={Some(AttrValue::from(walk))} class={Look::Secondary.class()}>{ t::NEXT }</RouteLink>
                <RouteLink to={Route::ManageEmails} query={Some(list)}>{ t::TO_LIST }</RouteLink>
            </p>
        },
        // The last of them.
        Some(None) if !walk.is_empty() => {
            html! { <p><RouteLink to={Route::ManageEmails} query={Some(list)}>{ t::TO_LIST }</RouteLink></p> }
        }
        _ => Html::default(),
    }
}

fn facts(email: &Email) -> Html {
    let recipient = match email.recipient_name.as_str() {
        "" if email.recipient.is_empty() => t::RECIPIENT_WITHHELD.to_owned(),
        "" => email.recipient.clone(),
        name => format!("{name} <{}>", email.recipient),
    };
    html! {
        <dl class="facts facts-rows">
            <dt>{ t::STATE }</dt><dd>{ state(email.state) }</dd>
            <dt>{ t::KIND }</dt><dd>{ email.kind.label_fr() }</dd>
            <dt>{ t::RECIPIENT }</dt><dd>{ recipient }</dd>
            <dt>{ t::CREATED }</dt><dd>{ format::date_time(email.created_at) }</dd>
            if let Some(sent) = email.sent_at { <dt>{ t::SENT }</dt><dd>{ format::date_time(sent) }</dd> }
            if let Some(error) = &email.last_error {
                <dt>{ t::LAST_ERROR }</dt>
                <dd>
                    { error.code.label_fr() }
                    if !error.detail.is_empty() { <span class="row-comment" lang="en">{ &error.detail }</span> }
                </dd>
            }
            if email.attempts > 0 { <dt>{ t::ATTEMPTS }</dt><dd>{ email.attempts }</dd> }
            if let Some(next) = email.next_attempt_at.filter(|_| email.attempts > 0) {
                <dt>{ t::NEXT_ATTEMPT }</dt><dd>{ format::date_time(next) }</dd>
            }
            if let Some(project) = &email.project {
                <dt>{ t::PROJECT }</dt>
                <dd><RouteLink to={Route::Fiche { id: project.to_string() }}>{ t::SEE_PROJECT }</RouteLink></dd>
            }
        </dl>
    }
}

/// What is said of a mail that can never be sent again, with the page where a new one begins.
fn outdated(email: &Email) -> Html {
    let (text, link) = match (email.kind, &email.project) {
        (EmailKind::Invitation, _) => (t::OUTDATED_INVITATION, Some((Route::ManagePeople, t::INVITE_AGAIN))),
        (EmailKind::PasswordReset, _) => (t::OUTDATED_RESET, Some((Route::ForgotPassword, t::ASK_AGAIN))),
        (EmailKind::CollaboratorInvitation, _) => (t::OUTDATED_COLLABORATOR, None),
        (_, Some(project)) => {
            (t::OUTDATED_TEXT, Some((Route::Fiche { id: project.to_string() }, t::SEE_PROJECT)))
        }
        (_, None) => (t::OUTDATED_TEXT, None),
    };
    html! {
        <Notice tone={Tone::Info} title={t::OUTDATED}>
            <p>{ text }</p>
            if let Some((to, label)) = link { <p><RouteLink {to}>{ label }</RouteLink></p> }
        </Notice>
    }
}

fn bodies(email: &Email) -> Html {
    if let Some(purged) = email.purged_at {
        return html! { <p>{ t::purged(&format::date_time(purged)) }</p> };
    }
    let (Some(text), Some(html)) = (&email.text, &email.html) else {
        return html! { <p>{ t::WITHHELD }</p> };
    };
    html! {
        <>
            <section class="section">
                <h2>{ t::HTML_VERSION }</h2>
                if text.contains("__secret__") { <p class="soft">{ t::SECRET_HINT }</p> }
                <HtmlFrame title={t::HTML_VERSION} html={html.clone()} />
            </section>
            <section class="section">
                <h2>{ t::TEXT_VERSION }</h2>
                <PlainText text={text.clone()} />
            </section>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct ActsProps {
    email: Rc<Email>,
    etag: Option<AttrValue>,
    onchanged: Callback<Answer<Email>>,
    onedit: Callback<()>,
}

/// The buttons that this state has.
#[component]
fn Acts(props: &ActsProps) -> Html {
    let busy = use_state(|| false);
    let outcome = use_state(|| None::<Result<&'static str, ApiError>>);
    let run = {
        let (busy, outcome, onchanged) = (busy.clone(), outcome.clone(), props.onchanged.clone());
        move |request: std::pin::Pin<Box<dyn Future<Output = ApiResult<Email>>>>, done: &'static str| {
            if *busy {
                return;
            }
            busy.set(true);
            let (busy, outcome, onchanged) = (busy.clone(), outcome.clone(), onchanged.clone());
            spawn_local(async move {
                let answer = request.await;
                busy.set(false);
                match answer {
                    Ok(answer) => {
                        outcome.set(Some(Ok(done)));
                        onchanged.emit(answer);
                    }
                    Err(error) => outcome.set(Some(Err(error))),
                }
            });
        }
    };
    let (id, etag) = (props.email.id.to_string(), props.etag.clone());
    let retry = {
        let (run, id, etag) = (run.clone(), id.clone(), etag.clone());
        Callback::from(move |_: MouseEvent| {
            let (id, etag) = (id.clone(), etag.clone());
            run(Box::pin(async move { api::emails::retry(&id, etag.as_deref()).await }), t::RETRIED);
        })
    };
    let hold = |held: bool, done: &'static str| {
        let (run, id, etag) = (run.clone(), id.clone(), etag.clone());
        Callback::from(move |_: MouseEvent| {
            let (id, etag) = (id.clone(), etag.clone());
            run(
                Box::pin(
                    async move { api::emails::update(&id, &json!({ "held": held }), etag.as_deref()).await },
                ),
                done,
            );
        })
    };
    let email = &props.email;
    let mine = email.text.is_some();
    let late = email.is_outdated(chrono::Utc::now());
    html! {
        <>
            { match &*outcome {
                Some(Ok(sentence)) => html! { <Notice tone={Tone::Success}><p>{ *sentence }</p></Notice> },
                Some(Err(error)) => html! { <Notice tone={Tone::Error}><p>{ error.message() }</p></Notice> },
                None => Html::default(),
            } }
            if email.state == EmailState::Uncertain {
                <Notice tone={Tone::Warning} title={t::UNCERTAIN}><p>{ t::UNCERTAIN_TEXT }</p></Notice>
            }
            if email.state.can_retry() && late { { outdated(email) } }
            <div class="button-row">
                if email.state.can_retry() && !late {
                    <Button busy={*busy} onclick={retry}>{ t::RETRY }</Button>
                }
                if email.state == EmailState::Held && mine {
                    <Button busy={*busy} onclick={hold(false, t::RELEASED)}>{ t::RELEASE }</Button>
                }
                if email.state == EmailState::Queued && mine {
                    <Button look={Look::Secondary} busy={*busy} onclick={hold(true, t::HELD)}>{ t::HOLD }</Button>
                }
                if email.state.is_editable() && mine {
                    <Button look={Look::Secondary} onclick={props.onedit.reform(|_: MouseEvent| ())}>{ t::EDIT }</Button>
                }
            </div>
        </>
    }
}
