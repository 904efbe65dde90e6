//! Amounts and counts for which zero is the same as nothing: the field of a new line is empty, not « 0 ».

use crate::components::form::{Errors, MoneyField, NumberField, Unread};
use openapi::Money;
use yew::prelude::*;

/// Properties of [`AmountField`].
#[derive(Properties, PartialEq)]
pub struct AmountFieldProps {
    /// JSON Pointer of the amount.
    pub at: AttrValue,
    pub label: AttrValue,
    pub value: Money,
    pub onchange: Callback<Money>,
    pub onunread: Callback<Unread>,
    #[prop_or_default]
    pub errors: Errors,
    #[prop_or_default]
    pub optional: bool,
}

/// An amount in euros; nothing typed is zero.
#[component]
pub fn AmountField(props: &AmountFieldProps) -> Html {
    // A zero that is being typed stays: it may be the start of « 0,50 ».
    let typed_zero = use_state(|| false);
    let value = shown(props.value.amount, *typed_zero);
    let onchange = {
        let (typed_zero, onchange) = (typed_zero.clone(), props.onchange.clone());
        Callback::from(move |cents: Option<i64>| {
            typed_zero.set(cents == Some(0));
            onchange.emit(Money::cents(cents.unwrap_or(0)));
        })
    };
    html! {
        <MoneyField
            at={props.at.clone()} label={props.label.clone()} {value} {onchange} onunread={props.onunread.clone()}
            errors={props.errors.clone()} optional={props.optional}
        />
    }
}

/// Properties of [`CountField`].
#[derive(Properties, PartialEq)]
pub struct CountFieldProps {
    /// JSON Pointer of the count.
    pub at: AttrValue,
    pub label: AttrValue,
    pub value: u32,
    pub onchange: Callback<u32>,
    pub onunread: Callback<Unread>,
    #[prop_or_default]
    pub errors: Errors,
}

/// How many people; nothing typed is zero.
#[component]
pub fn CountField(props: &CountFieldProps) -> Html {
    let typed_zero = use_state(|| false);
    let value = shown(i64::from(props.value), *typed_zero);
    let onchange = {
        let (typed_zero, onchange) = (typed_zero.clone(), props.onchange.clone());
        Callback::from(move |count: Option<i64>| {
            typed_zero.set(count == Some(0));
            onchange.emit(people(count.unwrap_or(0)));
        })
    };
    html! {
        <NumberField
            at={props.at.clone()} label={props.label.clone()} {value} {onchange} onunread={props.onunread.clone()}
            errors={props.errors.clone()} optional=true
        />
    }
}

fn shown(value: i64, typed_zero: bool) -> Option<i64> {
    (value != 0 || typed_zero).then_some(value)
}

/// A number beyond what the type holds stays beyond the contract's limit, so that the check refuses it.
pub fn people(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_shown_only_while_it_is_typed() {
        assert_eq!(shown(0, false), None);
        assert_eq!(shown(0, true), Some(0));
        assert_eq!(shown(12, false), Some(12));
    }

    #[test]
    fn a_count_beyond_the_type_is_beyond_the_limit() {
        assert!(people(i64::MAX) > openapi::limits::PEOPLE_MAX);
    }
}
