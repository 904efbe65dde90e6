//! Scenarios of the simulator, and the score corrected for severity.

use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Answer, TestApp, fiche, on_both_engines, scene, text};

on_both_engines!(
    the_best_set_under_the_envelopes_is_chosen_and_saved_only_when_asked,
    floors_and_locks_are_kept_and_an_impossible_floor_is_named,
    a_scenario_is_changed_and_deleted_over_the_version_that_was_read,
    a_scenario_tells_when_the_projects_have_changed_since,
    a_carrier_who_owes_a_review_sees_no_scenario_and_a_recused_one_no_score,
    the_ranking_is_downloaded_with_what_the_reader_may_see,
    the_severe_reviewer_is_corrected_beside_the_score_never_instead_of_it,
);

async fn path(app: &TestApp) -> String {
    format!("{}/simulations", scene::call_path(app).await)
}

async fn simulate(app: &TestApp, query: &str, body: Value) -> Answer {
    let path = path(app).await;
    app.coordinator().await.post(&format!("{path}{query}"), &body).await
}

/// Three projects, reviewed with 5, 4 and 3; each asks 5,000 € of the Ville and 4,000 € of the State.
async fn three(app: &TestApp) -> [String; 3] {
    let partner = app.partner_association().await;
    let reviewer = app.reviewer_1().await;
    let mut projects = Vec::new();
    for (title, score) in
        [("Lire et écrire en famille", 5), ("Théâtre au collège", 4), ("Un potager partagé", 3)]
    {
        let project = scene::admissible(app, &partner, title).await;
        scene::reviewed(app, &project, &reviewer, score).await;
        projects.push(project);
    }
    projects.try_into().unwrap()
}

/// What the scenario says of a project.
fn about<'a>(scenario: &'a Answer, project: &str) -> &'a Value {
    let projects = scenario["result"]["projects"].as_array().unwrap();
    projects.iter().find(|one| one["project"]["id"] == scene::id(project)).unwrap()
}

/// Terms in which the Ville has so much, and the demo's other projects are out.
async fn terms(app: &TestApp, projects: &[String; 3], ville_euros: i64) -> Value {
    let first = simulate(app, "?dry_run=true", json!({"name": "Tout"})).await.is(200);
    let own: Vec<&str> = projects.iter().map(|project| scene::id(project)).collect();
    let ids = first["result"]["projects"].as_array().unwrap().iter().map(|one| text(&one["project"]["id"]));
    let others: Vec<&str> = ids.filter(|id| !own.contains(id)).collect();
    let ville = scene::carriers(app).await.ville;
    json!({"name": "Essai", "locked_out": others,
           "envelopes": [{"funder": ville, "amount": fiche::euros_cents(ville_euros * 100)}]})
}

async fn the_best_set_under_the_envelopes_is_chosen_and_saved_only_when_asked(app: &TestApp) {
    let projects = three(app).await;
    let terms = terms(app, &projects, 10_000).await;
    let trial = simulate(app, "?dry_run=true", terms.clone()).await.is(200);
    assert_eq!(trial["id"], Value::Null);
    assert!(app.coordinator().await.all(&path(app).await).await.is_empty(), "a trial was saved");
    let saved = simulate(app, "", terms).await.is(201);
    let chosen: Vec<&Value> = projects.iter().map(|project| &about(&saved, project)["selected"]).collect();
    assert_eq!(chosen, [&json!(true), &json!(true), &json!(false)], "{saved:?}");
    assert_eq!((&saved["result"]["total_score"], &saved["result"]["proven"]), (&json!(9.0), &json!(true)));
    let ville = scene::carriers(app).await.ville;
    let money = saved["result"]["envelopes"].as_array().unwrap();
    let money = money.iter().find(|one| one["funder"]["id"] == ville.as_str()).unwrap();
    assert_eq!(
        (&money["used"]["amount"], &money["amount"]["amount"]),
        (&json!(1_000_000), &json!(1_000_000))
    );
    let coverage = &saved["result"]["coverage"];
    let objectives = coverage["objectives"].as_array().unwrap();
    assert!(
        objectives.iter().any(|one| one["objective"]["code"] == "O7" && one["projects"] == 2),
        "{coverage}"
    );
    assert!(
        coverage["cells"].as_array().unwrap().iter().any(|cell| cell["age_band"] == "11-14"),
        "{coverage}"
    );
    let listed = app.carrier_agglo().await.get(&path(app).await).await.is(200);
    assert_eq!(listed.total(), 1, "a carrier without reviews to do reads it");
    app.observer().await.get(&path(app).await).await.refused(ErrorCode::Forbidden);
}

