//! The action that a fiche renews, with what became of it.

use crate::{
    api,
    components::{
        async_content::{Skeleton, use_load},
        badge::project_status,
        link::RouteLink,
    },
    format,
    i18n::{fiche as t, fiche_form as w},
    routes::Route,
};
use yew::prelude::*;

/// Properties of [`Earlier`].
#[derive(Properties, PartialEq)]
pub struct EarlierProps {
    /// Id of the earlier project.
    pub id: String,
}

/// Title, call, status and decision of the earlier action: as much of it as the reader may see.
#[component]
pub fn Earlier(props: &EarlierProps) -> Html {
    let earlier = use_load(props.id.clone(), |id| async move { api::projects::read(&id).await });
    if earlier.error().is_some_and(|error| error.is_not_found()) {
        return html! { <p class="soft">{ w::EARLIER_HIDDEN }</p> };
    }
    earlier.view(Skeleton::Lines(3), |project| {
        let decision = project.decision.as_ref();
        html! {
            <div class="earlier">
                <p class="row">
                    <RouteLink to={Route::Fiche { id: project.id.to_string() }}>{ t::title_or(&project.title) }</RouteLink>
                    { project_status(project.status) }
                </p>
                <p class="small soft">{ &project.call.title }if let Some(number) = &project.number { { " · " }{ number } }</p>
                if let Some(decision) = decision {
                    <p>{ w::decided(&format::money(decision.amount), &format::day(decision.published_at)) }</p>
                    if !decision.reason.is_empty() {
                        <p class="typed small">{ &decision.reason }</p>
                    }
                }
                if let Some(results) = project.expected_results.as_ref().filter(|text| !text.trim().is_empty()) {
                    <p class="typed small">{ w::EARLIER_RESULTS }{ results }</p>
                }
            </div>
        }
    })
}
