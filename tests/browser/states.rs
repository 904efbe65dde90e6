//! The states that no address leads to: errors of a form, an open dialog, an empty list, a page after publication.
//! The same faults are looked for as on every page.

use crate::{
    accessibility::faults,
    browser::TOOLS,
    page::{Page, Role},
    world::World,
};
use serde_json::json;
use tests::{Engine, TestApp, scene};

async fn check(page: &Page, found: &mut Vec<String>, what: &str) {
    found.extend(faults(page, what).await);
}

fn none(found: &[String]) {
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_fault_in_a_form_that_says_what_is_wrong() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let world = World::at_work(&app).await;
    let (page, mut found) = (Page::of(&app).await, Vec::new());
    page.open("/connexion").await;
    page.click(Role::Button, "Me connecter").await;
    page.says("Il reste quelque chose à corriger").await;
    check(&page, &mut found, "logging in without an address").await;

    page.log_in("partner-association").await;
    page.visit(&format!("/fiches/{}/modifier/calendrier", world.draft)).await;
    page.click(Role::Button, "Ajouter une étape").await;
    page.click(Role::Button, "Enregistrer et continuer").await;
    check(&page, &mut found, "a phase without dates").await;
    page.visit(&format!("/fiches/{}/verifier", world.draft)).await;
    page.says("Il reste des éléments à compléter ou à corriger").await;
    check(&page, &mut found, "a fiche that is not complete").await;
    page.quit().await;
    app.stop().await;
    none(&found);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_fault_in_an_open_dialog() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let world = World::at_work(&app).await;
    let (page, mut found) = (Page::logged_in(&app, "coordinator").await, Vec::new());
    page.visit(&format!("/gestion/appels/{}/depots", world.call)).await;
    page.click(Role::Button, "Déclarer non recevable : Théâtre au collège").await;
    page.says("L’organisation lira le motif.").await;
    check(&page, &mut found, "a dialog").await;
    page.click(Role::Button, "Déclarer non recevable").await;
    page.says("Il reste quelque chose à corriger").await;
    check(&page, &mut found, "a dialog with an error").await;
    page.quit().await;
    app.stop().await;
    none(&found);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_that_wait_are_declared_admissible_at_once() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let world = World::at_work(&app).await;
    let (page, mut found) = (Page::logged_in(&app, "coordinator").await, Vec::new());
    page.visit(&format!("/gestion/appels/{}/depots", world.call)).await;
    page.click(Role::Button, "Déclarer recevables les 2 fiches déposées").await;
    check(&page, &mut found, "the question").await;
    // Somebody else is faster with one of them.
    let refusal = json!({"admissible": false, "reason": "Hors des quartiers."});
    let coordinator = app.coordinator().await;
    coordinator.act(&format!("/projects/{}", world.filed), "admissibility", &refusal).await.is(200);
    page.click(Role::Button, "Déclarer recevables 2 fiches").await;
    page.says("Une fiche est recevable.").await;
    page.says("Théâtre au collège").await;
    page.complains_only_of(&[412]).await;
    check(&page, &mut found, "what was done").await;
    page.click(Role::Button, "Terminé").await;
    page.says_no_more("Une fiche est recevable.").await;
    for (project, status) in [(world.filed, "inadmissible"), (world.corrected, "admissible")] {
        assert_eq!(coordinator.get(&format!("/projects/{project}")).await.is(200)["status"], status);
    }
    page.quit().await;
    app.stop().await;
    none(&found);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_fault_where_nothing_is_found() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let (page, mut found) = (Page::of(&app).await, Vec::new());
    page.open("/recherche?q=xyzzy").await;
    check(&page, &mut found, "a search that finds nothing").await;
    page.visit("/fiches/00000000-0000-7000-8000-000000000000").await;
    check(&page, &mut found, "asked to log in").await;
    page.visit("/connexion").await;
    page.log_in("reviewer-2").await;
    page.visit("/evaluations").await;
    check(&page, &mut found, "nothing to review").await;
    page.quit().await;
    app.stop().await;
    none(&found);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_fault_once_decisions_are_published() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let call = scene::open_call(&app).await.id();
    let (selected, rejected) = scene::published(&app).await;
    let (selected, rejected) = (scene::id(&selected), scene::id(&rejected));
    let (page, mut found) = (Page::of(&app).await, Vec::new());
    page.open("/projets").await;
    check(&page, &mut found, "selected actions").await;
    page.visit(&format!("/projets/{selected}")).await;
    check(&page, &mut found, "a selected action").await;
    page.visit("/connexion").await;
    page.log_in("partner-association").await;
    for (fiche, what) in [(selected, "one's selected fiche"), (rejected, "one's rejected fiche")] {
        page.visit(&format!("/fiches/{fiche}")).await;
        check(&page, &mut found, what).await;
    }
    page.becomes("coordinator").await;
    for tab in ["classement", "decisions", "signatures"] {
        page.visit(&format!("/gestion/appels/{call}/{tab}")).await;
        check(&page, &mut found, tab).await;
    }
    page.quit().await;
    app.stop().await;
    none(&found);
}