async fn floors_and_locks_are_kept_and_an_impossible_floor_is_named(app: &TestApp) {
    let projects = three(app).await;
    let base = terms(app, &projects, 10_000).await;
    let with = |field: &str, value: Value| {
        let mut terms = base.clone();
        terms[field] = value;
        terms
    };
    let locked =
        simulate(app, "?dry_run=true", with("locked_in", json!([scene::id(&projects[2])]))).await.is(200);
    assert_eq!(about(&locked, &projects[2])["selected"], true, "{locked:?}");
    assert_eq!(about(&locked, &projects[1])["selected"], false, "{locked:?}");
    let kept =
        with("floors", json!([{"district": "Presles", "at_least": 2}, {"age_band": "6-10", "at_least": 1}]));
    simulate(app, "?dry_run=true", kept).await.is(200);
    let much =
        with("floors", json!([{"objective": "O2", "at_least": 3}, {"age_band": "6-10", "at_least": 1}]));
    let refused = simulate(app, "", much).await.refused(ErrorCode::SimulationImpossible);
    let floor = refused["obstacles"].as_array().unwrap().iter().find(|one| one["rule"] == "floor").unwrap();
    assert!(text(&floor["message"]).contains("O2"), "{refused:?}");
    assert!(text(&floor["remedy"]).contains("abaissez ce plancher à 2"), "{refused:?}");
    assert!(
        !text(&refused["detail"]).contains("6 à 10 ans"),
        "a floor that is not in the way is named\n{refused:?}"
    );
    let both = with("locked_in", base["locked_out"].clone());
    if !base["locked_out"].as_array().unwrap().is_empty() {
        simulate(app, "", both).await.at_field("/locked_out/0", "duplicate");
    }
    let two = with("floors", json!([{"objective": "O2", "district": "Presles", "at_least": 1}]));
    simulate(app, "", two).await.only_at_field("/floors/0/age_band", "duplicate");
    let stranger = with("locked_in", json!(["0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60"]));
    simulate(app, "", stranger).await.only_at_field("/locked_in/0", "unknown_reference");
}

async fn a_scenario_is_changed_and_deleted_over_the_version_that_was_read(app: &TestApp) {
    let projects = three(app).await;
    let saved = simulate(app, "", terms(app, &projects, 10_000).await).await.is(201);
    let one = format!("{}/{}", path(app).await, saved.id());
    let coordinator = app.coordinator().await;
    coordinator.patch(&one, "\"9\"", &json!({"name": "Autre"})).await.refused(ErrorCode::PreconditionFailed);
    let ville = scene::carriers(app).await.ville;
    let more = json!({"name": "Plus large", "envelopes": [{"funder": ville, "amount": fiche::euros_cents(1_500_000)}]});
    let changed = coordinator.change(&one, &more).await.is(200);
    assert_eq!((&changed["version"], &changed["result"]["selected"]), (&json!(2), &json!(3)), "{changed:?}");
    assert_eq!(coordinator.get(&one).await.is(200)["terms"]["name"], "Plus large");
    app.carrier_agglo().await.patch(&one, "\"2\"", &json!({"name": "x"})).await.refused(ErrorCode::Forbidden);
    coordinator.delete(&one, "\"1\"").await.refused(ErrorCode::PreconditionFailed);
    coordinator.delete(&one, "\"2\"").await.is(204);
    coordinator.get(&one).await.refused(ErrorCode::NotFound);
}

async fn a_scenario_tells_when_the_projects_have_changed_since(app: &TestApp) {
    let projects = three(app).await;
    let saved = simulate(app, "", terms(app, &projects, 10_000).await).await.is(201);
    let one = format!("{}/{}", path(app).await, saved.id());
    let coordinator = app.coordinator().await;
    assert_eq!(coordinator.get(&one).await.is(200)["outdated"], false);
    scene::reviewed(app, &projects[0], &app.reviewer_2().await, 1).await;
    assert_eq!(coordinator.get(&one).await.is(200)["outdated"], true);
    assert_eq!(coordinator.change(&one, &json!({"name": "À jour"})).await.is(200)["outdated"], false);
}

