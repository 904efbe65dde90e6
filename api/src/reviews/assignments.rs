//! Who reviews what, by hand.

use super::store::{assignments as store, conflicts, reopenings};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Coordinator, LoggedIn, Visit},
    catalogue::StoredCall,
    db::{AnyConnection, DbError, Ending},
    http::{
        answer::{Created, Done, Listed},
        body::Body,
        fail::Fail,
        page::{Key, Sort, Window},
        query::Query,
        refusals::*,
    },
    projects::{self, store::Transitioned},
    refusals,
};
use actix_web::{Responder, delete, get, post, web::Path};
use openapi::{
    ErrorCode, Page, ProjectStatus, Role,
    page::PageQuery,
    review::{Assignment, AssignmentFilter, AssignmentInput, ReviewStatus},
    rule::Rule,
};

pub fn configure(config: &mut Mount) {
    config.service(list).service(assign).service(take_back);
}

refusals! {
    /// An assignment cannot change, so that its removal needs no version.
    OfTakingBack = 401 403 404 409;
}

/// A call that the visitor may see.
pub fn visible_call<'a>(visit: &'a Visit, id: &str) -> Result<&'a StoredCall, Fail> {
    let call = visit.catalogue.call(id).ok_or(Fail::NOT_FOUND)?;
    let admin = visit.person().is_some_and(|person| person.is_admin());
    if call.wire.published_at.is_some() || admin || visit.coordinates(call.programme()) {
        Ok(call)
    } else {
        Err(Fail::NOT_FOUND)
    }
}

/// List assignments
///
/// Reviewers read their own; coordinators and carriers all.
#[utoipa::path(tag = "reviews", params(("id" = String, Path, description = "Id or slug of the call"), PageQuery, AssignmentFilter),
    responses((status = 200, description = "Assignments", body = Page<Assignment>), OfNestedList))]
#[get("/calls/{id}/assignments")]
async fn list(
    actor: LoggedIn,
    id: Path<String>,
    Query(query): Query<PageQuery>,
    Query(filter): Query<AssignmentFilter>,
) -> Result<impl Responder, Fail> {
    let call = visible_call(&actor, &id)?;
    let person = actor.user()?;
    let all = actor.sees_committee(call.programme());
    if !all && !person.reviews_in(call.programme()) {
        return Err(Fail::FORBIDDEN);
    }
    let only = (!all || filter.mine == Some(true)).then_some(person.user.as_str());
    let window = Window::parse(
        &query,
        |name| (name == "created_at").then_some(()),
        &[Sort { field: (), descending: false }],
    )?;
    let found = actor.state.db.read(|connection| {
        store::list(connection, &actor.catalogue, call.id(), only, None).map_err(DbError::from)
    })?;
    let key = |assignment: &Assignment, ()| Key::Number(assignment.created_at.timestamp_micros());
    Ok(Listed(window.page(
        found,
        key,
        |assignment| assignment.id.as_str(),
        |assignment| reopenings::at(assignment, actor.now),
    )))
}

/// Assign a reviewer
///
/// Refused when the reviewer's institution leads, co-funds or takes part in the project, or a conflict was stated.
#[utoipa::path(tag = "reviews", params(("id" = String, Path, description = "Id or slug of the call")), request_body = AssignmentInput,
    responses((status = 201, description = "Assigned", body = Assignment), OfCreate))]
#[post("/calls/{id}/assignments")]
async fn assign(
    actor: Coordinator,
    id: Path<String>,
    Body(input): Body<AssignmentInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let call = visible_call(&visit, &id)?;
    visit.require_coordinator(call.programme())?;
    let (call_id, programme) = (call.id().to_owned(), call.programme().to_owned());
    let path = format!("/calls/{call_id}/assignments");
    let state = visit.state.clone();
    let value = state
        .db
        .write(Ending::Commit, move |connection| {
            let (project, reviewer) = (input.project.as_str(), input.reviewer.as_str());
            let unknown = |pointer: &str| Fail::field(pointer, Rule::UnknownReference);
            let seen = match projects::seen(&visit, connection, project) {
                Ok(seen) if seen.row.call_id == call_id && seen.row.status != ProjectStatus::Draft => seen,
                Ok(_) | Err(Fail::Code(ErrorCode::NotFound)) => return Err(unknown("/project")),
                Err(other) => return Err(other),
            };
            conflicts::reviewer_name(connection, &programme, reviewer)?
                .ok_or_else(|| unknown("/reviewer"))?;
            if !matches!(seen.row.status, ProjectStatus::Admissible | ProjectStatus::UnderReview) {
                return Err(seen.refused(&visit, ErrorCode::TransitionNotAllowed));
            }
            if conflicts::source_of(connection, project, reviewer)?.is_some() {
                return Err(ErrorCode::ConflictOfInterest.into());
            }
            if store::is_assigned(connection, project, reviewer)? {
                return Err(ErrorCode::Duplicate.into());
            }
            let assignment = give(connection, &visit, &seen, reviewer)?;
            let mut made = store::list(connection, &visit.catalogue, &call_id, None, Some(&assignment))?;
            made.pop().map(|made| reopenings::at(made, visit.now)).ok_or(Fail::NOT_FOUND)
        })
        .await?;
    Ok(Created { version: 1, path: format!("{path}/{}", value.id), value })
}

/// Assigns a project that is open to it; its first reviewer brings it under review. The id of the assignment.
pub fn give(
    connection: &mut AnyConnection,
    visit: &Visit,
    seen: &projects::Seen,
    reviewer: &str,
) -> Result<String, Fail> {
    let row = &seen.row;
    let assignment = store::insert(connection, &row.call_id, &row.id, reviewer, visit.now)?;
    if row.status == ProjectStatus::Admissible {
        let by = &visit.user()?.user;
        let with = Transitioned::default();
        projects::store::transition(connection, row, ProjectStatus::UnderReview, &with, visit.now)?;
        projects::store::record(connection, &row.id, "under_review", false, by, "", visit.now)?;
    }
    Ok(assignment)
}

/// Take an assignment back
///
/// Refused once the review is submitted; a draft is dropped with it.
#[utoipa::path(tag = "reviews",
    params(("id" = String, Path, description = "Id or slug of the call"), ("assignment" = String, Path, description = "Id")),
    responses((status = 204, description = "Taken back"), OfTakingBack))]
#[delete("/calls/{id}/assignments/{assignment}")]
async fn take_back(actor: LoggedIn, path: Path<(String, String)>) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let (id, assignment) = path.into_inner();
    let call = visible_call(&visit, &id)?;
    let person = visit.user()?;
    if !visit.coordinates(call.programme()) {
        let staff = visit.sees_committee(call.programme()) || person.has(Role::Reviewer);
        return Err(if staff { Fail::FORBIDDEN } else { Fail::NOT_FOUND });
    }
    let call_id = call.id().to_owned();
    let state = visit.state.clone();
    state
        .db
        .write(Ending::Commit, move |connection| {
            let found = store::list(connection, &visit.catalogue, &call_id, None, Some(&assignment))?.pop();
            let found = found.ok_or(Fail::NOT_FOUND)?;
            match found.review_status {
                Some(ReviewStatus::Submitted | ReviewStatus::Abstained) => Err(Fail::Code(ErrorCode::InUse)),
                Some(ReviewStatus::Draft) | None => Ok(store::delete(connection, &found)?),
            }
        })
        .await?;
    Ok(Done)
}
