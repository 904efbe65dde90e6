//! Accounts, roles and invitations.

use chrono::Duration;
use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{TestApp, app::PASSWORD, on_both_engines, scene, text};

on_both_engines!(
    an_invited_person_accepts_once_and_has_the_role,
    an_invitation_ends_after_its_time,
    an_invitation_needs_a_strong_and_uncommon_password,
    a_guessed_invitation_is_refused,
    a_coordinator_invites_in_the_own_programme_and_never_an_admin,
    a_role_that_is_given_works_at_once,
    a_role_needs_the_organisation_it_speaks_for,
    a_reader_reads_and_an_editor_writes_for_the_organisation,
    a_person_changes_the_own_name_and_nothing_else,
    an_address_has_one_account,
    a_coordinator_of_another_town_sees_nothing_of_soissons,
);

async fn an_invited_person_accepts_once_and_has_the_role(app: &TestApp) {
    let coordinator = app.coordinator().await;
    let ville = scene::carriers(app).await.ville;
    let body = json!({"email": "Camille.Martin@exemple.fr", "role": "reviewer", "programme": "soissons", "partner": ville});
    let invited = coordinator.post("/invitations", &body).await.is(201);
    let token = text(&invited["token"]).to_owned();
    assert_eq!(invited["accepted"], false);
    coordinator.get("/invitations").await.is(200).never_says(&token);
    let accept = json!({"token": token, "name": "Camille Martin", "password": PASSWORD});
    let accepted = app.anonymous().post("/auth/invitations/accept", &accept).await.is(200);
    let person = app.anonymous().with_token("Camille", text(&accepted["access_token"]));
    let me = person.get("/me").await.is(200);
    assert_eq!(me["memberships"][0]["role"], "reviewer");
    assert_eq!(me["email"], "camille.martin@exemple.fr");
    let again = app.anonymous().post("/auth/invitations/accept", &accept).await;
    assert!([404, 409, 422].contains(&again.status), "{again:?}");
    assert_eq!(person.get("/me").await.is(200)["memberships"].as_array().map(Vec::len), Some(1));
    app.log_in("camille.martin@exemple.fr", PASSWORD).await.get("/me").await.is(200);
}

async fn invitation(app: &TestApp) -> String {
    let body = json!({"email": "camille@exemple.fr", "role": "observer", "programme": "soissons"});
    text(&app.coordinator().await.post("/invitations", &body).await.is(201)["token"]).to_owned()
}

async fn an_invitation_ends_after_its_time(app: &TestApp) {
    let token = invitation(app).await;
    app.clock.advance(Duration::days(60));
    let accept = json!({"token": token, "name": "Camille", "password": PASSWORD});
    let late = app.anonymous().post("/auth/invitations/accept", &accept).await;
    assert!([404, 409, 422].contains(&late.status), "{late:?}");
    let body = json!({"email": "camille@exemple.fr", "password": PASSWORD});
    app.anonymous().post("/auth/login", &body).await.refused(ErrorCode::InvalidCredentials);
}

async fn an_invitation_needs_a_strong_and_uncommon_password(app: &TestApp) {
    let token = invitation(app).await;
    for (password, rule) in [
        ("", "weak_password"),
        ("Alliance-26", "weak_password"),
        ("aaaaaaaaaaaaaaaaaaaa", "weak_password"),
        ("Password1234!", "common_password"),
    ] {
        let accept = json!({"token": token, "name": "Camille", "password": password});
        let refused = app.anonymous().post("/auth/invitations/accept", &accept).await;
        refused.at_field("/password", rule).never_says("Password1234!");
    }
    let accept =
        json!({"token": token, "name": "Camille", "password": "la lune est un fromage de chèvre bleu"});
    app.anonymous().post("/auth/invitations/accept", &accept).await.is(200);
}

