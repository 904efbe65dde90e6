//! The ranking of a call: a table whose scores are also bars.

use super::{
    frame::{Frame, Framed, Tab},
    ranking_chart::chart,
    ranking_rows::{asked, filtered, sorted},
    submission_row::is_done,
};
use crate::{
    api::{self, Answer, ApiResult, every::every},
    components::{
        async_content::{Empty, Skeleton, use_load},
        badge::project_status,
        button::{Button, Look},
        download::{Downloads, Offered},
        filters::{Filter, Filters},
        link::{RouteLink, query_string},
        table::{Column, Row, Table},
        url_query::{UrlQuery, use_url_query},
    },
    format,
    i18n::{committee as t, common},
    pages::reviews::queue::REVIEWERS,
    routes::Route,
    session::use_session,
};
use futures_util::future::try_join;
use openapi::{
    Id, ProjectStatus,
    call::Call,
    committee::{CriterionScore, RankingItem},
    review::{Assignment, ProjectRef},
};
use std::{collections::HashSet, rc::Rc};
use yew::prelude::*;

/// Properties of [`Ranking`].
#[derive(Properties, PartialEq)]
pub struct RankingProps {
    pub id: String,
}

/// The ranking of a call.
#[component]
pub fn Ranking(props: &RankingProps) -> Html {
    let view = Callback::from(|framed: Framed| {
        html! { <RankingView call={framed.call} /> }
    });
    html! { <Frame id={props.id.clone()} tab={Tab::Ranking} {view} /> }
}

#[derive(Properties, PartialEq)]
struct RankingViewProps {
    call: Rc<Call>,
}

/// The ranking, and the projects that the reader still has a review to submit of.
struct Ranked {
    items: Vec<RankingItem>,
    owed: HashSet<Id>,
}

async fn ranking(call: String, reviews: bool) -> ApiResult<Ranked> {
    let items = every(|cursor| {
        let call = call.clone();
        async move { api::committee::ranking(&call, cursor.as_deref()).await }
    });
    let owed = async {
        if !reviews {
            return Ok(HashSet::new());
        }
        let own = every(|cursor| {
            let call = call.clone();
            async move { api::reviews::assignments(&call, true, cursor.as_deref()).await }
        });
        let left = |one: &Assignment| !is_done(one.review_status) && !one.recused;
        Ok(own.await?.body.items.into_iter().filter(left).map(|one| one.project.id).collect())
    };
    let (items, owed) = try_join(items, owed).await?;
    Ok(Answer { body: Ranked { items: items.body.items, owed }, etag: None })
}

#[component]
fn RankingView(props: &RankingViewProps) -> Html {
    let query = use_url_query();
    let reviews = use_session().has_any(REVIEWERS);
    let loaded = use_load((props.call.id.to_string(), reviews), |(call, reviews)| ranking(call, reviews));
    let empty = html! { <Empty title={t::NO_RANKING}><p>{ t::NO_RANKING_HINT }</p></Empty> };
    html! {
        <>
            <p class="prose">{ t::METHOD }{ " " }{ t::METHOD_CORRECTED }</p>
            { loaded.view(Skeleton::Rows(8), |ranking| {
                if ranking.items.is_empty() {
                    return empty;
                }
                let Ranked { items, owed } = &**ranking;
                let chosen = filtered(items, query.get("statut"), query.get("evaluations"), query.get("q"));
                let items = sorted(&chosen, query.get("tri"));
                html! {
                    <>
                        { filters(&ranking.items) }
                        { views(&query) }
                        if items.is_empty() {
                            <Empty title={t::NO_MATCH}><p>{ t::NO_MATCH_HINT }</p></Empty>
                        } else {
                        { match query.get("vue") {
                            Some("criteres") => criteria(&items, &props.call),
                            Some("graphique") => chart(&items, owed),
                            _ => overview(&items, owed),
                        } }
                        <p>{ t::projects(i64::try_from(items.len()).unwrap_or(i64::MAX)) }</p>
                        <div class="no-print">
                            <p class="soft">{ t::FILES_FOLLOW }</p>
                            <Downloads documents={downloads(&props.call, &query)} />
                        </div>
                        <p class="no-print"><Button look={Look::Secondary} onclick={print}>{ t::PRINT }</Button></p>
                        }
                    </>
                }
            }) }
        </>
    }
}

