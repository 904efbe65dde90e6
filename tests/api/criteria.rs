//! Criteria of a call: what each score says, what counts, and what no longer changes under given scores.

use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{TestApp, fiche, on_both_engines, scene};

on_both_engines!(
    a_criterion_has_a_word_for_each_score_the_usual_ones_if_none_is_sent,
    a_criterion_that_does_not_count_changes_no_score,
    a_call_of_which_no_criterion_counts_is_refused,
    under_submitted_reviews_only_words_and_order_of_criteria_change,
    a_reopened_review_does_not_free_the_criteria,
    a_criterion_with_scores_in_a_draft_cannot_go,
    the_last_day_for_reviews_lies_between_the_deadline_and_the_committee,
);

async fn criteria(app: &TestApp) -> Vec<Value> {
    let call = app.coordinator().await.get(&scene::call_path(app).await).await.is(200);
    call["criteria"].as_array().cloned().unwrap_or_default()
}

async fn a_criterion_has_a_word_for_each_score_the_usual_ones_if_none_is_sent(app: &TestApp) {
    let (coordinator, call) = (app.coordinator().await, scene::call_path(app).await);
    let mut sent = criteria(app).await;
    assert_eq!(sent[0]["score_labels"][5], "Excellent");
    sent[0]["score_labels"] = json!(["Non", "À peine", "Peu", "Assez", "Bien", "Tout à fait"]);
    sent[1].as_object_mut().map(|one| one.remove("score_labels"));
    let changed = coordinator.change(&call, &json!({"criteria": sent})).await.is(200);
    assert_eq!(changed["criteria"][0]["score_labels"][5], "Tout à fait");
    assert_eq!(changed["criteria"][1]["score_labels"][0], "Absent");
    assert_eq!(app.anonymous().get(&call).await.is(200)["criteria"][0]["score_labels"][1], "À peine");
    for (labels, code) in
        [(json!(["Non", "Oui"]), "required"), (json!(["0", "1", "2", "3", "4", "5", "6"]), "too_many_items")]
    {
        let mut wrong = sent.clone();
        wrong[0]["score_labels"] = labels;
        let refused = coordinator.change(&call, &json!({"criteria": wrong})).await;
        refused.only_at_field("/criteria/0/score_labels", code);
    }
    sent[0]["score_labels"][2] = "".into();
    let refused = coordinator.change(&call, &json!({"criteria": sent})).await;
    refused.only_at_field("/criteria/0/score_labels/2", "required");
}

async fn a_criterion_that_does_not_count_changes_no_score(app: &TestApp) {
    let (coordinator, call) = (app.coordinator().await, scene::call_path(app).await);
    let mut sent = criteria(app).await;
    sent[0]["counts"] = json!(false);
    sent[0]["weight"] = json!(100);
    coordinator.change(&call, &json!({"criteria": sent})).await.is(200);
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let reviewer = app.reviewer_1().await;
    let review = scene::review_draft(app, &project, &reviewer, 3).await;
    let mut scores = fiche::review(3)["scores"].clone();
    scores[0]["score"] = json!(0);
    reviewer.change(&review, &json!({"scores": scores})).await.is(200);
    reviewer.act(&review, "submit", &json!({})).await.is(200);
    let ranking = coordinator.get(&format!("{call}/ranking?limit=100")).await.is(200);
    let item = ranking.items().iter().find(|item| item["project"]["id"] == scene::id(&project));
    let item = item.unwrap_or_else(|| panic!("{project} is not ranked"));
    assert_eq!(item["score"], 3.0, "{item}");
    assert_eq!(item["criteria"][0]["mean"], 0.0, "it is shown all the same: {item}");
}

async fn a_call_of_which_no_criterion_counts_is_refused(app: &TestApp) {
    let (coordinator, call) = (app.coordinator().await, scene::call_path(app).await);
    let mut sent = criteria(app).await;
    sent.iter_mut().for_each(|one| one["counts"] = json!(false));
    let refused = coordinator.change(&call, &json!({"criteria": sent})).await;
    refused.only_at_field("/criteria/0/counts", "nothing_counts");
}

