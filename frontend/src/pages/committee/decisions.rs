//! Decisions under the envelopes.

use super::{
    board::{self, Board, Entry, Order},
    decision_form::DecisionForm,
    frame::{Frame, Framed, Tab},
    ranking,
};
use crate::{
    components::{
        async_content::{Empty, Loaded, Skeleton, use_load},
        badge::{Badge, BadgeTone, project_status},
        download::{Downloads, Offered},
        flash::Flash,
        link::RouteLink,
        money_bar::MoneyBar,
        notice::{Notice, Tone},
        table::{Column, Row, Table},
        url_query::{UrlQuery, use_url_query},
    },
    format,
    i18n::{committee as t, common, session as s},
    routes::Route,
    session::use_session,
};
use openapi::{
    Money, ProjectStatus, Role,
    call::{Call, CallStatus},
    committee::{Decision, EnvelopeUse},
};
use std::rc::Rc;
use yew::prelude::*;

/// The parameter of the address that says that the decision is written in session: the form leads back there.
pub const FROM_SESSION: &str = "seance";

/// Properties of [`Decisions`].
#[derive(Properties, PartialEq)]
pub struct DecisionsProps {
    pub id: String,
}

/// Decisions under the envelopes.
#[component]
pub fn Decisions(props: &DecisionsProps) -> Html {
    let view = Callback::from(|framed: Framed| {
        html! { <DecisionsView call={framed.call} /> }
    });
    html! { <Frame id={props.id.clone()} tab={Tab::Decisions} {view} /> }
}

#[derive(Properties, PartialEq)]
struct DecisionsViewProps {
    call: Rc<Call>,
}

#[component]
fn DecisionsView(props: &DecisionsViewProps) -> Html {
    let query = use_url_query();
    let loaded = use_load(props.call.id.to_string(), board::board);
    let reader = Reader {
        coordinates: use_session().has(Role::Coordinator),
        published: props.call.status == CallStatus::Decided,
    };
    let decides = reader.decides();
    let order = match query.get("ordre") {
        Some("desaccords") => Order::Disagreements,
        _ => Order::Rank,
    };
    let onenvelopes = envelopes_read(&loaded);
    loaded.view(Skeleton::Rows(6), |board| {
        if board.entries.is_empty() {
            return html! { <Empty title={t::NOTHING_TO_DECIDE}><p>{ t::NOTHING_TO_DECIDE_HINT }</p></Empty> };
        }
        let entries = board.ordered(order);
        let open = query.get("projet").filter(|_| decides);
        let open = open.and_then(|id| entries.iter().find(|entry| entry.ranked.project.id.as_str() == id));
        if let Some(entry) = open {
            let next = board::next_undecided(&entries, &entry.ranked.project.id);
            let to = |project: &str| AttrValue::from(query.with(&[("projet", project)]));
            let session = query.get(FROM_SESSION).map(|_| Route::ManageSession { id: props.call.slug.clone() });
            return html! {
                <DecisionForm
                    key={entry.ranked.project.id.to_string()} call={props.call.id.to_string()} entry={(*entry).clone()}
                    envelopes={board.envelopes.clone()} onchange={loaded.on_reload()} {onenvelopes}
                    list={to("")} next={next.map(|next| to(next.ranked.project.id.as_str()))} {session} />
            };
        }
        html! {
            <>
                <Flash />
                { envelopes(&board.envelopes) }
                { orders(&query, order) }
                { list(&entries, &query, reader) }
            </>
        }
    })
}

/// Takes envelopes that were read again after a refusal.
fn envelopes_read(loaded: &Loaded<Board>) -> Callback<Vec<EnvelopeUse>> {
    let loaded = loaded.clone();
    Callback::from(move |envelopes| {
        if let Some(board) = loaded.value() {
            let body = Board { entries: board.entries.clone(), envelopes };
            loaded.set(crate::api::Answer { body, etag: None });
        }
    })
}

fn envelopes(envelopes: &[EnvelopeUse]) -> Html {
    if envelopes.is_empty() {
        return html! { <Notice tone={Tone::Warning}><p>{ t::NO_ENVELOPE }</p></Notice> };
    }
    html! {
        <section class="envelopes" aria-label={t::ENVELOPES}>
            { for envelopes.iter().map(|envelope| html! {
                <MoneyBar key={envelope.funder.id.to_string()} label={envelope.funder.name.clone()} total={envelope.amount} used={envelope.voted} />
            }) }
        </section>
    }
}

