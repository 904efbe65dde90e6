//! The attachments among the tasks of a fiche.

use crate::{
    api::attachments,
    components::{
        async_content::use_load,
        badge::{Badge, BadgeTone},
        link::RouteLink,
    },
    i18n::{attachments as t, fiche as f},
    pages::fiche::sections::SectionState,
    routes::Route,
};
use yew::prelude::*;

/// Properties of [`FilesTask`].
#[derive(Properties, PartialEq)]
pub struct FilesTaskProps {
    /// Id of the project.
    pub project: AttrValue,
}

/// A line of the task list, which says how many there are.
#[component]
pub fn FilesTask(props: &FilesTaskProps) -> Html {
    let files = use_load(attachments::of_project(&props.project), |holder| async move {
        attachments::list(&holder).await
    });
    let count = files.value().map_or(0, |page| page.items.len());
    let (tone, label) = match count {
        0 => (BadgeTone::Plain, AttrValue::from(f::section_state(SectionState::Optional))),
        count => (BadgeTone::Good, t::count(count).into()),
    };
    html! {
        <li class="task">
            <div class="task-text">
                <RouteLink id="partie-pieces" class="task-name" to={Route::FicheFiles { id: props.project.to_string() }}>{ t::TITLE }</RouteLink>
                <p class="task-hint">{ t::HINT }</p>
            </div>
            <span id="etat-pieces"><Badge {tone} {label} /></span>
        </li>
    }
}
