//! Corrections: asked section by section, done in those sections alone, filed again until their own day.

use chrono::Duration;
use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Person, TestApp, on_both_engines, scene};

on_both_engines!(
    a_correction_says_what_to_change_in_each_section_and_until_when,
    only_the_sections_named_can_be_changed_and_all_when_none_is,
    a_comment_belongs_to_a_section_that_is_to_be_corrected,
    others_read_what_was_filed_until_the_correction_is_filed,
    no_list_or_search_tells_of_a_correction_under_way,
    an_overdue_correction_is_extended_or_declared_inadmissible,
    a_fiche_declared_inadmissible_during_its_correction_reopens_as_it_was_filed,
    a_corrected_fiche_says_that_it_was_filed_twice,
);

fn asked(due: &str) -> Value {
    json!({"reason": "Deux points à préciser.", "sections": ["budget", "objectives"],
        "comments": [{"section": "budget", "text": "Détaillez les intervenants."}], "due": due})
}

/// A project sent back, its partner, and the last day to file it again.
async fn returned(app: &TestApp) -> (Person, String, String) {
    let partner = app.partner_association().await;
    let project = scene::submitted(app, &partner, "Lire et écrire en famille").await;
    let due = (scene::deadline(app).await + Duration::days(5)).date_naive().to_string();
    app.coordinator().await.act(&project, "return", &asked(&due)).await.is(200);
    (partner, project, due)
}

async fn a_correction_says_what_to_change_in_each_section_and_until_when(app: &TestApp) {
    let (partner, project, due) = returned(app).await;
    let read = partner.get(&project).await.is(200);
    let correction = &read["correction"];
    assert_eq!(correction["sections"], json!(["budget", "objectives"]));
    assert_eq!(correction["comments"], asked(&due)["comments"]);
    assert_eq!((&correction["due"], &read["filing"]["deadline"]["on"]), (&json!(due), &json!(due)));
    let listed = partner.get("/projects?mine=true&status=returned").await.is(200);
    assert_eq!(listed.items()[0]["correction_due"], due.as_str());
    // Nobody outside reads that there is one.
    app.partner_school().await.get(&project).await.refused(ErrorCode::NotFound);
}

async fn only_the_sections_named_can_be_changed_and_all_when_none_is(app: &TestApp) {
    let (partner, project, due) = returned(app).await;
    let elsewhere = json!({"need": "Précisé.", "title": "Un autre titre", "times": ["school"]});
    let refused = partner.change(&project, &elsewhere).await.at_field("/title", "section_closed");
    assert_eq!(refused["errors"].as_array().map(Vec::len), Some(2), "{refused:?}");
    let read = partner.get(&project).await.is(200);
    assert_eq!(read["title"], "Lire et écrire en famille");
    assert_ne!(read["need"], "Précisé.");
    partner.change(&project, &json!({"need": "Précisé."})).await.is(200);
    // What is sent as it was is no change.
    partner.change(&project, &json!({"title": "Lire et écrire en famille", "need": "Mieux."})).await.is(200);
    let all = json!({"reason": "À revoir en entier.", "due": due});
    app.coordinator().await.act(&project, "return", &all).await.is(200);
    partner.change(&project, &json!({"title": "Un autre titre"})).await.is(200);
}

async fn a_comment_belongs_to_a_section_that_is_to_be_corrected(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::submitted(app, &partner, "Lire et écrire en famille").await;
    let due = scene::deadline(app).await.date_naive();
    let coordinator = app.coordinator().await;
    let ask = async |comments: Value| {
        let body = json!({"reason": "À préciser.", "sections": ["budget"], "comments": comments, "due": due});
        coordinator.act(&project, "return", &body).await
    };
    let comment = |section: &str, text: &str| json!({"section": section, "text": text});
    ask(json!([comment("action", "Et où ?")]))
        .await
        .only_at_field("/comments/0/section", "unknown_reference");
    let twice = ask(json!([comment("budget", "Ceci."), comment("budget", "Cela.")])).await;
    twice.only_at_field("/comments/1/section", "duplicate");
    ask(json!([comment("budget", " ")])).await.only_at_field("/comments/0/text", "reason_required");
    ask(json!([comment("cuisine", "Quoi ?")])).await.refused(ErrorCode::ValidationFailed);
}

async fn others_read_what_was_filed_until_the_correction_is_filed(app: &TestApp) {
    let (partner, project, _) = returned(app).await;
    let (coordinator, observer) = (app.coordinator().await, app.observer().await);
    let filed = coordinator.get(&project).await.is(200)["need"].clone();
    partner.change(&project, &json!({"need": "En cours de correction."})).await.is(200);
    assert_eq!(partner.get(&project).await.is(200)["need"], "En cours de correction.");
    for reader in [&coordinator, &observer] {
        assert_eq!(reader.get(&project).await.is(200)["need"], filed, "{}", reader.name());
    }
    partner.act(&project, "submit", &json!({})).await.is(200);
    for reader in [&coordinator, &observer] {
        assert_eq!(reader.get(&project).await.is(200)["need"], "En cours de correction.");
    }
}

