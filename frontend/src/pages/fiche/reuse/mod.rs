//! A new fiche from an earlier one: which one, then what of it.

mod choose;
mod excerpt;
mod form;
mod preview;

use self::{choose::Choose, form::ReuseForm};
use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        link::{RouteLink, query_string},
        page::Page,
        url_query::use_url_query,
    },
    i18n::{fiche as f, nav, reuse as t},
    routes::Route,
    session::use_session,
};
use openapi::{Id, call::CallFilter, project::Project};
use std::rc::Rc;
use yew::prelude::*;

/// `?fiche=`: the earlier fiche; without it, the list to choose from. `?appel=`: the call of the new one.
#[component]
pub fn FicheReuse() -> Html {
    let query = use_url_query();
    let chosen = query.text("fiche");
    let lead = if chosen.is_some() { t::LEAD } else { t::CHOOSE_LEAD };
    let crumbs = vec![(Route::Fiches, nav::FICHES.into()), (Route::FicheNew, f::NEW.into())];
    html! {
        <Page title={t::TITLE} {crumbs} {lead}>
            if let Some(id) = chosen {
                <Earlier key={id.clone()} id={id.clone()} call={query.text("appel")} />
            } else {
                <Choose call={query.text("appel")} />
            }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct EarlierProps {
    id: String,
    /// Id or slug of the call in the address.
    call: Option<String>,
}

/// The earlier fiche and the calls that are open in its programme.
#[component]
fn Earlier(props: &EarlierProps) -> Html {
    let session = use_session();
    let project = use_load(props.id.clone(), |id| async move { api::projects::read(&id).await });
    let query = AttrValue::from(query_string([("appel", props.call.as_deref().unwrap_or_default())]));
    let other = html! {
        <p><RouteLink to={Route::FicheReuse} query={Some(query).filter(|query| !query.is_empty())}>{ t::OTHER }</RouteLink></p>
    };
    project.view(Skeleton::Lines(8), |project| {
        if !session.can_edit_for(&project.partner.id) {
            return html! { <Empty title={t::NOT_YOURS}><p>{ t::NOT_YOURS_HINT }</p>{ other }</Empty> };
        }
        html! { <WithCalls project={Rc::clone(project)} wanted={props.call.clone()} {other} /> }
    })
}

#[derive(Properties, PartialEq)]
struct WithCallsProps {
    project: Rc<Project>,
    wanted: Option<String>,
    other: Html,
}

#[component]
fn WithCalls(props: &WithCallsProps) -> Html {
    let programme: Id = props.project.programme.id.clone();
    let calls = use_load(programme, |programme| async move {
        let filter = CallFilter { status: Some("open".into()), programme: Some(programme.to_string()) };
        api::calls::list(&filter, None).await
    });
    let no_call = html! {
        <Empty title={f::NO_OPEN_CALL}>
            <p>{ f::NO_OPEN_CALL_HINT }</p>
            <p><RouteLink to={Route::Calls}>{ f::SEE_CALLS }</RouteLink></p>
        </Empty>
    };
    calls.view_list(Skeleton::Lines(8), no_call, |page| {
        html! {
            <ReuseForm project={Rc::clone(&props.project)} calls={page.items.clone()} wanted={props.wanted.clone()} other={props.other.clone()} />
        }
    })
}
