//! Recusal is for everybody: who coordinates is recused like who reviews, and whoever has a review to submit is blind whatever
//! other role there is.

use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Answer, Person, TestApp, on_both_engines, scene, text};

on_both_engines!(
    a_coordinator_declares_the_own_conflict_and_reads_no_review_any_more,
    a_recused_coordinator_neither_assigns_nor_takes_back_nor_reopens,
    a_recused_coordinator_says_nothing_on_the_conflicts_of_others,
    nobody_lifts_the_own_conflict_and_another_coordinator_does,
    projects_that_the_coordinator_is_recused_from_are_left_out_of_the_proposal,
    a_coordinator_with_a_review_to_submit_does_not_read_those_of_others,
    a_coordinator_who_acts_for_the_applicant_is_recused_without_declaring_it,
    the_conflicts_of_a_draft_tell_nobody_of_its_partners,
    a_conflict_that_is_lifted_comes_back_to_the_live_view_by_itself,
    a_recused_reviewer_sees_that_there_is_nothing_left_to_do,
    a_carrier_is_not_told_who_has_reviewed_what_the_carrier_still_owes_or_is_recused_from,
);

const REASON: &str = "Ma sœur préside l’association.";

async fn project(app: &TestApp) -> String {
    scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await
}

async fn second_coordinator(app: &TestApp) -> Person {
    app.join("coordination-2@exemple.fr", json!({"role": "coordinator", "programme": "soissons"})).await
}

async fn declare(person: &Person, project: &str) {
    person.post(&format!("{project}/conflicts"), &json!({"reason": REASON})).await.is(201);
}

/// Gives a person one more role.
async fn also(app: &TestApp, person: &Person, mut membership: Value) {
    membership["user"] = json!(scene::user_id(person).await);
    app.admin().await.post("/memberships", &membership).await.is(201);
}

async fn assignments(reader: &Person, app: &TestApp) -> Vec<Value> {
    reader.all(&format!("{}/assignments", scene::call_path(app).await)).await
}

async fn a_coordinator_declares_the_own_conflict_and_reads_no_review_any_more(app: &TestApp) {
    let (project, coordinator) = (project(app).await, app.coordinator().await);
    let review = scene::reviewed(app, &project, &app.reviewer_1().await, 4).await;
    coordinator.get(&review).await.is(200);
    declare(&coordinator, &project).await;
    coordinator.get(&review).await.refused(ErrorCode::NotFound);
    coordinator.get(&format!("{project}/reviews")).await.refused(ErrorCode::Recused);
    let listed = coordinator.all("/reviews").await;
    assert!(listed.iter().all(|one| one["id"] != scene::id(&review)), "{listed:?}");
    // Everybody who sits knows, and so do the minutes.
    let user = scene::user_id(&coordinator).await;
    let of_project = format!("{project}/conflicts");
    let of_call = format!("{}/conflicts", scene::call_path(app).await);
    let noted = app.carrier_agglo().await.all(&of_project).await;
    let own = noted.iter().find(|one| one["person"]["id"] == user.as_str()).expect("it is listed");
    assert_eq!((&own["source"], &own["reason"]), (&json!("declared"), &json!(REASON)));
    let noted = app.carrier_agglo().await.all(&of_call).await;
    assert!(noted.iter().any(|one| one["conflict"]["person"]["id"] == user.as_str()), "{noted:?}");
    // Another coordinator reads it as before.
    second_coordinator(app).await.get(&review).await.is(200);
}

async fn a_recused_coordinator_neither_assigns_nor_takes_back_nor_reopens(app: &TestApp) {
    let (project, coordinator) = (project(app).await, app.coordinator().await);
    scene::reviewed(app, &project, &app.reviewer_1().await, 4).await;
    scene::assign(app, &project, &app.reviewer_2().await).await.is(201);
    let given = assignments(&coordinator, app).await;
    let of = |status: Value| {
        let mut own = given.iter().filter(|one| one["project"]["id"] == scene::id(&project));
        text(&own.find(|one| one["review_status"] == status).expect("it is assigned")["id"]).to_owned()
    };
    let (done, open) = (of(json!("submitted")), of(Value::Null));
    declare(&coordinator, &project).await;
    let path = format!("{}/assignments", scene::call_path(app).await);
    let other = second_coordinator(app).await;
    let again = json!({"until": "2026-06-20", "reason": "Une note a été confondue."});
    let carrier =
        json!({"project": scene::id(&project), "reviewer": scene::user_id(&app.carrier_agglo().await).await});
    coordinator.post(&path, &carrier).await.refused(ErrorCode::Recused);
    coordinator.delete(&format!("{path}/{open}"), "*").await.refused(ErrorCode::Recused);
    coordinator.post(&format!("{path}/{done}/reopenings"), &again).await.refused(ErrorCode::Recused);
    other.post(&path, &carrier).await.is(201);
    other.delete(&format!("{path}/{open}"), "*").await.is(204);
    other.post(&format!("{path}/{done}/reopenings"), &again).await.is(201);
}