async fn no_list_or_search_tells_of_a_correction_under_way(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::submitted(app, &partner, "Lire et écrire en famille").await;
    let due = scene::deadline(app).await.date_naive();
    app.coordinator()
        .await
        .act(&project, "return", &json!({"reason": "À revoir.", "due": due}))
        .await
        .is(200);
    let changes = json!({"title": "Zanzibar en famille", "objectives": {"main": "O3"}});
    partner.change(&project, &changes).await.is(200);
    assert_eq!(partner.get(&project).await.is(200)["title"], "Zanzibar en famille");
    let observer = app.observer().await;
    let titles = async |query: &str| {
        let page = observer.get(&format!("/projects?status=returned,submitted&{query}")).await.is(200);
        page.each("title").into_iter().map(|title| title.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(titles("").await, ["Lire et écrire en famille"]);
    assert!(titles("q=zanzibar").await.is_empty() && titles("objective=O3").await.is_empty());
    assert_eq!(titles("objective=O2").await.len(), 1);
    partner.act(&project, "submit", &json!({})).await.is(200);
    assert_eq!(titles("q=zanzibar").await, ["Zanzibar en famille"]);
    assert_eq!(titles("objective=O3").await.len(), 1);
}

async fn an_overdue_correction_is_extended_or_declared_inadmissible(app: &TestApp) {
    let (partner, project, due) = returned(app).await;
    let deadline = scene::deadline(app).await;
    let coordinator = app.coordinator().await;
    let in_time = coordinator.get(&project).await.is(200);
    assert_eq!(in_time["allowed_transitions"], json!(["return"]));
    let refusal = json!({"admissible": false, "reason": "La correction n’est pas venue."});
    coordinator.act(&project, "admissibility", &refusal).await.refused(ErrorCode::TransitionNotAllowed);

    app.clock.set(deadline + Duration::days(7));
    let partner = app.log_in(partner.name(), tests::app::PASSWORD).await;
    let coordinator = app.log_in(coordinator.name(), tests::app::PASSWORD).await;
    partner.act(&project, "submit", &json!({})).await.refused(ErrorCode::DeadlinePassed);
    let overdue = partner.get(&project).await.is(200);
    assert_eq!(
        (&overdue["filing"]["state"], &overdue["filing"]["deadline"]["on"]),
        (&json!("over"), &json!(due))
    );
    let late = coordinator.get(&project).await.is(200);
    assert_eq!(late["allowed_transitions"], json!(["return", "admissibility"]));
    let admitted = coordinator.act(&project, "admissibility", &json!({"admissible": true})).await;
    admitted.refused(ErrorCode::TransitionNotAllowed);

    let longer = (deadline + Duration::days(12)).date_naive().to_string();
    coordinator.act(&project, "return", &asked(&longer)).await.is(200);
    assert_eq!(partner.get(&project).await.is(200)["allowed_transitions"], json!(["submit", "withdraw"]));
    app.clock.set(deadline + Duration::days(14));
    let coordinator = app.log_in(coordinator.name(), tests::app::PASSWORD).await;
    let refused = coordinator.act(&project, "admissibility", &refusal).await.is(200);
    assert_eq!((&refused["status"], refused["correction"].is_null()), (&json!("inadmissible"), true));
}

async fn a_fiche_declared_inadmissible_during_its_correction_reopens_as_it_was_filed(app: &TestApp) {
    let (partner, project, _) = returned(app).await;
    let filed = app.coordinator().await.get(&project).await.is(200)["need"].clone();
    partner.change(&project, &json!({"need": "Jamais déposé."})).await.is(200);
    let section = format!("{project}/sections/objectives");
    let begun = partner.get(&section).await.is(200)["version"].as_i64();
    app.clock.set(scene::deadline(app).await + Duration::days(7));
    let coordinator = app.log_in("coordinator@demo.example", tests::app::PASSWORD).await;
    let refusal = json!({"admissible": false, "reason": "La correction n’est pas venue."});
    coordinator.act(&project, "admissibility", &refusal).await.is(200);
    assert_eq!(coordinator.get(&project).await.is(200)["need"], filed);
    coordinator.act(&project, "reopen", &json!({"reason": ""})).await.is(200);
    let partner = app.log_in(partner.name(), tests::app::PASSWORD).await;
    for reader in [&coordinator, &partner] {
        let read = reader.get(&project).await.is(200);
        assert_eq!((&read["status"], &read["need"]), (&json!("submitted"), &filed), "{}", reader.name());
    }
    // The text that was put back is another version: whoever still has the begun one in a window is told.
    assert!(partner.get(&section).await.is(200)["version"].as_i64() > begun);
}

async fn a_corrected_fiche_says_that_it_was_filed_twice(app: &TestApp) {
    let (partner, project, _) = returned(app).await;
    partner.change(&project, &json!({"need": "Précisé."})).await.is(200);
    let before = partner.get(&project).await.is(200);
    let filed = partner.act(&project, "submit", &json!({})).await.is(200);
    assert_eq!((&filed["filings"], &filed["number"]), (&json!(2), &before["number"]));
    let listed = app.coordinator().await.get("/projects?status=submitted&limit=100").await.is(200);
    let own = listed.items().iter().find(|item| item["id"] == scene::id(&project)).unwrap().clone();
    assert_eq!(own["filings"], 2);
    let kinds = partner.get(&format!("{project}/events")).await.is(200);
    assert_eq!(kinds.each("kind"), ["created", "submitted", "returned", "submitted"]);
}
