//! Every operation of the specification, as every actor.

use super::permission_table::{ACTORS, TABLE};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tests::{
    Answer, Person, TestApp, client::Request, contract, fiche, files, on_both_engines, on_one_engine, scene,
    text,
};

on_one_engine!(the_permission_table_names_every_operation_and_no_other);
on_both_engines!(every_actor_may_do_what_the_permission_table_says_and_no_more);

/// A line of the table.
pub struct Line {
    pub method: String,
    /// Path with `$names`.
    pub path: String,
    letters: Vec<char>,
    pub body: String,
}

impl Line {
    /// The path template with nameless variables, below the root.
    pub fn template(&self) -> String {
        let path = self.path.split('?').next().unwrap_or_default();
        let parts = path.split('/').map(|part| if part.starts_with('$') { "{}" } else { part });
        format!("{} {}{}", self.method, prefix(path), parts.collect::<Vec<_>>().join("/"))
    }
}

/// Health and keys stand at the root of the server.
pub fn prefix(path: &str) -> &'static str {
    let at_root =
        ["/healthz", "/readyz", "/metrics", "/.well-known/"].iter().any(|root| path.starts_with(root));
    if at_root { "" } else { "/api/v1" }
}

/// All lines of the table.
pub fn lines() -> Vec<Line> {
    let rows = TABLE.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()));
    rows.map(|row| {
        let (method, rest) = row.split_once(' ').unwrap();
        let (path, rest) = rest.trim_start().split_once(' ').unwrap();
        let rest = rest.trim_start();
        let (letters, body) = (&rest[..11.min(rest.len())], rest.get(11..).unwrap_or_default());
        let letters: Vec<char> = letters.chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(letters.len(), ACTORS.len(), "{row}");
        Line { method: method.to_owned(), path: path.to_owned(), letters, body: body.trim().to_owned() }
    })
    .collect()
}

async fn the_permission_table_names_every_operation_and_no_other(app: &TestApp) {
    let specification = app.anonymous().get_root("/api/openapi.json").await.is(200);
    let nameless = |path: &str| {
        let parts = path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
        parts.collect::<Vec<_>>().join("/")
    };
    let operations = contract::operations(specification.json());
    let specified: BTreeSet<String> =
        operations.iter().map(|(method, path, _)| format!("{method} {}", nameless(path))).collect();
    let tabled: BTreeSet<String> = lines().iter().map(Line::template).collect();
    let missing: Vec<_> = specified.difference(&tabled).collect();
    let unknown: Vec<_> = tabled.difference(&specified).collect();
    assert!(missing.is_empty(), "operations that tests/api/permission_table.rs lacks: {missing:#?}");
    assert!(unknown.is_empty(), "lines of tests/api/permission_table.rs that are no operation: {unknown:#?}");
}

/// The actors, and the objects that the `$names` of the table stand for.
struct Situation {
    actors: Vec<Person>,
    objects: BTreeMap<&'static str, String>,
}

