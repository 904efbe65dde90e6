//! A published action in a list.

use crate::{
    components::{badge::project_status, link::RouteLink},
    i18n::public as t,
    routes::Route,
};
use openapi::project::ProjectSummary;
use yew::prelude::*;

/// The card of an action; `level` is its heading, such as `h2`.
pub fn card(project: &ProjectSummary, level: &'static str) -> Html {
    let main = project.objectives.as_ref().and_then(|objectives| objectives.main.as_ref());
    html! {
        <li key={project.id.to_string()}>
            <article class="card card-linked">
                <@{level} class="card-title">
                    <RouteLink to={Route::Project { id: project.id.to_string() }}>{ &project.title }</RouteLink>
                </@>
                <p class="card-meta">{ t::LED_BY }{ " " }{ &project.partner.name }{ " · " }{ &project.call.title }</p>
                if let Some(summary) = &project.summary { <p>{ summary }</p> }
                <p class="card-foot row">
                    { project_status(project.status) }
                    if let Some(main) = main { <span class="small soft">{ &main.code }{ " · " }{ &main.label }</span> }
                </p>
            </article>
        </li>
    }
}
