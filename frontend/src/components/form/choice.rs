//! Fields to choose in: one of few (radios), one of many (select), several (checkboxes), yes or no (checkbox).

use super::{
    Errors, changed_text, is_checked,
    shell::{Ids, field, hint_and_error, label_text},
};
use crate::i18n::form as t;
use yew::prelude::*;

/// Something to choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub value: AttrValue,
    pub label: AttrValue,
    pub hint: Option<AttrValue>,
}

impl Choice {
    /// A value and the words people read.
    pub fn new(value: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None }
    }

    /// With a line under the label.
    pub fn hint(mut self, hint: impl Into<AttrValue>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// Properties of [`Select`].
#[derive(Properties, PartialEq)]
pub struct SelectProps {
    /// JSON Pointer of the value.
    pub at: AttrValue,
    pub label: AttrValue,
    /// Empty when nothing is chosen.
    pub value: AttrValue,
    pub choices: Vec<Choice>,
    pub onchange: Callback<String>,
    #[prop_or_default]
    pub errors: Errors,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub optional: bool,
    /// What the empty choice says.
    #[prop_or(AttrValue::Static(t::CHOOSE))]
    pub empty: AttrValue,
}

/// One of many.
#[component]
pub fn Select(props: &SelectProps) -> Html {
    let ids = Ids::of(&props.at);
    let error = props.errors.at(&props.at);
    let control = html! {
        <select
            class="input" id={ids.control.clone()} name={ids.control.clone()}
            aria-invalid={error.is_some().then_some("true")} aria-required={(!props.optional).then_some("true")}
            aria-describedby={ids.described_by(props.hint.is_some(), error.is_some(), false)}
            onchange={props.onchange.reform(|event: Event| changed_text(&event))}
        >
            <option value="" selected={props.value.is_empty()}>{ &props.empty }</option>
            { for props.choices.iter().map(|choice| html! {
                <option key={choice.value.to_string()} value={choice.value.clone()} selected={choice.value == props.value}>{ &choice.label }</option>
            }) }
        </select>
    };
    field(&ids, &props.label, props.optional, props.hint.as_ref(), error.as_ref(), control)
}

/// Properties of [`Radios`].
#[derive(Properties, PartialEq)]
pub struct RadiosProps {
    /// JSON Pointer of the value.
    pub at: AttrValue,
    pub legend: AttrValue,
    /// Empty when nothing is chosen.
    pub value: AttrValue,
    pub choices: Vec<Choice>,
    pub onchange: Callback<String>,
    #[prop_or_default]
    pub errors: Errors,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub optional: bool,
    #[prop_or_default]
    pub inline: bool,
}

/// One of few.
#[component]
pub fn Radios(props: &RadiosProps) -> Html {
    let name = Ids::of(&props.at).control;
    let rows = props.choices.iter().enumerate().map(|(index, choice)| {
        let onchange = {
            let value = choice.value.to_string();
            props.onchange.reform(move |_: Event| value.clone())
        };
        line(&name, index, choice, "radio", choice.value == props.value, onchange)
    });
    group(
        &props.at,
        &props.legend,
        props.optional,
        props.hint.as_ref(),
        &props.errors,
        props.inline,
        rows.collect(),
    )
}

/// Properties of [`Checkboxes`].
#[derive(Properties, PartialEq)]
pub struct CheckboxesProps {
    /// JSON Pointer of the list.
    pub at: AttrValue,
    pub legend: AttrValue,
    pub values: Vec<String>,
    pub choices: Vec<Choice>,
    /// The whole list after a change, in the order of the choices.
    pub onchange: Callback<Vec<String>>,
    #[prop_or_default]
    pub errors: Errors,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub optional: bool,
    #[prop_or_default]
    pub inline: bool,
}

/// Several of some.
#[component]
pub fn Checkboxes(props: &CheckboxesProps) -> Html {
    let name = Ids::of(&props.at).control;
    let rows = props.choices.iter().enumerate().map(|(index, choice)| {
        let checked = props.values.iter().any(|value| *value == *choice.value);
        let (all, values, changed) = (props.choices.clone(), props.values.clone(), choice.value.clone());
        let onchange = props.onchange.reform(move |event: Event| {
            let now = is_checked(&event);
            let chosen = |value: &AttrValue| {
                if *value == changed { now } else { values.iter().any(|kept| **kept == **value) }
            };
            all.iter().filter(|choice| chosen(&choice.value)).map(|choice| choice.value.to_string()).collect()
        });
        line(&name, index, choice, "checkbox", checked, onchange)
    });
    group(
        &props.at,
        &props.legend,
        props.optional,
        props.hint.as_ref(),
        &props.errors,
        props.inline,
        rows.collect(),
    )
}

fn line(
    name: &str,
    index: usize,
    choice: &Choice,
    kind: &'static str,
    checked: bool,
    onchange: Callback<Event>,
) -> Html {
    let id = format!("{name}--{index}");
    let hint_id = choice.hint.is_some().then(|| format!("{id}-aide"));
    html! {
        <div class="choice" key={choice.value.to_string()}>
            <input id={id.clone()} type={kind} name={name.to_owned()} value={choice.value.clone()} {checked}
                aria-describedby={hint_id.clone()} {onchange} />
            <label for={id}>{ &choice.label }</label>
            if let Some(hint) = &choice.hint {
                <p class="field-hint" id={hint_id}>{ hint }</p>
            }
        </div>
    }
}

fn group(
    at: &AttrValue,
    legend: &AttrValue,
    optional: bool,
    hint: Option<&AttrValue>,
    errors: &Errors,
    inline: bool,
    rows: Html,
) -> Html {
    let ids = Ids::of(at);
    let error = errors.under(at);
    html! {
        // The summary links here: a fieldset takes the focus for its first choice.
        <fieldset
            id={ids.control.clone()} tabindex="-1"
            class={classes!("field", error.is_some().then_some("field-invalid"))}
            aria-describedby={ids.described_by(hint.is_some(), error.is_some(), false)}
        >
            <legend>{ label_text(legend, optional) }</legend>
            { hint_and_error(&ids, hint, error.as_ref()) }
            <div class={classes!("choices", inline.then_some("choices-inline"))}>{ rows }</div>
        </fieldset>
    }
}

/// Properties of [`Checkbox`].
#[derive(Properties, PartialEq)]
pub struct CheckboxProps {
    /// JSON Pointer of the value.
    pub at: AttrValue,
    pub label: AttrValue,
    pub checked: bool,
    pub onchange: Callback<bool>,
    #[prop_or_default]
    pub errors: Errors,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
}

/// Yes or no: a declaration, a confirmation.
#[component]
pub fn Checkbox(props: &CheckboxProps) -> Html {
    let ids = Ids::of(&props.at);
    let error = props.errors.at(&props.at);
    html! {
        <div class={classes!("field", error.is_some().then_some("field-invalid"))}>
            { hint_and_error(&ids, None, error.as_ref()) }
            <div class="choice">
                <input
                    id={ids.control.clone()} name={ids.control.clone()} type="checkbox" checked={props.checked}
                    aria-invalid={error.is_some().then_some("true")}
                    aria-describedby={ids.described_by(props.hint.is_some(), error.is_some(), false)}
                    onchange={props.onchange.reform(|event: Event| is_checked(&event))}
                />
                <label for={ids.control.clone()}>{ &props.label }</label>
                if let Some(hint) = &props.hint {
                    <p class="field-hint" id={ids.hint.clone()}>{ hint }</p>
                }
            </div>
        </div>
    }
}
