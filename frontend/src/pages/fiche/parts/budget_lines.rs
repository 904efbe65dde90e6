//! Lines of charges and of revenues.

use super::{
    super::{
        content::{blank_charge, blank_revenue, is_voluntary},
        fields::AmountField,
        lines::{Line, Lines},
    },
    PartProps,
};
use crate::{
    components::form::{Choice, Radios, Select, TextField},
    i18n::fiche as t,
};
use openapi::{
    Money, Reference,
    budget::{Account, CHART, Charge, FundingStatus, RevenueInput},
    project::ProjectInput,
};
use yew::prelude::*;

/// Properties of [`Charges`] and [`Revenues`].
#[derive(Properties, PartialEq)]
pub struct BudgetLinesProps {
    pub part: PartProps,
    /// Classes 86 and 87 only, or all but these.
    #[prop_or_default]
    pub voluntary: bool,
}

fn accounts(chart: &[Account], voluntary: bool) -> Vec<Choice> {
    let chosen = chart.iter().filter(|account| account.voluntary == voluntary);
    chosen
        .map(|account| Choice::new(account.account.clone(), t::account(&account.account, &account.label)))
        .collect()
}

/// Charges, each with the place it has in the whole list.
#[component]
pub fn Charges(props: &BudgetLinesProps) -> Html {
    let form = &props.part.form;
    let errors = form.errors();
    let voluntary = props.voluntary;
    let charges = form.value().budget.charges.iter().enumerate();
    let places: Vec<usize> = charges
        .filter(|(_, charge)| is_voluntary(&charge.account) == voluntary)
        .map(|(place, _)| place)
        .collect();
    let lines = places.iter().filter_map(|&place| {
        let charge = form.value().budget.charges.get(place)?;
        let at = format!("/budget/charges/{place}");
        let body = html! {
            <div class="budget-line">
                <Select at={format!("{at}/account")} label={t::ACCOUNT} value={charge.account.clone()} choices={accounts(&CHART.charges, voluntary)}
                    errors={errors.clone()}
                    onchange={form.edit(move |fiche: &mut ProjectInput, account| with_charge(fiche, place, |charge| charge.account = account))} />
                <AmountField at={format!("{at}/amount")} label={t::AMOUNT} value={charge.amount} onunread={props.part.onunread.clone()} errors={errors.clone()}
                    onchange={form.edit(move |fiche: &mut ProjectInput, amount| with_charge(fiche, place, |charge| charge.amount = amount))} />
                <TextField at={format!("{at}/label")} label={t::LINE_LABEL} optional=true errors={errors.clone()} value={charge.label.clone()}
                    oninput={form.edit(move |fiche: &mut ProjectInput, text| with_charge(fiche, place, |charge| charge.label = text))} />
            </div>
        };
        Some(Line { legend: t::charge(place + 1).into(), blank: blank_charge(charge), body })
    });
    let lines: Vec<Line> = lines.collect();
    let add = {
        let form = form.clone();
        Callback::from(move |()| {
            let account = if voluntary { "864" } else { "" };
            form.change(move |fiche| {
                fiche.budget.charges.push(Charge {
                    account: account.into(),
                    label: String::new(),
                    amount: Money::default(),
                });
            });
        })
    };
    let remove = form.edit(move |fiche: &mut ProjectInput, index: usize| {
        if let Some(&place) = places.get(index).filter(|place| **place < fiche.budget.charges.len()) {
            fiche.budget.charges.remove(place);
        }
    });
    let label = if voluntary { t::ADD_VOLUNTARY_CHARGE } else { t::ADD_CHARGE };
    html! { <Lines {lines} add={label} onadd={add} onremove={remove} /> }
}

