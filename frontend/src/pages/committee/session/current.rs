//! The project that is being discussed, in letters for the back of the room.

use super::super::decisions::FROM_SESSION;
use crate::{
    components::{
        badge::project_status,
        button::Look,
        link::{RouteLink, query_string},
        notice::{Notice, Tone},
        table::{Column, Row, Table},
    },
    format,
    i18n::{committee as words, common, session as t},
    routes::Route,
};
use openapi::{
    Money,
    committee::Decision,
    session::{AgendaItem, Session, SessionStatus},
};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Properties of [`Current`].
#[derive(Properties, PartialEq)]
pub struct CurrentProps {
    pub session: Rc<Session>,
    /// Id of the call.
    pub call: String,
    /// How often this window has put something else here: each time the focus comes along.
    pub turns: u32,
}

/// What is on the table now; for who is recused, that something is.
#[component]
pub fn Current(props: &CurrentProps) -> Html {
    let session = &props.session;
    let current = session.current.as_ref();
    let item = current.and_then(|id| session.agenda.iter().find(|item| item.project.id == *id));
    let heading = use_node_ref();
    {
        let heading = heading.clone();
        let before = use_mut_ref(|| props.turns);
        use_effect_with(props.turns, move |turns| {
            // Not where the panel is only drawn anew.
            let shown = before.replace(*turns) != *turns;
            if let Some(heading) = heading.cast::<HtmlElement>().filter(|_| shown) {
                let _ = heading.focus();
            }
        });
    }
    html! {
        <section class="session-current" aria-labelledby="en-discussion" aria-live="polite">
            <h2 id="en-discussion" ref={heading} tabindex="-1">{ t::NOW }</h2>
            if session.away {
                <Notice tone={Tone::Warning} title={t::AWAY}><p>{ if session.chair { t::AWAY_CHAIR } else { t::AWAY_TEXT } }</p></Notice>
            } else if let Some(item) = item {
                { discussed(item, session, &props.call) }
            } else {
                <p class="soft">
                    { match session.status {
                        SessionStatus::Planned => t::NOT_OPEN,
                        SessionStatus::Open => t::NOBODY_YET,
                        SessionStatus::Closed => t::ENDED,
                    } }
                </p>
            }
        </section>
    }
}

fn discussed(item: &AgendaItem, session: &Session, call: &str) -> Html {
    let number = item.project.number.clone().unwrap_or_default();
    let spread = item.spread.map(words::spread).unwrap_or_default();
    let score = item.score.map_or_else(|| common::NOTHING.to_owned(), format::fine_score);
    let opinions = words::opinions(
        item.opinions.favourable.into(),
        item.opinions.favourable_with_reservations.into(),
        item.opinions.unfavourable.into(),
    );
    let query = AttrValue::from(query_string([("projet", item.project.id.as_str()), (FROM_SESSION, "1")]));
    html! {
        <>
            <p class="session-number">{ number }</p>
            <p class="session-title">{ &item.project.title }</p>
            <p class="session-partner">{ &item.project.partner.name }</p>
            <dl class="figures session-figures">
                <div><dt>{ words::SCORE }</dt><dd>{ score }{ " " }<span class="soft">{ spread }</span></dd></div>
                <div><dt>{ words::REQUESTED }</dt><dd>{ format::money(item.requested) }</dd></div>
                <div><dt>{ t::QUORUM }</dt><dd>{ t::quorum(item.quorum.present.into(), item.quorum.required.into()) }</dd></div>
            </dl>
            if !opinions.is_empty() { <p>{ opinions }</p> }
            if session.status == SessionStatus::Open && !item.quorum.met {
                <Notice tone={Tone::Warning}><p>{ t::NO_QUORUM }</p></Notice>
            }
            if !item.recused_people.is_empty() {
                <p class="session-aside"><span class="strong">{ words::RECUSED }{ "\u{a0}: " }</span>{ people(item) }</p>
            }
            if let Some(decision) = &item.decision { { decided(decision) } }
            if session.chair && !session.published {
                <p class="no-print">
                    <RouteLink to={Route::ManageDecisions { id: call.to_owned() }} query={Some(query)} class={Look::Primary.class()}>
                        { if item.decision.is_some() { t::CHANGE_DECISION } else { t::WRITE_DECISION } }
                    </RouteLink>
                </p>
            }
        </>
    }
}

fn people(item: &AgendaItem) -> String {
    let name = |one: &openapi::session::Member| match &one.institution {
        Some(institution) => format!("{} ({})", one.person.name, institution.name),
        None => one.person.name.clone(),
    };
    item.recused_people.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Outcome, votes, amounts, reason.
pub fn decided(decision: &Decision) -> Html {
    let amount = |money: Option<Money>| money.map_or_else(|| common::NOTHING.to_owned(), format::money);
    let rows: Vec<Row> = decision
        .amounts
        .iter()
        .map(|line| Row {
            key: line.funder.id.to_string(),
            cells: vec![
                html! { { &line.funder.name } },
                html! { { amount(line.asked) } },
                html! { { amount(line.proposed) } },
                html! { { format::money(line.voted) } },
            ],
        })
        .collect();
    let columns = vec![
        Column::text(t::FUNDER),
        Column::number(words::ASKED),
        Column::number(words::PROPOSED),
        Column::number(words::VOTED),
    ];
    html! {
        <div class="session-decision">
            <p class="row">
                { project_status(decision.outcome.status()) }
                if let Some(rank) = decision.reserve_rank { <span>{ t::rank(rank.into()) }</span> }
                if let Some(votes) = decision.votes {
                    <span>{ t::votes(votes.in_favour.into(), votes.against.into(), votes.abstained.into()) }</span>
                }
            </p>
            if !rows.is_empty() && decision.outcome.grants() { <Table caption={words::AMOUNTS} {columns} {rows} /> }
            if !decision.reason.trim().is_empty() { <p class="typed">{ &decision.reason }</p> }
        </div>
    }
}
