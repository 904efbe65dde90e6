//! Projects, their fiche-action and transitions.

use super::{ApiResult, delete, get, patch, post, put, segment};
use openapi::{
    Page,
    committee::Nothing,
    comparison::Comparison,
    project::{
        AbandonInput, AdmissibilityInput, Collaborator, CollaboratorInput, CollaboratorRole, Presence,
        PresenceInput, Project, ProjectEvent, ProjectFilter, ProjectInput, ProjectSummary, ProjectVersion,
        ReasonInput, ReturnInput, Section, SectionContent, TransferInput,
    },
    reuse::CopyInput,
};
use serde::Serialize;

/// One page of projects. `sort` as in the API, such as `-updated_at`.
pub async fn list(
    filter: &ProjectFilter,
    words: Option<&str>,
    sort: Option<&str>,
    cursor: Option<&str>,
) -> ApiResult<Page<ProjectSummary>> {
    get("/projects")
        .query_some("status", filter.status.as_deref())
        .query_some("objective", filter.objective.as_deref())
        .query_some("partner", filter.partner.as_deref())
        .query_some("district", filter.district.as_deref())
        .query_some("call", filter.call.as_deref())
        .query_some("programme", filter.programme.as_deref())
        .query_some("mine", filter.mine)
        .query_some("unread", filter.unread)
        .query_some("q", words)
        .query_some("sort", sort)
        .query_some("cursor", cursor)
        .send()
        .await
}

/// How many projects have one of these statuses: read its `total`.
pub async fn count(statuses: String) -> ApiResult<Page<ProjectSummary>> {
    get("/projects").query("status", statuses).query("limit", 1).send().await
}

/// One project.
pub async fn read(id: &str) -> ApiResult<Project> {
    get(format!("/projects/{}", segment(id))).send().await
}

/// Starts a fiche. `key` comes from [`super::random_uuid`], one for each intent to create.
pub async fn create(input: &ProjectInput, key: &str) -> ApiResult<Project> {
    post("/projects").json(input).idempotency_key(key).send().await
}

/// Starts a fiche from an earlier one. `key` as for [`create`].
pub async fn copy(id: &str, input: &CopyInput, key: &str) -> ApiResult<Project> {
    post(format!("/projects/{}/copy", segment(id))).json(input).idempotency_key(key).send().await
}

/// What [`copy`] would start, without doing it.
pub async fn try_copy(id: &str, input: &CopyInput) -> ApiResult<Project> {
    post(format!("/projects/{}/copy", segment(id))).query("dry_run", true).json(input).send().await
}

fn section_path(id: &str, section: Section) -> String {
    format!("/projects/{}/sections/{}", segment(id), section.as_str())
}

/// One section of a fiche, with its version.
pub async fn read_section(id: &str, section: Section) -> ApiResult<SectionContent> {
    get(section_path(id, section)).send().await
}

/// Saves a section: a JSON Merge Patch of its members, over its own version.
pub async fn save_section(
    id: &str,
    section: Section,
    changes: &impl Serialize,
    version: i32,
) -> ApiResult<SectionContent> {
    patch(section_path(id, section)).json(changes).if_match(Some(&format!("\"{version}\""))).send().await
}

/// Says where one is in a fiche; who else is there.
pub async fn here(id: &str, section: Option<Section>) -> ApiResult<Presence> {
    put(format!("/projects/{}/presence", segment(id))).json(&PresenceInput { section }).send().await
}

fn people_path(id: &str) -> String {
    format!("/projects/{}/collaborators", segment(id))
}

/// Who has access to a fiche.
pub async fn people(id: &str) -> ApiResult<Page<Collaborator>> {
    get(people_path(id)).send().await
}

/// Invites to a fiche.
pub async fn share(id: &str, input: &CollaboratorInput) -> ApiResult<Collaborator> {
    post(people_path(id)).json(input).send().await
}

/// Changes what an invited person may do.
pub async fn change_access(
    id: &str,
    person: &Collaborator,
    input: &CollaboratorRole,
) -> ApiResult<Collaborator> {
    let path = format!("{}/{}", people_path(id), person.id);
    patch(path).json(input).if_match(Some(&format!("\"{}\"", person.version))).send().await
}

/// Takes an invited person's access away.
pub async fn unshare(id: &str, person: &Collaborator) -> ApiResult<()> {
    let path = format!("{}/{}", people_path(id), person.id);
    delete(path).if_match(Some(&format!("\"{}\"", person.version))).send().await
}

/// Hands a fiche over.
pub async fn hand_over(id: &str, input: &TransferInput) -> ApiResult<Page<Collaborator>> {
    post(format!("{}/transfer", people_path(id))).json(input).send().await
}

/// Deletes a draft.
pub async fn remove(id: &str, etag: Option<&str>) -> ApiResult<()> {
    delete(format!("/projects/{}", segment(id))).if_match(etag).send().await
}

/// Files the fiche.
pub async fn submit(id: &str, etag: Option<&str>) -> ApiResult<Project> {
    post(format!("/projects/{}/submit", segment(id))).json(&Nothing {}).if_match(etag).send().await
}

/// The partner withdraws.
pub async fn withdraw(id: &str, input: &ReasonInput, etag: Option<&str>) -> ApiResult<Project> {
    post(format!("/projects/{}/withdraw", segment(id))).json(input).if_match(etag).send().await
}

/// The partner or the coordinator gives up a selected action.
pub async fn abandon(id: &str, input: &AbandonInput, etag: Option<&str>) -> ApiResult<Project> {
    post(format!("/projects/{}/abandon", segment(id))).json(input).if_match(etag).send().await
}

/// The coordinator asks for a correction.
pub async fn send_back(id: &str, input: &ReturnInput, etag: Option<&str>) -> ApiResult<Project> {
    post(format!("/projects/{}/return", segment(id))).json(input).if_match(etag).send().await
}

/// The coordinator says whether the project is admissible.
pub async fn admissibility(id: &str, input: &AdmissibilityInput, etag: Option<&str>) -> ApiResult<Project> {
    post(format!("/projects/{}/admissibility", segment(id))).json(input).if_match(etag).send().await
}

/// The coordinator takes a decision on admissibility back.
pub async fn reopen(id: &str, input: &ReasonInput, etag: Option<&str>) -> ApiResult<Project> {
    post(format!("/projects/{}/reopen", segment(id))).json(input).if_match(etag).send().await
}

/// What happened to the project, the oldest first.
pub async fn events(id: &str) -> ApiResult<Page<ProjectEvent>> {
    get(format!("/projects/{}/events", segment(id))).query("limit", 100).send().await
}

/// What was filed, each time, the oldest first.
pub async fn versions(id: &str) -> ApiResult<Page<ProjectVersion>> {
    get(format!("/projects/{}/versions", segment(id))).send().await
}

/// What changed from a version to another; without `to`, to the fiche as it is being written.
pub async fn compare(id: &str, from: i32, to: Option<i32>) -> ApiResult<Comparison> {
    get(format!("/projects/{}/versions/compare", segment(id)))
        .query("from", from)
        .query_some("to", to)
        .send()
        .await
}
