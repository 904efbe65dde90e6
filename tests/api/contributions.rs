//! What partners bring, confirmed by those who bring it.

use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Person, TestApp, on_both_engines, scene};

on_both_engines!(
    the_lead_cannot_confirm_for_a_partner_of_the_programme,
    the_invited_partner_reads_its_contribution_and_nothing_else_of_the_draft,
    a_confirmation_shows_in_the_fiche_and_a_changed_text_takes_it_back,
    a_decline_says_why_and_can_be_taken_back,
    a_reader_cannot_answer_and_a_carrier_answers_for_its_institution,
    an_answer_needs_the_version_that_was_read,
    a_contribution_that_left_the_fiche_is_gone,
    answers_are_closed_once_the_decisions_are_published,
    wrong_answers_and_filters_are_refused,
);

fn brings(partner: &str, contributes: &str) -> Value {
    json!({"partners": [{"partner": partner, "role": "Accueille", "contributes": contributes,
        "brings": ["premises", "people"], "confirmed": true}]})
}

/// The association's draft in which the school lends a room; where the school's contribution is.
async fn shared(app: &TestApp) -> (Person, Person, String, String) {
    let (lead, school) = (app.partner_association().await, app.partner_school().await);
    let draft = scene::draft(app, &lead, "Lire et écrire en famille").await;
    let partner = scene::partner_of(&school).await;
    lead.change(&draft, &brings(&partner, "Une salle")).await.is(200);
    let contribution = format!("{draft}/contributions/{partner}");
    (lead, school, draft, contribution)
}

async fn the_lead_cannot_confirm_for_a_partner_of_the_programme(app: &TestApp) {
    let (lead, _, draft, contribution) = shared(app).await;
    assert_eq!(lead.get(&draft).await.is(200)["partners"][0]["confirmed"], false);
    lead.act(&contribution, "confirm", &json!({})).await.refused(ErrorCode::Forbidden);
    // Of an organisation outside the programme the lead says it.
    let outside = json!({"partners": [{"name": "Médiathèque", "confirmed": true}]});
    let changed = lead.change(&draft, &outside).await.is(200);
    assert_eq!(changed["partners"][0]["confirmed"], true);
}

async fn the_invited_partner_reads_its_contribution_and_nothing_else_of_the_draft(app: &TestApp) {
    let (_, school, draft, contribution) = shared(app).await;
    let listed = school.get("/contributions?state=pending").await.is(200);
    assert_eq!(listed.total(), 1, "{listed:?}");
    let read = school.get(&contribution).await.is(200);
    assert_eq!(listed.items()[0], *read.json());
    assert_eq!((&read["title"], &read["state"]), (&json!("Lire et écrire en famille"), &json!("pending")));
    assert_eq!(read["brings"], json!(["people", "premises"]));
    let read =
        read.never_says("Un enfant sur quatre").never_says("camille.martin@exemple.fr").never_says("1000000");
    assert_eq!(read["open"], true);
    school.get(&draft).await.refused(ErrorCode::NotFound);
    let of_project = format!("/contributions?project={}", scene::id(&draft));
    school.get(&of_project).await.refused(ErrorCode::NotFound);
    let stranger = app.join("tiers@exemple.fr", json!({"role": "observer", "programme": "soissons"})).await;
    stranger.get(&contribution).await.refused(ErrorCode::NotFound);
    assert_eq!(stranger.get("/contributions").await.is(200).total(), 0);
}

async fn a_confirmation_shows_in_the_fiche_and_a_changed_text_takes_it_back(app: &TestApp) {
    let (lead, school, draft, contribution) = shared(app).await;
    let before = lead.etag(&draft).await;
    let confirmed = school.act(&contribution, "confirm", &json!({"word": "Avec plaisir."})).await.is(200);
    assert_eq!((&confirmed["state"], &confirmed["word"]), (&json!("confirmed"), &json!("Avec plaisir.")));
    let fiche = lead.get(&draft).await.is(200);
    assert_eq!(fiche["partners"][0]["confirmed"], true);
    assert_ne!(fiche.etag(), before);
    let seen = lead.get(&format!("/contributions?project={}", scene::id(&draft))).await.is(200);
    assert_eq!(seen.items()[0]["word"], "Avec plaisir.");
    // What is sent back unchanged leaves the answer as it is.
    let same =
        lead.change(&draft, &json!({"partners": fiche["partners"], "title": "Lire ensemble"})).await.is(200);
    assert_eq!(same["partners"][0]["confirmed"], true);
    let partner = contribution.rsplit('/').next().unwrap();
    let changed = lead.change(&draft, &brings(partner, "Deux salles")).await.is(200);
    assert_eq!(changed["partners"][0]["confirmed"], false);
    let read = school.get(&contribution).await.is(200);
    assert_eq!((&read["state"], &read["word"]), (&json!("pending"), &json!("")));
    assert_eq!(read["answered_at"], Value::Null);
}

