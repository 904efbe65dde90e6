//! Assignments proposed for a whole call, changed by hand, confirmed; and the objectives that reviewers follow.

use openapi::ErrorCode;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tests::{Answer, Person, TestApp, on_both_engines, scene, text};

on_both_engines!(
    a_preview_writes_nothing_and_confirming_assigns_within_the_rules,
    an_impossible_number_names_the_project_the_rule_and_what_would_help,
    reviews_that_have_begun_stay_and_a_conflict_moves_one_line_only,
    lines_changed_by_hand_are_checked_and_confirmed_as_they_are,
    who_follows_the_objective_is_preferred,
    objectives_are_followed_by_those_who_review_and_set_over_the_version_that_was_read,
    after_publication_nothing_is_proposed,
);

async fn path(app: &TestApp) -> String {
    format!("{}/assignments", scene::call_path(app).await)
}

async fn propose(app: &TestApp, query: &str, body: Value) -> Answer {
    let path = path(app).await;
    app.coordinator().await.post(&format!("{path}/proposal{query}"), &body).await
}

/// Three admissible projects of the association.
async fn three(app: &TestApp) -> [String; 3] {
    let partner = app.partner_association().await;
    [
        scene::admissible(app, &partner, "Lire et écrire en famille").await,
        scene::admissible(app, &partner, "Théâtre au collège").await,
        scene::admissible(app, &partner, "Un potager partagé").await,
    ]
}

/// Of each project: institutions of the lines that stay or come.
fn institutions(proposal: &Answer) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in proposal.items().iter().filter(|line| line["change"] != "removed") {
        let institution = text(&line["institution"]["id"]).to_owned();
        found.entry(text(&line["project"]["id"]).to_owned()).or_default().push(institution);
    }
    found
}

async fn a_preview_writes_nothing_and_confirming_assigns_within_the_rules(app: &TestApp) {
    let projects = three(app).await;
    let coordinator = app.coordinator().await;
    let before = coordinator.all(&path(app).await).await.len();
    let preview = propose(app, "", json!({"per_project": 3})).await.is(200);
    assert_eq!(preview["confirmed"], false);
    assert_eq!(coordinator.all(&path(app).await).await.len(), before, "a preview wrote");
    assert_eq!(coordinator.get(&projects[0]).await.is(200)["status"], "admissible");
    let confirmed = propose(app, "?dry_run=false", json!({"per_project": 3})).await.is(201);
    assert_eq!(confirmed["confirmed"], true);
    let recused = scene::user_id(&app.reviewer_3().await).await;
    let reviewers = confirmed["reviewers"].as_array().unwrap();
    let free = reviewers.iter().filter(|load| load["reviewer"]["id"] != recused.as_str());
    let loads: Vec<i64> = free.map(|load| load["after"].as_i64().unwrap()).collect();
    assert!(loads.iter().max().unwrap() - loads.iter().min().unwrap() <= 1, "{confirmed:?}");
    for (project, at) in institutions(&confirmed) {
        assert_eq!(at.len(), 3, "{project}: {at:?}");
        assert_eq!(at.iter().collect::<BTreeSet<_>>().len(), 3, "two of one institution on {project}");
    }
    let given = coordinator.all(&path(app).await).await;
    for project in &projects {
        let own: Vec<&Value> =
            given.iter().filter(|one| one["project"]["id"] == scene::id(project)).collect();
        assert_eq!(own.len(), 3, "{project}");
        assert!(
            own.iter().all(|one| one["reviewer"]["id"] != recused.as_str()),
            "reviewer-3 works for the applicant"
        );
        assert_eq!(coordinator.get(project).await.is(200)["status"], "under_review");
    }
    let again = propose(app, "?dry_run=false", json!({"per_project": 3})).await.is(201);
    assert_eq!((&again["added"], &again["removed"]), (&json!(0), &json!(0)), "{again:?}");
}

async fn an_impossible_number_names_the_project_the_rule_and_what_would_help(app: &TestApp) {
    let projects = three(app).await;
    let refused = propose(app, "", json!({"per_project": 5})).await.refused(ErrorCode::AssignmentImpossible);
    let obstacles = refused["obstacles"].as_array().unwrap();
    let own = obstacles.iter().find(|one| one["project"]["id"] == scene::id(&projects[0])).unwrap();
    assert_eq!(own["rule"], "conflict", "{refused:?}");
    assert!(text(&own["message"]).contains("Lire et écrire en famille"), "{own}");
    assert!(text(&own["remedy"]).contains("demandez 4"), "{own}");
    let refused = propose(app, "", json!({"per_project": 6})).await.refused(ErrorCode::AssignmentImpossible);
    assert_eq!(refused["obstacles"][0]["rule"], "institution", "{refused:?}");
    let refused = propose(app, "", json!({"per_project": 10})).await.refused(ErrorCode::AssignmentImpossible);
    assert_eq!(refused["obstacles"][0]["rule"], "too_few_reviewers", "{refused:?}");
    propose(app, "", json!({"per_project": 0})).await.only_at_field("/per_project", "out_of_range");
}

