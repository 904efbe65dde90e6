//! What a person is told that Alliance holds on them.

use serde_json::{Value, json};
use tests::{Answer, Person, TestApp, files::attached, on_both_engines, scene, text};

on_both_engines!(
    what_a_person_left_in_fiches_is_in_their_export,
    a_file_that_was_taken_away_is_still_told,
    what_a_person_did_for_a_call_is_in_their_export_and_in_no_other,
);

async fn export(person: &Person) -> Answer {
    person.get("/me/export").await.is(200)
}

fn list<'a>(data: &'a Answer, name: &str) -> &'a Vec<Value> {
    data[name].as_array().unwrap()
}

async fn what_a_person_left_in_fiches_is_in_their_export(app: &TestApp) {
    let (lead, school) = (app.partner_association().await, app.partner_school().await);
    let before = export(&lead).await;
    let draft = scene::draft(app, &lead, "Lire en famille").await;
    let project = scene::id(&draft);
    attached(&lead, &draft, "devis.pdf").await;
    let section = format!("{draft}/sections/objectives");
    lead.change(&section, &json!({"need": "Ce que j’ai écrit."})).await.is(200);
    lead.request(reqwest::Method::PUT, &format!("{draft}/presence"))
        .json(&json!({"section": "budget"}))
        .await
        .is(200);
    lead.post(&format!("{draft}/messages"), &json!({"text": "Une question."})).await.is(201);
    let partner = scene::partner_of(&school).await;
    let involved =
        json!({"partners": [{"partner": partner, "role": "Accueille", "contributes": "Une salle"}]});
    lead.change(&draft, &involved).await.is(200);
    let contribution = format!("{draft}/contributions/{partner}");
    school.act(&contribution, "confirm", &json!({"word": "Avec plaisir."})).await.is(200);

    let data = export(&lead).await;
    let (files, known) = (list(&data, "files"), list(&before, "files").len());
    assert_eq!(files.len(), known + 1, "{files:?}");
    let file = files.last().unwrap();
    assert_eq!(
        (&file["name"], &file["size"], &file["project"]),
        (&json!("devis.pdf"), &json!(2_000), &json!(project))
    );
    let of_project = |name: &str| -> Vec<Value> {
        list(&data, name).iter().filter(|item| item["project"] == project).cloned().collect()
    };
    assert!(of_project("sections").iter().any(|written| written["section"] == "objectives"), "{data:?}");
    assert_eq!(of_project("presences")[0]["section"], "budget");
    assert_eq!(of_project("messages")[0]["text"], "Une question.");
    assert!(of_project("answers").is_empty());

    let data = export(&school).await;
    let answer = list(&data, "answers").iter().find(|answer| answer["project"] == project).unwrap().clone();
    assert_eq!((&answer["state"], &answer["word"]), (&json!("confirmed"), &json!("Avec plaisir.")));
    data.never_says("devis.pdf").never_says("Une question.");
}

async fn a_file_that_was_taken_away_is_still_told(app: &TestApp) {
    let lead = app.partner_association().await;
    let filed = scene::draft(app, &lead, "Lire en famille").await;
    let file = attached(&lead, &filed, "devis.pdf").await;
    lead.act(&filed, "submit", &json!({})).await.is(200);
    let asked = json!({"reason": "Sans devis.", "due": "2026-05-20"});
    app.coordinator().await.act(&filed, "return", &asked).await.is(200);
    lead.delete(&file, &lead.etag(&file).await).await.is(204);
    let data = export(&lead).await;
    let told = list(&data, "files").iter().find(|one| one["project"] == scene::id(&filed)).unwrap();
    assert!(!told["removed_at"].is_null(), "{told:?}");
}

async fn what_a_person_did_for_a_call_is_in_their_export_and_in_no_other(app: &TestApp) {
    let (owner, coordinator, carrier) =
        (app.partner_association().await, app.coordinator().await, app.carrier_ville().await);
    let call = scene::call_path(app).await;
    let project = scene::admissible(app, &owner, "Lire et écrire en famille").await;
    let id = scene::id(&project).to_owned();
    let extension = json!({"partner": scene::partner_of(&app.partner_school().await).await,
        "until_on": "2026-12-01", "reason": "Une panne du réseau."});
    coordinator.post(&format!("{call}/extensions"), &extension).await.is(201);

    // A review that is reopened, and a conflict that is stated and lifted.
    let (reviewer, other) = (app.reviewer_1().await, app.reviewer_2().await);
    scene::reviewed(app, &project, &reviewer, 4).await;
    let assignments = coordinator.get(&format!("{call}/assignments")).await.is(200);
    let assignment = format!("{call}/assignments/{}", text(&assignments.items()[0]["id"]));
    let more = json!({"until": "2026-08-01", "reason": "La pièce jointe manquait."});
    coordinator.post(&format!("{assignment}/reopenings"), &more).await.is(201);
    let person = scene::user_id(&other).await;
    let conflict = json!({"person": person, "reason": "Un parent y travaille."});
    coordinator.post(&format!("{project}/conflicts"), &conflict).await.is(201);
    let lifted = json!({"reason": "C’était un homonyme."});
    coordinator.post(&format!("{project}/conflicts/{person}/lift"), &lifted).await.is(204);

    coordinator.post(&format!("{call}/simulations"), &json!({"name": "Tout Presles"})).await.is(201);
    carrier.post(&format!("{call}/session/attendance"), &json!({})).await.is(201);
    scene::decide(app, &project, "selected_with_reservations", 300_000).await.is(201);
    scene::settle_the_rest(app).await;
    scene::sign(app).await;
    scene::publish(app, &call).await.is(201);
    let place = format!("{project}/reservations/1");
    let proof = json!({"text": "La convention est signée."});
    owner.post(&format!("{place}/proof"), &proof).if_match("\"1\"").await.is(200);
    let note = json!({"note": "Convention lue."});
    coordinator.post(&format!("{place}/lift"), &note).if_match("\"2\"").await.is(200);

    let coordinated = export(&coordinator).await;
    assert_eq!(list(&coordinated, "reopenings")[0]["reason"], "La pièce jointe manquait.");
    assert_eq!(list(&coordinated, "lifted_conflicts")[0]["reason"], "C’était un homonyme.");
    assert_eq!(list(&coordinated, "extensions").last().unwrap()["reason"], "Une panne du réseau.");
    assert_eq!(list(&coordinated, "scenarios")[0]["name"], "Tout Presles");
    let answered = &list(&coordinated, "reservations")[0];
    assert_eq!(
        (&answered["project"], &answered["lift_note"], &answered["proof"]),
        (&json!(id), &json!("Convention lue."), &Value::Null)
    );
    let applied = export(&owner).await.never_says("Convention lue.");
    assert_eq!(list(&applied, "reservations")[0]["proof"], "La convention est signée.");
    let sat = export(&carrier).await;
    for part in ["attendances", "signatures"] {
        // The demo's people sat in the call of 2022 too.
        let own = list(&sat, part).iter().filter(|one| one["call"] == scene::id(&call)).count();
        assert_eq!(own, 1, "{part}: {sat:?}");
    }
    let held = export(&other).await.never_says("Convention lue.").never_says("La convention est signée.");
    let conflict = &list(&held, "conflicts")[0];
    assert_eq!(conflict["lifting_reason"], "C’était un homonyme.");
    assert!(!conflict["lifted_at"].is_null(), "{conflict}");
    for name in ["reopenings", "lifted_conflicts", "extensions", "scenarios", "reservations", "attendances"] {
        assert!(list(&held, name).is_empty(), "{name}: {held:?}");
    }
}
