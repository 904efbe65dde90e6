//! Several people at the same moment.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use tests::{Answer, TestApp, client::Request, on_both_engines, scene, text};
use tokio::task::JoinSet;

on_both_engines!(
    of_many_changes_to_one_version_exactly_one_succeeds,
    of_many_submissions_of_one_draft_exactly_one_succeeds,
    of_many_submissions_of_one_correction_exactly_one_succeeds,
    many_submissions_at_once_get_one_number_each_without_a_gap,
    many_decisions_at_once_never_overdraw_the_envelope,
    many_publications_at_once_publish_once,
    readers_are_served_while_writers_write,
    an_invitation_accepted_twice_at_once_makes_one_account,
    a_review_and_a_criterion_that_it_does_not_score_are_never_both_accepted,
    what_is_submitted_while_decisions_are_published_is_in_the_feedback_or_refused,
    a_call_changes_beside_decisions_without_a_deadlock,
    of_many_first_assignments_at_once_one_brings_the_project_under_review,
    a_review_submitted_while_its_assignment_is_taken_back_is_kept_or_refused,
);

/// Sends everything at once and waits for all answers.
async fn together(
    requests: Vec<impl IntoFuture<Output = Answer, IntoFuture: Send + 'static>>,
) -> Vec<Answer> {
    let mut running = JoinSet::new();
    for request in requests {
        running.spawn(request.into_future());
    }
    running.join_all().await
}

fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}

async fn of_many_changes_to_one_version_exactly_one_succeeds(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    for _ in 0..3 {
        let etag = partner.etag(&draft).await;
        let changes =
            (0..12).map(|n| partner.patch(&draft, &etag, &json!({"title": format!("Titre numéro {n}")})));
        let answers = together(changes.collect()).await;
        assert_eq!((count(&answers, 200), count(&answers, 412)), (1, 11), "{answers:?}");
        let won = answers.iter().find(|answer| answer.status == 200).unwrap();
        assert_eq!(partner.get(&draft).await.is(200)["title"], won["title"]);
    }
}

async fn of_many_submissions_of_one_draft_exactly_one_succeeds(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let etag = partner.etag(&draft).await;
    let submit = || partner.post(&format!("{draft}/submit"), &json!({})).if_match(&etag);
    let answers = together((0..8).map(|_| submit()).collect()).await;
    assert_eq!(count(&answers, 200), 1, "{answers:?}");
    assert_eq!(count(&answers, 409) + count(&answers, 412), 7, "{answers:?}");
    let events = partner.get(&format!("{draft}/events")).await.is(200);
    assert_eq!(
        events.each("kind").iter().filter(|kind| ***kind == json!("submitted")).count(),
        1,
        "{events:?}"
    );
}

async fn of_many_submissions_of_one_correction_exactly_one_succeeds(app: &TestApp) {
    let (partner, coordinator) = (app.partner_association().await, app.coordinator().await);
    let filed = scene::submitted(app, &partner, "Lire et écrire en famille").await;
    let number = partner.get(&filed).await.is(200)["number"].clone();
    let asked = json!({"reason": "Précisez le besoin.", "sections": ["objectives"], "due": "2026-05-20"});
    coordinator.act(&filed, "return", &asked).await.is(200);
    partner.change(&filed, &json!({"need": "Un enfant sur cinq."})).await.is(200);
    let etag = partner.etag(&filed).await;
    // Half of them sent again by an impatient hand, without the version.
    let submit = |n: usize| {
        let version = if n.is_multiple_of(2) { etag.as_str() } else { "*" };
        partner.post(&format!("{filed}/submit"), &json!({})).if_match(version)
    };
    let answers = together((0..8).map(submit).collect()).await;
    assert_eq!(count(&answers, 200), 1, "{answers:?}");
    assert_eq!(count(&answers, 409) + count(&answers, 412), 7, "{answers:?}");
    let events = partner.get(&format!("{filed}/events")).await.is(200);
    let submitted = events.each("kind").iter().filter(|kind| ***kind == json!("submitted")).count();
    assert_eq!(submitted, 2, "{events:?}");
    let read = partner.get(&filed).await.is(200);
    assert_eq!((&read["number"], &read["status"]), (&number, &json!("submitted")));
    let versions = partner.get(&format!("{filed}/versions")).await.is(200);
    assert_eq!(versions.total(), 2, "{versions:?}");
    let receipts = coordinator.get("/emails?kind=receipt").await.is(200);
    assert_eq!(receipts.total(), 2, "one receipt for each filing: {receipts:?}");
}

