//! What can still happen once the decisions are published, and what cannot change any more.

use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Answer, Person, TestApp, fiche, on_both_engines, scene, text};

on_both_engines!(
    an_abandoned_action_frees_its_money_for_the_reserve_list,
    who_may_not_abandon_an_action_is_refused_and_a_reason_is_needed,
    a_project_moves_up_out_of_turn_with_a_reason_only,
    a_project_can_move_up_with_reservations_and_not_with_nothing,
    a_letter_that_is_no_longer_so_never_leaves,
    the_minutes_stay_as_they_were_published_and_what_followed_stands_apart,
    publication_ends_a_session_that_is_open,
    a_reservation_gets_more_time_from_the_coordinator_with_a_reason,
);

async fn publish(app: &TestApp) {
    scene::settle_the_rest(app).await;
    scene::sign(app).await;
    scene::publish(app, &scene::call_path(app).await).await.is(201);
}

/// The call, and of it one selected project and two on the reserve list, in this order, published.
async fn published(app: &TestApp) -> (String, [String; 3]) {
    let call = scene::call_path(app).await;
    let selected = scene::asking(app, "Lire et écrire en famille", 400_000).await;
    let first = scene::asking(app, "Théâtre au collège", 300_000).await;
    let second = scene::asking(app, "Un potager au collège", 100_000).await;
    scene::decide(app, &selected, "selected", 400_000).await.is(201);
    for waiting in [&first, &second] {
        scene::decide(app, waiting, "waitlisted", 0).await.is(201);
    }
    publish(app).await;
    (call, [selected, first, second])
}

async fn up(app: &TestApp, project: &str, cents: i64) -> Value {
    let ville = scene::carriers(app).await.ville;
    json!({"project": scene::id(project), "amounts": [{"funder": ville, "voted": fiche::euros_cents(cents)}]})
}

fn voted(list: &Answer) -> i64 {
    list["envelopes"].as_array().unwrap().iter().filter_map(|one| one["voted"]["amount"].as_i64()).sum()
}

async fn of_kind(app: &TestApp, kind: &str) -> Vec<Value> {
    app.coordinator().await.all(&format!("/emails?kind={kind}")).await
}

fn why() -> Value {
    json!({"reason": "L’intervenant n’est plus disponible."})
}

async fn an_abandoned_action_frees_its_money_for_the_reserve_list(app: &TestApp) {
    let (call, [selected, ..]) = published(app).await;
    let (partner, coordinator) = (app.partner_association().await, app.coordinator().await);
    let path = format!("{call}/reserve");
    assert_eq!(voted(&coordinator.get(&path).await.is(200)), 400_000);
    let before = partner.get(&selected).await.is(200);
    assert_eq!(before["allowed_transitions"], json!(["abandon"]));
    let after = partner.act(&selected, "abandon", &why()).await.is(200);
    assert_eq!((&after["status"], &after["allowed_transitions"]), (&json!("abandoned"), &json!([])));
    assert_eq!(voted(&coordinator.get(&path).await.is(200)), 0);
    assert_eq!(app.anonymous().get(&selected).await.is(200)["status"], "abandoned");
    let events = partner.get(&format!("{selected}/events")).await.is(200);
    let last = events.items().last().unwrap();
    assert_eq!((&last["kind"], &last["detail"]), (&json!("abandoned"), &why()["reason"]));
    let told = of_kind(app, "abandonment").await;
    let to: Vec<&str> = told.iter().map(|mail| text(&mail["recipient"])).collect();
    assert!(
        to.contains(&"partner-association@demo.example") && to.contains(&"coordinator@demo.example"),
        "{to:?}"
    );
}

