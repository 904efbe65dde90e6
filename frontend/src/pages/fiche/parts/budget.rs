//! The budget: charges, revenues, their balance, what is asked of each funder.

use super::{PartProps, budget_grid::BudgetGrid, requests::Requests};
use crate::{
    components::form::Group,
    format,
    i18n::{budget as w, fiche as t},
};
use openapi::budget::Totals;
use yew::prelude::*;

/// The budget.
#[component]
pub fn BudgetPart(props: &PartProps) -> Html {
    let errors = props.form.errors();
    let totals = props.form.value().budget.totals();
    html! {
        <>
            <p class="lead">{ t::BUDGET_HINT }</p>
            <p class="field-hint">{ w::HOW }</p>
            <Group at="/budget/charges" legend={t::CHARGES} errors={errors.clone()}>
                <BudgetGrid part={props.clone()} charges=true caption={t::CHARGES} />
            </Group>
            <Group at="/budget/revenues" legend={t::REVENUES} errors={errors.clone()}>
                <BudgetGrid part={props.clone()} charges=false caption={t::REVENUES} />
            </Group>
            <Group at="/budget" legend={t::TOTALS} errors={errors.clone()}>
                { balance(totals) }
            </Group>
            <Requests ..props.clone() />
            <details class="voluntary" open={totals.voluntary_charges != 0 || totals.voluntary_revenues != 0}>
                <summary>{ t::VOLUNTARY }</summary>
                <p class="field-hint">{ t::VOLUNTARY_HINT }</p>
                <BudgetGrid part={props.clone()} charges=true voluntary=true caption={t::VOLUNTARY_CHARGES} />
                <BudgetGrid part={props.clone()} charges=false voluntary=true caption={t::VOLUNTARY_REVENUES} />
            </details>
        </>
    }
}

/// Totals, and the balance said in words.
fn balance(totals: Totals) -> Html {
    let difference = totals.charges.saturating_sub(totals.revenues);
    let voluntary = totals.voluntary_charges.saturating_sub(totals.voluntary_revenues);
    let empty = totals.charges == 0 && totals.revenues == 0;
    let words = if empty {
        t::NO_AMOUNT.to_owned()
    } else if difference == 0 {
        t::BALANCED.to_owned()
    } else {
        t::imbalance(difference)
    };
    html! {
        <div class="balance" data-balanced={(!empty && totals.balanced()).to_string()}>
            <dl class="figures">
                <div><dt>{ t::TOTAL_CHARGES }</dt><dd>{ format::cents(totals.charges) }</dd></div>
                <div><dt>{ t::TOTAL_REVENUES }</dt><dd>{ format::cents(totals.revenues) }</dd></div>
            </dl>
            <div role="status">
                <p class="balance-words">{ words }</p>
                if totals.voluntary_charges != 0 || totals.voluntary_revenues != 0 {
                    <p class="balance-words">
                        { if voluntary == 0 { t::VOLUNTARY_BALANCED.to_owned() } else { t::voluntary_imbalance(voluntary) } }
                    </p>
                }
            </div>
        </div>
    }
}
