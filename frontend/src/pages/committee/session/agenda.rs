//! The order of the session.

use super::{chair::Hand, order};
use crate::{
    components::{
        badge::{Badge, BadgeTone, project_status},
        button::{Button, Look},
        form::{changed_text, input_text},
    },
    format,
    i18n::{committee as words, session as t},
};
use openapi::{
    Id,
    session::{AgendaItem, Session, SessionStatus},
};
use serde_json::json;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
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
    // A line that moves takes the focus along: else the keyboard starts again at the top of the page.
    let moving = use_mut_ref(|| None::<[String; 2]>);
    {
        let moving = Rc::clone(&moving);
        let order: Vec<Id> = session.agenda.iter().map(|item| item.project.id.clone()).collect();
        use_effect_with(order, move |_| {
            if let Some(ids) = moving.take() {
                focus(&ids);
            }
        });
    }
    html! {
        <section class="section" aria-labelledby="ordre-du-jour">
            <h2 id="ordre-du-jour">{ t::AGENDA }</h2>
            <ol class="session-agenda">
                { for session.agenda.iter().enumerate().map(|(place, item)| line(session, chair, place, item, &moving)) }
            </ol>
        </section>
    }
}

/// The id of a way to move a project.
fn move_id(what: &str, project: &Id) -> String {
    format!("{what}-{project}")
}

/// Focuses the first of these that is there: a button that leads no further is gone.
fn focus(ids: &[String]) {
    let document = web_sys::window().and_then(|window| window.document());
    let found = document.and_then(|document| ids.iter().find_map(|id| document.get_element_by_id(id)));
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

fn line(
    session: &Session,
    chair: &Hand,
    place: usize,
    item: &AgendaItem,
    moving: &Rc<RefCell<Option<[String; 2]>>>,
) -> Html {
    let current = session.current.as_ref() == Some(&item.project.id);
    let leads = session.chair && !session.published;
    let title = &item.project.title;
    let facts = if item.recused { t::RECUSED_HERE.to_owned() } else { facts(item) };
    let onmove = {
        let (chair, moving, agenda) = (chair.clone(), Rc::clone(moving), session.agenda.clone());
        let id = item.project.id.clone();
        Callback::from(move |(what, to): (&'static str, usize)| {
            if to != place && !chair.is_busy() {
                *moving.borrow_mut() = Some([move_id(what, &id), move_id(PLACE, &id)]);
                chair.change(json!({"agenda": order::moved(&agenda, place, to)}));
            }
        })
    };
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
                    { moves(place, session.agenda.len(), item, &onmove) }
                </div>
            }
        </li>
    }
}

/// The field for a place, among the ways to move a project.
const PLACE: &str = "place";

/// First, one up, one down, or to a place that is typed.
fn moves(place: usize, count: usize, item: &AgendaItem, onmove: &Callback<(&'static str, usize)>) -> Html {
    let (id, title) = (&item.project.id, &item.project.title);
    let button = |what: &'static str, label: &'static str, to: usize| {
        html! {
            <Button look={Look::Quiet} small=true id={move_id(what, id)} onclick={onmove.reform(move |_: MouseEvent| (what, to))}>
                { label }<span class="visually-hidden">{ format!(" {title}") }</span>
            </Button>
        }
    };
    html! {
        <>
            if place > 1 { { button("premier", t::TO_TOP, 0) } }
            if place > 0 { { button("monter", t::UP, place - 1) } }
            if place + 1 < count { { button("descendre", t::DOWN, place + 1) } }
            <PlaceField id={move_id(PLACE, id)} title={title.clone()} {place} {count} onmove={onmove.reform(|to: usize| (PLACE, to))} />
        </>
    }
}

#[derive(Properties, PartialEq)]
struct PlaceFieldProps {
    id: String,
    /// Of the project.
    title: String,
    /// From 0.
    place: usize,
    count: usize,
    onmove: Callback<usize>,
}

/// The place of a project, as a number that can be changed. What is being typed stays while others change the session.
#[component]
fn PlaceField(props: &PlaceFieldProps) -> Html {
    let PlaceFieldProps { id, title, place, count, onmove } = props;
    let typed = use_state(|| None::<String>);
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| typed.set(Some(input_text(&event))))
    };
    let onchange = {
        let (typed, onmove, count) = (typed.clone(), onmove.clone(), *count);
        Callback::from(move |event: Event| {
            typed.set(None);
            if let Some(to) = order::typed_place(&changed_text(&event), count) {
                onmove.emit(to);
            }
        })
    };
    let value = (*typed).clone().unwrap_or_else(|| (place + 1).to_string());
    html! {
        <span class="session-place">
            <label for={id.clone()}>{ t::PLACE_OF }<span class="visually-hidden">{ format!(" {title}") }</span></label>
            <input class="input input-number" id={id.clone()} type="text" inputmode="numeric" autocomplete="off" maxlength="3" {value} {oninput} {onchange} />
        </span>
    }
}

/// « 2026-0012 · Les Ateliers du Mail · 3,60 ± 1,2 · 9 000 € ».
fn facts(item: &AgendaItem) -> String {
    let score = item.score.map(format::fine_score).map(|score| match item.spread {
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
