//! Amounts of money.

use crate::{limits, rule::Rule};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The only currency of the programmes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub enum Currency {
    #[default]
    EUR,
}

/// An amount in cents: `{"amount": 1250000, "currency": "EUR"}` is 12 500 €.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"amount": 1250000, "currency": "EUR"}))]
pub struct Money {
    /// In cents.
    #[schema(minimum = 0, maximum = 10_000_000_000_i64)]
    pub amount: i64,
    #[serde(default)]
    pub currency: Currency,
}

impl Money {
    pub const fn cents(amount: i64) -> Self {
        Self { amount, currency: Currency::EUR }
    }

    /// Zero to [`limits::AMOUNT_MAX`], both included.
    pub fn in_range(&self) -> bool {
        (0..=limits::AMOUNT_MAX).contains(&self.amount)
    }
}

impl std::iter::Sum for Money {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        Self::cents(iter.fold(0, |total, money| total.saturating_add(money.amount)))
    }
}

/// garde rule: the amount is not negative and not beyond the limit.
pub fn amount(money: &Money, _: &()) -> garde::Result {
    if money.in_range() {
        Ok(())
    } else {
        Err(Rule::AmountOutOfRange { max: limits::AMOUNT_MAX / 100 }.into())
    }
}
