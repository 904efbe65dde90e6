//! What a person may not see does not exist: not in a list, a count, a search, a filter, a version or a time.

use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Answer, Person, TestApp, on_both_engines, scene, text};

on_both_engines!(
    the_draft_of_another_partner_does_not_exist,
    a_coordinator_sees_that_a_draft_exists_and_its_title_only,
    a_filed_project_is_invisible_to_other_partners_and_the_public,
    nobody_outside_the_committee_can_tell_that_a_decision_was_taken,
    decisions_and_reviewers_stay_with_the_committee,
    a_reviewer_sees_no_other_review_before_their_own_is_submitted,
    a_carrier_sees_no_score_before_their_own_review_is_submitted,
    a_reviewer_sees_assigned_projects_only,
    an_observer_reads_reviews_after_publication_without_confidential_notes,
    a_partner_reads_feedback_after_publication_without_names_scores_or_notes,
    only_selected_projects_become_public_and_only_their_public_part,
    the_contact_of_a_partner_is_not_public,
    a_call_in_preparation_does_not_exist_for_the_public,
    accounts_and_invitations_are_seen_by_those_who_administer_them,
);

/// Everywhere a project could show itself, it does not; `words` are in its title or text.
async fn does_not_exist(reader: &Person, project: &str, words: &str) {
    let id = scene::id(project);
    reader.get(project).await.refused(ErrorCode::NotFound).never_says(words);
    for list in
        ["/projects", "/projects?status=draft,submitted", "/projects?objective=O2", "/projects?call=2026"]
    {
        let listed = reader.all(list).await;
        assert!(listed.iter().all(|item| item["id"] != id), "{} in {list}", reader.name());
        let separator = if list.contains('?') { '&' } else { '?' };
        let total = reader.get(&format!("{list}{separator}limit=1")).await.is(200).total();
        assert_eq!(total, i64::try_from(listed.len()).unwrap(), "{} counts in {list}", reader.name());
    }
    assert_eq!(reader.get(&format!("/projects?q={words}")).await.is(200).total(), 0);
    let found = reader.get(&format!("/search?q={words}")).await.is(200);
    assert_eq!(found.total(), 0, "{found:?}");
    if reader.name() == "anonymous" {
        return;
    }
    for part in ["events", "reviews", "conflicts"] {
        let answer = reader.get(&format!("{project}/{part}")).await;
        assert!([403, 404].contains(&answer.status), "{answer:?}");
        answer.never_says(words);
    }
    for act in ["submit", "withdraw"] {
        let answer = reader.post(&format!("{project}/{act}"), &json!({})).if_match("*").await;
        assert!([403, 404].contains(&answer.status), "{answer:?}");
    }
    let change = reader.patch(project, "*", &json!({"title": "Volé"})).await;
    assert!([403, 404].contains(&change.status), "{change:?}");
    let removal = reader.delete(project, "*").await;
    assert!([403, 404].contains(&removal.status), "{removal:?}");
}

async fn the_draft_of_another_partner_does_not_exist(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Zanzibar en fête").await;
    for reader in [
        app.partner_school().await,
        app.reviewer_1().await,
        app.reviewer_3().await,
        app.carrier_ville().await,
        app.observer().await,
        app.admin().await,
        app.anonymous(),
    ] {
        does_not_exist(&reader, &draft, "zanzibar").await;
    }
    let own = owner.get("/projects?q=zanzibar").await.is(200);
    assert_eq!(own.total(), 1);
    assert_eq!(owner.get(&draft).await.is(200)["title"], "Zanzibar en fête");
}

async fn a_coordinator_sees_that_a_draft_exists_and_its_title_only(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Zanzibar en fête").await;
    let coordinator = app.coordinator().await;
    let seen = coordinator.get(&draft).await.is(200);
    assert_eq!(seen["title"], "Zanzibar en fête");
    assert_eq!(seen["status"], "draft");
    for hidden in [
        "summary",
        "need",
        "description",
        "budget",
        "requests",
        "audience",
        "objectives",
        "contact",
        "partners",
    ] {
        assert_eq!(seen[hidden], Value::Null, "{hidden}");
    }
    let found = coordinator.get("/projects?q=zanzibar").await.is(200);
    assert_eq!(found.total(), 1);
    for hidden in ["summary", "objectives", "requested"] {
        assert_eq!(found.items()[0][hidden], Value::Null, "{hidden}");
    }
    // A filter on what is hidden, or a search in it, must not tell either.
    for probe in ["/projects?q=comediens", "/projects?status=draft&objective=O2", "/projects?q=sixieme"] {
        let listed = coordinator.get(probe).await.is(200);
        assert!(listed.each("id").iter().all(|id| *id != scene::id(&draft)), "{probe}: {listed:?}");
    }
    let stolen = coordinator.patch(&draft, "*", &json!({"title": "Volé"})).await;
    stolen.refused(ErrorCode::Forbidden);
    coordinator.delete(&draft, "*").await.refused(ErrorCode::Forbidden);
}

