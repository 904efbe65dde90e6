//! Reviewing over time: the last day, reopening, reminders; and what recused people do not read.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Engine, Person, TestApp, fiche, on_both_engines, on_each_engine, scene, text};

on_both_engines!(
    after_the_last_day_a_review_can_neither_begin_nor_change_nor_be_submitted,
    a_review_that_is_reopened_counts_nowhere_until_it_is_submitted_again,
    a_review_reopened_after_the_last_day_can_be_written_until_the_day_that_was_said,
    a_day_said_when_reopening_holds_also_where_the_call_has_none,
    a_carrier_who_missed_the_last_day_reads_what_the_others_wrote,
    only_what_is_closed_or_done_is_reopened_and_only_by_the_coordinator,
    a_recorded_conflict_is_lifted_with_a_reason_and_a_found_one_is_not,
    the_recused_of_a_call_are_listed_by_project,
    a_recused_carrier_reads_neither_the_score_nor_what_the_committee_did,
    reviewers_read_the_medians_of_the_call_and_applicants_do_not,
    a_reviewer_reads_medians_only_where_enough_fiches_are_compared,
    medians_are_of_what_was_filed_and_not_of_a_correction_under_way,
);

on_each_engine!(
    reviewers_with_work_left_are_reminded_a_week_and_two_days_before,
    who_no_longer_reviews_is_not_reminded,
    a_reopened_review_is_reminded_of_also_where_the_call_has_no_last_day,
);

/// The last day for reviews of the open call.
async fn last_day(app: &TestApp) -> NaiveDate {
    text(&scene::open_call(app).await["reviews_due_on"]).parse().expect("a date")
}

fn noon(day: NaiveDate) -> DateTime<Utc> {
    day.and_hms_opt(12, 0, 0).expect("noon").and_utc()
}

/// With a token of the present: the clock moved.
async fn again(app: &TestApp, account: &str) -> Person {
    app.log_in(&format!("{account}@demo.example"), "Alliance-demo-2026!").await
}

async fn project_of_school(app: &TestApp) -> String {
    scene::admissible(app, &app.partner_school().await, "Un potager au collège").await
}

async fn ranked(reader: &Person, call: &str, project: &str) -> Value {
    let ranking = reader.all(&format!("{call}/ranking")).await;
    ranking.into_iter().find(|item| item["project"]["id"] == scene::id(project)).expect("it is ranked")
}

async fn after_the_last_day_a_review_can_neither_begin_nor_change_nor_be_submitted(app: &TestApp) {
    let (project, other) = (
        project_of_school(app).await,
        scene::admissible(app, &app.partner_school().await, "Une radio au collège").await,
    );
    let review = scene::review_draft(app, &project, &app.reviewer_1().await, 4).await;
    let assigned = scene::assign(app, &other, &app.reviewer_1().await).await.is(201);
    let day = last_day(app).await;
    assert_eq!(assigned["due_on"], json!(day));
    app.clock.set(noon(day));
    let reviewer = again(app, "reviewer-1").await;
    reviewer.change(&review, &json!({"message": "Clair."})).await.is(200);
    app.clock.set(noon(day) + Duration::days(1));
    let reviewer = again(app, "reviewer-1").await;
    reviewer.change(&review, &json!({"message": "Trop tard."})).await.refused(ErrorCode::ReviewsClosed);
    reviewer.act(&review, "submit", &json!({})).await.refused(ErrorCode::ReviewsClosed);
    let begun = reviewer.post(&format!("{other}/reviews"), &fiche::review(3)).await;
    begun.refused(ErrorCode::ReviewsClosed);
    assert_eq!(reviewer.get(&review).await.is(200)["message"], "Clair.");
}