async fn who_may_not_abandon_an_action_is_refused_and_a_reason_is_needed(app: &TestApp) {
    let (_, [selected, first, _]) = published(app).await;
    let coordinator = app.coordinator().await;
    for outsider in [&app.partner_school().await, &app.carrier_agglo().await, &app.observer().await] {
        outsider.act(&selected, "abandon", &why()).await.refused(ErrorCode::Forbidden);
    }
    coordinator
        .act(&selected, "abandon", &json!({"reason": " "}))
        .await
        .at_field("/reason", "reason_required");
    coordinator.act(&first, "abandon", &why()).await.refused(ErrorCode::TransitionNotAllowed);
    coordinator
        .post(&format!("{selected}/abandon"), &why())
        .if_match("\"1\"")
        .await
        .refused(ErrorCode::PreconditionFailed);
    coordinator.act(&selected, "abandon", &why()).await.is(200);
    coordinator.act(&selected, "abandon", &why()).await.refused(ErrorCode::TransitionNotAllowed);
}

async fn a_project_moves_up_out_of_turn_with_a_reason_only(app: &TestApp) {
    let (call, [_, first, second]) = published(app).await;
    let (coordinator, path) = (app.coordinator().await, format!("{call}/reserve"));
    let mut body = up(app, &second, 100_000).await;
    coordinator.post(&path, &body).await.at_field("/reason", "reason_required");
    body["reason"] = json!("Le premier porteur a renoncé.");
    let moved = coordinator.post(&path, &body).await.is(200);
    assert_eq!((&moved["outcome"], &moved["reason"]), (&json!("selected"), &body["reason"]));
    // In its turn none is needed, and why it had to wait is no reason to be selected.
    let moved = coordinator.post(&path, &up(app, &first, 200_000).await).await.is(200);
    assert_eq!((&moved["reason"], &moved["votes"]), (&json!(""), &Value::Null));
}

async fn a_project_can_move_up_with_reservations_and_not_with_nothing(app: &TestApp) {
    let (call, [_, first, _]) = published(app).await;
    let (coordinator, path) = (app.coordinator().await, format!("{call}/reserve"));
    coordinator.post(&path, &up(app, &first, 0).await).await.at_field("/amounts", "nothing_granted");
    let mut body = up(app, &first, 100_000).await;
    body["reservations"] = json!([{"what": "Revoir le budget.", "owner": "Le porteur", "due": "2020-01-01"}]);
    coordinator.post(&path, &body).await.at_field("/reservations/0/due", "in_the_past");
    body["reservations"][0]["due"] = json!("2027-09-01");
    assert_eq!(coordinator.post(&path, &body).await.is(200)["outcome"], "selected_with_reservations");
    let read = app.partner_association().await.get(&first).await.is(200);
    assert_eq!(read["status"], "selected_with_reservations");
    assert_eq!(read["decision"]["reservations"][0]["state"], "open");
}

