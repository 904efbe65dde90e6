//! The reviews that wait for the person, call by call.

use super::queue_rows::{self, Queue, QueueCall, QueueItem};
use crate::{
    api::{self, Answer, ApiResult, every::every},
    components::{
        async_content::{Empty, Skeleton, use_load},
        badge::{Badge, BadgeTone, review_status},
        flash::Flash,
        link::{RouteLink, query_string},
        only::Only,
        page::Page,
        table::{Column, Row, Table},
    },
    format,
    i18n::{common, nav, reviews as t},
    routes::Route,
};
use futures_util::future::try_join_all;
use openapi::{
    Role,
    call::CallFilter,
    review::{Review, ReviewFilter, ReviewStatus},
};
use yew::prelude::*;

/// Who reviews.
pub const REVIEWERS: &[Role] = &[Role::Reviewer, Role::Carrier];

/// The reviews that wait for the person.
#[component]
pub fn Reviews() -> Html {
    html! {
        <Only roles={REVIEWERS}>
            <Page title={nav::REVIEWS} lead={t::QUEUE_LEAD}>
                <Flash />
                <QueueView />
            </Page>
        </Only>
    }
}

/// The whole queue of the person who is logged in.
pub async fn load() -> ApiResult<Queue> {
    // Between two windows a call is upcoming again, with work in it.
    let filter = CallFilter { status: Some("upcoming,open,closed".into()), programme: None };
    let calls = every(|cursor| {
        let filter = filter.clone();
        async move { api::calls::list(&filter, cursor.as_deref()).await }
    });
    let assigned = try_join_all(calls.await?.body.items.into_iter().map(|call| async move {
        let id = call.id.clone();
        let assignments = every(|cursor| {
            let id = id.clone();
            async move { api::reviews::assignments(id.as_str(), true, cursor.as_deref()).await }
        });
        assignments.await.map(|answer| (call, answer.body.items))
    }));
    let filter = ReviewFilter { mine: Some(true), ..ReviewFilter::default() };
    let reviews = every(|cursor| {
        let filter = filter.clone();
        async move { api::reviews::list(&filter, cursor.as_deref()).await }
    });
    let (assigned, reviews) = futures_util::future::try_join(assigned, reviews).await?;
    Ok(Answer { body: queue_rows::queue(assigned, reviews.body.items), etag: None })
}

#[component]
fn QueueView() -> Html {
    let queue = use_load((), |()| load());
    queue.view(Skeleton::Rows(4), |queue| {
        if queue.is_empty() {
            return html! { <Empty title={t::NOTHING}><p>{ t::NOTHING_HINT }</p></Empty> };
        }
        html! {
            <>
                { for queue.calls.iter().map(of_call) }
                if !queue.past.is_empty() {
                    <section class="section">
                        <h2>{ t::PAST }</h2>
                        { past(&queue.past) }
                    </section>
                }
            </>
        }
    })
}

fn of_call(queue: &QueueCall) -> Html {
    let (done, total) = (queue.done(), queue.items.len());
    let today = format::today();
    let heading = format!("appel-{}", queue.call.slug);
    let columns = vec![
        Column::text(t::PROJECT),
        Column::text(t::PARTNER),
        Column::text(t::STATUS),
        Column::text(t::ACTION),
    ];
    let rows: Vec<Row> = queue.items.iter().map(row).collect();
    html! {
        <section class="queue-call" aria-labelledby={heading.clone()} key={queue.call.slug.clone()}>
            <div class="row row-between">
                <h2 id={heading}>{ &queue.call.title }</h2>
                <div class="queue-days">
                    if let Some(day) = queue.due_on() {
                        <p class={(done < total).then_some("strong")}>{ t::due(day, today) }</p>
                    }
                    if let Some(day) = queue.call.selection_on {
                        <p class="soft">{ t::COMMITTEE_ON }{ format::date(day) }{ " (" }{ format::days_away(day, today) }{ ")" }</p>
                    }
                </div>
            </div>
            <p class="queue-progress">
                <progress max={total.to_string()} value={done.to_string()} aria-label={t::progress(done, total)}></progress>
                <span aria-hidden="true">{ t::progress(done, total) }</span>
            </p>
            if done == total {
                <p class="strong">{ t::DONE_TITLE }</p>
            }
            <Table caption={t::OF_THIS_CALL} caption_hidden=true {columns} {rows} />
        </section>
    }
}

fn row(item: &QueueItem) -> Row {
    let (to, query) = item.address();
    let query = query.map(|name| AttrValue::from(query_string([(name, "1")])));
    let (status, action, class) = match item.status {
        _ if item.is_late() => (
            html! { <Badge tone={BadgeTone::Bad} label={t::CLOSED} /> },
            t::READ_AGAIN,
            "button button-secondary button-small",
        ),
        None => (
            html! { <Badge tone={BadgeTone::Wait} label={t::NOT_STARTED} /> },
            t::START,
            "button button-small",
        ),
        Some(status @ ReviewStatus::Draft) => (review_status(status), t::CONTINUE, "button button-small"),
        Some(status) => (review_status(status), t::READ_AGAIN, "button button-secondary button-small"),
    };
    let title = item.project.title.clone();
    Row {
        key: item.project.id.to_string(),
        cells: vec![
            html! {
                <>
                    <RouteLink to={to.clone()} query={query.clone()}>{ &item.project.title }</RouteLink>
                    if let Some(number) = &item.project.number {
                        <span class="row-number">{ number }</span>
                    }
                </>
            },
            html! { { &item.project.partner.name } },
            html! {
                <>
                    { status }
                    if let Some(day) = item.due_on.filter(|_| !item.is_done()) {
                        <span class="row-comment">{ t::until(day) }</span>
                    }
                </>
            },
            html! {
                <RouteLink {to} {query} {class}>{ action }<span class="visually-hidden">{ "\u{a0}: " }{ title }</span></RouteLink>
            },
        ],
    }
}

fn past(reviews: &[Review]) -> Html {
    let columns = vec![
        Column::text(t::PROJECT),
        Column::text(t::CALL),
        Column::text(t::STATUS),
        Column::text(t::SUBMITTED_ON),
    ];
    let rows: Vec<Row> = reviews
        .iter()
        .map(|review| Row {
            key: review.id.to_string(),
            cells: vec![
                html! { <RouteLink to={Route::Review { id: review.id.to_string() }}>{ &review.project.title }</RouteLink> },
                html! { { &review.call.title } },
                review_status(review.status),
                html! { { review.submitted_at.map_or_else(|| common::NOTHING.to_owned(), format::day) } },
            ],
        })
        .collect();
    html! { <Table caption={t::PAST} caption_hidden=true {columns} {rows} /> }
}
