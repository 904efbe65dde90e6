//! The form of a call: a new one, or one that exists.

use super::{Input, draft, fields::Fields, steps::Steps};
use crate::{
    api::{self, Answer},
    components::{
        button::{Button, Look},
        edit::use_edit,
        flash,
        form::{ErrorSummary, use_form},
        kept_draft::KeptDraft,
        link::{self, RouteLink},
        notice::{Notice, Tone},
        unsaved::use_unsaved_guard,
    },
    draft_store::use_draft,
    i18n::{calls as t, common},
    pages::committee::frame::Framed,
    routes::Route,
};
use openapi::call::CallInput;
use yew::prelude::*;
use yew_router::prelude::*;

/// Properties of [`NewForm`].
#[derive(Properties, PartialEq)]
pub struct NewFormProps {
    pub initial: Input,
    /// Slug of the programme.
    pub programme: AttrValue,
}

/// Creates a call, unpublished.
#[component]
pub fn NewForm(props: &NewFormProps) -> Html {
    let form = use_form(|| props.initial.clone());
    let draft = use_draft("appel.nouveau".into(), form.value(), None, form.dirty());
    use_unsaved_guard(form.dirty());
    let navigator = use_navigator();
    let ontitle = form.edit(|input: &mut Input, title: String| {
        // The short name follows the title until it gets one of its own.
        if input.slug == draft::slug(&input.title) {
            input.slug = draft::slug(&title);
        }
        input.title = title;
    });
    let onsubmit = {
        let (form, draft) = (form.clone(), draft.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !form.check() {
                return;
            }
            let (input, draft, navigator) = (form.value().clone(), draft.clone(), navigator.clone());
            form.send(async move { api::calls::create(&input).await }, move |answer| {
                draft.clear();
                flash::say(t::saved(&answer.body.title));
                if let Some(navigator) = navigator {
                    link::go(&navigator, &Route::ManageCall { id: answer.body.slug }, None);
                }
            });
        })
    };
    html! {
        <form class="form form-grouped" novalidate=true {onsubmit}>
            <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} names={Callback::from(field_name)} />
            <KeptDraft<Input> {draft} form={form.clone()} />
            <Fields form={form.clone()} programme={props.programme.clone()} {ontitle} />
            <div class="button-row">
                <Button submit=true busy={form.busy()}>{ t::SAVE_DRAFT }</Button>
                <RouteLink to={Route::ManageCalls} class={Look::Quiet.class()}>{ common::CANCEL }</RouteLink>
            </div>
        </form>
    }
}

/// Properties of [`EditForm`].
#[derive(Properties, PartialEq)]
pub struct EditFormProps {
    pub framed: Framed,
}

/// Changes a call, and takes it to its next step.
#[component]
pub fn EditForm(props: &EditFormProps) -> Html {
    let framed = &props.framed;
    let id = framed.call.id.to_string();
    let edit = use_edit(|| CallInput::from(&*framed.call), framed.etag.as_ref().map(|etag| etag.to_string()));
    let form = edit.form.clone();
    let draft = use_draft(format!("appel.{id}").into(), form.value(), edit.etag(), form.dirty());
    use_unsaved_guard(form.dirty());
    let done = use_state(|| None::<String>);
    let onsubmit = {
        let (edit, draft, done, onchange) =
            (edit.clone(), draft.clone(), done.clone(), framed.onchange.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            done.set(None);
            if !edit.form.check() {
                return;
            }
            let (write, again, saved) = (id.clone(), id.clone(), edit.clone());
            let (draft, done, onchange) = (draft.clone(), done.clone(), onchange.clone());
            edit.send(
                |changes, etag| async move { api::calls::update(&write, &changes, etag.as_deref()).await },
                move || async move {
                    let Answer { body, etag } = api::calls::read(&again).await?;
                    Ok(Answer { body: CallInput::from(&body), etag })
                },
                move |answer| {
                    draft.clear();
                    saved.rest_on(CallInput::from(&answer.body), answer.etag.clone());
                    done.set(Some(t::saved(&answer.body.title)));
                    onchange.emit(answer);
                },
            );
        })
    };
    let onstep = {
        let (edit, done, onchange) = (edit.clone(), done.clone(), framed.onchange.clone());
        Callback::from(move |(answer, sentence): (Answer<openapi::call::Call>, &'static str)| {
            edit.rest_on(CallInput::from(&answer.body), answer.etag.clone());
            done.set(Some(sentence.to_owned()));
            onchange.emit(answer);
        })
    };
    let ontitle = form.edit(|input: &mut Input, title| input.title = title);
    html! {
        <>
            if let Some(sentence) = &*done {
                <Notice tone={Tone::Success}><p>{ sentence.clone() }</p></Notice>
            }
            <Steps call={framed.call.clone()} etag={edit.etag()} unsaved={form.dirty()} {onstep} />
            <form class="form form-grouped" novalidate=true {onsubmit}>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} names={Callback::from(field_name)} />
                { edit.notice() }
                <KeptDraft<Input> {draft} form={form.clone()} etag={edit.etag()} />
                <Fields form={form.clone()} programme={framed.call.programme.to_string()} {ontitle} />
                <div class="button-row">
                    <Button submit=true busy={form.busy()}>{ t::SAVE_DRAFT }</Button>
                    <RouteLink to={Route::ManageCalls} class={Look::Quiet.class()}>{ common::CANCEL }</RouteLink>
                </div>
            </form>
        </>
    }
}

/// Names the line that a field belongs to: « Critère 3, intitulé ».
fn field_name(pointer: AttrValue) -> Option<AttrValue> {
    let mut parts = pointer.trim_start_matches('/').split('/');
    let (list, place) = (parts.next()?, parts.next()?.parse::<usize>().ok()? + 1);
    let line = match list {
        "criteria" => t::criterion(place),
        "envelopes" => t::fund(place),
        "windows" => t::window(place),
        "who_may_apply" => return Some(t::who(place).into()),
        _ => return None,
    };
    let field = match parts.next()? {
        "code" => t::CODE,
        "label" => t::LABEL,
        "weight" => t::WEIGHT,
        "help" => t::HELP,
        "counts" => t::NOT_COUNTED,
        "score_labels" => t::SCALE,
        "funder" => t::FUNDER,
        "amount" => t::AMOUNT,
        "opens_on" => t::OPENS_ON,
        "closes_on" => t::CLOSES_ON,
        "closes_at" => t::CLOSES_AT,
        _ => return None,
    };
    Some(t::line_field(&line, field).into())
}