async fn a_letter_that_is_no_longer_so_never_leaves(app: &TestApp) {
    let (call, [selected, first, _]) = published(app).await;
    let coordinator = app.coordinator().await;
    coordinator.act(&selected, "abandon", &why()).await.is(200);
    coordinator.post(&format!("{call}/reserve"), &up(app, &first, 300_000).await).await.is(200);
    let told = of_kind(app, "decision").await;
    let held = |project: &str| {
        let own = told.iter().filter(|mail| mail["project"] == scene::id(project) && mail["state"] == "held");
        own.map(|mail| text(&mail["id"]).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(held(&selected), [""; 0], "it was selected and is not any more: {told:?}");
    let [only] = &held(&first)[..] else { panic!("one letter, of the selection: {told:?}") };
    let mail = coordinator.get(&format!("/emails/{only}")).await.is(200);
    assert!(text(&mail["text"]).contains("Elle est retenue"), "{mail:?}");
}

async fn the_minutes_stay_as_they_were_published_and_what_followed_stands_apart(app: &TestApp) {
    let (call, [selected, first, _]) = published(app).await;
    let coordinator = app.coordinator().await;
    let path = format!("{call}/minutes");
    let published = coordinator.get(&path).await.is(200);
    assert_eq!(published["since"], json!([]));
    coordinator.act(&selected, "abandon", &why()).await.is(200);
    coordinator.post(&format!("{call}/reserve"), &up(app, &first, 300_000).await).await.is(200);
    // A seat that somebody gets later makes nobody stand aside in the past.
    let school = scene::partner_of(&app.partner_association().await).await;
    let late = json!({"user": scene::user_id(&app.reviewer_1().await).await, "role": "partner",
        "partner": school, "partner_role": "reader"});
    app.admin().await.post("/memberships", &late).await.is(201);
    let now = coordinator.get(&path).await.is(200);
    for part in ["items", "envelopes", "signatures", "attendance", "published_at"] {
        assert_eq!(now[part], published[part], "{part}");
    }
    let since: Vec<(&str, &str)> = now["since"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (text(&one["kind"]), text(&one["project"]["id"])))
        .collect();
    assert_eq!(since, [("abandoned", scene::id(&selected)), ("moved_up", scene::id(&first))]);
    let paper = coordinator.get(&format!("{path}.pdf")).header("accept", "application/pdf").await.is(200);
    assert!(paper.body.starts_with(b"%PDF-1.7"));
}

async fn publication_ends_a_session_that_is_open(app: &TestApp) {
    let project = scene::asking(app, "Lire et écrire en famille", 100_000).await;
    let [ville, agglo, education, prefecture] = app.carriers().await;
    let session = scene::sitting(app, &[&ville, &agglo, &education, &prefecture]).await;
    let coordinator = app.coordinator().await;
    coordinator.change(&session, &json!({"current": scene::id(&project)})).await.is(200);
    let decided = scene::decide(app, &project, "selected", 100_000).await.is(201);
    assert_eq!(decided["quorum"], json!({"eligible": 4, "required": 3, "present": 4, "met": true}));
    publish(app).await;
    let over = coordinator.get(&session).await.is(200);
    assert_eq!((&over["status"], &over["current"]), (&json!("closed"), &Value::Null));
    assert!(over["closed_at"].is_string(), "{over:?}");
    let minutes = coordinator.get(&session.replace("/session", "/minutes")).await.is(200);
    assert_eq!(minutes["status"], "closed");
}

async fn more_time(person: &Person, project: &str, etag: &str, body: Value) -> Answer {
    person.patch(&format!("{project}/reservations/1"), etag, &body).await
}

async fn a_reservation_gets_more_time_from_the_coordinator_with_a_reason(app: &TestApp) {
    let project = scene::asking(app, "Lire et écrire en famille", 100_000).await;
    scene::decide(app, &project, "selected_with_reservations", 100_000).await.is(201);
    publish(app).await;
    let (partner, coordinator) = (app.partner_association().await, app.coordinator().await);
    let later = json!({"due": "2027-03-01", "reason": "Le collège est fermé en août."});
    more_time(&partner, &project, "\"1\"", later.clone()).await.refused(ErrorCode::Forbidden);
    let empty = json!({"due": "2027-03-01", "reason": ""});
    more_time(&coordinator, &project, "\"1\"", empty).await.at_field("/reason", "reason_required");
    let past = json!({"due": "2020-03-01", "reason": "Trop tard."});
    more_time(&coordinator, &project, "\"1\"", past).await.at_field("/due", "in_the_past");
    let changed = more_time(&coordinator, &project, "\"1\"", later.clone()).await.is(200);
    assert_eq!((&changed["due"], &changed["version"]), (&later["due"], &json!(2)));
    more_time(&coordinator, &project, "\"1\"", later).await.refused(ErrorCode::PreconditionFailed);
    let events = partner.get(&format!("{project}/events")).await.is(200);
    let last = events.items().last().unwrap();
    assert_eq!(last["kind"], "reservation_extended");
    assert!(text(&last["detail"]).contains("fermé en août"), "{last}");
}