async fn a_recused_coordinator_says_nothing_on_the_conflicts_of_others(app: &TestApp) {
    let (project, coordinator) = (project(app).await, app.coordinator().await);
    let person = scene::user_id(&app.reviewer_1().await).await;
    let recorded = json!({"person": person, "reason": "Trésorier."});
    let conflicts = format!("{project}/conflicts");
    coordinator.post(&conflicts, &recorded).await.is(201);
    declare(&coordinator, &project).await;
    let lift = format!("{conflicts}/{person}/lift");
    coordinator.post(&lift, &json!({"reason": "Saisi par erreur."})).await.refused(ErrorCode::Recused);
    let other = json!({"person": scene::user_id(&app.reviewer_2().await).await, "reason": "Voisin."});
    coordinator.post(&conflicts, &other).await.refused(ErrorCode::Recused);
}

async fn nobody_lifts_the_own_conflict_and_another_coordinator_does(app: &TestApp) {
    let (project, coordinator) = (project(app).await, app.coordinator().await);
    declare(&coordinator, &project).await;
    let own = format!("{project}/conflicts/{}/lift", scene::user_id(&coordinator).await);
    let reason = json!({"reason": "Elle ne préside plus."});
    coordinator.post(&own, &reason).await.refused(ErrorCode::Forbidden);
    let other = second_coordinator(app).await;
    other.post(&own, &reason).await.is(204);
    coordinator.get(&format!("{project}/reviews")).await.is(200);
    // A coordinator can be recorded by another, too.
    let recorded = json!({"person": scene::user_id(&coordinator).await, "reason": REASON});
    other.post(&format!("{project}/conflicts"), &recorded).await.is(201);
    coordinator.post(&own, &reason).await.refused(ErrorCode::Forbidden);
}

async fn projects_that_the_coordinator_is_recused_from_are_left_out_of_the_proposal(app: &TestApp) {
    let (own, coordinator) = (project(app).await, app.coordinator().await);
    let free = scene::admissible(app, &app.partner_school().await, "Un potager au collège").await;
    declare(&coordinator, &own).await;
    let path = format!("{}/assignments/proposal", scene::call_path(app).await);
    let names = |proposal: &Answer, project: &str| {
        let listed = proposal["projects"].as_array().expect("projects");
        listed.iter().any(|one| one["id"] == scene::id(project))
    };
    let preview = coordinator.post(&path, &json!({"per_project": 2})).await.is(200);
    assert_eq!((names(&preview, &own), names(&preview, &free)), (false, true), "{preview:?}");
    coordinator.post(&format!("{path}?dry_run=false"), &json!({"per_project": 2})).await.is(201);
    assert_eq!(coordinator.get(&own).await.is(200)["status"], "admissible");
    let by_hand = json!({"lines": [{"project": scene::id(&own), "reviewer": scene::user_id(&app.reviewer_1().await).await}]});
    coordinator.post(&path, &by_hand).await.only_at_field("/lines/0/project", "unknown_reference");
    let whole = second_coordinator(app).await.post(&path, &json!({"per_project": 2})).await.is(200);
    assert!(names(&whole, &own), "{whole:?}");
}

async fn a_coordinator_with_a_review_to_submit_does_not_read_those_of_others(app: &TestApp) {
    let (project, coordinator) = (project(app).await, app.coordinator().await);
    let education = scene::carriers(app).await.education;
    also(app, &coordinator, json!({"role": "reviewer", "programme": "soissons", "partner": education})).await;
    let others = scene::reviewed(app, &project, &app.reviewer_1().await, 4).await;
    coordinator.get(&others).await.is(200);
    let own = scene::review_draft(app, &project, &coordinator, 2).await;
    coordinator.get(&others).await.refused(ErrorCode::NotFound);
    coordinator.act(&own, "submit", &json!({})).await.is(200);
    coordinator.get(&others).await.is(200);
}

async fn a_coordinator_who_acts_for_the_applicant_is_recused_without_declaring_it(app: &TestApp) {
    let (project, coordinator) = (project(app).await, app.coordinator().await);
    let review = scene::reviewed(app, &project, &app.reviewer_1().await, 4).await;
    let lead = scene::partner_of(&app.partner_association().await).await;
    let seat = json!({"role": "partner", "programme": "soissons", "partner": lead, "partner_role": "reader"});
    also(app, &coordinator, seat).await;
    coordinator.get(&review).await.refused(ErrorCode::NotFound);
    scene::assign(app, &project, &app.reviewer_2().await).await.refused(ErrorCode::Recused);
    let listed = app.carrier_agglo().await.all(&format!("{project}/conflicts")).await;
    let user = scene::user_id(&coordinator).await;
    let found = listed.iter().find(|one| one["person"]["id"] == user.as_str()).expect("it is found");
    assert_eq!(found["source"], "leads", "{found}");
}

