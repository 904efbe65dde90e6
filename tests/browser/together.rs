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
use std::time::Instant;
use tests::{Engine, Person, TestApp, app::PASSWORD, on_each_engine, scene, text};

/// Milliseconds between two keys of a quick typist.
const PACE: u32 = 30;

on_each_engine!(
    a_minute_of_typing_survives_a_server_that_is_killed_five_times,
    two_people_who_wrote_offline_for_ten_minutes_lose_neither_text,
    a_tab_that_is_killed_while_one_types_loses_nothing,
    a_session_that_ends_while_one_types_takes_no_character_with_it,
    a_colleague_is_seen_and_what_they_save_shows,
);

/// Words that repeat nowhere, so that a lost or doubled one shows.
fn words(from: usize, count: usize) -> String {
    (from..from + count).map(|n| format!("mot{n} ")).collect()
}

async fn on(engine: Engine) -> TestApp {
    TestApp::with_web_app(engine, TOOLS.web_root.clone()).await
}

/// A new draft, and the association's owner who writes in it.
struct Draft {
    owner: Person,
    /// In the API.
    path: String,
    /// Its objectives, in the web app.
    section: String,
}

impl Draft {
    async fn begin(app: &TestApp) -> Self {
        let owner = app.partner_association().await;
        let begun = json!({"call": scene::open_call(app).await.id(), "title": TITLE});
        let draft = owner.post("/projects", &begun).await.is(201).id();
        let (path, section) = (format!("/projects/{draft}"), format!("/fiches/{draft}/modifier/objectifs"));
        Self { owner, path, section }
    }

    /// A window of somebody who is about to write.
    async fn written_by(&self, app: &TestApp, account: &str) -> Page {
        let page = Page::logged_in(app, account).await;
        page.visit(&self.section).await;
        page.focus("#need").await;
        page
    }

    /// Waits until all is saved, and compares what the server has.
    async fn has(&self, page: &Page, need: &str) {
        saved(page).await;
        assert_eq!(text(&self.owner.get(&self.path).await.is(200)["need"]), need);
    }

    /// Nothing of what was typed is lost, in the window or on the server; then all ends.
    async fn ends_with(self, app: TestApp, page: Page, typed: &str) {
        assert_eq!(page.value("#need").await, typed);
        self.has(&page, typed).await;
        page.quit().await;
        app.stop().await;
    }
}

/// Waits until the page has nothing left to save.
async fn saved(page: &Page) {
    page.says_no_more("Modifications pas encore enregistrées").await;
    page.says_no_more("Enregistrement…").await;
    page.says_no_more("Hors ligne").await;
    page.says("Enregistré").await;
}

/// The built program, killed by SIGKILL while keys are struck, and started again while more are.
async fn a_minute_of_typing_survives_a_server_that_is_killed_five_times(engine: Engine) {
    let web_root = TOOLS.web_root.display().to_string();
    let mut app = TestApp::as_process(engine, &[("ALLIANCE_WEB_ROOT", web_root)]).await;
    let draft = Draft::begin(&app).await;
    let page = draft.written_by(&app, "partner-association").await;
    let began = Instant::now();
    let mut typed = String::new();
    for round in 0..5 {
        // Without a pause: what is saved is saved while the next words come.
        let parts = [words(round * 60, 30), words(round * 60 + 30, 20), words(round * 60 + 50, 10)];
        page.types(&parts[0], PACE).await;
        tokio::join!(page.types(&parts[1], PACE), app.kill());
        tokio::join!(page.types(&parts[2], PACE), app.resume());
        typed.extend(parts);
    }
    assert!(began.elapsed() >= std::time::Duration::from_secs(60), "{:?}", began.elapsed());
    draft.ends_with(app, page, &typed).await;
}

async fn two_people_who_wrote_offline_for_ten_minutes_lose_neither_text(engine: Engine) {
    let app = on(engine).await;
    let draft = Draft::begin(&app).await;
    let seat = json!({"role": "partner", "programme": "soissons", "partner": scene::partner_of(&draft.owner).await,
        "partner_role": "editor"});
    app.join("amina@demo.example", seat).await;
    let first = draft.written_by(&app, "partner-association").await;
    let second = draft.written_by(&app, "amina").await;
    for page in [&first, &second] {
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
    draft.has(&first, mine).await;
    second.offline(false).await;
    second.says("Cette partie a été modifiée entre-temps").await;
    second.says(mine).await;
    second.says(theirs).await;
    assert_eq!(second.value("#need").await, theirs);
    second.click(Role::Button, "Garder ces choix").await;
    second.says_no_more("Cette partie a été modifiée entre-temps").await;
    first.quit().await;
    draft.ends_with(app, second, &format!("{mine}\n\n{theirs}")).await;
}

async fn a_tab_that_is_killed_while_one_types_loses_nothing(engine: Engine) {
    let mut app = on(engine).await;
    let draft = Draft::begin(&app).await;
    let page = draft.written_by(&app, "partner-association").await;
    page.types(&words(0, 20), 5).await;
    app.pause().await;
    page.types(&words(20, 20), 5).await;
    page.holds("Object.values(localStorage).some(kept => kept.includes('mot39 '))").await;
    page.kill_tab().await;
    app.resume().await;
    page.open(&draft.section).await;
    page.says("Votre saisie a été reprise").await;
    draft.ends_with(app, page, &words(0, 40)).await;
}

async fn a_session_that_ends_while_one_types_takes_no_character_with_it(engine: Engine) {
    let app = on(engine).await;
    let draft = Draft::begin(&app).await;
    let page = draft.written_by(&app, "partner-association").await;
    page.types(&words(0, 20), 5).await;
    draft.owner.request(Method::DELETE, "/me/sessions").await.is(204);
    page.types(&words(20, 20), 5).await;
    page.says("Votre session a expiré").await;
    // Once it is there, the dialog that asks for the password has the keys.
    let held = page.value("#need").await;
    assert!(held.starts_with(&words(0, 20)) && words(0, 40).starts_with(&held), "{held}");
    page.fill("#session-password", PASSWORD).await;
    page.click(Role::Button, "Me reconnecter").await;
    page.says_no_more("Votre session a expiré").await;
    draft.ends_with(app, page, &held).await;
}

async fn a_colleague_is_seen_and_what_they_save_shows(engine: Engine) {
    let app = on(engine).await;
    let Draft { owner, path, section } = Draft::begin(&app).await;
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
