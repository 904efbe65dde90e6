//! More time for one partner: for it alone, with a reason that everybody reads and a name that nobody does.

use chrono::{DateTime, Duration, Utc};
use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Answer, Person, TestApp, on_both_engines, scene, text};

on_both_engines!(
    an_extension_lets_its_partner_file_to_the_last_second_and_nobody_else,
    an_extension_granted_after_the_deadline_opens_the_call_to_its_partner_again,
    an_extension_ends_at_its_local_hour_in_both_weeks_of_the_clock_change,
    the_ledger_is_public_without_names,
    an_extension_that_adds_no_time_is_refused,
    an_extension_taken_back_no_longer_counts_and_stays_in_the_ledger,
    no_extension_is_given_once_the_decisions_are_published,
    a_draft_tells_its_extension_to_its_partner_and_the_coordination_alone,
    of_two_merged_partners_the_one_that_is_kept_has_the_extension,
);

const REASON: &str = "Panne du réseau pendant trois jours.";

/// The coordinator gives a partner until a day.
async fn grant(app: &TestApp, call: &str, partner: &str, on: &str, at: Option<&str>) -> Answer {
    let mut body = json!({"partner": partner, "until_on": on, "reason": REASON});
    if let Some(at) = at {
        body["until_at"] = at.into();
    }
    app.log_in("coordinator@demo.example", tests::app::PASSWORD)
        .await
        .post(&format!("{call}/extensions"), &body)
        .await
}

fn instant(value: &Value) -> DateTime<Utc> {
    text(value).parse().unwrap()
}

/// The same person after a new login at the time that it is now.
async fn again(app: &TestApp, person: &Person) -> Person {
    app.log_in(person.name(), tests::app::PASSWORD).await
}

async fn an_extension_lets_its_partner_file_to_the_last_second_and_nobody_else(app: &TestApp) {
    let (school, other) = (app.partner_school().await, app.partner_association().await);
    let drafts = [
        scene::draft(app, &school, "Un potager au collège").await,
        scene::draft(app, &school, "Théâtre au collège").await,
    ];
    let others = scene::draft(app, &other, "Lire et écrire en famille").await;
    let (call, deadline) = (scene::call_path(app).await, scene::deadline(app).await);
    let on = (deadline + Duration::days(3)).date_naive().to_string();
    let granted = grant(app, &call, &scene::partner_of(&school).await, &on, None).await.is(201);
    let until = instant(&granted["until"]["instant"]);
    assert!(until >= deadline + Duration::days(3));
    app.clock.set(until - Duration::seconds(1));
    let (school, other) = (again(app, &school).await, again(app, &other).await);
    school.act(&drafts[0], "submit", &json!({})).await.is(200);
    other.act(&others, "submit", &json!({})).await.refused(ErrorCode::DeadlinePassed);
    app.clock.set(until);
    school.act(&drafts[1], "submit", &json!({})).await.refused(ErrorCode::DeadlinePassed);
    let kept = school.get(&drafts[1]).await.is(200);
    assert_eq!((&kept["status"], &kept["filing"]["state"]), (&json!("draft"), &json!("over")));
    assert_eq!(kept["filing"]["deadline"]["on"], on.as_str());
}

async fn an_extension_granted_after_the_deadline_opens_the_call_to_its_partner_again(app: &TestApp) {
    let school = app.partner_school().await;
    let (call, deadline) = (scene::call_path(app).await, scene::deadline(app).await);
    let partner = scene::partner_of(&school).await;
    app.clock.set(deadline + Duration::days(2));
    let late = again(app, &school).await;
    let fiche = json!({"call": scene::id(&call), "title": "Un potager au collège"});
    late.post("/projects", &fiche).await.refused(ErrorCode::DeadlinePassed);
    let on = (deadline + Duration::days(6)).date_naive().to_string();
    grant(app, &call, &partner, &on, Some("12:00")).await.is(201);
    let started = late.post("/projects", &fiche).await.is(201);
    assert_eq!(started["filing"]["state"], "open");
    assert_eq!(started["filing"]["extension_reason"], REASON);
    // For everybody else the call is closed as it was.
    assert_eq!(app.anonymous().get(&call).await.is(200)["status"], "closed");
    let other = app.log_in("partner-association@demo.example", tests::app::PASSWORD).await;
    other.post("/projects", &fiche).await.refused(ErrorCode::DeadlinePassed);
}

