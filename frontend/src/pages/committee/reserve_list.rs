//! The reserve list: who comes next when money is free, and with how much.

use super::{
    decision_fields::{Amounts, Reservations},
    decision_input::Typed,
    decision_previews::{Preview, previews},
    ranking::project_cell,
};
use crate::{
    api,
    components::{
        badge::{Badge, BadgeTone},
        button::{Button, Look},
        dialog::Dialog,
        form::{Choice, ErrorSummary, Radios, TextArea, use_form},
        link::{RouteLink, query_string},
        money_bar::MoneyBar,
        table::{Column, Row, Table},
    },
    format,
    i18n::{committee as words, common, session as t},
    routes::Route,
};
use openapi::{
    Money,
    call::{Call, CallStatus},
    committee::{EnvelopeUse, Outcome},
    limits,
    minutes::{ReserveEntry, ReserveList},
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Reserve`].
#[derive(Properties, PartialEq)]
pub struct ReserveProps {
    pub call: Rc<Call>,
    pub list: ReserveList,
    /// The reader coordinates: moves projects up.
    pub coordinates: bool,
    /// A project moved up: what there is to say.
    pub onmoved: Callback<String>,
}

/// The list with its envelopes.
#[component]
pub fn Reserve(props: &ReserveProps) -> Html {
    let ReserveProps { call, list, coordinates, onmoved } = props;
    let asked = use_state(|| None::<ReserveEntry>);
    let published = call.status == CallStatus::Decided;
    let columns = vec![
        Column::number(t::RANK),
        Column::text(words::PROJECT),
        Column::number(words::REQUESTED),
        Column::text(t::STATE),
    ];
    let row = |entry: &ReserveEntry| {
        let sum: Money = entry.requests.iter().map(|request| request.amount).sum();
        let (tone, label) = match (entry.proposed, entry.fits) {
            (true, _) => (BadgeTone::Good, t::PROPOSED),
            (false, true) => (BadgeTone::Active, t::FITS),
            (false, false) => (BadgeTone::Wait, t::DOES_NOT_FIT),
        };
        let onclick = {
            let (asked, entry) = (asked.clone(), entry.clone());
            Callback::from(move |_: MouseEvent| asked.set(Some(entry.clone())))
        };
        let query = AttrValue::from(query_string([("projet", entry.project.id.as_str())]));
        let look = if entry.proposed { Look::Secondary } else { Look::Quiet };
        Row {
            key: entry.project.id.to_string(),
            cells: vec![
                html! { { format::number(entry.rank.into()) } },
                project_cell(&entry.project),
                html! { { format::money(sum) } },
                html! {
                    <div class="row-actions">
                        <Badge {tone} {label} />
                        if *coordinates && published {
                            <Button {look} small=true {onclick}>{ t::MOVE_UP }<span class="visually-hidden">{ format!(" {}", entry.project.title) }</span></Button>
                        } else if *coordinates && entry.proposed {
                            <RouteLink to={Route::ManageDecisions { id: call.slug.clone() }} query={Some(query)}>{ t::DECIDE_AGAIN }</RouteLink>
                        }
                    </div>
                },
            ],
        }
    };
    let onclose = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(None))
    };
    let ondone = {
        let (onclose, onmoved) = (onclose.clone(), onmoved.clone());
        Callback::from(move |title: String| {
            onclose.emit(());
            onmoved.emit(t::moved_up(&title));
        })
    };
    html! {
        <section class="section" aria-labelledby="liste-attente">
            <h2 id="liste-attente">{ t::RESERVE }</h2>
            if list.items.is_empty() {
                <p class="soft">{ t::NO_RESERVE }</p>
            } else {
                <div class="envelopes">{ bars(&list.envelopes) }</div>
                <Table caption={t::RESERVE} caption_hidden=true {columns} rows={list.items.iter().map(row).collect::<Vec<_>>()} />
            }
            if let Some(entry) = &*asked {
                <MoveUp key={entry.project.id.to_string()} call={call.id.to_string()} entry={entry.clone()} envelopes={list.envelopes.clone()}
                    expected={list.expected().is_some_and(|first| first.project.id == entry.project.id)} {ondone} {onclose} />
            }
        </section>
    }
}

fn bars(envelopes: &[EnvelopeUse]) -> Html {
    let bar = |envelope: &EnvelopeUse| {
        html! {
            <MoneyBar key={envelope.funder.id.to_string()} label={envelope.funder.name.clone()} total={envelope.amount} used={envelope.voted} />
        }
    };
    envelopes.iter().map(bar).collect()
}

#[derive(Properties, PartialEq)]
struct MoveUpProps {
    call: String,
    entry: ReserveEntry,
    envelopes: Vec<EnvelopeUse>,
    /// It is the one that the list puts first: no reason is needed.
    expected: bool,
    ondone: Callback<String>,
    onclose: Callback<()>,
}

/// With how much a project moves up, and why it does before others.
#[component]
fn MoveUp(props: &MoveUpProps) -> Html {
    let MoveUpProps { call, entry, envelopes, expected, ondone, onclose } = props;
    let form = use_form(|| Typed::moving_up(entry, envelopes));
    let typed = form.value();
    let onsubmit = {
        let (form, call, id, title) =
            (form.clone(), call.clone(), entry.project.id.clone(), entry.project.title.clone());
        let ondone = ondone.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let input = match form.value().move_up(&id) {
                Ok(input) => input,
                Err(errors) => {
                    form.accept(errors);
                    return;
                }
            };
            // A number that could not be read.
            if !form.accept(Vec::new()) {
                return;
            }
            let (call, ondone, title) = (call.clone(), ondone.clone(), title.clone());
            let typed = form.value().clone();
            let request = async move {
                let answer = api::session::move_up(&call, &input).await;
                answer.map_err(|error| error.placed(|fault| typed.at_its_line(fault)))
            };
            form.send(request, move |_| ondone.emit(title));
        })
    };
    let previews = previews(None, envelopes, typed);
    let outcomes = [Outcome::Selected, Outcome::SelectedWithReservations];
    let outcomes =
        outcomes.map(|outcome| Choice::new(outcome.as_str(), outcome.status().label_fr())).to_vec();
    html! {
        <Dialog title={t::MOVE_UP_TITLE} onclose={onclose.clone()}>
            <form class="form" novalidate=true {onsubmit}>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                <p class="strong">{ &entry.project.title }</p>
                <p>{ t::MOVE_UP_TEXT }</p>
                <Radios at="/outcome" legend={words::OUTCOME} choices={outcomes} errors={form.errors()} value={typed.outcome.map_or("", Outcome::as_str)}
                    onchange={form.edit(|typed: &mut Typed, outcome: String| typed.outcome = Outcome::parse(&outcome))} />
                <Amounts form={form.clone()} />
                if typed.outcome == Some(Outcome::SelectedWithReservations) { <Reservations form={form.clone()} /> }
                { for previews.iter().filter(|preview| preview.is_over()).map(|preview: &Preview| html! { <p class="strong">{ preview.sentence() }</p> }) }
                <TextArea at="/reason" label={t::MOVE_UP_REASON} hint={if *expected { t::MOVE_UP_REASON_HINT } else { t::PASSES_OVER }} optional={*expected} rows=3
                    max={limits::COMMENT_MAX} errors={form.errors()}
                    value={typed.reason.clone()} oninput={form.edit(|typed: &mut Typed, text| typed.reason = text)} />
                <div class="button-row">
                    <Button submit=true busy={form.busy()}>{ t::MOVE_UP }</Button>
                    <Button look={Look::Quiet} onclick={onclose.reform(|_: MouseEvent| ())}>{ common::CANCEL }</Button>
                </div>
            </form>
        </Dialog>
    }
}
