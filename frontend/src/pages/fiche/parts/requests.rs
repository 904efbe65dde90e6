//! What is asked of each funder of the call.

use super::{super::fields::AmountField, PartProps, budget_lines::new_revenue};
use crate::{
    components::{
        button::{Button, Look},
        form::Group,
    },
    i18n::fiche as t,
};
use openapi::project::ProjectInput;
use yew::prelude::*;

/// An amount for each funder, and their sum.
#[component]
pub fn Requests(props: &PartProps) -> Html {
    let form = &props.form;
    let errors = form.errors();
    let requests = &form.value().requests;
    if requests.is_empty() {
        return Html::default();
    }
    let fields = requests.iter().enumerate().map(|(index, request)| {
        html! {
            <AmountField key={index} at={format!("/requests/{index}/amount")} label={props.catalogue.name(&request.funder)} value={request.amount}
                optional=true onunread={props.onunread.clone()} errors={errors.clone()}
                onchange={form.edit(move |fiche: &mut ProjectInput, amount| {
                    if let Some(request) = fiche.requests.get_mut(index) {
                        request.amount = amount;
                    }
                })} />
        }
    });
    let total = requests.iter().fold(0_i64, |total, request| total.saturating_add(request.amount.amount));
    let missing = missing_revenues(form.value());
    let copy = {
        let form = form.clone();
        Callback::from(move |_: MouseEvent| form.change(requests_to_revenues))
    };
    html! {
        <Group at="/requests" legend={t::REQUESTS} hint={t::REQUESTS_HINT} errors={errors.clone()}>
            <div class="amount-grid">{ for fields }</div>
            <p class="count-total" role="status">{ t::total_requested(total) }</p>
            if total > 0 {
                // Once pressed it stays, without use, so that the focus is not lost.
                <Button look={Look::Secondary} small=true disabled={!missing} described_by="report" onclick={copy}>{ t::REQUESTS_TO_REVENUES }</Button>
                <p class="field-hint" id="report" role="status">
                    { if missing { t::REQUESTS_TO_REVENUES_HINT } else { t::REQUESTS_IN_REVENUES } }
                </p>
            }
        </Group>
    }
}

/// Whether some amount asked has no revenue of the same funder.
fn missing_revenues(fiche: &ProjectInput) -> bool {
    let mut filled = fiche.clone();
    requests_to_revenues(&mut filled);
    filled.budget.revenues.len() != fiche.budget.revenues.len()
}

/// A subsidy line for each amount asked of a funder who has none yet.
fn requests_to_revenues(fiche: &mut ProjectInput) {
    for request in fiche.requests.iter().filter(|request| request.amount.amount > 0) {
        let there =
            fiche.budget.revenues.iter().any(|revenue| revenue.funder.as_ref() == Some(&request.funder));
        if !there {
            fiche.budget.revenues.push(new_revenue("74", Some(request.funder.clone()), request.amount));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::{Money, project::FundingRequestInput};

    #[test]
    fn an_amount_asked_becomes_a_subsidy_once() {
        let requests = vec![
            FundingRequestInput { funder: "ville".into(), amount: Money::cents(500_000) },
            FundingRequestInput { funder: "agglo".into(), amount: Money::cents(0) },
        ];
        let mut fiche = ProjectInput { requests, ..ProjectInput::default() };
        assert!(missing_revenues(&fiche));
        requests_to_revenues(&mut fiche);
        assert_eq!(fiche.budget.revenues.len(), 1);
        assert_eq!(fiche.budget.totals().revenues, 500_000);
        assert!(!missing_revenues(&fiche));
    }
}
