//! A server that stops and starts, and two servers on one database.

use openapi::ErrorCode;
use serde_json::json;
use tests::{Engine, TestApp, on_both_engines, on_each_engine, scene, text};

on_both_engines!(
    a_second_server_knows_what_the_first_one_wrote,
    a_session_that_ends_at_one_server_ends_at_the_other,
    a_role_taken_away_at_one_server_is_gone_at_the_other,
    a_catalogue_changed_at_one_server_is_read_at_the_other,
    two_servers_give_one_number_each,
    a_key_used_at_one_server_is_known_at_the_other,
);

on_each_engine!(a_restarted_server_keeps_sessions_drafts_and_receipts,);

async fn a_restarted_server_keeps_sessions_drafts_and_receipts(engine: Engine) {
    let mut app = TestApp::start(engine).await;
    let partner = app.partner_association().await;
    let login = json!({"email": "coordinator@demo.example", "password": tests::app::PASSWORD});
    let session = app.anonymous().post("/auth/login", &login).await.is(200);
    let cookie = format!("alliance_refresh={}", session.cookie("alliance_refresh").unwrap());
    let draft = scene::draft(&app, &partner, "Lire et écrire en famille").await;
    let filed = scene::submitted(&app, &partner, "Théâtre au collège").await;
    let before = (partner.get(&draft).await.is(200), partner.get(&filed).await.is(200));
    app.restart().await;
    assert_eq!(partner.get(&draft).await.is(200).json(), before.0.json());
    assert_eq!(partner.get(&filed).await.is(200).json(), before.1.json());
    assert_eq!(partner.get(&draft).await.etag(), before.0.etag());
    let refresh = app.anonymous().request(reqwest::Method::POST, "/auth/refresh").header("cookie", &cookie);
    refresh.await.is(200);
    partner.act(&draft, "submit", &json!({})).await.is(200);
    app.stop().await;
}

async fn a_second_server_knows_what_the_first_one_wrote(app: &TestApp) {
    let twin = app.twin().await;
    let partner = app.partner_association().await;
    let there = twin.as_person(&partner);
    let before = there.get("/projects?mine=true").await.is(200).total();
    let draft = scene::draft(app, &partner, "Zanzibar en fête").await;
    assert_eq!(there.get(&draft).await.is(200)["title"], "Zanzibar en fête");
    assert_eq!(there.get("/projects?mine=true").await.is(200).total(), before + 1);
    assert_eq!(there.get("/projects?q=zanzibar").await.is(200).total(), 1);
    there.change(&draft, &json!({"title": "Zanzibar en hiver"})).await.is(200);
    assert_eq!(partner.get(&draft).await.is(200)["title"], "Zanzibar en hiver");
    let etag = partner.etag(&draft).await;
    there.delete(&draft, &etag).await.is(204);
    partner.get(&draft).await.refused(ErrorCode::NotFound);
    assert_eq!(partner.get("/projects?mine=true").await.is(200).total(), before);
    twin.stop().await;
}

async fn a_session_that_ends_at_one_server_ends_at_the_other(app: &TestApp) {
    let twin = app.twin().await;
    let person = app.log_in("observer@demo.example", tests::app::PASSWORD).await;
    let there = twin.as_person(&person);
    there.get("/me").await.is(200);
    person.request(reqwest::Method::POST, "/auth/logout").await.is(204);
    there.get("/me").await.refused(ErrorCode::SessionEnded);
    twin.stop().await;
}

async fn a_role_taken_away_at_one_server_is_gone_at_the_other(app: &TestApp) {
    let twin = app.twin().await;
    let observer = app.observer().await;
    let there = twin.as_person(&observer);
    let project = scene::submitted(app, &app.partner_association().await, "Lire et écrire en famille").await;
    there.get(&project).await.is(200);
    let me = observer.get("/me").await.is(200);
    let membership = format!("/memberships/{}", text(&me["memberships"][0]["id"]));
    app.admin().await.delete(&membership, "*").await.is(204);
    there.get(&project).await.refused(ErrorCode::NotFound);
    twin.stop().await;
}

async fn a_catalogue_changed_at_one_server_is_read_at_the_other(app: &TestApp) {
    let twin = app.twin().await;
    let there = twin.as_person(&app.anonymous());
    assert_eq!(there.get("/objectives").await.is(200).total(), 8);
    let body = json!({"code": "O9", "label": "Santé et bien-être"});
    app.coordinator().await.post("/objectives", &body).await.is(201);
    assert_eq!(there.get("/objectives").await.is(200).total(), 9);
    assert_eq!(there.get("/search?q=sante").await.is(200).total(), 1);
    twin.stop().await;
}

async fn two_servers_give_one_number_each(app: &TestApp) {
    let twin = app.twin().await;
    let partner = app.partner_association().await;
    let there = twin.as_person(&partner);
    for round in 0..4 {
        let left = scene::draft(app, &partner, &format!("À gauche {round}")).await;
        let right = scene::draft(app, &partner, &format!("À droite {round}")).await;
        let nothing = json!({});
        let (left, right) =
            tokio::join!(partner.act(&left, "submit", &nothing), there.act(&right, "submit", &nothing));
        let (left, right) = (left.is(200), right.is(200));
        assert_ne!(left["number"], right["number"]);
    }
    twin.stop().await;
}

async fn a_key_used_at_one_server_is_known_at_the_other(app: &TestApp) {
    let twin = app.twin().await;
    let partner = app.partner_association().await;
    let there = twin.as_person(&partner);
    let body = json!({"call": scene::open_call(app).await.id(), "title": "Lire et écrire en famille"});
    let first = partner.post("/projects", &body).idempotency_key("clef-1").await.is(201);
    let again = there.post("/projects", &body).idempotency_key("clef-1").await.is(201);
    assert_eq!(again.json(), first.json());
    twin.stop().await;
}