async fn a_review_that_is_reopened_counts_nowhere_until_it_is_submitted_again(app: &TestApp) {
    let project = project_of_school(app).await;
    let (reviewer, coordinator) = (app.reviewer_1().await, app.coordinator().await);
    let review = scene::reviewed(app, &project, &reviewer, 4).await;
    let call = scene::call_path(app).await;
    let assignments = coordinator.all(&format!("{call}/assignments")).await;
    let assignment = assignments.iter().find(|one| one["review"] == scene::id(&review)).expect("assigned");
    let path = format!("{call}/assignments/{}/reopenings", text(&assignment["id"]));
    let body = json!({"until": last_day(app).await, "reason": "Une note a été confondue."});
    let reopened = coordinator.post(&path, &body).await.is(201);
    assert_eq!(reopened["review_status"], "draft");
    assert_eq!(ranked(&coordinator, &call, &project).await["score"], Value::Null);
    coordinator.get(&review).await.refused(ErrorCode::NotFound);
    coordinator.post(&path, &body).await.refused(ErrorCode::TransitionNotAllowed);
    let events = coordinator.all(&format!("{project}/events")).await;
    let told = events.iter().find(|event| event["kind"] == "review_reopened").expect("it is told");
    assert!(text(&told["detail"]).contains("confondue"), "{told}");
    let mails = coordinator.all("/emails?kind=review_reopened").await;
    assert_eq!(mails[0]["recipient"], "reviewer-1@demo.example");
    reviewer.change(&review, &json!({"scores": fiche::review(2)["scores"]})).await.is(200);
    reviewer.act(&review, "submit", &json!({})).await.is(200);
    assert_eq!(ranked(&coordinator, &call, &project).await["score"], 2.0);
}

async fn a_review_reopened_after_the_last_day_can_be_written_until_the_day_that_was_said(app: &TestApp) {
    let project = project_of_school(app).await;
    let assigned = scene::assign(app, &project, &app.reviewer_1().await).await.is(201);
    let path = format!("{}/assignments/{}/reopenings", scene::call_path(app).await, assigned.id());
    let day = last_day(app).await;
    app.clock.set(noon(day) + Duration::days(2));
    let until = day + Duration::days(3);
    let body = json!({"until": until, "reason": "Congé maladie."});
    let reopened = again(app, "coordinator").await.post(&path, &body).await.is(201);
    assert_eq!(reopened["due_on"], json!(until));
    let reviewer = again(app, "reviewer-1").await;
    let review = reviewer.post(&format!("{project}/reviews"), &fiche::review(3)).await.is(201).id();
    let review = format!("/reviews/{review}");
    app.clock.set(noon(until) + Duration::days(1));
    let reviewer = again(app, "reviewer-1").await;
    reviewer.act(&review, "submit", &json!({})).await.refused(ErrorCode::ReviewsClosed);
    app.clock.set(noon(until));
    let reviewer = again(app, "reviewer-1").await;
    reviewer.act(&review, "submit", &json!({})).await.is(200);
}

async fn a_day_said_when_reopening_holds_also_where_the_call_has_none(app: &TestApp) {
    let (project, call) = (project_of_school(app).await, scene::call_path(app).await);
    let review = scene::reviewed(app, &project, &app.reviewer_1().await, 4).await;
    let coordinator = app.coordinator().await;
    coordinator.change(&call, &json!({"reviews_due_on": null})).await.is(200);
    let assignments = coordinator.all(&format!("{call}/assignments")).await;
    let assignment = assignments.iter().find(|one| one["review"] == scene::id(&review)).expect("assigned");
    assert_eq!(assignment["due_on"], Value::Null);
    let path = format!("{call}/assignments/{}/reopenings", text(&assignment["id"]));
    let until = tests::app::start_of_time().date_naive() + Duration::days(3);
    let body = json!({"until": until, "reason": "Une note a été confondue."});
    let reopened = coordinator.post(&path, &body).await.is(201);
    assert_eq!(reopened["due_on"], json!(until));
    app.clock.set(noon(until) + Duration::days(1));
    let reviewer = again(app, "reviewer-1").await;
    reviewer.act(&review, "submit", &json!({})).await.refused(ErrorCode::ReviewsClosed);
    app.clock.set(noon(until));
    let reviewer = again(app, "reviewer-1").await;
    reviewer.act(&review, "submit", &json!({})).await.is(200);
}