async fn a_filed_project_is_invisible_to_other_partners_and_the_public(app: &TestApp) {
    let project = scene::submitted(app, &app.partner_association().await, "Zanzibar en fête").await;
    for reader in [app.partner_school().await, app.reviewer_1().await, app.admin().await, app.anonymous()] {
        does_not_exist(&reader, &project, "zanzibar").await;
    }
    for reader in [app.observer().await, app.carrier_agglo().await, app.coordinator().await] {
        let read = reader.get(&project).await.is(200);
        assert_eq!(read["need"], "Un enfant sur quatre entre en sixième sans lire aisément.");
        assert_eq!(reader.get("/projects?q=zanzibar").await.is(200).total(), 1);
    }
}

async fn nobody_outside_the_committee_can_tell_that_a_decision_was_taken(app: &TestApp) {
    let owner = app.partner_association().await;
    let project = scene::admissible(app, &owner, "Lire et écrire en famille").await;
    let reviewer = app.reviewer_1().await;
    scene::reviewed(app, &project, &reviewer, 4).await;
    let call = scene::call_path(app).await;
    let outsiders = [owner, reviewer, app.observer().await];
    let paths = [
        project.clone(),
        format!("{project}/events"),
        "/projects".to_owned(),
        "/projects?sort=-updated_at".to_owned(),
        "/projects?status=decided".to_owned(),
        call.clone(),
    ];
    let mut before: Vec<(Answer, String)> = Vec::new();
    for outsider in &outsiders {
        for path in &paths {
            let answer = outsider.get(path).await;
            before.push((answer.clone(), answer.header("etag").to_owned()));
        }
    }
    app.clock.advance(chrono::Duration::minutes(1));
    scene::decide(app, &project, "rejected", 0).await.is(201);
    scene::decide(app, &project, "selected", 100_000).await;
    let mut earlier = before.iter();
    for outsider in &outsiders {
        for path in &paths {
            let answer = outsider.get(path).await;
            let (then, etag) = earlier.next().unwrap();
            assert_eq!(answer.json(), then.json(), "{} {path}", outsider.name());
            assert_eq!(answer.header("etag"), etag, "{} {path}", outsider.name());
        }
        assert_eq!(outsider.get("/projects?status=decided").await.is(200).total(), 0);
    }
    let known = app.carrier_ville().await.get(&project).await.is(200);
    assert_eq!(known["status"], "decided");
    assert_eq!(app.coordinator().await.get("/projects?status=decided").await.is(200).total(), 1);
}

async fn decisions_and_reviewers_stay_with_the_committee(app: &TestApp) {
    let owner = app.partner_association().await;
    let project = scene::admissible(app, &owner, "Lire et écrire en famille").await;
    let reviewer = app.reviewer_1().await;
    let review = scene::reviewed(app, &project, &reviewer, 4).await;
    scene::decide(app, &project, "selected", 100_000).await.is(201);
    let call = scene::call_path(app).await;
    let name = text(&reviewer.get("/me").await.is(200)["name"]).to_owned();
    for outsider in [owner.clone(), app.partner_school().await, app.reviewer_2().await, app.observer().await]
    {
        for committee in ["decisions", "signatures", "publication"] {
            let answer = outsider.get(&format!("{call}/{committee}")).await;
            assert_eq!(answer.status, 403, "{answer:?}");
        }
        let read = outsider.get(&review).await;
        assert_eq!(read.status, 404, "{read:?}");
    }
    let seen = owner.get(&project).await.is(200).never_says(&name).never_says("\"decided\"");
    assert_eq!(seen["decision"], Value::Null);
    assert_eq!(seen["feedback"], Value::Null);
    owner.get(&format!("{project}/events")).await.is(200).never_says(&name);
    for hidden in [format!("{call}/ranking"), format!("{call}/assignments"), format!("{project}/conflicts")] {
        let answer = owner.get(&hidden).await;
        assert!([403, 404].contains(&answer.status), "{answer:?}");
    }
    assert_eq!(owner.get("/reviews").await.status, 403);
}

/// The reviews of a project that somebody sees; a refusal is none.
async fn reviews_seen(reader: &Person, project: &str) -> usize {
    let answer = reader.get(&format!("{project}/reviews")).await;
    match answer.status {
        200 => answer.items().len(),
        403 | 404 => 0,
        _ => panic!("{answer:?}"),
    }
}

