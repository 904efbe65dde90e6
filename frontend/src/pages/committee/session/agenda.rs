//! The order of the session.

use super::chair::Hand;
use crate::{
    components::{
        badge::{Badge, BadgeTone, project_status},
        button::{Button, Look},
    },
    format,
    i18n::{committee as words, session as t},
};
use openapi::session::{AgendaItem, Session, SessionStatus};
use serde_json::json;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Agenda`].
#[derive(Properties, PartialEq)]
pub struct AgendaProps {
    pub session: Rc<Session>,
    pub chair: Hand,
}

/// Every project, where it stands, and the chair's ways to move it.
#[component]
pub fn Agenda(props: &AgendaProps) -> Html {
    let AgendaProps { session, chair } = props;
    html! {
        <section class="section" aria-labelledby="ordre-du-jour">
            <h2 id="ordre-du-jour">{ t::AGENDA }</h2>
            <ol class="session-agenda">
                { for session.agenda.iter().enumerate().map(|(place, item)| line(session, chair, place, item)) }
            </ol>
        </section>
    }
}

/// The agenda with two neighbours exchanged, as ids.
fn exchanged(session: &Session, place: usize, other: usize) -> Vec<String> {
    let mut ids: Vec<String> = session.agenda.iter().map(|item| item.project.id.to_string()).collect();
    if place < ids.len() && other < ids.len() {
        ids.swap(place, other);
    }
    ids
}

fn line(session: &Session, chair: &Hand, place: usize, item: &AgendaItem) -> Html {
    let current = session.current.as_ref() == Some(&item.project.id);
    let leads = session.chair && !session.published;
    let title = &item.project.title;
    let facts = if item.recused { t::RECUSED_HERE.to_owned() } else { facts(item) };
    let move_to = |other: usize| chair.click(json!({"agenda": exchanged(session, place, other)}));
    html! {
        <li key={item.project.id.to_string()} aria-current={current.then_some("true")}>
            <div class="session-line">
                <span class="strong">{ title }</span>
                <span class="row-comment">{ facts }</span>
            </div>
            <div class="session-state">
                if item.recused {
                    <Badge tone={BadgeTone::Wait} label={t::ASIDE} />
                } else if let Some(decision) = &item.decision {
                    { project_status(decision.outcome.status()) }
                } else {
                    <span class="soft">{ words::UNDECIDED }</span>
                }
            </div>
            if leads {
                <div class="session-moves no-print">
                    if session.status == SessionStatus::Open && !current {
                        <Button look={Look::Secondary} small=true busy={chair.is_busy()} onclick={chair.click(json!({"current": item.project.id.as_str()}))}>
                            { t::DISCUSS }<span class="visually-hidden">{ format!(" {title}") }</span>
                        </Button>
                    }
                    if place > 0 {
                        <Button look={Look::Quiet} small=true onclick={move_to(place - 1)}>
                            { t::UP }<span class="visually-hidden">{ format!(" {title}") }</span>
                        </Button>
                    }
                    if place + 1 < session.agenda.len() {
                        <Button look={Look::Quiet} small=true onclick={move_to(place + 1)}>
                            { t::DOWN }<span class="visually-hidden">{ format!(" {title}") }</span>
                        </Button>
                    }
                </div>
            }
        </li>
    }
}

/// « 2026-0012 · Les Ateliers du Mail · 3,6 ± 1,2 · 9 000 € ».
fn facts(item: &AgendaItem) -> String {
    let score = item.score.map(format::score).map(|score| match item.spread {
        Some(spread) => format!("{score} {}", words::spread(spread)),
        None => score,
    });
    let parts = [
        item.project.number.clone(),
        Some(item.project.partner.name.clone()),
        score,
        Some(format::money(item.requested)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
