//! Who is written to, how long it is kept, and what is too late to send.

use chrono::Duration;
use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{Engine, Person, TestApp, app::PASSWORD, on_both_engines, on_each_engine, scene, text};

on_both_engines!(
    a_partner_named_in_a_fiche_is_asked_once_when_it_is_filed,
    changed_words_ask_again_with_the_correction,
    an_institution_is_asked_through_those_who_speak_for_it,
    whoever_writes_a_fiche_with_others_gets_its_mails_and_a_reader_none,
);

on_each_engine!(
    messages_reach_whoever_writes_the_fiche_with_others,
    a_mail_whose_link_is_over_is_refused_clearly_and_a_new_one_works,
    the_words_of_old_mails_are_dropped_and_the_fact_kept,
);

async fn to(app: &TestApp, kind: &str) -> Vec<String> {
    let mails = app.coordinator().await.all(&format!("/emails?kind={kind}")).await;
    let mut to: Vec<String> = mails.iter().map(|mail| text(&mail["recipient"]).to_owned()).collect();
    to.sort_unstable();
    to
}

fn involves(partner: &str, contributes: &str) -> Value {
    json!({"partners": [{"partner": partner, "role": "Accueille", "contributes": contributes, "brings": ["premises"]}]})
}

async fn a_partner_named_in_a_fiche_is_asked_once_when_it_is_filed(app: &TestApp) {
    let (lead, school) = (app.partner_association().await, app.partner_school().await);
    let partner = scene::partner_of(&school).await;
    let draft = scene::draft(app, &lead, "Lire en famille").await;
    lead.change(&draft, &involves(&partner, "Une salle")).await.is(200);
    assert!(to(app, "contribution_request").await.is_empty(), "a draft asks nobody by mail");
    lead.act(&draft, "submit", &json!({})).await.is(200);
    assert_eq!(to(app, "contribution_request").await, ["partner-school@demo.example"]);
    let mails = app.coordinator().await.get("/emails?kind=contribution_request").await.is(200);
    let path = format!("/emails/{}", text(&mails.items()[0]["id"]));
    let mail = app.coordinator().await.get(&path).await.is(200);
    for part in ["Accueille\nUne salle\nDes locaux", "/contributions", "Lire en famille"] {
        assert!(text(&mail["text"]).contains(part), "{mail:?}");
    }
    // Filed again with the same words: nobody is asked twice.
    let asked = json!({"reason": "Précisez.", "due": "2026-05-20"});
    app.coordinator().await.act(&draft, "return", &asked).await.is(200);
    lead.act(&draft, "submit", &json!({})).await.is(200);
    assert_eq!(to(app, "contribution_request").await.len(), 1);
}

async fn changed_words_ask_again_with_the_correction(app: &TestApp) {
    let (lead, school) = (app.partner_association().await, app.partner_school().await);
    let partner = scene::partner_of(&school).await;
    let draft = scene::draft(app, &lead, "Lire en famille").await;
    lead.change(&draft, &involves(&partner, "Une salle")).await.is(200);
    // Who has answered already is not asked by mail.
    school.act(&format!("{draft}/contributions/{partner}"), "confirm", &json!({})).await.is(200);
    lead.act(&draft, "submit", &json!({})).await.is(200);
    assert!(to(app, "contribution_request").await.is_empty());
    let asked = json!({"reason": "Précisez.", "due": "2026-05-20"});
    app.coordinator().await.act(&draft, "return", &asked).await.is(200);
    app.clock.advance(Duration::minutes(1));
    lead.change(&draft, &involves(&partner, "Deux salles")).await.is(200);
    lead.act(&draft, "submit", &json!({})).await.is(200);
    assert_eq!(to(app, "contribution_request").await, ["partner-school@demo.example"]);
}

async fn an_institution_is_asked_through_those_who_speak_for_it(app: &TestApp) {
    let lead = app.partner_association().await;
    let ville = scene::carriers(app).await.ville;
    let draft = scene::draft(app, &lead, "Lire en famille").await;
    lead.change(&draft, &involves(&ville, "Une salle")).await.is(200);
    lead.act(&draft, "submit", &json!({})).await.is(200);
    assert_eq!(to(app, "contribution_request").await, ["carrier-ville@demo.example"]);
}

/// Somebody without an account, invited to a fiche and in.
async fn invited(app: &TestApp, owner: &Person, project: &str, email: &str, role: &str) -> Person {
    let letter = json!({"email": email, "role": role});
    let letter = owner.post(&format!("{project}/collaborators"), &letter).await.is(201);
    let body = json!({"token": text(&letter["token"]), "name": "Amina Diallo", "password": PASSWORD});
    app.anonymous().post("/auth/invitations/accept", &body).await.is(200);
    app.log_in(email, PASSWORD).await
}