async fn a_reviewer_sees_no_other_review_before_their_own_is_submitted(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let (early, late) = (app.reviewer_1().await, app.reviewer_2().await);
    let first = scene::reviewed(app, &project, &early, 5).await;
    let second = scene::review_draft(app, &project, &late, 1).await;
    late.get(&first).await.refused(ErrorCode::NotFound);
    assert_eq!(reviews_seen(&late, &project).await, 1, "only the own draft");
    let listed = late.all("/reviews").await;
    assert!(listed.iter().all(|review| review["id"] != scene::id(&first)), "{listed:?}");
    let call = scene::call_path(app).await;
    assert_eq!(late.get(&format!("{call}/ranking")).await.status, 403);
    late.get(&format!("{call}/assignments")).await.never_says(scene::id(&first));
    // The early one does not see a draft either.
    early.get(&second).await.refused(ErrorCode::NotFound);
    late.act(&second, "submit", &json!({})).await.is(200);
    late.get(&first).await.is(200);
    early.get(&second).await.is(200);
    assert_eq!(reviews_seen(&late, &project).await, 2);
}

async fn a_carrier_sees_no_score_before_their_own_review_is_submitted(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let carrier = app.carrier_agglo().await;
    let first = scene::reviewed(app, &project, &app.reviewer_1().await, 5).await;
    let own = scene::review_draft(app, &project, &carrier, 1).await;
    carrier.get(&first).await.refused(ErrorCode::NotFound);
    let ranking = format!("{}/ranking", scene::call_path(app).await);
    let before = carrier.get(&ranking).await.is(200);
    let ranked = before.items().iter().find(|item| item["project"]["id"] == scene::id(&project)).unwrap();
    assert_eq!((&ranked["score"], &ranked["rank"]), (&Value::Null, &Value::Null), "{before:?}");
    carrier.act(&own, "submit", &json!({})).await.is(200);
    carrier.get(&first).await.is(200);
    let after = carrier.get(&ranking).await.is(200);
    let ranked = after.items().iter().find(|item| item["project"]["id"] == scene::id(&project)).unwrap();
    assert_eq!(ranked["score"], 3.0);
}

async fn a_reviewer_sees_assigned_projects_only(app: &TestApp) {
    let owner = app.partner_association().await;
    let assigned = scene::admissible(app, &owner, "Lire et écrire en famille").await;
    let other = scene::admissible(app, &owner, "Zanzibar en fête").await;
    let reviewer = app.reviewer_1().await;
    scene::assign(app, &assigned, &reviewer).await.is(201);
    reviewer.get(&assigned).await.is(200);
    does_not_exist(&reviewer, &other, "zanzibar").await;
    let begun = reviewer.post(&format!("{other}/reviews"), &tests::fiche::review(3)).await;
    begun.refused(ErrorCode::NotFound);
}

async fn an_observer_reads_reviews_after_publication_without_confidential_notes(app: &TestApp) {
    let before = scene::admissible(app, &app.partner_school().await, "Un potager au collège").await;
    scene::reviewed(app, &before, &app.reviewer_1().await, 4).await;
    let observer = app.observer().await;
    assert_eq!(reviews_seen(&observer, &before).await, 0);
    let (selected, _) = scene::published(app).await;
    assert_eq!(reviews_seen(&observer, &selected).await, 2);
    let reviews =
        observer.get(&format!("{selected}/reviews")).await.is(200).never_says("Vérifier la convention");
    assert_eq!(reviews.items()[0]["confidential_note"], Value::Null);
    let one = observer.get(&format!("/reviews/{}", text(&reviews.items()[0]["id"]))).await.is(200);
    one.never_says("Vérifier la convention");
}

async fn a_partner_reads_feedback_after_publication_without_names_scores_or_notes(app: &TestApp) {
    let (selected, rejected) = scene::published(app).await;
    let owner = app.partner_association().await;
    let seen =
        owner.get(&selected).await.is(200).never_says("Vérifier la convention").never_says("Critère 1.");
    assert_eq!(seen["feedback"], "Projet clair et bien construit.");
    assert_eq!(seen["decision"]["outcome"], "selected");
    for reviewer in [app.reviewer_1().await, app.reviewer_2().await] {
        let name = text(&reviewer.get("/me").await.is(200)["name"]).to_owned();
        owner.get(&selected).await.is(200).never_says(&name);
    }
    assert_eq!(reviews_seen(&owner, &selected).await, 0);
    let refused = owner.get(&rejected).await.is(200);
    assert_eq!(refused["status"], "rejected");
    assert_eq!(refused["decision"]["reason"], "Le comité a retenu d’autres priorités.");
}

