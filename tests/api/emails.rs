//! What is written to whom, who reads it, and the words of a programme.

use openapi::{ErrorCode, email::EmailKind};
use serde_json::{Value, json};
use tests::{Answer, Person, TestApp, on_both_engines, scene, text};

on_both_engines!(
    filing_writes_a_receipt_to_those_who_write_for_the_partner,
    a_dry_run_writes_no_mail,
    a_correction_and_an_admissibility_are_told_with_their_reasons,
    an_invitation_is_mailed_and_a_new_link_ends_the_old_one,
    an_admin_sees_that_a_mail_left_and_not_what_a_fiche_says,
    a_coordinator_of_another_town_sees_no_mail_of_soissons,
    the_words_of_a_programme_are_used_and_taken_back,
    a_wrong_template_is_refused_with_its_line,
    a_template_shows_what_people_typed_as_text,
    a_mail_that_waits_is_changed_and_kept_back,
    the_outbox_is_paged_and_filtered,
);

/// The mails of a kind, the newest first.
async fn of_kind(app: &TestApp, kind: &str) -> Vec<Value> {
    app.coordinator().await.all(&format!("/emails?kind={kind}")).await
}

async fn read(person: &Person, mail: &Value) -> Answer {
    person.get(&format!("/emails/{}", text(&mail["id"]))).await.is(200)
}

async fn filing_writes_a_receipt_to_those_who_write_for_the_partner(app: &TestApp) {
    let owner = app.partner_association().await;
    let partner = scene::partner_of(&owner).await;
    let member = |role: &str| json!({"role": "partner", "programme": "soissons", "partner": partner, "partner_role": role});
    app.join("lecture@exemple.fr", member("reader")).await;
    app.join("redaction@exemple.fr", member("editor")).await;
    let filed = scene::submitted(app, &owner, "Lire & écrire").await;
    let receipts = of_kind(app, "receipt").await;
    let mut to: Vec<&str> = receipts.iter().map(|mail| text(&mail["recipient"])).collect();
    to.sort_unstable();
    assert_eq!(to, ["partner-association@demo.example", "redaction@exemple.fr"]);
    let project = owner.get(&filed).await.is(200);
    let mail = read(&app.coordinator().await, &receipts[0]).await;
    assert_eq!(mail["project"], project["id"]);
    assert_eq!(mail["subject"], "Fiche-action déposée\u{a0}: Lire & écrire");
    for part in [&project["number"], &project["receipt"]["sha256"]] {
        assert!(text(&mail["text"]).contains(text(part)), "{mail:?}");
    }
    assert!(text(&mail["html"]).contains("Lire &amp; écrire"), "{mail:?}");
    assert!(text(&mail["text"]).contains(&format!("/fiches/{}", text(&project["id"]))), "{mail:?}");
    assert_eq!(mail["state"], "queued");
}

async fn a_dry_run_writes_no_mail(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire et écrire en famille").await;
    let etag = owner.etag(&draft).await;
    owner.post(&format!("{draft}/submit?dry_run=true"), &json!({})).if_match(&etag).await.is(200);
    assert_eq!(of_kind(app, "receipt").await.len(), 0);
    // Nor does a submission that is refused.
    owner
        .post(&format!("{draft}/submit"), &json!({}))
        .if_match("\"0\"")
        .await
        .refused(ErrorCode::PreconditionFailed);
    assert_eq!(of_kind(app, "receipt").await.len(), 0);
}

async fn a_correction_and_an_admissibility_are_told_with_their_reasons(app: &TestApp) {
    let (owner, coordinator) = (app.partner_association().await, app.coordinator().await);
    let filed = scene::submitted(app, &owner, "Lire et écrire en famille").await;
    let correction = json!({"reason": "Précisez le calendrier.", "sections": ["budget", "calendar"],
        "comments": [{"section": "budget", "text": "Détaillez le compte 641."}], "due": "2026-06-01"});
    coordinator.act(&filed, "return", &correction).await.is(200);
    let mail = read(&coordinator, &of_kind(app, "correction_request").await[0]).await;
    for part in [
        "Précisez le calendrier.",
        "- Budget\u{a0}: Détaillez le compte 641.\n- Calendrier\n",
        "lundi 1er\u{a0}juin\u{a0}2026",
    ] {
        assert!(text(&mail["text"]).contains(part), "{part}: {mail:?}");
    }
    owner.act(&filed, "submit", &json!({})).await.is(200);
    assert_eq!(of_kind(app, "receipt").await.len(), 2, "each submission has its receipt");
    let refusal = json!({"admissible": false, "reason": "Hors des quartiers."});
    coordinator.act(&filed, "admissibility", &refusal).await.is(200);
    let mail = read(&coordinator, &of_kind(app, "admissibility_result").await[0]).await;
    assert!(text(&mail["text"]).contains("n’est pas recevable"), "{mail:?}");
    assert!(text(&mail["text"]).contains("Hors des quartiers."), "{mail:?}");
}