async fn a_guessed_invitation_is_refused(app: &TestApp) {
    for token in ["", "K5pd", "' OR 1=1 --", "\u{0}"] {
        let accept = json!({"token": token, "name": "Camille", "password": PASSWORD});
        let refused = app.anonymous().post("/auth/invitations/accept", &accept).await;
        assert!([404, 422].contains(&refused.status), "{refused:?}");
    }
}

async fn a_coordinator_invites_in_the_own_programme_and_never_an_admin(app: &TestApp) {
    let coordinator = app.coordinator().await;
    let admin = json!({"email": "chef@exemple.fr", "role": "admin"});
    coordinator.post("/invitations", &admin).await.refused(ErrorCode::Forbidden);
    let user = scene::user_id(&coordinator).await;
    let promoted = coordinator.post("/memberships", &json!({"user": user, "role": "admin"})).await;
    promoted.refused(ErrorCode::Forbidden);
    app.admin()
        .await
        .post("/programmes", &json!({"slug": "laon", "name": "Cité éducative de Laon"}))
        .await
        .is(201);
    let elsewhere = json!({"email": "chef@exemple.fr", "role": "observer", "programme": "laon"});
    let refused = coordinator.post("/invitations", &elsewhere).await;
    assert!([403, 404, 422].contains(&refused.status), "{refused:?}");
    assert_eq!(app.admin().await.get("/invitations").await.is(200).total(), 0);
}

async fn a_role_that_is_given_works_at_once(app: &TestApp) {
    let observer = app.observer().await;
    observer.get("/users").await.refused(ErrorCode::Forbidden);
    let body =
        json!({"user": scene::user_id(&observer).await, "role": "coordinator", "programme": "soissons"});
    let given = app.admin().await.post("/memberships", &body).await.is(201);
    observer.get("/users").await.is(200);
    let draft = scene::draft(app, &app.partner_association().await, "Lire et écrire en famille").await;
    observer.get(&draft).await.is(200);
    app.admin().await.delete(&format!("/memberships/{}", given.id()), "*").await.is(204);
    observer.get("/users").await.refused(ErrorCode::Forbidden);
    observer.get(&draft).await.refused(ErrorCode::NotFound);
}

async fn a_role_needs_the_organisation_it_speaks_for(app: &TestApp) {
    let admin = app.admin().await;
    let user = scene::user_id(&app.observer().await).await;
    for role in ["carrier", "reviewer", "partner"] {
        let body = json!({"user": user, "role": role, "programme": "soissons"});
        admin.post("/memberships", &body).await.only_at_field("/partner", "required");
    }
    let unknown =
        json!({"user": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "role": "observer", "programme": "soissons"});
    admin.post("/memberships", &unknown).await.only_at_field("/user", "unknown_reference");
    // A carrier speaks for a carrier institution, not for an association.
    let association = scene::partner_of(&app.partner_association().await).await;
    let body = json!({"user": user, "role": "carrier", "programme": "soissons", "partner": association});
    let refused = admin.post("/memberships", &body).await;
    assert_eq!(refused.status, 422, "{refused:?}");
}

async fn a_reader_reads_and_an_editor_writes_for_the_organisation(app: &TestApp) {
    let owner = app.partner_association().await;
    let partner = scene::partner_of(&owner).await;
    let member = |role: &str| json!({"role": "partner", "programme": "soissons", "partner": partner, "partner_role": role});
    let reader = app.join("lecture@exemple.fr", member("reader")).await;
    let editor = app.join("redaction@exemple.fr", member("editor")).await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    let seen = reader.get(&draft).await.is(200);
    assert_eq!(seen["allowed_transitions"], json!([]));
    reader.patch(&draft, "*", &json!({"title": "Autre titre"})).await.refused(ErrorCode::Forbidden);
    reader.delete(&draft, "*").await.refused(ErrorCode::Forbidden);
    let filed = reader.post(&format!("{draft}/submit"), &json!({})).if_match("*").await;
    filed.refused(ErrorCode::Forbidden);
    let started = reader.post("/projects", &json!({"call": scene::open_call(app).await.id()})).await;
    started.refused(ErrorCode::Forbidden);
    editor.change(&draft, &json!({"title": "Autre titre"})).await.is(200);
    editor.act(&draft, "submit", &json!({})).await.is(200);
    // The profile is the owner's.
    let profile = format!("/partners/{partner}");
    for other in [&reader, &editor] {
        other.patch(&profile, "*", &json!({"description": "Autre"})).await.refused(ErrorCode::Forbidden);
    }
    owner.change(&profile, &json!({"description": "Ateliers de lecture"})).await.is(200);
    // Nor can the owner turn the organisation into a carrier.
    let carrier = owner.change(&profile, &json!({"kind": "ville"})).await;
    assert!([403, 422].contains(&carrier.status), "{carrier:?}");
}