async fn under_submitted_reviews_only_words_and_order_of_criteria_change(app: &TestApp) {
    let (coordinator, call) = (app.coordinator().await, scene::call_path(app).await);
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    scene::reviewed(app, &project, &app.reviewer_1().await, 4).await;
    let before = criteria(app).await;
    type Change = fn(&mut Vec<Value>);
    let changes: [(&str, Change); 6] = [
        ("a weight", |sent| sent[0]["weight"] = json!(2)),
        ("what counts", |sent| sent[0]["counts"] = json!(false)),
        ("a scale", |sent| sent[0]["score_labels"][0] = json!("Rien")),
        ("a code", |sent| sent[0]["code"] = json!("C99")),
        ("one less", |sent| drop(sent.pop())),
        ("one more", |sent| sent.push(json!({"code": "C9", "label": "Neuf"}))),
    ];
    for (what, change) in changes {
        let mut sent = before.clone();
        change(&mut sent);
        let refused = coordinator.change(&call, &json!({"criteria": sent})).await;
        assert_eq!(refused["code"], ErrorCode::CriteriaFixed.as_str(), "{what}: {refused:?}");
    }
    let mut sent = before.clone();
    sent.swap(0, 1);
    sent[0]["label"] = json!("Caractère partenarial de l’action");
    sent[0]["help"] = json!("Qui fait quoi ?");
    let changed = coordinator.change(&call, &json!({"criteria": sent})).await.is(200);
    assert_eq!(changed["criteria"][0]["id"], before[1]["id"]);
    assert_eq!(changed["criteria"][0]["help"], "Qui fait quoi ?");
}

async fn a_reopened_review_does_not_free_the_criteria(app: &TestApp) {
    let (coordinator, call) = (app.coordinator().await, scene::call_path(app).await);
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let review = scene::reviewed(app, &project, &app.reviewer_1().await, 4).await;
    let assignments = coordinator.all(&format!("{call}/assignments")).await;
    let assignment = assignments.iter().find(|one| one["review"] == scene::id(&review));
    let assignment = assignment.unwrap_or_else(|| panic!("{assignments:?}"));
    let path = format!("{call}/assignments/{}/reopenings", tests::text(&assignment["id"]));
    let last_day = coordinator.get(&call).await.is(200)["reviews_due_on"].clone();
    let body = json!({"until": last_day, "reason": "Une note a été confondue."});
    coordinator.post(&path, &body).await.is(201);
    let mut sent = criteria(app).await;
    sent[0]["weight"] = json!(2);
    coordinator.change(&call, &json!({"criteria": sent})).await.refused(ErrorCode::CriteriaFixed);
}

async fn a_criterion_with_scores_in_a_draft_cannot_go(app: &TestApp) {
    let (coordinator, call) = (app.coordinator().await, scene::call_path(app).await);
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    scene::review_draft(app, &project, &app.reviewer_1().await, 4).await;
    let mut sent = criteria(app).await;
    sent.pop();
    coordinator.change(&call, &json!({"criteria": sent})).await.refused(ErrorCode::InUse);
    assert_eq!(criteria(app).await.len(), 8);
}

async fn the_last_day_for_reviews_lies_between_the_deadline_and_the_committee(app: &TestApp) {
    let (coordinator, path) = (app.coordinator().await, scene::call_path(app).await);
    let call = coordinator.get(&path).await.is(200);
    assert!(call["reviews_due_on"].as_str() < call["selection_on"].as_str(), "{call:?}");
    let early = json!({"reviews_due_on": call["opens_on"]});
    coordinator.change(&path, &early).await.only_at_field("/reviews_due_on", "end_before_start");
    let late = json!({"reviews_due_on": "2099-01-01"});
    coordinator.change(&path, &late).await.only_at_field("/selection_on", "end_before_start");
    let none = coordinator.change(&path, &json!({"reviews_due_on": null})).await.is(200);
    assert_eq!(none["reviews_due_on"], Value::Null);
}
