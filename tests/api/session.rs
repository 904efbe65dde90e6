//! The committee's session: agenda, quorum, recusals, the live view.

use openapi::ErrorCode;
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Answer, Person, TestApp, on_both_engines, scene, text};

on_both_engines!(
    the_agenda_starts_with_disagreements_and_the_chair_reorders_it,
    what_a_carrier_has_still_to_review_tells_nothing_by_its_place,
    only_the_chair_sets_the_session_and_only_from_its_current_version,
    a_decision_in_session_needs_the_quorum_and_no_more_votes_than_may_be_cast,
    the_quorum_adjusts_to_recusals,
    a_recused_member_sees_only_that_such_a_project_is_discussed,
    who_came_and_left_stays_named,
    the_live_view_follows_the_chair_on_every_server,
    a_member_who_is_recused_leaves_the_live_view_by_itself,
    a_revoked_role_ends_the_stream,
    an_ended_login_ends_the_stream,
    publication_ends_the_session,
);

async fn session(app: &TestApp) -> String {
    format!("{}/session", scene::call_path(app).await)
}

fn agenda(session: &Value) -> Vec<&str> {
    session["agenda"].as_array().unwrap().iter().map(|item| text(&item["project"]["id"])).collect()
}

fn item<'a>(session: &'a Value, project: &str) -> &'a Value {
    let items = session["agenda"].as_array().unwrap();
    items.iter().find(|item| item["project"]["id"] == scene::id(project)).unwrap()
}

async fn the_agenda_starts_with_disagreements_and_the_chair_reorders_it(app: &TestApp) {
    let partner = app.partner_association().await;
    let calm = scene::admissible(app, &partner, "Lire et écrire en famille").await;
    let split = scene::admissible(app, &partner, "Théâtre au collège").await;
    for (project, first, second) in [(&calm, 3, 3), (&split, 1, 5)] {
        scene::reviewed(app, project, &app.reviewer_1().await, first).await;
        scene::reviewed(app, project, &app.reviewer_2().await, second).await;
    }
    let (coordinator, session) = (app.coordinator().await, session(app).await);
    let before = coordinator.get(&session).await.is(200);
    assert_eq!(agenda(before.json())[..2], [scene::id(&split), scene::id(&calm)], "{before:?}");
    assert_eq!(item(before.json(), &split)["spread"], 2.0);
    let order = json!({"agenda": [scene::id(&calm)]});
    let after = coordinator.change(&session, &order).await.is(200);
    assert_eq!(agenda(after.json())[..2], [scene::id(&calm), scene::id(&split)], "{after:?}");
    let twice = json!({"agenda": [scene::id(&calm), scene::id(&calm)]});
    coordinator.change(&session, &twice).await.at_field("/agenda/1", "duplicate");
    let back = coordinator.change(&session, &json!({"agenda": []})).await.is(200);
    assert_eq!(agenda(back.json())[0], scene::id(&split));
}

async fn what_a_carrier_has_still_to_review_tells_nothing_by_its_place(app: &TestApp) {
    let partner = app.partner_association().await;
    let calm = scene::admissible(app, &partner, "Lire et écrire en famille").await;
    let split = scene::admissible(app, &partner, "Théâtre au collège").await;
    let carrier = app.carrier_agglo().await;
    for project in [&calm, &split] {
        scene::review_draft(app, project, &carrier, 3).await;
    }
    let session = session(app).await;
    let seen = carrier.get(&session).await.is(200);
    let before = agenda(seen.json()).into_iter().map(str::to_owned).collect::<Vec<_>>();
    scene::reviewed(app, &split, &app.reviewer_1().await, 1).await;
    scene::reviewed(app, &split, &app.reviewer_2().await, 5).await;
    let after = carrier.get(&session).await.is(200);
    assert_eq!(agenda(after.json()), before);
    let hidden = item(after.json(), &split);
    assert_eq!((&hidden["score"], &hidden["spread"]), (&Value::Null, &Value::Null), "{hidden}");
    assert_eq!(hidden["opinions"]["favourable"], 0);
}

