//! Scenarios side by side: points, money, coverage, projects.

use crate::{
    components::{
        badge::{Badge, BadgeTone},
        notice::Notice,
        table::{Column, Row, Table},
        url_query::use_url_query,
    },
    format,
    i18n::{committee as c, common, simulation as t},
};
use openapi::{
    Id,
    project::AgeBand,
    simulation::{CoverageCell, SimulatedProject, Simulation},
};
use yew::prelude::*;

/// Properties of [`Compare`].
#[derive(Properties, PartialEq)]
pub struct CompareProps {
    pub scenarios: Vec<Simulation>,
}

/// Each scenario a column.
#[component]
pub fn Compare(props: &CompareProps) -> Html {
    let scenarios = &props.scenarios;
    let Some(first) = scenarios.first() else { return Html::default() };
    let row = |key: String, name: Html, cell: &dyn Fn(&Simulation) -> Html| Row {
        key,
        cells: std::iter::once(name).chain(scenarios.iter().map(cell)).collect(),
    };
    let count = |value: Option<u32>| html! { { value.map_or_else(|| common::NOTHING.to_owned(), |value| format::number(value.into())) } };
    let points = |one: &Simulation| {
        html! { { one.result.total_score.map_or_else(|| common::NOTHING.to_owned(), format::score) } }
    };
    let mut money = vec![
        row("points".into(), html! { { t::TOTAL } }, &points),
        row("retenues".into(), html! { { t::SELECTED } }, &|one| count(Some(one.result.selected))),
    ];
    money.extend(first.result.envelopes.iter().map(|envelope| {
        row(envelope.funder.id.to_string(), html! { { &envelope.funder.name } }, &|one| {
            let own = one.result.envelopes.iter().find(|own| own.funder.id == envelope.funder.id);
            own.map(|own| html! { { t::used(own.used, own.amount) } }).unwrap_or_default()
        })
    }));
    let mut coverage: Vec<Row> = Vec::new();
    for served in &first.result.coverage.objectives {
        let name = format!("{} · {}", served.objective.code, served.objective.label);
        coverage.push(row(served.objective.id.to_string(), html! { { name } }, &|one| {
            let own =
                one.result.coverage.objectives.iter().find(|own| own.objective.id == served.objective.id);
            count(own.map(|own| own.projects))
        }));
    }
    for served in &first.result.coverage.districts {
        coverage.push(row(served.district.id.to_string(), html! { { &served.district.name } }, &|one| {
            let own = one.result.coverage.districts.iter().find(|own| own.district.id == served.district.id);
            count(own.map(|own| own.projects))
        }));
    }
    for served in &first.result.coverage.age_bands {
        coverage.push(row(
            served.age_band.label_fr().into(),
            html! { { served.age_band.label_fr() } },
            &|one| {
                let own = one.result.coverage.age_bands.iter().find(|own| own.age_band == served.age_band);
                count(own.map(|own| own.projects))
            },
        ));
    }
    let projects: Vec<Row> = first
        .result
        .projects
        .iter()
        .map(|project| {
            let score = project.score.map_or_else(|| common::NOTHING.to_owned(), format::score);
            let name = html! {
                <>
                    { &project.project.title }
                    <span class="row-number">{ project.project.number.clone().unwrap_or_default() }{ " · " }{ score }{ " · " }{ format::money(project.requested) }</span>
                </>
            };
            row(project.project.id.to_string(), name, &|one| {
                let own = one.result.projects.iter().find(|own| own.project.id == project.project.id);
                own.map(chosen).unwrap_or_default()
            })
        })
        .collect();
    let columns = |first: &'static str, numeric: bool| {
        let column = |one: &Simulation| {
            let name = one.terms.name.clone();
            if numeric { Column::number(name) } else { Column::text(name) }
        };
        std::iter::once(Column::text(first)).chain(scenarios.iter().map(column)).collect::<Vec<_>>()
    };
    html! {
        <>
            if scenarios.iter().any(|one| !one.result.proven) { <Notice><p>{ t::UNPROVEN }</p></Notice> }
            <Table caption={t::MONEY} columns={columns(t::MEASURE, true)} rows={money} />
            <Table caption={t::COVERAGE} columns={columns(t::MEASURE, true)} rows={coverage} />
            <div class="wide-names"><Table caption={t::PROJECTS} columns={columns(c::PROJECT, false)} rows={projects} /></div>
        </>
    }
}