async fn many_submissions_at_once_get_one_number_each_without_a_gap(app: &TestApp) {
    let partner = app.partner_association().await;
    let mut submissions = Vec::new();
    for n in 0..10 {
        let draft = scene::draft(app, &partner, &format!("Projet numéro {n}")).await;
        let etag = partner.etag(&draft).await;
        submissions.push(partner.post(&format!("{draft}/submit"), &json!({})).if_match(&etag));
    }
    let answers = together(submissions).await;
    assert_eq!(count(&answers, 200), 10, "{answers:?}");
    let numbers: BTreeSet<u32> = answers
        .iter()
        .map(|answer| text(&answer["number"]).rsplit('-').next().unwrap().parse().unwrap())
        .collect();
    assert_eq!(numbers.len(), 10, "{numbers:?}");
    assert_eq!(numbers.last().unwrap() - numbers.first().unwrap(), 9, "{numbers:?}");
}

async fn many_decisions_at_once_never_overdraw_the_envelope(app: &TestApp) {
    let partner = app.partner_association().await;
    let coordinator = app.coordinator().await;
    let ville = scene::carriers(app).await.ville;
    let decisions = format!("{}/decisions", scene::call_path(app).await);
    let envelope = async || -> (i64, i64) {
        let page = coordinator.get(&decisions).await.is(200);
        let envelopes = page["envelopes"].as_array().unwrap().clone();
        let used: &Value = envelopes.iter().find(|used| used["funder"]["id"] == ville.as_str()).unwrap();
        (used["amount"]["amount"].as_i64().unwrap(), used["voted"]["amount"].as_i64().unwrap())
    };
    let (amount, voted) = envelope().await;
    // Two of six fit.
    let each = (amount - voted) * 2 / 5;
    let mut requests = Vec::new();
    for n in 0..6 {
        let project = scene::admissible(app, &partner, &format!("Projet numéro {n}")).await;
        requests.push(coordinator.post(&decisions, &scene::decision(app, &project, "selected", each).await));
    }
    let answers = together(requests).await;
    assert_eq!((count(&answers, 201), count(&answers, 409)), (2, 4), "{answers:?}");
    assert_eq!(envelope().await, (amount, voted + 2 * each));
}

async fn many_publications_at_once_publish_once(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    scene::decide(app, &project, "selected", 100_000).await.is(201);
    scene::settle_the_rest(app).await;
    scene::sign(app).await;
    let call = scene::call_path(app).await;
    let coordinator = app.coordinator().await;
    let etag = coordinator.etag(&call).await;
    let publish = || coordinator.post(&format!("{call}/publication"), &json!({})).if_match(&etag);
    let answers = together((0..6).map(|_| publish()).collect()).await;
    assert_eq!(count(&answers, 201), 1, "{answers:?}");
    assert_eq!(count(&answers, 409) + count(&answers, 412), 5, "{answers:?}");
    assert_eq!(app.anonymous().get(&project).await.is(200)["status"], "selected");
}

async fn readers_are_served_while_writers_write(app: &TestApp) {
    let partner = app.partner_association().await;
    let mut drafts = Vec::new();
    for n in 0..6 {
        drafts.push(scene::draft(app, &partner, &format!("Projet numéro {n}")).await);
    }
    let mut requests = Vec::new();
    for round in 0..5 {
        for draft in &drafts {
            requests.push(partner.patch(draft, "*", &json!({"need": format!("Besoin {round}")})));
            requests.push(partner.get(draft));
            requests.push(partner.get("/projects?mine=true&sort=-updated_at"));
            requests.push(app.anonymous().get("/search?q=lecture"));
        }
    }
    let answers = together(requests).await;
    let failed: Vec<_> = answers.iter().filter(|answer| answer.status != 200).collect();
    assert!(failed.is_empty(), "{failed:?}");
}

