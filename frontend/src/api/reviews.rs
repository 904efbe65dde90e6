//! Reviews, assignments, conflicts of interest.

use super::{ApiResult, delete, get, patch, post, segment};
use openapi::{
    Page,
    committee::Nothing,
    evidence::Evidence,
    review::{
        Assignment, AssignmentInput, Conflict, ConflictInput, LiftingInput, ReopeningInput, Review,
        ReviewFilter, ReviewInput,
    },
};
use serde::Serialize;

/// Reviews the reader may see.
pub async fn list(filter: &ReviewFilter, cursor: Option<&str>) -> ApiResult<Page<Review>> {
    get("/reviews")
        .query_some("mine", filter.mine)
        .query_some("status", filter.status.as_deref())
        .query_some("call", filter.call.as_deref())
        .query_some("cursor", cursor)
        .send()
        .await
}

/// One review.
pub async fn read(id: &str) -> ApiResult<Review> {
    get(format!("/reviews/{}", segment(id))).send().await
}

/// The reviews of a project.
pub async fn of_project(project: &str) -> ApiResult<Page<Review>> {
    get(format!("/projects/{}/reviews", segment(project))).query("limit", 100).send().await
}

/// What the fiche says on the criteria, computed.
pub async fn evidence(project: &str) -> ApiResult<Evidence> {
    get(format!("/projects/{}/evidence", segment(project))).send().await
}

/// Starts the own review of a project, as a draft. There is one only: a second start is a duplicate.
pub async fn start(project: &str, input: &ReviewInput) -> ApiResult<Review> {
    post(format!("/projects/{}/reviews", segment(project))).json(input).send().await
}

/// Saves a draft review; `changes` is a JSON Merge Patch.
pub async fn update(id: &str, changes: &impl Serialize, etag: Option<&str>) -> ApiResult<Review> {
    patch(format!("/reviews/{}", segment(id))).json(changes).if_match(etag).send().await
}

/// Files the review.
pub async fn submit(id: &str, etag: Option<&str>) -> ApiResult<Review> {
    post(format!("/reviews/{}/submit", segment(id))).json(&Nothing {}).if_match(etag).send().await
}

/// Who reviews what in a call.
pub async fn assignments(call: &str, mine: bool, cursor: Option<&str>) -> ApiResult<Page<Assignment>> {
    get(format!("/calls/{}/assignments", segment(call)))
        .query_some("mine", mine.then_some(true))
        .query("limit", 100)
        .query_some("cursor", cursor)
        .send()
        .await
}

/// Assigns a reviewer.
pub async fn assign(call: &str, input: &AssignmentInput) -> ApiResult<Assignment> {
    post(format!("/calls/{}/assignments", segment(call))).json(input).send().await
}

/// Takes an assignment back.
pub async fn unassign(call: &str, id: &str, etag: Option<&str>) -> ApiResult<()> {
    delete(format!("/calls/{}/assignments/{}", segment(call), segment(id))).if_match(etag).send().await
}

/// Conflicts of interest on a project, found and declared.
pub async fn conflicts(project: &str) -> ApiResult<Page<Conflict>> {
    get(format!("/projects/{}/conflicts", segment(project))).query("limit", 100).send().await
}

/// Declares a conflict of interest.
pub async fn declare_conflict(project: &str, input: &ConflictInput) -> ApiResult<Conflict> {
    post(format!("/projects/{}/conflicts", segment(project))).json(input).send().await
}

/// Lifts a conflict that was declared or recorded.
pub async fn lift_conflict(project: &str, person: &str, input: &LiftingInput) -> ApiResult<()> {
    post(format!("/projects/{}/conflicts/{}/lift", segment(project), segment(person)))
        .json(input)
        .send()
        .await
}

/// Reopens a review until a day.
pub async fn reopen(call: &str, assignment: &str, input: &ReopeningInput) -> ApiResult<Assignment> {
    post(format!("/calls/{}/assignments/{}/reopenings", segment(call), segment(assignment)))
        .json(input)
        .send()
        .await
}
