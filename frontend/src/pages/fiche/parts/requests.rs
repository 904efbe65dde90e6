//! What is asked of each funder of the call: the subsidies of the budget that are not obtained yet.

use super::{
    PartProps,
    budget_rows::{ask_as_budgeted, budget_as_asked},
};
use crate::{
    components::{
        button::{Button, Look},
        form::Group,
        notice::{Notice, Tone},
        table::{Column, Row, Table},
    },
    format,
    i18n::{budget as w, fiche as t},
};
use openapi::{budget::share, project::ProjectInput};
use yew::prelude::*;

/// A table of what is asked, and what to do where the budget says otherwise.
#[component]
pub fn Requests(props: &PartProps) -> Html {
    let form = &props.form;
    let fiche = form.value();
    let asked: Vec<_> = fiche.requests.iter().filter(|request| request.amount.amount > 0).collect();
    if asked.is_empty() && !differs(fiche) {
        return Html::default();
    }
    let revenues = fiche.budget.totals().revenues;
    let rows = asked.iter().map(|request| Row {
        key: request.funder.as_str().to_owned(),
        cells: vec![
            html! { { props.catalogue.name(&request.funder) } },
            html! { { format::money(request.amount) } },
            html! { { share(request.amount.amount, revenues).map(w::percent).unwrap_or_default() } },
        ],
    });
    let columns =
        vec![Column::text(w::FUNDER), Column::number(w::AMOUNT_ASKED), Column::number(w::SHARE_OF_REVENUES)];
    let total = asked.iter().fold(0_i64, |total, request| total.saturating_add(request.amount.amount));
    let change = |act: fn(&mut ProjectInput)| {
        let form = form.clone();
        Callback::from(move |_: MouseEvent| form.change(act))
    };
    html! {
        <Group at="/requests" legend={w::ASKED} hint={w::ASKED_HINT} errors={form.errors()}>
            if !asked.is_empty() {
                <Table caption={w::ASKED} caption_hidden=true {columns} rows={rows.collect::<Vec<_>>()} />
                <p class="count-total" role="status">{ t::total_requested(total) }</p>
            }
            if differs(fiche) {
                <Notice tone={Tone::Warning} title={w::DIFFERS}>
                    <div class="button-row">
                        <Button look={Look::Secondary} small=true onclick={change(budget_as_asked)}>{ t::REQUESTS_TO_REVENUES }</Button>
                        <Button look={Look::Secondary} small=true onclick={change(take_budget)}>{ w::TAKE_BUDGET }</Button>
                    </div>
                </Notice>
            }
        </Group>
    }
}

fn differs(fiche: &ProjectInput) -> bool {
    fiche.requests.iter().any(|request| request.amount.amount != fiche.budget.asked_of(&request.funder))
}

fn take_budget(fiche: &mut ProjectInput) {
    for request in fiche.requests.clone() {
        ask_as_budgeted(fiche, &request.funder);
    }
}
