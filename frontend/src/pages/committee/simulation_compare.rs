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
    simulation::{
        CoverageCell, DistrictCoverage, ObjectiveCoverage, SimulatedProject, Simulation, SimulationResult,
    },
};
use yew::prelude::*;

/// Properties of [`Compare`].
#[derive(Properties, PartialEq)]
pub struct CompareProps {
    pub scenarios: Vec<Simulation>,
}

/// What the scenarios name, each thing once, in the order in which it comes up: a scenario that was saved earlier may name
/// other projects, envelopes or districts than a later one.
fn all<'a, T, K: PartialEq>(
    scenarios: &'a [Simulation],
    of: impl Fn(&'a SimulationResult) -> &'a [T],
    key: impl Fn(&T) -> K,
) -> Vec<&'a T> {
    let mut found: Vec<&T> = Vec::new();
    for one in scenarios.iter().flat_map(|scenario| of(&scenario.result)) {
        if found.iter().all(|known| key(known) != key(one)) {
            found.push(one);
        }
    }
    found
}

/// Each scenario a column.
#[component]
pub fn Compare(props: &CompareProps) -> Html {
    let scenarios = &props.scenarios;
    let row = |key: String, name: Html, cell: &dyn Fn(&SimulationResult) -> Html| Row {
        key,
        cells: std::iter::once(name).chain(scenarios.iter().map(|one| cell(&one.result))).collect(),
    };
    let nothing = || html! { { common::NOTHING } };
    let count =
        |value: Option<u32>| value.map_or_else(nothing, |value| html! { { format::number(value.into()) } });
    let mut money = vec![
        row("points".into(), html! { { t::TOTAL } }, &|one| {
            one.total_score.map_or_else(nothing, |points| html! { { format::score(points) } })
        }),
        row("retenues".into(), html! { { t::SELECTED } }, &|one| count(Some(one.selected))),
    ];
    let envelopes = all(scenarios, |result| &result.envelopes, |one| one.funder.id.clone());
    money.extend(envelopes.into_iter().map(|envelope| {
        row(envelope.funder.id.to_string(), html! { { &envelope.funder.name } }, &|one| {
            let own = one.envelopes.iter().find(|own| own.funder.id == envelope.funder.id);
            own.map_or_else(nothing, |own| html! { { t::used(own.used, own.amount) } })
        })
    }));
    let mut coverage: Vec<Row> = Vec::new();
    for served in objectives(scenarios) {
        let name = format!("{} · {}", served.objective.code, served.objective.label);
        coverage.push(row(served.objective.id.to_string(), html! { { name } }, &|one| {
            let own = one.coverage.objectives.iter().find(|own| own.objective.id == served.objective.id);
            count(own.map(|own| own.projects))
        }));
    }
    for served in districts(scenarios) {
        coverage.push(row(served.district.id.to_string(), html! { { &served.district.name } }, &|one| {
            let own = one.coverage.districts.iter().find(|own| own.district.id == served.district.id);
            count(own.map(|own| own.projects))
        }));
    }
    for served in all(scenarios, |result| &result.coverage.age_bands, |one| one.age_band) {
        let label = served.age_band.label_fr();
        coverage.push(row(label.into(), html! { { label } }, &|one| {
            let own = one.coverage.age_bands.iter().find(|own| own.age_band == served.age_band);
            count(own.map(|own| own.projects))
        }));
    }
    let projects: Vec<Row> = all(scenarios, |result| &result.projects, |one| one.project.id.clone())
        .into_iter()
        .map(|project| {
            let score = project.score.map_or_else(|| common::NOTHING.to_owned(), format::fine_score);
            let name = html! {
                <>
                    { &project.project.title }
                    <span class="row-number">{ project.project.number.clone().unwrap_or_default() }{ " · " }{ score }{ " · " }{ format::money(project.requested) }</span>
                </>
            };
            row(project.project.id.to_string(), name, &|one| {
                let own = one.projects.iter().find(|own| own.project.id == project.project.id);
                own.map_or_else(|| html! { <span class="soft">{ t::ABSENT }</span> }, chosen)
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
        <div class="scenarios-compared">
            if scenarios.iter().any(|one| !one.result.proven) { <Notice><p>{ t::UNPROVEN }</p></Notice> }
            <Table caption={t::MONEY} columns={columns(t::MEASURE, true)} rows={money} />
            <Table caption={t::COVERAGE} columns={columns(t::MEASURE, true)} rows={coverage} />
            <div class="wide-names"><Table caption={t::PROJECTS} columns={columns(c::PROJECT, false)} rows={projects} /></div>
        </div>
    }
}

fn objectives(scenarios: &[Simulation]) -> Vec<&ObjectiveCoverage> {
    all(scenarios, |result| &result.coverage.objectives, |one| one.objective.id.clone())
}

fn districts(scenarios: &[Simulation]) -> Vec<&DistrictCoverage> {
    all(scenarios, |result| &result.coverage.districts, |one| one.district.id.clone())
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

/// How many projects of a scenario serve an objective in a district, for one age or all.
fn covered(one: &Simulation, objective: &Id, district: &Id, band: Option<AgeBand>) -> u32 {
    let of = |cell: &&CoverageCell| {
        cell.objective == *objective && cell.district == *district && cell.age_band == band
    };
    one.result.coverage.cells.iter().find(of).map_or(0, |cell| cell.projects)
}

/// Objectives by districts, of one age or all: in each cell the count of every scenario.
#[component]
pub fn Cross(props: &CompareProps) -> Html {
    let query = use_url_query();
    let scenarios = &props.scenarios;
    let band = AgeBand::ALL.into_iter().find(|band| Some(band.label_fr()) == query.get("age"));
    let (objectives, districts) = (objectives(scenarios), districts(scenarios));
    let columns: Vec<Column> = std::iter::once(Column::text(c::OBJECTIVE))
        .chain(districts.iter().map(|one| Column::number(one.district.name.clone())))
        .collect();
    let cell = |objective: &Id, district: &Id| {
        let counts: Vec<u32> = scenarios.iter().map(|one| covered(one, objective, district, band)).collect();
        // Where scenarios differ is what one looks for.
        let differ = counts.windows(2).any(|pair| pair[0] != pair[1]);
        let text = counts.into_iter().map(|count| format::number(count.into())).collect::<Vec<_>>();
        html! { <span class={differ.then_some("strong")}>{ text.join(" · ") }</span> }
    };
    let rows: Vec<Row> = objectives
        .iter()
        .map(|served| {
            let name = html! { { format!("{} · {}", served.objective.code, served.objective.label) } };
            let cells = districts.iter().map(|one| cell(&served.objective.id, &one.district.id));
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
    let names: Vec<&str> = scenarios.iter().map(|one| one.terms.name.as_str()).collect();
    html! {
        <section class="section">
            <h2>{ t::CROSS }</h2>
            <div class="field">
                <label for="croise-age">{ t::CROSS_BAND }</label>
                <select id="croise-age" class="input" onchange={onband}>
                    <option value="" selected={band.is_none()}>{ t::ALL_BANDS }</option>
                    { for AgeBand::ALL.into_iter().map(|one| html! {
                        <option value={one.label_fr()} selected={band == Some(one)}>{ one.label_fr() }</option>
                    }) }
                </select>
            </div>
            if names.len() > 1 { <p>{ t::in_each_cell(&names) }</p> }
            <Table caption={t::CROSS} caption_hidden=true {columns} {rows} />
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::{
        Money,
        simulation::{Coverage, SimulationInput},
    };

    fn scenario(numbers: &[&str]) -> Simulation {
        let project = |number: &&str| SimulatedProject {
            project: super::super::ranking_rows::tests::item(number, None, None, None).project,
            score: None,
            requested: Money::cents(0),
            selected: true,
            locked: false,
        };
        let cell = |band| CoverageCell {
            objective: Id::from_storage("o".into()),
            district: Id::from_storage("d".into()),
            age_band: band,
            projects: if band.is_some() { 1 } else { 3 },
        };
        Simulation {
            id: None,
            version: 1,
            terms: SimulationInput::default(),
            result: SimulationResult {
                total_score: None,
                proven: true,
                selected: 0,
                projects: numbers.iter().map(project).collect(),
                envelopes: Vec::new(),
                coverage: Coverage {
                    cells: vec![cell(Some(AgeBand::From6To10)), cell(None)],
                    ..Coverage::default()
                },
            },
            outdated: false,
            created_at: chrono::DateTime::UNIX_EPOCH,
            updated_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_project_of_the_second_scenario_alone_has_its_line() {
        let scenarios = [scenario(&["1", "2"]), scenario(&["2", "3"])];
        let found = all(&scenarios, |result| &result.projects, |one| one.project.id.clone());
        let numbers: Vec<_> = found.iter().filter_map(|one| one.project.number.as_deref()).collect();
        assert_eq!(numbers, ["1", "2", "3"]);
    }

    #[test]
    fn a_cell_counts_one_age_or_all_and_nothing_where_there_is_none() {
        let (one, id) = (scenario(&[]), |text: &str| Id::from_storage(text.into()));
        assert_eq!(covered(&one, &id("o"), &id("d"), None), 3);
        assert_eq!(covered(&one, &id("o"), &id("d"), Some(AgeBand::From6To10)), 1);
        assert_eq!(covered(&one, &id("o"), &id("elsewhere"), None), 0);
    }
}
