//! Ranking, decisions, signatures and publication.

use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Answer, TestApp, fiche, on_both_engines, scene};

on_both_engines!(
    the_ranking_is_the_weighted_mean_and_equal_scores_share_a_rank,
    an_abstention_counts_in_no_mean,
    publishing_unsigned_is_refused_and_changes_nothing,
    publishing_with_an_undecided_project_is_refused,
    a_signature_given_before_a_decision_changed_must_be_given_again,
    only_carriers_sign_and_each_for_its_own_institution,
    publication_happens_once_and_freezes_decisions,
    publication_closes_a_call_that_is_still_open,
    a_project_of_another_call_cannot_be_decided,
    an_inadmissible_project_cannot_be_decided,
    reservations_need_what_who_and_when,
);

async fn ranked(app: &TestApp, project: &str) -> Value {
    let ranking = app
        .coordinator()
        .await
        .get(&format!("{}/ranking?limit=100", scene::call_path(app).await))
        .await
        .is(200);
    let found = ranking.items().iter().find(|item| item["project"]["id"] == scene::id(project));
    found.unwrap_or_else(|| panic!("{project} is not ranked\n{ranking:?}")).clone()
}

async fn the_ranking_is_the_weighted_mean_and_equal_scores_share_a_rank(app: &TestApp) {
    let partner = app.partner_association().await;
    let call = scene::call_path(app).await;
    // C1 counts three times as much as each of the seven others.
    let coordinator = app.coordinator().await;
    let mut criteria = coordinator.get(&call).await.is(200)["criteria"].clone();
    criteria[0]["weight"] = json!(3);
    coordinator.change(&call, &json!({"criteria": criteria})).await.is(200);
    let best = scene::admissible(app, &partner, "Lire et écrire en famille").await;
    let equal = scene::admissible(app, &partner, "Lire et écrire en classe").await;
    let worst = scene::admissible(app, &partner, "Lire et écrire au parc").await;
    let reviewer = app.reviewer_1().await;
    for (project, first, others) in [(&best, 5, 3), (&equal, 5, 3), (&worst, 3, 3)] {
        let review = scene::review_draft(app, project, &reviewer, others).await;
        let mut scores = fiche::review(others)["scores"].clone();
        scores[0]["score"] = json!(first);
        reviewer.change(&review, &json!({"scores": scores})).await.is(200);
        reviewer.act(&review, "submit", &json!({})).await.is(200);
    }
    // (3 × 5 + 7 × 3) / 10
    assert_eq!(ranked(app, &best).await["score"], 3.6);
    assert_eq!(ranked(app, &best).await["rank"], 1);
    assert_eq!(ranked(app, &equal).await["rank"], 1);
    assert_eq!(ranked(app, &worst).await["rank"], 3);
    assert_eq!(ranked(app, &worst).await["score"], 3.0);
    assert_eq!(ranked(app, &best).await["requested"]["amount"], 900_000);
}

async fn an_abstention_counts_in_no_mean(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    assert_eq!(ranked(app, &project).await["score"], Value::Null);
    scene::reviewed(app, &project, &app.reviewer_1().await, 4).await;
    let abstaining = app.reviewer_2().await;
    scene::assign(app, &project, &abstaining).await.is(201);
    let body = json!({"abstention_reason": "Je connais trop mal le sujet."});
    let review = abstaining.post(&format!("{project}/reviews"), &body).await.is(201);
    abstaining.act(&format!("/reviews/{}", review.id()), "submit", &json!({})).await.is(200);
    let item = ranked(app, &project).await;
    assert_eq!((&item["score"], &item["abstentions"]), (&json!(4.0), &json!(1)), "{item}");
    assert_eq!(item["opinions"]["favourable"], 1);
}

/// A decided project in a call that lacks signatures only.
async fn decided(app: &TestApp) -> String {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    scene::decide(app, &project, "selected", 100_000).await.is(201);
    scene::settle_the_rest(app).await;
    project
}

async fn publication(app: &TestApp) -> Answer {
    app.coordinator().await.get(&format!("{}/publication", scene::call_path(app).await)).await.is(200)
}

async fn publishing_unsigned_is_refused_and_changes_nothing(app: &TestApp) {
    let project = decided(app).await;
    let call = scene::call_path(app).await;
    assert_eq!(publication(app).await["unsigned"].as_array().map(Vec::len), Some(4));
    scene::publish(app, &call).await.refused(ErrorCode::SignaturesMissing);
    for carrier in &app.carriers().await[..3] {
        carrier.post(&format!("{call}/signatures"), &json!({})).await.is(201);
    }
    scene::publish(app, &call).await.refused(ErrorCode::SignaturesMissing);
    assert_eq!(publication(app).await["ready"], false);
    assert_eq!(app.coordinator().await.get(&project).await.is(200)["status"], "decided");
    app.anonymous().get(&project).await.refused(ErrorCode::NotFound);
    assert_eq!(app.anonymous().get(&call).await.is(200)["status"], "open");
}

async fn publishing_with_an_undecided_project_is_refused(app: &TestApp) {
    decided(app).await;
    let call = scene::call_path(app).await;
    scene::sign(app).await;
    // The call is open still: a project arrives after the signatures.
    let waiting = scene::submitted(app, &app.partner_school().await, "Un potager au collège").await;
    scene::publish(app, &call).await.refused(ErrorCode::DecisionsMissing);
    let incomplete = app.carrier_ville().await.post(&format!("{call}/signatures"), &json!({})).await;
    incomplete.refused(ErrorCode::DecisionsMissing);
    let undecided = publication(app).await["undecided"].clone();
    assert!(
        undecided.as_array().unwrap().iter().any(|project| project["id"] == scene::id(&waiting)),
        "{undecided}"
    );
}