async fn a_carrier_who_missed_the_last_day_reads_what_the_others_wrote(app: &TestApp) {
    let (project, call) = (project_of_school(app).await, scene::call_path(app).await);
    let review = scene::reviewed(app, &project, &app.reviewer_1().await, 4).await;
    let carrier = app.carrier_agglo().await;
    scene::review_draft(app, &project, &carrier, 2).await;
    carrier.get(&review).await.refused(ErrorCode::NotFound);
    assert_eq!(ranked(&carrier, &call, &project).await["score"], Value::Null);
    let day = last_day(app).await;
    app.clock.set(noon(day));
    again(app, "carrier-agglo").await.get(&review).await.refused(ErrorCode::NotFound);
    app.clock.set(noon(day) + Duration::days(1));
    let carrier = again(app, "carrier-agglo").await;
    carrier.get(&review).await.is(200);
    assert_eq!(ranked(&carrier, &call, &project).await["score"], 4.0);
    // Reopened, there is something to submit again, and to stay blind for.
    let mine = carrier.all(&format!("{call}/assignments?mine=true")).await;
    let own = mine.iter().find(|one| one["project"]["id"] == scene::id(&project)).expect("assigned");
    let path = format!("{call}/assignments/{}/reopenings", text(&own["id"]));
    let body = json!({"until": day + Duration::days(5), "reason": "Congé maladie."});
    again(app, "coordinator").await.post(&path, &body).await.is(201);
    carrier.get(&review).await.refused(ErrorCode::NotFound);
}

async fn only_what_is_closed_or_done_is_reopened_and_only_by_the_coordinator(app: &TestApp) {
    let project = project_of_school(app).await;
    let assigned = scene::assign(app, &project, &app.reviewer_1().await).await.is(201);
    let path = format!("{}/assignments/{}/reopenings", scene::call_path(app).await, assigned.id());
    let body = json!({"until": last_day(app).await, "reason": "Oubli."});
    let coordinator = app.coordinator().await;
    coordinator.post(&path, &body).await.refused(ErrorCode::TransitionNotAllowed);
    app.reviewer_1().await.post(&path, &body).await.refused(ErrorCode::Forbidden);
    let review = app.reviewer_1().await.post(&format!("{project}/reviews"), &fiche::review(3)).await.is(201);
    app.reviewer_1().await.act(&format!("/reviews/{}", review.id()), "submit", &json!({})).await.is(200);
    let past = json!({"until": "2020-01-01", "reason": "Oubli."});
    coordinator.post(&path, &past).await.only_at_field("/until", "in_the_past");
    let mute = json!({"until": last_day(app).await, "reason": " "});
    coordinator.post(&path, &mute).await.only_at_field("/reason", "reason_required");
    let declared = json!({"person": scene::user_id(&app.reviewer_1().await).await, "reason": "Trésorier."});
    coordinator.post(&format!("{project}/conflicts"), &declared).await.is(201);
    coordinator.post(&path, &body).await.refused(ErrorCode::ConflictOfInterest);
}

async fn a_recorded_conflict_is_lifted_with_a_reason_and_a_found_one_is_not(app: &TestApp) {
    let coordinator = app.coordinator().await;
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let person = scene::user_id(&app.reviewer_1().await).await;
    let lift = format!("{project}/conflicts/{person}/lift");
    let reason = json!({"reason": "Saisi pour une autre personne."});
    coordinator.post(&lift, &reason).await.refused(ErrorCode::NotFound);
    let body = json!({"person": person, "reason": "Trésorier."});
    coordinator.post(&format!("{project}/conflicts"), &body).await.is(201);
    coordinator.post(&lift, &json!({"reason": ""})).await.only_at_field("/reason", "reason_required");
    app.reviewer_2().await.post(&lift, &reason).await.refused(ErrorCode::Forbidden);
    coordinator.post(&lift, &reason).await.is(204);
    coordinator.post(&lift, &reason).await.refused(ErrorCode::NotFound);
    scene::reviewed(app, &project, &app.reviewer_1().await, 4).await;
    // A conflict can be stated again, and what the fiche says stays.
    coordinator.post(&format!("{project}/conflicts"), &body).await.is(201);
    let tied = scene::user_id(&app.reviewer_3().await).await;
    let found = coordinator.post(&format!("{project}/conflicts/{tied}/lift"), &reason).await;
    found.refused(ErrorCode::ConflictFound);
    let events = coordinator.all(&format!("{project}/events")).await;
    let told = |kind: &str| events.iter().filter(|event| event["kind"] == kind).count();
    assert_eq!((told("recused"), told("recusal_lifted")), (2, 1), "{events:?}");
}

