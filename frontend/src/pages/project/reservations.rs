//! The reservations of a project: what is asked, how it was met, who said so and when.

use crate::{
    api,
    components::{
        badge::{Badge, BadgeTone},
        button::{Button, Look},
        dialog::Dialog,
        form::{ErrorSummary, Form, TextArea, use_form},
    },
    format,
    i18n::{common, session as t},
};
use openapi::{
    limits,
    reservation::{ProofInput, Reservation, ReservationState},
    review::PersonRef,
};
use yew::prelude::*;

/// Nothing was answered, and its day is over.
fn is_overdue(one: &Reservation, today: format::Date) -> bool {
    one.state == ReservationState::Open && one.due < today
}

/// The badges of a reservation's state.
pub fn state(one: &Reservation) -> Html {
    let tone = match one.state {
        ReservationState::Open => BadgeTone::Wait,
        ReservationState::Proven => BadgeTone::Active,
        ReservationState::Lifted => BadgeTone::Good,
    };
    html! {
        <>
            <Badge {tone} label={one.state.label_fr()} />
            if is_overdue(one, format::today()) { <Badge tone={BadgeTone::Bad} label={t::OVERDUE} /> }
        </>
    }
}

/// What was answered and what the coordination noted: by whom, when, in which words.
pub fn life(one: &Reservation) -> Html {
    let name = |person: &Option<PersonRef>| person.as_ref().map(|person| person.name.clone());
    html! {
        <>
            if let Some(proof) = &one.proof {
                <span class="row-comment">
                    { t::answered(name(&one.proof_by).as_deref(), one.proof_at.map(format::day).as_deref()) }{ "\u{a0}: " }
                    <span class="typed">{ proof }</span>
                </span>
            }
            if let Some(at) = one.lifted_at {
                <span class="row-comment">
                    { t::lifted_by(name(&one.lifted_by).as_deref(), &format::day(at)) }
                    if let Some(note) = one.lift_note.as_ref().filter(|note| !note.trim().is_empty()) {
                        { "\u{a0}: " }<span class="typed">{ note }</span>
                    }
                </span>
            }
        </>
    }
}

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
    html! {
        <ol class="reservations">
            { for props.reservations.iter().map(|one| html! {
                <Line key={one.place} project={props.project.clone()} one={one.clone()} proves={props.proves} />
            }) }
        </ol>
    }
}

#[derive(Properties, PartialEq)]
struct LineProps {
    project: String,
    one: Reservation,
    proves: bool,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let now = use_state(|| props.one.clone());
    let open = use_state(|| false);
    // Out here, so that Escape loses nothing: opened again, the dialog shows what was typed.
    let form = use_form(|| ProofInput { text: props.one.proof.clone().unwrap_or_default() });
    let ask = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(true))
    };
    let onclose = {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    };
    let ondone = {
        let (now, open) = (now.clone(), open.clone());
        Callback::from(move |changed: Reservation| {
            now.set(changed);
            open.set(false);
        })
    };
    let one = &*now;
    html! {
        <li>
            <p class="row"><span class="strong">{ &one.what }</span>{ state(one) }</p>
            <p class="soft">{ crate::i18n::committee::reservation_by(&one.owner, one.due) }</p>
            { life(one) }
            if props.proves && one.state != ReservationState::Lifted {
                <Button look={Look::Secondary} small=true onclick={ask}>{ t::PROVE }</Button>
            }
            if *open {
                <Prove project={props.project.clone()} one={one.clone()} {form} {ondone} {onclose} />
            }
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct ProveProps {
    project: String,
    one: Reservation,
    form: Form<ProofInput>,
    ondone: Callback<Reservation>,
    onclose: Callback<()>,
}

#[component]
fn Prove(props: &ProveProps) -> Html {
    let form = &props.form;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn one(state: ReservationState) -> Reservation {
        Reservation {
            place: 1,
            version: 1,
            what: String::new(),
            owner: String::new(),
            due: format::Date::from_ymd_opt(2026, 9, 1).unwrap_or_default(),
            state,
            proof: None,
            proof_by: None,
            proof_at: None,
            lift_note: None,
            lifted_by: None,
            lifted_at: None,
        }
    }

    #[test]
    fn a_reservation_is_late_once_its_day_is_over_and_nothing_was_answered() {
        let day = |day| format::Date::from_ymd_opt(2026, 9, day).unwrap_or_default();
        assert!(!is_overdue(&one(ReservationState::Open), day(1)));
        assert!(is_overdue(&one(ReservationState::Open), day(2)));
        assert!(!is_overdue(&one(ReservationState::Proven), day(2)));
    }
}
