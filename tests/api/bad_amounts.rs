//! Money that does not add up, is not there, or cannot be.

use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Answer, Person, TestApp, fiche::euros_cents, on_both_engines, scene};

on_both_engines!(
    a_budget_out_of_balance_by_one_cent_is_saved_but_not_submitted,
    voluntary_contributions_must_balance_apart,
    a_negative_amount_is_refused,
    an_amount_of_ten_to_the_eighteen_is_refused,
    an_amount_that_no_integer_holds_is_refused,
    another_currency_is_refused,
    an_account_outside_the_chart_is_refused,
    the_sum_of_many_largest_amounts_does_not_overflow,
    counts_of_people_that_contradict_each_other_are_refused,
    deciding_beyond_the_envelope_is_refused,
    a_replaced_decision_frees_what_it_had_taken,
    a_funder_without_an_envelope_cannot_give,
);

const CHARGE: &str = "/budget/charges/0/amount";

/// A complete draft, and what saving one charge of this amount answers; the draft must stay as it was.
async fn charge(app: &TestApp, amount: &str) -> Answer {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let before = partner.get(&draft).await.is(200);
    let body = format!(
        r#"{{"budget": {{"charges": [{{"account": "604", "amount": {{"amount": {amount}, "currency": "EUR"}}}}]}}}}"#
    );
    let request = partner.request(reqwest::Method::PATCH, &draft).if_match(&before.etag());
    let answer = request.raw("application/json", body).await;
    assert_eq!(partner.get(&draft).await.is(200).json(), before.json(), "after {answer:?}");
    answer
}

async fn with_budget(app: &TestApp, budget: Value) -> (Person, String) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    partner.change(&draft, &json!({"budget": budget})).await.is(200);
    (partner, draft)
}

async fn a_budget_out_of_balance_by_one_cent_is_saved_but_not_submitted(app: &TestApp) {
    for revenue in [899_999, 900_001] {
        let budget = json!({
            "charges": [{"account": "604", "amount": euros_cents(900_000)}],
            "revenues": [{"account": "74", "amount": euros_cents(revenue)}],
        });
        let (partner, draft) = with_budget(app, budget).await;
        let refused = partner.act(&draft, "submit", &json!({})).await;
        let refused = refused.only_at_field("/budget", "budget_unbalanced");
        assert!(refused["errors"][0]["message"].as_str().unwrap().contains("0,01"), "{refused:?}");
        let kept = partner.get(&draft).await.is(200);
        assert_eq!(kept["status"], "draft");
        assert_eq!(kept["number"], Value::Null);
    }
}

async fn voluntary_contributions_must_balance_apart(app: &TestApp) {
    let budget = json!({
        "charges": [{"account": "604", "amount": euros_cents(100)}, {"account": "864", "amount": euros_cents(50)}],
        "revenues": [{"account": "74", "amount": euros_cents(150)}],
    });
    let (partner, draft) = with_budget(app, budget).await;
    let refused = partner.act(&draft, "submit", &json!({})).await;
    refused.at_field("/budget", "voluntary_unbalanced").at_field("/budget", "budget_unbalanced");
}

async fn a_negative_amount_is_refused(app: &TestApp) {
    charge(app, "-1").await.only_at_field(CHARGE, "amount_out_of_range");
    charge(app, "-9223372036854775808").await.only_at_field(CHARGE, "amount_out_of_range");
}

async fn an_amount_of_ten_to_the_eighteen_is_refused(app: &TestApp) {
    charge(app, "1000000000000000000").await.only_at_field(CHARGE, "amount_out_of_range");
    charge(app, "10000000001").await.only_at_field(CHARGE, "amount_out_of_range");
}

async fn an_amount_that_no_integer_holds_is_refused(app: &TestApp) {
    for amount in ["100000000000000000000", "1e20", "0.5", "1e999", "\"100\"", "null"] {
        charge(app, amount).await.refused(ErrorCode::ValidationFailed);
    }
    charge(app, "NaN").await.refused(ErrorCode::MalformedJson);
}

async fn another_currency_is_refused(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    let body =
        json!({"budget": {"charges": [{"account": "604", "amount": {"amount": 1, "currency": "USD"}}]}});
    partner.change(&draft, &body).await.only_at_field("/budget/charges/0/amount/currency", "unknown_value");
}

async fn an_account_outside_the_chart_is_refused(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    for (side, account) in [("charges", "74"), ("charges", "999"), ("revenues", "604"), ("revenues", "")] {
        let body = json!({"budget": {side: [{"account": account, "amount": euros_cents(1)}]}});
        let refused = partner.change(&draft, &body).await;
        refused.only_at_field(&format!("/budget/{side}/0/account"), "unknown_account");
    }
}

