//! What the review page reads: the fiche, the criteria, what is computed, and the person's own review.

use crate::{
    api::{self, Answer, ApiError, ApiResult, every::every},
    format::Date,
};
use futures_util::future::join4;
use openapi::{
    ErrorCode, Id, Page, ProjectStatus,
    call::{Call, CallStatus},
    evidence::Evidence,
    project::Project,
    review::{Assignment, Conflict, Review},
};
use std::rc::Rc;

/// Fiche and grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Desk {
    pub project: Rc<Project>,
    pub call: Call,
    /// None for who may not read it.
    pub evidence: Option<Evidence>,
    /// The review to show: the person's own, or the one that the address names.
    pub review: Option<Review>,
    /// The person may review the project now: it is assigned, under review, and the last day is not over.
    pub open: bool,
    /// The last day of the person's review, where there is one.
    pub due_on: Option<Date>,
    /// That day is over.
    pub late: bool,
}

/// What the address leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Opened {
    Desk(Box<Desk>),
    /// The person is in conflict on the project; why, where it can be read.
    Recused(Option<Conflict>),
}

/// The query of an address that names a project: its review is not begun.
pub const OF_PROJECT: &str = "fiche";

/// Reads what an address names: `id` is that of a project, if the address says so, or of a review.
pub async fn open(id: String, of_project: bool, me: Id) -> ApiResult<Opened> {
    let read = if of_project { None } else { Some(api::reviews::read(&id).await) };
    let named = match read.transpose() {
        Ok(answer) => answer.map(|answer| answer.body),
        Err(error) if error.is_not_found() => None,
        Err(error) if error.code() == Some(ErrorCode::Recused) => return recused(None),
        Err(error) => return Err(error),
    };
    let project_id = named.as_ref().map_or(id, |review| review.project.id.to_string());
    if named.as_ref().is_none_or(|review| review.reviewer.id == me)
        && let Some(conflict) = own_conflict(&project_id, &me).await?
    {
        return recused(Some(conflict));
    }
    let project = match api::projects::read(&project_id).await {
        Ok(answer) => answer.body,
        Err(error) if error.code() == Some(ErrorCode::Recused) => return recused(None),
        Err(error) => return Err(error),
    };
    let call_id = project.call.id.to_string();
    let (call, evidence, review, assignments) = join4(
        api::calls::read(&call_id),
        api::reviews::evidence(&project_id),
        own_review(named, &project_id, &me),
        every(|cursor| assigned(call_id.clone(), cursor)),
    )
    .await;
    let (call, review) = (call?.body, review?);
    // Who does not review has no assignments to read.
    let assignment = allowed(assignments)?
        .and_then(|all| all.items.into_iter().find(|assignment| assignment.project.id == project.id));
    let due_on = assignment.as_ref().and_then(|assignment| assignment.due_on);
    let late = assignment.as_ref().is_some_and(|assignment| assignment.closed);
    let under_review = matches!(project.status, ProjectStatus::UnderReview | ProjectStatus::Decided);
    let desk = Desk {
        open: assignment.is_some() && !late && under_review && call.status != CallStatus::Decided,
        due_on,
        late,
        project: Rc::new(project),
        call,
        evidence: allowed(evidence)?,
        review,
    };
    Ok(Answer { body: Opened::Desk(Box::new(desk)), etag: None })
}

async fn assigned(call: String, cursor: Option<String>) -> ApiResult<Page<Assignment>> {
    api::reviews::assignments(&call, true, cursor.as_deref()).await
}

fn recused(conflict: Option<Conflict>) -> ApiResult<Opened> {
    Ok(Answer { body: Opened::Recused(conflict), etag: None })
}

/// Why the person may not review the project. Who may not read conflicts has none to read.
async fn own_conflict(project: &str, me: &Id) -> Result<Option<Conflict>, ApiError> {
    let conflicts = allowed(api::reviews::conflicts(project).await)?.map(|page| page.items);
    Ok(conflicts.into_iter().flatten().find(|conflict| conflict.person.id == *me))
}

/// What was read, or nothing where the person may not read it: any other failure is told, with a retry.
fn allowed<T>(answer: ApiResult<T>) -> Result<Option<T>, ApiError> {
    match answer {
        Ok(answer) => Ok(Some(answer.body)),
        Err(error)
            if matches!(
                error.code(),
                Some(ErrorCode::Forbidden | ErrorCode::Recused | ErrorCode::NotFound)
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

async fn own_review(named: Option<Review>, project: &str, me: &Id) -> Result<Option<Review>, ApiError> {
    if named.is_some() {
        return Ok(named);
    }
    let reviews = api::reviews::of_project(project).await?.body.items;
    Ok(reviews.into_iter().find(|review| review.reviewer.id == *me))
}
