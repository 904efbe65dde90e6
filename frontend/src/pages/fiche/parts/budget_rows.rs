//! The rows of the budget grid: every account of the chart, with the lines that are written on it. Pure.

use openapi::{
    Money, Reference,
    budget::{Account, BudgetInput, Charge, FundingStatus, RevenueInput, class},
    partner::PartnerRef,
    project::ProjectInput,
};

/// The account of subsidies: a line for each funder.
pub const SUBSIDIES: &str = "74";

/// One side of the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Charges,
    Revenues,
}

/// A row: a line of the budget, or the place of one that is not written yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow {
    /// Stays the same when the line is written, so that the focus stays.
    pub key: String,
    pub account: String,
    /// The words of the account, or the funder's name.
    pub label: String,
    /// Where the line is in the fiche.
    pub line: Option<usize>,
    /// A funder of the call, whose row this is.
    pub funder: Option<Reference>,
}

/// The rows of a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassRows {
    pub class: String,
    pub label: String,
    pub rows: Vec<GridRow>,
}

/// What a line says of its account and funder.
fn lines(budget: &BudgetInput, side: Side) -> Vec<(&str, Option<&Reference>)> {
    match side {
        Side::Charges => budget.charges.iter().map(|line| (line.account.as_str(), None)).collect(),
        Side::Revenues => {
            budget.revenues.iter().map(|line| (line.account.as_str(), line.funder.as_ref())).collect()
        }
    }
}

/// The grid of one side, voluntary contributions or all the rest.
pub fn classes(
    accounts: &[Account],
    budget: &BudgetInput,
    side: Side,
    voluntary: bool,
    funders: &[PartnerRef],
) -> Vec<ClassRows> {
    let lines = lines(budget, side);
    let own = accounts.iter().filter(|account| account.voluntary == voluntary);
    let heads = own.clone().filter(|account| class(&account.account) == account.account);
    heads
        .map(|head| {
            let details: Vec<&Account> = own
                .clone()
                .filter(|account| class(&account.account) == head.account && account.account != head.account)
                .collect();
            // A class with details is written on these; what stands on the class itself keeps its row.
            let written = lines.iter().any(|(account, _)| *account == head.account);
            let mut rows = Vec::new();
            if head.account == SUBSIDIES {
                rows = subsidies(head, &lines, funders);
            } else if details.is_empty() || written {
                rows = plain(head, &lines);
            }
            rows.extend(details.into_iter().flat_map(|account| plain(account, &lines)));
            ClassRows { class: head.account.clone(), label: head.label.clone(), rows }
        })
        .collect()
}

/// A row for each line of an account, or an empty one.
fn plain(account: &Account, lines: &[(&str, Option<&Reference>)]) -> Vec<GridRow> {
    let places = lines.iter().enumerate().filter(|(_, (written, _))| *written == account.account);
    let mut places: Vec<Option<usize>> = places.map(|(place, _)| Some(place)).collect();
    if places.is_empty() {
        places.push(None);
    }
    let row = |(nth, line): (usize, Option<usize>)| GridRow {
        key: format!("{}-{nth}", account.account),
        account: account.account.clone(),
        label: account.label.clone(),
        line,
        funder: None,
    };
    places.into_iter().enumerate().map(row).collect()
}

