//! The minutes, to read and to print.

use super::{
    frame::{Frame, Framed, Tab},
    ranking::project_cell,
    session::decided,
};
use crate::{
    api,
    components::{
        async_content::{Skeleton, use_load},
        download::{Downloads, Offered},
        notice::{Notice, Tone},
        table::{Column, Row, Table},
    },
    format,
    i18n::{committee as words, session as t},
};
use openapi::{
    Money,
    call::Call,
    minutes::{Minutes, MinutesItem},
    session::Member,
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`MinutesPage`].
#[derive(Properties, PartialEq)]
pub struct MinutesPageProps {
    pub id: String,
}

/// The minutes of a call's committee.
#[component]
pub fn MinutesPage(props: &MinutesPageProps) -> Html {
    let view = Callback::from(|framed: Framed| {
        html! { <View call={framed.call} /> }
    });
    html! { <Frame id={props.id.clone()} tab={Tab::Minutes} {view} /> }
}

#[derive(Properties, PartialEq)]
struct ViewProps {
    call: Rc<Call>,
}

#[component]
fn View(props: &ViewProps) -> Html {
    let call = props.call.id.to_string();
    let loaded = use_load(call.clone(), |call| async move { api::session::minutes(&call).await });
    let documents = vec![Offered { path: format!("/calls/{call}/minutes.pdf"), label: t::MINUTES_PDF }];
    loaded.view(Skeleton::Rows(8), |minutes| {
        html! {
            <div class="minutes">
                if minutes.published_at.is_none() {
                    <Notice tone={Tone::Warning} title={t::PROVISIONAL}><p>{ t::PROVISIONAL_TEXT }</p></Notice>
                }
                <div class="no-print"><Downloads documents={documents.clone()} /></div>
                { sitting(minutes) }
                { attendance(minutes) }
                <section class="section" aria-labelledby="decisions">
                    <h2 id="decisions">{ t::DECISIONS }</h2>
                    if minutes.items.is_empty() { <p class="soft">{ t::NO_DECISION }</p> }
                    { for minutes.items.iter().map(item) }
                </section>
                if !minutes.undecided.is_empty() {
                    <section class="section" aria-labelledby="sans-decision">
                        <h2 id="sans-decision">{ t::UNDECIDED }</h2>
                        <ul>{ for minutes.undecided.iter().map(|project| html! { <li>{ &project.title }</li> }) }</ul>
                    </section>
                }
                { envelopes(minutes) }
                { signatures(minutes) }
                { since(minutes) }
            </div>
        }
    })
}

fn sitting(minutes: &Minutes) -> Html {
    html! {
        <dl class="figures">
            if !minutes.place.is_empty() { <div><dt>{ t::PLACE }</dt><dd>{ &minutes.place }</dd></div> }
            if let Some(at) = minutes.opened_at { <div><dt>{ t::OPENED }</dt><dd>{ format::date_time(at) }</dd></div> }
            if let Some(at) = minutes.closed_at { <div><dt>{ t::CLOSED }</dt><dd>{ format::date_time(at) }</dd></div> }
        </dl>
    }
}

fn attendance(minutes: &Minutes) -> Html {
    let columns = vec![
        Column::text(t::NAME),
        Column::text(t::INSTITUTION),
        Column::text(t::VOTING),
        Column::text(t::PRESENT),
    ];
    let rows: Vec<Row> = minutes
        .attendance
        .iter()
        .map(|one| Row {
            key: one.id.to_string(),
            cells: vec![
                html! { { &one.name } },
                html! { { one.institution.as_ref().map(|partner| partner.name.clone()).unwrap_or_default() } },
                html! { { if one.voting { t::YES } else { t::NO } } },
                html! { { match one.left_at {
                    Some(left) => t::from_to(&format::hour(one.arrived_at), &format::hour(left)),
                    None => t::since(&format::hour(one.arrived_at)),
                } } },
            ],
        })
        .collect();
    html! {
        <section class="section" aria-labelledby="presence">
            <h2 id="presence">{ t::ATTENDANCE }</h2>
            if rows.is_empty() { <p class="soft">{ t::NOBODY_THERE }</p> } else { <Table caption={t::ATTENDANCE} caption_hidden=true {columns} {rows} /> }
        </section>
    }
}