async fn an_invitation_is_mailed_and_a_new_link_ends_the_old_one(app: &TestApp) {
    let coordinator = app.coordinator().await;
    let body = json!({"email": "camille@exemple.fr", "role": "observer", "programme": "soissons"});
    let invited = coordinator.post("/invitations", &body).await.is(201);
    let path = format!("/invitations/{}", invited.id());
    let again = coordinator.act(&path, "resend", &json!({})).await.is(200);
    assert_ne!(again["token"], invited["token"]);
    let mails = of_kind(app, "invitation").await;
    assert_eq!(mails.len(), 2);
    let mail = read(&coordinator, &mails[0]).await;
    assert!(text(&mail["text"]).contains(text(&again["token"])), "a demo shows the link: {mail:?}");
    let accept = |token: &Value| json!({"token": token, "name": "Camille", "password": tests::app::PASSWORD});
    let old = app.anonymous().post("/auth/invitations/accept", &accept(&invited["token"])).await;
    old.refused(ErrorCode::NotFound);
    app.anonymous().post("/auth/invitations/accept", &accept(&again["token"])).await.is(200);
    coordinator.act(&path, "resend", &json!({})).await.refused(ErrorCode::InUse);
}

async fn an_admin_sees_that_a_mail_left_and_not_what_a_fiche_says(app: &TestApp) {
    let filed = scene::submitted(app, &app.partner_association().await, "Zanzibar en fête").await;
    let admin = app.admin().await;
    let listed = admin.get("/emails").await.is(200).never_says("Zanzibar");
    assert_eq!(listed.total(), 1);
    let mail = read(&admin, &listed.items()[0]).await.never_says("Zanzibar");
    assert_eq!((&mail["subject"], &mail["text"], &mail["html"]), (&Value::Null, &Value::Null, &Value::Null));
    assert_eq!(mail["project"], Value::Null, "nor which: {}", scene::id(&filed));
    let path = format!("/emails/{}", mail.id());
    admin.change(&path, &json!({"held": true})).await.refused(ErrorCode::Forbidden);
    app.partner_association().await.get("/emails").await.refused(ErrorCode::Forbidden);
}

async fn a_coordinator_of_another_town_sees_no_mail_of_soissons(app: &TestApp) {
    let admin = app.admin().await;
    admin.post("/programmes", &json!({"slug": "laon", "name": "Cité éducative de Laon"})).await.is(201);
    let stranger = app.join("laon@exemple.fr", json!({"role": "coordinator", "programme": "laon"})).await;
    scene::submitted(app, &app.partner_association().await, "Zanzibar en fête").await;
    let own = stranger.get("/emails").await.is(200).never_says("Zanzibar");
    assert_eq!(own.total(), 1, "its own invitation: {own:?}");
    let mail = format!("/emails/{}", text(&of_kind(app, "receipt").await[0]["id"]));
    stranger.get(&mail).await.refused(ErrorCode::NotFound);
    stranger.patch(&mail, "*", &json!({"held": true})).await.refused(ErrorCode::NotFound);
    stranger.post(&format!("{mail}/retry"), &json!({})).if_match("*").await.refused(ErrorCode::NotFound);
    let words = stranger.get("/emails/templates?programme=soissons").await;
    words.refused(ErrorCode::Forbidden);
}

async fn the_words_of_a_programme_are_used_and_taken_back(app: &TestApp) {
    let (owner, coordinator) = (app.partner_association().await, app.coordinator().await);
    let path = "/emails/templates/receipt";
    let first = coordinator.get(path).await.is(200);
    assert_eq!((&first["customised"], &first["programme"].is_string()), (&json!(false), &true));
    let changed = coordinator.change(path, &json!({"subject": "Bien reçu : {{ title }}"})).await.is(200);
    assert_eq!((&changed["customised"], &changed["text"]), (&json!(true), &first["text"]));
    coordinator
        .patch(path, &first.etag(), &json!({"subject": "x"}))
        .await
        .refused(ErrorCode::PreconditionFailed);
    scene::submitted(app, &owner, "Lire et écrire en famille").await;
    assert_eq!(of_kind(app, "receipt").await[0]["subject"], "Bien reçu : Lire et écrire en famille");
    coordinator.act(path, "reset", &json!({})).await.is(200);
    scene::submitted(app, &owner, "Théâtre au collège").await;
    assert_eq!(of_kind(app, "receipt").await[0]["subject"], "Fiche-action déposée\u{a0}: Théâtre au collège");
    let all = coordinator.get("/emails/templates").await.is(200);
    let worded = EmailKind::ALL.into_iter().filter(|kind| kind.has_template()).count();
    assert_eq!(
        usize::try_from(all.total()),
        Ok(worded),
        "every kind but the new password, which no programme words"
    );
}