/// What the ranking can be narrowed to; the choice is in the address.
fn filters(items: &[RankingItem]) -> Html {
    let mut statuses: Vec<ProjectStatus> = Vec::new();
    for item in items {
        if !statuses.contains(&item.status) {
            statuses.push(item.status);
        }
    }
    let statuses = statuses.into_iter().map(|status| (status.as_str().into(), status.label_fr().into()));
    let filters = vec![
        Filter::Words { label: t::WORDS.into() },
        Filter::Choice {
            name: "statut",
            label: t::STATUS.into(),
            all: t::ALL_STATUSES.into(),
            options: statuses.collect(),
        },
        Filter::Choice {
            name: "evaluations",
            label: t::DONE_OF.into(),
            all: t::ALL_REVIEWS.into(),
            options: vec![
                ("completes".into(), t::COMPLETE.into()),
                ("attendues".into(), t::INCOMPLETE.into()),
                ("rang".into(), t::RANK_CHANGED.into()),
            ],
        },
    ];
    html! { <Filters label={t::FILTER_RANKING} {filters} /> }
}

fn downloads(call: &Call, query: &UrlQuery) -> Vec<Offered> {
    let asked = asked(query.get("statut"), query.get("evaluations"), query.get("q"), query.get("tri"));
    let asked = query_string(asked.iter().map(|(name, value)| (*name, value.as_str())));
    let path = |ending: &str| {
        let path = format!("/calls/{}/ranking.{ending}", call.id);
        if asked.is_empty() { path } else { format!("{path}?{asked}") }
    };
    vec![
        Offered { path: path("xlsx"), label: t::DOWNLOAD_XLSX },
        Offered { path: path("csv"), label: t::DOWNLOAD_CSV },
    ]
}

fn print(_: MouseEvent) {
    if let Some(window) = web_sys::window() {
        // A browser without printing has nothing better to offer.
        let _ = window.print();
    }
}

fn views(query: &UrlQuery) -> Html {
    let chosen = query.get("vue").filter(|view| ["criteres", "graphique"].contains(view)).unwrap_or("");
    let link = |value: &'static str, label: &'static str| {
        let current = chosen == value;
        let to = AttrValue::from(query.with(&[("vue", value)]));
        html! { <li><RouteLink to={query.route().clone()} query={Some(to).filter(|to| !to.is_empty())} {current}>{ label }</RouteLink></li> }
    };
    html! {
        <nav class="view-switch no-print" aria-label={t::VIEWS}>
            <ul>
                { link("", t::OVERVIEW) }
                { link("graphique", t::CHART) }
                { link("criteres", t::BY_CRITERION) }
            </ul>
        </nav>
    }
}

/// A project's name, with the way to its fiche.
pub fn project_cell(project: &ProjectRef) -> Html {
    html! {
        <>
            <RouteLink to={Route::Fiche { id: project.id.to_string() }}>{ &project.title }</RouteLink>
            <span class="row-number">
                { project.number.clone().unwrap_or_default() }{ " · " }{ &project.partner.name }
            </span>
        </>
    }
}

fn overview(items: &[RankingItem], owed: &HashSet<Id>) -> Html {
    let columns = vec![
        Column::text(t::PROJECT).sorted_by("title"),
        Column::number(t::RANK).sorted_by("rank"),
        Column::text(t::SCORE).sorted_by("score"),
        Column::number(t::MEDIAN).sorted_by("median"),
        Column::number(t::CORRECTED).sorted_by("corrected"),
        Column::number(t::SPREAD).sorted_by("spread"),
        Column::number(t::DONE_OF).sorted_by("reviews_done"),
        Column::text(t::OPINIONS),
        Column::number(t::REQUESTED).sorted_by("requested"),
        Column::text(t::STATUS),
    ];
    let rows: Vec<Row> = items.iter().map(|item| row(item, owed)).collect();
    html! { <div class="wide-names ranking-table"><Table caption={t::RANKING} caption_hidden=true {columns} {rows} /></div> }
}

fn row(item: &RankingItem, owed: &HashSet<Id>) -> Row {
    let nothing = || common::NOTHING.to_owned();
    Row {
        key: item.project.id.to_string(),
        cells: vec![
            project_cell(&item.project),
            html! { <span class="rank">{ item.rank.map_or_else(nothing, |rank| rank.to_string()) }</span> },
            score_or_why(item, owed.contains(&item.project.id)),
            html! { { item.median.map_or_else(nothing, format::fine_score) } },
            corrected(item),
            html! { { item.spread.map_or_else(nothing, t::spread) } },
            html! { { done_of(item) } },
            opinions(item),
            html! { { format::money(item.requested) } },
            project_status(item.status),
        ],
    }
}