async fn only_selected_projects_become_public_and_only_their_public_part(app: &TestApp) {
    let (selected, rejected) = scene::published(app).await;
    for reader in [app.anonymous(), app.partner_school().await] {
        let seen = reader.get(&selected).await.is(200);
        assert_eq!(seen["title"], "Lire et écrire en famille");
        for hidden in ["budget", "contact", "feedback", "receipt", "declarations", "requests"] {
            assert_eq!(seen[hidden], Value::Null, "{hidden}: {seen:?}");
        }
        assert_eq!(seen["decision"]["amounts"][0]["asked"], Value::Null, "{seen:?}");
        seen.never_says("camille.martin@exemple.fr").never_says("Vérifier la convention");
        reader.get(&rejected).await.refused(ErrorCode::NotFound);
        // The association's own profile speaks of both, and the demo has projects of its own.
        for (words, path, found) in [("theatre", &rejected, false), ("famille", &selected, true)] {
            for list in ["projects", "search"] {
                let hits = reader.all(&format!("/{list}?q={words}")).await;
                let hit = hits.iter().any(|hit| hit["id"] == scene::id(path));
                assert_eq!(hit, found, "{list}: {hits:?}");
            }
        }
    }
}

async fn the_contact_of_a_partner_is_not_public(app: &TestApp) {
    let owner = app.partner_association().await;
    let partner = format!("/partners/{}", scene::partner_of(&owner).await);
    let secret = json!({"email": "secret@ateliers.example", "phone": "+33600000000", "representative": "Dominique Roy"});
    owner.change(&partner, &secret).await.is(200);
    for reader in [app.anonymous(), app.partner_school().await] {
        let seen = reader.get(&partner).await.is(200);
        for hidden in ["email", "phone", "representative"] {
            assert_eq!(seen[hidden], Value::Null, "{hidden}");
        }
        reader.get("/partners?limit=100").await.is(200).never_says("secret@ateliers.example");
        assert_eq!(reader.get("/search?q=dominique").await.is(200).total(), 0);
        assert_eq!(reader.get("/partners?q=dominique").await.is(200).total(), 0);
    }
    for reader in [owner, app.coordinator().await, app.reviewer_1().await, app.observer().await] {
        assert_eq!(
            reader.get(&partner).await.is(200)["email"],
            "secret@ateliers.example",
            "{}",
            reader.name()
        );
    }
}

async fn a_call_in_preparation_does_not_exist_for_the_public(app: &TestApp) {
    let coordinator = app.coordinator().await;
    let body = json!({"slug": "2030", "title": "Appel Zanzibar", "opens_on": "2030-03-01", "closes_on": "2030-05-01",
        "criteria": [{"code": "C1", "label": "Qualité du projet"}]});
    let call = coordinator.post("/calls", &body).await.is(201);
    assert_eq!(call["status"], "draft");
    let path = format!("/calls/{}", call.id());
    for reader in [app.anonymous(), app.partner_association().await, app.reviewer_1().await] {
        let before = reader.get("/calls").await.is(200);
        assert!(before.each("id").iter().all(|id| **id != call["id"]), "{before:?}");
        reader.get(&path).await.refused(ErrorCode::NotFound);
        reader.get("/calls/2030").await.refused(ErrorCode::NotFound);
        assert_eq!(reader.get("/search?q=zanzibar").await.is(200).total(), 0);
        assert_eq!(reader.get("/calls?q=zanzibar").await.is(200).total(), 0);
    }
    coordinator.act(&path, "publish", &json!({})).await.is(200);
    assert_eq!(app.anonymous().get("/search?q=zanzibar").await.is(200).total(), 1);
}

async fn accounts_and_invitations_are_seen_by_those_who_administer_them(app: &TestApp) {
    let observer = scene::user_id(&app.observer().await).await;
    for outsider in [
        app.partner_association().await,
        app.reviewer_1().await,
        app.carrier_ville().await,
        app.observer().await,
    ] {
        outsider.get("/users").await.refused(ErrorCode::Forbidden);
        outsider.get("/invitations").await.refused(ErrorCode::Forbidden);
        let other = outsider.get(&format!("/users/{observer}")).await;
        assert!([403, 404].contains(&other.status), "{other:?}");
    }
    let users = app.admin().await.get("/users?limit=100").await.is(200);
    assert!(users.total() >= 12, "{users:?}");
    users.never_says("password").never_says("argon2");
}
