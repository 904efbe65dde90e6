//! Versions: nobody overwrites what they have not read.

use openapi::ErrorCode;
use reqwest::Method;
use serde_json::json;
use tests::{TestApp, on_both_engines, scene};

on_both_engines!(
    a_change_without_if_match_is_refused,
    a_stale_if_match_is_refused_with_the_place_of_the_current_version,
    every_transition_needs_the_version_that_was_read,
    a_weak_or_listed_tag_and_a_star_match,
    an_unchanged_object_is_not_sent_again,
    a_patch_leaves_alone_what_it_does_not_name_and_removes_what_is_null,
);

async fn a_change_without_if_match_is_refused(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let before = partner.get(&draft).await.is(200);
    let patch = partner.request(Method::PATCH, &draft).json(&json!({"title": "Autre titre"}));
    patch.await.refused(ErrorCode::PreconditionRequired);
    partner.request(Method::DELETE, &draft).await.refused(ErrorCode::PreconditionRequired);
    partner.post(&format!("{draft}/submit"), &json!({})).await.refused(ErrorCode::PreconditionRequired);
    assert_eq!(partner.get(&draft).await.is(200).json(), before.json());
}

async fn a_stale_if_match_is_refused_with_the_place_of_the_current_version(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let first = partner.etag(&draft).await;
    let second = partner.patch(&draft, &first, &json!({"title": "Deuxième titre"})).await.is(200).etag();
    assert_ne!(first, second);
    for stale in [first.as_str(), "\"999\"", "\"\"", "nothing"] {
        let refused = partner.patch(&draft, stale, &json!({"title": "Troisième titre"})).await;
        let refused = refused.refused(ErrorCode::PreconditionFailed);
        assert_eq!(refused["current"], format!("/api/v1{draft}"), "{refused:?}");
        partner.delete(&draft, stale).await.refused(ErrorCode::PreconditionFailed);
    }
    let kept = partner.get(&draft).await.is(200);
    assert_eq!(kept["title"], "Deuxième titre");
    assert_eq!(kept.etag(), second);
    assert_eq!(kept["version"].to_string(), second.trim_matches('"'));
}

async fn every_transition_needs_the_version_that_was_read(app: &TestApp) {
    let partner = app.partner_association().await;
    let coordinator = app.coordinator().await;
    let project = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let read = partner.etag(&project).await;
    partner.patch(&project, &read, &json!({"title": "Deuxième titre"})).await.is(200);
    let late = partner.post(&format!("{project}/submit"), &json!({})).if_match(&read).await;
    late.refused(ErrorCode::PreconditionFailed);
    partner.act(&project, "submit", &json!({})).await.is(200);
    let body = json!({"admissible": true});
    let unread = coordinator.post(&format!("{project}/admissibility"), &body).await;
    unread.refused(ErrorCode::PreconditionRequired);
    let stale = coordinator.post(&format!("{project}/admissibility"), &body).if_match("\"1\"").await;
    stale.refused(ErrorCode::PreconditionFailed);
    assert_eq!(partner.get(&project).await.is(200)["status"], "submitted");
    let call = scene::call_path(app).await;
    coordinator.post(&format!("{call}/close"), &json!({})).await.refused(ErrorCode::PreconditionRequired);
}

async fn a_weak_or_listed_tag_and_a_star_match(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    for number in 0..4 {
        let etag = partner.etag(&draft).await;
        let tag = [format!("W/{etag}"), format!("\"999\", {etag}"), "*".to_owned(), etag][number].clone();
        partner.patch(&draft, &tag, &json!({"title": format!("Titre numéro {number}")})).await.is(200);
    }
}

async fn an_unchanged_object_is_not_sent_again(app: &TestApp) {
    let visitor = app.anonymous();
    let etag = visitor.etag("/programmes/soissons").await;
    let unchanged = visitor.get("/programmes/soissons").header("if-none-match", &etag).await.is(304);
    assert!(unchanged.body.is_empty());
    app.coordinator()
        .await
        .change("/programmes/soissons", &json!({"audience": "de 0 à 25 ans"}))
        .await
        .is(200);
    let changed = visitor.get("/programmes/soissons").header("if-none-match", &etag).await.is(200);
    assert_eq!(changed["audience"], "de 0 à 25 ans");
}

async fn a_patch_leaves_alone_what_it_does_not_name_and_removes_what_is_null(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let before = partner.get(&draft).await.is(200);
    let changed = partner.change(&draft, &json!({"audience": {"girls": null, "boys": 12}})).await.is(200);
    assert_eq!(changed["audience"]["girls"], json!(null));
    assert_eq!(changed["audience"]["boys"], 12);
    assert_eq!(changed["audience"]["age_bands"], before["audience"]["age_bands"]);
    for field in ["title", "need", "budget", "phases", "partners", "requests", "objectives", "contact"] {
        assert_eq!(changed[field], before[field], "{field}");
    }
    let without = partner.change(&draft, &json!({"objectives": {"main": null}})).await.is(200);
    assert_eq!(without["objectives"]["main"], json!(null));
    // What GET returned can be sent again.
    let resent = json!({"objectives": before["objectives"], "requests": before["requests"], "budget": before["budget"],
        "audience": before["audience"], "partners": before["partners"]});
    let restored = partner.change(&draft, &resent).await.is(200);
    for field in ["objectives", "requests", "budget", "audience", "partners"] {
        assert_eq!(restored[field], before[field], "{field}");
    }
}
