//! Selected and published actions, with search and filters in the address.

use super::project_card::card;
use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        filters::{Filter, Filters},
        page::Page,
        pagination::Pagination,
        url_query::use_url_query,
    },
    i18n::{nav, public as t},
};
use openapi::{ProjectStatus, call::CallFilter, project::ProjectFilter};
use yew::prelude::*;

/// The statuses of published actions, as the API filters them: people who see more find the same list here.
pub fn public_statuses() -> String {
    ProjectStatus::PUBLIC.map(ProjectStatus::as_str).join(",")
}

/// The published actions.
#[component]
pub fn Projects() -> Html {
    let query = use_url_query();
    let names = ["q", "objectif", "quartier", "appel", "curseur"];
    let chosen: Vec<Option<String>> = names.iter().map(|name| query.text(name)).collect();
    let projects = use_load(chosen, |chosen| async move {
        let take = |index: usize| chosen.get(index).cloned().flatten();
        let filter = ProjectFilter {
            status: Some(public_statuses()),
            objective: take(1),
            district: take(2),
            call: take(3),
            ..ProjectFilter::default()
        };
        api::projects::list(&filter, take(0).as_deref(), None, take(4).as_deref()).await
    });
    let objectives = use_load((), |()| api::programme::objectives(None));
    let districts = use_load((), |()| api::programme::districts(None));
    let calls = use_load((), |()| async { api::calls::list(&CallFilter::default(), None).await });

    let options = |list: Option<Vec<(AttrValue, AttrValue)>>| list.unwrap_or_default();
    let filters = vec![
        Filter::Words { label: t::WORDS.into() },
        Filter::Choice {
            name: "objectif",
            label: t::OBJECTIVE.into(),
            all: t::ALL_OBJECTIVES.into(),
            options: options(objectives.value().map(|page| {
                let label = |code: &str, label: &str| AttrValue::from(format!("{code} · {label}"));
                page.items.iter().map(|o| (o.code.clone().into(), label(&o.code, &o.label))).collect()
            })),
        },
        Filter::Choice {
            name: "quartier",
            label: t::DISTRICT.into(),
            all: t::ALL_DISTRICTS.into(),
            options: options(districts.value().map(|page| {
                page.items.iter().map(|d| (d.id.to_string().into(), d.name.clone().into())).collect()
            })),
        },
        Filter::Choice {
            name: "appel",
            label: t::IN_CALL.into(),
            all: t::ALL_CALLS.into(),
            options: options(calls.value().map(|page| {
                page.items.iter().map(|c| (c.slug.clone().into(), c.title.clone().into())).collect()
            })),
        },
    ];
    let empty = html! { <Empty title={t::PROJECTS_EMPTY}><p>{ t::PROJECTS_EMPTY_TEXT }</p></Empty> };
    html! {
        <Page title={nav::PROJECTS} lead={t::PROJECTS_LEAD}>
            <Filters label={t::FILTER_PROJECTS} {filters} />
            { projects.view_list(Skeleton::Cards(6), empty, |page| html! {
                <>
                    <ul class="grid">{ for page.items.iter().map(|project| card(project, "h2")) }</ul>
                    <Pagination next={page.next.clone()} shown={page.items.len()} total={page.total} one={t::PROJECT_ONE} many={t::PROJECT_MANY} />
                </>
            }) }
        </Page>
    }
}
