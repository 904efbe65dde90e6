//! Where something stands: done, now, next, with dates and who acts.

use super::icon::Icon;
use crate::i18n::common;
use yew::prelude::*;

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Done,
    Now,
    Next,
    /// It ended here: refused, withdrawn, abandoned.
    Stopped,
}

/// A step.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineItem {
    pub step: Step,
    pub label: AttrValue,
    /// A date or a delay, already in words.
    pub when: Option<AttrValue>,
    /// Who acts.
    pub who: Option<AttrValue>,
    /// A reason, a link.
    pub detail: Html,
}

impl TimelineItem {
    /// A step with its label only.
    pub fn new(step: Step, label: impl Into<AttrValue>) -> Self {
        Self { step, label: label.into(), when: None, who: None, detail: Html::default() }
    }

    /// With a date or a delay.
    pub fn when(mut self, when: impl Into<AttrValue>) -> Self {
        self.when = Some(when.into());
        self
    }

    /// With who acts.
    pub fn who(mut self, who: impl Into<AttrValue>) -> Self {
        self.who = Some(who.into());
        self
    }

    /// With a reason or a link.
    pub fn detail(mut self, detail: Html) -> Self {
        self.detail = detail;
        self
    }
}

/// Properties of [`Timeline`].
#[derive(Properties, PartialEq)]
pub struct TimelineProps {
    /// The oldest first.
    pub items: Vec<TimelineItem>,
}

/// A timeline. Each step says its state in words to screen readers.
#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    html! {
        <ol class="timeline">
            { for props.items.iter().map(|item| {
                let (class, word, icon) = match item.step {
                    Step::Done => ("timeline-done", common::STEP_DONE, Some(Icon::Check)),
                    Step::Now => ("timeline-now", common::STEP_NOW, None),
                    Step::Next => ("timeline-next", common::STEP_NEXT, None),
                    Step::Stopped => ("timeline-stopped", common::STEP_STOPPED, Some(Icon::Close)),
                };
                let meta = [&item.when, &item.who].into_iter().flatten().map(|part| part.to_string()).collect::<Vec<_>>();
                html! {
                    <li class={classes!("timeline-item", class)} aria-current={(item.step == Step::Now).then_some("step")}>
                        <span class="timeline-mark" aria-hidden="true">if let Some(icon) = icon { { icon.draw() } }</span>
                        <p class="timeline-label"><span class="visually-hidden">{ word }</span>{ &item.label }</p>
                        if !meta.is_empty() {
                            <p class="timeline-meta">{ meta.join(" · ") }</p>
                        }
                        <div class="timeline-detail">{ item.detail.clone() }</div>
                    </li>
                }
            }) }
        </ol>
    }
}
