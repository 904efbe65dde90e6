//! Notices: what happened, what to know, what went wrong.

use super::icon::Icon;
use crate::i18n::common;
use yew::prelude::*;

/// What a notice is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Info,
    Success,
    /// It waits for the reader, or has a consequence.
    Warning,
    Error,
}

/// Properties of [`Notice`].
#[derive(Properties, PartialEq)]
pub struct NoticeProps {
    #[prop_or_default]
    pub tone: Tone,
    #[prop_or_default]
    pub title: Option<AttrValue>,
    #[prop_or_default]
    pub children: Html,
}

/// A notice that screen readers announce when it appears: at once for an error, when they are free for the rest.
#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    let (class, icon, word, role) = match props.tone {
        Tone::Info => ("notice", Icon::Info, common::INFORMATION, "status"),
        Tone::Success => ("notice notice-success", Icon::Check, common::SUCCESS, "status"),
        Tone::Warning => ("notice notice-warning", Icon::Alert, common::WARNING, "status"),
        Tone::Error => ("notice notice-error", Icon::Alert, common::ERROR, "alert"),
    };
    html! {
        <div {class} {role}>
            { icon.draw() }
            <div class="notice-body">
                <span class="visually-hidden">{ word }</span>
                if let Some(title) = &props.title {
                    <p class="notice-title">{ title }</p>
                }
                { props.children.clone() }
            </div>
        </div>
    }
}
