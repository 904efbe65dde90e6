//! What partners bring to each other's actions.

use super::{ApiResult, get, post, segment};
use openapi::{
    Page,
    contribution::{AnswerInput, Contribution, ContributionState},
};

/// Those of the person's organisations, the latest first.
pub async fn mine(state: Option<ContributionState>, cursor: Option<&str>) -> ApiResult<Page<Contribution>> {
    get("/contributions")
        .query_some("state", state.map(ContributionState::as_str))
        .query_some("cursor", cursor)
        .send()
        .await
}

/// Those of a project that the person reads all of.
pub async fn of_project(project: &str) -> ApiResult<Page<Contribution>> {
    get("/contributions").query("project", project).query("limit", 100).send().await
}

/// Confirms a contribution, or declines it.
pub async fn answer(of: &Contribution, confirm: bool, input: &AnswerInput) -> ApiResult<Contribution> {
    let (project, partner) = (segment(of.project.as_str()), segment(of.partner.id.as_str()));
    let verb = if confirm { "confirm" } else { "decline" };
    let etag = format!("\"{}\"", of.version);
    post(format!("/projects/{project}/contributions/{partner}/{verb}"))
        .json(input)
        .if_match(Some(&etag))
        .send()
        .await
}