fn item(item: &MinutesItem) -> Html {
    let project = &item.decision.project;
    let number = project.number.clone().unwrap_or_default();
    let name = |one: &Member| match &one.institution {
        Some(institution) => format!("{} ({})", one.person.name, institution.name),
        None => one.person.name.clone(),
    };
    let aside: Vec<String> = item.recused.iter().map(name).collect();
    html! {
        <section class="minutes-item" key={project.id.to_string()}>
            <h3>{ format!("{number} {}", project.title) }</h3>
            <p class="soft">{ format!("{} · {} {}", project.partner.name, words::ASKED.to_lowercase(), format::money(item.requested)) }</p>
            { decided(&item.decision) }
            if let Some(quorum) = item.decision.quorum {
                <p>{ t::quorum_of(quorum.present.into(), quorum.required.into(), quorum.met) }</p>
            }
            if !aside.is_empty() { <p>{ words::RECUSED }{ "\u{a0}: " }{ aside.join(", ") }</p> }
            if !item.decision.reservations.is_empty() {
                <ul>
                    { for item.decision.reservations.iter().map(|one| html! {
                        <li>{ &one.what }{ " · " }{ words::reservation_by(&one.owner, one.due) }{ " · " }{ one.state.label_fr() }</li>
                    }) }
                </ul>
            }
        </section>
    }
}

fn envelopes(minutes: &Minutes) -> Html {
    let columns = vec![
        Column::text(t::FUNDER),
        Column::number(t::ENVELOPE),
        Column::number(t::GRANTED),
        Column::number(t::LEFT),
    ];
    let rows: Vec<Row> = minutes
        .envelopes
        .iter()
        .map(|one| Row {
            key: one.funder.id.to_string(),
            cells: vec![
                html! { { &one.funder.name } },
                html! { { format::money(one.amount) } },
                html! { { format::money(one.voted) } },
                html! { { format::money(Money::cents(one.amount.amount - one.voted.amount)) } },
            ],
        })
        .collect();
    if rows.is_empty() {
        return Html::default();
    }
    html! {
        <section class="section" aria-labelledby="enveloppes">
            <h2 id="enveloppes">{ t::ENVELOPES }</h2>
            <Table caption={t::ENVELOPES} caption_hidden=true {columns} {rows} />
        </section>
    }
}

fn signatures(minutes: &Minutes) -> Html {
    let columns = vec![Column::text(t::INSTITUTION), Column::text(t::SIGNED_BY), Column::text(t::SIGNED_AT)];
    let rows: Vec<Row> = minutes
        .signatures
        .iter()
        .map(|one| {
            let by = one.signed_by.as_ref().filter(|_| one.current).map(|person| person.name.clone());
            Row {
                key: one.carrier.id.to_string(),
                cells: vec![
                    html! { { &one.carrier.name } },
                    html! { { by.unwrap_or_else(|| t::NOT_SIGNED.into()) } },
                    html! { { one.signed_at.filter(|_| one.current).map(format::date_time).unwrap_or_default() } },
                ],
            }
        })
        .collect();
    html! {
        <section class="section" aria-labelledby="signatures">
            <h2 id="signatures">{ t::SIGNATURES }</h2>
            <Table caption={t::SIGNATURES} caption_hidden=true {columns} {rows} />
        </section>
    }
}

/// What became of the decisions after they were published: the minutes themselves do not change.
fn since(minutes: &Minutes) -> Html {
    if minutes.since.is_empty() {
        return Html::default();
    }
    let columns = vec![Column::text(words::PROJECT), Column::text(t::DATE), Column::text(t::CHANGE)];
    let rows: Vec<Row> = minutes
        .since
        .iter()
        .enumerate()
        .map(|(place, change)| Row {
            key: place.to_string(),
            cells: vec![
                project_cell(&change.project),
                html! { { format::day(change.at) } },
                html! {
                    <>
                        { change.kind.label_fr() }
                        if !change.detail.trim().is_empty() { <span class="row-comment typed">{ &change.detail }</span> }
                    </>
                },
            ],
        })
        .collect();
    html! {
        <section class="section" aria-labelledby="depuis">
            <h2 id="depuis">{ t::SINCE }</h2>
            <p>{ t::SINCE_TEXT }</p>
            <Table caption={t::SINCE} caption_hidden=true {columns} {rows} />
        </section>
    }
}
