//! The whole path: from the opening of a call to the published decision.

use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{TestApp, fiche, on_both_engines, scene, text};

on_both_engines!(
    a_visitor_finds_the_programme_its_objectives_carriers_calls_and_contact,
    the_history_of_2022_can_still_be_read,
    a_call_runs_from_a_draft_to_published_decisions,
    the_receipt_holds_the_hash_of_what_was_filed,
    a_returned_project_is_corrected_and_filed_again_under_its_number,
    a_withdrawn_project_leaves_the_committees_work,
    an_inadmissible_project_can_be_reopened,
    the_health_of_the_server_is_seen_without_an_account,
);

async fn a_visitor_finds_the_programme_its_objectives_carriers_calls_and_contact(app: &TestApp) {
    let visitor = app.anonymous();
    let programme = visitor.get("/programmes/soissons").await.is(200);
    assert_eq!(programme["name"], "Cité éducative de Soissons");
    assert_eq!(programme["insee_commune"], "02722");
    assert_eq!(programme["contact"]["phone"], "+33323599000");
    assert_eq!(programme["axes"].as_array().map(Vec::len), Some(3));

    let objectives = visitor.get("/objectives?programme=soissons").await.is(200);
    assert_eq!(objectives.total(), 8);
    assert_eq!(visitor.get("/districts").await.is(200).total(), 3);
    let carriers =
        visitor.get("/partners?kind=ville,agglo,education_nationale,sous_prefecture").await.is(200);
    assert_eq!(carriers.total(), 4);

    let call = scene::open_call(app).await;
    assert_eq!(call["status"], "open");
    assert_eq!(call["criteria"].as_array().map(Vec::len), Some(8));
    assert_eq!(call["envelopes"].as_array().map(Vec::len), Some(4));

    for (words, kind) in [
        ("PARENTALITE", "objective"),
        ("presles", "district"),
        ("sous prefecture", "partner"),
        ("appel projets 2022", "call"),
        ("cite educative", "programme"),
    ] {
        let found = visitor.get(&format!("/search?q={}", words.replace(' ', "%20"))).await.is(200);
        assert!(found.each("kind").iter().any(|hit| *hit == kind), "{words}: {found:?}");
    }
}

async fn the_history_of_2022_can_still_be_read(app: &TestApp) {
    let call = app.anonymous().get("/calls/2022").await.is(200);
    assert_eq!(call["opens_on"], "2022-03-08");
    assert_eq!(call["closes_on"], "2022-05-20");
    assert_eq!(call["selection_on"], "2022-06-07");
    // The end of 20 May in Paris, in summer time.
    assert_eq!(call["deadline"], "2022-05-20T22:00:00Z");
    let labels: Vec<&str> = call["criteria"].as_array().unwrap().iter().map(|c| text(&c["label"])).collect();
    assert_eq!(labels[0], "Qualité du projet");
    assert_eq!(labels.len(), 8);
}