async fn the_sum_of_many_largest_amounts_does_not_overflow(app: &TestApp) {
    let most = json!({"account": "604", "amount": euros_cents(10_000_000_000)});
    let (partner, draft) = with_budget(app, json!({"charges": vec![most.clone(); 100]})).await;
    partner.act(&draft, "submit", &json!({})).await.at_field("/budget", "budget_unbalanced");
    let more = json!({"budget": {"charges": vec![most; 101]}});
    partner.change(&draft, &more).await.only_at_field("/budget/charges", "too_many_items");
}

async fn counts_of_people_that_contradict_each_other_are_refused(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire et écrire en famille").await;
    partner.change(&draft, &json!({"audience": {"girls": 31}})).await.is(200);
    partner.act(&draft, "submit", &json!({})).await.only_at_field("/audience/girls", "genders_mismatch");
    let twice = json!({"audience": {"girls": 1, "age_bands": [{"band": "6-10", "planned": 45}, {"band": "6-10", "planned": 45}]}});
    partner.change(&draft, &twice).await.is(200);
    partner.act(&draft, "submit", &json!({})).await.at_field("/audience/age_bands/1/band", "duplicate");
    let crowd = json!({"audience": {"age_bands": [{"band": "6-10", "planned": 4_000_000_000_u32}]}});
    partner.change(&draft, &crowd).await.only_at_field("/audience/age_bands/0/planned", "out_of_range");
}

/// What the Ville can give in the open call, in cents.
async fn envelope(app: &TestApp) -> i64 {
    let call = scene::open_call(app).await;
    let ville = scene::carriers(app).await.ville;
    let envelopes = call["envelopes"].as_array().unwrap();
    envelopes.iter().find(|envelope| envelope["funder"]["id"] == ville.as_str()).unwrap()["amount"]["amount"]
        .as_i64()
        .unwrap()
}

/// What the decisions of the open call take from the envelope of the Ville.
async fn voted(app: &TestApp) -> i64 {
    let decisions = format!("{}/decisions", scene::call_path(app).await);
    let page = app.coordinator().await.get(&decisions).await.is(200);
    let ville = scene::carriers(app).await.ville;
    let envelopes = page["envelopes"].as_array().unwrap();
    envelopes.iter().find(|used| used["funder"]["id"] == ville.as_str()).unwrap()["voted"]["amount"]
        .as_i64()
        .unwrap()
}

async fn deciding_beyond_the_envelope_is_refused(app: &TestApp) {
    let partner = app.partner_association().await;
    let first = scene::admissible(app, &partner, "Lire et écrire en famille").await;
    let second = scene::admissible(app, &partner, "Théâtre au collège").await;
    let room = envelope(app).await - voted(app).await;
    scene::decide(app, &first, "selected", room + 1).await.refused(ErrorCode::EnvelopeExceeded);
    assert_eq!(app.coordinator().await.get(&first).await.is(200)["status"], "admissible");
    scene::decide(app, &first, "selected", room).await.is(201);
    scene::decide(app, &second, "selected", 1).await.refused(ErrorCode::EnvelopeExceeded);
    // A refusal grants nothing, so it takes nothing.
    scene::decide(app, &second, "rejected", 0).await.is(201);
    assert_eq!(voted(app).await, envelope(app).await);
}

async fn a_replaced_decision_frees_what_it_had_taken(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::admissible(app, &partner, "Lire et écrire en famille").await;
    let before = voted(app).await;
    let room = envelope(app).await - before;
    scene::decide(app, &project, "selected", room).await.is(201);
    let coordinator = app.coordinator().await;
    let decisions = format!("{}/decisions", scene::call_path(app).await);
    for (outcome, amount) in [("selected", room), ("selected", 100), ("waitlisted", 0)] {
        let listed = coordinator.get(&decisions).await.is(200);
        let current =
            listed.items().iter().find(|item| item["project"]["id"] == scene::id(&project)).unwrap();
        let body = scene::decision(app, &project, outcome, amount).await;
        let etag = format!("\"{}\"", current["version"]);
        let replaced = coordinator.post(&decisions, &body).if_match(&etag).await;
        assert!([200, 201].contains(&replaced.status), "{replaced:?}");
        assert_eq!(voted(app).await, before + amount);
    }
    let total = coordinator.get(&decisions).await.is(200);
    let own = total.items().iter().filter(|item| item["project"]["id"] == scene::id(&project)).count();
    assert_eq!(own, 1, "one decision a project\n{total:?}");
}

async fn a_funder_without_an_envelope_cannot_give(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::admissible(app, &partner, "Lire et écrire en famille").await;
    let mut body = scene::decision(app, &project, "selected", 100).await;
    body["amounts"][0]["funder"] = json!(scene::partner_of(&app.partner_school().await).await);
    let decisions = format!("{}/decisions", scene::call_path(app).await);
    let refused = app.coordinator().await.post(&decisions, &body).await;
    assert!([409, 422].contains(&refused.status), "{refused:?}");
    body["amounts"][0]["voted"] = euros_cents(-1);
    let refused = app.coordinator().await.post(&decisions, &body).await;
    refused.at_field("/amounts/0/voted", "amount_out_of_range");
}
