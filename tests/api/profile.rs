//! A partner's profile: written by its owner, read by who may.

use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{TestApp, on_both_engines, scene};

on_both_engines!(
    an_owner_writes_the_profile_and_an_editor_does_not,
    who_represents_an_organisation_and_whom_to_ask_are_not_public,
    wrong_lines_of_a_profile_are_refused,
    a_new_fiche_starts_with_the_contact_of_the_profile,
);

fn profile() -> Value {
    json!({"representative": "Dominique Roy", "representative_role": "Trésorière", "contact_name": "Claude Petit"})
}

async fn an_owner_writes_the_profile_and_an_editor_does_not(app: &TestApp) {
    let owner = app.partner_association().await;
    let id = scene::partner_of(&owner).await;
    let path = format!("/partners/{id}");
    let written = owner.change(&path, &profile()).await.is(200);
    for (field, value) in profile().as_object().into_iter().flatten() {
        assert_eq!(written[field.as_str()], *value, "{field}");
    }
    let membership =
        json!({"role": "partner", "programme": "soissons", "partner": id, "partner_role": "editor"});
    let editor = app.join("redaction@exemple.fr", membership).await;
    assert_eq!(editor.get(&path).await.is(200)["contact_name"], "Claude Petit");
    editor.change(&path, &json!({"contact_name": "Autre"})).await.refused(ErrorCode::Forbidden);
    app.partner_school()
        .await
        .change(&path, &json!({"contact_name": "Autre"}))
        .await
        .refused(ErrorCode::Forbidden);
    app.coordinator().await.change(&path, &json!({"representative_role": null})).await.is(200);
}

async fn who_represents_an_organisation_and_whom_to_ask_are_not_public(app: &TestApp) {
    let owner = app.partner_association().await;
    let path = format!("/partners/{}", scene::partner_of(&owner).await);
    owner.change(&path, &profile()).await.is(200);
    for stranger in [app.anonymous(), app.partner_school().await] {
        for place in [path.as_str(), "/partners"] {
            let read = stranger.get(place).await.is(200);
            read.never_says("Trésorière").never_says("Claude Petit").never_says("Dominique Roy");
        }
        assert_eq!(stranger.get("/partners?q=Petit").await.is(200).total(), 0);
    }
    assert_eq!(app.observer().await.get(&path).await.is(200)["contact_name"], "Claude Petit");
}

async fn wrong_lines_of_a_profile_are_refused(app: &TestApp) {
    let owner = app.partner_association().await;
    let path = format!("/partners/{}", scene::partner_of(&owner).await);
    for field in ["representative_role", "contact_name"] {
        let long = json!({field: "x".repeat(201)});
        owner.change(&path, &long).await.only_at_field(&format!("/{field}"), "too_long");
        let control = json!({field: "a\nb"});
        owner.change(&path, &control).await.only_at_field(&format!("/{field}"), "control_characters");
    }
}

async fn a_new_fiche_starts_with_the_contact_of_the_profile(app: &TestApp) {
    let owner = app.partner_association().await;
    let path = format!("/partners/{}", scene::partner_of(&owner).await);
    let contact =
        json!({"contact_name": "Claude Petit", "email": "claude@exemple.fr", "phone": "+33323000001"});
    owner.change(&path, &contact).await.is(200);
    let call = scene::open_call(app).await.id();
    let begun = owner.post("/projects", &json!({"call": call})).await.is(201);
    let expected = json!({"name": "Claude Petit", "email": "claude@exemple.fr", "phone": "+33323000001"});
    assert_eq!(begun["contact"], expected, "{begun:?}");
    let own = json!({"call": call, "contact": {"name": "Sacha Leroy"}});
    assert_eq!(owner.post("/projects", &own).await.is(201)["contact"]["name"], "Sacha Leroy");
    owner.change(&path, &json!({"contact_name": null})).await.is(200);
    let blank = owner.post("/projects", &json!({"call": call})).await.is(201);
    assert_eq!(blank["contact"]["name"], "", "{blank:?}");
}
