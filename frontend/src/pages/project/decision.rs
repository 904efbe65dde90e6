//! The published decision, and what the reviewers say to the applicant.

use crate::{
    components::{
        badge::project_status,
        table::{Column, Row, Table},
    },
    format,
    i18n::{common, project as t},
};
use openapi::{Money, project::Project};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`DecisionPanel`].
#[derive(Properties, PartialEq)]
pub struct DecisionPanelProps {
    pub project: Rc<Project>,
}

/// Outcome, reason, amounts, reservations, messages. Shows nothing before publication.
#[component]
pub fn DecisionPanel(props: &DecisionPanelProps) -> Html {
    let Some(decision) = &props.project.decision else { return feedback(&props.project) };
    let amount = |money: Option<Money>| money.map_or_else(|| common::NOTHING.to_owned(), format::money);
    let amounts = decision.amounts.iter().map(|line| Row {
        key: line.funder.id.to_string(),
        cells: vec![
            html! { { &line.funder.name } },
            html! { { amount(line.asked) } },
            html! { { format::money(line.voted) } },
        ],
    });
    let reservations = decision.reservations.iter().enumerate().map(|(index, reservation)| Row {
        key: index.to_string(),
        cells: vec![
            html! { { &reservation.what } },
            html! { { &reservation.owner } },
            html! { { format::date(reservation.due) } },
        ],
    });
    html! {
        <>
            <section class="panel decision" aria-labelledby="decision">
                <h2 id="decision">{ t::DECISION }</h2>
                <p class="row">
                    { project_status(decision.outcome.status()) }
                    <span class="soft">{ t::published_on(&format::day(decision.published_at)) }</span>
                </p>
                if decision.amount.amount > 0 {
                    <p class="strong">{ t::granted(decision.amount.amount) }</p>
                }
                if !decision.reason.trim().is_empty() {
                    <h3>{ t::DECISION_REASON }</h3>
                    <p class="typed">{ &decision.reason }</p>
                }
                if !decision.amounts.is_empty() {
                    <Table caption={t::DECISION_AMOUNTS} rows={amounts.collect::<Vec<_>>()}
                        columns={vec![Column::text(t::FUNDER), Column::number(t::ASKED), Column::number(t::VOTED)]} />
                }
                if !decision.reservations.is_empty() {
                    <Table caption={t::RESERVATIONS} rows={reservations.collect::<Vec<_>>()}
                        columns={vec![Column::text(t::RESERVATION_WHAT), Column::text(t::RESERVATION_OWNER), Column::text(t::RESERVATION_DUE)]} />
                }
            </section>
            { feedback(&props.project) }
        </>
    }
}

fn feedback(project: &Project) -> Html {
    let Some(text) = project.feedback.as_ref().filter(|text| !text.trim().is_empty()) else {
        return Html::default();
    };
    html! {
        <section class="panel feedback" aria-labelledby="messages">
            <h2 id="messages">{ t::FEEDBACK }</h2>
            <p class="soft">{ t::FEEDBACK_HINT }</p>
            <p class="typed">{ text }</p>
        </section>
    }
}
