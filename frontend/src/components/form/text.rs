//! Fields of text.

use super::{
    Errors, input_text,
    shell::{Ids, field},
};
use crate::i18n::form as t;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// Properties of [`TextField`].
#[derive(Properties, PartialEq)]
pub struct TextFieldProps {
    /// JSON Pointer of the value: `/title`.
    pub at: AttrValue,
    pub label: AttrValue,
    pub value: AttrValue,
    pub oninput: Callback<String>,
    #[prop_or_default]
    pub errors: Errors,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Says « facultatif » beside the label.
    #[prop_or_default]
    pub optional: bool,
    /// Shows how many characters remain.
    #[prop_or_default]
    pub max: Option<usize>,
    /// `email`, `tel`, `url`, `time`; `text` by default.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    #[prop_or_default]
    pub autocomplete: Option<AttrValue>,
    #[prop_or_default]
    pub readonly: bool,
}

/// One line of text.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let ids = Ids::of(&props.at);
    let error = props.errors.at(&props.at);
    let control = html! {
        <>
            <input
                class="input" id={ids.control.clone()} name={ids.control.clone()} type={props.kind.clone()}
                value={props.value.clone()} autocomplete={props.autocomplete.clone()} readonly={props.readonly}
                aria-invalid={error.is_some().then_some("true")} aria-required={(!props.optional && !props.readonly).then_some("true")}
                aria-describedby={ids.described_by(props.hint.is_some(), error.is_some(), props.max.is_some())}
                oninput={props.oninput.reform(|event: InputEvent| input_text(&event))}
            />
            if let Some(max) = props.max {
                <Counter id={ids.counter.clone()} value={props.value.clone()} {max} />
            }
        </>
    };
    field(&ids, &props.label, props.optional, props.hint.as_ref(), error.as_ref(), control)
}

/// Properties of [`TextArea`].
#[derive(Properties, PartialEq)]
pub struct TextAreaProps {
    /// JSON Pointer of the value.
    pub at: AttrValue,
    pub label: AttrValue,
    pub value: AttrValue,
    pub oninput: Callback<String>,
    #[prop_or_default]
    pub errors: Errors,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub optional: bool,
    /// Shows how many characters remain. What is typed beyond stays, and is said.
    #[prop_or_default]
    pub max: Option<usize>,
    #[prop_or(6)]
    pub rows: u32,
}

/// Several lines of text.
#[component]
pub fn TextArea(props: &TextAreaProps) -> Html {
    let ids = Ids::of(&props.at);
    let error = props.errors.at(&props.at);
    let control = html! {
        <>
            <textarea
                class="input" id={ids.control.clone()} name={ids.control.clone()} rows={props.rows.to_string()}
                value={props.value.clone()}
                aria-invalid={error.is_some().then_some("true")} aria-required={(!props.optional).then_some("true")}
                aria-describedby={ids.described_by(props.hint.is_some(), error.is_some(), props.max.is_some())}
                oninput={props.oninput.reform(|event: InputEvent| input_text(&event))}
            />
            if let Some(max) = props.max {
                <Counter id={ids.counter.clone()} value={props.value.clone()} {max} words=true />
            }
        </>
    };
    field(&ids, &props.label, props.optional, props.hint.as_ref(), error.as_ref(), control)
}

/// How long typing pauses before the count is said aloud, in milliseconds: not at each key.
const PAUSE: u32 = 1_200;

#[derive(Properties, PartialEq)]
struct CounterProps {
    id: String,
    value: AttrValue,
    max: usize,
    /// Words are counted too.
    #[prop_or_default]
    words: bool,
}

/// Characters are counted as the server counts them (Unicode scalar values). A screen reader hears the count once
/// typing pauses, and only of what was typed.
#[component]
fn Counter(props: &CounterProps) -> Html {
    let length = props.value.chars().count();
    let mut text = t::remaining(length, props.max);
    if props.words && length > 0 {
        text = t::with_words(&text, props.value.split_whitespace().count());
    }
    let said = use_state(String::new);
    {
        let (said, first) = (said.clone(), use_mut_ref(|| true));
        use_effect_with(text.clone(), move |text| {
            let first = first.replace(false);
            let text = text.clone();
            let timer = (!first).then(|| Timeout::new(PAUSE, move || said.set(text)));
            move || drop(timer)
        });
    }
    html! {
        <>
            <p class="field-counter" id={props.id.clone()} data-over={(length > props.max).to_string()}>{ text }</p>
            <p class="visually-hidden" role="status">{ (*said).clone() }</p>
        </>
    }
}

/// Properties of [`PasswordField`].
#[derive(Properties, PartialEq)]
pub struct PasswordFieldProps {
    /// JSON Pointer of the value: `/password`.
    pub at: AttrValue,
    pub label: AttrValue,
    pub value: AttrValue,
    pub oninput: Callback<String>,
    #[prop_or_default]
    pub errors: Errors,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// `current-password` or `new-password`.
    pub autocomplete: AttrValue,
    /// Takes the focus in a dialog that opens.
    #[prop_or_default]
    pub autofocus: bool,
}

/// A password, with a button that shows what is typed.
#[component]
pub fn PasswordField(props: &PasswordFieldProps) -> Html {
    let ids = Ids::of(&props.at);
    let error = props.errors.at(&props.at);
    let shown = use_state(|| false);
    let toggle = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(!*shown))
    };
    let control = html! {
        <div class="input-affix">
            <input
                class="input" id={ids.control.clone()} name={ids.control.clone()} type={if *shown { "text" } else { "password" }}
                value={props.value.clone()} autocomplete={props.autocomplete.clone()} autofocus={props.autofocus} spellcheck="false" autocapitalize="none"
                aria-invalid={error.is_some().then_some("true")} aria-required="true"
                aria-describedby={ids.described_by(props.hint.is_some(), error.is_some(), false)}
                oninput={props.oninput.reform(|event: InputEvent| input_text(&event))}
            />
            <button type="button" class="button button-quiet" aria-pressed={shown.to_string()} aria-controls={ids.control.clone()} onclick={toggle}>
                { t::SHOW_PASSWORD }
            </button>
        </div>
    };
    field(&ids, &props.label, false, props.hint.as_ref(), error.as_ref(), control)
}
