//! What a person is told that Alliance holds on them.

use serde_json::{Value, json};
use tests::{Answer, Person, TestApp, files::attached, on_both_engines, scene};

on_both_engines!(what_a_person_left_in_fiches_is_in_their_export, a_file_that_was_taken_away_is_still_told,);

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
