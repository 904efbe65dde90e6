//! The home page: the programme, the open call, objectives, carriers, figures.

use super::{call_parts, partners::carrier_card, projects::public_statuses};
use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        link::{RouteLink, query_string},
        page::Page,
    },
    format,
    i18n::{common, nav, public as t},
    programme::{use_no_programme, use_programme},
    routes::Route,
};
use openapi::{
    call::{Call, CallFilter, CallStatus},
    programme::{Objective, Programme},
};
use yew::prelude::*;

/// The home page of the programme.
#[component]
pub fn Home() -> Html {
    let programme = use_programme();
    let none = use_no_programme();
    let title = programme.as_ref().map_or(AttrValue::Static(common::PRODUCT), |p| p.name.clone().into());
    let lead = programme
        .as_ref()
        .filter(|p| !p.audience.is_empty())
        .map(|p| AttrValue::from(t::home_lead(&p.audience)));
    if none {
        return html! {
            <Page {title} top=true>
                <Empty title={t::NO_PROGRAMME}>
                    <p>{ t::NO_PROGRAMME_TEXT }</p>
                    <p><RouteLink to={Route::LogIn}>{ nav::LOG_IN }</RouteLink></p>
                </Empty>
            </Page>
        };
    }
    html! {
        <Page {title} {lead} top=true>
            <div class="columns columns-wide">
                <CurrentCall />
                <section>
                    <h2>{ t::WHAT_TITLE }</h2>
                    <p>{ t::WHAT_TEXT_1 }</p>
                    <p>{ t::WHAT_TEXT_2 }</p>
                    <p><RouteLink to={Route::Projects}>{ t::SEE_PROJECTS }</RouteLink></p>
                </section>
            </div>
            <ObjectiveList />
            <Figures />
            <Carriers />
        </Page>
    }
}

#[component]
fn CurrentCall() -> Html {
    let calls = use_load((), |()| async {
        let filter = CallFilter { status: Some("open,upcoming".into()), programme: None };
        api::calls::list(&filter, None).await
    });
    let none = html! {
        <Empty title={t::HOME_NO_CALL}>
            <p>{ t::HOME_NO_CALL_TEXT }</p>
            <p><RouteLink to={Route::Calls}>{ t::SEE_CALLS }</RouteLink></p>
        </Empty>
    };
    html! {
        <section>
            { calls.view_list(Skeleton::Cards(1), none, |page| {
                // What is open now comes before what opens later.
                let open: Vec<&Call> = page.items.iter().filter(|call| call.status == CallStatus::Open).collect();
                let (title, shown) = if open.is_empty() {
                    (t::HOME_CALL_NEXT, page.items.iter().take(1).collect())
                } else {
                    (t::HOME_CALL, open)
                };
                html! {
                    <>
                        <h2>{ title }</h2>
                        <div class="stack">{ for shown.into_iter().map(|call| call_parts::card(call, "h3")) }</div>
                    </>
                }
            }) }
        </section>
    }
}

#[component]
fn ObjectiveList() -> Html {
    let objectives = use_load((), |()| api::programme::objectives(None));
    let empty = html! { <Empty title={t::OBJECTIVES_EMPTY} /> };
    html! {
        <section class="section">
            <h2>{ t::HOME_OBJECTIVES }</h2>
            { objectives.view_list(Skeleton::Cards(8), empty, |page| html! {
                <>
                    <ul class="grid grid-narrow">{ for page.items.iter().map(objective) }</ul>
                    <p class="button-row"><RouteLink to={Route::Objectives}>{ t::SEE_OBJECTIVES }</RouteLink></p>
                </>
            }) }
        </section>
    }
}

fn objective(objective: &Objective) -> Html {
    let query = AttrValue::from(query_string([("objectif", objective.code.as_str())]));
    html! {
        <li key={objective.id.to_string()}>
            <div class="card card-linked">
                <p class="card-meta">{ &objective.code }</p>
                <p class="card-title"><RouteLink to={Route::Projects} {query}>{ &objective.label }</RouteLink></p>
            </div>
        </li>
    }
}

#[component]
fn Figures() -> Html {
    let programme = use_programme();
    let projects = use_load((), |()| api::projects::count(public_statuses()));
    let partners = use_load((), |()| api::partners::count());
    let districts = use_load((), |()| api::programme::districts(None));
    // Figures are an extra: one that cannot be read is left out, the page stays whole.
    let counts = [
        (t::FIGURE_PROJECTS, projects.value().map(|page| format::number(page.total))),
        (t::FIGURE_PARTNERS, partners.value().map(|page| format::number(page.total))),
        (t::FIGURE_DISTRICTS, districts.value().map(|page| format::number(page.total))),
        (t::FIGURE_FUNDING, programme.as_deref().and_then(funding)),
    ];
    let counts: Vec<_> =
        counts.into_iter().filter_map(|(label, count)| count.map(|count| (label, count))).collect();
    if counts.is_empty() {
        return Html::default();
    }
    html! {
        <section class="section">
            <h2>{ t::HOME_FIGURES }</h2>
            <dl class="figures">
                { for counts.into_iter().map(|(label, count)| html! { <div><dt>{ label }</dt><dd>{ count }</dd></div> }) }
            </dl>
        </section>
    }
}

fn funding(programme: &Programme) -> Option<String> {
    programme.state_funding_per_year.filter(|money| money.amount > 0).map(format::money)
}

#[component]
fn Carriers() -> Html {
    let carriers = use_load((), |()| api::partners::carriers(None));
    let empty = html! { <Empty title={t::PARTNERS_EMPTY} /> };
    html! {
        <section class="section">
            <h2>{ t::HOME_CARRIERS }</h2>
            <p>{ t::HOME_CARRIERS_TEXT }</p>
            { carriers.view_list(Skeleton::Cards(4), empty, |page| html! {
                <ul class="grid grid-narrow">{ for page.items.iter().map(carrier_card) }</ul>
            }) }
            <p class="button-row">
                <RouteLink to={Route::Partners}>{ t::SEE_PARTNERS }</RouteLink>
                <RouteLink to={Route::Contact}>{ nav::CONTACT }</RouteLink>
            </p>
        </section>
    }
}
