//! Programmes, objectives, districts, search.

use super::{ApiResult, delete, get, patch, post, segment};
use openapi::{
    Page,
    programme::{District, DistrictInput, Objective, ObjectiveInput, Programme, ProgrammeInput},
    search::Hit,
};
use serde::Serialize;

/// All programmes of this installation.
pub async fn programmes() -> ApiResult<Page<Programme>> {
    get("/programmes").query("limit", 100).send().await
}

/// One programme, by id or slug.
pub async fn programme(id: &str) -> ApiResult<Programme> {
    get(format!("/programmes/{}", segment(id))).send().await
}

/// Creates a programme.
pub async fn create_programme(input: &ProgrammeInput) -> ApiResult<Programme> {
    post("/programmes").json(input).send().await
}

/// Changes a programme; `changes` is a JSON Merge Patch.
pub async fn update_programme(
    id: &str,
    changes: &impl Serialize,
    etag: Option<&str>,
) -> ApiResult<Programme> {
    patch(format!("/programmes/{}", segment(id))).json(changes).if_match(etag).send().await
}

/// The objectives of a programme, by code.
pub async fn objectives(programme: Option<&str>) -> ApiResult<Page<Objective>> {
    get("/objectives").query_some("programme", programme).query("limit", 100).send().await
}

/// One objective, with its ETag.
pub async fn objective(id: &str) -> ApiResult<Objective> {
    get(format!("/objectives/{}", segment(id))).send().await
}

/// Creates an objective.
pub async fn create_objective(input: &ObjectiveInput) -> ApiResult<Objective> {
    post("/objectives").json(input).send().await
}

/// Changes an objective; `changes` is a JSON Merge Patch.
pub async fn update_objective(
    id: &str,
    changes: &impl Serialize,
    etag: Option<&str>,
) -> ApiResult<Objective> {
    patch(format!("/objectives/{}", segment(id))).json(changes).if_match(etag).send().await
}

/// Deletes an objective that nothing uses.
pub async fn delete_objective(id: &str, etag: Option<&str>) -> ApiResult<()> {
    delete(format!("/objectives/{}", segment(id))).if_match(etag).send().await
}

/// The districts of a programme.
pub async fn districts(programme: Option<&str>) -> ApiResult<Page<District>> {
    get("/districts").query_some("programme", programme).query("limit", 100).send().await
}

/// One district, with its ETag.
pub async fn district(id: &str) -> ApiResult<District> {
    get(format!("/districts/{}", segment(id))).send().await
}

/// Creates a district.
pub async fn create_district(input: &DistrictInput) -> ApiResult<District> {
    post("/districts").json(input).send().await
}

/// Changes a district; `changes` is a JSON Merge Patch.
pub async fn update_district(id: &str, changes: &impl Serialize, etag: Option<&str>) -> ApiResult<District> {
    patch(format!("/districts/{}", segment(id))).json(changes).if_match(etag).send().await
}

/// Deletes a district that nothing uses.
pub async fn delete_district(id: &str, etag: Option<&str>) -> ApiResult<()> {
    delete(format!("/districts/{}", segment(id))).if_match(etag).send().await
}

/// Searches everything the reader may see.
pub async fn search(words: &str) -> ApiResult<Page<Hit>> {
    get("/search").query("q", words).query("limit", 100).send().await
}
