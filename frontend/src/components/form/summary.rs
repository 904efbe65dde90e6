//! Above a form: what is wrong, and what was kept from last time.

use super::{Errors, field_id};
use crate::{
    components::{
        button::{Button, Look},
        notice::{Notice, Tone},
    },
    format::{self, Timestamp},
    i18n::form as t,
};

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Properties of [`ErrorSummary`].
#[derive(Properties, PartialEq)]
pub struct ErrorSummaryProps {
    pub errors: Errors,
    /// `form.general()`
    #[prop_or_default]
    pub general: Option<AttrValue>,
    /// `form.refusals()`: the summary takes the focus each time it rises.
    pub refusals: u32,
    /// Words for pointers whose field has its own name: shown before the sentence.
    #[prop_or_default]
    pub names: Option<Callback<AttrValue, Option<AttrValue>>>,
}

/// What is wrong, linked to each field. Shows nothing when all is well.
#[component]
pub fn ErrorSummary(props: &ErrorSummaryProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.refusals, move |refusals| {
            if *refusals > 0
                && let Some(element) = node.cast::<HtmlElement>()
            {
                let _ = element.focus();
                // The focus alone shows the end of a long summary when one comes from below.
                element.scroll_into_view_with_bool(true);
            }
        });
    }
    if props.errors.is_empty() && props.general.is_none() {
        return Html::default();
    }
    let items = props.errors.all().iter().map(|error| {
        let pointer = AttrValue::from(error.pointer.clone());
        let name =
            props.names.as_ref().and_then(|names| names.emit(pointer)).or_else(|| field_name(&error.pointer));
        let text = match name {
            Some(name) => t::error_of(&name, &error.message),
            None => error.message.clone(),
        };
        if error.pointer.is_empty() {
            return html! { <li>{ text }</li> };
        }
        let id = field_id(&error.pointer);
        let onclick = {
            let id = id.clone();
            Callback::from(move |event: MouseEvent| {
                event.prevent_default();
                focus_field(&id);
            })
        };
        html! { <li><a href={format!("#{id}")} {onclick}>{ text }</a></li> }
    });
    html! {
        <div class="error-summary" ref={node} tabindex="-1" role="alert" aria-labelledby="error-summary-title">
            <h2 id="error-summary-title">{ if props.errors.is_empty() { t::FAILED_TITLE } else { t::ERROR_TITLE } }</h2>
            if let Some(general) = &props.general {
                <p>{ general }</p>
            }
            if !props.errors.is_empty() {
                <ul>{ for items }</ul>
            }
        </div>
    }
}

/// The field's own label, read from the page, so that the summary names it as the form does.
fn field_name(pointer: &str) -> Option<AttrValue> {
    let id = field_id(pointer);
    let document = web_sys::window()?.document()?;
    let selector = format!("label[for=\"{id}\"], fieldset[id=\"{id}\"] > legend");
    let label = document.query_selector(&selector).ok().flatten()?;
    let text = label.first_child().and_then(|node| node.text_content()).unwrap_or_default();
    (!text.trim().is_empty()).then(|| text.trim().to_owned().into())
}

/// Focuses the field, or the first control of a group.
fn focus_field(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(element) = document.and_then(|document| document.get_element_by_id(id)) else { return };
    let target = if element.tag_name().eq_ignore_ascii_case("fieldset") {
        element.query_selector("input, select, textarea").ok().flatten().unwrap_or(element)
    } else {
        element
    };
    target.scroll_into_view_with_bool(true);
    if let Some(target) = target.dyn_ref::<HtmlElement>() {
        let _ = target.focus();
    }
}

/// Properties of [`DraftNotice`].
#[derive(Properties, PartialEq)]
pub struct DraftNoticeProps {
    /// When the text was typed.
    pub at: Timestamp,
    /// The thing was saved by somebody since.
    #[prop_or_default]
    pub stale: bool,
    pub ontake: Callback<()>,
    pub ondrop: Callback<()>,
}

/// Offers a text that was typed earlier on this device and not saved.
#[component]
pub fn DraftNotice(props: &DraftNoticeProps) -> Html {
    html! {
        <Notice tone={Tone::Warning} title={t::DRAFT_TITLE}>
            <p>{ t::draft_found(&format::date_time(props.at)) }</p>
            if props.stale {
                <p>{ t::DRAFT_STALE }</p>
            }
            <div class="button-row">
                <Button small=true onclick={props.ontake.reform(|_: MouseEvent| ())}>{ t::DRAFT_TAKE }</Button>
                <Button small=true look={Look::Quiet} onclick={props.ondrop.reform(|_: MouseEvent| ())}>{ t::DRAFT_DROP }</Button>
            </div>
        </Notice>
    }
}
