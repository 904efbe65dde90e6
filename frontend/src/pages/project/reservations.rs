//! The reservations of one's own project: what is asked, and how it was met.

use crate::{
    api,
    components::{
        button::{Button, Look},
        dialog::Dialog,
        form::{ErrorSummary, TextArea, use_form},
    },
    format,
    i18n::{common, session as t},
    pages::committee::aftermath::state,
};
use openapi::{
    limits,
    reservation::{ProofInput, Reservation, ReservationState},
};
use yew::prelude::*;

/// Properties of [`Reservations`].
#[derive(Properties, PartialEq)]
pub struct ReservationsProps {
    /// Id of the project.
    pub project: String,
    pub reservations: Vec<Reservation>,
    /// The reader writes for the project.
    pub proves: bool,
}

/// Each reservation with its state, its answer, and the button to give one.
#[component]
pub fn Reservations(props: &ReservationsProps) -> Html {
    let now = use_state(|| props.reservations.clone());
    let open = use_state(|| None::<i32>);
    let close = {
        let open = open.clone();
        Callback::from(move |()| open.set(None))
    };
    let ondone = {
        let (now, open) = (now.clone(), open.clone());
        Callback::from(move |changed: Reservation| {
            let replaced =
                now.iter().map(|one| if one.place == changed.place { changed.clone() } else { one.clone() });
            now.set(replaced.collect());
            open.set(None);
        })
    };
    html! {
        <ol class="reservations">
            { for now.iter().map(|one| {
                let place = one.place;
                let ask = { let open = open.clone(); Callback::from(move |_: MouseEvent| open.set(Some(place))) };
                html! {
                    <li key={place}>
                        <p class="row"><span class="strong">{ &one.what }</span>{ state(one) }</p>
                        <p class="soft">{ crate::i18n::committee::reservation_by(&one.owner, one.due) }</p>
                        if let Some(proof) = &one.proof { <p class="typed">{ t::PROOF }{ "\u{a0}: " }{ proof }</p> }
                        if let Some(at) = one.lifted_at { <p class="soft">{ format::day(at) }</p> }
                        if props.proves && one.state != ReservationState::Lifted {
                            <Button look={Look::Secondary} small=true onclick={ask}>{ t::PROVE }</Button>
                        }
                        if *open == Some(place) {
                            <Prove project={props.project.clone()} one={one.clone()} ondone={ondone.clone()} onclose={close.clone()} />
                        }
                    </li>
                }
            }) }
        </ol>
    }
}

#[derive(Properties, PartialEq)]
struct ProveProps {
    project: String,
    one: Reservation,
    ondone: Callback<Reservation>,
    onclose: Callback<()>,
}

#[component]
fn Prove(props: &ProveProps) -> Html {
    let form = use_form(|| ProofInput { text: props.one.proof.clone().unwrap_or_default() });
    let onsubmit = {
        let (form, project, one) = (form.clone(), props.project.clone(), props.one.clone());
        let ondone = props.ondone.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !form.check() {
                return;
            }
            let (project, one, input) = (project.clone(), one.clone(), form.value().clone());
            let ondone = ondone.clone();
            form.send(async move { api::session::prove(&project, &one, &input).await }, move |answer| {
                ondone.emit(answer.body)
            });
        })
    };
    html! {
        <Dialog title={t::PROVE_TITLE} onclose={props.onclose.clone()}>
            <form class="form" novalidate=true {onsubmit}>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                <p class="strong">{ &props.one.what }</p>
                <TextArea at="/text" label={t::PROVE_TEXT} hint={t::PROVE_HINT} rows=4 max={limits::COMMENT_MAX} errors={form.errors()}
                    value={form.value().text.clone()} oninput={form.edit(|input: &mut ProofInput, text| input.text = text)} />
                <div class="button-row">
                    <Button submit=true busy={form.busy()}>{ t::PROVE_SEND }</Button>
                    <Button look={Look::Quiet} onclick={props.onclose.reform(|_: MouseEvent| ())}>{ common::CANCEL }</Button>
                </div>
            </form>
        </Dialog>
    }
}
