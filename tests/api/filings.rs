//! What was filed is kept, each time, and compared.

use openapi::ErrorCode;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tests::{Person, TestApp, on_both_engines, scene, text};

on_both_engines!(
    every_filing_is_kept_word_for_word_under_its_hash,
    a_comparison_marks_the_words_that_changed,
    what_is_being_written_is_compared_by_its_own_organisation_only,
    versions_are_for_those_who_read_the_project,
    who_filed_is_told_to_the_organisation_and_the_committee,
    a_version_that_was_never_filed_does_not_exist,
);

/// A project filed twice, the second time with another need and another budget line.
async fn corrected(app: &TestApp) -> (Person, String) {
    let partner = app.partner_association().await;
    let project = scene::submitted(app, &partner, "Lire et écrire en famille").await;
    let due = scene::deadline(app).await.date_naive();
    let asked = json!({"reason": "À préciser.", "due": due});
    app.coordinator().await.act(&project, "return", &asked).await.is(200);
    let need = "Un enfant sur cinq entre en sixième sans lire aisément.";
    partner.change(&project, &json!({"need": need})).await.is(200);
    partner.act(&project, "submit", &json!({})).await.is(200);
    (partner, project)
}

async fn every_filing_is_kept_word_for_word_under_its_hash(app: &TestApp) {
    let (partner, project) = corrected(app).await;
    let versions = partner.get(&format!("{project}/versions")).await.is(200);
    assert_eq!(versions.each("position"), [1, 2]);
    let receipt = partner.get(&project).await.is(200)["receipt"].clone();
    assert_eq!(versions.items()[1]["sha256"], receipt["sha256"]);
    assert_eq!(versions.items()[1]["number"], receipt["number"]);
    assert_ne!(versions.items()[0]["sha256"], receipt["sha256"]);
    for (position, need) in [(1, "quatre"), (2, "cinq")] {
        let filed = partner.get(&format!("{project}/versions/{position}")).await.is(200);
        assert!(text(&filed["fiche"]["need"]).contains(need), "{filed:?}");
        // Sorted keys without spaces: RFC 8785, for texts and integers, and the one decimal of an indicator.
        let canonical = serde_jcs::to_string(&filed["fiche"]).unwrap();
        let hash: String = Sha256::digest(canonical).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(filed["sha256"], hash);
    }
}

fn changed(comparison: &Value) -> Vec<&Value> {
    comparison["fields"].as_array().unwrap().iter().filter(|field| field["changed"] == true).collect()
}

async fn a_comparison_marks_the_words_that_changed(app: &TestApp) {
    let (partner, project) = corrected(app).await;
    let compared = partner.get(&format!("{project}/versions/compare?from=1&to=2")).await.is(200);
    assert_eq!((&compared["from"]["position"], &compared["to"]["position"]), (&json!(1), &json!(2)));
    let fields = changed(compared.json());
    assert_eq!(fields.len(), 1, "{compared:?}");
    assert_eq!((&fields[0]["pointer"], &fields[0]["section"]), (&json!("/need"), &json!("objectives")));
    let marked = |side: &str| {
        let pieces = fields[0]["rows"][0][side].as_array().unwrap().clone();
        pieces
            .iter()
            .filter(|piece| piece["changed"] == true)
            .map(|p| text(&p["text"]).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!((marked("before"), marked("after")), (vec!["quatre".to_owned()], vec!["cinq".to_owned()]));
    // Names, not ids.
    let objectives =
        compared["fields"].as_array().unwrap().iter().find(|field| field["pointer"] == "/objectives/main");
    assert!(text(&objectives.unwrap()["rows"][0]["after"][0]["text"]).starts_with("O2"), "{objectives:?}");
    let same = partner.get(&format!("{project}/versions/compare?from=2&to=2")).await.is(200);
    assert!(changed(same.json()).is_empty());
    let last = partner.get(&format!("{project}/versions/compare?to=2")).await.is(200);
    assert_eq!(last["from"]["position"], 1);
}

async fn what_is_being_written_is_compared_by_its_own_organisation_only(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::submitted(app, &partner, "Lire et écrire en famille").await;
    let coordinator = app.coordinator().await;
    let asked = json!({"reason": "À préciser.", "due": scene::deadline(app).await.date_naive()});
    coordinator.act(&project, "return", &asked).await.is(200);
    partner.change(&project, &json!({"need": "Pas encore déposé."})).await.is(200);
    let own = partner.get(&format!("{project}/versions/compare")).await.is(200);
    assert!(own["to"]["position"].is_null());
    assert_eq!(changed(own.json()).len(), 1);
    let refused = coordinator.get(&format!("{project}/versions/compare?from=1")).await;
    refused.only_at_field("/to", "required");
    let seen = coordinator.get(&format!("{project}/versions")).await.is(200);
    assert!(!String::from_utf8_lossy(&seen.body).contains("Pas encore"));
}

async fn versions_are_for_those_who_read_the_project(app: &TestApp) {
    let (_, project) = corrected(app).await;
    let paths =
        ["versions", "versions/1", "versions/compare?from=1&to=2"].map(|end| format!("{project}/{end}"));
    for path in &paths {
        app.anonymous().get(path).await.refused(ErrorCode::Unauthenticated);
        app.partner_school().await.get(path).await.refused(ErrorCode::NotFound);
        app.reviewer_1().await.get(path).await.refused(ErrorCode::NotFound);
        app.observer().await.get(path).await.is(200);
        app.carrier_ville().await.get(path).await.is(200);
    }
    // Once it is public, its other readers still read its public part only.
    app.coordinator().await.act(&project, "admissibility", &json!({"admissible": true})).await.is(200);
    scene::decide(app, &project, "selected", 100_000).await.is(201);
    scene::settle_the_rest(app).await;
    let call = scene::call_path(app).await;
    scene::sign(app).await;
    scene::publish(app, &call).await.is(201);
    app.anonymous().get(&project).await.is(200);
    for path in &paths {
        app.partner_school().await.get(path).await.refused(ErrorCode::NotFound);
        app.partner_association().await.get(path).await.is(200);
    }
}

async fn who_filed_is_told_to_the_organisation_and_the_committee(app: &TestApp) {
    let (partner, project) = corrected(app).await;
    let path = format!("{project}/versions");
    for (reader, told) in [
        (partner, true),
        (app.coordinator().await, true),
        (app.carrier_agglo().await, true),
        (app.observer().await, false),
    ] {
        let versions = reader.get(&path).await.is(200);
        assert_eq!(versions.items()[0]["submitted_by"].is_string(), told, "{}", reader.name());
    }
}

async fn a_version_that_was_never_filed_does_not_exist(app: &TestApp) {
    let (partner, project) = corrected(app).await;
    for position in ["0", "3", "-1", "last"] {
        partner.get(&format!("{project}/versions/{position}")).await.refused(ErrorCode::NotFound);
    }
    let compare = async |query: &str| partner.get(&format!("{project}/versions/compare?{query}")).await;
    compare("from=1&to=3").await.only_at_field("/to", "unknown_reference");
    compare("from=0&to=2").await.only_at_field("/from", "unknown_reference");
    let draft = scene::draft(app, &partner, "Un potager au collège").await;
    assert_eq!(partner.get(&format!("{draft}/versions")).await.is(200).total(), 0);
    let unfiled = partner.get(&format!("{draft}/versions/compare")).await;
    unfiled.only_at_field("/from", "unknown_reference");
}