async fn an_invitation_accepted_twice_at_once_makes_one_account(app: &TestApp) {
    let invitation = json!({"email": "camille@exemple.fr", "role": "observer", "programme": "soissons"});
    let token = text(&app.admin().await.post("/invitations", &invitation).await.is(201)["token"]).to_owned();
    let accept = json!({"token": token, "name": "Camille", "password": tests::app::PASSWORD});
    let users = app.admin().await.get("/users").await.is(200).total();
    let requests = (0..4).map(|_| app.anonymous().post("/auth/invitations/accept", &accept)).collect();
    let answers = together(requests).await;
    assert_eq!(count(&answers, 200), 1, "{answers:?}");
    assert!(answers.iter().all(|answer| answer.status < 500), "{answers:?}");
    assert_eq!(app.admin().await.get("/users").await.is(200).total(), users + 1);
}

/// Seven people with a draft of one project that lacks nothing, each with a request to submit it.
async fn about_to_submit(app: &TestApp, title: &str) -> (String, Vec<Request>) {
    let project = scene::admissible(app, &app.partner_school().await, title).await;
    let mut requests = Vec::new();
    let reviewers = [app.reviewer_1().await, app.reviewer_2().await, app.reviewer_3().await];
    for reviewer in reviewers.into_iter().chain(app.carriers().await) {
        let review = scene::review_draft(app, &project, &reviewer, 4).await;
        let etag = reviewer.etag(&review).await;
        requests.push(reviewer.post(&format!("{review}/submit"), &json!({})).if_match(&etag));
    }
    (project, requests)
}

async fn a_review_and_a_criterion_that_it_does_not_score_are_never_both_accepted(app: &TestApp) {
    let (coordinator, call) = (app.coordinator().await, scene::call_path(app).await);
    let before = coordinator.get(&call).await.is(200)["criteria"].clone();
    for round in 0..5 {
        let (_, mut requests) = about_to_submit(app, &format!("Projet numéro {round}")).await;
        let all = requests.len();
        let mut criteria = before.clone();
        let one_more = json!({"code": "C9", "label": "Neuf"});
        criteria.as_array_mut().unwrap().push(one_more);
        requests.insert(1, coordinator.patch(&call, "*", &json!({"criteria": criteria})));
        let mut answers = together(requests).await;
        // The answers come in the order in which they are ready.
        let place = answers.iter().position(|answer| answer["criteria"].is_array()).unwrap_or(answers.len());
        let added = place < answers.len();
        if added {
            answers.remove(place);
            assert_eq!(count(&answers, 422), all, "submitted without a score on it\n{answers:?}");
            coordinator.change(&call, &json!({"criteria": before})).await.is(200);
        } else {
            assert_eq!((count(&answers, 200), count(&answers, 409)), (all, 1), "{answers:?}");
            return;
        }
    }
}

async fn what_is_submitted_while_decisions_are_published_is_in_the_feedback_or_refused(app: &TestApp) {
    let (project, mut requests) = about_to_submit(app, "Un potager au collège").await;
    scene::decide(app, &project, "selected", 100_000).await.is(201);
    scene::settle_the_rest(app).await;
    scene::sign(app).await;
    let call = scene::call_path(app).await;
    let coordinator = app.coordinator().await;
    let (etag, all) = (coordinator.etag(&call).await, requests.len());
    requests.insert(0, coordinator.post(&format!("{call}/publication"), &json!({})).if_match(&etag));
    let answers = together(requests).await;
    assert_eq!(count(&answers, 201), 1, "{answers:?}");
    let submitted = count(&answers, 200);
    assert_eq!(submitted + count(&answers, 409), all, "{answers:?}");
    let feedback = coordinator.get(&format!("{project}/feedback")).await.is(200);
    assert_eq!(feedback["messages"].as_array().map(Vec::len), Some(submitted), "{feedback:?}");
    let told = text(&feedback["text"]).matches("Projet clair et bien construit.").count();
    assert_eq!(told > 0, submitted > 0, "published without what counts: {feedback:?}");
}

