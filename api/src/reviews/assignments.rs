//! Who reviews what, by hand.

use super::{
    held,
    store::{Reader, assignments as store, conflicts, reopenings},
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Coordinator, LoggedIn, Visit},
    calls,
    catalogue::StoredCall,
    db::{AnyConnection, Ending},
    http::{
        answer::{Created, Done, Listed},
        body::Body,
        fail::Fail,
        page::{Key, Sort, Window},
        query::Query,
        refusals::*,
    },
    mail::{self, Desk, store::recipients},
    projects::{self, store::Transitioned},
    refusals,
};
use actix_web::{Responder, delete, get, post, web::Path};
use openapi::{
    ErrorCode, Page, ProjectStatus, Role,
    page::PageQuery,
    review::{Assignment, AssignmentFilter, AssignmentInput},
    rule::Rule,
};
use std::collections::BTreeMap;

pub fn configure(config: &mut Mount) {
    config.service(list).service(assign).service(take_back);
}

refusals! {
    /// An assignment cannot change, so that its removal needs no version.
    OfTakingBack = 401 403 404 409;
    /// A new assignment; it brings its project under review.
    OfAssigning = 400 401 403 404 409 413 415 422;
}

/// A call that the visitor may see: what hangs on one in preparation does not exist for those who do not prepare it.
pub fn visible_call<'a>(visit: &'a Visit, id: &str) -> Result<&'a StoredCall, Fail> {
    calls::routes::seen(visit, id)
}

/// List assignments
///
/// Reviewers read their own; coordinators and carriers all, but of a project that they are recused from. What others have done
/// is not told on one that the reader has still to review.
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
        let mut found = store::list(connection, &actor.catalogue, call.id(), only, None)?;
        stay_blind(&actor, connection, &mut found)?;
        found.retain(|one| {
            let project = &one.project;
            let number = project.number.as_deref().unwrap_or_default();
            window.finds(&[&project.title, number, &one.reviewer.name])
        });
        Ok::<_, Fail>(found)
    })?;
    let key = |assignment: &Assignment, ()| Key::Number(assignment.created_at.timestamp_micros());
    Ok(Listed(window.page(
        found,
        key,
        |assignment| assignment.id.as_str(),
        |assignment| reopenings::at(assignment, actor.now),
    )))
}

/// Leaves out who else reviews a project that the reader is recused from, whatever the role: an institution that applies would
/// know who judges it; and what others have done of one that the reader has still to review.
fn stay_blind(
    visit: &Visit,
    connection: &mut AnyConnection,
    found: &mut Vec<Assignment>,
) -> Result<(), Fail> {
    let person = visit.user()?;
    let reader = Reader::of(connection, person, &visit.catalogue, visit.now)?;
    let ids: Vec<String> = found.iter().map(|one| one.project.id.to_string()).collect();
    let recused = conflicts::recused(connection, &ids)?;
    let own = |one: &Assignment| one.reviewer.id.as_str() == person.user;
    found.retain(|one| own(one) || !recused.contains(&(one.project.id.to_string(), person.user.clone())));
    for one in found.iter_mut().filter(|one| !own(one)) {
        if reader.owes(one.project.id.as_str()) {
            (one.review, one.review_status) = (None, None);
        }
    }
    Ok(())
}