/// A row for each funder of the call, then the other subsidies, then an empty one.
fn subsidies(
    account: &Account,
    lines: &[(&str, Option<&Reference>)],
    funders: &[PartnerRef],
) -> Vec<GridRow> {
    let mut rows = Vec::new();
    let on_it = || lines.iter().enumerate().filter(|(_, (written, _))| *written == account.account);
    for funder in funders {
        let reference = Reference::from(funder.id.to_string());
        let mut places: Vec<Option<usize>> =
            on_it().filter(|(_, (_, by))| *by == Some(&reference)).map(|(place, _)| Some(place)).collect();
        if places.is_empty() {
            places.push(None);
        }
        rows.extend(places.into_iter().enumerate().map(|(nth, line)| GridRow {
            key: format!("74-{}-{nth}", funder.id),
            account: account.account.clone(),
            label: funder.name.clone(),
            line,
            funder: Some(reference.clone()),
        }));
    }
    let of_call = |by: &Reference| funders.iter().any(|funder| funder.id.as_str() == by.as_str());
    let others = on_it().filter(|(_, (_, by))| by.is_none_or(|by| !of_call(by)));
    let others = others.map(|(place, _)| Some(place)).chain([None]);
    rows.extend(others.enumerate().map(|(nth, line)| GridRow {
        key: format!("74-autre-{nth}"),
        account: account.account.clone(),
        label: account.label.clone(),
        line,
        funder: None,
    }));
    rows
}

/// What is written in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    Label(String),
    /// In cents.
    Amount(i64),
    Status(Option<FundingStatus>),
    Funder(Option<Reference>),
}

/// Writes a cell: into its line, or into a new one. What is asked of the call's funders follows their subsidies.
pub fn write(fiche: &mut ProjectInput, side: Side, row: &GridRow, written: Written) {
    let nothing = match &written {
        Written::Label(text) => text.is_empty(),
        Written::Amount(cents) => *cents == 0,
        Written::Status(status) => status.is_none(),
        Written::Funder(funder) => funder.is_none(),
    };
    if row.line.is_none() && nothing {
        return;
    }
    match side {
        Side::Charges => {
            let charges = &mut fiche.budget.charges;
            let place = row.line.unwrap_or(charges.len());
            if row.line.is_none() {
                let account = row.account.clone();
                charges.push(Charge { account, label: String::new(), amount: Money::default() });
            }
            if let Some(line) = charges.get_mut(place) {
                match written {
                    Written::Label(text) => line.label = text,
                    Written::Amount(cents) => line.amount = Money::cents(cents),
                    Written::Status(_) | Written::Funder(_) => {}
                }
            }
        }
        Side::Revenues => {
            let revenues = &mut fiche.budget.revenues;
            let place = row.line.unwrap_or(revenues.len());
            if row.line.is_none() {
                revenues.push(new_revenue(&row.account, row.funder.clone()));
            }
            if let Some(line) = revenues.get_mut(place) {
                match written {
                    Written::Label(text) => line.label = text,
                    Written::Amount(cents) => line.amount = Money::cents(cents),
                    Written::Status(status) => line.status = status,
                    Written::Funder(funder) => line.funder = funder,
                }
            }
            if let Some(funder) = &row.funder {
                ask_as_budgeted(fiche, funder);
            }
        }
    }
}

/// What is asked of a funder of the call is what the revenues expect of it and is not obtained yet.
pub fn ask_as_budgeted(fiche: &mut ProjectInput, funder: &Reference) {
    let asked = Money::cents(fiche.budget.asked_of(funder));
    if let Some(request) = fiche.requests.iter_mut().find(|request| request.funder == *funder) {
        request.amount = asked;
    }
}

/// Amounts asked that the revenues do not show get a line each.
pub fn budget_as_asked(fiche: &mut ProjectInput) {
    for request in fiche.requests.clone().into_iter().filter(|request| request.amount.amount > 0) {
        let there = fiche.budget.revenues.iter().any(|line| line.funder.as_ref() == Some(&request.funder));
        if !there {
            let mut line = new_revenue(SUBSIDIES, Some(request.funder));
            line.amount = request.amount;
            fiche.budget.revenues.push(line);
        }
    }
}

