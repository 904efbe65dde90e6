//! Forgotten and changed passwords.

use chrono::Duration;
use openapi::ErrorCode;
use serde_json::json;
use std::collections::BTreeSet;
use tests::{TestApp, app::PASSWORD, on_both_engines, text};

on_both_engines!(
    a_forgotten_password_is_replaced_by_a_link_that_works_once,
    a_link_to_a_new_password_ends_after_an_hour,
    nobody_learns_whether_an_address_has_an_account,
    a_new_password_is_strong_uncommon_and_not_ones_name,
    links_are_few_and_asking_is_throttled,
    a_person_changes_the_own_password_and_the_other_sessions_end,
);

const NEW: &str = "Une-phrase-assez-longue-2026";

/// The secret of the newest link to a new password, once so many were written; the demo shows it to the admin.
async fn link(app: &TestApp, count: usize) -> String {
    let mails = app.emails_once("admin", "?kind=password_reset", |mails| mails.len() >= count).await;
    assert_eq!(mails.len(), count, "{mails:?}");
    let mail = app.admin().await.get(&format!("/emails/{}", text(&mails[0]["id"]))).await.is(200);
    let body = text(&mail["text"]);
    let (_, rest) = body.split_once("/mot-de-passe/").unwrap();
    rest.split_whitespace().next().unwrap().to_owned()
}

async fn forget(app: &TestApp, email: &str) {
    app.anonymous().post("/auth/password/forgot", &json!({"email": email})).await.is(202);
}

async fn a_forgotten_password_is_replaced_by_a_link_that_works_once(app: &TestApp) {
    let before = app.log_in("observer@demo.example", PASSWORD).await;
    forget(app, "Observer@Demo.Example").await;
    let token = link(app, 1).await;
    let reset = json!({"token": token, "password": NEW});
    app.anonymous().post("/auth/password/reset", &reset).await.is(204);
    before.get("/me").await.refused(ErrorCode::SessionEnded);
    let old = json!({"email": "observer@demo.example", "password": PASSWORD});
    app.anonymous().post("/auth/login", &old).await.refused(ErrorCode::InvalidCredentials);
    app.log_in("observer@demo.example", NEW).await.get("/me").await.is(200);
    app.anonymous().post("/auth/password/reset", &reset).await.refused(ErrorCode::NotFound);
    app.anonymous()
        .post("/auth/password/reset", &json!({"token": "guessed", "password": NEW}))
        .await
        .refused(ErrorCode::NotFound);
}

async fn a_link_to_a_new_password_ends_after_an_hour(app: &TestApp) {
    forget(app, "observer@demo.example").await;
    let token = link(app, 1).await;
    app.clock.advance(Duration::minutes(60));
    let reset = json!({"token": token, "password": NEW});
    app.anonymous().post("/auth/password/reset", &reset).await.refused(ErrorCode::NotFound);
    app.log_in("observer@demo.example", PASSWORD).await;
}

async fn nobody_learns_whether_an_address_has_an_account(app: &TestApp) {
    let body = |email: &str| json!({"email": email});
    let unknown = app.anonymous().post("/auth/password/forgot", &body("personne@exemple.fr")).await.is(202);
    let known = app.anonymous().post("/auth/password/forgot", &body("observer@demo.example")).await.is(202);
    assert_eq!(unknown.body, known.body);
    let names =
        |answer: &tests::Answer| answer.headers.keys().map(ToString::to_string).collect::<BTreeSet<_>>();
    assert_eq!(names(&unknown), names(&known));
    link(app, 1).await;
    app.anonymous()
        .post("/auth/password/forgot", &body("personne"))
        .await
        .only_at_field("/email", "invalid_email");
    // What belongs to the instance is the admin's.
    assert_eq!(app.coordinator().await.get("/emails?kind=password_reset").await.is(200).total(), 0);
}

async fn a_new_password_is_strong_uncommon_and_not_ones_name(app: &TestApp) {
    forget(app, "observer@demo.example").await;
    let token = link(app, 1).await;
    for (password, rule) in [
        ("Alliance-26", "weak_password"),
        ("Password1234!", "common_password"),
        ("Xy7-Observer-9b!q", "personal_password"),
    ] {
        let reset = json!({"token": token, "password": password});
        app.anonymous().post("/auth/password/reset", &reset).await.only_at_field("/password", rule);
    }
    app.anonymous().post("/auth/password/reset", &json!({"token": token, "password": NEW})).await.is(204);
}

async fn links_are_few_and_asking_is_throttled(app: &TestApp) {
    let body = json!({"email": "observer@demo.example"});
    let mut refused = 0;
    for _ in 0..12 {
        let answer = app.anonymous().post("/auth/password/forgot", &body).await;
        if answer.status == 429 {
            answer.refused(ErrorCode::TooManyRequests);
            refused += 1;
        }
    }
    assert!(refused >= 2, "{refused}");
    link(app, 3).await;
    // Others, and who knows the password, are not slowed.
    forget(app, "coordinator@demo.example").await;
    link(app, 4).await;
    app.log_in("observer@demo.example", PASSWORD).await;
}

async fn a_person_changes_the_own_password_and_the_other_sessions_end(app: &TestApp) {
    let here = app.log_in("observer@demo.example", PASSWORD).await;
    let elsewhere = app.log_in("observer@demo.example", PASSWORD).await;
    let change = |current: &str, new: &str| json!({"current_password": current, "password": new});
    here.post("/me/password", &change("faux", NEW))
        .await
        .only_at_field("/current_password", "wrong_password");
    here.post("/me/password", &change(PASSWORD, "court")).await.only_at_field("/password", "weak_password");
    elsewhere.get("/me").await.is(200);
    here.post("/me/password", &change(PASSWORD, NEW)).await.is(204);
    here.get("/me").await.is(200);
    elsewhere.get("/me").await.refused(ErrorCode::SessionEnded);
    app.log_in("observer@demo.example", NEW).await;
    app.anonymous().post("/me/password", &change(PASSWORD, NEW)).await.refused(ErrorCode::Unauthenticated);
}