async fn an_extension_ends_at_its_local_hour_in_both_weeks_of_the_clock_change(app: &TestApp) {
    let (call, school) = (scene::call_path(app).await, app.partner_school().await);
    let draft = scene::draft(app, &school, "Un potager au collège").await;
    let partner = scene::partner_of(&school).await;
    let mut from = scene::deadline(app).await;
    // 02:30 comes twice on 25 October 2026 and never on 28 March 2027; a day without an hour ends at local midnight.
    for (on, at, expected) in [
        ("2026-10-25", Some("02:30"), "2026-10-25T01:30:00Z"),
        ("2026-10-25", None, "2026-10-25T23:00:00Z"),
        ("2027-03-28", Some("02:30"), "2027-03-28T01:30:00Z"),
        ("2027-03-28", None, "2027-03-28T22:00:00Z"),
    ] {
        app.clock.set(from);
        let until = instant(&grant(app, &call, &partner, on, at).await.is(201)["until"]["instant"]);
        assert_eq!(until, expected.parse::<DateTime<Utc>>().unwrap(), "{on} {at:?}");
        for (moment, open) in [(until - Duration::seconds(1), true), (until, false)] {
            app.clock.set(moment);
            let school = again(app, &school).await;
            let dry = school.post(&format!("{draft}/submit?dry_run=true"), &json!({}));
            let answer = dry.if_match(&school.etag(&draft).await).await;
            if open {
                answer.is(200);
            } else {
                answer.refused(ErrorCode::DeadlinePassed);
            }
        }
        from = until;
    }
}

async fn the_ledger_is_public_without_names(app: &TestApp) {
    let (call, school) = (scene::call_path(app).await, app.partner_school().await);
    let partner = scene::partner_of(&school).await;
    let name = app.anonymous().get(&format!("/partners/{partner}")).await.is(200)["name"].clone();
    let on = (scene::deadline(app).await + Duration::days(3)).date_naive().to_string();
    let path = format!("{call}/extensions/{}", grant(app, &call, &partner, &on, None).await.is(201).id());
    let ledger = format!("{call}/extensions");
    for reader in [
        app.anonymous(),
        app.partner_association().await,
        app.reviewer_1().await,
        app.observer().await,
        app.carrier_ville().await,
        app.admin().await,
    ] {
        for answer in [reader.get(&ledger).await.is(200), reader.get(&path).await.is(200)] {
            let body = String::from_utf8_lossy(&answer.body).into_owned();
            assert!(body.contains(REASON) && body.contains(&on), "{}: {body}", reader.name());
            assert!(!body.contains(&partner) && !body.contains(text(&name)), "{}: {body}", reader.name());
        }
    }
    // The demo's own extension is another institution's.
    let named = school.get(&ledger).await.is(200);
    let partners: Vec<&Value> = named.each("partner").into_iter().map(|named| &named["id"]).collect();
    assert_eq!(partners, [&Value::Null, &json!(partner)]);
    let seen = app.coordinator().await.get(&path).await.is(200);
    assert_eq!(seen["partner"]["id"], partner.as_str());
    assert!(seen["granted_by"].is_string(), "{seen:?}");
    // The ledger of a call in preparation does not exist.
    let hidden = json!({"slug": "2031", "title": "En préparation", "opens_on": "2031-03-01", "closes_on": "2031-05-01"});
    let hidden = app.coordinator().await.post("/calls", &hidden).await.is(201).id();
    app.anonymous().get(&format!("/calls/{hidden}/extensions")).await.refused(ErrorCode::NotFound);
    let refused = grant(app, &format!("/calls/{hidden}"), &partner, "2031-06-01", None).await;
    refused.refused(ErrorCode::TransitionNotAllowed);
}

async fn an_extension_that_adds_no_time_is_refused(app: &TestApp) {
    let (call, partner) = (scene::call_path(app).await, scene::partner_of(&app.partner_school().await).await);
    let deadline = scene::deadline(app).await;
    let day = |days: i64| (deadline + Duration::days(days)).date_naive().to_string();
    grant(app, &call, &partner, &day(-2), None).await.only_at_field("/until_on", "extends_nothing");
    grant(app, &call, &partner, "2020-01-01", None).await.only_at_field("/until_on", "in_the_past");
    grant(app, &call, &partner, &day(4), Some("25:00")).await.only_at_field("/until_at", "invalid_time");
    let nobody = "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60";
    grant(app, &call, nobody, &day(4), None).await.only_at_field("/partner", "unknown_reference");
    grant(app, &call, &partner, &day(4), None).await.is(201);
    grant(app, &call, &partner, &day(3), None).await.only_at_field("/until_on", "extends_nothing");
    grant(app, &call, &partner, &day(5), None).await.is(201);
    let unsaid = json!({"partner": partner, "until_on": day(9), "reason": " "});
    let unsaid = app.coordinator().await.post(&format!("{call}/extensions"), &unsaid).await;
    unsaid.only_at_field("/reason", "reason_required");
}