async fn only_the_chair_sets_the_session_and_only_from_its_current_version(app: &TestApp) {
    let (coordinator, session) = (app.coordinator().await, session(app).await);
    let read = coordinator.get(&session).await.is(200);
    assert_eq!(
        (&read["status"], &read["version"], &read["chair"]),
        (&json!("planned"), &json!(1), &json!(true))
    );
    let body = json!({"place": "Salle du conseil", "quorum_percent": 66});
    app.carrier_ville().await.patch(&session, &read.etag(), &body).await.refused(ErrorCode::Forbidden);
    let changed = coordinator.patch(&session, &read.etag(), &body).await.is(200);
    assert_eq!((&changed["place"], &changed["quorum_percent"]), (&json!("Salle du conseil"), &json!(66)));
    coordinator.patch(&session, &read.etag(), &body).await.refused(ErrorCode::PreconditionFailed);
    coordinator.request(Method::PATCH, &session).json(&body).await.refused(ErrorCode::PreconditionRequired);
    coordinator
        .change(&session, &json!({"quorum_percent": 100}))
        .await
        .at_field("/quorum_percent", "out_of_range");
    coordinator.change(&session, &json!({"status": "closed"})).await.refused(ErrorCode::TransitionNotAllowed);
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let current = json!({"current": scene::id(&project)});
    coordinator.change(&session, &current).await.refused(ErrorCode::SessionNotOpen);
    coordinator.change(&session, &json!({"status": "open"})).await.is(200);
    assert_eq!(coordinator.change(&session, &current).await.is(200)["current"], scene::id(&project));
    let draft = scene::draft(app, &app.partner_association().await, "Un atelier").await;
    let foreign = json!({"current": scene::id(&draft)});
    coordinator.change(&session, &foreign).await.at_field("/current", "unknown_reference");
    let closed = coordinator.change(&session, &json!({"status": "closed"})).await.is(200);
    assert_eq!(closed["current"], Value::Null);
    assert!(closed["closed_at"].is_string() && closed["opened_at"].is_string(), "{closed:?}");
}

async fn decide(app: &TestApp, project: &str, votes: Value) -> Answer {
    let decisions = format!("{}/decisions", scene::call_path(app).await);
    let mut body = scene::decision(app, project, "selected", 100_000).await;
    body["votes"] = votes;
    app.coordinator().await.post(&decisions, &body).await
}

async fn a_decision_in_session_needs_the_quorum_and_no_more_votes_than_may_be_cast(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let [ville, agglo, education, _] = app.carriers().await;
    let session = scene::sitting(app, &[&ville, &agglo]).await;
    let votes =
        |in_favour: i32, against: i32| json!({"in_favour": in_favour, "against": against, "abstained": 0});
    decide(app, &project, votes(2, 0)).await.refused(ErrorCode::QuorumMissing);
    education.post(&format!("{session}/attendance"), &json!({})).await.is(201);
    decide(app, &project, votes(3, 1)).await.at_field("/votes", "out_of_range");
    let decided = decide(app, &project, votes(2, 1)).await.is(201);
    assert_eq!(decided["votes"], votes(2, 1));
    // Once the session is over, what was agreed can still be written down.
    app.coordinator().await.change(&session, &json!({"status": "closed"})).await.is(200);
    decide(app, &project, votes(4, 0)).await.is(200);
}

async fn the_quorum_adjusts_to_recusals(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let [ville, agglo, ..] = app.carriers().await;
    let session = scene::sitting(app, &[&ville, &agglo]).await;
    let coordinator = app.coordinator().await;
    let quorum = async || item(coordinator.get(&session).await.is(200).json(), &project)["quorum"].clone();
    assert_eq!(quorum().await, json!({"eligible": 4, "required": 3, "present": 2, "met": false}));
    let education = scene::user_id(&app.carrier_education().await).await;
    let conflict = json!({"person": education, "reason": "Préside l’association."});
    coordinator.post(&format!("{project}/conflicts"), &conflict).await.is(201);
    assert_eq!(quorum().await, json!({"eligible": 3, "required": 2, "present": 2, "met": true}));
    let read = coordinator.get(&session).await.is(200);
    let aside = &item(read.json(), &project)["recused_people"];
    assert_eq!(aside[0]["person"]["id"], education.as_str(), "{aside}");
    // Somebody else of the same institution stands in.
    let stand_in = json!({"name": "Dominique Roy", "institution": scene::carriers(app).await.education});
    coordinator.post(&format!("{session}/attendance"), &stand_in).await.is(201);
    assert_eq!(quorum().await, json!({"eligible": 4, "required": 3, "present": 3, "met": true}));
}