fn chosen(project: &SimulatedProject) -> Html {
    let (tone, label) = match (project.selected, project.locked) {
        (true, false) => (BadgeTone::Good, t::IN),
        (true, true) => (BadgeTone::Good, t::IN_LOCKED),
        (false, false) => (BadgeTone::Plain, t::OUT),
        (false, true) => (BadgeTone::Plain, t::OUT_LOCKED),
    };
    html! { <Badge {tone} {label} /> }
}

/// Objectives by districts, of one scenario and one age or all.
pub fn cross(scenarios: &[Simulation]) -> Html {
    html! { <Cross scenarios={scenarios.to_vec()} /> }
}

#[component]
fn Cross(props: &CompareProps) -> Html {
    let query = use_url_query();
    let place = use_state(|| 0_usize);
    let band = AgeBand::ALL.into_iter().find(|band| Some(band.label_fr()) == query.get("age"));
    let Some(one) = props.scenarios.get(*place).or_else(|| props.scenarios.first()) else {
        return Html::default();
    };
    let coverage = &one.result.coverage;
    let count = |objective: &Id, district: &Id| {
        let of = |cell: &&CoverageCell| cell.objective == *objective && cell.district == *district;
        coverage.cells.iter().filter(of).find(|cell| cell.age_band == band).map_or(0, |cell| cell.projects)
    };
    let columns: Vec<Column> = std::iter::once(Column::text(c::OBJECTIVE))
        .chain(coverage.districts.iter().map(|one| Column::number(one.district.name.clone())))
        .collect();
    let rows: Vec<Row> = coverage
        .objectives
        .iter()
        .map(|served| {
            let name = html! { { format!("{} · {}", served.objective.code, served.objective.label) } };
            let cells = coverage.districts.iter().map(|one| {
                let count = count(&served.objective.id, &one.district.id);
                html! { { format::number(count.into()) } }
            });
            Row { key: served.objective.id.to_string(), cells: std::iter::once(name).chain(cells).collect() }
        })
        .collect();
    let onband = {
        let query = query.clone();
        Callback::from(move |event: Event| {
            let chosen = crate::components::form::changed_text(&event);
            query.go(&query.with(&[("age", &chosen)]));
        })
    };
    let onscenario = {
        let place = place.clone();
        Callback::from(move |event: Event| {
            place.set(crate::components::form::changed_text(&event).parse().unwrap_or(0));
        })
    };
    html! {
        <section class="section">
            <h2>{ t::CROSS }</h2>
            <div class="row">
                <div class="field">
                    <label for="croise-scenario">{ t::OF_SCENARIO }</label>
                    <select id="croise-scenario" class="input" onchange={onscenario}>
                        { for props.scenarios.iter().enumerate().map(|(index, one)| html! {
                            <option value={index.to_string()} selected={index == *place}>{ &one.terms.name }</option>
                        }) }
                    </select>
                </div>
                <div class="field">
                    <label for="croise-age">{ t::CROSS_BAND }</label>
                    <select id="croise-age" class="input" onchange={onband}>
                        <option value="" selected={band.is_none()}>{ t::ALL_BANDS }</option>
                        { for AgeBand::ALL.into_iter().map(|one| html! {
                            <option value={one.label_fr()} selected={band == Some(one)}>{ one.label_fr() }</option>
                        }) }
                    </select>
                </div>
            </div>
            <Table caption={t::CROSS} caption_hidden=true {columns} {rows} />
        </section>
    }
}