async fn the_recused_of_a_call_are_listed_by_project(app: &TestApp) {
    let coordinator = app.coordinator().await;
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let path = format!("{}/conflicts", scene::call_path(app).await);
    let person = scene::user_id(&app.reviewer_1().await).await;
    let body = json!({"person": person, "reason": "Trésorier."});
    coordinator.post(&format!("{project}/conflicts"), &body).await.is(201);
    let listed = app.carrier_agglo().await.get(&path).await.is(200);
    let of = |source: &str| {
        let of_project =
            listed.items().iter().filter(|recusal| recusal["project"]["id"] == scene::id(&project));
        of_project.filter(|recusal| recusal["conflict"]["source"] == source).count()
    };
    assert_eq!((of("leads"), of("recorded")), (1, 1), "{listed:?}");
    app.reviewer_2().await.get(&path).await.refused(ErrorCode::Forbidden);
}

async fn a_recused_carrier_reads_neither_the_score_nor_what_the_committee_did(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_school().await, "Un potager au collège").await;
    let (carrier, coordinator) = (app.carrier_agglo().await, app.coordinator().await);
    scene::reviewed(app, &project, &app.reviewer_1().await, 4).await;
    let call = scene::call_path(app).await;
    let kinds = async || {
        let events = carrier.all(&format!("{project}/events")).await;
        events.iter().map(|event| text(&event["kind"]).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ranked(&carrier, &call, &project).await["score"], 4.0);
    assert!(kinds().await.contains(&"reviewed".to_owned()));
    let body = json!({"person": scene::user_id(&carrier).await, "reason": "Préside le conseil du collège."});
    coordinator.post(&format!("{project}/conflicts"), &body).await.is(201);
    let hidden = ranked(&carrier, &call, &project).await;
    assert_eq!((&hidden["score"], &hidden["rank"]), (&Value::Null, &Value::Null), "{hidden}");
    assert_eq!(hidden["opinions"]["favourable"], 0);
    assert!(!kinds().await.contains(&"reviewed".to_owned()));
    carrier.get(&format!("{project}/reviews")).await.refused(ErrorCode::Recused);
    assert_eq!(ranked(&coordinator, &call, &project).await["score"], 4.0);
}

async fn reviewers_read_the_medians_of_the_call_and_applicants_do_not(app: &TestApp) {
    let owner = app.partner_school().await;
    let project = project_of_school(app).await;
    let evidence = format!("{project}/evidence");
    let read = app.coordinator().await.get(&evidence).await.is(200);
    let compared = read["call"]["projects"].as_u64().unwrap_or_default();
    assert!(compared >= 1, "{read:?}");
    assert!(read["call"]["beneficiaries"].is_number(), "{read:?}");
    let own = owner.get(&evidence).await.is(200);
    assert!(own["call"].is_null(), "{own:?}");
    assert_eq!(own["beneficiaries"], read["beneficiaries"]);
    // Drafts are not compared, and what is filed is, at once.
    scene::draft(app, &owner, "Une radio au collège").await;
    let again = app.coordinator().await.get(&evidence).await.is(200);
    assert_eq!(again["call"]["projects"], compared);
    scene::submitted(app, &owner, "Un journal au collège").await;
    let again = app.coordinator().await.get(&evidence).await.is(200);
    assert_eq!(again["call"]["projects"], compared + 1);
}

async fn a_reviewer_reads_medians_only_where_enough_fiches_are_compared(app: &TestApp) {
    let project = project_of_school(app).await;
    let reviewer = app.reviewer_1().await;
    scene::assign(app, &project, &reviewer).await.is(201);
    let evidence = format!("{project}/evidence");
    let compared = async |reader: &Person| reader.get(&evidence).await.is(200)["call"]["projects"].as_u64();
    let coordinator = app.coordinator().await;
    let mut count = compared(&coordinator).await.expect("medians");
    assert!(count < 5, "the scene is too full: {count}");
    while count < 5 {
        assert_eq!(compared(&reviewer).await, None, "of {count}");
        assert_eq!(compared(&app.carrier_agglo().await).await, Some(count));
        scene::submitted(app, &app.partner_school().await, &format!("Projet numéro {count}")).await;
        count += 1;
    }
    assert_eq!(compared(&reviewer).await, Some(5));
}