async fn an_extension_taken_back_no_longer_counts_and_stays_in_the_ledger(app: &TestApp) {
    let (call, school) = (scene::call_path(app).await, app.partner_school().await);
    let draft = scene::draft(app, &school, "Un potager au collège").await;
    let deadline = scene::deadline(app).await;
    let on = (deadline + Duration::days(3)).date_naive().to_string();
    let granted = grant(app, &call, &scene::partner_of(&school).await, &on, None).await.is(201);
    let path = format!("{call}/extensions/{}", granted.id());
    let reason = json!({"reason": "Accordée par erreur."});
    let coordinator = app.coordinator().await;
    coordinator.post(&format!("{path}/revoke"), &reason).await.refused(ErrorCode::PreconditionRequired);
    coordinator
        .act(&path, "revoke", &json!({"reason": ""}))
        .await
        .only_at_field("/reason", "reason_required");
    let revoked = coordinator.act(&path, "revoke", &reason).await.is(200);
    assert_eq!(revoked["revoked"]["reason"], "Accordée par erreur.");
    coordinator.act(&path, "revoke", &reason).await.refused(ErrorCode::TransitionNotAllowed);
    let ledger = app.anonymous().get(&format!("{call}/extensions")).await.is(200);
    assert_eq!(ledger.items().last().unwrap()["revoked"]["reason"], "Accordée par erreur.");
    app.clock.set(deadline);
    again(app, &school).await.act(&draft, "submit", &json!({})).await.refused(ErrorCode::DeadlinePassed);
    // The partner reads both in the history of its draft.
    let events = again(app, &school).await.get(&format!("{draft}/events")).await.is(200);
    assert_eq!(events.each("kind"), ["created", "extended", "extension_revoked"]);
    assert_eq!(events.items()[1]["detail"], REASON);
}

async fn no_extension_is_given_once_the_decisions_are_published(app: &TestApp) {
    let call = scene::call_path(app).await;
    let partner = scene::partner_of(&app.partner_school().await).await;
    let deadline = scene::deadline(app).await;
    let day = |days: i64| (deadline + Duration::days(days)).date_naive().to_string();
    let granted = grant(app, &call, &partner, &day(3), None).await.is(201);
    scene::published(app).await;
    let on = day(30);
    grant(app, &call, &partner, &on, None).await.refused(ErrorCode::AlreadyPublished);
    let path = format!("{call}/extensions/{}", granted.id());
    let late = app.coordinator().await.act(&path, "revoke", &json!({"reason": "Trop tard."})).await;
    late.refused(ErrorCode::AlreadyPublished);
}

async fn a_draft_tells_its_extension_to_its_partner_and_the_coordination_alone(app: &TestApp) {
    let (call, school) = (scene::call_path(app).await, app.partner_school().await);
    let draft = scene::draft(app, &school, "Un potager au collège").await;
    let deadline = scene::deadline(app).await;
    assert_eq!(instant(&school.get(&draft).await.is(200)["filing"]["deadline"]["instant"]), deadline);
    let on = (deadline + Duration::days(3)).date_naive().to_string();
    grant(app, &call, &scene::partner_of(&school).await, &on, Some("18:00")).await.is(201);
    for reader in [&school, &app.coordinator().await] {
        let filing = reader.get(&draft).await.is(200)["filing"].clone();
        assert_eq!((&filing["deadline"]["on"], &filing["deadline"]["at"]), (&json!(on), &json!("18:00")));
        assert_eq!(filing["extension_reason"], REASON, "{}", reader.name());
    }
    let listed = school.get("/projects?mine=true&status=draft").await.is(200);
    let listed = listed.items().iter().find(|item| item["id"] == scene::id(&draft)).unwrap().clone();
    assert_eq!(listed["filing"]["deadline"]["on"], on.as_str());
    // Once filed, nothing says that there was more time.
    school.act(&draft, "submit", &json!({})).await.is(200);
    let read = app.observer().await.get(&draft).await.is(200);
    assert!(read["filing"].is_null(), "{read:?}");
}

async fn of_two_merged_partners_the_one_that_is_kept_has_the_extension(app: &TestApp) {
    let (call, school) = (scene::call_path(app).await, app.partner_school().await);
    let kept = scene::partner_of(&school).await;
    let coordinator = app.coordinator().await;
    let twin = json!({"kind": "school", "name": "Collège en double", "programme": "soissons"});
    let twin = coordinator.post("/partners", &twin).await.is(201).id();
    let on = (scene::deadline(app).await + Duration::days(3)).date_naive().to_string();
    grant(app, &call, &twin, &on, None).await.is(201);
    coordinator.act(&format!("/partners/{kept}"), "merge", &json!({"duplicate": twin})).await.is(200);
    let ledger = school.get(&format!("{call}/extensions")).await.is(200);
    assert_eq!(ledger.items().last().unwrap()["partner"]["id"], kept.as_str());
}
