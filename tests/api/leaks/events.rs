//! What happens between two questions: the reviewing, and what the committee does.

use super::world::{HIDDEN, World};
use openapi::ErrorCode;
use serde_json::json;
use tests::{Person, TestApp, app::PASSWORD, fiche, scene, text};

/// Reviewers who are free to review the project, by address.
pub const FREE: [&str; 2] = ["lectrice@exemple.fr", "lecteur@exemple.fr"];

/// A second reviewer begins.
pub async fn a_second_reviewer_begins(app: &TestApp, world: &World) {
    scene::review_draft(app, &world.project, &app.reviewer_2().await, 3).await;
}

/// Others begin, submit and abstain; conflicts are declared, recorded and lifted; a review is reopened and submitted again.
/// The path of that one.
pub async fn the_rest_is_reviewed(app: &TestApp, world: &World) -> String {
    let (project, coordinator) = (&world.project, app.coordinator().await);
    let writer = app.carrier_sousprefecture().await;
    let review = scene::review_draft(app, project, &writer, 5).await;
    writer
        .change(&review, &json!({"message": "Zanzibar.", "scores": fiche::review(1)["scores"]}))
        .await
        .is(200);
    writer.act(&review, "submit", &json!({})).await.is(200);
    let abstains = app.carrier_education().await;
    let abstention = scene::review_draft(app, project, &abstains, 3).await;
    abstains.change(&abstention, &json!({"abstention_reason": "Zanzibar."})).await.is(200);
    abstains.act(&abstention, "submit", &json!({})).await.is(200);

    let [declares, recorded] = FREE;
    let declares = app.log_in(declares, PASSWORD).await;
    scene::assign(app, project, &declares).await.is(201);
    declares.post(&format!("{project}/conflicts"), &json!({"reason": "Voisin."})).await.is(201);
    let recorded = scene::user_id(&app.log_in(recorded, PASSWORD).await).await;
    let conflict = json!({"person": recorded, "reason": "Trésorière."});
    coordinator.post(&format!("{project}/conflicts"), &conflict).await.is(201);
    let lift = format!("{project}/conflicts/{recorded}/lift");
    coordinator.post(&lift, &json!({"reason": "Par erreur."})).await.is(204);

    let given = coordinator.all(&format!("{}/assignments", world.call)).await;
    let given = given.iter().find(|one| one["review"] == scene::id(&review)).expect("it was assigned");
    let reopened = format!("{}/assignments/{}/reopenings", world.call, text(&given["id"]));
    let until = (scene::deadline(app).await + chrono::Duration::days(6)).date_naive().to_string();
    coordinator.post(&reopened, &json!({"until": until, "reason": "Une note manque."})).await.is(201);
    writer.act(&review, "submit", &json!({})).await.is(200);
    review
}

/// The session is open and the project on the table. The path of the session.
pub async fn the_committee_sits(app: &TestApp, world: &World) -> String {
    let [_, agglo, education, sous_prefecture] = app.carriers().await;
    let session = scene::sitting(app, &[&agglo, &education, &sous_prefecture]).await;
    let table = json!({"current": scene::id(&world.project), "agenda": [scene::id(&world.project)]});
    app.coordinator().await.change(&session, &table).await.is(200);
    session
}

/// The project is decided, and decided anew; what the applicant will read is written. Id of the decision.
pub async fn the_project_is_decided(app: &TestApp, world: &World) -> String {
    let (project, coordinator) = (&world.project, app.coordinator().await);
    let decisions = format!("{}/decisions", world.call);
    let mut body = world.decision(project, "selected_with_reservations", 100_000, "Zanzibar.");
    body["reservations"] = json!([{"what": "Zanzibar.", "owner": "Le porteur", "due": "2026-12-01"}]);
    let decided = coordinator.post(&decisions, &body).await.is(201);
    let mut waits = world.decision(project, "waitlisted", 0, "Zanzibar.");
    waits["reserve_rank"] = json!(1);
    coordinator.post(&decisions, &waits).await.is(200);
    coordinator.post(&decisions, &world.decision(project, "rejected", 0, "Zanzibar.")).await.is(200);
    let too_much = world.decision(project, "selected", 1_000_000_000, "");
    coordinator.post(&decisions, &too_much).await.refused(ErrorCode::EnvelopeExceeded);
    let dry = format!("{decisions}?dry_run=true");
    coordinator.post(&dry, &world.decision(project, "selected", 200_000, "")).await.is(200);
    coordinator.post(&decisions, &body).await.is(200);
    coordinator.change(&format!("{project}/feedback"), &json!({"text": "Zanzibar."})).await.is(200);
    coordinator.get(&format!("{project}/decision.pdf")).await.is(200);
    decided.id()
}

/// All else is decided and signed; publication is tried and refused; a scenario is kept, the session closed, the next call
/// prepared. Id of the scenario.
pub async fn everything_is_ready(app: &TestApp, world: &World, session: &str) -> String {
    let (call, coordinator) = (&world.call, app.coordinator().await);
    let decisions = format!("{call}/decisions");
    for (project, outcome, cents) in
        [(&world.withdrawn, "selected", 100_000), (&world.other, "waitlisted", 0)]
    {
        coordinator.post(&decisions, &world.decision(project, outcome, cents, "Retenue.")).await.is(201);
    }
    let publication = format!("{call}/publication");
    let publish = async |query: &str| coordinator.post(&format!("{publication}{query}"), &json!({})).await;
    publish("").await.refused(ErrorCode::SignaturesMissing);
    publish("?dry_run=true").await.refused(ErrorCode::SignaturesMissing);
    scene::sign(app).await;
    publish("?dry_run=true").await.is(200);
    coordinator.change(session, &json!({"status": "closed"})).await.is(200);
    let scenario = json!({"name": "Tout", "score": "raw"});
    let scenario = coordinator.post(&format!("{call}/simulations"), &scenario).await.is(201).id();
    let next = json!({"slug": HIDDEN, "title": "Appel Zanzibar", "opens_on": "2027-03-01", "closes_on": "2027-05-01",
        "programme": "soissons", "criteria": [{"code": "C1", "label": "Qualité du projet"}]});
    coordinator.post("/calls", &next).await.is(201);
    scenario
}

/// The signatures do not stand for it any more, and are given again.
pub async fn a_decided_project_is_withdrawn(app: &TestApp, world: &World) {
    app.partner_school().await.act(&world.withdrawn, "withdraw", &json!({})).await.is(200);
    let publication = format!("{}/publication", world.call);
    app.coordinator().await.post(&publication, &json!({})).await.refused(ErrorCode::SignaturesMissing);
    scene::sign(app).await;
}

/// What the coordination reads of the outbox: which mails there are, and where they stand.
pub async fn outbox(coordinator: &Person) -> Vec<String> {
    let mails = coordinator.all("/emails").await;
    let line = |mail: &serde_json::Value| {
        format!("{} {} {} {}", mail["id"], mail["kind"], mail["recipient"], mail["state"])
    };
    mails.iter().map(line).collect()
}