async fn a_call_changes_beside_decisions_without_a_deadlock(app: &TestApp) {
    let (partner, coordinator) = (app.partner_association().await, app.coordinator().await);
    let call = scene::call_path(app).await;
    let mut requests = Vec::new();
    for n in 0..5 {
        let project = scene::admissible(app, &partner, &format!("Projet numéro {n}")).await;
        let decision = scene::decision(app, &project, "rejected", 0).await;
        requests.push(coordinator.post(&format!("{call}/decisions"), &decision));
        let aim = json!({"aim": format!("Objet numéro {n}")});
        requests.push(coordinator.patch(&call, "*", &aim));
        let given = json!({"partner": scene::partner_of(&partner).await, "until_on": "2026-12-01", "reason": "Panne."});
        requests.push(coordinator.post(&format!("{call}/extensions"), &given));
        let draft = scene::submitted(app, &partner, &format!("Retrait numéro {n}")).await;
        requests.push(partner.post(&format!("{draft}/withdraw"), &json!({})).if_match("*"));
    }
    let answers = together(requests).await;
    let failed: Vec<_> = answers.iter().filter(|answer| answer.status >= 500).collect();
    assert!(failed.is_empty(), "{failed:?}");
    // Five decisions, and the extension that was first; all changes, all withdrawals.
    assert_eq!((count(&answers, 201), count(&answers, 200)), (6, 10), "{answers:?}");
}

async fn of_many_first_assignments_at_once_one_brings_the_project_under_review(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_school().await, "Un potager au collège").await;
    let path = format!("{}/assignments", scene::call_path(app).await);
    let coordinator = app.coordinator().await;
    let mut requests = Vec::new();
    for reviewer in [
        app.reviewer_1().await,
        app.reviewer_2().await,
        app.carrier_agglo().await,
        app.carrier_sousprefecture().await,
    ] {
        let body = json!({"project": scene::id(&project), "reviewer": scene::user_id(&reviewer).await});
        requests.push(coordinator.post(&path, &body));
        requests.push(coordinator.post(&path, &body));
    }
    let answers = together(requests).await;
    assert_eq!((count(&answers, 201), count(&answers, 409)), (4, 4), "{answers:?}");
    let events = coordinator.all(&format!("{project}/events")).await;
    let begun = events.iter().filter(|event| event["kind"] == "under_review").count();
    assert_eq!(begun, 1, "{events:?}");
}

async fn a_review_submitted_while_its_assignment_is_taken_back_is_kept_or_refused(app: &TestApp) {
    let (coordinator, path) =
        (app.coordinator().await, format!("{}/assignments", scene::call_path(app).await));
    for round in 0..3 {
        let (project, requests) = about_to_submit(app, &format!("Projet numéro {round}")).await;
        let (given, all) = (coordinator.all(&path).await, requests.len());
        let own = given.iter().filter(|one| one["project"]["id"] == scene::id(&project));
        let taken = own.map(|one| coordinator.delete(&format!("{path}/{}", text(&one["id"])), "*"));
        let mut mixed = Vec::new();
        for (submit, take_back) in requests.into_iter().zip(taken) {
            mixed.extend([submit, take_back]);
        }
        let answers = together(mixed).await;
        let (submitted, gone) = (count(&answers, 200), count(&answers, 204));
        assert_eq!(submitted + gone, all, "{answers:?}");
        let left = coordinator.all(&format!("{project}/reviews")).await;
        assert_eq!(left.len(), submitted, "a submitted review is gone\n{answers:?}");
    }
}
