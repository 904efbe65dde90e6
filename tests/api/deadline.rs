//! The deadline: the server's clock decides, to the second, in the time of Paris.

use chrono::{DateTime, Duration, Utc};
use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Person, TestApp, fiche, on_both_engines, scene, text};

on_both_engines!(
    a_submission_one_second_before_the_deadline_is_accepted,
    a_submission_at_the_deadline_is_refused_and_the_draft_kept,
    a_submission_one_second_after_the_deadline_is_refused,
    a_call_that_ends_on_the_day_clocks_go_back_ends_at_midnight_in_paris,
    a_call_that_ends_on_the_day_clocks_go_forward_ends_at_midnight_in_paris,
    an_hour_of_the_deadline_is_local_in_summer_and_in_winter,
    a_call_takes_no_submission_before_its_first_day,
    a_call_that_the_coordinator_closed_takes_no_submission,
    a_returned_project_can_be_filed_after_the_deadline_until_its_own_due_date,
    a_draft_cannot_be_started_in_a_closed_call,
);

async fn ready(app: &TestApp) -> (Person, String, DateTime<Utc>) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    (partner, draft, scene::deadline(app).await)
}

/// The same person after a new login at the time that it is now.
async fn again(app: &TestApp, person: &Person) -> Person {
    app.log_in(person.name(), tests::app::PASSWORD).await
}

async fn a_submission_one_second_before_the_deadline_is_accepted(app: &TestApp) {
    let (partner, draft, deadline) = ready(app).await;
    app.clock.set(deadline - Duration::seconds(1));
    let filed = again(app, &partner).await.act(&draft, "submit", &json!({})).await.is(200);
    assert_eq!(filed["status"], "submitted");
}

async fn a_submission_at_the_deadline_is_refused_and_the_draft_kept(app: &TestApp) {
    let (partner, draft, deadline) = ready(app).await;
    let before = partner.get(&draft).await.is(200);
    app.clock.set(deadline);
    let partner = again(app, &partner).await;
    let refused = partner.act(&draft, "submit", &json!({})).await.refused(ErrorCode::DeadlinePassed);
    assert_eq!(refused["allowed_transitions"], json!([]));
    let kept = partner.get(&draft).await.is(200);
    assert_eq!(kept["status"], "draft");
    assert_eq!(kept["need"], before["need"]);
    assert_eq!(kept["allowed_transitions"], json!([]));
    assert_eq!(app.anonymous().get(&scene_call(&kept)).await.is(200)["status"], "closed");
}

fn scene_call(project: &tests::Answer) -> String {
    format!("/calls/{}", text(&project["call"]["id"]))
}

async fn a_submission_one_second_after_the_deadline_is_refused(app: &TestApp) {
    let (partner, draft, deadline) = ready(app).await;
    app.clock.set(deadline + Duration::seconds(1));
    let partner = again(app, &partner).await;
    partner.act(&draft, "submit", &json!({})).await.refused(ErrorCode::DeadlinePassed);
    // Another time zone in the request changes nothing.
    let etag = partner.etag(&draft).await;
    let request = partner.post(&format!("{draft}/submit"), &json!({})).if_match(&etag);
    request.header("date", "Mon, 11 May 2026 08:00:00 GMT").await.refused(ErrorCode::DeadlinePassed);
}

/// A published call with these dates, and its deadline.
async fn call(app: &TestApp, slug: &str, dates: Value) -> (String, DateTime<Utc>) {
    let mut body = json!({"slug": slug, "title": format!("Appel {slug}"),
        "criteria": [{"code": "C1", "label": "Qualité du projet"}]});
    for (field, value) in dates.as_object().unwrap() {
        body[field] = value.clone();
    }
    let coordinator = app.coordinator().await;
    let created = coordinator.post("/calls", &body).await.is(201);
    let path = format!("/calls/{}", created.id());
    let published = coordinator.act(&path, "publish", &json!({})).await.is(200);
    (path, text(&published["deadline"]).parse().unwrap())
}

/// Files one second before the deadline and at it: accepted, refused.
async fn files_until(app: &TestApp, call: &str, deadline: DateTime<Utc>) {
    app.clock.set(deadline - Duration::seconds(1));
    let partner = app.log_in("partner-association@demo.example", tests::app::PASSWORD).await;
    let complete = fiche::complete("Lire et écrire en famille", scene::id(call), &scene::carriers(app).await);
    let mut drafts = Vec::new();
    for _ in 0..2 {
        drafts.push(format!("/projects/{}", partner.post("/projects", &complete).await.is(201).id()));
    }
    partner.act(&drafts[0], "submit", &json!({})).await.is(200);
    app.clock.set(deadline);
    partner.act(&drafts[1], "submit", &json!({})).await.refused(ErrorCode::DeadlinePassed);
}

async fn a_call_that_ends_on_the_day_clocks_go_back_ends_at_midnight_in_paris(app: &TestApp) {
    // 25 October 2026 has 25 hours in Paris: its end is 23:00 UTC, not 22:00.
    let dates = json!({"opens_on": "2026-10-01", "closes_on": "2026-10-25"});
    let (path, deadline) = call(app, "automne", dates).await;
    assert_eq!(deadline, "2026-10-25T23:00:00Z".parse::<DateTime<Utc>>().unwrap());
    files_until(app, &path, deadline).await;
}

