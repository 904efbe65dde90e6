//! What follows the committee: reservations, reserve list, feedback, letters, e-mails, minutes.

use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Answer, Person, TestApp, fiche, on_both_engines, scene, text};

on_both_engines!(
    a_reservation_is_proven_by_the_partner_and_lifted_by_the_coordinator,
    a_conditional_selection_needs_a_reservation,
    the_reserve_list_keeps_its_order_and_proposes_who_fits_when_one_withdraws,
    a_project_moves_up_from_the_reserve_list_after_publication,
    the_applicant_reads_the_feedback_that_the_coordinator_wrote_and_nothing_else,
    the_decisions_are_mailed_once_the_coordinator_lets_them_go,
    a_letter_is_the_applicants_after_publication_and_a_draft_for_the_coordinator_before,
    the_minutes_name_who_was_there_who_stood_aside_and_how_it_was_voted,
);

async fn publish(app: &TestApp) {
    scene::settle_the_rest(app).await;
    scene::sign(app).await;
    let call = scene::call_path(app).await;
    scene::publish(app, &call).await.is(201);
}

async fn of_kind(app: &TestApp, kind: &str) -> Vec<Value> {
    app.coordinator().await.all(&format!("/emails?kind={kind}")).await
}

async fn reservations(person: &Person, project: &str) -> Answer {
    person.get(&format!("{project}/reservations")).await.is(200)
}

async fn act(person: &Person, project: &str, place: i64, version: i64, act: &str, body: Value) -> Answer {
    let path = format!("{project}/reservations/{place}/{act}");
    person.post(&path, &body).if_match(&format!("\"{version}\"")).await
}

async fn a_reservation_is_proven_by_the_partner_and_lifted_by_the_coordinator(app: &TestApp) {
    let (partner, coordinator) = (app.partner_association().await, app.coordinator().await);
    let project = scene::admissible(app, &partner, "Lire et écrire en famille").await;
    let call = scene::call_path(app).await;
    let mut body = scene::decision(app, &project, "selected_with_reservations", 100_000).await;
    body["reservations"] = json!([
        {"what": "Transmettre la convention.", "owner": "Le porteur", "due": "2026-09-01"},
        {"what": "Préciser le calendrier.", "owner": "Le porteur", "due": "2026-08-01"}]);
    coordinator.post(&format!("{call}/decisions"), &body).await.is(201);
    // Provisional, it is the committee's.
    assert_eq!(reservations(&partner, &project).await.total(), 0);
    assert_eq!(reservations(&coordinator, &project).await.total(), 2);
    let proof = json!({"text": "La convention est jointe."});
    act(&partner, &project, 1, 1, "proof", proof.clone()).await.refused(ErrorCode::NotFound);
    act(&coordinator, &project, 1, 1, "lift", json!({})).await.refused(ErrorCode::TransitionNotAllowed);
    publish(app).await;
    let seen = partner.get(&project).await.is(200);
    assert_eq!(seen["decision"]["reservations"][0]["state"], "open");
    let listed = coordinator.get(&format!("{call}/reservations")).await.is(200);
    assert_eq!(listed.items()[0]["reservation"]["due"], "2026-08-01", "the earliest due first: {listed:?}");
    act(&coordinator, &project, 1, 1, "proof", proof.clone()).await.refused(ErrorCode::Forbidden);
    act(&partner, &project, 1, 1, "lift", json!({})).await.refused(ErrorCode::Forbidden);
    act(&partner, &project, 1, 1, "proof", json!({"text": " "})).await.at_field("/text", "required");
    let proven = act(&partner, &project, 1, 1, "proof", proof.clone()).await.is(200);
    assert_eq!((&proven["state"], &proven["proof"]), (&json!("proven"), &json!("La convention est jointe.")));
    act(&coordinator, &project, 1, 1, "lift", json!({})).await.refused(ErrorCode::PreconditionFailed);
    let lifted = act(&coordinator, &project, 1, 2, "lift", json!({"note": "Vue."})).await.is(200);
    assert_eq!((&lifted["state"], &lifted["lift_note"]), (&json!("lifted"), &json!("Vue.")));
    assert!(lifted["lifted_by"]["name"].is_string() && lifted["lifted_at"].is_string(), "{lifted:?}");
    assert_eq!(partner.get(&project).await.is(200)["status"], "selected_with_reservations");
    assert_eq!(of_kind(app, "reservations_lifted").await.len(), 0);
    act(&coordinator, &project, 2, 1, "lift", json!({})).await.is(200);
    assert_eq!(partner.get(&project).await.is(200)["status"], "selected");
    assert_eq!(of_kind(app, "reservations_lifted").await.len(), 1);
    let events = partner.get(&format!("{project}/events")).await.is(200);
    let kinds: Vec<&str> = events.each("kind").into_iter().map(text).collect();
    assert!(
        kinds.ends_with(&["reservation_proven", "reservation_lifted", "reservation_lifted", "selected"]),
        "{kinds:?}"
    );
    act(&partner, &project, 1, 3, "proof", proof).await.refused(ErrorCode::TransitionNotAllowed);
    act(&partner, &project, 3, 1, "proof", json!({"text": "?"})).await.refused(ErrorCode::NotFound);
}

