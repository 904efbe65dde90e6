//! Other words for one e-mail that has not left.

use crate::{
    api::{self, Answer},
    components::{
        button::{Button, Look},
        edit::use_edit,
        form::{ErrorSummary, TextArea, TextField},
        unsaved::use_unsaved_guard,
    },
    i18n::{common, emails as t},
};
use openapi::{
    email::{Email, EmailInput, EmailState},
    limits::{EMAIL_BODY_MAX, SUBJECT_MAX},
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`EditEmail`].
#[derive(Properties, PartialEq)]
pub struct EditEmailProps {
    pub email: Rc<Email>,
    pub etag: Option<AttrValue>,
    pub onsaved: Callback<Answer<Email>>,
    pub oncancel: Callback<()>,
}

fn input(email: &Email) -> EmailInput {
    EmailInput {
        subject: email.subject.clone().unwrap_or_default(),
        text: email.text.clone().unwrap_or_default(),
        html: email.html.clone().unwrap_or_default(),
        held: email.state == EmailState::Held,
    }
}

/// Subject, text and HTML.
#[component]
pub fn EditEmail(props: &EditEmailProps) -> Html {
    let etag = props.etag.as_ref().map(ToString::to_string);
    let edit = use_edit(|| input(&props.email), etag);
    let form = edit.form.clone();
    use_unsaved_guard(form.dirty());
    let onsubmit = {
        let (edit, form) = (edit.clone(), form.clone());
        let (id, onsaved) = (props.email.id.to_string(), props.onsaved.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !form.check() {
                return;
            }
            let (written, again) = (id.clone(), id.clone());
            edit.send(
                |changes, etag| async move { api::emails::update(&written, &changes, etag.as_deref()).await },
                || async move {
                    api::emails::one(&again)
                        .await
                        .map(|answer| Answer { body: input(&answer.body), etag: answer.etag })
                },
                {
                    let onsaved = onsaved.clone();
                    move |answer| onsaved.emit(answer)
                },
            );
        })
    };
    html! {
        <form class="form" novalidate=true {onsubmit}>
            <h2>{ t::EDIT_TITLE }</h2>
            <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
            { edit.notice() }
            <TextField at="/subject" label={t::SUBJECT} max={SUBJECT_MAX} errors={form.errors()} value={form.value().subject.clone()}
                oninput={form.edit(|input: &mut EmailInput, text| input.subject = text)} />
            <TextArea at="/text" label={t::TEXT} rows={12} max={EMAIL_BODY_MAX} errors={form.errors()} value={form.value().text.clone()}
                oninput={form.edit(|input: &mut EmailInput, text| input.text = text)} />
            <TextArea at="/html" label={t::HTML} hint={t::HTML_HINT} rows={12} max={EMAIL_BODY_MAX} errors={form.errors()} value={form.value().html.clone()}
                oninput={form.edit(|input: &mut EmailInput, text| input.html = text)} />
            <div class="button-row">
                <Button submit=true busy={form.busy()}>{ t::SAVE }</Button>
                <Button look={Look::Quiet} onclick={props.oncancel.reform(|_: MouseEvent| ())}>{ common::CANCEL }</Button>
            </div>
        </form>
    }
}
