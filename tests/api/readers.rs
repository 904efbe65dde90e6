//! What lists, orders, filters and statuses tell each reader of what that reader may not know.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Person, TestApp, on_both_engines, scene, text};

on_both_engines!(
    the_order_by_amounts_tells_nobody_an_amount_that_is_hidden,
    a_reviewer_who_left_a_programme_no_longer_reads_what_was_assigned_there,
    a_recused_carrier_cannot_tell_that_a_decision_was_taken,
    a_recused_coordinator_is_not_told_of_a_decision_and_cannot_undo_it,
    a_call_in_preparation_filters_as_one_that_does_not_exist,
);

fn cursor(sort: &str, key: i64) -> String {
    BASE64.encode(json!({"s": sort, "k": [key], "i": ""}).to_string())
}

async fn amounts_in_cursors(reader: &Person, list: &str) -> Vec<i64> {
    let (mut keys, mut next) = (Vec::new(), String::new());
    loop {
        let page = reader.get(&format!("{list}&limit=1{next}")).await.is(200);
        let Some(cursor) = page["next"].as_str() else { return keys };
        let held: Value = serde_json::from_slice(&BASE64.decode(cursor).unwrap()).unwrap();
        keys.push(held["k"][0].as_i64().unwrap());
        next = format!("&cursor={cursor}");
    }
}

async fn the_order_by_amounts_tells_nobody_an_amount_that_is_hidden(app: &TestApp) {
    let owner = app.partner_association().await;
    for title in ["Un brouillon", "Un autre"] {
        scene::draft(app, &owner, title).await;
    }
    let drafts = "/projects?status=draft&sort=requested";
    assert_eq!(amounts_in_cursors(&app.coordinator().await, drafts).await, [0]);
    let made_up = format!("{drafts}&cursor={}", cursor("requested", 1));
    assert!(app.coordinator().await.get(&made_up).await.is(200).items().is_empty());
    assert_eq!(owner.get(&made_up).await.is(200).items().len(), 2);

    for title in ["Lire et écrire en famille", "Théâtre au collège"] {
        let project = scene::admissible(app, &owner, title).await;
        scene::decide(app, &project, "selected", 100_000).await.is(201);
    }
    scene::settle_the_rest(app).await;
    scene::sign(app).await;
    scene::publish(app, &scene::call_path(app).await).await.is(201);
    let published = "/projects?status=selected&call=2026&sort=requested";
    for stranger in [app.anonymous(), app.partner_school().await] {
        assert_eq!(amounts_in_cursors(&stranger, published).await, [0]);
        assert_eq!(amounts_in_cursors(&stranger, &published.replace("=requested", "=-requested")).await, [0]);
        let made_up = format!("{published}&cursor={}", cursor("requested", 899_999));
        assert!(stranger.get(&made_up).await.is(200).items().is_empty());
    }
    // Who reads the fiche orders by what it says.
    for reader in [owner.clone(), app.observer().await, app.carrier_agglo().await] {
        assert_eq!(amounts_in_cursors(&reader, published).await, [900_000]);
        let made_up = format!("{published}&cursor={}", cursor("requested", 899_999));
        assert_eq!(reader.get(&made_up).await.is(200).items().len(), 2, "{}", reader.name());
    }
}

async fn a_reviewer_who_left_a_programme_no_longer_reads_what_was_assigned_there(app: &TestApp) {
    let (admin, reviewer) = (app.admin().await, app.reviewer_1().await);
    let project = scene::admissible(app, &app.partner_association().await, "Zanzibar en fête").await;
    scene::assign(app, &project, &reviewer).await.is(201);
    reviewer.get(&project).await.is(200);
    admin.post("/programmes", &json!({"slug": "laon", "name": "Cité éducative de Laon"})).await.is(201);
    let partner = json!({"kind": "association", "name": "Laon lecture", "programme": "laon"});
    let partner = admin.post("/partners", &partner).await.is(201).id();
    let me = reviewer.get("/me").await.is(200);
    let soissons = text(&me["memberships"][0]["id"]).to_owned();
    let elsewhere = json!({"user": me.id(), "role": "reviewer", "programme": "laon", "partner": partner});
    admin.post("/memberships", &elsewhere).await.is(201);
    reviewer.get(&project).await.is(200);

    admin.delete(&format!("/memberships/{soissons}"), "*").await.is(204);
    reviewer.get(&project).await.refused(ErrorCode::NotFound).never_says("Zanzibar");
    for list in ["/projects?q=zanzibar", "/projects?status=admissible,under_review", "/search?q=zanzibar"] {
        assert_eq!(reviewer.get(list).await.is(200).total(), 0, "{list}");
    }
}