async fn a_call_runs_from_a_draft_to_published_decisions(app: &TestApp) {
    let partner = app.partner_association().await;
    let coordinator = app.coordinator().await;
    let call = scene::call_path(app).await;

    // 2. The partner starts a fiche, saves it incomplete, comes back, sees what is missing, and submits.
    let started = json!({"call": scene::id(&call), "title": "Lire et écrire en famille"});
    let project = partner.post("/projects", &started).await.is(201);
    let project = project.header("location").strip_prefix("/api/v1").unwrap().to_owned();
    partner.change(&project, &json!({"summary": "Ateliers de lecture partagée."})).await.is(200);
    let kept = partner.get(&project).await.is(200);
    assert_eq!(kept["status"], "draft");
    assert_eq!(kept["summary"], "Ateliers de lecture partagée.");
    assert_eq!(kept["allowed_transitions"], json!(["submit"]));
    let missing = partner.act(&project, "submit", &json!({})).await.at_field("/need", "required");
    let missing = missing.at_field("/objectives/main", "required").at_field("/budget/charges", "required");
    assert!(missing["errors"].as_array().unwrap().len() >= 6, "{missing:?}");

    let mut rest = fiche::complete("Lire et écrire en famille", "", &scene::carriers(app).await);
    rest.as_object_mut().unwrap().remove("call");
    partner.change(&project, &rest).await.is(200);
    let filed = partner.act(&project, "submit", &json!({})).await.is(200);
    assert_eq!(filed["status"], "submitted");
    assert!(text(&filed["number"]).starts_with("2026-"), "{filed:?}");
    assert_eq!(filed["receipt"]["number"], filed["number"]);
    assert_eq!(text(&filed["receipt"]["sha256"]).len(), 64);

    // 3. The coordinator sees it, refuses another one with a reason, assigns reviewers.
    let other = scene::submitted(app, &app.partner_school().await, "Un potager au collège").await;
    let seen = coordinator.get("/projects?status=submitted").await.is(200);
    assert!(seen.total() >= 2, "{seen:?}");
    let refusal = json!({"admissible": false, "reason": "L’action se déroule hors des quartiers."});
    let refused = coordinator.act(&other, "admissibility", &refusal).await.is(200);
    assert_eq!(refused["status"], "inadmissible");
    let accepted = coordinator.act(&project, "admissibility", &json!({"admissible": true})).await.is(200);
    assert_eq!(accepted["status"], "admissible");
    let theirs = app.partner_school().await.get(&other).await.is(200);
    assert_eq!(theirs["inadmissible_reason"], "L’action se déroule hors des quartiers.");

    // 4. Reviewers find their work, score it and submit; the one from the association is refused.
    let (first, second) = (app.reviewer_1().await, app.reviewer_2().await);
    scene::assign(app, &project, &first).await.is(201);
    let waiting = first.get(&format!("{call}/assignments?mine=true")).await.is(200);
    assert_eq!(waiting.total(), 1);
    scene::assign(app, &project, &app.reviewer_3().await).await.refused(ErrorCode::ConflictOfInterest);
    let review = first.post(&format!("{project}/reviews"), &fiche::review(4)).await.is(201);
    let review = format!("/reviews/{}", review.id());
    assert_eq!(first.act(&review, "submit", &json!({})).await.is(200)["status"], "submitted");
    scene::reviewed(app, &project, &second, 2).await;

    // 5. Ranking, decision under the envelope, signatures, publication.
    let ranking = coordinator.get(&format!("{call}/ranking")).await.is(200);
    let ranked = ranking.items().iter().find(|item| item["project"]["id"] == scene::id(&project)).unwrap();
    assert_eq!(ranked["score"], 3.0);
    assert_eq!(ranked["spread"], 1.0);
    assert_eq!((&ranked["reviews_done"], &ranked["reviews_expected"]), (&json!(2), &json!(2)));
    scene::decide(app, &project, "selected_with_reservations", 300_000).await.is(201);
    scene::settle_the_rest(app).await;
    scene::publish(app, &call).await.refused(ErrorCode::SignaturesMissing);
    scene::sign(app).await;
    let published = scene::publish(app, &call).await.is(201);
    assert!(published["published_at"].is_string(), "{published:?}");

    // 6. The partner sees the decision, its reason and the messages; anybody sees the selected project.
    let decided = partner.get(&project).await.is(200);
    assert_eq!(decided["status"], "selected_with_reservations");
    assert_eq!(decided["decision"]["amount"]["amount"], 300_000);
    let funded = &decided["decision"]["amounts"][0];
    assert_eq!(funded["asked"], decided["requests"][0]["amount"], "{funded}");
    assert_eq!(decided["decision"]["reason"], "Le comité a retenu d’autres priorités.");
    let decided = decided.never_says("Vérifier la convention").never_says(first.name());
    assert_eq!(decided["feedback"], "Projet clair et bien construit.");
    let public = app.anonymous().get("/projects").await.is(200);
    assert!(public.each("id").contains(&&json!(scene::id(&project))), "{public:?}");
    assert!(!public.each("id").contains(&&json!(scene::id(&other))), "{public:?}");
    assert_eq!(app.anonymous().get(&call).await.is(200)["status"], "decided");
}

