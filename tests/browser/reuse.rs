//! A new fiche from an earlier one, of a call that is over.

use crate::{
    browser::TOOLS,
    page::{Page, Role},
};
use serde_json::{Value, json};
use tests::{Engine, TestApp, scene, text};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_action_of_2022_is_taken_up_field_by_field_and_stays_linked() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let partner = app.partner_association().await;
    let earlier = partner.get("/projects?mine=true&call=2022").await.is(200);
    let earlier = earlier.items()[0].clone();
    let (old, title) = (text(&earlier["id"]), text(&earlier["title"]));
    let page = Page::logged_in(&app, "partner-association").await;
    page.visit("/fiches/nouvelle").await;
    page.click(Role::Link, "Reprendre une fiche antérieure").await;
    page.is_at("/fiches/reprendre").await;
    page.click(Role::Link, title).await;
    page.holds(&format!("new URLSearchParams(location.search).get('fiche') === {}", json!(old))).await;
    page.settled().await;
    // A selected action is most often gone on with.
    page.holds("document.querySelector('input[name=renewal][value=suite]').checked").await;
    page.click_within("Identité", Role::Field, "Résumé").await;
    page.click(Role::Button, "Voir l’aperçu").await;
    page.settled().await;
    let count = partner.get("/projects?mine=true").await.is(200).total();
    page.click(Role::Button, "Commencer la nouvelle fiche").await;
    page.says("La fiche est commencée avec ce que vous avez gardé.").await;
    let id = page.path().await.trim_end_matches("/modifier").replace("/fiches/", "");
    let copy = partner.get(&format!("/projects/{id}")).await.is(200);
    assert_eq!((text(&copy["title"]), &copy["summary"]), (title, &json!("")));
    assert_eq!(copy["renewal_of"], json!(old));
    // The preview made nothing.
    assert_eq!(partner.get("/projects?mine=true").await.is(200).total(), count + 1);
    page.visit(&format!("/fiches/{id}/verifier")).await;
    page.says("Suite d’une action antérieure").await;
    page.complains_only_of(&[]).await;
    page.quit().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dates_follow_their_phases_and_everything_can_be_kept() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let partner = app.partner_association().await;
    let earlier = scene::submitted(&app, &partner, "Lire et écrire en famille").await;
    let page = Page::logged_in(&app, "partner-association").await;
    page.visit(&format!("/fiches/{}", scene::id(&earlier))).await;
    page.click(Role::Link, "Reprendre dans une nouvelle fiche").await;
    page.settled().await;
    page.holds("!document.querySelector('#keep-phase_dates').checked").await;
    page.click(Role::Field, "Étapes").await;
    page.holds("!document.querySelector('#keep-phase_dates')").await;
    page.click(Role::Button, "Tout garder").await;
    page.holds("document.querySelector('#keep-phase_dates').checked").await;
    page.click(Role::Button, "Commencer la nouvelle fiche").await;
    page.holds("location.pathname.endsWith('/modifier')").await;
    let id = page.path().await.trim_end_matches("/modifier").replace("/fiches/", "");
    let (copy, before) =
        (partner.get(&format!("/projects/{id}")).await.is(200), partner.get(&earlier).await.is(200));
    for kept in ["title", "phases", "audience", "budget", "requests", "indicators"] {
        assert_eq!(copy[kept], before[kept], "{kept}");
    }
    assert_eq!((&copy["renewal_of"], &copy["number"]), (&Value::Null, &Value::Null));
    page.complains_only_of(&[]).await;
    page.quit().await;
    app.stop().await;
}
