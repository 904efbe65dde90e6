//! Situations, brought about through HTTP as people would.

use crate::{
    Answer, Person, TestApp,
    fiche::{self, Carriers, euros_cents},
    text,
};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// The demo's open call; after its deadline, the same one closed.
pub async fn open_call(app: &TestApp) -> Answer {
    let anybody = app.anonymous();
    for status in ["open", "closed"] {
        let found = anybody.get(&format!("/calls?status={status}")).await.is(200);
        if let Some(call) = found.items().first() {
            return anybody.get(&format!("/calls/{}", text(&call["id"]))).await.is(200);
        }
    }
    panic!("no call is open or closed")
}

/// Path of the demo's open call.
pub async fn call_path(app: &TestApp) -> String {
    format!("/calls/{}", open_call(app).await.id())
}

/// Path of the call of a project.
pub async fn call_path_of(app: &TestApp, project: &str) -> String {
    let read = app.coordinator().await.get(project).await.is(200);
    format!("/calls/{}", text(&read["call"]["id"]))
}

/// The instant from which the open call refuses submissions.
pub async fn deadline(app: &TestApp) -> DateTime<Utc> {
    text(&open_call(app).await["deadline"]).parse().expect("RFC 3339")
}

/// Partner ids of the four carriers.
pub async fn carriers(app: &TestApp) -> Carriers {
    let partners =
        app.anonymous().all("/partners?kind=ville,agglo,education_nationale,sous_prefecture").await;
    let id = |kind: &str| {
        let found = partners.iter().find(|partner| partner["kind"] == kind);
        text(&found.unwrap_or_else(|| panic!("no {kind} in {partners:?}"))["id"]).to_owned()
    };
    Carriers {
        ville: id("ville"),
        agglo: id("agglo"),
        education: id("education_nationale"),
        sous_prefecture: id("sous_prefecture"),
    }
}

/// Id of the account of a person.
pub async fn user_id(person: &Person) -> String {
    person.get("/me").await.is(200).id()
}

/// Id of the organisation that a person acts for.
pub async fn partner_of(person: &Person) -> String {
    let me = person.get("/me").await.is(200);
    text(&me["memberships"][0]["partner"]["id"]).to_owned()
}

/// A complete fiche for the open call, as sent.
pub async fn fiche(app: &TestApp, title: &str) -> Value {
    let call = open_call(app).await.id();
    fiche::complete(title, &call, &carriers(app).await)
}

/// Path of a complete draft in the open call.
pub async fn draft(app: &TestApp, partner: &Person, title: &str) -> String {
    let created = partner.post("/projects", &fiche(app, title).await).await.is(201);
    format!("/projects/{}", created.id())
}

/// Path of a submitted project in the open call.
pub async fn submitted(app: &TestApp, partner: &Person, title: &str) -> String {
    let project = draft(app, partner, title).await;
    partner.act(&project, "submit", &json!({})).await.is(200);
    project
}

/// Path of an admissible project in the open call.
pub async fn admissible(app: &TestApp, partner: &Person, title: &str) -> String {
    let project = submitted(app, partner, title).await;
    app.coordinator().await.act(&project, "admissibility", &json!({"admissible": true})).await.is(200);
    project
}

/// Path of an admissible project that asks this much of the Ville alone, in cents.
pub async fn asking(app: &TestApp, title: &str, cents: i64) -> String {
    let partner = app.partner_association().await;
    let project = draft(app, &partner, title).await;
    let requests = json!([{"funder": carriers(app).await.ville, "amount": euros_cents(cents)}]);
    partner.change(&project, &json!({"requests": requests})).await.is(200);
    partner.act(&project, "submit", &json!({})).await.is(200);
    app.coordinator().await.act(&project, "admissibility", &json!({"admissible": true})).await.is(200);
    project
}

/// The id at the end of a path.
pub fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// The coordinator assigns a project of the open call.
pub async fn assign(app: &TestApp, project: &str, reviewer: &Person) -> Answer {
    let assignments = format!("{}/assignments", call_path(app).await);
    let body = json!({"project": id(project), "reviewer": user_id(reviewer).await});
    app.coordinator().await.post(&assignments, &body).await
}

