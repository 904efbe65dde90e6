//! What the coordination does with a reservation: lifts it, or gives it another last day.

use crate::{
    api,
    components::{
        button::{Button, Look},
        dialog::Dialog,
        form::{DateField, ErrorSummary, TextArea, use_form},
        kept_draft::KeptDraft,
    },
    draft_store::use_draft,
    format,
    i18n::{committee as words, common, session as t},
    pages::project::reservations::life,
};
use openapi::{
    limits,
    reservation::{LiftInput, ProjectReservation, ReservationDueInput},
};
use yew::prelude::*;

/// Properties of [`Lift`] and [`Extend`].
#[derive(Properties, PartialEq)]
pub struct ReservationActProps {
    pub line: ProjectReservation,
    pub ondone: Callback<()>,
    pub onclose: Callback<()>,
}

/// Names what is typed about a reservation in the safe of this device, and the version it was typed for: Escape loses nothing.
fn kept_as(line: &ProjectReservation, act: &str) -> (AttrValue, Option<String>) {
    let one = &line.reservation;
    (format!("reserve.{}.{}.{act}", line.project.id, one.place).into(), Some(one.version.to_string()))
}

/// Asks before a reservation is lifted; a refusal keeps the note.
#[component]
pub fn Lift(props: &ReservationActProps) -> Html {
    let form = use_form(LiftInput::default);
    let (key, base) = kept_as(&props.line, "levee");
    let draft = use_draft(key, form.value(), base.clone(), form.dirty());
    let onsubmit = {
        let (form, line, ondone) = (form.clone(), props.line.clone(), props.ondone.clone());
        let draft = draft.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !form.check() {
                return;
            }
            let (line, input, ondone) = (line.clone(), form.value().clone(), ondone.clone());
            let draft = draft.clone();
            let request =
                async move { api::session::lift(line.project.id.as_str(), &line.reservation, &input).await };
            form.send(request, move |_| {
                draft.clear();
                ondone.emit(());
            });
        })
    };
    html! {
        <Dialog title={t::LIFT_TITLE} onclose={props.onclose.clone()}>
            <form class="form" novalidate=true {onsubmit}>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                <p class="strong">{ &props.line.reservation.what }</p>
                { life(&props.line.reservation) }
                <p>{ t::LIFT_TEXT }</p>
                <KeptDraft<LiftInput> {draft} form={form.clone()} etag={base} />
                <TextArea at="/note" label={t::LIFT_NOTE} optional=true rows=2 max={limits::COMMENT_MAX} errors={form.errors()}
                    value={form.value().note.clone()} oninput={form.edit(|input: &mut LiftInput, text| input.note = text)} />
                <div class="button-row">
                    <Button submit=true busy={form.busy()}>{ t::LIFT }</Button>
                    <Button look={Look::Quiet} onclick={props.onclose.reform(|_: MouseEvent| ())}>{ common::CANCEL }</Button>
                </div>
            </form>
        </Dialog>
    }
}

/// Another last day, with the reason that the organisation reads; a refusal keeps both.
#[component]
pub fn Extend(props: &ReservationActProps) -> Html {
    let form = use_form(|| ReservationDueInput {
        due: props.line.reservation.due.max(format::today()),
        reason: String::new(),
    });
    let (key, base) = kept_as(&props.line, "delai");
    let draft = use_draft(key, form.value(), base.clone(), form.dirty());
    let onsubmit = {
        let (form, line, ondone) = (form.clone(), props.line.clone(), props.ondone.clone());
        let draft = draft.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !form.check() {
                return;
            }
            let (line, input, ondone) = (line.clone(), form.value().clone(), ondone.clone());
            let draft = draft.clone();
            let request = async move {
                api::session::extend(line.project.id.as_str(), &line.reservation, &input).await
            };
            form.send(request, move |_| {
                draft.clear();
                ondone.emit(());
            });
        })
    };
    html! {
        <Dialog title={t::EXTEND_TITLE} onclose={props.onclose.clone()}>
            <form class="form" novalidate=true {onsubmit}>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                <p class="strong">{ &props.line.reservation.what }</p>
                <p>{ words::reservation_by(&props.line.reservation.owner, props.line.reservation.due) }</p>
                <KeptDraft<ReservationDueInput> {draft} form={form.clone()} etag={base} />
                <DateField at="/due" label={t::NEW_DUE} errors={form.errors()} value={Some(form.value().due)}
                    onchange={form.edit(|input: &mut ReservationDueInput, day: Option<format::Date>| if let Some(day) = day { input.due = day })} />
                <TextArea at="/reason" label={words::REASON} hint={words::REASON_HINT} rows=3 max={limits::COMMENT_MAX} errors={form.errors()}
                    value={form.value().reason.clone()} oninput={form.edit(|input: &mut ReservationDueInput, text| input.reason = text)} />
                <div class="button-row">
                    <Button submit=true busy={form.busy()}>{ t::EXTEND }</Button>
                    <Button look={Look::Quiet} onclick={props.onclose.reform(|_: MouseEvent| ())}>{ common::CANCEL }</Button>
                </div>
            </form>
        </Dialog>
    }
}
