//! A new fiche from an earlier one, and what a fiche declares and measures.

use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{TestApp, on_both_engines, scene};

on_both_engines!(
    a_copy_keeps_texts_and_clears_dates_amounts_answers_and_declarations,
    a_copy_keeps_what_is_named_and_nothing_else,
    a_copy_can_be_looked_at_before_it_is_made,
    a_fiche_of_a_closed_call_is_renewed_in_the_open_one,
    another_partners_fiche_is_not_copied,
    a_copy_into_a_call_that_is_not_open_is_refused,
    a_renewal_names_an_action_that_the_same_partner_filed,
    a_fiche_is_filed_with_its_declarations,
    a_schools_fiche_needs_no_republican_contract,
    an_indicator_beyond_its_limits_is_refused,
    a_call_names_a_chart_that_exists_and_keeps_it_once_published,
);

/// Id of the association's action in the demo's call of 2022.
async fn of_2022(app: &TestApp) -> String {
    let mine = app.partner_association().await.all("/projects?mine=true&call=2022").await;
    mine.first().and_then(|project| project["id"].as_str()).expect("a fiche of 2022").to_owned()
}

async fn a_copy_keeps_texts_and_clears_dates_amounts_answers_and_declarations(app: &TestApp) {
    let partner = app.partner_association().await;
    let earlier = scene::submitted(app, &partner, "Lire et écrire en famille").await;
    let call = scene::open_call(app).await.id();
    let copy = partner.post(&format!("{earlier}/copy"), &json!({"call": call})).await.is(201);
    let before = partner.get(&earlier).await.is(200);
    for kept in
        ["title", "summary", "need", "description", "objectives", "audience", "schools", "contact", "times"]
    {
        assert_eq!(copy[kept], before[kept], "{kept}");
    }
    assert_eq!((&copy["status"], &copy["number"]), (&json!("draft"), &Value::Null));
    assert_eq!(copy["phases"][0], json!({"name": "Préparation"}));
    assert_eq!(copy["budget"]["charges"][0]["amount"]["amount"], 0);
    assert_eq!(copy["budget"]["charges"][0]["account"], "604");
    assert_eq!((&copy["requests"], &copy["partners"][0]["confirmed"]), (&json!([]), &json!(false)));
    assert_eq!(copy["indicators"][0]["due"], Value::Null);
    assert_eq!(copy["declarations"], json!({"honour": false, "republican_contract": false}));
    assert_eq!(copy["renewal_of"], Value::Null);
}

async fn a_copy_keeps_what_is_named_and_nothing_else(app: &TestApp) {
    let partner = app.partner_association().await;
    let earlier = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let call = scene::open_call(app).await.id();
    let keep = json!({"call": call, "keep": ["need", "budget", "budget_amounts"]});
    let copy = partner.post(&format!("{earlier}/copy"), &keep).await.is(201);
    let before = partner.get(&earlier).await.is(200);
    assert_eq!((&copy["need"], &copy["budget"]["charges"]), (&before["need"], &before["budget"]["charges"]));
    assert_eq!((&copy["title"], &copy["phases"], &copy["partners"]), (&json!(""), &json!([]), &json!([])));
    let wrong = json!({"call": call, "keep": ["soul"]});
    partner.post(&format!("{earlier}/copy"), &wrong).await.is(422);
}

async fn a_copy_can_be_looked_at_before_it_is_made(app: &TestApp) {
    let partner = app.partner_association().await;
    let earlier = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let call = scene::open_call(app).await.id();
    let count = partner.get("/projects?mine=true").await.is(200).total();
    let looked = partner.post(&format!("{earlier}/copy?dry_run=true"), &json!({"call": call})).await.is(200);
    assert_eq!(looked["title"], "Lire et écrire en famille");
    assert_eq!(partner.get("/projects?mine=true").await.is(200).total(), count);
}

async fn a_fiche_of_a_closed_call_is_renewed_in_the_open_one(app: &TestApp) {
    let partner = app.partner_association().await;
    let earlier = of_2022(app).await;
    let call = scene::open_call(app).await.id();
    let body = json!({"call": call, "renewal": true});
    let copy = partner.post(&format!("/projects/{earlier}/copy"), &body).await.is(201);
    assert_eq!(copy["renewal_of"], json!(earlier));
    assert_eq!(copy["call"]["id"], json!(call));
}