async fn whoever_writes_a_fiche_with_others_gets_its_mails_and_a_reader_none(app: &TestApp) {
    let lead = app.partner_association().await;
    let draft = scene::draft(app, &lead, "Lire en famille").await;
    invited(app, &lead, &draft, "amina@exemple.fr", "editor").await;
    invited(app, &lead, &draft, "lecture@exemple.fr", "reader").await;
    lead.act(&draft, "submit", &json!({})).await.is(200);
    let asked = json!({"reason": "Précisez.", "due": "2026-05-20"});
    app.coordinator().await.act(&draft, "return", &asked).await.is(200);
    for kind in ["receipt", "correction_request"] {
        assert_eq!(to(app, kind).await, ["amina@exemple.fr", "partner-association@demo.example"], "{kind}");
    }
}

async fn messages_reach_whoever_writes_the_fiche_with_others(engine: Engine) {
    let mut app = TestApp::start(engine).await;
    let lead = app.partner_association().await;
    let filed = scene::submitted(&app, &lead, "Lire en famille").await;
    invited(&app, &lead, &filed, "amina@exemple.fr", "editor").await;
    let message = json!({"text": "Une précision ?"});
    app.coordinator().await.post(&format!("{filed}/messages"), &message).await.is(201);
    app.clock.advance(Duration::minutes(11));
    // A server looks at what is due when it starts.
    app.restart().await;
    let told =
        |mails: &[Value]| mails.iter().filter(|mail| mail["project"] == scene::id(&filed)).count() == 2;
    let mails = app.emails_once("coordinator", "?kind=new_message", told).await;
    assert!(mails.iter().any(|mail| mail["recipient"] == "amina@exemple.fr"), "{mails:?}");
    app.stop().await;
}

async fn a_mail_whose_link_is_over_is_refused_clearly_and_a_new_one_works(engine: Engine) {
    let app = TestApp::reminding(engine).await;
    let body = json!({"email": "camille@exemple.fr", "role": "observer", "programme": "soissons"});
    let invitation = app.admin().await.post("/invitations", &body).await.is(201).id();
    app.clock.advance(Duration::days(40));
    let late = |mails: &[Value]| mails.len() == 1 && mails[0]["state"] == "failed";
    let mails = app.emails_once("coordinator", "?kind=invitation", late).await;
    assert_eq!(mails[0]["last_error"]["code"], "expired");
    let coordinator = app.log_in("coordinator@demo.example", PASSWORD).await;
    let path = format!("/emails/{}", text(&mails[0]["id"]));
    coordinator.act(&path, "retry", &json!({})).await.refused(ErrorCode::EmailOutdated);
    coordinator.act(&format!("/invitations/{invitation}"), "resend", &json!({})).await.is(200);
    let again = |mails: &[Value]| mails.len() == 2 && mails[0]["state"] == "queued";
    app.emails_once("coordinator", "?kind=invitation", again).await;
    app.stop().await;
}

async fn the_words_of_old_mails_are_dropped_and_the_fact_kept(engine: Engine) {
    let app = TestApp::reminding(engine).await;
    let body = json!({"email": "camille@exemple.fr", "role": "observer", "programme": "soissons"});
    app.admin().await.post("/invitations", &body).await.is(201);
    scene::submitted(&app, &app.partner_association().await, "Lire en famille").await;
    app.clock.advance(Duration::days(40));
    let late = |mails: &[Value]| mails.iter().any(|mail| mail["state"] == "failed");
    app.emails_once("coordinator", "?kind=invitation", late).await;
    app.clock.advance(Duration::days(370));
    let purged = |mails: &[Value]| mails.iter().all(|mail| !mail["purged_at"].is_null());
    let mails = app.emails_once("coordinator", "?kind=invitation", purged).await;
    let coordinator = app.log_in("coordinator@demo.example", PASSWORD).await;
    let path = format!("/emails/{}", text(&mails[0]["id"]));
    let mail = coordinator.get(&path).await.is(200);
    assert_eq!((&mail["recipient"], &mail["kind"]), (&json!("camille@exemple.fr"), &json!("invitation")));
    assert!(mail["subject"].is_null() && mail["text"].is_null() && mail["html"].is_null(), "{mail:?}");
    coordinator.act(&path, "retry", &json!({})).await.refused(ErrorCode::EmailOutdated);
    // What has not left waits on, with its words.
    let waiting = coordinator.get("/emails?kind=receipt").await.is(200);
    assert!(
        waiting.items()[0]["purged_at"].is_null() && !waiting.items()[0]["subject"].is_null(),
        "{waiting:?}"
    );
    app.stop().await;
}
