//! Who reviews what, by hand: what ends an assignment and what does not, and who is told.

use chrono::NaiveDate;
use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Person, TestApp, fiche, on_both_engines, scene, text};

on_both_engines!(
    whose_role_is_taken_away_changes_and_submits_no_review_any_more,
    a_submitted_review_and_its_assignment_stay_and_a_draft_goes_with_it,
    after_publication_no_assignment_is_taken_back,
    a_reviewer_is_told_by_one_mail_of_what_was_assigned,
    a_confirmed_proposal_tells_each_reviewer_once_and_how_many,
    of_calls_of_one_slug_a_reviewer_reads_the_one_of_the_own_programme,
    what_hangs_on_a_call_in_preparation_does_not_exist_for_reviewers,
);

async fn project(app: &TestApp) -> String {
    scene::admissible(app, &app.partner_school().await, "Un potager au collège").await
}

async fn path(app: &TestApp) -> String {
    format!("{}/assignments", scene::call_path(app).await)
}

/// Takes a person's role as reviewer away.
async fn dismiss(app: &TestApp, person: &Person) {
    let me = person.get("/me").await.is(200);
    let seats = me["memberships"].as_array().expect("memberships");
    let seat = seats.iter().find(|seat| seat["role"] == "reviewer").expect("a reviewer");
    app.admin().await.delete(&format!("/memberships/{}", text(&seat["id"])), "*").await.is(204);
}

async fn whose_role_is_taken_away_changes_and_submits_no_review_any_more(app: &TestApp) {
    let (project, reviewer) = (project(app).await, app.reviewer_1().await);
    let review = scene::review_draft(app, &project, &reviewer, 4).await;
    // The person keeps another role, and with it the project.
    let user = scene::user_id(&reviewer).await;
    let observer = json!({"user": user, "role": "observer", "programme": "soissons"});
    app.admin().await.post("/memberships", &observer).await.is(201);
    dismiss(app, &reviewer).await;
    reviewer.change(&review, &json!({"message": "Clair."})).await.refused(ErrorCode::Forbidden);
    reviewer.act(&review, "submit", &json!({})).await.refused(ErrorCode::Forbidden);
    // Whoever read it as one's own still does.
    assert_eq!(reviewer.get(&review).await.is(200)["status"], "draft");
}

async fn a_submitted_review_and_its_assignment_stay_and_a_draft_goes_with_it(app: &TestApp) {
    let (project, coordinator, path) = (project(app).await, app.coordinator().await, path(app).await);
    let done = scene::reviewed(app, &project, &app.reviewer_1().await, 4).await;
    let begun = scene::review_draft(app, &project, &app.reviewer_2().await, 2).await;
    let given = coordinator.all(&path).await;
    let of = |review: &str| {
        let found = given.iter().find(|one| one["review"] == scene::id(review)).expect("it is assigned");
        format!("{path}/{}", text(&found["id"]))
    };
    coordinator.delete(&of(&done), "*").await.refused(ErrorCode::InUse);
    coordinator.get(&done).await.is(200);
    coordinator.delete(&of(&begun), "*").await.is(204);
    app.reviewer_2().await.get(&begun).await.refused(ErrorCode::NotFound);
}

async fn after_publication_no_assignment_is_taken_back(app: &TestApp) {
    let project = project(app).await;
    let open = scene::assign(app, &project, &app.reviewer_2().await).await.is(201);
    let path = path(app).await;
    let (selected, _) = {
        scene::decide(app, &project, "rejected", 0).await.is(201);
        scene::published(app).await
    };
    let call = scene::call_path_of(app, &selected).await;
    assert!(path.starts_with(&call), "{path} is not of {call}");
    let late = app.coordinator().await.delete(&format!("{path}/{}", open.id()), "*").await;
    late.refused(ErrorCode::AlreadyPublished);
}

/// The mails of this kind to a person: subject and text, oldest first.
async fn told(app: &TestApp, address: &str) -> Vec<String> {
    let coordinator = app.coordinator().await;
    let mails = coordinator.all("/emails?kind=assigned").await;
    let mut texts = Vec::new();
    for mail in mails.iter().rev().filter(|mail| mail["recipient"] == address) {
        let whole = coordinator.get(&format!("/emails/{}", text(&mail["id"]))).await.is(200);
        texts.push(format!("{}\n{}", text(&whole["subject"]), text(&whole["text"])));
    }
    texts
}

async fn a_reviewer_is_told_by_one_mail_of_what_was_assigned(app: &TestApp) {
    let (first, second) = (
        project(app).await,
        scene::admissible(app, &app.partner_school().await, "Une radio au collège").await,
    );
    scene::assign(app, &first, &app.reviewer_1().await).await.is(201);
    let call = scene::open_call(app).await;
    let due: NaiveDate = text(&call["reviews_due_on"]).parse().expect("a date");
    let mails = told(app, "reviewer-1@demo.example").await;
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert!(mail.contains("1\u{a0}fiche-action à évaluer"), "{mail}");
    assert!(mail.contains(text(&call["title"])), "{mail}");
    assert!(
        mail.contains(&format!(" {}\u{a0}", due.format("%-d"))) && mail.contains("/evaluations"),
        "{mail}"
    );
    // Refused, it tells nobody; the next one is a mail of its own.
    scene::assign(app, &first, &app.reviewer_1().await).await.refused(ErrorCode::Duplicate);
    scene::assign(app, &second, &app.reviewer_1().await).await.is(201);
    assert_eq!(told(app, "reviewer-1@demo.example").await.len(), 2);
    assert!(told(app, "reviewer-2@demo.example").await.is_empty());
}

