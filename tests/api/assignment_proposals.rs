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
    only_what_differs_from_the_computed_plan_is_said_to_be_by_hand,
    every_project_is_named_also_one_that_was_emptied_by_hand,
    who_abstained_is_not_asked_again_and_not_said_to_be_in_conflict,
    what_a_former_reviewer_submitted_counts_and_what_was_not_ends,
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

async fn only_what_differs_from_the_computed_plan_is_said_to_be_by_hand(app: &TestApp) {
    let projects = three(app).await;
    let computed = propose(app, "", json!({"per_project": 2})).await.is(200);
    let mut lines: Vec<Value> = computed
        .items()
        .iter()
        .map(|line| json!({"project": line["project"]["id"], "reviewer": line["reviewer"]["id"]}))
        .collect();
    let by_hand = |proposal: &Answer| -> Vec<Value> {
        proposal.items().iter().filter(|line| line["reason"] == "by_hand").cloned().collect()
    };
    let same = propose(app, "", json!({"per_project": 2, "lines": lines})).await.is(200);
    assert_eq!(same["items"], computed["items"], "nothing was changed");
    // One line goes to somebody else.
    let taken: BTreeSet<String> = lines
        .iter()
        .filter(|line| line["project"] == scene::id(&projects[0]))
        .map(|line| text(&line["reviewer"]).to_owned())
        .collect();
    let loads = computed["reviewers"].as_array().unwrap();
    let place = |user: &str| {
        let load = loads.iter().find(|load| load["reviewer"]["id"] == user).unwrap();
        load["institution"]["id"].clone()
    };
    let index = lines.iter().position(|line| line["project"] == scene::id(&projects[0])).unwrap();
    let kept = taken.iter().find(|user| *user != text(&lines[index]["reviewer"])).unwrap();
    let other = loads.iter().find(|load| {
        let user = text(&load["reviewer"]["id"]);
        let conflicts = load["conflicts"].as_array().unwrap();
        !taken.contains(user)
            && conflicts.iter().all(|id| id != scene::id(&projects[0]))
            && load["institution"]["id"] != place(kept)
    });
    let other = other.unwrap()["reviewer"]["id"].clone();
    lines[index]["reviewer"] = other.clone();
    let changed = propose(app, "", json!({"per_project": 2, "lines": lines})).await.is(200);
    let found = by_hand(&changed);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((&found[0]["reviewer"]["id"], &found[0]["change"]), (&other, &json!("new")));
}

async fn every_project_is_named_also_one_that_was_emptied_by_hand(app: &TestApp) {
    let projects = three(app).await;
    propose(app, "?dry_run=false", json!({"per_project": 1})).await.is(201);
    let emptied = propose(app, "", json!({"per_project": 1, "lines": []})).await.is(200);
    let named: BTreeSet<&str> =
        emptied["projects"].as_array().unwrap().iter().map(|one| text(&one["id"])).collect();
    for project in &projects {
        assert!(named.contains(scene::id(project)), "{project} in {named:?}");
    }
    assert!(emptied.items().iter().all(|line| line["reason"] == "by_hand"), "{emptied:?}");
    propose(app, "?dry_run=false", json!({"per_project": 1, "lines": []})).await.is(201);
    let bare = propose(app, "", json!({"per_project": 1, "lines": []})).await.is(200);
    assert_eq!(bare.items().len(), 0, "{bare:?}");
    let named = bare["projects"].as_array().unwrap();
    assert!(projects.iter().all(|project| named.iter().any(|one| one["id"] == scene::id(project))));
}

async fn abstain(app: &TestApp, project: &str, reviewer: &Person) {
    let review = scene::review_draft(app, project, reviewer, 2).await;
    let why = json!({"abstention_reason": "Je connais mal le sujet."});
    reviewer.change(&review, &why).await.is(200);
    reviewer.act(&review, "submit", &json!({})).await.is(200);
}

async fn who_abstained_is_not_asked_again_and_not_said_to_be_in_conflict(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_school().await, "Un potager au collège").await;
    let reviewer = app.reviewer_3().await;
    abstain(app, &project, &reviewer).await;
    let line = json!([{"project": scene::id(&project), "reviewer": scene::user_id(&reviewer).await}]);
    propose(app, "", json!({"lines": line})).await.only_at_field("/lines/0/reviewer", "abstained");
    let name = text(&reviewer.get("/me").await.is(200)["name"]).to_owned();
    let refused = propose(app, "", json!({"per_project": 5})).await.refused(ErrorCode::AssignmentImpossible);
    let obstacles = refused["obstacles"].as_array().unwrap();
    let own = obstacles.iter().find(|one| one["project"]["id"] == scene::id(&project)).unwrap();
    let message = text(&own["message"]);
    assert_eq!(own["rule"], "abstention", "{refused:?}");
    assert!(message.contains(&format!("Abstention\u{a0}: {name}")), "{message}");
    assert!(!message.contains("conflit"), "{message}");
}

async fn what_a_former_reviewer_submitted_counts_and_what_was_not_ends(app: &TestApp) {
    let (done, begun) = {
        let school = app.partner_school().await;
        let done = scene::admissible(app, &school, "Un potager au collège").await;
        (done, scene::admissible(app, &school, "Une radio au collège").await)
    };
    let former = app.reviewer_1().await;
    scene::reviewed(app, &done, &former, 4).await;
    let draft = scene::review_draft(app, &begun, &former, 2).await;
    // The person still speaks for the Ville, as one who writes for it.
    let (user, ville) = (scene::user_id(&former).await, scene::carriers(app).await.ville);
    let seat = seat(&former).await;
    let stays = json!({"user": user, "role": "partner", "programme": "soissons", "partner": ville, "partner_role": "reader"});
    let admin = app.admin().await;
    admin.post("/memberships", &stays).await.is(201);
    admin.delete(&seat, "*").await.is(204);
    let preview = propose(app, "", json!({"per_project": 2})).await.is(200);
    let lines = |project: &str, change: &str| -> Vec<String> {
        let of = preview.items().iter().filter(|line| line["project"]["id"] == scene::id(project));
        of.filter(|line| line["change"] == change)
            .map(|line| text(&line["reviewer"]["id"]).to_owned())
            .collect()
    };
    assert_eq!(lines(&done, "kept"), std::slice::from_ref(&user), "{preview:?}");
    assert_eq!(lines(&done, "new").len(), 1, "the submitted review counts: {preview:?}");
    assert_eq!(lines(&begun, "removed"), std::slice::from_ref(&user), "{preview:?}");
    assert_eq!(lines(&begun, "new").len(), 2, "{preview:?}");
    // Somebody else of the Ville would be the second of one institution.
    let same = scene::user_id(&app.carrier_ville().await).await;
    assert!(!lines(&done, "new").contains(&same), "{preview:?}");
    let by_hand = json!({"lines": [{"project": scene::id(&done), "reviewer": same}]});
    propose(app, "", by_hand).await.only_at_field("/lines/0/reviewer", "same_institution");
    propose(app, "?dry_run=false", json!({"per_project": 2})).await.is(201);
    let given = app.coordinator().await.all(&path(app).await).await;
    let of_former = given.iter().filter(|one| one["reviewer"]["id"] == user.as_str());
    let left: Vec<&Value> = of_former.map(|one| &one["project"]["id"]).collect();
    assert!(
        left.contains(&&json!(scene::id(&done))) && !left.contains(&&json!(scene::id(&begun))),
        "{left:?}"
    );
    former.get(&draft).await.refused(ErrorCode::NotFound);
}