/// Everything of a project that could tell its status.
async fn told(reader: &Person, project: &str) -> Vec<Value> {
    let mut told = vec![reader.get(project).await.is(200).json().clone()];
    for list in [
        "/projects",
        "/projects?status=decided",
        "/projects?status=admissible,under_review",
        "/projects?status=admissible,under_review,decided&sort=-updated_at",
        "/projects?q=potager",
    ] {
        told.push(reader.get(list).await.is(200).json().clone());
    }
    told
}

/// An admissible project of the school, in which a carrier institution takes part.
async fn with_partner(app: &TestApp, partner: &str) -> String {
    let school = app.partner_school().await;
    let draft = scene::draft(app, &school, "Un potager au collège").await;
    let involved = json!({"partners": [{"partner": partner, "role": "Prête une salle", "confirmed": false}]});
    school.change(&draft, &involved).await.is(200);
    school.act(&draft, "submit", &json!({})).await.is(200);
    app.coordinator().await.act(&draft, "admissibility", &json!({"admissible": true})).await.is(200);
    draft
}

async fn a_recused_carrier_cannot_tell_that_a_decision_was_taken(app: &TestApp) {
    let project = with_partner(app, &scene::carriers(app).await.ville).await;
    let (tied, stated) = (app.carrier_ville().await, app.carrier_education().await);
    let conflict = json!({"person": scene::user_id(&stated).await, "reason": "Un parent y travaille."});
    app.coordinator().await.post(&format!("{project}/conflicts"), &conflict).await.is(201);
    let before = (told(&tied, &project).await, told(&stated, &project).await);
    scene::decide(app, &project, "rejected", 0).await.is(201);
    assert_eq!(told(&tied, &project).await, before.0);
    assert_eq!(told(&stated, &project).await, before.1);

    for member in [app.carrier_agglo().await, app.coordinator().await] {
        assert_eq!(member.get(&project).await.is(200)["status"], "decided", "{}", member.name());
        assert_eq!(member.get("/projects?status=decided").await.is(200).total(), 1);
    }
    // A conflict that is stated later hides it from then on, in the totals too.
    let late = app.carrier_agglo().await;
    let conflict = json!({"person": scene::user_id(&late).await, "reason": "Un parent y travaille."});
    app.coordinator().await.post(&format!("{project}/conflicts"), &conflict).await.is(201);
    assert_eq!(late.get(&project).await.is(200)["status"], "admissible");
    assert_eq!(late.get("/projects?status=decided").await.is(200).total(), 0);
}

async fn a_recused_coordinator_is_not_told_of_a_decision_and_cannot_undo_it(app: &TestApp) {
    let both = app.join("deux@exemple.fr", json!({"role": "coordinator", "programme": "soissons"})).await;
    let school = scene::partner_of(&app.partner_school().await).await;
    let seat = json!({"user": scene::user_id(&both).await, "role": "partner", "programme": "soissons",
        "partner": school, "partner_role": "reader"});
    app.admin().await.post("/memberships", &seat).await.is(201);
    let project = with_partner(app, &scene::carriers(app).await.ville).await;
    let before = told(&both, &project).await;
    scene::decide(app, &project, "rejected", 0).await.is(201);
    assert_eq!(told(&both, &project).await, before);
    let correction = json!({"reason": "Précisez.", "due": "2026-06-01"});
    both.act(&project, "return", &correction).await.refused(ErrorCode::TransitionNotAllowed);
    both.act(&project, "reopen", &json!({})).await.refused(ErrorCode::TransitionNotAllowed);
    assert_eq!(app.coordinator().await.get(&project).await.is(200)["status"], "decided");
}

async fn a_call_in_preparation_filters_as_one_that_does_not_exist(app: &TestApp) {
    let coordinator = app.coordinator().await;
    let body = json!({"slug": "2030", "title": "Appel 2030", "opens_on": "2030-03-01", "closes_on": "2030-05-01",
        "criteria": [{"code": "C1", "label": "Qualité du projet"}]});
    let call = coordinator.post("/calls", &body).await.is(201);
    let list = format!("/projects?call={}", call.id());
    for stranger in [app.anonymous(), app.partner_association().await, app.carrier_ville().await] {
        stranger.get("/projects?call=2030").await.only_at_field("/call", "unknown_reference");
        stranger.get(&list).await.only_at_field("/call", "unknown_reference");
        stranger.get("/projects?call=2031").await.only_at_field("/call", "unknown_reference");
    }
    assert_eq!(coordinator.get("/projects?call=2030").await.is(200).total(), 0);
    coordinator.act(&format!("/calls/{}", call.id()), "publish", &json!({})).await.is(200);
    assert_eq!(app.anonymous().get(&list).await.is(200).total(), 0);
}
