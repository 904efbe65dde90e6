//! What the coordination says to the applicant: a correction to make, or why the fiche is refused.

use crate::{
    components::notice::{Notice, Tone},
    format,
    i18n::project as t,
};
use openapi::project::Project;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`CorrectionNotice`].
#[derive(Properties, PartialEq)]
pub struct CorrectionNoticeProps {
    pub project: Rc<Project>,
}

/// The correction asked for, with its date; or why the fiche is not admissible. Shows nothing otherwise.
#[component]
pub fn CorrectionNotice(props: &CorrectionNoticeProps) -> Html {
    let project = &props.project;
    let correction = project.correction.as_ref().map(|correction| {
        let sections = correction.sections.iter().map(|section| section.label_fr());
        let sections = sections.collect::<Vec<_>>().join(", ");
        let delay = format::days_away(correction.due, format::today());
        html! {
            <Notice tone={Tone::Warning} title={t::CORRECTION}>
                <p class="typed">{ &correction.reason }</p>
                if !sections.is_empty() {
                    <p>{ t::CORRECTION_SECTIONS }{ " " }{ sections }</p>
                }
                <p class="strong">{ t::again_before(&t::before(correction.due, None), &delay) }</p>
            </Notice>
        }
    });
    let refusal = project.inadmissible_reason.as_ref().map(|reason| {
        html! {
            <Notice tone={Tone::Error} title={t::INADMISSIBLE}>
                <p class="typed">{ reason }</p>
            </Notice>
        }
    });
    html! { <>{ correction.unwrap_or_default() }{ refusal.unwrap_or_default() }</> }
}