impl Situation {
    async fn new(app: &TestApp) -> Self {
        let owner = app.partner_association().await;
        let coordinator = app.coordinator().await;
        let partner = scene::partner_of(&owner).await;
        let membership =
            json!({"role": "partner", "programme": "soissons", "partner": partner, "partner_role": "reader"});
        let reader = app.join("lecture@exemple.fr", membership).await;
        let Published { project: published, call: published_call, decision } = published(app, &owner).await;
        let reviewable = scene::admissible(app, &owner, "Lire et écrire en famille").await;
        let assigned = app.reviewer_1().await;
        scene::assign(app, &reviewable, &assigned).await.is(201);
        // Of a submitted review, so that taking it back is refused to the coordinator too, as in use.
        let done = scene::reviewed(app, &reviewable, &app.carrier_ville().await, 4).await;
        let call = scene::call_path(app).await;
        let assignments = coordinator.all(&format!("{call}/assignments")).await;
        let submitted =
            assignments.iter().find(|assignment| assignment["review_status"] == "submitted").unwrap();
        let assignment = text(&submitted["id"]).to_owned();
        let review = assigned.post(&format!("{reviewable}/reviews"), &fiche::review(3)).await.is(201).id();
        let hidden = json!({"slug": "2031", "title": "En préparation", "opens_on": "2031-03-01", "closes_on": "2031-05-01"});
        let hidden_call = coordinator.post("/calls", &hidden).await.is(201).id();
        let first =
            async |list: &str| text(&app.anonymous().get(list).await.is(200).items()[0]["id"]).to_owned();
        let bystander =
            app.join("tiers@exemple.fr", json!({"role": "observer", "programme": "soissons"})).await;
        let bystanding = bystander.get("/me").await.is(200);
        let invited = json!({"email": "invite@exemple.fr", "role": "observer", "programme": "soissons"});
        let invitation = coordinator.post("/invitations", &invited).await.is(201).id();
        let extension = json!({"partner": partner, "until_on": "2030-01-01", "reason": "Panne du réseau."});
        let extension = coordinator.post(&format!("{call}/extensions"), &extension).await.is(201).id();
        let shared = scene::draft(app, &owner, "Théâtre au collège").await;
        let letter = json!({"email": "amina@exemple.fr", "role": "editor"});
        let invitee = owner.post(&format!("{shared}/collaborators"), &letter).await.is(201).id();
        let attachment = files::attached(&owner, &shared, "devis.pdf").await;
        let document = files::attached(&owner, &format!("/partners/{partner}"), "statuts.pdf").await;
        let charts = app.anonymous().get("/charts").await.is(200);
        let first_chart = text(&charts.items()[0]["version"]).to_owned();
        let lent = scene::draft(app, &owner, "Un atelier partagé").await;
        let school = scene::partner_of(&app.partner_school().await).await;
        owner.change(&lent, &json!({"partners": [{"partner": school, "role": "Accueille"}]})).await.is(200);
        let session = scene::sitting(app, &[&app.carrier_ville().await]).await;
        let there = coordinator.get(&session).await.is(200);
        let objects = BTreeMap::from([
            ("attendee", text(&there["attendance"][0]["id"]).to_owned()),
            ("extension", extension),
            ("version", "1".to_owned()),
            ("place", "1".to_owned()),
            ("attachment", scene::id(&attachment).to_owned()),
            ("document", scene::id(&document).to_owned()),
            ("nothing", "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60".to_owned()),
            ("programme", first("/programmes").await),
            ("objective", first("/objectives").await),
            ("district", first("/districts").await),
            ("partner", partner),
            ("chart", first_chart),
            ("call", scene::open_call(app).await.id()),
            ("hidden_call", hidden_call),
            ("draft", scene::id(&shared).to_owned()),
            ("invitee", invitee),
            ("identity", "identity".to_owned()),
            ("filed", scene::id(&scene::submitted(app, &owner, "Un potager au collège").await).to_owned()),
            ("lent", scene::id(&lent).to_owned()),
            ("school", school),
            ("reviewable", scene::id(&reviewable).to_owned()),
            ("published", published),
            ("published_call", published_call),
            ("decision", decision),
            ("assignment", assignment),
            ("review", review),
            ("done", scene::id(&done).to_owned()),
            ("assigned_user", scene::user_id(&assigned).await),
            // In conflict by the organisation that leads the project.
            ("tied_user", scene::user_id(&app.reviewer_3().await).await),
            ("other_user", bystanding.id()),
            ("invitation", invitation),
            ("email_kind", "receipt".to_owned()),
            (
                "email",
                text(&coordinator.get("/emails?kind=receipt").await.is(200).items()[0]["id"]).to_owned(),
            ),
            ("membership", text(&bystanding["memberships"][0]["id"]).to_owned()),
        ]);
        let actors = vec![
            app.anonymous(),
            app.admin().await,
            coordinator,
            app.carrier_agglo().await,
            assigned,
            app.reviewer_2().await,
            owner,
            reader,
            app.partner_school().await,
            app.observer().await,
        ];
        Self { actors, objects }
    }

