//! A fiche written by several people: nobody waits for another section, nobody overwrites their own.

use chrono::Duration;
use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Answer, Person, TestApp, on_both_engines, scene, text};

on_both_engines!(
    two_people_in_two_sections_never_wait_for_each_other,
    the_second_of_two_people_in_one_section_is_told_where_the_first_one_saved,
    a_change_of_the_whole_fiche_raises_the_sections_that_it_changes_and_no_other,
    a_change_that_changes_nothing_keeps_the_version,
    a_section_takes_its_own_members_only,
    a_section_is_read_and_written_by_the_applicants_only,
    a_filed_fiche_keeps_its_sections_as_they_are,
    who_has_the_fiche_open_is_seen_by_the_others_until_silent_for_forty_seconds,
    presence_says_where_the_sections_stand,
    presence_is_for_the_applicants_only,
    the_committees_work_leaves_the_sections_as_they_were,
);

async fn colleague(app: &TestApp, owner: &Person, role: &str) -> Person {
    let partner = scene::partner_of(owner).await;
    let seat = json!({"role": "partner", "programme": "soissons", "partner": partner, "partner_role": role});
    app.join(&format!("{role}@exemple.fr"), seat).await
}

fn section(project: &str, name: &str) -> String {
    format!("{project}/sections/{name}")
}

/// Versions by section, from the project's own answer.
fn versions(project: &Answer) -> Vec<(String, i64)> {
    let sections = project["sections"].as_array().unwrap_or_else(|| panic!("no sections\n{project:?}"));
    let pair = |at: &Value| (text(&at["section"]).to_owned(), at["version"].as_i64().unwrap());
    sections.iter().map(pair).collect()
}

fn raised(project: &Answer) -> Vec<String> {
    versions(project).into_iter().filter(|(_, version)| *version > 1).map(|(name, _)| name).collect()
}

async fn two_people_in_two_sections_never_wait_for_each_other(app: &TestApp) {
    let owner = app.partner_association().await;
    let editor = colleague(app, &owner, "editor").await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    let (identity, need) = (section(&draft, "identity"), section(&draft, "objectives"));
    let (first, second) = (owner.etag(&identity).await, editor.etag(&need).await);
    let saved = owner.patch(&identity, &first, &json!({"title": "Lire ensemble"})).await.is(200);
    assert_eq!(saved["content"]["title"], "Lire ensemble");
    assert_eq!(saved["version"], 2);
    // The other one never read that, and need not.
    let saved = editor.patch(&need, &second, &json!({"need": "Un autre besoin."})).await.is(200);
    assert_eq!(saved["updated_by"]["name"], "editor@exemple.fr");
    let read = owner.get(&draft).await.is(200);
    assert_eq!(read["title"], "Lire ensemble");
    assert_eq!(read["need"], "Un autre besoin.");
    assert_eq!(raised(&read), ["identity", "objectives"]);
}

async fn the_second_of_two_people_in_one_section_is_told_where_the_first_one_saved(app: &TestApp) {
    let owner = app.partner_association().await;
    let editor = colleague(app, &owner, "editor").await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    let identity = section(&draft, "identity");
    let read = owner.etag(&identity).await;
    editor.patch(&identity, &read, &json!({"title": "Titre d’Amina"})).await.is(200);
    let refused = owner.patch(&identity, &read, &json!({"title": "Titre de Paul"})).await;
    let refused = refused.refused(ErrorCode::PreconditionFailed);
    assert_eq!(refused["current"], format!("/api/v1{identity}"));
    let current = owner.get(&identity).await.is(200);
    assert_eq!(current["content"]["title"], "Titre d’Amina");
    assert_eq!(current["updated_by"]["name"], "editor@exemple.fr");
    owner.patch(&identity, &current.etag(), &json!({"title": "Titre de Paul"})).await.is(200);
    let bare = owner.request(reqwest::Method::PATCH, &identity).json(&json!({"title": "Sans version"}));
    bare.await.refused(ErrorCode::PreconditionRequired);
}