async fn a_carrier_who_owes_a_review_sees_no_scenario_and_a_recused_one_no_score(app: &TestApp) {
    let projects = three(app).await;
    simulate(app, "", terms(app, &projects, 10_000).await).await.is(201);
    let carrier = app.carrier_agglo().await;
    scene::assign(app, &projects[0], &carrier).await.is(201);
    carrier.get(&path(app).await).await.refused(ErrorCode::ReviewsOutstanding);
    carrier
        .post(&format!("{}/conflicts", projects[0]), &json!({"reason": "Ancien employeur."}))
        .await
        .is(201);
    let read = carrier.get(&path(app).await).await.is(200);
    let result = &read.items()[0]["result"];
    assert_eq!(result["total_score"], Value::Null, "{read:?}");
    let shown = |project: &str| {
        let projects = result["projects"].as_array().unwrap();
        projects.iter().find(|one| one["project"]["id"] == scene::id(project)).unwrap()["score"].clone()
    };
    assert_eq!((shown(&projects[0]), shown(&projects[1])), (Value::Null, json!(4.0)));
    let ranking = carrier.get(&format!("{}/ranking?limit=100", scene::call_path(app).await)).await.is(200);
    let item = ranking.items().iter().find(|item| item["project"]["id"] == scene::id(&projects[0])).unwrap();
    assert_eq!(
        (&item["score"], &item["corrected"], &item["rank"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert_eq!(item["opinions"]["favourable"], 0, "a recused person reads no opinion");
}

async fn the_severe_reviewer_is_corrected_beside_the_score_never_instead_of_it(app: &TestApp) {
    let partner = app.partner_association().await;
    let both = scene::admissible(app, &partner, "Lire et écrire en famille").await;
    let kind = scene::admissible(app, &partner, "Théâtre au collège").await;
    let hard = scene::admissible(app, &partner, "Un potager partagé").await;
    let (generous, severe) = (app.reviewer_1().await, app.reviewer_2().await);
    for (project, reviewer, score) in
        [(&both, &generous, 4), (&both, &severe, 2), (&kind, &generous, 4), (&hard, &severe, 3)]
    {
        scene::reviewed(app, project, reviewer, score).await;
    }
    let ranking = format!("{}/ranking?limit=100", scene::call_path(app).await);
    let ranking = app.coordinator().await.get(&ranking).await.is(200);
    let of = |project: &str| {
        let found = ranking.items().iter().find(|item| item["project"]["id"] == scene::id(project));
        let item = found.unwrap();
        (
            item["score"].clone(),
            item["corrected"].clone(),
            item["rank"].clone(),
            item["corrected_rank"].clone(),
        )
    };
    // Two points lie between the reviewers: each is a point off the mean of both.
    assert_eq!(of(&kind), (json!(4.0), json!(3.0), json!(1), json!(2)));
    assert_eq!(of(&hard), (json!(3.0), json!(4.0), json!(2), json!(1)));
    assert_eq!(of(&both), (json!(3.0), json!(3.0), json!(2), json!(2)));
}

async fn the_ranking_is_downloaded_with_what_the_reader_may_see(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::admissible(app, &partner, "=2+2, disent-ils").await;
    scene::reviewed(app, &project, &app.reviewer_1().await, 4).await;
    let carrier = app.carrier_agglo().await;
    scene::assign(app, &project, &carrier).await.is(201);
    let path = format!("{}/ranking", scene::call_path(app).await);
    let csv = app.coordinator().await.get(&format!("{path}.csv")).await.is(200);
    assert_eq!(csv.header("content-type"), "text/csv");
    assert!(
        csv.header("content-disposition").contains("classement_"),
        "{}",
        csv.header("content-disposition")
    );
    let line = |csv: &Answer| {
        let text = String::from_utf8(csv.body.clone()).unwrap();
        text.lines().find(|line| line.contains("disent-ils")).unwrap().to_owned()
    };
    assert!(
        line(&csv).contains(";\"'=2+2, disent-ils\";") && line(&csv).contains(r#";"4";"4";"1";"0";"1";"2";"#),
        "{}",
        line(&csv)
    );
    let blind = carrier.get(&format!("{path}.csv")).await.is(200);
    let hidden = r#";"";"";"";"";"";"1";"2";"#;
    assert!(line(&blind).contains(hidden), "no score before one's own review: {}", line(&blind));
    let xlsx = app.coordinator().await.get(&format!("{path}.xlsx")).await.is(200);
    assert!(xlsx.body.starts_with(b"PK"));
}