async fn the_receipt_holds_the_hash_of_what_was_filed(app: &TestApp) {
    let partner = app.partner_association().await;
    let same = [
        scene::submitted(app, &partner, "Lire et écrire en famille").await,
        scene::submitted(app, &partner, "Lire et écrire en famille").await,
    ];
    let other = scene::submitted(app, &partner, "Lire et écrire en classe").await;
    let receipt = |project: Value| (text(&project["sha256"]).to_owned(), text(&project["number"]).to_owned());
    let first = receipt(partner.get(&same[0]).await.is(200)["receipt"].clone());
    let second = receipt(partner.get(&same[1]).await.is(200)["receipt"].clone());
    let third = receipt(partner.get(&other).await.is(200)["receipt"].clone());
    assert_ne!(first.1, second.1, "numbers are given once");
    assert_ne!(first.0, third.0, "another fiche has another hash");
    assert!(first.0.chars().all(|c| c.is_ascii_hexdigit()), "{first:?}");
}

async fn a_returned_project_is_corrected_and_filed_again_under_its_number(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::submitted(app, &partner, "Lire et écrire en famille").await;
    let number = partner.get(&project).await.is(200)["number"].clone();
    let request = json!({"reason": "Précisez le besoin.", "sections": ["objectives"], "due": "2026-05-20"});
    let returned = app.coordinator().await.act(&project, "return", &request).await.is(200);
    assert_eq!(returned["status"], "returned");
    let seen = partner.get(&project).await.is(200);
    assert_eq!(seen["correction"]["reason"], "Précisez le besoin.");
    assert_eq!(seen["allowed_transitions"], json!(["submit", "withdraw"]));
    partner.change(&project, &json!({"need": "Un enfant sur trois."})).await.is(200);
    let again = partner.act(&project, "submit", &json!({})).await.is(200);
    assert_eq!(again["number"], number);
    assert_eq!(again["status"], "submitted");
    assert_ne!(again["receipt"]["sha256"], seen["receipt"]["sha256"]);
}

async fn a_withdrawn_project_leaves_the_committees_work(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::admissible(app, &partner, "Lire et écrire en famille").await;
    let withdrawn = partner.act(&project, "withdraw", &json!({"reason": "Faute de local."})).await.is(200);
    assert_eq!(withdrawn["status"], "withdrawn");
    assert_eq!(withdrawn["allowed_transitions"], json!([]));
    let call = scene::call_path(app).await;
    let ranking = app.coordinator().await.get(&format!("{call}/ranking")).await.is(200);
    let listed = ranking.items().iter().any(|item| item["project"]["id"] == scene::id(&project));
    assert!(!listed, "{ranking:?}");
    scene::decide(app, &project, "selected", 0).await.refused(ErrorCode::TransitionNotAllowed);
}

async fn an_inadmissible_project_can_be_reopened(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::submitted(app, &partner, "Lire et écrire en famille").await;
    let coordinator = app.coordinator().await;
    let refusal = json!({"admissible": false, "reason": "Hors des quartiers."});
    coordinator.act(&project, "admissibility", &refusal).await.is(200);
    let reopened =
        coordinator.act(&project, "reopen", &json!({"reason": "Erreur de lecture."})).await.is(200);
    assert_eq!(reopened["status"], "submitted");
    let kinds = coordinator.get(&format!("{project}/events")).await.is(200);
    assert!(kinds.items().len() >= 4, "{kinds:?}");
}

async fn the_health_of_the_server_is_seen_without_an_account(app: &TestApp) {
    app.anonymous().get_root("/healthz").await.is(200);
    app.anonymous().get_root("/readyz").await.is(200);
}