async fn a_change_of_the_whole_fiche_raises_the_sections_that_it_changes_and_no_other(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    let before = owner.get(&draft).await.is(200);
    assert_eq!(raised(&before), Vec::<String>::new());
    assert_eq!(versions(&before).len(), 9);
    let stale = owner.etag(&section(&draft, "audience")).await;
    let both = json!({"audience": {"parents": 3}, "requests": [], "title": "Lire et écrire en famille"});
    let after = owner.change(&draft, &both).await.is(200);
    assert_eq!(raised(&after), ["audience", "budget"]);
    let late = owner.patch(&section(&draft, "audience"), &stale, &json!({"audience": {"parents": 4}})).await;
    late.refused(ErrorCode::PreconditionFailed);
    // The project's own version moves with each section.
    let etag = owner.etag(&draft).await;
    let identity = section(&draft, "identity");
    owner.change(&identity, &json!({"summary": "Autre résumé."})).await.is(200);
    owner.patch(&draft, &etag, &json!({"title": "Trop tard"})).await.refused(ErrorCode::PreconditionFailed);
}

async fn a_change_that_changes_nothing_keeps_the_version(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    let identity = section(&draft, "identity");
    let read = owner.get(&identity).await.is(200);
    let project = owner.etag(&draft).await;
    let same = json!({"title": "Lire et écrire en famille"});
    let saved = owner.patch(&identity, &read.etag(), &same).await.is(200);
    assert_eq!(saved.etag(), read.etag());
    assert_eq!(owner.etag(&draft).await, project);
}

