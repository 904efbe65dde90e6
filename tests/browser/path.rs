//! The whole path: from the opening of a call to the published decision, clicked through by each of its people.

use crate::{
    browser::TOOLS,
    fiche::{self, NEED, SUMMARY, TITLE},
    page::{Page, Role},
    reviewing::scored,
};
use serde_json::json;
use tests::{Engine, TestApp, scene};
use thirtyfour::Key;

const OTHER: &str = "Un potager au collège";
const WHY_NOT: &str = "L’action se déroule hors des quartiers.";
const MESSAGE: &str = "Projet clair et bien construit.";
const NOTE: &str = "Vérifier la convention avec le collège.";
const WHY: &str = "Le besoin est établi ; le budget reste raisonnable.";

mod a_call_runs_from_an_open_call_to_published_decisions {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite() {
        run(Engine::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        run(Engine::Postgres).await;
    }
}

async fn run(engine: Engine) {
    if engine.is_skipped() {
        println!("skipped: {engine:?}");
        return;
    }
    let app = TestApp::with_web_app(engine, TOOLS.web_root.clone()).await;
    // A second fiche, which will not be admissible.
    scene::submitted(&app, &app.partner_school().await, OTHER).await;
    let page = Page::of(&app).await;

    let call = a_visitor_looks_around(&page).await;
    let fiche = a_partner_begins_and_comes_back(&page).await;
    the_partner_completes_and_files(&page, &fiche).await;
    page.becomes("coordinator").await;
    the_coordinator_admits_refuses_and_assigns(&page, &call).await;
    page.becomes("reviewer-1").await;
    a_reviewer_scores_with_keys(&page).await;
    let project = fiche.trim_end_matches("/modifier").replace("/fiches/", "/projects/");
    let second = app.reviewer_2().await;
    let review = second.post(&format!("{project}/reviews"), &tests::fiche::review(2)).await.is(201);
    second.act(&format!("/reviews/{}", review.id()), "submit", &json!({})).await.is(200);
    page.becomes("coordinator").await;
    the_coordinator_reads_the_ranking_and_decides(&page, &call).await;
    scene::settle_the_rest(&app).await;
    the_carriers_sign(&page).await;
    page.becomes("coordinator").await;
    the_coordinator_publishes(&page, &call).await;
    page.becomes("partner-association").await;
    the_partner_reads_the_decision(&page).await;
    page.log_out().await;
    a_visitor_sees_what_was_selected(&page).await;
    page.complains_only_of(&[]).await;
    page.quit().await;
    app.stop().await;
}

/// The open call's path.
async fn a_visitor_looks_around(page: &Page) -> String {
    page.open("/").await;
    page.says("Cité éducative de Soissons").await;
    for (link, heading) in
        [("Objectifs", "Objectifs"), ("Partenaires", "Partenaires"), ("Actions", "Actions")]
    {
        page.click_within("Navigation principale", Role::Link, link).await;
        page.find(Role::Heading, heading, None).await;
    }
    page.click(Role::Link, "Rechercher").await;
    page.fill("Mots recherchés", "PARENTALITE").await;
    page.keys(char::from(Key::Enter).to_string()).await;
    page.says("Parentalité").await;
    page.click(Role::Link, "Contact").await;
    page.says("03 23 59 90 00").await;
    page.click_within("Navigation principale", Role::Link, "Appels à projets").await;
    page.settled().await;
    page.click(Role::Link, "Appel à projets").await;
    page.says("Critères d’évaluation").await;
    page.says("Date limite de dépôt").await;
    page.says("Enveloppe").await;
    page.path().await
}

/// Path of the list of its sections.
async fn a_partner_begins_and_comes_back(page: &Page) -> String {
    // Asked to log in, and sent on to where one wanted to go.
    page.click(Role::Link, "Commencer une fiche-action").await;
    page.is_at("/connexion").await;
    page.says("Connectez-vous pour voir la page demandée").await;
    page.log_in("partner-association").await;
    page.is_at("/fiches/nouvelle").await;
    let fiche = fiche::begin(page, TITLE).await;
    fiche::identity(page, &fiche).await;
    page.becomes("partner-association").await;
    page.says("Brouillon à compléter et à déposer").await;
    page.click(Role::Link, &format!("Continuer : {TITLE}")).await;
    page.is_at(&fiche).await;
    page.click(Role::Link, "Vérifier et déposer").await;
    page.says("Il reste des éléments à compléter ou à corriger").await;
    page.says(SUMMARY).await;
    page.click(Role::Link, "Décrivez le besoin observé").await;
    page.is_at(&format!("{fiche}/objectifs")).await;
    page.holds("document.activeElement.id === 'need'").await;
    fiche
}

async fn the_partner_completes_and_files(page: &Page, fiche: &str) {
    fiche::the_rest(page, fiche).await;
    page.is_at(&fiche.replace("/modifier", "/verifier")).await;
    page.says_no_more("Il reste des éléments à compléter ou à corriger").await;
    page.says(NEED).await;
    page.click(Role::Button, "Déposer la fiche").await;
    page.is_at(fiche.trim_end_matches("/modifier")).await;
    page.says("Votre fiche est déposée").await;
    page.says("Récépissé de dépôt").await;
    page.says("Empreinte SHA-256 de la fiche").await;
    let hash = page.element(".hash").await.text().await.expect("a text");
    assert_eq!(hash.len(), 64, "{hash}");
    page.says("La coordination examine si la fiche est recevable.").await;
}

/// The pages of the call's committee.
fn work(call: &str) -> String {
    call.replace("/appels/", "/gestion/appels/")
}

async fn the_coordinator_admits_refuses_and_assigns(page: &Page, call: &str) {
    page.says("Recevabilité à examiner").await;
    page.visit(&format!("{}/depots", work(call))).await;
    page.click(Role::Button, &format!("Déclarer recevable : {TITLE}")).await;
    page.says("Déclarer cette fiche recevable ?").await;
    page.click(Role::Button, "Déclarer recevable").await;
    page.says(&format!("« {TITLE} » : Recevable.")).await;

    page.click(Role::Button, &format!("Déclarer non recevable : {OTHER}")).await;
    page.says("L’organisation lira le motif.").await;
    page.click(Role::Button, "Déclarer non recevable").await;
    page.says("Il reste quelque chose à corriger").await;
    page.fill("#reason", WHY_NOT).await;
    page.click(Role::Button, "Déclarer non recevable").await;
    page.says(&format!("« {OTHER} » : Non recevable.")).await;

    page.click(Role::Button, &format!("Choisir les évaluateurs : {TITLE}")).await;
    page.says("Qui évalue cette fiche-action ?").await;
    // Who works for the applicant is named with the reason, and there is no button to choose them.
    page.says("En conflit d’intérêts").await;
    page.says("Maëlle Dubois").await;
    page.holds("!seen.find('button', 'Confier : Maëlle Dubois')").await;
    for reviewer in ["Nadia Ferrand", "Julien Carpentier"] {
        page.click(Role::Button, &format!("Confier : {reviewer}")).await;
        page.find(Role::Button, &format!("Retirer : {reviewer}"), None).await;
    }
    page.click(Role::Button, "Terminé").await;
    page.says("0 sur").await;
}

async fn a_reviewer_scores_with_keys(page: &Page) {
    page.says("Fiche à évaluer").await;
    page.click(Role::Link, &format!("Évaluer : {TITLE}")).await;
    page.says("Votre grille").await;
    page.settled().await;
    for criterion in 1..=8 {
        page.keys("4").await;
        page.says(&scored(criterion)).await;
        page.keys("j").await;
    }
    page.says("moyenne 4").await;
    page.click_within("Votre avis", Role::Field, "Favorable").await;
    page.fill("#message", MESSAGE).await;
    page.fill("#confidential_note", NOTE).await;
    page.click(Role::Button, "Déposer l’évaluation et passer à la suivante").await;
    page.says(&format!("L’évaluation de « {TITLE} » est déposée.")).await;
}

async fn the_coordinator_reads_the_ranking_and_decides(page: &Page, call: &str) {
    page.visit(&format!("{}/classement", work(call))).await;
    page.find(Role::Link, TITLE, None).await;
    page.says("2 sur").await;
    page.says("2 favorables").await;
    page.says("± 1").await;
    page.visit(&format!("{}/decisions", work(call))).await;
    page.click(Role::Link, &format!("Décider : {TITLE}")).await;
    page.click_within("Décision du comité", Role::Field, "Retenue").await;
    page.fill("#reason", WHY).await;
    page.fill_within("Ville de Soissons", "Accordé", "100000").await;
    page.says("Cette décision dépasse une enveloppe").await;
    page.fill_within("Ville de Soissons", "Accordé", "3000").await;
    page.says_no_more("Cette décision dépasse une enveloppe").await;
    page.click(Role::Button, "Enregistrer la décision").await;
    page.says(&format!("Décision enregistrée : {TITLE}, retenue.")).await;
    page.visit(&format!("{}/signatures", work(call))).await;
    page.says("Avant de publier, il manque :").await;
}

async fn the_carriers_sign(page: &Page) {
    for carrier in ["ville", "agglo", "education", "sousprefecture"] {
        page.becomes(&format!("carrier-{carrier}")).await;
        page.says("Décisions du comité à signer").await;
        page.click(Role::Link, "Signer").await;
        page.click(Role::Button, "Signer les décisions").await;
        page.says("vous approuvez").await;
        page.click(Role::Button, "Signer les décisions").await;
        page.says("Votre signature est enregistrée.").await;
    }
}

async fn the_coordinator_publishes(page: &Page, call: &str) {
    page.says("Décisions prêtes à publier").await;
    page.visit(&format!("{}/signatures", work(call))).await;
    page.says("Tout est prêt").await;
    page.click(Role::Button, "Publier toutes les décisions").await;
    page.says("La publication ne se défait pas.").await;
    page.click(Role::Button, "Publier toutes les décisions").await;
    page.says("Les décisions ont été publiées le").await;
}

async fn the_partner_reads_the_decision(page: &Page) {
    // « À faire » names a decision for two months of the browser's clock; the server's clock stands still elsewhere.
    page.visit("/fiches").await;
    page.click(Role::Link, TITLE).await;
    page.says("Décision du comité").await;
    page.says(WHY).await;
    page.says("3 000 €").await;
    page.says("Remarques des évaluateurs").await;
    page.says(MESSAGE).await;
    page.says_no_more(NOTE).await;
    page.says_no_more("Nadia Ferrand").await;
}

async fn a_visitor_sees_what_was_selected(page: &Page) {
    page.visit("/projets").await;
    page.find(Role::Link, TITLE, None).await;
    page.says_no_more(OTHER).await;
    page.click(Role::Link, TITLE).await;
    page.find(Role::Heading, TITLE, None).await;
    page.says(SUMMARY).await;
    page.says_no_more(WHY).await;
}