/// Path of a review, begun and not submitted, by a reviewer whom this assigns.
pub async fn review_draft(app: &TestApp, project: &str, reviewer: &Person, score: i64) -> String {
    assign(app, project, reviewer).await.is(201);
    let begun = reviewer.post(&format!("{project}/reviews"), &fiche::review(score)).await.is(201);
    format!("/reviews/{}", begun.id())
}

/// Path of a submitted review by a reviewer whom this assigns.
pub async fn reviewed(app: &TestApp, project: &str, reviewer: &Person, score: i64) -> String {
    let review = review_draft(app, project, reviewer, score).await;
    reviewer.act(&review, "submit", &json!({})).await.is(200);
    review
}

/// A decision, as sent: `voted` cents from the Ville.
pub async fn decision(app: &TestApp, project: &str, outcome: &str, voted: i64) -> Value {
    let ville = carriers(app).await.ville;
    let amounts = match voted {
        0 => json!([]),
        voted => json!([{"funder": ville, "proposed": euros_cents(voted), "voted": euros_cents(voted)}]),
    };
    let reason = if outcome == "selected" { "" } else { "Le comité a retenu d’autres priorités." };
    let reservations = match outcome {
        "selected_with_reservations" => {
            json!([{"what": "Transmettre la convention.", "owner": "Le porteur", "due": "2026-09-01"}])
        }
        _ => json!([]),
    };
    json!({"project": id(project), "outcome": outcome, "reason": reason, "amounts": amounts, "reservations": reservations})
}

/// The coordinator writes down what the committee decided.
pub async fn decide(app: &TestApp, project: &str, outcome: &str, voted: i64) -> Answer {
    let decisions = format!("{}/decisions", call_path(app).await);
    let body = decision(app, project, outcome, voted).await;
    app.coordinator().await.post(&decisions, &body).await
}

/// All four carriers sign the decisions of the open call.
pub async fn sign(app: &TestApp) {
    let signatures = format!("{}/signatures", call_path(app).await);
    for carrier in app.carriers().await {
        carrier.post(&signatures, &json!({})).await.is(201);
    }
}

/// The coordinator publishes the decisions of a call.
pub async fn publish(app: &TestApp, call: &str) -> Answer {
    let coordinator = app.coordinator().await;
    let etag = coordinator.etag(call).await;
    coordinator.post(&format!("{call}/publication"), &json!({})).if_match(&etag).await
}

/// Settles what the demo left undecided in the open call, so that nothing but the scenario's own projects counts.
pub async fn settle_the_rest(app: &TestApp) {
    let coordinator = app.coordinator().await;
    let call = call_path(app).await;
    let publication = coordinator.get(&format!("{call}/publication")).await.is(200);
    for project in publication["undecided"].as_array().into_iter().flatten() {
        let path = format!("/projects/{}", text(&project["id"]));
        if coordinator.get(&path).await.is(200)["status"] == "submitted" {
            let refusal = json!({"admissible": false, "reason": "Hors du périmètre."});
            coordinator.act(&path, "admissibility", &refusal).await.is(200);
        } else {
            decide(app, &path, "rejected", 0).await.is(201);
        }
    }
}

/// Paths of a selected and a rejected project of the association, published, reviewed by reviewer-1 and reviewer-2.
pub async fn published(app: &TestApp) -> (String, String) {
    let partner = app.partner_association().await;
    let selected = admissible(app, &partner, "Lire et écrire en famille").await;
    let rejected = admissible(app, &partner, "Théâtre au collège").await;
    reviewed(app, &selected, &app.reviewer_1().await, 4).await;
    reviewed(app, &selected, &app.reviewer_2().await, 2).await;
    decide(app, &selected, "selected", 300_000).await.is(201);
    decide(app, &rejected, "rejected", 0).await.is(201);
    settle_the_rest(app).await;
    let call = call_path(app).await;
    sign(app).await;
    publish(app, &call).await.is(201);
    (selected, rejected)
}

/// Opens the committee's session of the open call, with these carriers in the room; its path.
pub async fn sitting(app: &TestApp, present: &[&Person]) -> String {
    let session = format!("{}/session", call_path(app).await);
    for person in present {
        person.post(&format!("{session}/attendance"), &json!({})).await.is(201);
    }
    app.coordinator().await.change(&session, &json!({"status": "open"})).await.is(200);
    session
}
