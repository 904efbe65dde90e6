//! The budget of an action, on the associative chart of accounts (CERFA 12156*06).

use crate::{
    Money, Reference,
    money::{self, Currency},
    partner::PartnerRef,
    rule::Rule,
    validation::{self as rules, Violation},
};
use garde::Validate;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use utoipa::ToSchema;

/// The chart of accounts: data with a version, not code.
#[derive(Debug, Deserialize)]
pub struct Chart {
    pub version: String,
    pub charges: Vec<Account>,
    pub revenues: Vec<Account>,
}

/// A line of the chart.
#[derive(Debug, Deserialize)]
pub struct Account {
    pub account: String,
    pub label: String,
    /// Classes 86 and 87: voluntary contributions, balanced apart.
    #[serde(default)]
    pub voluntary: bool,
}

/// The current chart.
pub static CHART: LazyLock<Chart> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../data/chart-cerfa-12156-06.json")).unwrap_or(Chart {
        version: String::new(),
        charges: Vec::new(),
        revenues: Vec::new(),
    })
});

/// Whether co-funding is asked for or already granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FundingStatus {
    Requested,
    Obtained,
}

/// A charge of the budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Charge {
    /// Account of the chart: `604`, `indirect`, …
    #[garde(custom(charge_account))]
    #[schema(example = "604", max_length = 12)]
    pub account: String,
    #[serde(default)]
    #[garde(custom(rules::note))]
    #[schema(example = "Intervenants des ateliers", max_length = 200)]
    pub label: String,
    #[garde(custom(money::amount))]
    pub amount: Money,
}

/// A revenue of the budget, as sent; `funder` is the partner who gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct RevenueInput {
    /// Account of the chart: `74`, `own`, …
    #[garde(custom(revenue_account))]
    #[schema(example = "74", max_length = 12)]
    pub account: String,
    #[serde(default)]
    #[garde(custom(rules::note))]
    #[schema(example = "Subvention de la Ville", max_length = 200)]
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funder: Option<Reference>,
    #[garde(custom(money::amount))]
    pub amount: Money,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<FundingStatus>,
}

/// A budget as sent. A draft may be out of balance; a submission may not, by one cent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct BudgetInput {
    #[garde(custom(rules::items), dive)]
    pub charges: Vec<Charge>,
    #[garde(custom(rules::items), dive)]
    pub revenues: Vec<RevenueInput>,
}

/// A revenue as read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Revenue {
    pub account: String,
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funder: Option<PartnerRef>,
    pub amount: Money,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<FundingStatus>,
}

/// A budget as read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Budget {
    pub charges: Vec<Charge>,
    pub revenues: Vec<Revenue>,
}

/// The totals that must agree, in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    pub charges: i64,
    pub revenues: i64,
    /// Class 86.
    pub voluntary_charges: i64,
    /// Class 87.
    pub voluntary_revenues: i64,
}

impl BudgetInput {
    /// Sums of both sides, voluntary contributions apart.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for charge in &self.charges {
            let side =
                if voluntary(&charge.account) { &mut totals.voluntary_charges } else { &mut totals.charges };
            *side = side.saturating_add(charge.amount.amount);
        }
        for revenue in &self.revenues {
            let side = if voluntary(&revenue.account) {
                &mut totals.voluntary_revenues
            } else {
                &mut totals.revenues
            };
            *side = side.saturating_add(revenue.amount.amount);
        }
        totals
    }

    /// What a submission refuses: charges ≠ revenues, 86 ≠ 87.
    pub fn imbalance(&self) -> Vec<Violation> {
        let totals = self.totals();
        let mut violations = Vec::new();
        if totals.charges != totals.revenues {
            let difference = totals.charges.saturating_sub(totals.revenues);
            violations.push(Violation::new("/budget", Rule::BudgetUnbalanced { difference }));
        }
        if totals.voluntary_charges != totals.voluntary_revenues {
            let difference = totals.voluntary_charges.saturating_sub(totals.voluntary_revenues);
            violations.push(Violation::new("/budget", Rule::VoluntaryUnbalanced { difference }));
        }
        violations
    }
}

impl Totals {
    pub fn balanced(self) -> bool {
        self.charges == self.revenues && self.voluntary_charges == self.voluntary_revenues
    }
}

fn voluntary(account: &str) -> bool {
    account.starts_with("86") || account.starts_with("87")
}

fn charge_account(account: &str, _: &()) -> garde::Result {
    known(&CHART.charges, account)
}

fn revenue_account(account: &str, _: &()) -> garde::Result {
    known(&CHART.revenues, account)
}

fn known(accounts: &[Account], account: &str) -> garde::Result {
    if accounts.iter().any(|known| known.account == account) {
        Ok(())
    } else {
        Err(Rule::UnknownAccount.into())
    }
}

/// A charge, for tests, examples and pre-filled forms.
pub fn charge(account: &str, label: &str, cents: i64) -> Charge {
    Charge {
        account: account.into(),
        label: label.into(),
        amount: Money { amount: cents, currency: Currency::EUR },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn revenue(account: &str, cents: i64) -> RevenueInput {
        RevenueInput {
            account: account.into(),
            label: String::new(),
            funder: None,
            amount: Money::cents(cents),
            status: None,
        }
    }

    #[test]
    fn the_chart_is_read_and_its_voluntary_accounts_are_those_of_classes_86_and_87() {
        assert_eq!(CHART.version, "cerfa-12156-06");
        for account in CHART.charges.iter().chain(&CHART.revenues) {
            assert_eq!(account.voluntary, voluntary(&account.account), "{}", account.account);
        }
    }

    #[test]
    fn one_cent_out_of_balance_is_said() {
        let budget =
            BudgetInput { charges: vec![charge("604", "", 100_000)], revenues: vec![revenue("74", 99_999)] };
        assert_eq!(budget.imbalance(), [Violation::new("/budget", Rule::BudgetUnbalanced { difference: 1 })]);
    }

    #[test]
    fn voluntary_contributions_balance_apart() {
        let budget = BudgetInput {
            charges: vec![charge("604", "", 100), charge("864", "", 50)],
            revenues: vec![revenue("74", 150)],
        };
        assert_eq!(budget.imbalance().len(), 2);
    }

    proptest! {
        #[test]
        fn a_budget_is_in_balance_exactly_when_its_sums_agree(
            charges in prop::collection::vec(0i64..1_000_000, 0..20),
            revenues in prop::collection::vec(0i64..1_000_000, 0..20),
        ) {
            let budget = BudgetInput {
                charges: charges.iter().map(|cents| charge("604", "", *cents)).collect(),
                revenues: revenues.iter().map(|cents| revenue("74", *cents)).collect(),
            };
            let agree = charges.iter().sum::<i64>() == revenues.iter().sum::<i64>();
            prop_assert_eq!(budget.imbalance().is_empty(), agree);
            prop_assert_eq!(budget.totals().balanced(), agree);
        }
    }
}