async fn a_wrong_template_is_refused_with_its_line(app: &TestApp) {
    let coordinator = app.coordinator().await;
    let path = "/emails/templates/receipt";
    for (field, words) in [
        ("subject", "{{ colour }}"),
        ("text", "Bonjour\n{{ title"),
        ("html", "<p>{{ title | safe }}</p>"),
        ("text", "{% include 'secret' %}"),
        (
            "text",
            "{% for a in title %}{% for b in sha256 %}{% for c in sha256 %}{{ c }}{% endfor %}{% endfor %}{% endfor %}",
        ),
    ] {
        let refused = coordinator.change(path, &json!({field: words})).await;
        let refused = refused.only_at_field(&format!("/{field}"), "invalid_template");
        assert!(text(&refused["errors"][0]["message"]).starts_with("Ligne "), "{refused:?}");
    }
    let refused = coordinator.change(path, &json!({"text": "a\nb\n{{ colour }}"})).await;
    let refused = refused.only_at_field("/text", "invalid_template");
    let message = text(&refused["errors"][0]["message"]);
    assert!(message.starts_with("Ligne 3") && message.contains("colour"), "{message}");
    coordinator.change(path, &json!({"text": ""})).await.only_at_field("/text", "required");
    coordinator.get("/emails/templates/password_reset").await.refused(ErrorCode::NotFound);
    coordinator.get("/emails/templates/colour").await.refused(ErrorCode::NotFound);
    assert_eq!(coordinator.get(path).await.is(200)["customised"], false);
}

async fn a_template_shows_what_people_typed_as_text(app: &TestApp) {
    let (owner, coordinator) = (app.partner_association().await, app.coordinator().await);
    let words = json!({"subject": "{{ title }}", "text": "{{ title }}", "html": "<p>{{ title }}</p>"});
    let shown = coordinator.post("/emails/templates/receipt/preview", &words).await.is(200);
    assert!(text(&shown["html"]).contains("<p>Lire en famille</p>"), "{shown:?}");
    coordinator.change("/emails/templates/receipt", &words).await.is(200);
    scene::submitted(app, &owner, "<img src=x> {{ sha256 }}").await;
    let mail = read(&coordinator, &of_kind(app, "receipt").await[0]).await;
    assert_eq!(mail["text"], "<img src=x> {{ sha256 }}");
    assert!(text(&mail["html"]).starts_with("<p>&lt;img src=x&gt; {{ sha256 }}"), "{mail:?}");
}

async fn a_mail_that_waits_is_changed_and_kept_back(app: &TestApp) {
    let coordinator = app.coordinator().await;
    scene::submitted(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let path = format!("/emails/{}", text(&of_kind(app, "receipt").await[0]["id"]));
    let before = coordinator.etag(&path).await;
    let held = coordinator.change(&path, &json!({"held": true, "subject": "Reçu"})).await.is(200);
    assert_eq!((&held["state"], &held["subject"]), (&json!("held"), &json!("Reçu")));
    coordinator.patch(&path, &before, &json!({"held": false})).await.refused(ErrorCode::PreconditionFailed);
    coordinator
        .request(reqwest::Method::PATCH, &path)
        .json(&json!({"held": false}))
        .await
        .refused(ErrorCode::PreconditionRequired);
    coordinator
        .change(&path, &json!({"recipient": "autre@exemple.fr"}))
        .await
        .only_at_field("/recipient", "unknown_field");
    coordinator.change(&path, &json!({"subject": ""})).await.only_at_field("/subject", "required");
    coordinator.act(&path, "retry", &json!({})).await.refused(ErrorCode::EmailUnderway);
    assert_eq!(coordinator.change(&path, &json!({"held": false})).await.is(200)["state"], "queued");
    let status = coordinator.get("/emails/status").await.is(200);
    assert_eq!((&status["delivers"], &status["queued"]), (&json!(false), &json!(1)));
}

async fn the_outbox_is_paged_and_filtered(app: &TestApp) {
    let coordinator = app.coordinator().await;
    for n in 0..5 {
        let body =
            json!({"email": format!("personne{n}@exemple.fr"), "role": "observer", "programme": "soissons"});
        coordinator.post("/invitations", &body).await.is(201);
    }
    scene::submitted(app, &app.partner_association().await, "Lire et écrire en famille").await;
    let mut seen = Vec::new();
    let mut next = String::new();
    loop {
        let page = coordinator.get(&format!("/emails?limit=2{next}")).await.is(200);
        assert_eq!(page.total(), 6);
        seen.extend(page.items().iter().map(|mail| text(&mail["id"]).to_owned()));
        match page["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => break,
        }
    }
    let mut sorted = seen.clone();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    sorted.dedup();
    assert_eq!((seen.len(), &seen), (6, &sorted));
    for (filter, count) in [
        ("kind=invitation", 5),
        ("kind=invitation,receipt", 6),
        ("state=sent", 0),
        ("state=queued&q=PERSONNE1", 1),
        ("q=personne_", 0),
        ("programme=laon", 0),
        ("programme=soissons", 6),
    ] {
        assert_eq!(coordinator.get(&format!("/emails?{filter}")).await.is(200).total(), count, "{filter}");
    }
    coordinator.get("/emails?state=gone").await.only_at_field("/state", "unknown_reference");
    coordinator.get("/emails?sort=subject").await.only_at_field("/sort", "unknown_sort");
}
