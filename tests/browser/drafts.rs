//! What is typed in a fiche survives a server that does not answer, a session that ends, and a reload.

use crate::{
    browser::TOOLS,
    fiche::{NEED, TITLE},
    page::{Page, Role},
};
use reqwest::Method;
use serde_json::json;
use tests::{Engine, Person, TestApp, app::PASSWORD, scene};

/// A partner at the section of objectives of a new draft; the draft's path in the API.
async fn writing(app: &TestApp) -> (Page, Person, String) {
    let partner = app.partner_association().await;
    let begun = json!({"call": scene::open_call(app).await.id(), "title": TITLE});
    let draft = partner.post("/projects", &begun).await.is(201).id();
    let page = Page::logged_in(app, "partner-association").await;
    page.visit(&format!("/fiches/{draft}/modifier/objectifs")).await;
    (page, partner, format!("/projects/{draft}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_typed_while_the_server_is_away_is_saved_once_it_is_back() {
    let mut app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let (page, partner, draft) = writing(&app).await;
    app.pause().await;
    page.fill("#need", NEED).await;
    page.says("Hors ligne : gardé sur cet appareil").await;
    assert_eq!(page.value("#need").await, NEED);
    app.resume().await;
    // By itself.
    page.says("Enregistré").await;
    assert_eq!(partner.get(&draft).await.is(200)["need"], NEED);
    let refused = page.complaints().await;
    assert!(refused.iter().all(|line| line.contains("ERR_CONNECTION_REFUSED")), "{refused:?}");
    page.quit().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_ends_is_begun_again_over_the_text_that_was_typed() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let (page, partner, draft) = writing(&app).await;
    // Elsewhere, all other sessions are ended: this window's among them.
    partner.request(Method::DELETE, "/me/sessions").await.is(204);
    page.fill("#need", NEED).await;
    page.says("Votre session a expiré").await;
    page.fill("#session-password", PASSWORD).await;
    page.click(Role::Button, "Me reconnecter").await;
    // It is still there, and saves itself.
    page.says("Enregistré").await;
    page.says_no_more("Votre session a expiré").await;
    assert_eq!(page.value("#need").await, NEED);
    assert_eq!(partner.get(&draft).await.is(200)["need"], NEED);
    page.complains_only_of(&[401]).await;
    page.quit().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_that_was_not_saved_is_taken_up_again_after_a_reload() {
    let mut app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let (page, partner, draft) = writing(&app).await;
    app.pause().await;
    page.fill("#need", NEED).await;
    page.holds("Object.keys(localStorage).some(key => key.startsWith('alliance.brouillon.'))").await;
    app.resume().await;
    // The guard against leaving unsaved text is the browser's own dialog.
    page.reload_leaving_unsaved().await;
    page.holds("document.querySelector('#need')?.value !== ''").await;
    assert_eq!(page.value("#need").await, NEED);
    page.says_no_more("Modifications pas encore enregistrées").await;
    page.says("Enregistré").await;
    assert_eq!(partner.get(&draft).await.is(200)["need"], NEED);
    page.quit().await;
    app.stop().await;
}
