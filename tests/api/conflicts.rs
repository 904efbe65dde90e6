//! Conflicts of interest: found, declared, recorded; who is in one can neither be assigned, nor score, nor read.

use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Person, TestApp, fiche, on_both_engines, scene};

on_both_engines!(
    a_reviewer_of_the_applicants_institution_cannot_be_assigned,
    a_reviewer_whose_institution_takes_part_cannot_be_assigned,
    a_reviewer_whose_institution_co_funds_cannot_be_assigned,
    an_institution_that_is_only_asked_for_the_calls_money_is_not_in_conflict,
    a_reviewer_who_declares_a_conflict_can_neither_read_nor_score,
    a_review_submitted_before_its_conflict_was_known_counts_nowhere,
    a_conflict_recorded_by_the_coordinator_recuses_the_reviewer,
    a_conflict_needs_a_reason_and_a_person_that_exists,
    the_conflicts_of_a_project_name_their_source,
    a_project_is_assigned_once_to_a_reviewer_and_only_when_admissible,
    only_reviewers_and_carriers_can_be_assigned,
    an_assignment_that_is_taken_back_hides_the_project_again,
);

/// Path of an admissible project of the school whose fiche has these changes.
async fn school_project(app: &TestApp, changes: Value) -> String {
    let partner = app.partner_school().await;
    let draft = scene::draft(app, &partner, "Un potager au collège").await;
    partner.change(&draft, &changes).await.is(200);
    partner.act(&draft, "submit", &json!({})).await.is(200);
    app.coordinator().await.act(&draft, "admissibility", &json!({"admissible": true})).await.is(200);
    draft
}

async fn refused_for(app: &TestApp, project: &str, reviewer: &Person, source: &str) {
    scene::assign(app, project, reviewer).await.refused(ErrorCode::ConflictOfInterest);
    let conflicts = app.coordinator().await.get(&format!("{project}/conflicts")).await.is(200);
    let user = scene::user_id(reviewer).await;
    let found = conflicts.items().iter().find(|conflict| conflict["person"]["id"] == user.as_str());
    let found = found.unwrap_or_else(|| panic!("no conflict of {}\n{conflicts:?}", reviewer.name()));
    assert_eq!(found["source"], source, "{conflicts:?}");
    let begun = reviewer.post(&format!("{project}/reviews"), &fiche::review(5)).await;
    assert!([403, 404].contains(&begun.status), "{begun:?}");
    let assignments = format!("{}/assignments", scene::call_path(app).await);
    let assigned = app.coordinator().await.all(&assignments).await;
    assert!(assigned.iter().all(|assignment| assignment["reviewer"]["id"] != user.as_str()), "{assigned:?}");
}

async fn a_reviewer_of_the_applicants_institution_cannot_be_assigned(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    refused_for(app, &project, &app.reviewer_3().await, "leads").await;
    // The same person reviews the school's project.
    let other = scene::admissible(app, &app.partner_school().await, "Un potager au collège").await;
    scene::assign(app, &other, &app.reviewer_3().await).await.is(201);
}

async fn a_reviewer_whose_institution_takes_part_cannot_be_assigned(app: &TestApp) {
    let ville = scene::carriers(app).await.ville;
    let involved = json!({"partners": [{"partner": ville, "role": "Prête une salle", "confirmed": false}]});
    let project = school_project(app, involved).await;
    refused_for(app, &project, &app.reviewer_1().await, "takes_part").await;
    refused_for(app, &project, &app.carrier_ville().await, "takes_part").await;
    scene::assign(app, &project, &app.reviewer_2().await).await.is(201);
}

async fn a_reviewer_whose_institution_co_funds_cannot_be_assigned(app: &TestApp) {
    let body = json!({"kind": "public_body", "name": "Caisse d’allocations familiales"});
    let caf = app.coordinator().await.post("/partners", &body).await.is(201).id();
    let membership = json!({"role": "reviewer", "programme": "soissons", "partner": caf});
    let reviewer = app.join("caf@exemple.fr", membership).await;
    let budget = json!({"budget": {
        "charges": [{"account": "604", "amount": fiche::euros_cents(100_000)}],
        "revenues": [{"account": "74", "funder": caf, "amount": fiche::euros_cents(100_000), "status": "obtained"}],
    }});
    let project = school_project(app, budget).await;
    refused_for(app, &project, &reviewer, "co_funds").await;
}

async fn an_institution_that_is_only_asked_for_the_calls_money_is_not_in_conflict(app: &TestApp) {
    // The fiche asks the Ville and the sous-préfecture for money: else no carrier could ever review.
    let project = school_project(app, json!({})).await;
    scene::assign(app, &project, &app.reviewer_1().await).await.is(201);
    scene::assign(app, &project, &app.carrier_sousprefecture().await).await.is(201);
}

async fn a_reviewer_who_declares_a_conflict_can_neither_read_nor_score(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let (recused, other) = (app.reviewer_1().await, app.reviewer_2().await);
    let review = scene::review_draft(app, &project, &recused, 4).await;
    let others = scene::reviewed(app, &project, &other, 2).await;
    let declared = json!({"reason": "Ma sœur travaille dans l’association."});
    recused.post(&format!("{project}/conflicts"), &declared).await.is(201);
    let submitted = recused.post(&format!("{review}/submit"), &json!({})).if_match("*").await;
    assert!([403, 404].contains(&submitted.status), "{submitted:?}");
    recused.get(&others).await.refused(ErrorCode::NotFound);
    let listed = recused.all("/reviews").await;
    assert!(listed.iter().all(|item| item["id"] != scene::id(&others)), "{listed:?}");
    let ranking = format!("{}/ranking", scene::call_path(app).await);
    let ranking = app.coordinator().await.get(&ranking).await.is(200);
    let ranked = ranking.items().iter().find(|item| item["project"]["id"] == scene::id(&project)).unwrap();
    let counted = [&ranked["reviews_done"], &ranked["reviews_expected"], &ranked["score"]];
    assert_eq!(counted, [&json!(1), &json!(1), &json!(2.0)], "{ranking:?}");
}

