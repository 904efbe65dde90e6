//! The budget of a fiche as read.

use crate::{
    components::table::{Column, Row, Table},
    format,
    i18n::{fiche as t, project as p},
    pages::fiche::{
        content::{content, is_voluntary},
        describe::{account_words, funding_words},
    },
};
use openapi::{
    budget::{Budget, CHART, Charge, Revenue},
    project::Project,
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`BudgetView`].
#[derive(Properties, PartialEq)]
pub struct BudgetViewProps {
    pub project: Rc<Project>,
}

/// Amounts asked, charges and revenues with their totals; voluntary contributions apart.
#[component]
pub fn BudgetView(props: &BudgetViewProps) -> Html {
    let project = &props.project;
    let empty = Budget::default();
    let budget = project.budget.as_ref().unwrap_or(&empty);
    let totals = content(project).budget.totals();
    let requests = project.requests.iter().flatten();
    let asked: Vec<Row> = requests
        .clone()
        .map(|request| Row {
            key: request.funder.id.to_string(),
            cells: vec![html! { { &request.funder.name } }, html! { { format::money(request.amount) } }],
        })
        .collect();
    let asked_total = requests.fold(0_i64, |total, request| total.saturating_add(request.amount.amount));
    let voluntary = totals.voluntary_charges != 0 || totals.voluntary_revenues != 0;
    let unbalanced = budget.charges.iter().len() > 0 && totals.charges != totals.revenues;
    html! {
        <>
            if !asked.is_empty() {
                <Table caption={t::REQUESTS} columns={vec![Column::text(p::FUNDER), Column::number(p::ASKED)]} rows={asked}
                    foot={total_row(asked_total, 2)} />
            }
            { charges(budget, false, totals.charges) }
            { revenues(budget, false, totals.revenues) }
            if unbalanced {
                <p class="balance-words">{ t::imbalance(totals.charges.saturating_sub(totals.revenues)) }</p>
            }
            if voluntary {
                { charges(budget, true, totals.voluntary_charges) }
                { revenues(budget, true, totals.voluntary_revenues) }
            }
        </>
    }
}

fn total_row(cents: i64, columns: usize) -> Row {
    let mut cells = vec![html! { { p::TOTAL } }];
    cells.extend((2..columns).map(|_| Html::default()));
    cells.push(html! { { format::cents(cents) } });
    Row { key: "total".into(), cells }
}

/// Nothing at all where nothing is written.
fn text(text: &str) -> Html {
    if text.is_empty() {
        Html::default()
    } else {
        html! { { text } }
    }
}

fn columns() -> Vec<Column> {
    vec![Column::text(p::ACCOUNT_COLUMN), Column::text(p::DETAIL_COLUMN), Column::number(p::AMOUNT_COLUMN)]
}

fn charges(budget: &Budget, voluntary: bool, total: i64) -> Html {
    let lines: Vec<&Charge> =
        budget.charges.iter().filter(|charge| is_voluntary(&charge.account) == voluntary).collect();
    if lines.is_empty() {
        return Html::default();
    }
    let rows = lines.iter().enumerate().map(|(index, charge)| Row {
        key: index.to_string(),
        cells: vec![
            html! { { account_words(&CHART.charges, &charge.account) } },
            text(&charge.label),
            html! { { format::money(charge.amount) } },
        ],
    });
    let caption = if voluntary { t::VOLUNTARY_CHARGES } else { t::CHARGES };
    html! { <Table {caption} columns={columns()} rows={rows.collect::<Vec<_>>()} foot={total_row(total, 3)} /> }
}

fn revenues(budget: &Budget, voluntary: bool, total: i64) -> Html {
    let lines: Vec<&Revenue> =
        budget.revenues.iter().filter(|revenue| is_voluntary(&revenue.account) == voluntary).collect();
    if lines.is_empty() {
        return Html::default();
    }
    let rows = lines.iter().enumerate().map(|(index, revenue)| {
        let funder = revenue.funder.as_ref().map(|funder| funder.name.as_str());
        let status = revenue.status.map(funding_words);
        let details = [Some(revenue.label.as_str()), funder, status].into_iter().flatten();
        let details = details.filter(|detail| !detail.is_empty()).collect::<Vec<_>>().join(", ");
        Row {
            key: index.to_string(),
            cells: vec![
                html! { { account_words(&CHART.revenues, &revenue.account) } },
                text(&details),
                html! { { format::money(revenue.amount) } },
            ],
        }
    });
    let caption = if voluntary { t::VOLUNTARY_REVENUES } else { t::REVENUES };
    html! { <Table {caption} columns={columns()} rows={rows.collect::<Vec<_>>()} foot={total_row(total, 3)} /> }
}
