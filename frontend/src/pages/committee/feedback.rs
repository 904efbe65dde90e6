//! What applicants will read of the reviews: one text each, edited before publication.

use super::{
    board,
    frame::{Frame, Framed, Tab},
};
use crate::{
    api::{self, Answer, ApiResult},
    components::{
        async_content::{Empty, Skeleton, use_load},
        badge::{Badge, BadgeTone},
        button::{Button, Look},
        download::{Downloads, Offered},
        edit::use_edit,
        form::{ErrorSummary, TextArea},
        kept_draft::KeptDraft,
        link::RouteLink,
        notice::{Notice, Tone},
        unsaved::use_unsaved_guard,
    },
    draft_store::use_draft,
    i18n::session as t,
    routes::Route,
};
use futures_util::future::try_join;
use openapi::{
    Id, Page,
    call::{Call, CallStatus},
    limits,
    minutes::{FeedbackDraft, FeedbackInput},
};
use std::{collections::HashSet, rc::Rc};
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
    let loaded = use_load(props.call.id.to_string(), texts);
    let published = props.call.status == CallStatus::Decided;
    let empty = html! { <Empty title={t::FEEDBACK_NONE}><p>{ t::FEEDBACK_NONE_HINT }</p></Empty> };
    html! {
        <>
            <p>{ if published { t::FEEDBACK_PUBLISHED } else { t::FEEDBACK_LEAD } }</p>
            { loaded.view_list(Skeleton::Cards(4), empty, |page| html! {
                <ul class="feedback-drafts">
                    { for page.items.iter().map(|(draft, decided)| html! {
                        <li key={draft.project.id.to_string()}><One draft={draft.clone()} {published} decided={*decided} /></li>
                    }) }
                </ul>
            }) }
        </>
    }
}

/// The texts, each with whether its project is decided: until then there is no letter.
async fn texts(call: String) -> ApiResult<Page<(FeedbackDraft, bool)>> {
    let (texts, decisions) = try_join(api::session::feedback(&call), board::decisions(&call)).await?;
    let decided: HashSet<Id> = decisions.body.0.into_iter().map(|decision| decision.project.id).collect();
    let Page { items, next, total } = texts.body;
    let told = |draft: FeedbackDraft| {
        let decided = decided.contains(&draft.project.id);
        (draft, decided)
    };
    let items = items.into_iter().map(told).collect();
    Ok(Answer { body: Page { items, next, total }, etag: None })
}

#[derive(Properties, PartialEq)]
struct OneProps {
    draft: FeedbackDraft,
    published: bool,
    decided: bool,
}

/// One applicant's text, with the messages it comes from.
#[component]
fn One(props: &OneProps) -> Html {
    let now = use_state(|| props.draft.clone());
    let project = &props.draft.project;
    let number = project.number.clone().unwrap_or_default();
    let (tone, label) =
        if now.edited { (BadgeTone::Good, t::FEEDBACK_EDITED) } else { (BadgeTone::Wait, t::FEEDBACK_RAW) };
    let letter = vec![Offered {
        path: format!("/projects/{}/decision.pdf", project.id),
        label: if props.published { t::LETTER_PDF } else { t::LETTER_DRAFT_PDF },
    }];
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
                <Text draft={props.draft.clone()} onsaved={{ let now = now.clone(); move |draft| now.set(draft) }} />
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
            if props.decided { <Downloads documents={letter} of={project.title.clone()} /> }
        </section>
    }
}

fn etag(draft: &FeedbackDraft) -> Option<String> {
    Some(format!("\"{}\"", draft.version))
}

#[derive(Properties, PartialEq)]
struct TextProps {
    draft: FeedbackDraft,
    onsaved: Callback<FeedbackDraft>,
}

/// The text being written: kept on this device until it is saved; one that somebody else saved meanwhile is shown beside it.
#[component]
fn Text(props: &TextProps) -> Html {
    let project = props.draft.project.id.to_string();
    let edit = use_edit(|| FeedbackInput { text: props.draft.text.clone() }, etag(&props.draft));
    let form = &edit.form;
    let (saved, theirs) = (use_state(|| false), use_state(|| None::<String>));
    let key = AttrValue::from(format!("synthese.{project}"));
    let draft = use_draft(key, form.value(), edit.etag(), form.dirty());
    use_unsaved_guard(form.dirty());
    let onsubmit = {
        let (edit, draft, project, onsaved) =
            (edit.clone(), draft.clone(), project.clone(), props.onsaved.clone());
        let (saved, theirs) = (saved.clone(), theirs.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !edit.form.check() {
                return;
            }
            let (this, draft, onsaved, saved) = (edit.clone(), draft.clone(), onsaved.clone(), saved.clone());
            let (shown, met) = (theirs.clone(), theirs.clone());
            let (project, again) = (project.clone(), project.clone());
            edit.send(
                |changes, etag| async move {
                    api::session::write_feedback(&project, &changes, etag.as_deref()).await
                },
                || async move {
                    let Answer { body, .. } = api::session::feedback_of(&again).await?;
                    met.set(Some(body.text.clone()));
                    Ok(Answer { etag: etag(&body), body: FeedbackInput { text: body.text } })
                },
                move |answer: Answer<FeedbackDraft>| {
                    let text = answer.body.text.clone();
                    this.rest_on(FeedbackInput { text }, etag(&answer.body));
                    draft.clear();
                    shown.set(None);
                    saved.set(true);
                    onsaved.emit(answer.body);
                },
            );
        })
    };
    let at = format!("/{project}/text");
    let errors = form.errors().moved(|_| Some(at.clone()));
    html! {
        <form class="form" novalidate=true {onsubmit}>
            <ErrorSummary errors={errors.clone()} general={form.general()} refusals={form.refusals()} />
            { edit.notice() }
            if let Some(theirs) = theirs.as_ref().filter(|_| form.dirty()) {
                <Notice title={t::FEEDBACK_THEIRS}>
                    <p class="typed">{ if theirs.trim().is_empty() { t::FEEDBACK_EMPTY } else { theirs.as_str() } }</p>
                </Notice>
            }
            <KeptDraft<FeedbackInput> {draft} form={form.clone()} etag={edit.etag()} />
            <TextArea {at} label={t::FEEDBACK_TEXT} rows=5 optional=true max={limits::FEEDBACK_MAX} {errors}
                value={form.value().text.clone()} oninput={form.edit(|input: &mut FeedbackInput, text| input.text = text)} />
            if *saved && !form.dirty() { <Notice tone={Tone::Success}><p>{ t::FEEDBACK_SAVED }</p></Notice> }
            <Button submit=true look={Look::Secondary} busy={form.busy()}>
                { t::FEEDBACK_SAVE }<span class="visually-hidden">{ format!(" {}", props.draft.project.title) }</span>
            </Button>
        </form>
    }
}
