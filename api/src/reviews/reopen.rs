//! More time for one review, over HTTP.

use super::{
    assignments::visible_call,
    held,
    store::{assignments as store, conflicts, reopenings},
};
use crate::{
    auth::actor::Coordinator,
    db::Ending,
    http::{answer::Created, body::Body, fail::Fail, mount::Mount, refusals::*},
    mail, projects,
};
use actix_web::{Responder, post, web::Path};
use openapi::{
    ErrorCode, ProjectStatus,
    review::{Assignment, ReopeningInput, ReviewStatus},
    rule::Rule,
};

pub fn configure(config: &mut Mount) {
    config.service(reopen);
}

/// Reopen a review
///
/// Until a day, with a reason that the reviewer reads: one whose last day is over can be written again, and one that is
/// done becomes a draft, seen by nobody else and counted nowhere until it is submitted again. Not by a coordinator who is
/// recused from the project.
#[utoipa::path(tag = "reviews",
    params(("id" = String, Path, description = "Id or slug of the call"), ("assignment" = String, Path, description = "Id")),
    request_body = ReopeningInput,
    responses((status = 201, description = "The assignment, with its new last day", body = Assignment), OfCreate))]
#[post("/calls/{id}/assignments/{assignment}/reopenings")]
async fn reopen(
    actor: Coordinator,
    path: Path<(String, String)>,
    Body(input): Body<ReopeningInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let (id, assignment) = path.into_inner();
    let call = visible_call(&visit, &id)?;
    visit.require_coordinator(call.programme())?;
    let call_id = call.id().to_owned();
    let place = format!("/calls/{call_id}/assignments");
    let state = visit.state.clone();
    let value = state
        .db
        .write(Ending::Commit, move |connection| {
            let visit = held::alone(&visit, connection, &call_id)?;
            let find = |connection: &mut _| -> Result<Assignment, Fail> {
                let found =
                    store::list(connection, &visit.catalogue, &call_id, None, Some(&assignment))?.pop();
                found.map(|found| reopenings::at(found, visit.now)).ok_or(Fail::NOT_FOUND)
            };
            let found = find(connection)?;
            let (project, reviewer) = (found.project.id.as_str(), found.reviewer.id.as_str());
            if conflicts::is_recused(connection, project, visit.user()?)? {
                return Err(ErrorCode::Recused.into());
            }
            held::unpublished(&visit, &call_id)?;
            let row = projects::store::reload(connection, project)?;
            let done = matches!(found.review_status, Some(ReviewStatus::Submitted | ReviewStatus::Abstained));
            if row.status != ProjectStatus::UnderReview || !(done || found.closed) {
                return Err(ErrorCode::TransitionNotAllowed.into());
            }
            if found.recused {
                return Err(ErrorCode::ConflictOfInterest.into());
            }
            if input.until < visit.state.clock.today() {
                return Err(Fail::field("/until", Rule::InThePast));
            }
            let by = visit.user()?.user.clone();
            reopenings::reopen(connection, &found, input.until, &input.reason, &by, visit.now)?;
            let told = format!("{} : {}", found.reviewer.name, input.reason);
            projects::store::record(connection, project, "review_reopened", true, &by, &told, visit.now)?;
            let value = find(connection)?;
            let desk = mail::Desk::of(&visit);
            if let Some(to) = mail::store::recipients::person(connection, reviewer)? {
                mail::write::review_reopened(connection, &desk, &row, &to, &input.reason, value.due_on)?;
            }
            Ok(value)
        })
        .await?;
    Ok(Created { version: 1, path: format!("{place}/{}", value.id), value })
}