async fn another_partners_fiche_is_not_copied(app: &TestApp) {
    let earlier = scene::draft(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let call = scene::open_call(app).await.id();
    let school = app.partner_school().await;
    school.post(&format!("{earlier}/copy"), &json!({"call": call})).await.refused(ErrorCode::NotFound);
    // Published, its public part can be read, which is not the whole fiche.
    let public = format!("/projects/{}/copy", of_2022(app).await);
    school.post(&public, &json!({"call": call})).await.refused(ErrorCode::Forbidden);
}

async fn a_copy_into_a_call_that_is_not_open_is_refused(app: &TestApp) {
    let partner = app.partner_association().await;
    let earlier = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let copy = format!("{earlier}/copy");
    partner.post(&copy, &json!({"call": "2022"})).await.refused(ErrorCode::DeadlinePassed);
    partner.post(&copy, &json!({"call": "1999"})).await.only_at_field("/call", "unknown_reference");
    partner.post(&copy, &json!({})).await.is(422);
    let call = scene::open_call(app).await.id();
    let draft = json!({"call": call, "renewal": true});
    partner.post(&copy, &draft).await.only_at_field("/renewal", "unknown_reference");
}

async fn a_renewal_names_an_action_that_the_same_partner_filed(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let other = scene::draft(app, &app.partner_school().await, "Un potager au collège").await;
    let own = scene::draft(app, &partner, "Théâtre").await;
    for wrong in [scene::id(&other), scene::id(&own), "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60"] {
        let refused = partner.change(&draft, &json!({"renewal_of": wrong})).await;
        refused.only_at_field("/renewal_of", "unknown_reference");
    }
    let earlier = of_2022(app).await;
    let renewed = partner.change(&draft, &json!({"renewal_of": earlier})).await.is(200);
    assert_eq!(renewed["renewal_of"], json!(earlier));
}

async fn a_fiche_is_filed_with_its_declarations(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    partner
        .change(&draft, &json!({"declarations": {"honour": false, "republican_contract": false}}))
        .await
        .is(200);
    let refused = partner.act(&draft, "submit", &json!({})).await;
    refused
        .at_field("/declarations/honour", "required")
        .at_field("/declarations/republican_contract", "required");
    assert_eq!(partner.get(&draft).await.is(200)["status"], "draft");
    partner
        .change(&draft, &json!({"declarations": {"honour": true, "republican_contract": true}}))
        .await
        .is(200);
    partner.act(&draft, "submit", &json!({})).await.is(200);
}

async fn a_schools_fiche_needs_no_republican_contract(app: &TestApp) {
    let school = app.partner_school().await;
    let draft = scene::draft(app, &school, "Un potager au collège").await;
    school
        .change(&draft, &json!({"declarations": {"honour": true, "republican_contract": false}}))
        .await
        .is(200);
    school.act(&draft, "submit", &json!({})).await.is(200);
}

async fn an_indicator_beyond_its_limits_is_refused(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    for huge in [1e13, -1e13, 1e300] {
        let body = json!({"indicators": [{"name": "Enfants", "target": huge}]});
        partner.change(&draft, &body).await.only_at_field("/indicators/0/target", "out_of_range");
    }
    partner.change(&draft, &json!({"indicators": [{"name": "Enfants"}]})).await.is(200);
    let refused = partner.act(&draft, "submit", &json!({})).await;
    refused.at_field("/indicators/0/target", "required").at_field("/indicators/0/due", "required");
}

async fn a_call_names_a_chart_that_exists_and_keeps_it_once_published(app: &TestApp) {
    let coordinator = app.coordinator().await;
    let charts = app.anonymous().get("/charts").await.is(200);
    let version = charts.items()[0]["version"].as_str().unwrap();
    assert_eq!(scene::open_call(app).await["chart"], json!(version));
    app.anonymous().get(&format!("/charts/{version}")).await.is(200);
    app.anonymous().get("/charts/cerfa-1999").await.refused(ErrorCode::NotFound);
    let call = scene::call_path(app).await;
    let refused = coordinator.change(&call, &json!({"chart": "cerfa-1999"})).await;
    refused.only_at_field("/chart", "unknown_reference");
}