async fn the_conflicts_of_a_draft_tell_nobody_of_its_partners(app: &TestApp) {
    let owner = app.partner_school().await;
    let draft = scene::draft(app, &owner, "Un potager au collège").await;
    let ville = scene::carriers(app).await.ville;
    let tied = json!({"partners": [{"partner": ville, "role": "Prête une salle", "confirmed": false}]});
    owner.change(&draft, &tied).await.is(200);
    let (coordinator, conflicts) = (app.coordinator().await, format!("{draft}/conflicts"));
    coordinator.get(&draft).await.is(200);
    coordinator.get(&conflicts).await.refused(ErrorCode::NotFound);
    let person = scene::user_id(&app.reviewer_1().await).await;
    for body in [json!({"reason": REASON}), json!({"person": person, "reason": REASON})] {
        coordinator.post(&conflicts, &body).await.refused(ErrorCode::NotFound);
    }
    owner.act(&draft, "submit", &json!({})).await.is(200);
    let listed = coordinator.all(&conflicts).await;
    assert!(listed.iter().any(|one| one["source"] == "takes_part"), "{listed:?}");
}

async fn a_conflict_that_is_lifted_comes_back_to_the_live_view_by_itself(app: &TestApp) {
    let (project, coordinator, agglo) =
        (project(app).await, app.coordinator().await, app.carrier_agglo().await);
    let session = scene::sitting(app, &[&agglo]).await;
    coordinator.change(&session, &json!({"current": scene::id(&project)})).await.is(200);
    declare(&agglo, &project).await;
    let mut events = agglo.follow(&format!("{session}/events")).await;
    assert_eq!(events.next().await.expect("an event")["away"], true);
    let lift = format!("{project}/conflicts/{}/lift", scene::user_id(&agglo).await);
    coordinator.post(&lift, &json!({"reason": "Saisi par erreur."})).await.is(204);
    let seen = events.until(|seen| seen["away"] == false).await;
    assert_eq!(seen["current"], scene::id(&project));
}

async fn a_recused_reviewer_sees_that_there_is_nothing_left_to_do(app: &TestApp) {
    let (project, reviewer) = (project(app).await, app.reviewer_1().await);
    let assigned = scene::assign(app, &project, &reviewer).await.is(201);
    assert_eq!(assigned["recused"], false, "{assigned:?}");
    declare(&reviewer, &project).await;
    let own = assignments(&reviewer, app).await;
    let own = own.iter().find(|one| one["project"]["id"] == scene::id(&project)).expect("it is assigned");
    assert_eq!(own["recused"], true, "{own}");
}

async fn a_carrier_is_not_told_who_has_reviewed_what_the_carrier_still_owes_or_is_recused_from(
    app: &TestApp,
) {
    let (project, carrier) = (project(app).await, app.carrier_agglo().await);
    let first = scene::reviewed(app, &project, &app.reviewer_1().await, 4).await;
    let abstaining = scene::review_draft(app, &project, &app.reviewer_2().await, 2).await;
    let why = json!({"abstention_reason": "Je connais mal le sujet."});
    app.reviewer_2().await.change(&abstaining, &why).await.is(200);
    app.reviewer_2().await.act(&abstaining, "submit", &json!({})).await.is(200);
    let others = async || -> Vec<(Value, Value)> {
        let listed = assignments(&carrier, app).await.into_iter();
        let me = scene::user_id(&carrier).await;
        let of_others = listed.filter(|one| {
            one["project"]["id"] == scene::id(&project) && one["reviewer"]["id"] != me.as_str()
        });
        of_others.map(|one| (one["review"].clone(), one["review_status"].clone())).collect()
    };
    let told = vec![
        (json!(scene::id(&first)), json!("submitted")),
        (json!(scene::id(&abstaining)), json!("abstained")),
    ];
    let nothing = vec![(Value::Null, Value::Null); 2];
    assert_eq!(others().await, told);
    let own = scene::review_draft(app, &project, &carrier, 3).await;
    assert_eq!(others().await, nothing, "before the own one");
    let mine = assignments(&carrier, app).await;
    assert!(mine.iter().any(|one| one["review"] == scene::id(&own)), "{mine:?}");
    carrier.act(&own, "submit", &json!({})).await.is(200);
    assert_eq!(others().await, told);
    declare(&carrier, &project).await;
    assert_eq!(others().await, [], "recused: not even who reviews it");
    let seen = assignments(&app.coordinator().await, app).await;
    assert!(seen.iter().any(|one| one["review"] == scene::id(&first)), "{seen:?}");
}
