//! Reviews over HTTP.

use super::{
    held, rules,
    store::{self, Filter, Reader, assignments, conflicts, reopenings},
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{LoggedIn, Visit},
    calls,
    db::{AnyConnection, DbError, Ending},
    http::{
        answer::{Created, Listed, Tagged},
        body::{Body, OptionalBody, Patch},
        etag::IfMatch,
        fail::Fail,
        page::{Key, Sort, Window},
        query::{Query, choices},
        refusals::*,
    },
    projects,
};
use actix_web::{Responder, get, patch, post, web::Path};
use openapi::{
    ErrorCode, Page, ProjectStatus, Reference,
    committee::Nothing,
    page::{PageQuery, SliceQuery},
    review::{Review, ReviewFilter, ReviewInput, ReviewStatus, ScoreInput},
    rule::Rule,
};

pub fn configure(config: &mut Mount) {
    config.service(list).service(of_project).service(begin).service(read).service(change).service(submit);
}

/// A page of reviews by cursor; they are listed newest first.
fn page(visit: &Visit, query: &PageQuery, filter: &Filter) -> Result<Page<Review>, Fail> {
    let newest = [Sort { field: (), descending: true }];
    let window = Window::parse(query, |name| (name == "created_at").then_some(()), &newest)?;
    if window.sort.iter().any(|sort| !sort.descending) {
        return Err(Fail::field("/sort", Rule::UnknownSort));
    }
    let after = window.after.as_ref().map(|(_, id)| id.as_str());
    let filter = &Filter { needles: window.needles.clone(), ..filter.clone() };
    let (mut items, total) = visit.state.db.read(|connection| {
        let person = visit.user()?;
        let reader = Reader::of(connection, person, &visit.catalogue, visit.now).map_err(DbError::from)?;
        let found = store::page(connection, &visit.catalogue, &reader, filter, after, window.limit + 1);
        found.map_err(|error| Fail::from(DbError::from(error)))
    })?;
    let more = items.len() > window.limit;
    items.truncate(window.limit);
    let next = items.last().filter(|_| more).map(|review| window.cursor(vec![Key::Null], review.id.as_str()));
    Ok(Page { items, next, total })
}

/// List reviews
///
/// One's own, and those of others that the reader may see: blind until one's own is submitted.
#[utoipa::path(tag = "reviews", params(PageQuery, ReviewFilter),
    responses((status = 200, description = "Reviews, newest first", body = Page<Review>), OfPrivateList))]
#[get("/reviews")]
async fn list(
    actor: LoggedIn,
    Query(query): Query<PageQuery>,
    Query(asked): Query<ReviewFilter>,
) -> Result<impl Responder, Fail> {
    let person = actor.user()?;
    if person.grants.iter().all(|grant| matches!(grant.role, openapi::Role::Partner | openapi::Role::Admin)) {
        return Err(Fail::FORBIDDEN);
    }
    let call = asked.call.as_deref().filter(|call| !call.is_empty()).map(|call| {
        let found = calls::routes::seen(&actor, call).map(|call| call.id().to_owned());
        found.map_err(|_| Fail::field("/call", Rule::UnknownReference))
    });
    let filter = Filter {
        call: call.transpose()?,
        mine: asked.mine == Some(true),
        statuses: choices(asked.status.as_deref(), "status", ReviewStatus::parse)?,
        ..Filter::default()
    };
    page(&actor, &query, &filter).map(Listed)
}

/// List the reviews of a project
#[utoipa::path(tag = "reviews", params(("id" = String, Path, description = "Id of the project"), SliceQuery),
    responses((status = 200, description = "Reviews, newest first", body = Page<Review>), OfNestedList))]