fn orders(query: &UrlQuery, order: Order) -> Html {
    let link = |value: &str, label: &'static str, current: bool| {
        let to = AttrValue::from(query.with(&[("ordre", value)]));
        html! { <li><RouteLink to={query.route().clone()} query={Some(to).filter(|to| !to.is_empty())} {current}>{ label }</RouteLink></li> }
    };
    html! {
        <nav class="view-switch no-print" aria-label={t::ORDER}>
            <ul>
                { link("", t::ORDER_RANK, order == Order::Rank) }
                { link("desaccords", t::ORDER_SPREAD, order == Order::Disagreements) }
            </ul>
        </nav>
    }
}

/// What the reader can do with the list.
#[derive(Clone, Copy)]
struct Reader {
    coordinates: bool,
    published: bool,
}

impl Reader {
    fn decides(self) -> bool {
        self.coordinates && !self.published
    }
}

fn list(entries: &[&Entry], query: &UrlQuery, reader: Reader) -> Html {
    let mut columns = vec![
        Column::text(t::PROJECT),
        Column::text(t::SCORE),
        Column::number(t::REQUESTED),
        Column::text(t::DECIDED),
        Column::number(t::VOTED_SUM),
    ];
    if reader.coordinates {
        columns.push(Column::text(t::ACTIONS));
    }
    let rows: Vec<Row> = entries.iter().map(|entry| row(entry, query, reader)).collect();
    // What was given up neither asks nor gets anything any more.
    let live: Vec<&&Entry> = entries.iter().filter(|entry| !entry.is_abandoned()).collect();
    let voted: Money = live.iter().map(|entry| voted(entry.decision.as_ref())).sum();
    let requested: Money = live.iter().map(|entry| entry.ranked.requested).sum();
    let mut cells = vec![
        html! { { t::total(live.len(), entries.len() - live.len()) } },
        Html::default(),
        html! { { format::money(requested) } },
        Html::default(),
        html! { { format::money(voted) } },
    ];
    if reader.coordinates {
        cells.push(Html::default());
    }
    let foot = Row { key: "total".into(), cells };
    html! { <Table caption={t::DECIDED} caption_hidden=true {columns} {rows} {foot} /> }
}

/// What a decision grants in all.
pub fn voted(decision: Option<&Decision>) -> Money {
    decision.into_iter().flat_map(|decision| &decision.amounts).map(|amount| amount.voted).sum()
}

/// A decision in words, with its reason and its reservations.
pub fn decision_cell(decision: &Decision) -> Html {
    with_status(decision, decision.outcome.status())
}

fn with_status(decision: &Decision, status: ProjectStatus) -> Html {
    html! {
        <>
            { project_status(status) }
            if !decision.reason.is_empty() {
                <span class="row-comment typed">{ &decision.reason }</span>
            }
            { for decision.reservations.iter().map(|reservation| html! {
                <span class="row-comment">
                    { &reservation.what }{ " (" }{ t::reservation_by(&reservation.owner, reservation.due) }{ ")" }
                </span>
            }) }
        </>
    }
}

fn row(entry: &Entry, query: &UrlQuery, reader: Reader) -> Row {
    let project = &entry.ranked.project;
    let decision = match &entry.decision {
        Some(decision) => with_status(decision, entry.status(decision)),
        None => html! { <Badge tone={BadgeTone::Wait} label={t::UNDECIDED} /> },
    };
    let granted =
        entry.decision.as_ref().filter(|decision| decision.outcome.grants() && !entry.is_abandoned());
    let mut cells = vec![
        ranking::project_cell(project),
        ranking::score(&entry.ranked),
        html! { { format::money(entry.ranked.requested) } },
        decision,
        html! { { granted.map_or_else(|| common::NOTHING.into(), |decision| format::money(voted(Some(decision)))) } },
    ];
    if reader.coordinates {
        cells.push(actions(entry, query, reader));
    }
    Row { key: project.id.to_string(), cells }
}

/// Deciding, until publication; the letter, as soon as there is a decision.
fn actions(entry: &Entry, query: &UrlQuery, reader: Reader) -> Html {
    let project = &entry.ranked.project;
    let to = AttrValue::from(query.with(&[("projet", project.id.as_str())]));
    let (label, class) = match entry.decision {
        Some(_) => (t::CHANGE, "button button-secondary button-small"),
        None => (t::DECIDE, "button button-small"),
    };
    let letter = Offered {
        path: format!("/projects/{}/decision.pdf", project.id),
        label: if reader.published { s::LETTER_PDF } else { s::LETTER_DRAFT_PDF },
    };
    html! {
        <div class="row-actions">
            if reader.decides() {
                <RouteLink to={query.route().clone()} query={to} {class}>
                    { label }<span class="visually-hidden">{ "\u{a0}: " }{ &project.title }</span>
                </RouteLink>
            }
            if entry.decision.is_some() { <Downloads documents={vec![letter]} of={project.title.clone()} /> }
        </div>
    }
}
