//! A committee that nobody can take by surprise: what is signed was read, what is replaced was seen, and who stands aside
//! learns nothing, whatever else the person is.

use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Answer, Person, TestApp, on_both_engines, scene, text};

on_both_engines!(
    a_signature_signs_the_decisions_that_were_read,
    who_coordinates_signs_for_nobody,
    a_first_decision_is_not_replaced_unseen,
    a_decision_that_makes_no_sense_is_refused_at_its_field,
    a_scenario_is_taken_over_in_one_act_or_not_at_all,
    a_recused_carrier_cannot_compute_what_the_own_project_gets,
    a_recused_coordinator_reads_and_decides_nothing_of_that_project,
    a_reviewer_of_a_carrier_makes_no_quorum,
    the_ranking_tells_the_median_beside_the_mean,
    the_ranking_and_its_file_are_narrowed_and_sorted_alike,
);

async fn admissible(app: &TestApp, title: &str) -> String {
    scene::admissible(app, &app.partner_association().await, title).await
}

async fn call(app: &TestApp, path: &str) -> String {
    format!("{}/{path}", scene::call_path(app).await)
}

async fn a_signature_signs_the_decisions_that_were_read(app: &TestApp) {
    let project = admissible(app, "Lire et écrire en famille").await;
    scene::decide(app, &project, "selected", 100_000).await.is(201);
    scene::settle_the_rest(app).await;
    let carrier = app.carrier_agglo().await;
    let read = carrier.get(&call(app, "publication").await).await.is(200)["version"].as_i64().unwrap();
    scene::decide(app, &project, "rejected", 0).await.is(200);
    let signatures = call(app, "signatures").await;
    let sign =
        async |version: i64| carrier.post(&signatures, &json!({})).if_match(&format!("\"{version}\"")).await;
    sign(read).await.refused(ErrorCode::PreconditionFailed);
    assert_eq!(
        carrier.get(&signatures).await.is(200).items().iter().filter(|one| one["current"] == true).count(),
        0
    );
    let now = carrier.get(&call(app, "publication").await).await.is(200)["version"].as_i64().unwrap();
    assert!(now > read);
    assert_eq!(sign(now).await.is(201)["current"], true);
}

async fn who_coordinates_signs_for_nobody(app: &TestApp) {
    let project = admissible(app, "Lire et écrire en famille").await;
    scene::decide(app, &project, "selected", 100_000).await.is(201);
    scene::settle_the_rest(app).await;
    let coordinator = app.coordinator().await;
    let seat = json!({"user": scene::user_id(&coordinator).await, "role": "carrier",
        "partner": scene::carriers(app).await.agglo});
    app.admin().await.post("/memberships", &seat).await.is(201);
    coordinator.post(&call(app, "signatures").await, &json!({})).await.refused(ErrorCode::Forbidden);
}

async fn a_first_decision_is_not_replaced_unseen(app: &TestApp) {
    let project = admissible(app, "Lire et écrire en famille").await;
    let (coordinator, decisions) = (app.coordinator().await, call(app, "decisions").await);
    let first = scene::decision(app, &project, "selected", 100_000).await;
    coordinator.post(&decisions, &first).header("if-none-match", "*").await.is(201);
    let second = scene::decision(app, &project, "rejected", 0).await;
    let late = coordinator.post(&decisions, &second).header("if-none-match", "*").await;
    late.refused(ErrorCode::PreconditionFailed);
    // A version of a decision that is not there is none that was read.
    let other = admissible(app, "Théâtre au collège").await;
    let body = scene::decision(app, &other, "rejected", 0).await;
    coordinator.post(&decisions, &body).if_match("\"1\"").await.refused(ErrorCode::PreconditionFailed);
    assert_eq!(coordinator.get(&decisions).await.is(200).items()[0]["outcome"], "selected");
}

async fn a_decision_that_makes_no_sense_is_refused_at_its_field(app: &TestApp) {
    let project = admissible(app, "Lire et écrire en famille").await;
    let (coordinator, decisions) = (app.coordinator().await, call(app, "decisions").await);
    let conditions = json!([{"what": "Revoir le budget.", "owner": "Le porteur", "due": "2027-09-01"}]);
    let mut body = scene::decision(app, &project, "selected", 100_000).await;
    body["reservations"] = conditions.clone();
    coordinator.post(&decisions, &body).await.only_at_field("/reservations", "other_outcome");
    let nothing = scene::decision(app, &project, "selected", 0).await;
    coordinator.post(&decisions, &nothing).await.only_at_field("/amounts", "nothing_granted");
    let mut late = scene::decision(app, &project, "selected_with_reservations", 100_000).await;
    late["reservations"][0]["due"] = json!("2020-01-01");
    coordinator.post(&decisions, &late).await.only_at_field("/reservations/0/due", "in_the_past");
    assert_eq!(coordinator.get(&decisions).await.is(200).total(), 0);
}

