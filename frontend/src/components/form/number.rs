//! Amounts, counts and dates. What cannot be read stays as typed and is said at the field and in the summary.

use super::{
    Errors, changed_text, input_text,
    shell::{Ids, field},
    use_form::Unread,
};
use crate::{format, i18n::form as t};
use chrono::NaiveDate;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// How long a click takes at most, from pressing to releasing, in milliseconds.
const AFTER_A_CLICK: u32 = 250;

/// Properties of [`MoneyField`].
#[derive(Properties, PartialEq)]
pub struct MoneyFieldProps {
    /// JSON Pointer of the amount: `/budget/charges/0/amount`.
    pub at: AttrValue,
    pub label: AttrValue,
    /// In cents.
    pub value: Option<i64>,
    /// Cents as they are typed; none when the field is empty or cannot be read.
    pub onchange: Callback<Option<i64>>,
    /// `form.on_unread()`.
    #[prop_or_default]
    pub onunread: Callback<Unread>,
    #[prop_or_default]
    pub errors: Errors,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub optional: bool,
}

/// An amount in euros, typed as people type it: « 1 250,50 ».
#[component]
pub fn MoneyField(props: &MoneyFieldProps) -> Html {
    let parse = |text: &str| format::parse_amount(text).map_err(|_| AttrValue::Static(t::NOT_AN_AMOUNT));
    let show = |cents: i64| format::amount_input(cents);
    let typed = use_typed(props.value, &props.at, parse, show, &props.onchange, &props.onunread);
    let ids = Ids::of(&props.at);
    // The whole amount or a part of it may be what the server names.
    let error = typed.error.clone().or_else(|| props.errors.under(&props.at));
    let control = html! {
        <div class="input-affix">
            <input
                class="input input-number" id={ids.control.clone()} name={ids.control.clone()} type="text" inputmode="decimal" autocomplete="off"
                value={typed.text.clone()}
                aria-invalid={error.is_some().then_some("true")} aria-required={(!props.optional).then_some("true")}
                aria-describedby={ids.described_by(props.hint.is_some(), error.is_some(), false)}
                oninput={typed.oninput.reform(|event: InputEvent| input_text(&event))}
                onblur={typed.onblur.reform(|_: FocusEvent| ())}
            />
            <span aria-hidden="true">{ "€" }</span>
        </div>
    };
    let label = AttrValue::from(format!("{}{}", props.label, t::IN_EUROS));
    field(&ids, &label, props.optional, props.hint.as_ref(), error.as_ref(), control)
}

/// Properties of [`NumberField`].
#[derive(Properties, PartialEq)]
pub struct NumberFieldProps {
    /// JSON Pointer of the value.
    pub at: AttrValue,
    pub label: AttrValue,
    pub value: Option<i64>,
    pub onchange: Callback<Option<i64>>,
    /// `form.on_unread()`.
    #[prop_or_default]
    pub onunread: Callback<Unread>,
    #[prop_or_default]
    pub errors: Errors,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub optional: bool,
}

/// A whole number that is not negative: a count of people, a weight.
#[component]
pub fn NumberField(props: &NumberFieldProps) -> Html {
    let typed =
        use_typed(props.value, &props.at, read_count, format::number, &props.onchange, &props.onunread);
    let ids = Ids::of(&props.at);
    let error = typed.error.clone().or_else(|| props.errors.at(&props.at));
    let control = html! {
        <input
            class="input input-number" id={ids.control.clone()} name={ids.control.clone()} type="text" inputmode="numeric" autocomplete="off"
            value={typed.text.clone()}
            aria-invalid={error.is_some().then_some("true")} aria-required={(!props.optional).then_some("true")}
            aria-describedby={ids.described_by(props.hint.is_some(), error.is_some(), false)}
            oninput={typed.oninput.reform(|event: InputEvent| input_text(&event))}
            onblur={typed.onblur.reform(|_: FocusEvent| ())}
        />
    };
    field(&ids, &props.label, props.optional, props.hint.as_ref(), error.as_ref(), control)
}

/// Properties of [`DecimalField`].
#[derive(Properties, PartialEq)]
pub struct DecimalFieldProps {
    /// JSON Pointer of the value.
    pub at: AttrValue,
    pub label: AttrValue,
    pub value: Option<f64>,
    pub onchange: Callback<Option<f64>>,
    /// `form.on_unread()`.
    #[prop_or_default]
    pub onunread: Callback<Unread>,
    #[prop_or_default]
    pub errors: Errors,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub optional: bool,
}