fn new_revenue(account: &str, funder: Option<Reference>) -> RevenueInput {
    let status = (account == SUBSIDIES).then_some(FundingStatus::Requested);
    RevenueInput { account: account.into(), label: String::new(), funder, amount: Money::default(), status }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::{
        Id,
        budget::{CHART, charge},
        partner::PartnerKind,
        project::FundingRequestInput,
    };

    fn funder() -> PartnerRef {
        let id = Id::from_storage("0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60".into());
        PartnerRef { id, name: "Ville".into(), kind: PartnerKind::Ville }
    }

    fn asking() -> ProjectInput {
        let request =
            FundingRequestInput { funder: funder().id.to_string().into(), amount: Money::default() };
        ProjectInput { requests: vec![request], ..ProjectInput::default() }
    }

    fn revenues(fiche: &ProjectInput) -> Vec<GridRow> {
        let found = classes(&CHART.revenues, &fiche.budget, Side::Revenues, false, &[funder()]);
        found.into_iter().flat_map(|class| class.rows).collect()
    }

    #[test]
    fn every_account_that_can_be_written_on_has_one_row_and_each_line_too() {
        let mut budget = BudgetInput::default();
        let rows = |budget: &BudgetInput| -> Vec<GridRow> {
            let found = classes(&CHART.charges, budget, Side::Charges, false, &[]);
            found.into_iter().flat_map(|class| class.rows).collect()
        };
        let empty = rows(&budget);
        assert!(empty.iter().all(|row| row.line.is_none()));
        assert!(empty.iter().any(|row| row.account == "604") && empty.iter().all(|row| row.account != "60"));
        budget.charges = vec![charge("60", "", 1), charge("604", "", 2), charge("604", "", 3)];
        let written = rows(&budget);
        let lines: Vec<_> = written.iter().filter_map(|row| row.line).collect();
        assert_eq!(lines, [0, 1, 2]);
        assert_eq!(written.len(), empty.len() + 2);
    }

    #[test]
    fn a_row_keeps_its_key_when_its_line_is_written() {
        let mut fiche = asking();
        let before: Vec<String> = revenues(&fiche).into_iter().map(|row| row.key).collect();
        for key in &before {
            let row = revenues(&fiche).into_iter().find(|row| row.key == *key);
            let row = row.unwrap_or_else(|| unreachable!("{key}"));
            write(&mut fiche, Side::Revenues, &row, Written::Amount(100));
            let after = revenues(&fiche).into_iter().find(|row| row.key == *key);
            assert!(after.is_some_and(|row| row.line.is_some()), "{key}");
        }
        assert_eq!(fiche.budget.revenues.len(), before.len());
    }

    #[test]
    fn an_amount_on_the_row_of_a_funder_is_asked_of_it_until_it_is_obtained() {
        let mut fiche = asking();
        let row = |fiche: &ProjectInput| {
            revenues(fiche).into_iter().find(|row| row.funder.is_some()).unwrap_or_else(|| unreachable!())
        };
        let empty = row(&fiche);
        write(&mut fiche, Side::Revenues, &empty, Written::Amount(500));
        assert_eq!(fiche.requests.first().map(|request| request.amount), Some(Money::cents(500)));
        let written = row(&fiche);
        write(&mut fiche, Side::Revenues, &written, Written::Status(Some(FundingStatus::Obtained)));
        assert_eq!(fiche.requests.first().map(|request| request.amount), Some(Money::cents(0)));
    }

    #[test]
    fn nothing_in_an_empty_row_writes_no_line() {
        let mut fiche = asking();
        for row in revenues(&fiche.clone()) {
            write(&mut fiche, Side::Revenues, &row, Written::Amount(0));
            write(&mut fiche, Side::Revenues, &row, Written::Label(String::new()));
        }
        assert!(fiche.budget.revenues.is_empty());
    }

    #[test]
    fn an_amount_asked_becomes_a_subsidy_once() {
        let mut fiche = asking();
        fiche.requests.iter_mut().for_each(|request| request.amount = Money::cents(700));
        budget_as_asked(&mut fiche);
        budget_as_asked(&mut fiche);
        assert_eq!(fiche.budget.revenues.len(), 1);
        assert_eq!(fiche.budget.totals().revenues, 700);
    }
}
