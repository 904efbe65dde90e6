//! One action, as the public sees it. People of the programme find the whole fiche under `/fiches/{id}`.

use crate::{
    api,
    components::{
        async_content::{Skeleton, use_load},
        badge::project_status,
        button::Look,
        link::{RouteLink, query_string},
        page::Page,
        table::{Column, Row, Table},
        timeline::{Step, Timeline, TimelineItem},
    },
    format,
    i18n::{nav, public as t},
    routes::Route,
    session::use_session,
};
use openapi::{
    programme::ObjectiveRef,
    project::{Audience, Phase, Project},
};
use yew::prelude::*;

/// Properties of [`ProjectPage`].
#[derive(Properties, PartialEq)]
pub struct ProjectPageProps {
    pub id: String,
}

/// A published action.
#[component]
pub fn ProjectPage(props: &ProjectPageProps) -> Html {
    let session = use_session();
    let loaded = use_load(props.id.clone(), |id| async move { api::projects::read(&id).await });
    let project = loaded.value();
    let title =
        project.as_ref().map_or(AttrValue::Static(t::PROJECT), |project| project.title.clone().into());
    let lead = project.as_ref().and_then(|project| project.summary.clone()).map(AttrValue::from);
    let over = project.as_ref().map(|p| html! { <p>{ project_status(p.status) }</p> }).unwrap_or_default();
    let id = props.id.clone();
    let actions = session.me().filter(|_| project.is_some()).map(|_| {
        html! { <RouteLink to={Route::Fiche { id }} class={Look::Secondary.class()}>{ t::SEE_FICHE }</RouteLink> }
    });
    html! {
        <Page {title} {lead} {over} {actions} crumbs={vec![(Route::Projects, nav::PROJECTS.into())]}>
            { loaded.view(Skeleton::Lines(8), |project| view(project)) }
        </Page>
    }
}

fn view(project: &Project) -> Html {
    html! {
        <div class="columns">
            <div>
                { text(t::NEED, project.need.as_deref()) }
                { text(t::ACTION, project.description.as_deref()) }
                { text(t::RESULTS, project.expected_results.as_deref()) }
                { project.audience.as_ref().map(audience).unwrap_or_default() }
                { partners(project) }
            </div>
            <aside class="stack" aria-label={t::IDENTITY}>
                <section class="panel">{ facts(project) }</section>
                { project.phases.as_deref().map(phases).unwrap_or_default() }
            </aside>
        </div>
    }
}

fn text(title: &'static str, content: Option<&str>) -> Html {
    match content.map(str::trim).filter(|content| !content.is_empty()) {
        Some(content) => {
            html! { <section class="section"><h2>{ title }</h2><p class="typed">{ content }</p></section> }
        }
        None => Html::default(),
    }
}

fn objective(objective: &ObjectiveRef) -> Html {
    let query = AttrValue::from(query_string([("objectif", objective.code.as_str())]));
    html! { <RouteLink to={Route::Projects} {query}>{ format!("{} · {}", objective.code, objective.label) }</RouteLink> }
}

fn facts(project: &Project) -> Html {
    let objectives = project.objectives.clone().unwrap_or_default();
    html! {
        <dl class="facts">
            <dt>{ t::LED_BY }</dt>
            <dd><RouteLink to={Route::Partner { id: project.partner.id.to_string() }}>{ &project.partner.name }</RouteLink></dd>
            <dt>{ t::IN_CALL }</dt>
            <dd><RouteLink to={Route::Call { id: project.call.slug.clone() }}>{ &project.call.title }</RouteLink></dd>
            if let Some(main) = &objectives.main {
                <dt>{ t::MAIN_OBJECTIVE }</dt>
                <dd>{ objective(main) }</dd>
            }
            if !objectives.others.is_empty() {
                <dt>{ t::OTHER_OBJECTIVES }</dt>
                { for objectives.others.iter().map(|other| html! { <dd>{ objective(other) }</dd> }) }
            }
            if let Some(decision) = project.decision.as_ref().filter(|decision| decision.amount.amount > 0) {
                <dt>{ t::GRANTED }</dt>
                <dd class="strong">{ format::money(decision.amount) }</dd>
            }
            if let Some(times) = project.times.as_ref().filter(|times| !times.is_empty()) {
                <dt>{ t::TIMES }</dt>
                { for times.iter().map(|time| html! { <dd>{ time.label_fr() }</dd> }) }
            }
        </dl>
    }
}

fn phases(phases: &[Phase]) -> Html {
    if phases.is_empty() {
        return Html::default();
    }
    let today = format::today();
    let items: Vec<TimelineItem> = phases
        .iter()
        .map(|phase| {
            let step = match (phase.starts_on, phase.ends_on) {
                (_, Some(end)) if end < today => Step::Done,
                (Some(start), _) if start <= today => Step::Now,
                _ => Step::Next,
            };
            let item = TimelineItem::new(step, phase.name.clone());
            match (phase.starts_on, phase.ends_on) {
                (Some(start), Some(end)) => item.when(format::date_range(start, end)),
                (Some(day), None) | (None, Some(day)) => item.when(format::date(day)),
                (None, None) => item,
            }
        })
        .collect();
    html! { <section class="panel"><h2>{ t::PHASES }</h2><Timeline {items} /></section> }
}

fn audience(audience: &Audience) -> Html {
    let bands: Vec<_> = audience.age_bands.iter().filter(|count| count.planned > 0).collect();
    if bands.is_empty() {
        return Html::default();
    }
    let columns = vec![Column::text(t::AGE_BAND), Column::number(t::PLANNED)];
    let number = |count: u32| html! { { format::number(count.into()) } };
    let rows: Vec<Row> = bands
        .iter()
        .map(|count| Row {
            key: count.band.label_fr().into(),
            cells: vec![html! { { count.band.label_fr() } }, number(count.planned)],
        })
        .collect();
    let total = bands.iter().fold(0_u32, |total, count| total.saturating_add(count.planned));
    let foot = Row { key: "total".into(), cells: vec![html! { { t::TOTAL } }, number(total)] };
    let districts: Vec<&str> = audience.districts.iter().map(|count| count.district.name.as_str()).collect();
    html! {
        <section class="section">
            <h2>{ t::AUDIENCE }</h2>
            <Table caption={t::PLANNED} caption_hidden=true {columns} {rows} {foot} />
            if !districts.is_empty() {
                <p>{ if districts.len() > 1 { t::DISTRICTS } else { t::DISTRICT } }{ "\u{a0}: " }{ districts.join(", ") }</p>
            }
        </section>
    }
}

fn partners(project: &Project) -> Html {
    let Some(partners) = project.partners.as_ref().filter(|partners| !partners.is_empty()) else {
        return Html::default();
    };
    html! {
        <section class="section">
            <h2>{ t::WITH }</h2>
            <ul>
                { for partners.iter().map(|involved| html! {
                    <li>
                        if let Some(partner) = &involved.partner {
                            <RouteLink to={Route::Partner { id: partner.id.to_string() }}>{ &partner.name }</RouteLink>
                        } else {
                            { involved.name.clone().unwrap_or_default() }
                        }
                        if !involved.role.is_empty() { <span class="soft">{ " · " }{ &involved.role }</span> }
                    </li>
                }) }
            </ul>
        </section>
    }
}