async fn a_call_that_ends_on_the_day_clocks_go_forward_ends_at_midnight_in_paris(app: &TestApp) {
    // 28 March 2027 has 23 hours in Paris: its end is 22:00 UTC, not 23:00.
    let dates = json!({"opens_on": "2027-03-01", "closes_on": "2027-03-28"});
    let (path, deadline) = call(app, "printemps", dates).await;
    assert_eq!(deadline, "2027-03-28T22:00:00Z".parse::<DateTime<Utc>>().unwrap());
    files_until(app, &path, deadline).await;
}

async fn an_hour_of_the_deadline_is_local_in_summer_and_in_winter(app: &TestApp) {
    for (slug, dates, expected) in [
        (
            "ete",
            json!({"opens_on": "2026-07-01", "closes_on": "2026-07-10", "closes_at": "12:00"}),
            "2026-07-10T10:00:00Z",
        ),
        (
            "hiver",
            json!({"opens_on": "2026-12-01", "closes_on": "2026-12-10", "closes_at": "12:00"}),
            "2026-12-10T11:00:00Z",
        ),
        // 02:30 happens twice on 25 October: the applicant has until the second.
        (
            "deux-fois",
            json!({"opens_on": "2026-10-01", "closes_on": "2026-10-25", "closes_at": "02:30"}),
            "2026-10-25T01:30:00Z",
        ),
    ] {
        let (_, deadline) = call(app, slug, dates).await;
        assert_eq!(deadline, expected.parse::<DateTime<Utc>>().unwrap(), "{slug}");
    }
    // 02:30 does not exist on 28 March 2027: any instant of that hour's edge will do, but it must be one.
    let (_, deadline) = call(
        app,
        "jamais",
        json!({"opens_on": "2027-03-01", "closes_on": "2027-03-28", "closes_at": "02:30"}),
    )
    .await;
    let day: DateTime<Utc> = "2027-03-28T01:00:00Z".parse().unwrap();
    assert!((day..=day + Duration::minutes(30)).contains(&deadline), "{deadline}");
}

async fn a_call_takes_no_submission_before_its_first_day(app: &TestApp) {
    let (path, _) = call(app, "automne", json!({"opens_on": "2026-10-01", "closes_on": "2026-10-25"})).await;
    assert_eq!(app.anonymous().get(&path).await.is(200)["status"], "upcoming");
    let partner = app.partner_association().await;
    let complete =
        fiche::complete("Lire et écrire en famille", scene::id(&path), &scene::carriers(app).await);
    let started = partner.post("/projects", &complete).await;
    if started.status == 201 {
        let draft = format!("/projects/{}", started.id());
        partner.act(&draft, "submit", &json!({})).await.refused(ErrorCode::CallNotOpen);
    } else {
        started.refused(ErrorCode::CallNotOpen);
    }
    // The first second of 1 October in Paris is 22:00 UTC on 30 September.
    for (instant, status) in [("2026-09-30T21:59:59Z", "upcoming"), ("2026-09-30T22:00:00Z", "open")] {
        app.clock.set(instant.parse().unwrap());
        assert_eq!(app.anonymous().get(&path).await.is(200)["status"], status, "{instant}");
    }
}

async fn a_call_that_the_coordinator_closed_takes_no_submission(app: &TestApp) {
    let (partner, draft, _) = ready(app).await;
    let call = scene::call_path(app).await;
    app.coordinator().await.act(&call, "close", &json!({})).await.is(200);
    partner.act(&draft, "submit", &json!({})).await.refused(ErrorCode::DeadlinePassed);
    assert_eq!(app.anonymous().get(&call).await.is(200)["status"], "closed");
}

async fn a_returned_project_can_be_filed_after_the_deadline_until_its_own_due_date(app: &TestApp) {
    let (partner, draft, deadline) = ready(app).await;
    partner.act(&draft, "submit", &json!({})).await.is(200);
    let due = (deadline + Duration::days(5)).date_naive();
    let request = json!({"reason": "Précisez le budget.", "sections": ["budget"], "due": due});
    app.coordinator().await.act(&draft, "return", &request).await.is(200);
    app.clock.set(deadline + Duration::days(2));
    let late = again(app, &partner).await;
    assert_eq!(late.get(&draft).await.is(200)["allowed_transitions"], json!(["submit", "withdraw"]));
    app.clock.set(deadline + Duration::days(8));
    let later = again(app, &partner).await;
    later.act(&draft, "submit", &json!({})).await.refused(ErrorCode::DeadlinePassed);
    app.clock.set(deadline + Duration::days(2));
    again(app, &partner).await.act(&draft, "submit", &json!({})).await.is(200);
}

async fn a_draft_cannot_be_started_in_a_closed_call(app: &TestApp) {
    let partner = app.partner_association().await;
    let before = partner.get("/projects?mine=true").await.is(200).total();
    let refused = partner.post("/projects", &json!({"call": "2022", "title": "Trop tard"})).await;
    refused.refused(ErrorCode::DeadlinePassed);
    assert_eq!(partner.get("/projects?mine=true").await.is(200).total(), before);
}