/// Revenues, each with the place it has in the whole list.
#[component]
pub fn Revenues(props: &BudgetLinesProps) -> Html {
    let form = &props.part.form;
    let errors = form.errors();
    let voluntary = props.voluntary;
    let revenues = form.value().budget.revenues.iter().enumerate();
    let places: Vec<usize> = revenues
        .filter(|(_, revenue)| is_voluntary(&revenue.account) == voluntary)
        .map(|(place, _)| place)
        .collect();
    let lines = places.iter().filter_map(|&place| {
        let revenue = form.value().budget.revenues.get(place)?;
        let at = format!("/budget/revenues/{place}");
        let body = html! {
            <div class="budget-line">
                <Select at={format!("{at}/account")} label={t::ACCOUNT} value={revenue.account.clone()} choices={accounts(&CHART.revenues, voluntary)}
                    errors={errors.clone()}
                    onchange={form.edit(move |fiche: &mut ProjectInput, account| with_revenue(fiche, place, |revenue| revenue.account = account))} />
                <AmountField at={format!("{at}/amount")} label={t::AMOUNT} value={revenue.amount} onunread={props.part.onunread.clone()} errors={errors.clone()}
                    onchange={form.edit(move |fiche: &mut ProjectInput, amount| with_revenue(fiche, place, |revenue| revenue.amount = amount))} />
                <TextField at={format!("{at}/label")} label={t::LINE_LABEL} optional=true errors={errors.clone()} value={revenue.label.clone()}
                    oninput={form.edit(move |fiche: &mut ProjectInput, text| with_revenue(fiche, place, |revenue| revenue.label = text))} />
                { funding(props, place, revenue) }
            </div>
        };
        Some(Line { legend: t::revenue(place + 1).into(), blank: blank_revenue(revenue), body })
    });
    let lines: Vec<Line> = lines.collect();
    let add = {
        let form = form.clone();
        Callback::from(move |()| {
            let account = if voluntary { "870" } else { "" };
            form.change(move |fiche| {
                fiche.budget.revenues.push(new_revenue(account, None, Money::default()))
            });
        })
    };
    let remove = form.edit(move |fiche: &mut ProjectInput, index: usize| {
        if let Some(&place) = places.get(index).filter(|place| **place < fiche.budget.revenues.len()) {
            fiche.budget.revenues.remove(place);
        }
    });
    let label = if voluntary { t::ADD_VOLUNTARY_REVENUE } else { t::ADD_REVENUE };
    html! { <Lines {lines} add={label} onadd={add} onremove={remove} /> }
}

/// Who gives and whether it is granted: for a subsidy, or where it is said already.
fn funding(props: &BudgetLinesProps, place: usize, revenue: &RevenueInput) -> Html {
    if !revenue.account.starts_with("74") && revenue.funder.is_none() && revenue.status.is_none() {
        return Html::default();
    }
    let form = &props.part.form;
    let errors = form.errors();
    let at = format!("/budget/revenues/{place}");
    let partners = &props.part.catalogue.partners;
    let funders = partners.iter().map(|partner| Choice::new(partner.id.to_string(), partner.name.clone()));
    let funder = revenue.funder.as_ref().map(|funder| funder.as_str().to_owned()).unwrap_or_default();
    let status = match revenue.status {
        Some(FundingStatus::Requested) => "requested",
        Some(FundingStatus::Obtained) => "obtained",
        None => "",
    };
    let statuses = vec![
        Choice::new("requested", t::REQUESTED_FUNDING),
        Choice::new("obtained", t::OBTAINED_FUNDING),
        Choice::new("", t::FUNDING_UNSAID),
    ];
    html! {
        <>
            <Select at={format!("{at}/funder")} label={t::FUNDER} empty={t::NO_FUNDER} optional=true value={funder} choices={funders.collect::<Vec<_>>()}
                errors={errors.clone()}
                onchange={form.edit(move |fiche: &mut ProjectInput, id: String| with_revenue(fiche, place, |revenue| {
                    revenue.funder = Some(id).filter(|id| !id.is_empty()).map(Reference::from);
                }))} />
            <Radios at={format!("{at}/status")} legend={t::FUNDING} inline=true value={status} choices={statuses} {errors}
                onchange={form.edit(move |fiche: &mut ProjectInput, status: String| with_revenue(fiche, place, |revenue| {
                    revenue.status = match status.as_str() {
                        "requested" => Some(FundingStatus::Requested),
                        "obtained" => Some(FundingStatus::Obtained),
                        _ => None,
                    };
                }))} />
        </>
    }
}

/// A revenue line to add.
pub fn new_revenue(account: &str, funder: Option<Reference>, amount: Money) -> RevenueInput {
    let status = funder.as_ref().map(|_| FundingStatus::Requested);
    RevenueInput { account: account.into(), label: String::new(), funder, amount, status }
}

fn with_charge(fiche: &mut ProjectInput, place: usize, change: impl FnOnce(&mut Charge)) {
    if let Some(charge) = fiche.budget.charges.get_mut(place) {
        change(charge);
    }
}

fn with_revenue(fiche: &mut ProjectInput, place: usize, change: impl FnOnce(&mut RevenueInput)) {
    if let Some(revenue) = fiche.budget.revenues.get_mut(place) {
        change(revenue);
    }
}