#[get("/projects/{id}/reviews")]
async fn of_project(
    actor: LoggedIn,
    id: Path<String>,
    Query(query): Query<SliceQuery>,
) -> Result<impl Responder, Fail> {
    let person = actor.user()?;
    actor.state.db.read(|connection| {
        let seen = projects::seen(&actor, connection, &id)?;
        let standpoint = seen.standpoint;
        if !(standpoint.committee() || standpoint.reviewer || standpoint.observer) {
            return Err(Fail::FORBIDDEN);
        }
        if conflicts::is_recused(connection, &id, person)? {
            return Err(ErrorCode::Recused.into());
        }
        Ok(())
    })?;
    let filter = Filter { project: Some(id.into_inner()), ..Filter::default() };
    page(&actor, &query.into(), &filter).map(Listed)
}

fn answer(visit: &Visit, connection: &mut AnyConnection, id: &str) -> Result<Review, Fail> {
    let reader = Reader::of(connection, visit.user()?, &visit.catalogue, visit.now)?;
    store::find(connection, &visit.catalogue, &reader, id)?.ok_or(Fail::NOT_FOUND)
}

/// Begin a review
///
/// A draft, by the reviewer to whom the project is assigned and who has no conflict of interest, until the last day for
/// reviews.
#[utoipa::path(tag = "reviews", params(("id" = String, Path, description = "Id of the project")), request_body = ReviewInput,
    responses((status = 201, description = "A draft", body = Review), OfCreate))]
#[post("/projects/{id}/reviews")]
async fn begin(
    actor: LoggedIn,
    id: Path<String>,
    Body(input): Body<ReviewInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let state = visit.state.clone();
    let value = state
        .db
        .write(Ending::Commit, move |connection| {
            let seen = projects::seen(&visit, connection, &id)?;
            let visit = held::shared(&visit, connection, &seen.row.call_id)?;
            let seen = projects::seen(&visit, connection, &id)?;
            let person = visit.user()?;
            if !person.reviews_in(&seen.row.programme_id) {
                return Err(Fail::FORBIDDEN);
            }
            if conflicts::is_recused(connection, &id, person)? {
                return Err(ErrorCode::Recused.into());
            }
            if !assignments::is_assigned(connection, &id, &person.user)? {
                return Err(Fail::FORBIDDEN);
            }
            let call = held::unpublished(&visit, &seen.row.call_id)?;
            if seen.row.status != ProjectStatus::UnderReview {
                return Err(seen.refused(&visit, ErrorCode::TransitionNotAllowed));
            }
            if !reopenings::is_open(connection, call, &id, &person.user, visit.now)? {
                return Err(ErrorCode::ReviewsClosed.into());
            }
            let input = rules::settle(input, call).map_err(Fail::Fields)?;
            let review = store::insert(connection, &id, &person.user, &input, visit.now)?;
            answer(&visit, connection, &review)
        })
        .await?;
    Ok(Created { version: value.version, path: format!("/reviews/{}", value.id), value })
}

/// Read a review
#[utoipa::path(tag = "reviews", params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The review", body = Review), OfRead))]
#[get("/reviews/{id}")]
async fn read(actor: LoggedIn, id: Path<String>) -> Result<impl Responder, Fail> {
    let value = actor.state.db.read(|connection| answer(&actor, connection, &id))?;
    Ok(Tagged { version: value.version, value })
}

/// What can be changed of a review: one's own draft, by whoever still has the role and the assignment, while no conflict
/// came up and nothing is published. With the visit that its call waits for.
fn own_draft(
    visit: &Visit,
    connection: &mut AnyConnection,
    id: &str,
    if_match: &IfMatch,
) -> Result<(Visit, Review), Fail> {
    let call = store::call_of(connection, id)?.ok_or(Fail::NOT_FOUND)?;
    let visit = held::shared(visit, connection, &call)?;
    let review = answer(&visit, connection, id)?;
    let person = visit.user()?;
    let project = projects::store::reload(connection, review.project.id.as_str())?;
    let own = review.reviewer.id.as_str() == person.user && person.reviews_in(&project.programme_id);
    if !own || !assignments::is_assigned(connection, &project.id, &person.user)? {
        return Err(Fail::FORBIDDEN);
    }
    if conflicts::is_recused(connection, &project.id, person)? {
        return Err(ErrorCode::Recused.into());
    }
    if_match.check(review.version, format!("/api/v1/reviews/{id}"))?;
    let call = held::unpublished(&visit, &call)?;
    if review.status != ReviewStatus::Draft || project.status != ProjectStatus::UnderReview {
        return Err(ErrorCode::TransitionNotAllowed.into());
    }
    if !reopenings::is_open(connection, call, &project.id, &person.user, visit.now)? {
        return Err(ErrorCode::ReviewsClosed.into());
    }
    Ok((visit, review))
}

