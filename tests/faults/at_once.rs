//! Several people at the same moment.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use tests::{Answer, TestApp, on_both_engines, scene, text};
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
