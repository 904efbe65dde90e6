//! Cells of a grid: inputs whose label is that of their row and column, and whose error stands below them.

use super::{
    Errors, Unread, field_id, input_text,
    number::{read_count, use_typed},
    shell::Ids,
};
use crate::{format, i18n::form as t};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Where a cell stands in its grid: the keys of [`super::Grid`] move by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    pub row: usize,
    pub column: usize,
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Cents, typed as euros: « 1 250,50 ».
    Euros,
    /// People.
    Count,
}

/// Properties of [`NumberCell`].
#[derive(Properties, PartialEq)]
pub struct NumberCellProps {
    /// JSON Pointer of the value; its id follows from it.
    pub at: AttrValue,
    /// Row and column in words: « 604 – Prestations, montant en euros ».
    pub label: AttrValue,
    pub holds: Holds,
    pub place: Place,
    /// Zero shows as nothing.
    pub value: i64,
    pub onchange: Callback<i64>,
    pub onunread: Callback<Unread>,
    #[prop_or_default]
    pub errors: Errors,
}

/// A number in a grid; nothing typed is zero. Escape brings back what was there.
#[component]
pub fn NumberCell(props: &NumberCellProps) -> Html {
    let holds = props.holds;
    let parse = move |text: &str| match holds {
        Holds::Euros => format::parse_amount(text).map_err(|_| AttrValue::Static(t::NOT_AN_AMOUNT)),
        Holds::Count => read_count(text),
    };
    let show = move |value: i64| match holds {
        Holds::Euros => format::amount_input(value),
        Holds::Count => format::number(value),
    };
    // A zero that is being typed stays: it may be the start of « 0,50 ».
    let typed_zero = use_state(|| false);
    let value = (props.value != 0 || *typed_zero).then_some(props.value);
    let onchange = {
        let (typed_zero, onchange) = (typed_zero.clone(), props.onchange.clone());
        Callback::from(move |value: Option<i64>| {
            typed_zero.set(value == Some(0));
            onchange.emit(value.unwrap_or(0));
        })
    };
    let typed = use_typed(value, &props.at, parse, show, &onchange, &props.onunread);
    let mode = if holds == Holds::Euros { "decimal" } else { "numeric" };
    // The whole amount or a part of it may be what the server names.
    let error = typed.error.clone().or_else(|| props.errors.under(&props.at));
    cell(
        &props.at,
        &props.label,
        props.place,
        &typed.text,
        error.as_ref(),
        mode,
        &typed.oninput,
        &typed.onblur,
    )
}

/// Properties of [`TextCell`].
#[derive(Properties, PartialEq)]
pub struct TextCellProps {
    pub at: AttrValue,
    pub label: AttrValue,
    pub place: Place,
    pub value: AttrValue,
    pub oninput: Callback<String>,
    #[prop_or_default]
    pub errors: Errors,
}

/// A short text in a grid. Escape brings back what was there.
#[component]
pub fn TextCell(props: &TextCellProps) -> Html {
    let error = props.errors.at(&props.at);
    cell(
        &props.at,
        &props.label,
        props.place,
        &props.value,
        error.as_ref(),
        "text",
        &props.oninput,
        &Callback::noop(),
    )
}

#[expect(clippy::too_many_arguments, reason = "the one place where both kinds of cell are drawn")]
fn cell(
    at: &AttrValue,
    label: &AttrValue,
    place: Place,
    text: &str,
    error: Option<&AttrValue>,
    mode: &'static str,
    oninput: &Callback<String>,
    onblur: &Callback<()>,
) -> Html {
    let ids = Ids::of(at);
    let class = classes!("input", "cell", (mode != "text").then_some("input-number"));
    let onkeydown = {
        let oninput = oninput.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() != "Escape" {
                return;
            }
            // What the page drew last before the focus came is what the browser calls the default value.
            let target = event.target_dyn_into::<HtmlInputElement>();
            if let Some(before) = target.and_then(|input| input.get_attribute("data-before")) {
                event.stop_propagation();
                oninput.emit(before);
            }
        })
    };
    let onfocus = Callback::from(|event: FocusEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            let _ = input.set_attribute("data-before", &input.value());
        }
    });
    html! {
        <>
            <input {class} id={field_id(at)} name={field_id(at)} type="text" inputmode={mode} autocomplete="off" aria-label={label.clone()}
                data-row={place.row.to_string()} data-column={place.column.to_string()} value={text.to_owned()}
                aria-invalid={error.is_some().then_some("true")}
                aria-describedby={ids.described_by(false, error.is_some(), false)}
                oninput={oninput.reform(|event: InputEvent| input_text(&event))}
                onblur={onblur.reform(|_: FocusEvent| ())} {onkeydown} {onfocus}
            />
            { super::shell::hint_and_error(&ids, None, error) }
        </>
    }
}
