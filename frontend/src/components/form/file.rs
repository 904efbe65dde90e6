//! A field for one file.

use super::{
    Errors,
    shell::{Ids, field},
};
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

/// Properties of [`FileField`].
#[derive(Properties, PartialEq)]
pub struct FileFieldProps {
    /// JSON Pointer of the value, or a name of that form.
    pub at: AttrValue,
    pub label: AttrValue,
    /// What the browser proposes: `.docx`, media types. What is chosen may be anything.
    pub accept: AttrValue,
    pub onchange: Callback<Option<File>>,
    #[prop_or_default]
    pub errors: Errors,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
}

/// The browser's own control: one can choose a file, or drop one on it.
#[component]
pub fn FileField(props: &FileFieldProps) -> Html {
    let ids = Ids::of(&props.at);
    let error = props.errors.at(&props.at);
    let onchange = props.onchange.reform(|event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        input.and_then(|input| input.files()).and_then(|files| files.get(0))
    });
    let control = html! {
        <input
            class="input input-file" id={ids.control.clone()} name={ids.control.clone()} type="file" accept={props.accept.clone()}
            aria-invalid={error.is_some().then_some("true")}
            aria-describedby={ids.described_by(props.hint.is_some(), error.is_some(), false)}
            {onchange}
        />
    };
    field(&ids, &props.label, false, props.hint.as_ref(), error.as_ref(), control)
}
