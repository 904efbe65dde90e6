//! Writing a fiche for a long time, alone and with others, while servers, networks, tabs and sessions come and go:
//! no character is lost.

use crate::{
    browser::TOOLS,
    fiche::TITLE,
    page::{Page, Role},
};
use chrono::Duration;
use reqwest::Method;
use serde_json::json;
use tests::{Engine, Person, TestApp, app::PASSWORD, scene, text};

/// Path of a new draft in the API, and of its section of objectives in the web app.
async fn draft(app: &TestApp, partner: &Person) -> (String, String) {
    let begun = json!({"call": scene::open_call(app).await.id(), "title": TITLE});
    let draft = partner.post("/projects", &begun).await.is(201).id();
    (format!("/projects/{draft}"), format!("/fiches/{draft}/modifier/objectifs"))
}

/// Words that repeat nowhere, so that a lost or doubled one shows.
fn words(from: usize, count: usize) -> String {
    (from..from + count).map(|n| format!("mot{n} ")).collect()
}

async fn need(person: &Person, draft: &str) -> String {
    text(&person.get(draft).await.is(200)["need"]).to_owned()
}

/// Waits until the page has nothing left to save.
async fn saved(page: &Page) {
    page.says_no_more("Modifications pas encore enregistrées").await;
    page.says_no_more("Enregistrement…").await;
    page.says_no_more("Hors ligne").await;
    page.says("Enregistré").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_minute_of_typing_survives_five_restarts_of_the_server() {
    let mut app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let partner = app.partner_association().await;
    let (path, section) = draft(&app, &partner).await;
    let page = Page::logged_in(&app, "partner-association").await;
    page.visit(&section).await;
    page.focus("#need").await;
    let mut typed = String::new();
    for round in 0..5 {
        // Without a pause: what is saved is saved while the next words come.
        for (part, words) in [words(round * 60, 30), words(round * 60 + 30, 20), words(round * 60 + 50, 10)]
            .into_iter()
            .enumerate()
        {
            match part {
                1 => app.pause().await,
                2 => app.resume().await,
                _ => {}
            }
            page.types(&words, 18).await;
            typed.push_str(&words);
        }
    }
    assert_eq!(page.value("#need").await, typed);
    saved(&page).await;
    assert_eq!(need(&partner, &path).await, typed);
    page.quit().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_people_who_wrote_offline_for_ten_minutes_lose_neither_text() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let owner = app.partner_association().await;
    let seat = json!({"role": "partner", "programme": "soissons", "partner": scene::partner_of(&owner).await,
        "partner_role": "editor"});
    app.join("amina@demo.example", seat).await;
    let (path, section) = draft(&app, &owner).await;
    let first = Page::logged_in(&app, "partner-association").await;
    let second = Page::logged_in(&app, "amina").await;
    for page in [&first, &second] {
        page.visit(&section).await;
        page.focus("#need").await;
        page.offline(true).await;
    }
    let (mine, theirs) = ("Les familles demandent des ateliers le soir.", "Les écoles manquent de livres.");
    first.types(mine, 5).await;
    second.types(theirs, 5).await;
    for page in [&first, &second] {
        page.says("Hors ligne : gardé sur cet appareil").await;
    }
    app.clock.advance(Duration::minutes(10));
    first.offline(false).await;
    saved(&first).await;
    assert_eq!(need(&owner, &path).await, mine);
    second.offline(false).await;
    second.says("Cette partie a été modifiée entre-temps").await;
    second.says(mine).await;
    second.says(theirs).await;
    assert_eq!(second.value("#need").await, theirs);
    second.click(Role::Button, "Garder ces choix").await;
    second.says_no_more("Cette partie a été modifiée entre-temps").await;
    saved(&second).await;
    assert_eq!(need(&owner, &path).await, format!("{mine}\n\n{theirs}"));
    first.quit().await;
    second.quit().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tab_that_is_killed_while_one_types_loses_nothing() {
    let mut app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let partner = app.partner_association().await;
    let (path, section) = draft(&app, &partner).await;
    let page = Page::logged_in(&app, "partner-association").await;
    page.visit(&section).await;
    page.focus("#need").await;
    let typed = words(0, 40);
    page.types(&words(0, 20), 5).await;
    app.pause().await;
    page.types(&words(20, 20), 5).await;
    page.holds("Object.values(localStorage).some(kept => kept.includes('mot39 '))").await;
    page.kill_tab().await;
    app.resume().await;
    page.open(&section).await;
    page.says("Votre saisie a été reprise").await;
    assert_eq!(page.value("#need").await, typed);
    saved(&page).await;
    assert_eq!(need(&partner, &path).await, typed);
    page.quit().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_ends_while_one_types_takes_no_character_with_it() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let partner = app.partner_association().await;
    let (path, section) = draft(&app, &partner).await;
    let page = Page::logged_in(&app, "partner-association").await;
    page.visit(&section).await;
    page.focus("#need").await;
    page.types(&words(0, 20), 5).await;
    partner.request(Method::DELETE, "/me/sessions").await.is(204);
    page.types(&words(20, 20), 5).await;
    page.says("Votre session a expiré").await;
    // Once it is there, the dialog that asks for the password has the keys.
    let held = page.value("#need").await;
    assert!(held.starts_with(&words(0, 20)) && words(0, 40).starts_with(&held), "{held}");
    page.fill("#session-password", PASSWORD).await;
    page.click(Role::Button, "Me reconnecter").await;
    page.says_no_more("Votre session a expiré").await;
    saved(&page).await;
    assert_eq!(page.value("#need").await, held);
    assert_eq!(need(&partner, &path).await, held);
    page.quit().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_colleague_is_seen_and_what_they_save_shows() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let owner = app.partner_association().await;
    let (path, section) = draft(&app, &owner).await;
    let letter = json!({"email": "amina@exemple.fr", "role": "editor"});
    let letter = owner.post(&format!("{path}/collaborators"), &letter).await.is(201);
    let body = json!({"token": text(&letter["token"]), "name": "Amina Diallo", "password": PASSWORD});
    app.anonymous().post("/auth/invitations/accept", &body).await.is(200);
    let amina = app.log_in("amina@exemple.fr", PASSWORD).await;
    let here =
        amina.request(Method::PUT, &format!("{path}/presence")).json(&json!({"section": "objectives"}));
    here.await.is(200);
    let change = json!({"need": "Ce qu’Amina a écrit."});
    amina.change(&format!("{path}/sections/objectives"), &change).await.is(200);
    let page = Page::logged_in(&app, "partner-association").await;
    page.visit(&section.replace("/objectifs", "")).await;
    page.says("Amina Diallo écrit ici").await;
    page.says("Responsable de la fiche").await;
    page.visit(&section).await;
    page.says("Amina Diallo est aussi dans cette partie").await;
    assert_eq!(page.value("#need").await, "Ce qu’Amina a écrit.");
    // The section is open and as it was read: what is saved elsewhere comes by itself.
    let change = json!({"need": "Ce qu’Amina a récrit."});
    amina.change(&format!("{path}/sections/objectives"), &change).await.is(200);
    page.holds("document.querySelector('#need').value === 'Ce qu’Amina a récrit.'").await;
    page.complains_only_of(&[]).await;
    page.quit().await;
    app.stop().await;
}