async fn medians_are_of_what_was_filed_and_not_of_a_correction_under_way(app: &TestApp) {
    let (partner, coordinator) = (app.partner_school().await, app.coordinator().await);
    let other = project_of_school(app).await;
    let corrected = scene::submitted(app, &partner, "Un journal au collège").await;
    let evidence = format!("{other}/evidence");
    let before = coordinator.get(&evidence).await.is(200)["call"].clone();
    let asked = json!({"reason": "Précisez.", "sections": [], "due": "2026-05-20"});
    coordinator.act(&corrected, "return", &asked).await.is(200);
    let more =
        json!({"audience": {"age_bands": [{"band": "6-10", "planned": 9000}], "girls": 4500, "boys": 4500}});
    partner.change(&corrected, &more).await.is(200);
    assert_eq!(coordinator.get(&evidence).await.is(200)["call"], before, "the correction is not filed");
    partner.act(&corrected, "submit", &json!({})).await.is(200);
    let after = coordinator.get(&evidence).await.is(200)["call"].clone();
    assert_eq!(after["projects"], before["projects"]);
    assert_ne!(after["beneficiaries"], before["beneficiaries"]);
}

async fn who_no_longer_reviews_is_not_reminded(engine: Engine) {
    let app = TestApp::reminding(engine).await;
    let project = project_of_school(&app).await;
    for reviewer in [app.reviewer_1().await, app.reviewer_2().await] {
        scene::review_draft(&app, &project, &reviewer, 4).await;
    }
    let me = app.reviewer_1().await.get("/me").await.is(200);
    let seat = format!("/memberships/{}", text(&me["memberships"][0]["id"]));
    app.admin().await.delete(&seat, "*").await.is(204);
    app.clock.set(noon(last_day(&app).await) + Duration::hours(12) - Duration::days(7));
    let written = app.emails_once("coordinator", "?kind=review_reminder", |mails| !mails.is_empty()).await;
    let to: Vec<&str> = written.iter().map(|mail| text(&mail["recipient"])).collect();
    assert_eq!(to, ["reviewer-2@demo.example"], "{written:?}");
    app.stop().await;
}

async fn a_reopened_review_is_reminded_of_also_where_the_call_has_no_last_day(engine: Engine) {
    let app = TestApp::reminding(engine).await;
    let (project, call) = (project_of_school(&app).await, scene::call_path(&app).await);
    let review = scene::reviewed(&app, &project, &app.reviewer_1().await, 4).await;
    let coordinator = app.coordinator().await;
    coordinator.change(&call, &json!({"reviews_due_on": null})).await.is(200);
    let assignments = coordinator.all(&format!("{call}/assignments")).await;
    let assignment = assignments.iter().find(|one| one["review"] == scene::id(&review)).expect("assigned");
    let until = tests::app::start_of_time().date_naive() + Duration::days(5);
    let path = format!("{call}/assignments/{}/reopenings", text(&assignment["id"]));
    coordinator.post(&path, &json!({"until": until, "reason": "Une note manque."})).await.is(201);
    app.clock.set(noon(until) + Duration::hours(12) - Duration::days(2));
    let written = app.emails_once("coordinator", "?kind=review_reminder", |mails| !mails.is_empty()).await;
    assert_eq!(written[0]["recipient"], "reviewer-1@demo.example", "{written:?}");
    app.stop().await;
}

async fn reviewers_with_work_left_are_reminded_a_week_and_two_days_before(engine: Engine) {
    let app = TestApp::reminding(engine).await;
    let project = project_of_school(&app).await;
    scene::reviewed(&app, &project, &app.reviewer_2().await, 4).await;
    scene::review_draft(&app, &project, &app.reviewer_1().await, 4).await;
    let end = scene::open_call(&app).await;
    let due: NaiveDate = text(&end["reviews_due_on"]).parse().expect("a date");
    const REMINDERS: &str = "?kind=review_reminder";
    // The day ends at 22:00 UTC in summer, and at 23:00 in winter.
    for (before, count) in [(7, 1), (2, 2)] {
        app.clock.set(noon(due) + Duration::hours(12) - Duration::days(before));
        let written = app.emails_once("coordinator", REMINDERS, |mails| mails.len() >= count).await;
        let to: Vec<&str> = written.iter().map(|mail| text(&mail["recipient"])).collect();
        assert_eq!(to, vec!["reviewer-1@demo.example"; count], "{written:?}");
    }
    let whole = app.emails_once("coordinator", REMINDERS, |_| true).await;
    let mail =
        again(&app, "coordinator").await.get(&format!("/emails/{}", text(&whole[0]["id"]))).await.is(200);
    assert!(text(&mail["text"]).contains("1\u{a0}évaluation à déposer"), "{mail:?}");
    app.stop().await;
}
