//! The words of one kind of e-mail, with a preview beside them.

use super::frame::{HtmlFrame, PlainText};
use crate::{
    api::{self, Answer, ApiError},
    components::{
        async_content::{Missing, Skeleton, use_load},
        button::{Button, Look},
        dialog::Confirm,
        edit::use_edit,
        flash,
        form::{ErrorSummary, TextArea, TextField},
        notice::{Notice, Tone},
        only::Only,
        page::Page,
        table::{Column, Row, Table},
        unsaved::use_unsaved_guard,
    },
    i18n::emails as t,
    pages::manage::managed::{MANAGERS, use_managed},
    routes::Route,
};
use gloo_timers::callback::Timeout;
use openapi::{
    email::{EmailKind, EmailPreview, EmailTemplate, EmailTemplateInput},
    limits::{EMAIL_BODY_MAX, SUBJECT_MAX},
};
use std::rc::Rc;
use yew::{platform::spawn_local, prelude::*};

/// After the last keystroke, in milliseconds.
const PAUSE: u32 = 400;

/// Properties of [`EmailTemplatePage`].
#[derive(Properties, PartialEq)]
pub struct EmailTemplatePageProps {
    /// Name of the kind.
    pub kind: String,
}

/// One template.
#[component]
pub fn EmailTemplatePage(props: &EmailTemplatePageProps) -> Html {
    let programme = use_managed();
    let kind = EmailKind::parse(&props.kind).filter(|kind| kind.has_template());
    let title = kind.map_or(t::TEMPLATES, EmailKind::label_fr);
    let crumbs = vec![
        (Route::ManageEmails, AttrValue::Static(t::TITLE)),
        (Route::ManageEmailTemplates, AttrValue::Static(t::TEMPLATES)),
    ];
    html! {
        <Only roles={MANAGERS}>
            <Page {title} {crumbs}>
                { match (kind, programme) {
                    (Some(kind), Some(programme)) => html! { <Reading {kind} programme={programme.slug} /> },
                    (None, _) => html! { <Missing /> },
                    (Some(_), None) => Html::default(),
                } }
            </Page>
        </Only>
    }
}

#[derive(Properties, PartialEq, Clone)]
struct ReadingProps {
    kind: EmailKind,
    /// Slug.
    programme: String,
}

#[component]
fn Reading(props: &ReadingProps) -> Html {
    let loaded =
        use_load(
            props.clone(),
            |props| async move { api::emails::template(&props.programme, props.kind).await },
        );
    // Back to the default is another text to start from.
    let round = use_state(|| 0_u32);
    let onreset = {
        let (loaded, round) = (loaded.clone(), round.clone());
        Callback::from(move |answer: Answer<EmailTemplate>| {
            loaded.set(answer);
            round.set(round.wrapping_add(1));
        })
    };
    let onsaved = {
        let loaded = loaded.clone();
        Callback::from(move |answer: Answer<EmailTemplate>| loaded.set(answer))
    };
    loaded.view(Skeleton::Lines(10), |template| {
        html! {
            <Editor key={*round} template={Rc::clone(template)} etag={loaded.etag()} programme={props.programme.clone()} {onsaved} {onreset} />
        }
    })
}

#[derive(Properties, PartialEq)]
struct EditorProps {
    template: Rc<EmailTemplate>,
    etag: Option<AttrValue>,
    programme: String,
    onsaved: Callback<Answer<EmailTemplate>>,
    onreset: Callback<Answer<EmailTemplate>>,
}

#[component]
fn Editor(props: &EditorProps) -> Html {
    let kind = props.template.kind;
    let etag = props.etag.as_ref().map(ToString::to_string);
    let edit = use_edit(|| EmailTemplateInput::from(&*props.template), etag);
    let form = edit.form.clone();
    use_unsaved_guard(form.dirty());
    let saved = use_state(|| false);
    let onsubmit = {
        let (edit, form, saved) = (edit.clone(), form.clone(), saved.clone());
        let (programme, onsaved) = (props.programme.clone(), props.onsaved.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            saved.set(false);
            if !form.check() {
                return;
            }
            let (write, again) = (programme.clone(), programme.clone());
            let (rest, saved, onsaved) = (edit.clone(), saved.clone(), onsaved.clone());
            edit.send(
                |changes, etag| async move {
                    api::emails::update_template(&write, kind, &changes, etag.as_deref()).await
                },
                move || async move {
                    let answer = api::emails::template(&again, kind).await?;
                    Ok(Answer { body: EmailTemplateInput::from(&answer.body), etag: answer.etag })
                },
                move |answer: Answer<EmailTemplate>| {
                    rest.rest_on(EmailTemplateInput::from(&answer.body), answer.etag.clone());
                    saved.set(true);
                    onsaved.emit(answer);
                },
            );
        })
    };
    html! {
        <div class="mail-editor">
            <form class="form" novalidate=true {onsubmit}>
                <flash::Flash />
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                { edit.notice() }
                if *saved && !form.dirty() {
                    <Notice tone={Tone::Success}><p>{ t::TEMPLATE_SAVED }</p></Notice>
                }
                <TextField at="/subject" label={t::SUBJECT} max={SUBJECT_MAX} errors={form.errors()} value={form.value().subject.clone()}
                    oninput={form.edit(|input: &mut EmailTemplateInput, text| input.subject = text)} />
                <TextArea at="/text" label={t::TEXT} rows={14} max={EMAIL_BODY_MAX} errors={form.errors()} value={form.value().text.clone()}
                    oninput={form.edit(|input: &mut EmailTemplateInput, text| input.text = text)} />
                <TextArea at="/html" label={t::HTML} hint={t::HTML_HINT} rows={14} max={EMAIL_BODY_MAX} errors={form.errors()} value={form.value().html.clone()}
                    oninput={form.edit(|input: &mut EmailTemplateInput, text| input.html = text)} />
                <div class="button-row">
                    <Button submit=true busy={form.busy()}>{ t::SAVE_TEMPLATE }</Button>
                    if props.template.customised {
                        <Reset kind={kind} programme={props.programme.clone()} etag={props.etag.clone()} onreset={props.onreset.clone()} />
                    }
                </div>
                { variables(&props.template) }
            </form>
            <Preview {kind} programme={props.programme.clone()} input={form.value().clone()} />
        </div>
    }
}

