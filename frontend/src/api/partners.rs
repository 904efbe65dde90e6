//! Partners.

use super::{Answer, ApiResult, delete, get, patch, post, segment};
use openapi::{
    Page,
    partner::{MergeInput, Partner, PartnerFilter, PartnerInput, PartnerKind},
};
use serde::Serialize;

/// One page of partners.
pub async fn list(
    filter: &PartnerFilter,
    words: Option<&str>,
    cursor: Option<&str>,
) -> ApiResult<Page<Partner>> {
    get("/partners")
        .query_some("kind", filter.kind.as_deref())
        .query_some("programme", filter.programme.as_deref())
        .query_some("q", words)
        .query_some("cursor", cursor)
        .send()
        .await
}

/// How many partners there are: read its `total`.
pub async fn count() -> ApiResult<Page<Partner>> {
    get("/partners").query("limit", 1).send().await
}

/// Up to 100 partners, for a choice in a form.
pub async fn choices(programme: Option<&str>) -> ApiResult<Page<Partner>> {
    get("/partners").query_some("programme", programme).query("limit", 100).send().await
}

/// The carriers (institutions pilotes), in the order of [`PartnerKind::CARRIERS`].
pub async fn carriers(programme: Option<&str>) -> ApiResult<Page<Partner>> {
    let kinds = PartnerKind::CARRIERS.map(PartnerKind::as_str).join(",");
    let mut answer: Answer<Page<Partner>> = get("/partners")
        .query("kind", kinds)
        .query_some("programme", programme)
        .query("limit", 100)
        .send()
        .await?;
    answer.body.items.sort_by_key(|carrier| carrier.kind);
    Ok(answer)
}

/// One partner.
pub async fn read(id: &str) -> ApiResult<Partner> {
    get(format!("/partners/{}", segment(id))).send().await
}

/// Creates a partner.
pub async fn create(input: &PartnerInput) -> ApiResult<Partner> {
    post("/partners").json(input).send().await
}

/// Changes a partner; `changes` is a JSON Merge Patch.
pub async fn update(id: &str, changes: &impl Serialize, etag: Option<&str>) -> ApiResult<Partner> {
    patch(format!("/partners/{}", segment(id))).json(changes).if_match(etag).send().await
}

/// Deletes a partner that nothing uses.
pub async fn remove(id: &str, etag: Option<&str>) -> ApiResult<()> {
    delete(format!("/partners/{}", segment(id))).if_match(etag).send().await
}

/// Merges a duplicate into this partner.
pub async fn merge(id: &str, input: &MergeInput, etag: Option<&str>) -> ApiResult<Partner> {
    post(format!("/partners/{}/merge", segment(id))).json(input).if_match(etag).send().await
}