async fn reviews_that_have_begun_stay_and_a_conflict_moves_one_line_only(app: &TestApp) {
    let projects = three(app).await;
    let confirmed = propose(app, "?dry_run=false", json!({"per_project": 2})).await.is(201);
    let coordinator = app.coordinator().await;
    let line = |project: &str| {
        let own = confirmed.items().iter().filter(|line| line["project"]["id"] == scene::id(project));
        own.map(|line| text(&line["reviewer"]["id"]).to_owned()).collect::<Vec<_>>()
    };
    let (leaving, staying) = (line(&projects[0])[0].clone(), line(&projects[0])[1].clone());
    let conflict = json!({"person": leaving, "reason": "Parent d’un salarié."});
    coordinator.post(&format!("{}/conflicts", projects[0]), &conflict).await.is(201);
    let rerun = propose(app, "?dry_run=false", json!({"per_project": 2})).await.is(201);
    let removed: Vec<&Value> = rerun.items().iter().filter(|line| line["change"] == "removed").collect();
    let gone = removed.iter().find(|line| line["project"]["id"] == scene::id(&projects[0])).unwrap();
    assert_eq!(
        (&gone["reviewer"]["id"], &gone["reason"]),
        (&json!(leaving), &json!("conflict")),
        "{rerun:?}"
    );
    assert!(removed.len() <= 2, "more than the conflict and its balance moved\n{rerun:?}");
    assert!(rerun.items().iter().any(|line| {
        line["project"]["id"] == scene::id(&projects[0])
            && line["reviewer"]["id"] == staying.as_str()
            && line["change"] == "kept"
    }));
    assert_eq!(rerun["balanced"], true, "{rerun:?}");
}

async fn lines_changed_by_hand_are_checked_and_confirmed_as_they_are(app: &TestApp) {
    let projects = three(app).await;
    let (first, third) =
        (scene::user_id(&app.reviewer_1().await).await, scene::user_id(&app.reviewer_3().await).await);
    let same = scene::user_id(&app.carrier_ville().await).await;
    let line = |reviewer: &str| json!({"project": scene::id(&projects[0]), "reviewer": reviewer});
    let lines = |lines: Value| json!({"per_project": 1, "lines": lines});
    propose(app, "", lines(json!([line(&third)]))).await.only_at_field("/lines/0/reviewer", "in_conflict");
    propose(app, "", lines(json!([line(&first), line(&same)])))
        .await
        .only_at_field("/lines/1/reviewer", "same_institution");
    propose(app, "", lines(json!([line("personne")])))
        .await
        .only_at_field("/lines/0/reviewer", "unknown_reference");
    let confirmed = propose(app, "?dry_run=false", lines(json!([line(&first)]))).await.is(201);
    assert_eq!((&confirmed["added"], &confirmed["items"][0]["reason"]), (&json!(1), &json!("by_hand")));
    let reviewer = app.reviewer_1().await;
    let begun = reviewer.post(&format!("{}/reviews", projects[0]), &tests::fiche::review(3)).await;
    begun.is(201);
    // Left out by hand, a review that has begun stays all the same.
    let emptied = propose(app, "?dry_run=false", lines(json!([]))).await.is(201);
    assert_eq!((&emptied["kept"], &emptied["removed"]), (&json!(1), &json!(0)), "{emptied:?}");
}

/// The membership of a person as reviewer or carrier.
async fn seat(person: &Person) -> String {
    let me = person.get("/me").await.is(200);
    let seats = me["memberships"].as_array().unwrap();
    let seat = seats.iter().find(|seat| seat["role"] == "reviewer" || seat["role"] == "carrier").unwrap();
    format!("/memberships/{}", text(&seat["id"]))
}

async fn who_follows_the_objective_is_preferred(app: &TestApp) {
    let projects = three(app).await;
    let expert = app.carrier_agglo().await;
    let seat = seat(&expert).await;
    expert.change(&seat, &json!({"objectives": ["O2"]})).await.is(200);
    let lines = propose(app, "", json!({"per_project": 1})).await.is(200);
    let expert = scene::user_id(&expert).await;
    let own = lines.items().iter().find(|line| line["reviewer"]["id"] == expert.as_str()).unwrap();
    assert_eq!(
        (&own["reason"], &own["objectives"][0]["code"]),
        (&json!("expertise"), &json!("O2")),
        "{lines:?}"
    );
    assert!(projects.iter().any(|project| own["project"]["id"] == scene::id(project)), "{own}");
}

async fn objectives_are_followed_by_those_who_review_and_set_over_the_version_that_was_read(app: &TestApp) {
    let reviewer = app.reviewer_1().await;
    let own = seat(&reviewer).await;
    let read = reviewer.get(&own).await.is(200);
    assert_eq!(read["objectives"], json!([]));
    reviewer
        .patch(&own, "\"99\"", &json!({"objectives": ["O2"]}))
        .await
        .refused(ErrorCode::PreconditionFailed);
    reviewer
        .change(&own, &json!({"objectives": ["O99"]}))
        .await
        .only_at_field("/objectives/0", "unknown_reference");
    reviewer
        .change(&own, &json!({"objectives": ["O2", "O2"]}))
        .await
        .only_at_field("/objectives/1", "duplicate");
    reviewer.change(&own, &json!({"role": "admin"})).await.only_at_field("/role", "unknown_field");
    let changed = reviewer.change(&own, &json!({"objectives": ["O2", "O5"]})).await.is(200);
    assert_eq!(changed["objectives"][1]["code"], "O5");
    assert_eq!(
        app.coordinator().await.change(&own, &json!({"objectives": []})).await.is(200)["objectives"],
        json!([])
    );
    let other = seat(&app.reviewer_2().await).await;
    reviewer.patch(&other, "\"1\"", &json!({"objectives": []})).await.refused(ErrorCode::NotFound);
    let observer = app.observer().await;
    let me = observer.get("/me").await.is(200);
    let seat = format!("/memberships/{}", text(&me["memberships"][0]["id"]));
    observer
        .change(&seat, &json!({"objectives": ["O2"]}))
        .await
        .only_at_field("/objectives", "unknown_reference");
}

async fn after_publication_nothing_is_proposed(app: &TestApp) {
    let (selected, _) = scene::published(app).await;
    let call = scene::call_path_of(app, &selected).await;
    let late = app.coordinator().await.post(&format!("{call}/assignments/proposal"), &json!({})).await;
    late.refused(ErrorCode::AlreadyPublished);
}