/// The scenario of all that fits, saved; its path.
async fn scenario(app: &TestApp) -> String {
    let simulations = call(app, "simulations").await;
    let saved =
        app.coordinator().await.post(&simulations, &json!({"name": "Tout ce qui tient"})).await.is(201);
    format!("{simulations}/{}", saved.id())
}

async fn a_scenario_is_taken_over_in_one_act_or_not_at_all(app: &TestApp) {
    let first = admissible(app, "Lire et écrire en famille").await;
    let second = admissible(app, "Théâtre au collège").await;
    for project in [&first, &second] {
        scene::reviewed(app, project, &app.reviewer_1().await, 4).await;
    }
    scene::decide(app, &second, "rejected", 0).await.is(201);
    let (path, coordinator) = (scenario(app).await, app.coordinator().await);
    let (act, decisions) = (format!("{path}/decisions"), call(app, "decisions").await);
    coordinator.post(&format!("{act}?dry_run=true"), &json!({})).await.is(200);
    assert_eq!(coordinator.get(&decisions).await.is(200).total(), 1, "a dry run decides nothing");
    app.carrier_ville().await.post(&act, &json!({})).await.refused(ErrorCode::Forbidden);
    let taken = coordinator.post(&act, &json!({})).await.is(200);
    let all = coordinator.all(&decisions).await;
    let outcome = |project: &str| {
        all.iter()
            .find(|one| one["project"]["id"] == scene::id(project))
            .map(|one| text(&one["outcome"]).to_owned())
    };
    assert_eq!(outcome(&first).as_deref(), Some("selected"));
    assert_eq!(outcome(&second).as_deref(), Some("rejected"), "what was decided stays");
    assert_eq!(taken["decided"].as_u64().unwrap() + 1, all.len() as u64, "{taken:?}");
    // In session without a quorum none of them is written.
    let third = admissible(app, "Un potager au collège").await;
    scene::reviewed(app, &third, &app.reviewer_1().await, 5).await;
    let path = scenario(app).await;
    coordinator.change(&call(app, "session").await, &json!({"status": "open"})).await.is(200);
    let refused = coordinator.post(&format!("{path}/decisions"), &json!({})).await;
    refused.refused(ErrorCode::QuorumMissing);
    let all = coordinator.all(&decisions).await;
    assert!(all.iter().all(|one| one["project"]["id"] != scene::id(&third)), "{all:?}");
}

/// Everything that a member of the committee reads of a call.
async fn told(app: &TestApp, person: &Person) -> Vec<(String, Answer)> {
    let mut answers = Vec::new();
    for path in [
        "decisions",
        "publication",
        "reserve",
        "minutes",
        "session",
        "ranking",
        "reservations",
        "simulations",
    ] {
        answers.push((path.to_owned(), person.get(&call(app, path).await).await.is(200)));
    }
    let project = call(app, "").await.replace("/calls/", "/projects?call=").trim_end_matches('/').to_owned();
    answers.push(("projects".to_owned(), person.get(&project).await.is(200)));
    let decided = format!("{project}&status=decided");
    answers.push(("decided projects".to_owned(), person.get(&decided).await.is(200)));
    answers
}

async fn a_recused_carrier_cannot_compute_what_the_own_project_gets(app: &TestApp) {
    let own = admissible(app, "Lire et écrire en famille").await;
    let other = admissible(app, "Théâtre au collège").await;
    let carrier = app.carrier_agglo().await;
    carrier.post(&format!("{own}/conflicts"), &json!({"reason": "Voisin."})).await.is(201);
    scene::decide(app, &other, "waitlisted", 0).await.is(201);
    let before = told(app, &carrier).await;
    // First granted, then first of the reserve list, which moves the other one down.
    scene::decide(app, &own, "selected", 300_000).await.is(201);
    let granted = told(app, &carrier).await;
    let mut waiting = scene::decision(app, &own, "waitlisted", 0).await;
    waiting["reserve_rank"] = json!(1);
    app.coordinator().await.post(&call(app, "decisions").await, &waiting).await.is(200);
    let listed = told(app, &carrier).await;
    for after in [granted, listed] {
        for ((path, before), (_, after)) in before.iter().zip(&after) {
            assert_eq!(before.json(), after.json(), "{path}");
        }
    }
    let colleague = app.carrier_education().await.get(&call(app, "decisions").await).await.is(200);
    assert_eq!(colleague.total(), 2, "who is not recused sees both: {colleague:?}");
}