    fn filled(&self, text: &str) -> String {
        // Longer names first: `$reviewable` before `$review`.
        let objects = self.objects.iter().rev();
        objects.fold(text.to_owned(), |text, (name, id)| text.replace(&format!("${name}"), id))
    }

    async fn ask(&self, actor: &Person, line: &Line) -> Answer {
        let path = self.filled(&line.path);
        let method: Method = line.method.parse().unwrap();
        let mut request = Request::at_root(actor, method, &format!("{}{path}", prefix(&path)));
        if line.method != "GET" {
            request = request.if_match("\"0\"");
        }
        with_body(request, &self.filled(&line.body)).await
    }
}

/// A request with a body as the table writes it: JSON, a form, bytes or none.
pub fn with_body(request: Request, body: &str) -> Request {
    if let Some((kind, text)) = body.strip_prefix("raw ").and_then(|raw| raw.split_once(' ')) {
        return request.raw(kind, text);
    }
    match body.strip_prefix("form ") {
        Some(form) => request.raw("application/x-www-form-urlencoded", form),
        None if body.is_empty() => request,
        None => request.json(&serde_json::from_str::<Value>(body).unwrap()),
    }
}

/// Ids of what [`published`] makes.
struct Published {
    project: String,
    call: String,
    decision: String,
}

/// A selected and published project of a call of its own.
async fn published(app: &TestApp, owner: &Person) -> Published {
    let coordinator = app.coordinator().await;
    let body = json!({"slug": "publie", "title": "Appel publié", "opens_on": "2026-05-01", "closes_on": "2026-05-31",
        "criteria": [{"code": "C1", "label": "Qualité du projet"}]});
    let call = format!("/calls/{}", coordinator.post("/calls", &body).await.is(201).id());
    coordinator.act(&call, "publish", &json!({})).await.is(200);
    let complete = fiche::complete("Lire au parc", scene::id(&call), &scene::carriers(app).await);
    let project = format!("/projects/{}", owner.post("/projects", &complete).await.is(201).id());
    owner.act(&project, "submit", &json!({})).await.is(200);
    coordinator.act(&project, "admissibility", &json!({"admissible": true})).await.is(200);
    let decision = scene::decision(app, &project, "selected_with_reservations", 0).await;
    let decision = coordinator.post(&format!("{call}/decisions"), &decision).await.is(201).id();
    for carrier in app.carriers().await {
        carrier.post(&format!("{call}/signatures"), &json!({})).await.is(201);
    }
    scene::publish(app, &call).await.is(201);
    Published { project: scene::id(&project).to_owned(), call: scene::id(&call).to_owned(), decision }
}

fn allows(letter: char, status: u16) -> bool {
    match letter {
        '+' => matches!(status, 200 | 201 | 204 | 409 | 412 | 422),
        '1' => status == 401,
        '3' => status == 403,
        '4' => status == 404,
        'x' => matches!(status, 403 | 404),
        'a' => matches!(status, 401 | 404),
        other => panic!("{other} is no letter of the table"),
    }
}

async fn every_actor_may_do_what_the_permission_table_says_and_no_more(app: &TestApp) {
    let situation = Situation::new(app).await;
    let mut wrong = Vec::new();
    for line in &lines() {
        for ((actor, name), letter) in situation.actors.iter().zip(ACTORS).zip(&line.letters) {
            let answer = situation.ask(actor, line).await;
            if !allows(*letter, answer.status) {
                let code = answer["code"].as_str().unwrap_or_default();
                wrong.push(format!(
                    "{} {} as {name}: {letter} ≠ {} {code}",
                    line.method, line.path, answer.status
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cells are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
