//! Calls with several windows, and calls that clients still write with one.

use chrono::{DateTime, Duration, Utc};
use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{TestApp, fiche, on_both_engines, scene, text};

on_both_engines!(
    a_call_takes_fiches_in_each_of_its_windows_and_not_in_between,
    an_answer_shows_the_window_under_way_then_the_next_then_the_last,
    a_draft_kept_between_two_windows_is_filed_in_the_next_one,
    windows_that_overlap_or_end_before_they_start_are_refused_at_their_place,
    a_client_that_knows_one_window_reads_and_changes_it_as_before,
    a_call_with_several_windows_is_not_changed_as_if_it_had_one,
    a_call_closed_early_loses_the_windows_that_were_to_come,
);

fn windows() -> Value {
    json!([
        {"opens_on": "2026-06-01", "closes_on": "2026-06-30", "closes_at": "12:00"},
        {"opens_on": "2026-10-01", "closes_on": "2026-10-25"},
    ])
}

fn body(windows: Value) -> Value {
    json!({"slug": "deux-periodes", "title": "Appel en deux périodes", "windows": windows,
        "criteria": [{"code": "C1", "label": "Qualité du projet"}]})
}

/// A published call with two windows.
async fn call(app: &TestApp) -> String {
    let coordinator = app.coordinator().await;
    let path = format!("/calls/{}", coordinator.post("/calls", &body(windows())).await.is(201).id());
    coordinator.act(&path, "publish", &json!({})).await.is(200);
    path
}

fn at(app: &TestApp, instant: &str) {
    app.clock.set(instant.parse::<DateTime<Utc>>().unwrap());
}

const PARTNER: &str = "partner-association@demo.example";

async fn a_call_takes_fiches_in_each_of_its_windows_and_not_in_between(app: &TestApp) {
    let path = call(app).await;
    let complete = fiche::complete("Lire en famille", scene::id(&path), &scene::carriers(app).await);
    for (instant, status, refusal) in [
        ("2026-05-31T21:59:59Z", "upcoming", Some(ErrorCode::CallNotOpen)),
        ("2026-05-31T22:00:00Z", "open", None),
        ("2026-06-30T09:59:59Z", "open", None),
        ("2026-06-30T10:00:00Z", "upcoming", Some(ErrorCode::BetweenWindows)),
        ("2026-09-30T21:59:59Z", "upcoming", Some(ErrorCode::BetweenWindows)),
        ("2026-09-30T22:00:00Z", "open", None),
        // The day that clocks go back ends at 23:00 UTC.
        ("2026-10-25T22:59:59Z", "open", None),
        ("2026-10-25T23:00:00Z", "closed", Some(ErrorCode::DeadlinePassed)),
    ] {
        at(app, instant);
        assert_eq!(app.anonymous().get(&path).await.is(200)["status"], status, "{instant}");
        let partner = app.log_in(PARTNER, tests::app::PASSWORD).await;
        let started = partner.post("/projects", &complete).await;
        match refusal {
            Some(code) => {
                let next = (code == ErrorCode::BetweenWindows).then_some("2026-10-01");
                let first = (code == ErrorCode::CallNotOpen).then_some("2026-06-01");
                assert_eq!(started.refused(code).json()["opens_on"].as_str(), next.or(first));
            }
            None => {
                let draft = format!("/projects/{}", started.is(201).id());
                partner.act(&draft, "submit", &json!({})).await.is(200);
            }
        }
    }
}

async fn an_answer_shows_the_window_under_way_then_the_next_then_the_last(app: &TestApp) {
    let path = call(app).await;
    for (instant, opens_on, closes_at, deadline) in [
        ("2026-05-20T08:00:00Z", "2026-06-01", json!("12:00"), "2026-06-30T10:00:00Z"),
        ("2026-06-10T08:00:00Z", "2026-06-01", json!("12:00"), "2026-06-30T10:00:00Z"),
        ("2026-07-10T08:00:00Z", "2026-10-01", Value::Null, "2026-10-25T23:00:00Z"),
        ("2027-01-10T08:00:00Z", "2026-10-01", Value::Null, "2026-10-25T23:00:00Z"),
    ] {
        at(app, instant);
        let read = app.anonymous().get(&path).await.is(200);
        assert_eq!((&read["opens_on"], &read["closes_at"]), (&json!(opens_on), &closes_at), "{instant}");
        assert_eq!(read["deadline"], deadline, "{instant}");
        assert_eq!(read["windows"], windows(), "{instant}");
    }
}