async fn a_section_takes_its_own_members_only(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    let identity = section(&draft, "identity");
    let read = owner.get(&identity).await.is(200);
    let members: Vec<_> = read["content"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(members, ["title", "summary", "contact"]);
    for (body, pointer, rule) in [
        (json!({"need": "Ailleurs."}), "/need", "unknown_field"),
        (json!({"call": "2022"}), "/call", "unknown_field"),
        (json!({"colour": "rouge"}), "/colour", "unknown_field"),
        (json!({"title": "x".repeat(121)}), "/title", "too_long"),
    ] {
        owner.patch(&identity, &read.etag(), &body).await.only_at_field(pointer, rule);
    }
    let unknown = section(&draft, "colours");
    owner.get(&unknown).await.refused(ErrorCode::NotFound);
    owner.patch(&unknown, "*", &json!({})).await.refused(ErrorCode::NotFound);
    assert_eq!(owner.get(&identity).await.is(200).json(), read.json());
}

async fn a_section_is_read_and_written_by_the_applicants_only(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Zanzibar en fête").await;
    let identity = section(&draft, "identity");
    let stolen = json!({"title": "Volé"});
    for stranger in [app.partner_school().await, app.carrier_ville().await, app.observer().await] {
        stranger.get(&identity).await.refused(ErrorCode::NotFound).never_says("Zanzibar");
        stranger.patch(&identity, "*", &stolen).await.refused(ErrorCode::NotFound).never_says("Zanzibar");
    }
    let coordinator = app.coordinator().await;
    coordinator.get(&identity).await.refused(ErrorCode::Forbidden);
    coordinator.patch(&identity, "*", &stolen).await.refused(ErrorCode::Forbidden);
    assert_eq!(coordinator.get(&draft).await.is(200)["sections"], Value::Null);
    let reader = colleague(app, &owner, "reader").await;
    reader.get(&identity).await.is(200);
    reader.patch(&identity, "*", &stolen).await.refused(ErrorCode::Forbidden);
    let read = reader.get(&draft).await.is(200);
    assert_eq!(read["access"], json!({"write": false, "file": false, "manage": false}));
    assert_eq!(
        owner.get(&draft).await.is(200)["access"],
        json!({"write": true, "file": true, "manage": true})
    );
}

async fn a_filed_fiche_keeps_its_sections_as_they_are(app: &TestApp) {
    let owner = app.partner_association().await;
    let project = scene::submitted(app, &owner, "Lire et écrire en famille").await;
    let identity = section(&project, "identity");
    let change = owner.change(&identity, &json!({"title": "Autre titre"})).await;
    change.refused(ErrorCode::TransitionNotAllowed);
    let asked = json!({"reason": "Précisez.", "sections": ["identity"], "due": "2026-05-20"});
    app.coordinator().await.act(&project, "return", &asked).await.is(200);
    let change = owner.change(&identity, &json!({"title": "Un titre plus précis"})).await.is(200);
    assert_eq!(change["version"], 2);
}

async fn here(person: &Person, project: &str, section: Value) -> Answer {
    let request = person.request(reqwest::Method::PUT, &format!("{project}/presence"));
    request.json(&json!({"section": section})).await.is(200)
}

async fn who_has_the_fiche_open_is_seen_by_the_others_until_silent_for_forty_seconds(app: &TestApp) {
    let owner = app.partner_association().await;
    let editor = colleague(app, &owner, "editor").await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    let alone = here(&owner, &draft, json!("budget")).await;
    assert_eq!(alone["others"], json!([]));
    app.clock.advance(Duration::seconds(15));
    let seen = here(&editor, &draft, Value::Null).await;
    assert_eq!(seen["others"][0]["section"], "budget");
    assert_eq!(seen["others"][0]["since"], "2026-05-11T08:00:00Z");
    assert!(!text(&seen["others"][0]["person"]["name"]).is_empty());
    // Staying keeps the moment of arrival, moving does not.
    here(&owner, &draft, json!("budget")).await;
    let since = |answer: &Answer| text(&answer["others"][0]["since"]).to_owned();
    let stayed = editor.get(&format!("{draft}/presence")).await.is(200);
    assert_eq!(since(&stayed), "2026-05-11T08:00:00Z");
    here(&owner, &draft, json!("calendar")).await;
    assert_eq!(since(&editor.get(&format!("{draft}/presence")).await.is(200)), "2026-05-11T08:00:15Z");
    app.clock.advance(Duration::seconds(39));
    assert_eq!(here(&editor, &draft, json!("budget")).await["others"].as_array().unwrap().len(), 1);
    app.clock.advance(Duration::seconds(1));
    assert_eq!(here(&editor, &draft, json!("budget")).await["others"], json!([]));
    // Another fiche is another room.
    let other = scene::draft(app, &owner, "Théâtre au collège").await;
    assert_eq!(here(&owner, &other, json!("budget")).await["others"], json!([]));
}

async fn presence_says_where_the_sections_stand(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    let before = here(&owner, &draft, json!("identity")).await;
    assert_eq!(before["sections"][0]["version"], 1);
    owner.change(&section(&draft, "identity"), &json!({"title": "Lire ensemble"})).await.is(200);
    let after = here(&owner, &draft, json!("identity")).await;
    assert_eq!(after["sections"][0]["version"], 2);
    assert_eq!(after["sections"], owner.get(&draft).await.is(200)["sections"]);
}

async fn presence_is_for_the_applicants_only(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Zanzibar en fête").await;
    let filed = scene::submitted(app, &owner, "Zanzibar en hiver").await;
    let presence = format!("{draft}/presence");
    let enter = |person: Person, path: String| async move {
        person
            .request(reqwest::Method::PUT, &format!("{path}/presence"))
            .json(&json!({"section": null}))
            .await
    };
    let school = app.partner_school().await;
    school.get(&presence).await.refused(ErrorCode::NotFound);
    enter(school, draft.clone()).await.refused(ErrorCode::NotFound);
    for reader in [app.coordinator().await, app.carrier_ville().await, app.observer().await] {
        reader.get(&format!("{filed}/presence")).await.refused(ErrorCode::Forbidden);
        enter(reader, filed.clone()).await.refused(ErrorCode::Forbidden);
    }
    let asked = owner.request(reqwest::Method::PUT, &presence).json(&json!({"section": "colours"})).await;
    asked.only_at_field("/section", "unknown_value");
}

async fn the_committees_work_leaves_the_sections_as_they_were(app: &TestApp) {
    let owner = app.partner_association().await;
    let project = scene::admissible(app, &owner, "Lire et écrire en famille").await;
    let before = owner.get(&format!("{project}/presence")).await.is(200);
    scene::reviewed(app, &project, &app.reviewer_1().await, 4).await;
    scene::decide(app, &project, "selected", 300_000).await.is(201);
    assert_eq!(owner.get(&format!("{project}/presence")).await.is(200).json(), before.json());
}