/// A project that the Ville takes part in, and one that it does not.
async fn tied_and_free(app: &TestApp) -> (String, String) {
    let partner = app.partner_association().await;
    let tied = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let ville = scene::carriers(app).await.ville;
    partner
        .change(&tied, &json!({"partners": [{"partner": ville, "role": "Prête une salle"}]}))
        .await
        .is(200);
    partner.act(&tied, "submit", &json!({})).await.is(200);
    let coordinator = app.coordinator().await;
    coordinator.act(&tied, "admissibility", &json!({"admissible": true})).await.is(200);
    (tied, scene::admissible(app, &partner, "Théâtre au collège").await)
}

async fn a_recused_member_sees_only_that_such_a_project_is_discussed(app: &TestApp) {
    let (tied, free) = tied_and_free(app).await;
    scene::reviewed(app, &tied, &app.reviewer_2().await, 2).await;
    let [ville, agglo, education, _] = app.carriers().await;
    let session = scene::sitting(app, &[&ville, &agglo, &education]).await;
    let coordinator = app.coordinator().await;
    coordinator.change(&session, &json!({"current": scene::id(&tied)})).await.is(200);
    let mut body = scene::decision(app, &tied, "waitlisted", 0).await;
    body["reason"] = json!("Zanzibar attendra.");
    body["votes"] = json!({"in_favour": 1, "against": 1, "abstained": 0});
    let call = scene::call_path(app).await;
    coordinator.post(&format!("{call}/decisions"), &body).await.is(201);
    let seen = ville.get(&session).await.is(200).never_says("Zanzibar");
    assert_eq!((&seen["current"], &seen["away"]), (&Value::Null, &json!(true)));
    let hidden = item(seen.json(), &tied);
    assert_eq!(hidden["recused"], true);
    for field in ["score", "spread", "decision"] {
        assert_eq!(hidden[field], Value::Null, "{field}: {hidden}");
    }
    assert_eq!((&hidden["reviews_done"], &hidden["status"]), (&json!(0), &json!("under_review")));
    for list in ["decisions", "minutes", "reserve", "reservations"] {
        ville
            .get(&format!("{call}/{list}"))
            .await
            .is(200)
            .never_says("Zanzibar")
            .never_says(scene::id(&tied));
    }
    let other = agglo.get(&session).await.is(200);
    assert_eq!((&other["current"], &other["away"]), (&json!(scene::id(&tied)), &json!(false)));
    assert_eq!(item(other.json(), &tied)["decision"]["votes"]["against"], 1);
    coordinator.change(&session, &json!({"current": scene::id(&free)})).await.is(200);
    let back = ville.get(&session).await.is(200);
    assert_eq!((&back["current"], &back["away"]), (&json!(scene::id(&free)), &json!(false)));
}

