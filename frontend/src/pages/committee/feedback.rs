//! What applicants will read of the reviews: one text each, edited before publication.

use super::frame::{Frame, Framed, Tab};
use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        badge::{Badge, BadgeTone},
        button::{Button, Look},
        form::{ErrorSummary, TextArea, use_form},
        link::RouteLink,
        notice::{Notice, Tone},
        unsaved::use_unsaved_guard,
    },
    i18n::session as t,
    routes::Route,
};
use openapi::{
    call::{Call, CallStatus},
    limits,
    minutes::{FeedbackDraft, FeedbackInput},
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Feedback`].
#[derive(Properties, PartialEq)]
pub struct FeedbackProps {
    pub id: String,
}

/// The texts of a call.
#[component]
pub fn Feedback(props: &FeedbackProps) -> Html {
    let view = Callback::from(|framed: Framed| {
        html! { <Texts call={framed.call} /> }
    });
    html! { <Frame id={props.id.clone()} tab={Tab::Feedback} {view} /> }
}

#[derive(Properties, PartialEq)]
struct TextsProps {
    call: Rc<Call>,
}

#[component]
fn Texts(props: &TextsProps) -> Html {
    let loaded =
        use_load(props.call.id.to_string(), |call| async move { api::session::feedback(&call).await });
    let published = props.call.status == CallStatus::Decided;
    let empty = html! { <Empty title={t::FEEDBACK_NONE}><p>{ t::FEEDBACK_NONE_HINT }</p></Empty> };
    html! {
        <>
            <p>{ t::FEEDBACK_LEAD }</p>
            { loaded.view_list(Skeleton::Cards(4), empty, |page| html! {
                <ul class="feedback-drafts">
                    { for page.items.iter().map(|draft| html! {
                        <li key={draft.project.id.to_string()}><One draft={draft.clone()} {published} /></li>
                    }) }
                </ul>
            }) }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct OneProps {
    draft: FeedbackDraft,
    published: bool,
}

/// One applicant's text, with the messages it comes from.
#[component]
fn One(props: &OneProps) -> Html {
    let now = use_state(|| props.draft.clone());
    let saved = use_state(|| false);
    let form = use_form(|| FeedbackInput { text: props.draft.text.clone() });
    let dirty = form.value().text != now.text;
    use_unsaved_guard(dirty);
    let onsubmit = {
        let (form, now, saved) = (form.clone(), now.clone(), saved.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !form.check() {
                return;
            }
            let (draft, text) = ((*now).clone(), form.value().text.clone());
            let (now, saved) = (now.clone(), saved.clone());
            form.send(async move { api::session::write_feedback(&draft, &text).await }, move |answer| {
                now.set(answer.body);
                saved.set(true);
            });
        })
    };
    let project = &props.draft.project;
    let number = project.number.clone().unwrap_or_default();
    let (tone, label) =
        if now.edited { (BadgeTone::Good, t::FEEDBACK_EDITED) } else { (BadgeTone::Wait, t::FEEDBACK_RAW) };
    html! {
        <section class="panel" aria-label={project.title.clone()}>
            <h2 class="row">
                <RouteLink to={Route::Fiche { id: project.id.to_string() }}>{ &project.title }</RouteLink>
                <Badge {tone} {label} />
            </h2>
            <p class="soft">{ format!("{number} · {}", project.partner.name) }</p>
            if props.published {
                <p class="typed">{ if now.text.trim().is_empty() { t::FEEDBACK_EMPTY } else { now.text.as_str() } }</p>
            } else {
                <form class="form" novalidate=true {onsubmit}>
                    <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                    <TextArea at={format!("/{}/text", project.id)} label={t::FEEDBACK_TEXT} rows=5 optional=true max={limits::FEEDBACK_MAX} errors={form.errors()}
                        value={form.value().text.clone()} oninput={form.edit(|input: &mut FeedbackInput, text| input.text = text)} />
                    if *saved && !dirty { <Notice tone={Tone::Success}><p>{ t::FEEDBACK_SAVED }</p></Notice> }
                    <Button submit=true look={Look::Secondary} busy={form.busy()}>
                        { t::FEEDBACK_SAVE }<span class="visually-hidden">{ format!(" {}", project.title) }</span>
                    </Button>
                </form>
            }
            if !props.draft.messages.is_empty() {
                <details>
                    <summary>{ t::FEEDBACK_SOURCES }</summary>
                    { for props.draft.messages.iter().map(|message| html! {
                        <div class="feedback-message">
                            <p class="strong">{ message.opinion.map_or(t::NO_OPINION, |opinion| opinion.label_fr()) }</p>
                            <p class="typed">{ &message.message }</p>
                        </div>
                    }) }
                </details>
            }
        </section>
    }
}