async fn a_review_submitted_before_its_conflict_was_known_counts_nowhere(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::admissible(app, &partner, "Lire et écrire en famille").await;
    scene::reviewed(app, &project, &app.reviewer_1().await, 5).await;
    scene::reviewed(app, &project, &app.reviewer_2().await, 2).await;
    let body = json!({"person": scene::user_id(&app.reviewer_1().await).await, "reason": "Trésorier."});
    app.coordinator().await.post(&format!("{project}/conflicts"), &body).await.is(201);
    let call = scene::call_path(app).await;
    let ranking = app.coordinator().await.get(&format!("{call}/ranking")).await.is(200);
    let ranked = ranking.items().iter().find(|item| item["project"]["id"] == scene::id(&project)).unwrap();
    let counted = [&ranked["reviews_done"], &ranked["reviews_expected"], &ranked["score"]];
    assert_eq!(counted, [&json!(1), &json!(1), &json!(2.0)], "{ranking:?}");
    assert_eq!(ranked["opinions"]["favourable"], 1);
    scene::decide(app, &project, "selected", 100_000).await.is(201);
    scene::settle_the_rest(app).await;
    scene::sign(app).await;
    scene::publish(app, &call).await.is(201);
    let feedback = app.coordinator().await.get(&format!("{project}/feedback")).await.is(200);
    assert_eq!(feedback["messages"].as_array().map(Vec::len), Some(1), "{feedback:?}");
}

async fn a_conflict_recorded_by_the_coordinator_recuses_the_reviewer(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let reviewer = app.reviewer_1().await;
    let body = json!({"person": scene::user_id(&reviewer).await, "reason": "Trésorier de l’association."});
    app.coordinator().await.post(&format!("{project}/conflicts"), &body).await.is(201);
    refused_for(app, &project, &reviewer, "recorded").await;
}

async fn a_conflict_needs_a_reason_and_a_person_that_exists(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let coordinator = app.coordinator().await;
    let conflicts = format!("{project}/conflicts");
    let before = coordinator.get(&conflicts).await.is(200).total();
    let person = scene::user_id(&app.reviewer_1().await).await;
    let mute = coordinator.post(&conflicts, &json!({"person": person, "reason": " "})).await;
    mute.only_at_field("/reason", "reason_required");
    let nobody = json!({"person": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "reason": "Voisin."});
    coordinator.post(&conflicts, &nobody).await.only_at_field("/person", "unknown_reference");
    // A reviewer declares the own conflict, not another person's.
    let reviewer = app.reviewer_2().await;
    scene::assign(app, &project, &reviewer).await.is(201);
    let of_another = json!({"person": person, "reason": "Concurrent."});
    reviewer.post(&conflicts, &of_another).await.refused(ErrorCode::Forbidden);
    assert_eq!(coordinator.get(&conflicts).await.is(200).total(), before);
}

async fn the_conflicts_of_a_project_name_their_source(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let conflicts = app.coordinator().await.get(&format!("{project}/conflicts")).await.is(200);
    let leads = conflicts.items().iter().find(|conflict| conflict["source"] == "leads").unwrap();
    let association = scene::partner_of(&app.partner_association().await).await;
    assert_eq!(leads["institution"]["id"], association.as_str(), "{conflicts:?}");
}

async fn a_project_is_assigned_once_to_a_reviewer_and_only_when_admissible(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::submitted(app, &partner, "Lire et écrire en famille").await;
    let reviewer = app.reviewer_1().await;
    scene::assign(app, &project, &reviewer).await.refused(ErrorCode::TransitionNotAllowed);
    app.coordinator().await.act(&project, "admissibility", &json!({"admissible": true})).await.is(200);
    scene::assign(app, &project, &reviewer).await.is(201);
    scene::assign(app, &project, &reviewer).await.refused(ErrorCode::Duplicate);
    let begun = format!("{project}/reviews");
    reviewer.post(&begun, &json!({})).await.is(201);
    reviewer.post(&begun, &json!({})).await.refused(ErrorCode::Duplicate);
}

async fn only_reviewers_and_carriers_can_be_assigned(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    for person in [app.partner_school().await, app.observer().await, app.admin().await] {
        scene::assign(app, &project, &person).await.only_at_field("/reviewer", "unknown_reference");
    }
    scene::assign(app, &project, &app.carrier_agglo().await).await.is(201);
    let assignments = format!("{}/assignments", scene::call_path(app).await);
    let foreign = json!({"project": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "reviewer": scene::user_id(&app.reviewer_1().await).await});
    let unknown = app.coordinator().await.post(&assignments, &foreign).await;
    unknown.only_at_field("/project", "unknown_reference");
}

async fn an_assignment_that_is_taken_back_hides_the_project_again(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let reviewer = app.reviewer_1().await;
    let assigned = scene::assign(app, &project, &reviewer).await.is(201);
    reviewer.get(&project).await.is(200);
    let assignment = format!("{}/assignments/{}", scene::call_path(app).await, assigned.id());
    app.coordinator().await.delete(&assignment, "*").await.is(204);
    reviewer.get(&project).await.refused(ErrorCode::NotFound);
    app.coordinator().await.delete(&assignment, "*").await.refused(ErrorCode::NotFound);
}