/// The score corrected for severity, and what it does to the rank.
fn corrected(item: &RankingItem) -> Html {
    let Some(value) = item.corrected else { return html! { { common::NOTHING } } };
    let change = item
        .rank
        .zip(item.corrected_rank)
        .map_or(0, |(rank, corrected)| i64::from(rank) - i64::from(corrected));
    html! {
        <>
            { format::fine_score(value) }
            if change != 0 { <span class="row-comment">{ t::rank_change(change) }</span> }
        </>
    }
}

/// « 2 sur 3 », or that nobody was chosen yet.
pub fn done_of(item: &RankingItem) -> String {
    match item.reviews_expected {
        0 => t::NOBODY.into(),
        expected => t::out_of(item.reviews_done.into(), expected.into()),
    }
}

/// A score as a bar and a number; the bar only repeats it.
pub fn bar(value: f64) -> Html {
    html! {
        <span class="score-bar">
            <span class="score-value">{ format::fine_score(value) }</span>
            <meter min="0" max="5" value={value.to_string()} aria-hidden="true"></meter>
        </span>
    }
}

/// The score of a project, or why there is none to see.
pub fn score(item: &RankingItem) -> Html {
    score_or_why(item, false)
}

fn score_or_why(item: &RankingItem, owed: bool) -> Html {
    match item.score {
        Some(value) => bar(value),
        None => html! { <AfterScore done={item.reviews_done} {owed} /> },
    }
}

/// Properties of [`AfterScore`].
#[derive(Properties, PartialEq)]
pub struct AfterScoreProps {
    /// Reviews submitted.
    pub done: u32,
    /// The reader still has one to submit.
    #[prop_or_default]
    pub owed: bool,
}

/// Why there is no score to see: a carrier who still has a review to submit does not see the others', and a recused one
/// never does.
#[component]
pub fn AfterScore(props: &AfterScoreProps) -> Html {
    let why = match props {
        AfterScoreProps { done: 0, .. } => t::NO_REVIEW,
        AfterScoreProps { owed: true, .. } => t::AFTER_OWN,
        AfterScoreProps { .. } => t::NOT_FOR_YOU,
    };
    html! { <span class="soft">{ why }</span> }
}

/// How many of each opinion, and abstentions.
pub fn opinions(item: &RankingItem) -> Html {
    let counts = item.opinions;
    let text = t::opinions(
        counts.favourable.into(),
        counts.favourable_with_reservations.into(),
        counts.unfavourable.into(),
    );
    html! {
        <>
            { if text.is_empty() && item.abstentions == 0 { common::NOTHING.to_owned() } else { text } }
            if item.abstentions > 0 {
                <span class="row-comment">{ t::abstentions(item.abstentions.into()) }</span>
            }
        </>
    }
}

fn criteria(items: &[RankingItem], call: &Call) -> Html {
    let mut columns =
        vec![Column::text(t::PROJECT).sorted_by("title"), Column::number(t::RANK).sorted_by("rank")];
    columns.extend(call.criteria.iter().map(|criterion| Column::number(criterion.code.clone())));
    let rows: Vec<Row> = items
        .iter()
        .map(|item| {
            let rank = item.rank.map_or_else(|| common::NOTHING.to_owned(), |rank| rank.to_string());
            let means = call
                .criteria
                .iter()
                .map(|criterion| mean(item.criteria.iter().find(|score| score.criterion == criterion.id)));
            let cells = [project_cell(&item.project), html! { { rank } }].into_iter().chain(means).collect();
            Row { key: item.project.id.to_string(), cells }
        })
        .collect();
    html! {
        <>
            <div class="wide-names ranking-table"><Table caption={t::MEANS} caption_hidden=true {columns} {rows} /></div>
            <h2>{ t::CRITERIA_KEY }</h2>
            <dl class="criteria-key">
                { for call.criteria.iter().map(|criterion| html! {
                    <div><dt>{ &criterion.code }</dt><dd>{ &criterion.label }</dd></div>
                }) }
            </dl>
        </>
    }
}

fn mean(score: Option<&CriterionScore>) -> Html {
    let Some(value) = score.and_then(|score| score.mean) else {
        return html! { { common::NOTHING } };
    };
    let spread = score.and_then(|score| score.spread).filter(|spread| *spread > 0.0);
    html! {
        <span class="criterion-mean">
            { bar(value) }
            if let Some(spread) = spread {
                <span class="row-comment">{ t::spread(spread) }</span>
                if let Some(median) = score.and_then(|score| score.median) { <span class="row-comment">{ t::median(median) }</span> }
            }
        </span>
    }
}