async fn who_came_and_left_stays_named(app: &TestApp) {
    let (coordinator, ville, session) =
        (app.coordinator().await, app.carrier_ville().await, session(app).await);
    let attendance = format!("{session}/attendance");
    let came = ville.post(&attendance, &json!({})).await.is(201);
    assert_eq!((&came["voting"], &came["institution"]["kind"]), (&json!(true), &json!("ville")), "{came:?}");
    ville.post(&attendance, &json!({})).await.refused(ErrorCode::Duplicate);
    let agglo = scene::user_id(&app.carrier_agglo().await).await;
    ville.post(&attendance, &json!({"person": agglo})).await.refused(ErrorCode::Forbidden);
    ville.post(&attendance, &json!({"name": "Un ami"})).await.refused(ErrorCode::Forbidden);
    let guest = coordinator.post(&attendance, &json!({"name": "Dominique Roy"})).await.is(201);
    assert_eq!((&guest["voting"], &guest["person"]), (&json!(false), &Value::Null));
    coordinator
        .post(&attendance, &json!({"person": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60"}))
        .await
        .at_field("/person", "unknown_reference");
    // A mistake before the session is taken back; from then on who left is still named.
    coordinator.delete(&format!("{attendance}/{}", guest.id()), "*").await.is(204);
    coordinator.change(&session, &json!({"status": "open"})).await.is(200);
    app.carrier_agglo()
        .await
        .delete(&format!("{attendance}/{}", came.id()), "*")
        .await
        .refused(ErrorCode::Forbidden);
    ville.delete(&format!("{attendance}/{}", came.id()), "*").await.is(204);
    let there = coordinator.get(&session).await.is(200)["attendance"].clone();
    assert_eq!(there.as_array().map(Vec::len), Some(1), "{there}");
    assert!(there[0]["left_at"].is_string(), "{there}");
    ville.post(&attendance, &json!({})).await.is(201);
}

async fn the_live_view_follows_the_chair_on_every_server(app: &TestApp) {
    let (tied, free) = tied_and_free(app).await;
    let agglo = app.carrier_agglo().await;
    let session = scene::sitting(app, &[&agglo]).await;
    let coordinator = app.coordinator().await;
    let twin = app.twin().await;
    let mut here = agglo.follow(&format!("{session}/events")).await;
    let mut there = twin.as_person(&agglo).follow(&format!("{session}/events")).await;
    for events in [&mut here, &mut there] {
        assert_eq!(events.next().await.unwrap()["current"], Value::Null);
    }
    for project in [&free, &tied] {
        coordinator.change(&session, &json!({"current": scene::id(project)})).await.is(200);
        for events in [&mut here, &mut there] {
            let seen = events.until(|seen| seen["current"] == scene::id(project)).await;
            assert_eq!(seen, *agglo.get(&session).await.is(200).json());
        }
    }
    coordinator.change(&session, &json!({"status": "closed"})).await.is(200);
    scene::decide(app, &free, "selected", 100_000).await.is(201);
    for events in [&mut here, &mut there] {
        let seen = events.until(|seen| item(seen, &free)["decision"].is_object()).await;
        assert_eq!(item(&seen, &free)["decision"]["outcome"], "selected");
    }
    drop(there);
    twin.stop().await;
}

async fn a_member_who_is_recused_leaves_the_live_view_by_itself(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let agglo = app.carrier_agglo().await;
    let session = scene::sitting(app, &[&agglo]).await;
    let coordinator = app.coordinator().await;
    coordinator.change(&session, &json!({"current": scene::id(&project)})).await.is(200);
    let mut events = agglo.follow(&format!("{session}/events")).await;
    assert_eq!(events.next().await.unwrap()["current"], scene::id(&project));
    let conflict = json!({"person": scene::user_id(&agglo).await, "reason": "Voisin du porteur."});
    coordinator.post(&format!("{project}/conflicts"), &conflict).await.is(201);
    let seen = events.until(|seen| seen["away"] == true).await;
    assert_eq!(seen["current"], Value::Null);
}

async fn a_revoked_role_ends_the_stream(app: &TestApp) {
    let seat =
        json!({"role": "carrier", "programme": "soissons", "partner": scene::carriers(app).await.ville});
    let member = app.join("adjointe@exemple.fr", seat).await;
    let session = session(app).await;
    let mut events = member.follow(&format!("{session}/events")).await;
    assert!(events.next().await.is_some());
    let membership = text(&member.get("/me").await.is(200)["memberships"][0]["id"]).to_owned();
    let path = format!("/memberships/{membership}");
    let coordinator = app.coordinator().await;
    let etag = coordinator.etag(&path).await;
    coordinator.delete(&path, &etag).await.is(204);
    while events.next().await.is_some() {}
    member.get(&session).await.refused(ErrorCode::Forbidden);
}

async fn an_ended_login_ends_the_stream(app: &TestApp) {
    let session = session(app).await;
    let carrier: Person = app.log_in("carrier-agglo@demo.example", tests::app::PASSWORD).await;
    let mut events = carrier.follow(&format!("{session}/events")).await;
    assert!(events.next().await.is_some());
    let elsewhere: Person = app.log_in("carrier-agglo@demo.example", tests::app::PASSWORD).await;
    elsewhere.delete("/me/sessions", "*").await.is(204);
    while events.next().await.is_some() {}
    let mut events = app.carrier_ville().await.follow(&format!("{session}/events")).await;
    assert!(events.next().await.is_some());
    // An access token lives for minutes only; the browser comes back with a fresh one.
    app.clock.advance(chrono::Duration::hours(1));
    while events.next().await.is_some() {}
}

async fn publication_ends_the_session(app: &TestApp) {
    let (selected, _) = scene::published(app).await;
    let session = format!("{}/session", scene::call_path_of(app, &selected).await);
    let coordinator = app.coordinator().await;
    let read = coordinator.get(&session).await.is(200);
    assert_eq!(read["published"], true);
    let open = json!({"status": "open"});
    coordinator.patch(&session, &read.etag(), &open).await.refused(ErrorCode::AlreadyPublished);
    coordinator.post(&format!("{session}/attendance"), &json!({})).await.refused(ErrorCode::AlreadyPublished);
}
