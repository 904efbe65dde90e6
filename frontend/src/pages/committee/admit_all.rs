//! Every filed fiche that waits declared admissible at once: most are, and the few that are not are refused one by one first.

use crate::{
    api::{self, ApiError, every::every},
    components::{
        async_content::use_load,
        button::{Button, Look},
        dialog::Dialog,
        notice::{Notice, Tone},
    },
    i18n::{committee as t, common},
};
use openapi::{
    ProjectStatus,
    project::{AdmissibilityInput, ProjectFilter, ProjectSummary},
};
use std::{cell::Cell, rc::Rc};
use yew::prelude::*;

/// Properties of [`AdmitAll`].
#[derive(Properties, PartialEq)]
pub struct AdmitAllProps {
    pub call: String,
    /// Raised when the list of the page was read again.
    pub read: u32,
    /// Some are admissible now.
    pub ondone: Callback<()>,
}

/// How far it is.
#[derive(Clone, PartialEq)]
enum State {
    Closed,
    Asking,
    /// So many of all are declared.
    Running(usize),
    /// So many were; of the others, title and why.
    Done(usize, Vec<(String, String)>),
}

/// A button where two fiches or more wait, and its dialog.
#[component]
pub fn AdmitAll(props: &AdmitAllProps) -> Html {
    let waiting = use_load((props.call.clone(), props.read), |(call, _)| async move {
        let status = Some(ProjectStatus::Submitted.as_str().to_owned());
        let filter = ProjectFilter { call: Some(call), status, ..ProjectFilter::default() };
        every(|cursor| {
            let filter = filter.clone();
            async move { api::projects::list(&filter, None, None, cursor.as_deref()).await }
        })
        .await
    });
    let state = use_state(|| State::Closed);
    // Set when the dialog is left: what is not sent yet is not sent.
    let left = use_mut_ref(|| Rc::new(Cell::new(false)));
    {
        let left = left.clone();
        use_effect_with((), move |()| move || left.borrow().set(true));
    }
    let fiches: Vec<ProjectSummary> = waiting.value().map(|page| page.items.clone()).unwrap_or_default();
    let close = {
        let (state, left, ondone) = (state.clone(), left.clone(), props.ondone.clone());
        Callback::from(move |()| {
            left.borrow().set(true);
            if !matches!(*state, State::Asking) {
                ondone.emit(());
            }
            state.set(State::Closed);
        })
    };
    let ask = {
        let state = state.clone();
        Callback::from(move |_: MouseEvent| state.set(State::Asking))
    };
    let start = {
        let (state, left, fiches) = (state.clone(), left.clone(), fiches.clone());
        Callback::from(move |_: MouseEvent| {
            let stop = Rc::new(Cell::new(false));
            *left.borrow_mut() = stop.clone();
            state.set(State::Running(0));
            let (state, fiches) = (state.clone(), fiches.clone());
            yew::platform::spawn_local(async move {
                let mut refused = Vec::new();
                for (index, fiche) in fiches.iter().enumerate() {
                    if stop.get() {
                        return;
                    }
                    if let Err(error) = admit(fiche).await {
                        refused.push((fiche.title.clone(), error.message()));
                    }
                    if !stop.get() {
                        state.set(State::Running(index + 1));
                    }
                }
                if !stop.get() {
                    state.set(State::Done(fiches.len() - refused.len(), refused));
                }
            });
        })
    };
    let body = match &*state {
        State::Closed => Html::default(),
        State::Asking => html! {
            <>
                <p>{ t::ADMIT_ALL_TEXT }</p>
                <div class="button-row">
                    <Button onclick={start}>{ t::admit_all_do(fiches.len()) }</Button>
                    <Button look={Look::Quiet} onclick={close.reform(|_: MouseEvent| ())}>{ common::CANCEL }</Button>
                </div>
            </>
        },
        State::Running(done) => html! {
            <>
                <p role="status">{ t::admit_all_running(*done, fiches.len()) }</p>
                <progress class="attachment-progress" max={fiches.len().to_string()} value={done.to_string()} aria-label={t::ADMIT_ALL_TITLE}></progress>
                <div class="button-row">
                    <Button look={Look::Secondary} onclick={close.reform(|_: MouseEvent| ())}>{ t::ADMIT_ALL_STOP }</Button>
                </div>
            </>
        },
        State::Done(done, refused) => html! {
            <>
                <Notice tone={if refused.is_empty() { Tone::Success } else { Tone::Warning }}>
                    <p>{ t::admit_all_done(*done) }</p>
                    if !refused.is_empty() {
                        <ul>{ for refused.iter().map(|(title, why)| html! { <li>{ title }{ "\u{a0}: " }{ why }</li> }) }</ul>
                    }
                </Notice>
                <div class="button-row">
                    <Button onclick={close.reform(|_: MouseEvent| ())}>{ t::DONE }</Button>
                </div>
            </>
        },
    };
    html! {
        <>
            if fiches.len() > 1 {
                <p class="button-row">
                    <Button look={Look::Secondary} onclick={ask}>{ t::admit_all(fiches.len()) }</Button>
                </p>
            }
            if *state != State::Closed {
                <Dialog title={t::ADMIT_ALL_TITLE} onclose={close}>{ body }</Dialog>
            }
        </>
    }
}

async fn admit(fiche: &ProjectSummary) -> Result<(), ApiError> {
    let input = AdmissibilityInput { admissible: true, reason: String::new() };
    let etag = format!("\"{}\"", fiche.version);
    api::projects::admissibility(fiche.id.as_str(), &input, Some(&etag)).await.map(drop)
}
