//! Every GET operation of the specification, as people who must not learn something, before and after it happened: status,
//! body and headers stay what they were. An operation whose path names something unknown here fails the walk, so that a new one
//! is walked too.

use chrono::Duration;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tests::{Answer, Person, TestApp, contract, fiche, files, on_both_engines, scene, text};

on_both_engines!(
    no_operation_tells_an_outsider_that_the_committee_sat_and_decided,
    no_operation_tells_a_reviewer_of_anothers_review_before_the_own_one_is_submitted,
);

/// What stands for each variable of a path, by the fixed parts before it.
type Names = BTreeMap<&'static str, String>;

/// Queries that could tell what the plain operation does not.
const PROBES: [&str; 8] = [
    "/projects?status=decided",
    "/projects?status=selected,selected_with_reservations,waitlisted,rejected",
    "/projects?sort=-updated_at",
    "/projects?q=famille&limit=1",
    "/projects?mine=true&sort=status",
    "/search?q=famille",
    "/calls?sort=-updated_at",
    "/reviews?status=submitted",
];

/// What every operation needs besides its path.
fn query(template: &str) -> &'static str {
    match template {
        "/api/v1/projects/{id}/versions/compare" => "?from=1&to=1",
        "/api/v1/exports/reviews.csv" | "/api/v1/exports/reviews.xlsx" => "?call=2026",
        _ => "",
    }
}

/// The path that a template stands for.
fn filled(template: &str, names: &Names) -> String {
    let mut fixed = Vec::new();
    let mut path = Vec::new();
    for part in template.trim_start_matches("/api/v1").split('/').filter(|part| !part.is_empty()) {
        if part.starts_with('{') {
            let key = fixed.join("/");
            let name = names.get(key.as_str());
            path.push(
                name.unwrap_or_else(|| panic!("{template}: tests/api/leaks.rs names no {key}")).clone(),
            );
        } else {
            fixed.push(part);
            path.push(part.to_owned());
        }
    }
    format!("/{}", path.join("/"))
}

/// What may differ between two answers to the same question: the request's own number, and the hour of asking.
fn settled(mut value: Value) -> Value {
    match &mut value {
        Value::Object(fields) => {
            for volatile in ["request_id", "exported_at", "last_used_at", "instance"] {
                fields.remove(volatile);
            }
            fields.values_mut().for_each(|field| *field = settled(field.take()));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = settled(item.take())),
        _ => {}
    }
    value
}

/// Everything of an answer that somebody could compare.
fn told(answer: &Answer) -> Told {
    let json = settled(answer.json().clone());
    let bytes = if json.is_null() { answer.body.clone() } else { Vec::new() };
    let headers = answer.headers.iter().filter(|(name, _)| {
        // A problem is as long as its path; everything else is compared by its bytes.
        !["date", "x-request-id", "content-length"].contains(&name.as_str())
    });
    let headers =
        headers.map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into()));
    let mut headers: Vec<_> = headers.collect();
    headers.sort();
    (answer.status, json, bytes, headers)
}

/// Status, JSON, other bytes, headers.
type Told = (u16, Value, Vec<u8>, Vec<(String, String)>);

/// Asks everything; what was told, by question.
async fn walk(person: &Person, names: &Names) -> BTreeMap<String, Told> {
    let mut answers = BTreeMap::new();
    for (method, template, _) in contract::operations(&contract::COMMITTED) {
        if method != "GET" {
            continue;
        }
        let answer = if template.starts_with("/api/v1/") {
            person.get(&format!("{}{}", filled(&template, names), query(&template))).await
        } else {
            person.get_root(&template).await
        };
        answers.insert(template, told(&answer));
    }
    for probe in PROBES {
        answers.insert(probe.to_owned(), told(&person.get(probe).await));
    }
    assert!(answers.len() > 70, "the specification has only {} operations", answers.len());
    answers
}

/// Ids of everything that paths name; `project` is the one in question.
async fn names(app: &TestApp, project: &str, review: &str) -> Names {
    let (owner, coordinator) = (app.partner_association().await, app.coordinator().await);
    let call = scene::open_call(app).await;
    let partner = scene::partner_of(&owner).await;
    let first = async |list: &str| {
        let page = coordinator.get(list).await.is(200);
        page.items().first().map_or_else(String::new, |item| text(&item["id"]).to_owned())
    };
    let charts = app.anonymous().get("/charts").await.is(200);
    let document = files::attached(&owner, &format!("/partners/{partner}"), "statuts.pdf").await;
    let attached = coordinator.get(&format!("{project}/attachments")).await.is(200);
    let extension = json!({"partner": partner, "until_on": "2030-01-01", "reason": "Panne du réseau."});
    let extension =
        coordinator.post(&format!("/calls/{}/extensions", call.id()), &extension).await.is(201).id();
    Names::from([
        ("calls", call.id()),
        ("calls/decisions", "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60".to_owned()),
        ("calls/extensions", extension),
        ("calls/simulations", "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60".to_owned()),
        ("charts", text(&charts.items()[0]["version"]).to_owned()),
        ("districts", first("/districts").await),
        ("emails", first("/emails").await),
        ("emails/templates", "decision".to_owned()),
        ("invitations", "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60".to_owned()),
        ("memberships", first("/memberships").await),
        ("objectives", first("/objectives").await),
        ("partners", partner.clone()),
        ("partners/attachments", scene::id(&document).to_owned()),
        ("programmes", first("/programmes").await),
        ("projects", scene::id(project).to_owned()),
        ("projects/attachments", text(&attached.items()[0]["id"]).to_owned()),
        ("projects/contributions", scene::partner_of(&app.partner_school().await).await),
        ("projects/sections", "budget".to_owned()),
        ("projects/versions", "1".to_owned()),
        ("reviews", scene::id(review).to_owned()),
        ("users", scene::user_id(&app.reviewer_1().await).await),
    ])
}

