//! What the coordination says to the applicant: a correction to make, or why the fiche is refused.

use crate::{
    components::notice::{Notice, Tone},
    format,
    i18n::project as t,
    pages::{
        fiche::content::content,
        project::moments::{deadline, is_overdue},
    },
};
use openapi::{
    ProjectStatus,
    completeness::violations,
    project::{Project, Section},
};
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
        let said = |section: &Section| correction.comments.iter().find(|said| said.section == *section);
        let overdue = is_overdue(project);
        // Where more time was granted than the correction gave, that is the day that counts.
        let until = deadline(project, None).filter(|_| !overdue);
        html! {
            <Notice tone={Tone::Warning} title={if overdue { t::OVERDUE } else { t::CORRECTION }}>
                <p class="typed">{ &correction.reason }</p>
                if !correction.sections.is_empty() {
                    <p>{ t::CORRECTION_SECTIONS }</p>
                    <ul>
                        { for correction.sections.iter().map(|section| html! {
                            <li>
                                { section.label_fr() }
                                if let Some(said) = said(section) { { "\u{a0}: " }<span class="typed">{ &said.text }</span> }
                            </li>
                        }) }
                    </ul>
                }
                if let Some((day, words)) = until {
                    <p class="strong">{ t::again_before(&words, &format::days_away(day, format::today())) }</p>
                }
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

/// What the coordination asks of one section, above its fields. Shows nothing where it asks for nothing.
pub fn asked_here(project: &Project, section: Section) -> Html {
    let said = project.correction.iter().flat_map(|correction| &correction.comments);
    let Some(said) = said.filter(|said| said.section == section).map(|said| said.text.clone()).next() else {
        return Html::default();
    };
    html! { <Notice tone={Tone::Warning} title={t::CORRECTION_COMMENT}><p class="typed">{ said }</p></Notice> }
}

/// Whether the correction asked for leaves a section as it is: the server refuses to change it, but where it could not
/// be filed so.
pub fn is_left_alone(project: &Project, section: Section) -> bool {
    let named = project.correction.as_ref().map(|correction| correction.sections.as_slice());
    project.status == ProjectStatus::Returned
        && named.is_some_and(|named| !named.is_empty() && !named.contains(&section))
        && section.violations(&violations(&content(project), project.partner.kind)).is_empty()
}