async fn a_signature_given_before_a_decision_changed_must_be_given_again(app: &TestApp) {
    let project = decided(app).await;
    let call = scene::call_path(app).await;
    scene::sign(app).await;
    assert_eq!(publication(app).await["ready"], true);
    let body = scene::decision(app, &project, "waitlisted", 0).await;
    let changed = app.coordinator().await.post(&format!("{call}/decisions"), &body).if_match("*").await;
    assert!([200, 201].contains(&changed.status), "{changed:?}");
    let signatures = app.carrier_ville().await.get(&format!("{call}/signatures")).await.is(200);
    assert!(signatures.each("current").iter().all(|current| **current == json!(false)), "{signatures:?}");
    scene::publish(app, &call).await.refused(ErrorCode::SignaturesMissing);
    scene::sign(app).await;
    scene::publish(app, &call).await.is(201);
    let partner = app.partner_association().await;
    assert_eq!(partner.get(&project).await.is(200)["status"], "waitlisted");
}

async fn only_carriers_sign_and_each_for_its_own_institution(app: &TestApp) {
    decided(app).await;
    let signatures = format!("{}/signatures", scene::call_path(app).await);
    for other in [app.coordinator().await, app.observer().await, app.reviewer_1().await, app.admin().await] {
        let refused = other.post(&signatures, &json!({})).await;
        assert_eq!(refused.status, 403, "{refused:?}");
    }
    let ville = scene::carriers(app).await.ville;
    let carrier = app.carrier_ville().await;
    assert_eq!(carrier.post(&signatures, &json!({})).await.is(201)["carrier"]["id"], ville.as_str());
    carrier
        .post(&signatures, &json!({"carrier": scene::carriers(app).await.agglo}))
        .await
        .at_field("/carrier", "unknown_field");
    let given = carrier.get(&signatures).await.is(200);
    assert_eq!(
        given.each("current").iter().filter(|current| ***current == json!(true)).count(),
        1,
        "{given:?}"
    );
}

async fn publication_happens_once_and_freezes_decisions(app: &TestApp) {
    let (selected, _) = scene::published(app).await;
    let call = scene::call_path_of(app, &selected).await;
    scene::publish(app, &call).await.refused(ErrorCode::AlreadyPublished);
    let coordinator = app.coordinator().await;
    let body = json!({"project": scene::id(&selected), "outcome": "rejected", "reason": "Regret."});
    let changed = coordinator.post(&format!("{call}/decisions"), &body).if_match("*").await;
    changed.refused(ErrorCode::AlreadyPublished);
    let signed = app.carrier_ville().await.post(&format!("{call}/signatures"), &json!({})).await;
    signed.refused(ErrorCode::AlreadyPublished);
    let partner = app.partner_association().await;
    let withdrawn = partner.act(&selected, "withdraw", &json!({})).await;
    withdrawn.refused(ErrorCode::TransitionNotAllowed);
    assert_eq!(app.anonymous().get(&selected).await.is(200)["status"], "selected");
}

async fn publication_closes_a_call_that_is_still_open(app: &TestApp) {
    let partner = app.partner_school().await;
    let late = scene::draft(app, &partner, "Un potager au collège").await;
    decided(app).await;
    assert_eq!(publication(app).await["closes_call"], true);
    let call = scene::call_path(app).await;
    scene::sign(app).await;
    scene::publish(app, &call).await.is(201);
    partner.act(&late, "submit", &json!({})).await.refused(ErrorCode::DeadlinePassed);
    // A draft that was never filed is no decision: it stays a draft.
    assert_eq!(partner.get(&late).await.is(200)["status"], "draft");
}

async fn a_project_of_another_call_cannot_be_decided(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let body = scene::decision(app, &project, "rejected", 0).await;
    let coordinator = app.coordinator().await;
    let refused = coordinator.post("/calls/2022/decisions", &body).await;
    assert!([409, 422].contains(&refused.status), "{refused:?}");
    assert_eq!(coordinator.get(&project).await.is(200)["status"], "admissible");
}

async fn an_inadmissible_project_cannot_be_decided(app: &TestApp) {
    let project = scene::submitted(app, &app.partner_association().await, "Lire et écrire en famille").await;
    scene::decide(app, &project, "selected", 0).await.refused(ErrorCode::TransitionNotAllowed);
    let draft = scene::draft(app, &app.partner_association().await, "Lire et écrire en classe").await;
    let refused = scene::decide(app, &draft, "selected", 0).await;
    assert!([409, 422].contains(&refused.status), "{refused:?}");
}

async fn reservations_need_what_who_and_when(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let coordinator = app.coordinator().await;
    let decisions = format!("{}/decisions", scene::call_path(app).await);
    let mut body = scene::decision(app, &project, "selected_with_reservations", 100_000).await;
    body["reservations"] = json!([{"what": "", "owner": "Le porteur", "due": "2026-09-01"}]);
    coordinator.post(&decisions, &body).await.at_field("/reservations/0/what", "required");
    body["reservations"] = json!([{"what": "Transmettre la convention.", "owner": "Le porteur"}]);
    coordinator.post(&decisions, &body).await.at_field("/reservations/0/due", "required");
    body["reservations"] =
        json!([{"what": "Transmettre la convention.", "owner": "Le porteur", "due": "2026-09-01"}]);
    let decided = coordinator.post(&decisions, &body).await.is(201);
    assert_eq!(decided["reservations"][0]["owner"], "Le porteur");
    assert_eq!(decided["provisional"], true);
}
