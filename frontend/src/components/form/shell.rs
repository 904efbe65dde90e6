//! What every field has: label, hint, error, and their link to the control.

use super::field_id;
use crate::{components::icon::Icon, i18n::form as t};
use yew::prelude::*;

/// The ids around a control.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ids {
    pub control: String,
    pub hint: String,
    pub error: String,
    pub counter: String,
}

impl Ids {
    pub fn of(at: &str) -> Self {
        let control = field_id(at);
        Self {
            hint: format!("{control}-aide"),
            error: format!("{control}-erreur"),
            counter: format!("{control}-compte"),
            control,
        }
    }

    /// The value of `aria-describedby`: only ids that are on the page.
    pub fn described_by(&self, hint: bool, error: bool, counter: bool) -> Option<String> {
        let parts = [(hint, &self.hint), (error, &self.error), (counter, &self.counter)];
        let ids: Vec<&str> =
            parts.into_iter().filter(|(there, _)| *there).map(|(_, id)| id.as_str()).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

pub(super) fn label_text(label: &AttrValue, optional: bool) -> Html {
    html! {
        <>
            { label }
            if optional { <span class="field-optional">{ t::OPTIONAL }</span> }
        </>
    }
}

pub(super) fn hint_and_error(ids: &Ids, hint: Option<&AttrValue>, error: Option<&AttrValue>) -> Html {
    html! {
        <>
            if let Some(hint) = hint {
                <p class="field-hint" id={ids.hint.clone()}>{ hint }</p>
            }
            if let Some(error) = error {
                <p class="field-error" id={ids.error.clone()}>
                    { Icon::Alert.draw() }
                    <span><span class="visually-hidden">{ t::ERROR_PREFIX }</span>{ error }</span>
                </p>
            }
        </>
    }
}

/// A field of one control.
pub(super) fn field(
    ids: &Ids,
    label: &AttrValue,
    optional: bool,
    hint: Option<&AttrValue>,
    error: Option<&AttrValue>,
    control: Html,
) -> Html {
    html! {
        <div class={classes!("field", error.is_some().then_some("field-invalid"))}>
            <label for={ids.control.clone()}>{ label_text(label, optional) }</label>
            { hint_and_error(ids, hint, error) }
            { control }
        </div>
    }
}

/// Properties of [`Group`].
#[derive(Properties, PartialEq)]
pub struct GroupProps {
    /// Pointer of the group; its error shows under the legend.
    pub at: AttrValue,
    pub legend: AttrValue,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub errors: super::Errors,
    #[prop_or_default]
    pub children: Html,
}

/// Fields that belong together, under a legend.
#[component]
pub fn Group(props: &GroupProps) -> Html {
    let ids = Ids::of(&props.at);
    let error = props.errors.at(&props.at);
    html! {
        <fieldset
            id={ids.control.clone()} tabindex="-1"
            class={classes!("field", error.is_some().then_some("field-invalid"))}
            aria-describedby={ids.described_by(props.hint.is_some(), error.is_some(), false)}
        >
            <legend>{ &props.legend }</legend>
            { hint_and_error(&ids, props.hint.as_ref(), error.as_ref()) }
            { props.children.clone() }
        </fieldset>
    }
}