async fn a_confirmed_proposal_tells_each_reviewer_once_and_how_many(app: &TestApp) {
    for title in ["Un potager au collège", "Une radio au collège", "Un journal au collège"] {
        scene::admissible(app, &app.partner_school().await, title).await;
    }
    let proposal = format!("{}/proposal", path(app).await);
    let coordinator = app.coordinator().await;
    coordinator.post(&proposal, &json!({"per_project": 3})).await.is(200);
    assert_eq!(coordinator.get("/emails?kind=assigned").await.is(200).total(), 0, "a preview tells nobody");
    let confirmed =
        coordinator.post(&format!("{proposal}?dry_run=false"), &json!({"per_project": 3})).await.is(201);
    let loads = confirmed["reviewers"].as_array().expect("loads");
    let mut expected: Vec<(String, u64)> = Vec::new();
    for load in loads.iter().filter(|load| load["after"] != 0) {
        expected
            .push((text(&load["reviewer"]["name"]).to_owned(), load["after"].as_u64().unwrap_or_default()));
    }
    let mails = coordinator.all("/emails?kind=assigned").await;
    assert_eq!(mails.len(), expected.len(), "{mails:?}");
    for (name, count) in expected {
        let mail = mails.iter().find(|mail| mail["recipient_name"] == name.as_str()).expect("a mail each");
        let whole = coordinator.get(&format!("/emails/{}", text(&mail["id"]))).await.is(200);
        assert!(text(&whole["text"]).contains(&format!("{count}\u{a0}fiche")), "{count}: {whole:?}");
    }
    coordinator.post(&format!("{proposal}?dry_run=false"), &json!({"per_project": 3})).await.is(201);
    let again = coordinator.get("/emails?kind=assigned").await.is(200).total();
    assert_eq!(again, i64::try_from(mails.len()).expect("a few"), "nothing new was given");
}

/// A call of another programme with the slug of the open one; its path.
async fn namesake(app: &TestApp, published: bool) -> String {
    let slug = scene::open_call(app).await["slug"].clone();
    let admin = app.admin().await;
    admin.post("/programmes", &json!({"slug": "laon", "name": "Cité éducative de Laon"})).await.is(201);
    let body = json!({"programme": "laon", "slug": slug, "title": "Appel de Laon", "opens_on": "2026-05-01",
        "closes_on": "2026-09-01", "criteria": [{"code": "C1", "label": "Qualité du projet"}]});
    let call = admin.post("/calls", &body).await.is(201);
    let path = format!("/calls/{}", call.id());
    if published {
        admin.act(&path, "publish", &json!({})).await.is(200);
    }
    path
}

async fn of_calls_of_one_slug_a_reviewer_reads_the_one_of_the_own_programme(app: &TestApp) {
    let own = scene::open_call(app).await;
    let slug = text(&own["slug"]).to_owned();
    let assigned = scene::assign(app, &project(app).await, &app.reviewer_1().await).await.is(201);
    let other = namesake(app, true).await;
    let reviewer = app.reviewer_1().await;
    assert_eq!(reviewer.get(&format!("/calls/{slug}")).await.is(200)["id"], own["id"]);
    let listed = reviewer.all(&format!("/calls/{slug}/assignments")).await;
    assert!(listed.iter().any(|one| one["id"] == assigned.id()), "{listed:?}");
    let review =
        reviewer.post(&format!("/projects/{}/reviews", text(&assigned["project"]["id"])), &fiche::review(3));
    let review = review.await.is(201);
    let found = reviewer.all(&format!("/reviews?call={slug}&mine=true")).await;
    assert!(found.iter().any(|one| one["id"] == review.id()), "{found:?}");
    // Who belongs to neither reads the newest.
    assert_eq!(app.anonymous().get(&format!("/calls/{slug}")).await.is(200)["id"], scene::id(&other));
}

async fn what_hangs_on_a_call_in_preparation_does_not_exist_for_reviewers(app: &TestApp) {
    let hidden = namesake(app, false).await;
    let reviewer = app.reviewer_1().await;
    reviewer.get(&format!("{hidden}/assignments")).await.refused(ErrorCode::NotFound);
    let nothing = "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60";
    let filter = |call: &str| format!("/reviews?call={call}");
    let (found, missing) =
        (reviewer.get(&filter(scene::id(&hidden))).await, reviewer.get(&filter(nothing)).await);
    assert_eq!((found.status, missing.status), (422, 422), "{found:?} {missing:?}");
    assert_eq!(found["errors"], missing["errors"]);
    assert_ne!(found["errors"], Value::Null);
}
