//! The coordinator's tools: sharing out the reviews of a call, and the simulator.

use crate::{
    accessibility::faults,
    browser::TOOLS,
    page::{Page, Role},
    world::World,
};
use tests::{Engine, TestApp};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_coordinator_shares_out_the_reviews_of_a_call() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let world = World::at_work(&app).await;
    let (page, mut found) = (Page::logged_in(&app, "coordinator").await, Vec::new());
    page.visit(&format!("/gestion/appels/{}/depots", world.call)).await;
    page.click(Role::Link, "Répartir les évaluations").await;
    page.fill("#per_project", "9").await;
    page.click(Role::Button, "Proposer une répartition").await;
    page.says("Cette répartition n’est pas possible").await;
    page.says("demandez").await;
    page.complains_only_of(&[409]).await;
    found.extend(faults(&page, "an impossible demand").await);
    page.fill("#per_project", "3").await;
    page.click(Role::Button, "Proposer une répartition").await;
    page.says("Répartition proposée").await;
    page.says("Évaluation commencée").await;
    found.extend(faults(&page, "a proposal").await);
    page.click(Role::Button, "Confirmer la répartition").await;
    page.says("Répartition confirmée").await;
    page.quit().await;
    app.stop().await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_coordinator_compares_scenarios_and_takes_one_over() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let world = World::at_work(&app).await;
    let (page, mut found) = (Page::logged_in(&app, "coordinator").await, Vec::new());
    page.visit(&format!("/gestion/appels/{}/simulateur", world.call)).await;
    page.click(Role::Button, "Enregistrer le scénario").await;
    page.says("Complétez ce champ").await;
    page.fill("#name", "Toutes les enveloppes").await;
    page.click(Role::Button, "Essayer sans enregistrer").await;
    page.says("Essai, non enregistré").await;
    page.click(Role::Button, "Enregistrer le scénario").await;
    page.says("Scénario enregistré : Toutes les enveloppes.").await;
    page.says("Objectifs et quartiers").await;
    found.extend(faults(&page, "scenarios").await);
    page.click(Role::Button, "Reprendre dans les décisions : Toutes les enveloppes").await;
    page.says("Reprendre ce scénario dans les décisions ?").await;
    found.extend(faults(&page, "taking over").await);
    page.click(Role::Button, "Reprendre dans les décisions").await;
    page.says("reprise").await;
    page.quit().await;
    app.stop().await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}
