//! The published decision, and what the reviewers say to the applicant.

use super::reservations::Reservations;
use crate::{
    components::{
        badge::project_status,
        download::{Downloads, Offered},
        table::{Column, Row, Table},
    },
    format,
    i18n::{common, project as t, session},
};
use openapi::{Money, ProjectStatus, project::Project};
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
    let letter = vec![Offered {
        path: format!("/projects/{}/decision.pdf", props.project.id),
        label: session::LETTER_PDF,
    }];
    let proves = props.project.access.as_ref().is_some_and(|access| access.write)
        && props.project.status == ProjectStatus::SelectedWithReservations;
    // Of a project of somebody else only the public part is told, and no letter.
    let full = props.project.requests.is_some();
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
                    <h3>{ t::RESERVATIONS }</h3>
                    <Reservations project={props.project.id.to_string()} reservations={decision.reservations.clone()} {proves} />
                }
                if let Some(rank) = decision.reserve_rank { <p>{ session::RESERVE }{ "\u{a0}: " }{ session::rank(rank.into()) }</p> }
                if full { <Downloads documents={letter} /> }
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
