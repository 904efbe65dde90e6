//! The objectives of the programme, by national axis.

use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        link::{RouteLink, query_string},
        page::Page,
    },
    i18n::{nav, public as t},
    programme::use_programme,
    routes::Route,
};
use openapi::programme::{Axis, Objective};
use yew::prelude::*;

/// The objectives.
#[component]
pub fn Objectives() -> Html {
    let programme = use_programme();
    let objectives = use_load((), |()| api::programme::objectives(None));
    let axes = programme.map(|programme| programme.axes.clone()).unwrap_or_default();
    let empty = html! { <Empty title={t::OBJECTIVES_EMPTY} /> };
    html! {
        <Page title={nav::OBJECTIVES} lead={t::OBJECTIVES_LEAD}>
            { objectives.view_list(Skeleton::Cards(8), empty, |page| by_axis(&axes, &page.items)) }
        </Page>
    }
}

fn by_axis(axes: &[Axis], objectives: &[Objective]) -> Html {
    let groups = axes.iter().map(|axis| {
        let of_axis: Vec<&Objective> =
            objectives.iter().filter(|objective| objective.axis.as_ref() == Some(&axis.code)).collect();
        (axis.label.as_str(), of_axis)
    });
    let known = |objective: &&Objective| {
        objective.axis.as_ref().is_some_and(|code| axes.iter().any(|axis| axis.code == *code))
    };
    let others: Vec<&Objective> = objectives.iter().filter(|objective| !known(objective)).collect();
    let groups = groups.chain([(if axes.is_empty() { nav::OBJECTIVES } else { t::OTHER_AXIS }, others)]);
    groups
        .filter(|(_, objectives)| !objectives.is_empty())
        .map(|(label, objectives)| {
            html! {
                <section class="section">
                    <h2>{ label }</h2>
                    <ul class="grid">{ for objectives.into_iter().map(card) }</ul>
                </section>
            }
        })
        .collect()
}

/// One objective, with the way to its actions.
fn card(objective: &Objective) -> Html {
    let query = AttrValue::from(query_string([("objectif", objective.code.as_str())]));
    html! {
        <li key={objective.id.to_string()}>
            <article class="card" id={objective.code.clone()}>
                <p class="card-meta">{ &objective.code }</p>
                <h3>{ &objective.label }</h3>
                if !objective.detail.is_empty() { <p>{ super::call_parts::sentence(&objective.detail) }</p> }
                <p class="card-foot">
                    <RouteLink to={Route::Projects} {query}>
                        { t::OBJECTIVE_ACTIONS }<span class="visually-hidden">{ format!("\u{a0}: {}", objective.label) }</span>
                    </RouteLink>
                </p>
            </article>
        </li>
    }
}