async fn a_decline_says_why_and_can_be_taken_back(app: &TestApp) {
    let (lead, school, draft, contribution) = shared(app).await;
    let declined =
        school.act(&contribution, "decline", &json!({"word": "La salle est prise."})).await.is(200);
    assert_eq!(declined["state"], "declined");
    assert_eq!(lead.get(&draft).await.is(200)["partners"][0]["confirmed"], false);
    school.act(&contribution, "confirm", &json!({})).await.is(200);
    let kinds = lead.get(&format!("{draft}/events")).await.is(200);
    let kinds: Vec<&Value> = kinds.each("kind");
    assert!(kinds.contains(&&json!("contribution_declined")), "{kinds:?}");
    assert!(kinds.contains(&&json!("contribution_confirmed")), "{kinds:?}");
}

async fn a_reader_cannot_answer_and_a_carrier_answers_for_its_institution(app: &TestApp) {
    let (lead, school, draft, contribution) = shared(app).await;
    let membership = json!({"role": "partner", "programme": "soissons",
        "partner": scene::partner_of(&school).await, "partner_role": "reader"});
    let reader = app.join("lecture@exemple.fr", membership).await;
    reader.get(&contribution).await.is(200);
    reader.act(&contribution, "confirm", &json!({})).await.refused(ErrorCode::Forbidden);
    let ville = scene::carriers(app).await.ville;
    lead.change(&draft, &brings(&ville, "La médiathèque")).await.is(200);
    let of_ville = format!("{draft}/contributions/{ville}");
    app.carrier_agglo().await.get(&of_ville).await.refused(ErrorCode::NotFound);
    // A reviewer who works for the Ville does not speak for it.
    app.reviewer_1().await.get(&of_ville).await.refused(ErrorCode::NotFound);
    app.carrier_ville().await.act(&of_ville, "confirm", &json!({})).await.is(200);
    assert_eq!(lead.get(&draft).await.is(200)["partners"][0]["confirmed"], true);
}

async fn an_answer_needs_the_version_that_was_read(app: &TestApp) {
    let (lead, school, draft, contribution) = shared(app).await;
    let confirm = format!("{contribution}/confirm");
    school.post(&confirm, &json!({})).await.refused(ErrorCode::PreconditionRequired);
    let read = school.etag(&contribution).await;
    let partner = contribution.rsplit('/').next().unwrap();
    lead.change(&draft, &brings(partner, "Deux salles")).await.is(200);
    let late = school.post(&confirm, &json!({})).if_match(&read).await.refused(ErrorCode::PreconditionFailed);
    assert_eq!(late["current"], format!("/api/v1{contribution}"));
    assert_eq!(school.get(&contribution).await.is(200)["state"], "pending");
}

async fn a_contribution_that_left_the_fiche_is_gone(app: &TestApp) {
    let (lead, school, draft, contribution) = shared(app).await;
    lead.change(&draft, &json!({"partners": []})).await.is(200);
    school.get(&contribution).await.refused(ErrorCode::NotFound);
    let partner = contribution.rsplit('/').next().unwrap();
    lead.change(&draft, &brings(partner, "Une salle")).await.is(200);
    assert_eq!(school.get(&contribution).await.is(200)["state"], "pending");
    lead.delete(&draft, &lead.etag(&draft).await).await.is(204);
    school.get(&contribution).await.refused(ErrorCode::NotFound);
    assert_eq!(school.get("/contributions?state=pending").await.is(200).total(), 0);
}

async fn answers_are_closed_once_the_decisions_are_published(app: &TestApp) {
    let school = app.partner_school().await;
    let past = school.get("/contributions?state=confirmed").await.is(200);
    // The demo's call of 2022 is published.
    let of_2022 =
        past.items().iter().find(|one| one["call"]["slug"] == "2022").expect("a contribution of 2022");
    assert_eq!(of_2022["open"], false);
    let at = |field: &str| of_2022[field].as_str().unwrap_or_default().to_owned();
    let partner = of_2022["partner"]["id"].as_str().unwrap();
    let contribution = format!("/projects/{}/contributions/{partner}", at("project"));
    school.act(&contribution, "decline", &json!({})).await.refused(ErrorCode::TransitionNotAllowed);
}

async fn wrong_answers_and_filters_are_refused(app: &TestApp) {
    let (lead, school, draft, contribution) = shared(app).await;
    let too_long = json!({"word": "x".repeat(2_001)});
    school.act(&contribution, "confirm", &too_long).await.only_at_field("/word", "too_long");
    school.act(&contribution, "confirm", &json!({"mot": ""})).await.only_at_field("/mot", "unknown_field");
    school.get("/contributions?state=peut-etre").await.only_at_field("/state", "unknown_reference");
    school.get("/contributions?sort=word").await.only_at_field("/sort", "unknown_sort");
    let kinds = json!({"partners": [{"name": "X", "brings": ["love"]}]});
    lead.change(&draft, &kinds).await.is(422);
    let many =
        json!({"partners": [{"name": "X", "brings": ["money", "money", "people", "people", "premises"]}]});
    lead.change(&draft, &many).await.only_at_field("/partners/0/brings", "too_many_items");
    assert_eq!(school.get(&contribution).await.is(200)["state"], "pending");
}