fn variables(template: &EmailTemplate) -> Html {
    let columns = vec![Column::text(t::VARIABLE), Column::text(t::MEANING), Column::text(t::EXAMPLE)];
    let rows: Vec<Row> = template
        .variables
        .iter()
        .map(|variable| Row {
            key: variable.name.clone(),
            cells: vec![
                html! { <code>{ format!("{{{{ {} }}}}", variable.name) }</code> },
                html! { { &variable.meaning } },
                html! { { &variable.example } },
            ],
        })
        .collect();
    html! {
        <details>
            <summary>{ t::VARIABLES }</summary>
            <p>{ t::VARIABLES_TEXT }</p>
            <Table caption={t::VARIABLES} caption_hidden=true {columns} {rows} />
        </details>
    }
}

#[derive(Properties, PartialEq)]
struct ResetProps {
    kind: EmailKind,
    programme: String,
    etag: Option<AttrValue>,
    onreset: Callback<Answer<EmailTemplate>>,
}

/// Back to the default words, after a question.
#[component]
fn Reset(props: &ResetProps) -> Html {
    let asking = use_state(|| false);
    let busy = use_state(|| false);
    let refused = use_state(|| None::<ApiError>);
    let onconfirm = {
        let (asking, busy, refused) = (asking.clone(), busy.clone(), refused.clone());
        let (kind, programme, etag) = (props.kind, props.programme.clone(), props.etag.clone());
        let onreset = props.onreset.clone();
        Callback::from(move |()| {
            busy.set(true);
            let (asking, busy, refused) = (asking.clone(), busy.clone(), refused.clone());
            let (programme, etag, onreset) = (programme.clone(), etag.clone(), onreset.clone());
            spawn_local(async move {
                let answer = api::emails::reset_template(&programme, kind, etag.as_deref()).await;
                busy.set(false);
                asking.set(false);
                match answer {
                    Ok(answer) => {
                        flash::say(t::RESET_DONE);
                        onreset.emit(answer);
                    }
                    Err(error) => refused.set(Some(error)),
                }
            });
        })
    };
    let ask = |open: bool| {
        let asking = asking.clone();
        move || asking.set(open)
    };
    let (open, close) = (ask(true), ask(false));
    html! {
        <>
            <Button look={Look::Quiet} onclick={Callback::from(move |_: MouseEvent| open())}>{ t::RESET }</Button>
            if let Some(error) = &*refused { <Notice tone={Tone::Error}><p>{ error.message() }</p></Notice> }
            if *asking {
                <Confirm title={t::RESET_TITLE} action={t::RESET} danger=true busy={*busy} {onconfirm} oncancel={Callback::from(move |()| close())}>
                    <p>{ t::RESET_TEXT }</p>
                </Confirm>
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct PreviewProps {
    kind: EmailKind,
    programme: String,
    input: EmailTemplateInput,
}

/// What the words become, a moment after the last keystroke.
#[component]
fn Preview(props: &PreviewProps) -> Html {
    let shown = use_state(|| None::<Result<EmailPreview, ApiError>>);
    {
        let shown = shown.clone();
        let asked = (props.kind, props.programme.clone(), props.input.clone());
        use_effect_with(asked, move |(kind, programme, input)| {
            let (kind, programme, input) = (*kind, programme.clone(), input.clone());
            let waiting = Timeout::new(PAUSE, move || {
                spawn_local(async move {
                    let answer = api::emails::preview(&programme, kind, &input).await;
                    shown.set(Some(answer.map(|answer| answer.body)));
                });
            });
            move || drop(waiting)
        });
    }
    html! {
        <section class="mail-preview" aria-labelledby="apercu">
            <h2 id="apercu">{ t::PREVIEW }</h2>
            <p class="soft">{ t::PREVIEW_LEAD }</p>
            { match &*shown {
                None => Html::default(),
                Some(Ok(preview)) => html! {
                    <>
                        <p class="strong">{ &preview.subject }</p>
                        <HtmlFrame title={t::HTML_VERSION} html={preview.html.clone()} />
                        <h3>{ t::TEXT_VERSION }</h3>
                        <PlainText text={preview.text.clone()} />
                    </>
                },
                Some(Err(error)) => html! {
                    <Notice tone={Tone::Warning} title={t::PREVIEW_STOPPED}>
                        if error.field_errors().is_empty() { <p>{ error.message() }</p> }
                        { for error.field_errors().iter().map(|wrong| html! { <p>{ &wrong.message }</p> }) }
                    </Notice>
                },
            } }
        </section>
    }
}