async fn a_recused_coordinator_reads_and_decides_nothing_of_that_project(app: &TestApp) {
    let own = admissible(app, "Lire et écrire en famille").await;
    let other = admissible(app, "Théâtre au collège").await;
    let review = scene::reviewed(app, &own, &app.reviewer_1().await, 5).await;
    let coordinator = app.coordinator().await;
    let seat = json!({"email": "seconde@demo.example", "role": "coordinator"});
    let second = app.join("seconde@demo.example", seat).await;
    second.get(&review).await.is(200);
    second.post(&format!("{own}/conflicts"), &json!({"reason": "Mon frère y travaille."})).await.is(201);
    second.get(&review).await.refused(ErrorCode::NotFound);
    let decisions = call(app, "decisions").await;
    let body = scene::decision(app, &own, "selected", 100_000).await;
    second.post(&decisions, &body).await.refused(ErrorCode::Recused);
    second.get(&format!("{own}/feedback")).await.refused(ErrorCode::Recused);
    let before = told(app, &second).await;
    coordinator.post(&decisions, &body).await.is(201);
    for ((path, before), (_, after)) in before.iter().zip(&told(app, &second).await) {
        assert_eq!(before.json(), after.json(), "{path}");
    }
    second
        .get(&format!("{own}/decision.pdf"))
        .header("accept", "application/pdf")
        .await
        .refused(ErrorCode::Recused);
    second.post(&decisions, &scene::decision(app, &other, "rejected", 0).await).await.is(201);
    let lift = format!("{own}/conflicts/{}/lift", scene::user_id(&second).await);
    second.post(&lift, &json!({"reason": "Sans objet."})).await.refused(ErrorCode::Forbidden);
}

async fn a_reviewer_of_a_carrier_makes_no_quorum(app: &TestApp) {
    let project = admissible(app, "Lire et écrire en famille").await;
    let session = call(app, "session").await;
    let reviewer = scene::user_id(&app.reviewer_1().await).await;
    let coordinator = app.coordinator().await;
    let attendance = format!("{session}/attendance");
    let came = coordinator.post(&attendance, &json!({"person": reviewer})).await.is(201);
    assert_eq!((&came["voting"], &came["institution"]), (&json!(false), &Value::Null));
    let read = coordinator.get(&session).await.is(200);
    let items = read["agenda"].as_array().unwrap();
    let item = items.iter().find(|item| item["project"]["id"] == scene::id(&project)).unwrap();
    assert_eq!(item["quorum"]["present"], 0);
}

async fn the_ranking_tells_the_median_beside_the_mean(app: &TestApp) {
    let project = admissible(app, "Lire et écrire en famille").await;
    let reviewers = [app.reviewer_1().await, app.reviewer_2().await, app.carrier_agglo().await];
    for (reviewer, score) in reviewers.iter().zip([5, 1, 5]) {
        scene::reviewed(app, &project, reviewer, score).await;
    }
    let ranking = app.coordinator().await.get(&call(app, "ranking").await).await.is(200);
    let item = ranking.items().iter().find(|one| one["project"]["id"] == scene::id(&project)).unwrap();
    assert_eq!((&item["score"], &item["median"]), (&json!(3.67), &json!(5.0)));
    assert_eq!(item["criteria"][0]["median"], 5.0);
    let csv = app
        .coordinator()
        .await
        .get(&call(app, "ranking.csv").await)
        .header("accept", "text/csv")
        .await
        .is(200);
    assert!(String::from_utf8_lossy(&csv.body).lines().next().unwrap().contains("Médiane"));
}

async fn the_ranking_and_its_file_are_narrowed_and_sorted_alike(app: &TestApp) {
    let reviewed = admissible(app, "Lire et écrire en famille").await;
    let waiting = admissible(app, "Théâtre à l’école").await;
    scene::reviewed(app, &reviewed, &app.reviewer_1().await, 4).await;
    scene::assign(app, &waiting, &app.reviewer_1().await).await.is(201);
    let (coordinator, ranking) = (app.coordinator().await, call(app, "ranking").await);
    let titles = async |query: &str| -> Vec<String> {
        let list = coordinator.get(&format!("{ranking}?{query}")).await.is(200);
        let file =
            coordinator.get(&format!("{ranking}.csv?{query}")).header("accept", "text/csv").await.is(200);
        let file = String::from_utf8(file.body.clone()).unwrap();
        let titles: Vec<String> =
            list.items().iter().map(|one| text(&one["project"]["title"]).to_owned()).collect();
        let lines: Vec<&str> = file.lines().skip(1).collect();
        assert_eq!(lines.len(), titles.len(), "{query}: {file}");
        for (line, title) in lines.iter().zip(&titles) {
            assert!(line.contains(title), "{query}: {title} in {line}");
        }
        titles
    };
    assert_eq!(titles("reviews=complete").await, ["Lire et écrire en famille"]);
    assert_eq!(titles("q=ECOLE").await, ["Théâtre à l’école"]);
    assert_eq!(titles("status=withdrawn").await, [""; 0]);
    let by_title = titles("sort=-title&reviews=complete,incomplete").await;
    assert!(by_title.windows(2).all(|pair| pair[0] >= pair[1]), "{by_title:?}");
    let unknown = coordinator.get(&format!("{ranking}?reviews=perhaps")).await;
    unknown.at_field("/reviews", "unknown_reference");
}
