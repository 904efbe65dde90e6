//! Charts of accounts, by version.

use crate::{budget::BudgetInput, rule::Rule, validation::Violation};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use utoipa::ToSchema;

/// A chart of accounts: data with a version, not code. A call refers to one; it never changes once a call does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "version": "cerfa-12156-06", "label": "Plan comptable associatif (CERFA 12156*06)",
    "charges": [{"account": "60", "label": "Achats"}, {"account": "604", "label": "Achats d’études et de prestations de services"}],
    "revenues": [{"account": "74", "label": "Subventions d’exploitation"}], "funders": ["Région", "Département"]}))]
pub struct Chart {
    pub version: String,
    /// The name people read.
    pub label: String,
    /// In the order of the printed form.
    pub charges: Vec<Account>,
    pub revenues: Vec<Account>,
    /// Who may give a subsidy (account 74) besides the partners of the programme: words to choose from.
    #[serde(default)]
    pub funders: Vec<String>,
}

/// A line of the chart. `613` belongs to the class `61`; what is not numbered is a class of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"account": "604", "label": "Achats d’études et de prestations de services"}))]
pub struct Account {
    pub account: String,
    pub label: String,
    /// Classes 86 and 87: voluntary contributions, balanced apart.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub voluntary: bool,
}

/// Every version of the chart, the current one first. A new one is a file here; the older ones stay for their calls.
static CHARTS: LazyLock<Vec<Chart>> = LazyLock::new(|| {
    [include_str!("../data/chart-cerfa-12156-06.json")]
        .into_iter()
        .filter_map(|text| serde_json::from_str(text).ok())
        .collect()
});

/// The current chart: that of new calls, and of words for an account.
pub static CHART: LazyLock<&'static Chart> = LazyLock::new(Chart::current);

impl Chart {
    /// Every version, the current one first.
    pub fn all() -> &'static [Chart] {
        &CHARTS
    }

    /// The chart that a new call takes.
    pub fn current() -> &'static Chart {
        static NONE: Chart = Chart {
            version: String::new(),
            label: String::new(),
            charges: Vec::new(),
            revenues: Vec::new(),
            funders: Vec::new(),
        };
        CHARTS.first().unwrap_or(&NONE)
    }

    pub fn named(version: &str) -> Option<&'static Chart> {
        CHARTS.iter().find(|chart| chart.version == version)
    }

    /// Accounts of a budget that this chart does not have, each at its place.
    pub fn violations(&self, budget: &BudgetInput) -> Vec<Violation> {
        let unknown =
            |accounts: &[Account], account: &str| accounts.iter().all(|known| known.account != account);
        let charges =
            budget.charges.iter().enumerate().filter(|(_, line)| unknown(&self.charges, &line.account));
        let revenues =
            budget.revenues.iter().enumerate().filter(|(_, line)| unknown(&self.revenues, &line.account));
        let charges = charges.map(|(index, _)| format!("/budget/charges/{index}/account"));
        let revenues = revenues.map(|(index, _)| format!("/budget/revenues/{index}/account"));
        charges.chain(revenues).map(|pointer| Violation::new(pointer, Rule::UnknownAccount)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Money,
        budget::{RevenueInput, charge, voluntary},
    };

    fn revenue(account: &str) -> RevenueInput {
        let amount = Money::cents(1);
        RevenueInput { account: account.into(), label: String::new(), funder: None, amount, status: None }
    }

    #[test]
    fn the_charts_are_read_and_their_voluntary_accounts_are_those_of_classes_86_and_87() {
        assert_eq!(Chart::current().version, "cerfa-12156-06");
        for chart in Chart::all() {
            assert_eq!(Chart::named(&chart.version), Some(chart));
            for account in chart.charges.iter().chain(&chart.revenues) {
                assert_eq!(account.voluntary, voluntary(&account.account), "{}", account.account);
            }
        }
        assert_eq!(Chart::named("cerfa-1999"), None);
    }

    #[test]
    fn an_account_of_another_chart_is_named_with_its_place() {
        let chart = Chart { charges: Vec::new(), ..Chart::current().clone() };
        let budget = BudgetInput {
            charges: vec![charge("604", "", 1)],
            revenues: vec![revenue("74"), revenue("604")],
        };
        let places: Vec<String> = chart.violations(&budget).into_iter().map(|found| found.pointer).collect();
        assert_eq!(places, ["/budget/charges/0/account", "/budget/revenues/1/account"]);
    }
}