/// A project under review with everything that hangs on one: a file, a partner who takes part, a message.
async fn under_review(app: &TestApp) -> String {
    let owner = app.partner_association().await;
    let project = scene::draft(app, &owner, "Lire et écrire en famille").await;
    files::attached(&owner, &project, "devis.pdf").await;
    let school = scene::partner_of(&app.partner_school().await).await;
    owner.change(&project, &json!({"partners": [{"partner": school, "role": "Accueille"}]})).await.is(200);
    owner.act(&project, "submit", &json!({})).await.is(200);
    owner.post(&format!("{project}/messages"), &json!({"text": "Bonjour."})).await.is(201);
    let coordinator = app.coordinator().await;
    coordinator.act(&project, "admissibility", &json!({"admissible": true})).await.is(200);
    project
}

async fn no_operation_tells_an_outsider_that_the_committee_sat_and_decided(app: &TestApp) {
    scene::settle_the_rest(app).await;
    let project = under_review(app).await;
    let review = scene::reviewed(app, &project, &app.reviewer_1().await, 4).await;
    let second = scene::admissible(app, &app.partner_association().await, "Théâtre au collège").await;
    let mut names = names(app, &project, &review).await;
    let outsiders = [
        app.anonymous(),
        app.partner_association().await,
        app.partner_school().await,
        app.reviewer_1().await,
        app.reviewer_2().await,
        app.observer().await,
        app.admin().await,
    ];
    let mut before = Vec::new();
    for outsider in &outsiders {
        before.push(walk(outsider, &names).await);
    }
    app.clock.advance(Duration::minutes(1));
    // The committee sits, discusses, votes, changes its mind, and writes to the applicant.
    let [ville, agglo, education, _] = app.carriers().await;
    let coordinator = app.coordinator().await;
    let session = scene::sitting(app, &[&ville, &agglo, &education]).await;
    coordinator
        .change(&session, &json!({"current": scene::id(&project), "agenda": [scene::id(&project)]}))
        .await
        .is(200);
    let call = scene::call_path(app).await;
    let mut body = scene::decision(app, &project, "selected_with_reservations", 100_000).await;
    body["votes"] = json!({"in_favour": 2, "against": 1, "abstained": 0});
    let decided = coordinator.post(&format!("{call}/decisions"), &body).await.is(201);
    scene::decide(app, &second, "waitlisted", 0).await.is(201);
    let feedback = format!("{project}/feedback");
    coordinator.change(&feedback, &json!({"text": "Un beau projet."})).await.is(200);
    coordinator.get(&format!("{project}/decision.pdf")).await.is(200);
    coordinator.change(&session, &json!({"status": "closed"})).await.is(200);
    scene::sign(app).await;
    let scenario = json!({"name": "Tout", "score": "raw"});
    let scenario = coordinator.post(&format!("{call}/simulations"), &scenario).await.is(201);
    names.insert("calls/simulations", scenario.id());
    names.insert("calls/decisions", decided.id());
    for (outsider, before) in outsiders.iter().zip(before) {
        same(outsider, before, walk(outsider, &names).await);
    }
    // The walk would have noticed: published, the applicant's answers change.
    scene::publish(app, &call).await.is(201);
    let owner = app.partner_association().await;
    let after = walk(&owner, &names).await;
    assert_eq!(after["/api/v1/projects/{id}/decision.pdf"].0, 200);
    assert_eq!(after["/api/v1/projects/{id}"].1["status"], "selected_with_reservations");
}

/// Nothing that was told has changed.
fn same(person: &Person, before: BTreeMap<String, Told>, after: BTreeMap<String, Told>) {
    for (question, then) in before {
        assert!(
            after[&question] == then,
            "{} learns from {question}:\n{then:#?}\n{:#?}",
            person.name(),
            after[&question]
        );
    }
}

async fn no_operation_tells_a_reviewer_of_anothers_review_before_the_own_one_is_submitted(app: &TestApp) {
    let project = under_review(app).await;
    let (own, other) = (app.reviewer_2().await, app.reviewer_1().await);
    scene::review_draft(app, &project, &own, 3).await;
    scene::assign(app, &project, &other).await.is(201);
    let mut names = names(app, &project, "/reviews/0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60").await;
    let before = walk(&own, &names).await;
    app.clock.advance(Duration::minutes(1));
    let begun = other.post(&format!("{project}/reviews"), &fiche::review(5)).await.is(201).id();
    let review = format!("/reviews/{begun}");
    names.insert("reviews", begun);
    same(&own, before.clone(), walk(&own, &names).await);
    other.change(&review, &json!({"message": "Zanzibar."})).await.is(200);
    other.act(&review, "submit", &json!({})).await.is(200);
    same(&own, before, walk(&own, &names).await);
    // The own review is done: the other one is there.
    let mine = own.get("/reviews?mine=true").await.is(200);
    own.act(&format!("/reviews/{}", text(&mine.items()[0]["id"])), "submit", &json!({})).await.is(200);
    assert_eq!(walk(&own, &names).await["/api/v1/reviews/{id}"].1["message"], "Zanzibar.");
}
