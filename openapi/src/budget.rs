//! The budget of an action, on the associative chart of accounts (CERFA 12156*06).

pub use crate::chart::{Account, CHART, Chart};

use crate::{
    Money, Reference,
    money::{self, Currency},
    partner::PartnerRef,
    rule::Rule,
    validation::{self as rules, Violation},
};
use garde::Validate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The class of an account, by which a budget is subtotalled: `61` for `613`, `own` for `own`.
pub fn class(account: &str) -> &str {
    let numbered = account.len() > 2 && account.bytes().all(|byte| byte.is_ascii_digit());
    if numbered { account.get(..2).unwrap_or(account) } else { account }
}

/// How much `part` is of `whole`, in hundredths of a percent, rounded half up; none of a whole that is not positive.
pub fn share(part: i64, whole: i64) -> Option<i64> {
    if whole <= 0 || part < 0 {
        return None;
    }
    let rounded = (i128::from(part) * 20_000 + i128::from(whole)) / (i128::from(whole) * 2);
    i64::try_from(rounded).ok()
}

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

    /// Cents of the charges by class.
    pub fn charges_by_class(&self) -> BTreeMap<&str, i64> {
        by_class(self.charges.iter().map(|line| (line.account.as_str(), line.amount.amount)))
    }

    /// Cents of the revenues by class.
    pub fn revenues_by_class(&self) -> BTreeMap<&str, i64> {
        by_class(self.revenues.iter().map(|line| (line.account.as_str(), line.amount.amount)))
    }

    /// Cents that the revenues ask of a funder, what is obtained already left out.
    pub fn asked_of(&self, funder: &Reference) -> i64 {
        let asked = self.revenues.iter().filter(|line| {
            line.funder.as_ref() == Some(funder) && line.status != Some(FundingStatus::Obtained)
        });
        asked.fold(0, |total, line| total.saturating_add(line.amount.amount))
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

fn by_class<'a>(lines: impl Iterator<Item = (&'a str, i64)>) -> BTreeMap<&'a str, i64> {
    lines.fold(BTreeMap::new(), |mut sums, (account, cents)| {
        let sum = sums.entry(class(account)).or_insert(0_i64);
        *sum = sum.saturating_add(cents);
        sums
    })
}

impl Totals {
    pub fn balanced(self) -> bool {
        self.charges == self.revenues && self.voluntary_charges == self.voluntary_revenues
    }
}

/// Classes 86 and 87.
pub fn voluntary(account: &str) -> bool {
    account.starts_with("86") || account.starts_with("87")
}

// A call's own chart is asked by `Chart::violations`; here an account must stand in one of them.
fn charge_account(account: &str, _: &()) -> garde::Result {
    known(account, |chart| &chart.charges)
}

fn revenue_account(account: &str, _: &()) -> garde::Result {
    known(account, |chart| &chart.revenues)
}

fn known(account: &str, side: impl Fn(&Chart) -> &Vec<Account>) -> garde::Result {
    if Chart::all().iter().any(|chart| side(chart).iter().any(|known| known.account == account)) {
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
    fn a_share_is_rounded_half_up_and_nothing_has_none() {
        assert_eq!((share(1, 3), share(2, 3), share(1, 1)), (Some(3_333), Some(6_667), Some(10_000)));
        assert_eq!((share(1, 0), share(-1, 5)), (None, None));
    }

    #[test]
    fn what_is_obtained_is_not_asked() {
        let line =
            |cents, status| RevenueInput { funder: Some("ville".into()), status, ..revenue("74", cents) };
        let budget = BudgetInput {
            charges: Vec::new(),
            revenues: vec![
                line(100, Some(FundingStatus::Requested)),
                line(30, None),
                line(7, Some(FundingStatus::Obtained)),
                revenue("74", 1_000),
            ],
        };
        assert_eq!(budget.asked_of(&"ville".into()), 130);
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

        #[test]
        fn shares_of_the_revenues_add_up_to_the_whole(cents in prop::collection::vec(0i64..10_000_000_000, 1..30)) {
            let whole: i64 = cents.iter().sum();
            let shares: Vec<i64> = cents.iter().filter_map(|part| share(*part, whole)).collect();
            prop_assert!(shares.iter().all(|share| (0..=10_000).contains(share)));
            if whole > 0 {
                let off = (shares.iter().sum::<i64>() - 10_000).abs();
                prop_assert!(off <= i64::try_from(cents.len()).unwrap_or(0), "{off}");
            }
        }

        #[test]
        fn no_amount_makes_a_sum_or_a_share_overflow(cents in prop::collection::vec(any::<i64>(), 0..20)) {
            let budget = BudgetInput {
                charges: cents.iter().map(|cents| charge("604", "", *cents)).collect(),
                revenues: cents.iter().map(|cents| revenue("870", *cents)).collect(),
            };
            let totals = budget.totals();
            let _ = (budget.imbalance(), budget.charges_by_class(), budget.asked_of(&"x".into()));
            for part in &cents {
                prop_assert!(share(*part, totals.charges).is_none_or(|share| share >= 0));
            }
        }

        #[test]
        fn subtotals_by_class_add_up_to_the_totals(lines in prop::collection::vec((0usize..33, 0i64..1_000_000), 0..40)) {
            let accounts = &Chart::current().charges;
            let lines = lines.into_iter().filter_map(|(at, cents)| Some((accounts.get(at)?, cents)));
            let budget = BudgetInput {
                charges: lines.map(|(account, cents)| charge(&account.account, "", cents)).collect(),
                revenues: Vec::new(),
            };
            let classes = budget.charges_by_class();
            let (plain, apart): (Vec<_>, Vec<_>) = classes.iter().partition(|(class, _)| !voluntary(class));
            prop_assert_eq!(plain.iter().map(|(_, cents)| **cents).sum::<i64>(), budget.totals().charges);
            prop_assert_eq!(apart.iter().map(|(_, cents)| **cents).sum::<i64>(), budget.totals().voluntary_charges);
        }
    }
}