/// Assign a reviewer
///
/// Refused when the reviewer's institution leads, co-funds or takes part in the project, or a conflict was stated; and to a
/// coordinator who is recused from the project. The reviewer is told by e-mail.
#[utoipa::path(tag = "reviews", params(("id" = String, Path, description = "Id or slug of the call")), request_body = AssignmentInput,
    responses((status = 201, description = "Assigned", body = Assignment), OfAssigning))]
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
            let visit = held::alone(&visit, connection, &call_id)?;
            let (project, reviewer) = (input.project.as_str(), input.reviewer.as_str());
            let unknown = |pointer: &str| Fail::field(pointer, Rule::UnknownReference);
            let seen = match projects::held(&visit, connection, project) {
                Ok(seen) if seen.row.call_id == call_id && seen.row.status != ProjectStatus::Draft => seen,
                Ok(_) | Err(Fail::Code(ErrorCode::NotFound)) => return Err(unknown("/project")),
                Err(other) => return Err(other),
            };
            conflicts::reviewer_name(connection, &programme, reviewer)?
                .ok_or_else(|| unknown("/reviewer"))?;
            if conflicts::is_recused(connection, project, visit.user()?)? {
                return Err(ErrorCode::Recused.into());
            }
            if !matches!(seen.row.status, ProjectStatus::Admissible | ProjectStatus::UnderReview) {
                return Err(seen.refused(&visit, ErrorCode::TransitionNotAllowed));
            }
            if conflicts::source_of(connection, project, reviewer)?.is_some() {
                return Err(ErrorCode::ConflictOfInterest.into());
            }
            if store::is_assigned(connection, project, reviewer)? {
                return Err(ErrorCode::Duplicate.into());
            }
            let given = give(connection, &visit, &seen, &[reviewer])?;
            tell(connection, &visit, &call_id, &given)?;
            store::changed(connection)?;
            let assignment = given.first().map(|(_, assignment)| assignment.as_str());
            let mut made = store::list(connection, &visit.catalogue, &call_id, None, assignment)?;
            made.pop().map(|made| reopenings::at(made, visit.now)).ok_or(Fail::NOT_FOUND)
        })
        .await?;
    Ok(Created { version: 1, path: format!("{path}/{}", value.id), value })
}

/// Assigns a project that is open to it and held; its first reviewers bring it under review. Each person with the assignment.
pub fn give(
    connection: &mut AnyConnection,
    visit: &Visit,
    seen: &projects::Seen,
    reviewers: &[&str],
) -> Result<Vec<(String, String)>, Fail> {
    let row = &seen.row;
    let mut given = Vec::new();
    for reviewer in reviewers {
        let assignment = store::insert(connection, &row.call_id, &row.id, reviewer, visit.now)?;
        given.push(((*reviewer).to_owned(), assignment));
    }
    if row.status == ProjectStatus::Admissible {
        let (by, with) = (&visit.user()?.user, Transitioned::default());
        if !projects::store::transition(connection, row, ProjectStatus::UnderReview, &with, visit.now)? {
            return Err(seen.refused(visit, ErrorCode::TransitionNotAllowed));
        }
        projects::store::record(connection, &row.id, "under_review", false, by, "", visit.now)?;
    }
    Ok(given)
}

/// Tells by one mail each the people to whom something was given, and how much.
pub fn tell(
    connection: &mut AnyConnection,
    visit: &Visit,
    call: &str,
    given: &[(String, String)],
) -> Result<(), Fail> {
    let call = visit.catalogue.call(call).ok_or(Fail::NOT_FOUND)?;
    let mut of_person: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for (person, assignment) in given {
        of_person.entry(person).or_insert((0, assignment)).0 += 1;
    }
    let desk = Desk::of(visit);
    for (person, (count, first)) in of_person {
        if let Some(to) = recipients::person(connection, person)? {
            mail::write::assigned(connection, &desk, call, &to, count, first)?;
        }
    }
    Ok(())
}

/// Take an assignment back
///
/// Refused once the review is submitted or the decisions are published, and to a coordinator who is recused from the project;
/// a draft is dropped with it.
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
            let visit = held::alone(&visit, connection, &call_id)?;
            let found = store::list(connection, &visit.catalogue, &call_id, None, Some(&assignment))?.pop();
            let found = found.ok_or(Fail::NOT_FOUND)?;
            if conflicts::is_recused(connection, found.project.id.as_str(), visit.user()?)? {
                return Err(ErrorCode::Recused.into());
            }
            held::unpublished(&visit, &call_id)?;
            if !store::delete(connection, &found)? {
                return Err(ErrorCode::InUse.into());
            }
            Ok::<_, Fail>(store::changed(connection)?)
        })
        .await?;
    Ok(Done)
}
