//! To somebody who writes a fiche and cannot file it: who does.

use crate::{
    api,
    components::{async_content::use_load, notice::Notice},
    i18n::fiche_together as t,
};
use openapi::project::Project;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`WhoFiles`].
#[derive(Properties, PartialEq)]
pub struct WhoFilesProps {
    pub project: Rc<Project>,
}

/// Says it to whoever was invited; nothing to those who file.
#[component]
pub fn WhoFiles(props: &WhoFilesProps) -> Html {
    let project = &props.project;
    let elsewhere = project.access.is_some_and(|access| access.write && !access.file);
    if elsewhere {
        html! { <Elsewhere project={Rc::clone(project)} /> }
    } else {
        Html::default()
    }
}

#[component]
fn Elsewhere(props: &WhoFilesProps) -> Html {
    let project = &props.project;
    let people = use_load(project.id.to_string(), |id| async move { api::projects::people(&id).await });
    let answers = people.value().and_then(|page| {
        let found = page.items.iter().find(|one| one.in_charge)?;
        found.person.as_ref().map(|person| person.name.clone())
    });
    html! {
        <Notice title={t::FILING_ELSEWHERE}>
            <p>{ t::filed_by(&project.partner.name, answers.as_deref()) }</p>
            <p>{ t::FILING_ELSEWHERE_HINT }</p>
        </Notice>
    }
}
