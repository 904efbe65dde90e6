//! Buttons.

use super::icon::Icon;
use crate::i18n::common;
use yew::prelude::*;

/// How much a button weighs on its page: one `Primary` a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    Primary,
    Secondary,
    Quiet,
    Danger,
}

impl Look {
    /// The classes, also for a link that looks like a button.
    pub fn class(self) -> &'static str {
        match self {
            Look::Primary => "button",
            Look::Secondary => "button button-secondary",
            Look::Quiet => "button button-quiet",
            Look::Danger => "button button-danger",
        }
    }
}

/// Properties of [`Button`].
#[derive(Properties, PartialEq)]
pub struct ButtonProps {
    #[prop_or_default]
    pub look: Look,
    /// Submits its form; `onclick` is then not needed.
    #[prop_or_default]
    pub submit: bool,
    /// Something is under way: the button says so and takes no click.
    #[prop_or_default]
    pub busy: bool,
    /// Not possible now. Say why beside it, and give that text's id as `described_by`.
    #[prop_or_default]
    pub disabled: bool,
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    #[prop_or_default]
    pub small: bool,
    #[prop_or_default]
    pub icon: Option<Icon>,
    #[prop_or_default]
    pub id: Option<AttrValue>,
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
    /// A verb, and what it acts on.
    #[prop_or_default]
    pub children: Html,
}

/// A button with a verb on it.
///
/// While busy or disabled it stays in the tab order (`aria-disabled`), so that its state can be read and focus is not lost.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let held = props.busy || props.disabled;
    let onclick = {
        let onclick = props.onclick.clone();
        Callback::from(move |event: MouseEvent| {
            if held {
                event.prevent_default();
            } else {
                onclick.emit(event);
            }
        })
    };
    html! {
        <button
            type={if props.submit { "submit" } else { "button" }}
            id={props.id.clone()}
            class={classes!(props.look.class(), props.small.then_some("button-small"))}
            aria-disabled={held.then_some("true")}
            aria-busy={props.busy.then_some("true")}
            aria-describedby={props.described_by.clone()}
            {onclick}
        >
            if props.busy {
                <span class="spinner" aria-hidden="true"></span>
                <span class="visually-hidden">{ common::WORKING }</span>
            } else if let Some(icon) = props.icon {
                { icon.draw() }
            }
            { props.children.clone() }
        </button>
    }
}
