//! Conflicts of interest: declaring one, and what a recused person reads.

use crate::{
    api,
    components::{
        async_content::use_load,
        button::{Button, Look},
        dialog::Dialog,
        form::{ErrorSummary, Form, TextArea, use_form},
        link::RouteLink,
        notice::{Notice, Tone},
    },
    i18n::{common, reviews as t},
    routes::Route,
    session::use_session,
};
use openapi::{
    limits,
    review::{Conflict, ConflictInput},
};
use yew::prelude::*;

/// Properties of [`DeclareConflict`].
#[derive(Properties, PartialEq)]
pub struct DeclareConflictProps {
    /// Id of the project.
    pub project: AttrValue,
    /// It is recorded: the person no longer reviews the project.
    pub ondeclared: Callback<Conflict>,
}

/// A button, and the dialog that says what declaring means.
#[component]
pub fn DeclareConflict(props: &DeclareConflictProps) -> Html {
    let open = use_state(|| false);
    // Out here, so that Escape loses nothing: opened again, the dialog shows what was typed.
    let form = use_form(|| ConflictInput { person: None, reason: String::new() });
    let show = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(true))
    };
    let hide = {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    };
    html! {
        <>
            <Button look={Look::Quiet} small=true onclick={show}>{ t::DECLARE }</Button>
            if *open {
                <Dialog title={t::DECLARE_TITLE} onclose={hide.clone()}>
                    <DeclareForm {form} project={props.project.clone()} ondeclared={props.ondeclared.clone()} oncancel={hide} />
                </Dialog>
            }
        </>
    }
}

/// Properties of [`OwnConflict`].
#[derive(Properties, PartialEq)]
pub struct OwnConflictProps {
    /// Id of the project.
    pub project: AttrValue,
    /// It is recorded: read the page again.
    pub ondeclared: Callback<()>,
}

/// For who sits on a project without reviewing it: that the person is in conflict, or the way to say so.
#[component]
pub fn OwnConflict(props: &OwnConflictProps) -> Html {
    let me = use_session().me().map(|me| me.id.clone());
    let conflicts =
        use_load(props.project.clone(), |project| async move { api::reviews::conflicts(&project).await });
    let Some(page) = conflicts.value() else { return Html::default() };
    if let Some(own) = page.items.iter().find(|conflict| Some(&conflict.person.id) == me.as_ref()) {
        return html! { <p><span class="strong">{ t::OWN_CONFLICT }</span>{ " " }{ own.source.label_fr() }{ "." }</p> };
    }
    let ondeclared = {
        let (conflicts, ondeclared) = (conflicts.clone(), props.ondeclared.clone());
        Callback::from(move |_: Conflict| {
            conflicts.reload();
            ondeclared.emit(());
        })
    };
    html! { <p><DeclareConflict project={props.project.clone()} {ondeclared} /></p> }
}

#[derive(Properties, PartialEq)]
struct DeclareFormProps {
    form: Form<ConflictInput>,
    project: AttrValue,
    ondeclared: Callback<Conflict>,
    oncancel: Callback<()>,
}

#[component]
fn DeclareForm(props: &DeclareFormProps) -> Html {
    let form = &props.form;
    let onsubmit = {
        let (form, project, done) = (form.clone(), props.project.clone(), props.ondeclared.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !form.check() {
                return;
            }
            let (project, input, done) = (project.clone(), form.value().clone(), done.clone());
            form.send(async move { api::reviews::declare_conflict(&project, &input).await }, move |answer| {
                done.emit(answer.body)
            });
        })
    };
    html! {
        <form novalidate=true {onsubmit}>
            <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
            <p>{ t::DECLARE_TEXT }</p>
            <TextArea at="/reason" label={t::DECLARE_REASON} hint={t::DECLARE_HINT} rows=3 max={limits::COMMENT_MAX} errors={form.errors()}
                value={form.value().reason.clone()} oninput={form.edit(|input, text| input.reason = text)} />
            <div class="button-row">
                <Button submit=true look={Look::Danger} busy={form.busy()}>{ t::DECLARE }</Button>
                <Button look={Look::Quiet} onclick={props.oncancel.reform(|_: MouseEvent| ())}>{ common::CANCEL }</Button>
            </div>
        </form>
    }
}

/// What a recused person reads in place of the grid.
pub fn recused(conflict: Option<&Conflict>) -> Html {
    html! {
        <Notice tone={Tone::Warning} title={t::RECUSED_TITLE}>
            <p>{ t::RECUSED_TEXT }</p>
            if let Some(conflict) = conflict {
                <p>
                    <span class="strong">{ conflict.source.label_fr() }</span>
                    if let Some(institution) = &conflict.institution { { "\u{a0}: " }{ &institution.name } }
                    { "." }
                </p>
                if !conflict.reason.is_empty() {
                    <p class="typed">{ &conflict.reason }</p>
                }
            }
            <p>{ t::RECUSED_ASK }</p>
            <p><RouteLink to={Route::Reviews}>{ t::BACK_TO_QUEUE }</RouteLink></p>
        </Notice>
    }
}