async fn a_person_changes_the_own_name_and_nothing_else(app: &TestApp) {
    let observer = app.observer().await;
    observer.change("/me", &json!({"name": "Camille Martin"})).await.is(200);
    assert_eq!(observer.get("/me").await.is(200)["name"], "Camille Martin");
    for (field, value) in
        [("email", json!("a@b.fr")), ("memberships", json!([])), ("status", json!("disabled"))]
    {
        observer
            .change("/me", &json!({field: value}))
            .await
            .only_at_field(&format!("/{field}"), "unknown_field");
    }
    observer.change("/me", &json!({"name": ""})).await.only_at_field("/name", "required");
    let me = observer.get("/me").await.is(200).never_says("password");
    assert_ne!(me["memberships"], Value::Null);
}

async fn an_address_has_one_account(app: &TestApp) {
    let admin = app.admin().await;
    let users = admin.get("/users").await.is(200).total();
    let body = json!({"email": "Observer@demo.example", "role": "coordinator", "programme": "soissons"});
    let invited = admin.post("/invitations", &body).await.is(201);
    // Whoever has an account proves it with its own password.
    let token = text(&invited["token"]).to_owned();
    let stolen = json!({"token": token, "name": "Autre", "password": "Un-autre-mot-2026!"});
    let refused = app.anonymous().post("/auth/invitations/accept", &stolen).await;
    assert!([401, 422].contains(&refused.status), "{refused:?}");
    let own = json!({"token": token, "name": "Autre", "password": PASSWORD});
    app.anonymous().post("/auth/invitations/accept", &own).await.is(200);
    assert_eq!(admin.get("/users").await.is(200).total(), users);
    let me = app.observer().await.get("/me").await.is(200);
    assert_eq!(me["memberships"].as_array().map(Vec::len), Some(2), "{me:?}");
}

async fn a_coordinator_of_another_town_sees_nothing_of_soissons(app: &TestApp) {
    let admin = app.admin().await;
    admin.post("/programmes", &json!({"slug": "laon", "name": "Cité éducative de Laon"})).await.is(201);
    let stranger = app.join("laon@exemple.fr", json!({"role": "coordinator", "programme": "laon"})).await;
    let project = scene::submitted(app, &app.partner_association().await, "Zanzibar en fête").await;
    stranger.get(&project).await.refused(ErrorCode::NotFound);
    assert_eq!(stranger.get("/projects?q=zanzibar").await.is(200).total(), 0);
    assert_eq!(stranger.get("/search?q=zanzibar").await.is(200).total(), 0);
    let call = scene::call_path(app).await;
    for committee in ["decisions", "ranking", "publication", "signatures", "assignments"] {
        let answer = stranger.get(&format!("{call}/{committee}")).await;
        assert!([403, 404].contains(&answer.status), "{answer:?}");
    }
    stranger.patch(&call, "*", &json!({"title": "Autre"})).await.refused(ErrorCode::Forbidden);
    let users = stranger.get("/users").await.is(200);
    assert_eq!(users.total(), 1, "{users:?}");
    let someone = format!("/users/{}", scene::user_id(&app.observer().await).await);
    stranger.get(&someone).await.refused(ErrorCode::NotFound);
}