fn as_input(review: &Review) -> ReviewInput {
    let scores = review.scores.iter().map(|score| ScoreInput {
        criterion: Reference::from(score.criterion.as_str()),
        score: score.score,
        comment: score.comment.clone(),
    });
    ReviewInput {
        scores: scores.collect(),
        opinion: review.opinion,
        message: review.message.clone(),
        confidential_note: review.confidential_note.clone().unwrap_or_default(),
        abstention_reason: review.abstention_reason.clone(),
    }
}

/// Change a draft review
#[utoipa::path(tag = "reviews", params(("id" = String, Path, description = "Id")),
    request_body(content = ReviewInput, description = "JSON Merge Patch"),
    responses((status = 200, description = "Changed", body = Review), OfPatch))]
#[patch("/reviews/{id}")]
async fn change(
    actor: LoggedIn,
    id: Path<String>,
    if_match: IfMatch,
    patch: Patch<ReviewInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let state = visit.state.clone();
    let value = state
        .db
        .write(Ending::Commit, move |connection| {
            let (visit, review) = own_draft(&visit, connection, &id, &if_match)?;
            let call = held::unpublished(&visit, review.call.id.as_str())?;
            let input = rules::settle(patch.apply(&as_input(&review))?, call).map_err(Fail::Fields)?;
            if !store::update(connection, &id, review.version, &input, visit.now)? {
                return Err(Fail::Stale { current: format!("/api/v1/reviews/{id}") });
            }
            answer(&visit, connection, &id)
        })
        .await?;
    Ok(Tagged { version: value.version, value })
}

/// Submit a review
///
/// Needs a score for every criterion and an opinion, or the reason of an abstention. It cannot change afterwards,
/// unless the coordinator reopens it.
#[utoipa::path(tag = "reviews", params(("id" = String, Path, description = "Id")), request_body = Option<Nothing>,
    responses((status = 200, description = "Submitted, or abstained", body = Review), OfTransition))]
#[post("/reviews/{id}/submit")]
async fn submit(
    actor: LoggedIn,
    id: Path<String>,
    if_match: IfMatch,
    _body: OptionalBody<Nothing>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let state = visit.state.clone();
    let value = state
        .db
        .write(Ending::Commit, move |connection| {
            let (visit, review) = own_draft(&visit, connection, &id, &if_match)?;
            let call = held::unpublished(&visit, review.call.id.as_str())?;
            let criteria: Vec<_> = call.wire.criteria.iter().map(|criterion| criterion.id.as_str()).collect();
            let input = as_input(&review);
            Fail::unless_empty(input.missing(&criteria))?;
            let abstains = input.abstention_reason.is_some();
            let status = if abstains { ReviewStatus::Abstained } else { ReviewStatus::Submitted };
            if !store::submit(connection, &id, review.version, status, visit.now)? {
                return Err(Fail::Stale { current: format!("/api/v1/reviews/{id}") });
            }
            let project = review.project.id.as_str();
            let by = &visit.user()?.user;
            projects::store::record(connection, project, "reviewed", true, by, "", visit.now)?;
            answer(&visit, connection, &id)
        })
        .await?;
    Ok(Tagged { version: value.version, value })
}
