//! Ranking, decisions, signatures, publication.

use super::{ApiResult, get, post, segment};
use openapi::{
    Page,
    committee::{Decision, DecisionInput, DecisionPage, Nothing, Publication, RankingItem, Signature},
};

/// The ranking of a call.
pub async fn ranking(call: &str, cursor: Option<&str>) -> ApiResult<Page<RankingItem>> {
    get(format!("/calls/{}/ranking", segment(call)))
        .query("limit", 100)
        .query_some("cursor", cursor)
        .send()
        .await
}

/// The decisions of a call, with the use of each envelope.
pub async fn decisions(call: &str, cursor: Option<&str>) -> ApiResult<DecisionPage> {
    get(format!("/calls/{}/decisions", segment(call)))
        .query("limit", 100)
        .query_some("cursor", cursor)
        .send()
        .await
}

/// Decides on a project, or replaces the provisional decision that was read; one that came up unseen is not replaced (412).
pub async fn decide(call: &str, input: &DecisionInput, etag: Option<&str>) -> ApiResult<Decision> {
    post(format!("/calls/{}/decisions", segment(call))).json(input).over(etag).send().await
}

/// Which carrier signed.
pub async fn signatures(call: &str) -> ApiResult<Page<Signature>> {
    get(format!("/calls/{}/signatures", segment(call))).query("limit", 100).send().await
}

/// Signs for the own institution the decisions that were read: `etag` is the version of their publication.
pub async fn sign(call: &str, etag: &str) -> ApiResult<Signature> {
    post(format!("/calls/{}/signatures", segment(call))).json(&Nothing {}).if_match(Some(etag)).send().await
}

/// Whether the decisions can be published, and what is missing.
pub async fn publication(call: &str) -> ApiResult<Publication> {
    get(format!("/calls/{}/publication", segment(call))).send().await
}

/// Publishes all decisions at once.
pub async fn publish(call: &str, etag: Option<&str>) -> ApiResult<Publication> {
    post(format!("/calls/{}/publication", segment(call))).json(&Nothing {}).if_match(etag).send().await
}