/// A number with at most two decimals: the value of an indicator.
#[component]
pub fn DecimalField(props: &DecimalFieldProps) -> Html {
    let parse = |text: &str| format::parse_amount(text).map_err(|_| AttrValue::Static(t::NOT_A_DECIMAL));
    let onchange =
        props.onchange.reform(|hundredths: Option<i64>| hundredths.map(|count| count as f64 / 100.0));
    // Beyond what the field shows, the server's limit refuses it.
    let value = props.value.map(|value| (value * 100.0).round() as i64);
    let typed = use_typed(value, &props.at, parse, format::amount_input, &onchange, &props.onunread);
    let ids = Ids::of(&props.at);
    let error = typed.error.clone().or_else(|| props.errors.at(&props.at));
    let control = html! {
        <input
            class="input input-number" id={ids.control.clone()} name={ids.control.clone()} type="text" inputmode="decimal" autocomplete="off"
            value={typed.text.clone()}
            aria-invalid={error.is_some().then_some("true")} aria-required={(!props.optional).then_some("true")}
            aria-describedby={ids.described_by(props.hint.is_some(), error.is_some(), false)}
            oninput={typed.oninput.reform(|event: InputEvent| input_text(&event))}
            onblur={typed.onblur.reform(|_: FocusEvent| ())}
        />
    };
    field(&ids, &props.label, props.optional, props.hint.as_ref(), error.as_ref(), control)
}

/// A whole number as typed, blanks left out; nothing typed is none.
pub(super) fn read_count(text: &str) -> Result<Option<i64>, AttrValue> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    let whole = digits.len() <= 15 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| whole).map(Some).ok_or(AttrValue::Static(t::NOT_A_NUMBER))
}

/// A text beside the value it stands for.
pub(super) struct Typed {
    pub text: String,
    pub error: Option<AttrValue>,
    pub oninput: Callback<String>,
    pub onblur: Callback<()>,
}

/// Keeps the text as typed as long as it stands for `value`; a value that changes from outside replaces it.
#[hook]
pub(super) fn use_typed(
    value: Option<i64>,
    at: &AttrValue,
    parse: impl Fn(&str) -> Result<Option<i64>, AttrValue> + 'static,
    show: impl Fn(i64) -> String + 'static,
    onchange: &Callback<Option<i64>>,
    onunread: &Callback<Unread>,
) -> Typed {
    let typed = use_state(|| None::<String>);
    let left = use_state(|| false);
    let shown = value.map(show).unwrap_or_default();
    {
        // A field that goes away, such as a removed line, must not block the form any longer.
        let (at, onunread) = (at.clone(), onunread.clone());
        use_effect_with(at, move |at| {
            let pointer = at.clone();
            move || onunread.emit(Unread { pointer, message: None })
        });
    }
    // An unreadable text stands for no value.
    let current = (*typed).clone().filter(|text| parse(text).unwrap_or(None) == value);
    let text = current.unwrap_or(shown);
    let error = parse(&text).err().filter(|_| *left);

    let oninput = {
        let (typed, onchange, onunread, at) = (typed.clone(), onchange.clone(), onunread.clone(), at.clone());
        Callback::from(move |text: String| {
            let read = parse(&text);
            onunread.emit(Unread { pointer: at.clone(), message: read.as_ref().err().cloned() });
            onchange.emit(read.unwrap_or(None));
            typed.set(Some(text));
        })
    };
    let onblur = {
        let readable = error.is_none();
        Callback::from(move |()| {
            // The sentence moves what is below: a button that is being pressed must not slip away from under the pointer.
            let left = left.clone();
            Timeout::new(AFTER_A_CLICK, move || left.set(true)).forget();
            // Once left, a readable amount is shown as it will be read: « 1250,5 » becomes « 1 250,50 ».
            if readable && value.is_some() {
                typed.set(None);
            }
        })
    };
    Typed { text, error, oninput, onblur }
}

/// Properties of [`DateField`].
#[derive(Properties, PartialEq)]
pub struct DateFieldProps {
    /// JSON Pointer of the value.
    pub at: AttrValue,
    pub label: AttrValue,
    pub value: Option<NaiveDate>,
    /// None when the field is empty.
    pub onchange: Callback<Option<NaiveDate>>,
    #[prop_or_default]
    pub errors: Errors,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub optional: bool,
}

/// A day, with the browser's own calendar.
#[component]
pub fn DateField(props: &DateFieldProps) -> Html {
    let ids = Ids::of(&props.at);
    let error = props.errors.at(&props.at);
    // While a day is being typed the browser calls it empty. Writing the day before into the field would undo the typing,
    // so a field that was emptied stays so until its value changes.
    let emptied = use_state(|| None::<Option<NaiveDate>>);
    let shown = props.value.filter(|_| *emptied != Some(props.value));
    let value = shown.map(|date| date.to_string()).unwrap_or_default();
    let onchange = {
        let (emptied, before) = (emptied.clone(), props.value);
        props.onchange.reform(move |event: Event| {
            let day: Option<NaiveDate> = changed_text(&event).parse().ok();
            emptied.set(day.is_none().then_some(before));
            day
        })
    };
    let control = html! {
        <input
            class="input input-date" id={ids.control.clone()} name={ids.control.clone()} type="date" {value}
            aria-invalid={error.is_some().then_some("true")} aria-required={(!props.optional).then_some("true")}
            aria-describedby={ids.described_by(props.hint.is_some(), error.is_some(), false)}
            {onchange}
        />
    };
    field(&ids, &props.label, props.optional, props.hint.as_ref(), error.as_ref(), control)
}