async fn a_conditional_selection_needs_a_reservation(app: &TestApp) {
    let project = scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let mut body = scene::decision(app, &project, "selected_with_reservations", 0).await;
    body["reservations"] = json!([]);
    let decisions = format!("{}/decisions", scene::call_path(app).await);
    app.coordinator().await.post(&decisions, &body).await.at_field("/reservations", "required");
}

/// The envelope of the Ville in the open call, in cents.
async fn envelope(app: &TestApp) -> i64 {
    let call = scene::open_call(app).await;
    let ville = scene::carriers(app).await.ville;
    let own = call["envelopes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["funder"]["id"] == ville.as_str())
        .unwrap();
    own["amount"]["amount"].as_i64().unwrap()
}

async fn reserve(app: &TestApp) -> Answer {
    app.coordinator().await.get(&format!("{}/reserve", scene::call_path(app).await)).await.is(200)
}

fn ranked(list: &Answer) -> Vec<(&str, bool)> {
    let items = list.items().iter();
    items.map(|entry| (text(&entry["project"]["id"]), entry["proposed"] == true)).collect()
}

async fn the_reserve_list_keeps_its_order_and_proposes_who_fits_when_one_withdraws(app: &TestApp) {
    let all = envelope(app).await;
    let selected =
        scene::admissible(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let large = scene::asking(app, "Théâtre au collège", all).await;
    let small = scene::asking(app, "Un potager au collège", all / 2).await;
    scene::decide(app, &selected, "selected", all - 100).await.is(201);
    scene::decide(app, &large, "waitlisted", 0).await.is(201);
    scene::decide(app, &small, "waitlisted", 0).await.is(201);
    assert_eq!(ranked(&reserve(app).await), [(scene::id(&large), false), (scene::id(&small), false)]);
    // The committee puts the second first.
    let decisions = format!("{}/decisions", scene::call_path(app).await);
    let mut body = scene::decision(app, &small, "waitlisted", 0).await;
    body["reserve_rank"] = json!(1);
    assert_eq!(app.coordinator().await.post(&decisions, &body).await.is(200)["reserve_rank"], 1);
    body["outcome"] = json!("rejected");
    app.coordinator().await.post(&decisions, &body).await.at_field("/reserve_rank", "other_outcome");
    let partner = app.partner_association().await;
    partner.act(&selected, "withdraw", &json!({})).await.is(200);
    assert_eq!(ranked(&reserve(app).await), [(scene::id(&small), true), (scene::id(&large), false)]);
    // Who withdraws from the list leaves no gap.
    partner.act(&small, "withdraw", &json!({})).await.is(200);
    let left = reserve(app).await;
    assert_eq!((ranked(&left), &left.items()[0]["rank"]), (vec![(scene::id(&large), true)], &json!(1)));
}

async fn a_project_moves_up_from_the_reserve_list_after_publication(app: &TestApp) {
    let all = envelope(app).await;
    let waiting = scene::asking(app, "Théâtre au collège", all / 2).await;
    scene::decide(app, &waiting, "waitlisted", 0).await.is(201);
    let (coordinator, call) = (app.coordinator().await, scene::call_path(app).await);
    let ville = scene::carriers(app).await.ville;
    let up = |cents: i64| json!({"project": scene::id(&waiting), "amounts": [{"funder": ville, "voted": fiche::euros_cents(cents)}]});
    let path = format!("{call}/reserve");
    coordinator.post(&path, &up(100)).await.refused(ErrorCode::TransitionNotAllowed);
    publish(app).await;
    let before = app.partner_association().await.get(&waiting).await.is(200);
    assert_eq!((&before["status"], &before["decision"]["reserve_rank"]), (&json!("waitlisted"), &json!(1)));
    coordinator.post(&path, &up(all + 1)).await.refused(ErrorCode::EnvelopeExceeded);
    let moved = coordinator.post(&path, &up(all / 2)).await.is(200);
    assert_eq!((&moved["outcome"], &moved["reserve_rank"]), (&json!("selected"), &Value::Null));
    let after = app.partner_association().await.get(&waiting).await.is(200);
    assert_eq!(
        (&after["status"], &after["decision"]["amount"]["amount"]),
        (&json!("selected"), &json!(all / 2))
    );
    assert_ne!(after.etag(), before.etag());
    assert_eq!(app.anonymous().get(&waiting).await.is(200)["status"], "selected");
    let told = of_kind(app, "decision").await;
    let held = |mail: &&Value| mail["project"] == scene::id(&waiting) && mail["state"] == "held";
    assert_eq!(told.iter().filter(held).count(), 1, "the letter of the list never left: {told:?}");
    coordinator.post(&path, &up(100)).await.refused(ErrorCode::TransitionNotAllowed);
}

async fn the_applicant_reads_the_feedback_that_the_coordinator_wrote_and_nothing_else(app: &TestApp) {
    let (partner, coordinator) = (app.partner_association().await, app.coordinator().await);
    let project = scene::admissible(app, &partner, "Lire et écrire en famille").await;
    let other = scene::admissible(app, &partner, "Théâtre au collège").await;
    for project in [&project, &other] {
        scene::reviewed(app, project, &app.reviewer_1().await, 4).await;
    }
    let path = format!("{project}/feedback");
    let draft = coordinator.get(&path).await.is(200);
    assert_eq!(
        (&draft["edited"], &draft["text"]),
        (&json!(false), &json!("Projet clair et bien construit."))
    );
    assert_eq!(draft["messages"][0]["opinion"], "favourable");
    let written = json!({"text": "Les évaluateurs saluent votre travail."});
    let saved = coordinator.patch(&path, &draft.etag(), &written).await.is(200);
    assert_eq!((&saved["edited"], &saved["version"]), (&json!(true), &json!(2)));
    coordinator.patch(&path, &draft.etag(), &written).await.refused(ErrorCode::PreconditionFailed);
    // A review that comes later does not change what was written.
    scene::reviewed(app, &project, &app.reviewer_2().await, 2).await;
    scene::decide(app, &project, "selected", 100_000).await.is(201);
    scene::decide(app, &other, "rejected", 0).await.is(201);
    assert_eq!(partner.get(&project).await.is(200)["feedback"], Value::Null);
    publish(app).await;
    let read = partner.get(&project).await.is(200).never_says("Projet clair et bien construit.");
    assert_eq!(read["feedback"], "Les évaluateurs saluent votre travail.");
    assert_eq!(partner.get(&other).await.is(200)["feedback"], "Projet clair et bien construit.");
    let etag = coordinator.etag(&path).await;
    coordinator.patch(&path, &etag, &written).await.refused(ErrorCode::AlreadyPublished);
}

async fn the_decisions_are_mailed_once_the_coordinator_lets_them_go(app: &TestApp) {
    let (partner, coordinator) = (app.partner_association().await, app.coordinator().await);
    let project = scene::admissible(app, &partner, "Lire & écrire en famille").await;
    scene::decide(app, &project, "selected_with_reservations", 100_000).await.is(201);
    assert_eq!(of_kind(app, "decision").await.len(), 0, "nothing is written before publication");
    publish(app).await;
    let mails = of_kind(app, "decision").await;
    assert!(!mails.is_empty() && mails.iter().all(|mail| mail["state"] == "held"), "{mails:?}");
    assert!(coordinator.get("/emails/status").await.is(200)["held"].as_i64() >= Some(1));
    let own = mails.iter().find(|mail| mail["project"] == scene::id(&project)).unwrap();
    let mail = coordinator.get(&format!("/emails/{}", text(&own["id"]))).await.is(200);
    for part in [
        "retenue avec réserves",
        "1\u{202f}000,00\u{a0}€",
        "Transmettre la convention.",
        "mardi 1er\u{a0}septembre\u{a0}2026",
    ] {
        assert!(text(&mail["text"]).contains(part), "{part}: {mail:?}");
    }
    // What the coordinator changed leaves as it was changed.
    let path = format!("/emails/{}", mail.id());
    coordinator.change(&path, &json!({"subject": "Une bonne nouvelle"})).await.is(200);
    let call = scene::call_path_of(app, &project).await;
    let release = json!({"kind": "decision", "call": scene::id(&call)});
    app.admin().await.post("/emails/release", &release).await.refused(ErrorCode::Forbidden);
    coordinator
        .post("/emails/release", &json!({"kind": "decision", "call": "1999"}))
        .await
        .at_field("/call", "unknown_reference");
    let released = coordinator.post("/emails/release", &release).await.is(200);
    assert_eq!(released["released"].as_u64(), Some(mails.len() as u64));
    let sent = coordinator.get(&path).await.is(200);
    assert_eq!((&sent["state"], &sent["subject"]), (&json!("queued"), &json!("Une bonne nouvelle")));
    assert_eq!(coordinator.post("/emails/release", &release).await.is(200)["released"], 0);
}

async fn pdf(person: &Person, path: &str) -> Answer {
    let answer = person.get(path).header("accept", "application/pdf").await.is(200);
    assert!(answer.body.starts_with(b"%PDF-1.7"), "{path}");
    answer
}

async fn a_letter_is_the_applicants_after_publication_and_a_draft_for_the_coordinator_before(app: &TestApp) {
    let (partner, coordinator) = (app.partner_association().await, app.coordinator().await);
    let project = scene::admissible(app, &partner, "Lire et écrire en famille").await;
    let letter = format!("{project}/decision.pdf");
    coordinator.get(&letter).await.refused(ErrorCode::NotFound);
    scene::decide(app, &project, "selected", 100_000).await.is(201);
    let draft = pdf(&coordinator, &letter).await;
    for outsider in [&partner, &app.observer().await, &app.carrier_agglo().await] {
        outsider.get(&letter).await.refused(ErrorCode::NotFound);
    }
    publish(app).await;
    let sent = pdf(&partner, &letter).await;
    assert_ne!(sent.header("etag"), draft.header("etag"));
    assert!(sent.header("content-disposition").contains("filename=\"decision_2026-"), "{sent:?}");
    app.partner_school().await.get(&letter).await.refused(ErrorCode::NotFound);
}

async fn the_minutes_name_who_was_there_who_stood_aside_and_how_it_was_voted(app: &TestApp) {
    let (partner, coordinator) = (app.partner_association().await, app.coordinator().await);
    let project = scene::admissible(app, &partner, "Lire et écrire en famille").await;
    let [ville, agglo, education, prefecture] = app.carriers().await;
    let conflict = json!({"person": scene::user_id(&prefecture).await, "reason": "Voisin."});
    coordinator.post(&format!("{project}/conflicts"), &conflict).await.is(201);
    let session = scene::sitting(app, &[&ville, &agglo, &education]).await;
    coordinator.change(&session, &json!({"place": "Salle du conseil"})).await.is(200);
    let mut body = scene::decision(app, &project, "waitlisted", 0).await;
    body["votes"] = json!({"in_favour": 2, "against": 1, "abstained": 0});
    let call = scene::call_path(app).await;
    coordinator.post(&format!("{call}/decisions"), &body).await.is(201);
    coordinator.change(&session, &json!({"status": "closed"})).await.is(200);
    let minutes = coordinator.get(&format!("{call}/minutes")).await.is(200);
    assert_eq!((&minutes["place"], &minutes["status"]), (&json!("Salle du conseil"), &json!("closed")));
    assert_eq!(minutes["attendance"].as_array().map(Vec::len), Some(3), "{minutes:?}");
    let item = &minutes["items"][0];
    assert_eq!(item["decision"]["votes"]["against"], 1);
    assert_eq!(item["decision"]["reason"], "Le comité a retenu d’autres priorités.");
    let aside: Vec<&str> =
        item["recused"].as_array().unwrap().iter().map(|one| text(&one["person"]["id"])).collect();
    assert!(aside.contains(&scene::user_id(&prefecture).await.as_str()), "{item}");
    // The association's own reviewer stands aside too.
    assert!(aside.contains(&scene::user_id(&app.reviewer_3().await).await.as_str()), "{item}");
    pdf(&coordinator, &format!("{call}/minutes.pdf")).await;
    app.observer().await.get(&format!("{call}/minutes")).await.refused(ErrorCode::Forbidden);
}