async fn a_draft_kept_between_two_windows_is_filed_in_the_next_one(app: &TestApp) {
    let path = call(app).await;
    at(app, "2026-06-10T08:00:00Z");
    let partner = app.log_in(PARTNER, tests::app::PASSWORD).await;
    let complete = fiche::complete("Lire en famille", scene::id(&path), &scene::carriers(app).await);
    let draft = format!("/projects/{}", partner.post("/projects", &complete).await.is(201).id());
    at(app, "2026-07-10T08:00:00Z");
    let partner = app.log_in(PARTNER, tests::app::PASSWORD).await;
    let refused = partner.act(&draft, "submit", &json!({})).await.refused(ErrorCode::BetweenWindows);
    assert_eq!(refused["opens_on"], "2026-10-01");
    assert!(text(&refused["detail"]).ends_with("jeudi 1er\u{a0}octobre\u{a0}2026."), "{refused:?}");
    let read = partner.change(&draft, &json!({"need": "Revu entre deux périodes."})).await.is(200);
    let filing = &read["filing"];
    assert_eq!((&filing["state"], &filing["next"]["opens_on"]), (&json!("between"), &json!("2026-10-01")));
    assert_eq!(filing["deadline"]["on"], "2026-06-30");
    at(app, "2026-10-10T08:00:00Z");
    let partner = app.log_in(PARTNER, tests::app::PASSWORD).await;
    assert_eq!(partner.get(&draft).await.is(200)["filing"]["deadline"]["on"], "2026-10-25");
    partner.act(&draft, "submit", &json!({})).await.is(200);
}

async fn windows_that_overlap_or_end_before_they_start_are_refused_at_their_place(app: &TestApp) {
    let coordinator = app.coordinator().await;
    let post = async |windows: Value| coordinator.post("/calls", &body(windows)).await;
    let day = |opens: &str, closes: &str| json!({"opens_on": opens, "closes_on": closes});
    let first = day("2026-06-01", "2026-06-30");
    let touching = post(json!([first, day("2026-06-30", "2026-07-05")])).await;
    touching.only_at_field("/windows/1/opens_on", "windows_overlap");
    let disordered = post(json!([day("2026-08-01", "2026-08-05"), first])).await;
    disordered.only_at_field("/windows/1/opens_on", "windows_overlap");
    post(json!([day("2026-06-02", "2026-06-01")]))
        .await
        .only_at_field("/windows/0/closes_on", "end_before_start");
    let hour = json!([{"opens_on": "2026-06-01", "closes_on": "2026-06-30", "closes_at": "midi"}]);
    post(hour).await.only_at_field("/windows/0/closes_at", "invalid_time");
    post(json!([])).await.at_field("/opens_on", "required");
    let thirteen: Vec<Value> =
        (1..=13).map(|n| day(&format!("2026-06-{n:02}"), &format!("2026-06-{n:02}"))).collect();
    post(thirteen.into()).await.only_at_field("/windows", "too_many_items");
    let mut twice = body(json!([first]));
    twice["opens_on"] = "2026-06-01".into();
    coordinator.post("/calls", &twice).await.only_at_field("/opens_on", "duplicate");
    let mut early = body(windows());
    early["selection_on"] = "2026-07-15".into();
    coordinator.post("/calls", &early).await.only_at_field("/selection_on", "end_before_start");
}

async fn a_client_that_knows_one_window_reads_and_changes_it_as_before(app: &TestApp) {
    let coordinator = app.coordinator().await;
    let path = scene::call_path(app).await;
    let before = coordinator.get(&path).await.is(200);
    let later = (scene::deadline(app).await + Duration::days(2)).date_naive().to_string();
    let changed = coordinator.change(&path, &json!({"closes_on": later, "closes_at": "17:00"})).await.is(200);
    assert_eq!((&changed["closes_on"], &changed["closes_at"]), (&json!(later), &json!("17:00")));
    let expected = json!([{"opens_on": before["opens_on"], "closes_on": later, "closes_at": "17:00"}]);
    assert_eq!(changed["windows"], expected);
    let open = coordinator.change(&path, &json!({"closes_at": null})).await.is(200);
    assert!(open["closes_at"].is_null() && open["windows"][0]["closes_at"].is_null(), "{open:?}");
    let wrong = coordinator.change(&path, &json!({"closes_on": "2020-01-01"})).await;
    wrong.only_at_field("/closes_on", "end_before_start");
}

async fn a_call_with_several_windows_is_not_changed_as_if_it_had_one(app: &TestApp) {
    let path = call(app).await;
    let coordinator = app.coordinator().await;
    let refused = coordinator.change(&path, &json!({"closes_on": "2026-11-30"})).await;
    refused.only_at_field("/closes_on", "duplicate");
    let mut longer = windows();
    longer[1]["closes_on"] = "2026-11-30".into();
    let changed = coordinator.change(&path, &json!({"windows": longer})).await.is(200);
    assert_eq!(changed["windows"], longer);
    let single = json!([{"opens_on": "2026-06-01", "closes_on": "2026-06-30"}]);
    let changed = coordinator.change(&path, &json!({"windows": single, "title": "Une seule"})).await.is(200);
    assert_eq!((text(&changed["title"]), &changed["windows"]), ("Une seule", &single));
}

async fn a_call_closed_early_loses_the_windows_that_were_to_come(app: &TestApp) {
    let path = call(app).await;
    at(app, "2026-07-10T08:00:00Z");
    let coordinator = app.log_in("coordinator@demo.example", tests::app::PASSWORD).await;
    coordinator.act(&path, "close", &json!({})).await.is(200);
    at(app, "2026-10-10T08:00:00Z");
    assert_eq!(app.anonymous().get(&path).await.is(200)["status"], "closed");
}
