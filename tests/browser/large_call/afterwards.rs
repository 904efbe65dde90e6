//! From the decisions to the people they are about: feedback, signatures, publication, letters.

use super::{Day, FICHES, downloads, go};
use crate::{
    fiche::TITLE,
    page::{Page, Role},
};
use tests::{TestApp, text};

const FEEDBACK: &str = "Un projet clair ; précisez la place des parents.";
const CARRIERS: [&str; 4] = ["carrier-ville", "carrier-agglo", "carrier-education", "carrier-sousprefecture"];

pub async fn the_feedback_is_looked_at(day: &mut Day, page: &Page) {
    go(page, "remarques").await;
    page.find(Role::Link, TITLE, None).await;
    page.fill_within(TITLE, "Ce que lira le porteur", FEEDBACK).await;
    page.click_within(TITLE, Role::Button, "Enregistrer ce texte").await;
    page.says("Texte enregistré.").await;
    let texts = day.of_call("feedback").await;
    assert_eq!(texts.len(), FICHES);
    assert!(texts.iter().all(|one| !text(&one["text"]).is_empty()), "{texts:?}");
}

/// In a window of their own.
pub async fn the_carriers_sign(app: &TestApp) {
    let page = Page::logged_in(app, CARRIERS[0]).await;
    for (place, carrier) in CARRIERS.into_iter().enumerate() {
        if place > 0 {
            page.becomes(carrier).await;
        }
        page.says("Décisions du comité à signer").await;
        page.click(Role::Link, "Signer").await;
        page.click(Role::Button, "Signer les décisions").await;
        page.says(&format!("vous approuvez {FICHES} décisions")).await;
        page.click(Role::Button, "Signer les décisions").await;
        page.says("Votre signature est enregistrée.").await;
    }
    page.complains_only_of(&[]).await;
    page.quit().await;
}

pub async fn all_is_published_and_the_letters_leave(day: &mut Day, page: &Page) {
    go(page, "signatures").await;
    page.says("Tout est prêt").await;
    day.look(page, "60 decisions, signed").await;
    page.click(Role::Button, "Publier toutes les décisions").await;
    page.says("La publication ne se défait pas.").await;
    page.click(Role::Button, "Publier toutes les décisions").await;
    page.says("Les décisions ont été publiées le").await;

    go(page, "suites").await;
    page.says(&format!("{FICHES} courriels attendent votre relecture.")).await;
    day.look(page, "letters kept back, a reserve list").await;
    page.click(Role::Link, "Relire les courriels retenus").await;
    page.says(&format!("{FICHES} courriels")).await;
    go(page, "suites").await;
    page.click(Role::Button, "Envoyer tous les courriels de décision").await;
    page.says("Envoyer tous les courriels de décision ?").await;
    page.click(Role::Button, "Envoyer tous les courriels de décision").await;
    page.says(&format!("{FICHES} courriels partent.")).await;
    page.says("Aucun courriel de décision n’attend.").await;

    go(page, "proces-verbal").await;
    page.says("Hélène Rousseau").await;
    assert_eq!(downloads(page, "Procès-verbal (PDF)").await, "%PDF-");
    day.look(page, "the minutes of 60 decisions").await;
}

/// The one who filed here, one of the demo, and a visitor.
pub async fn the_partners_read_their_decision(day: &mut Day, page: &Page) {
    page.becomes("partner-association").await;
    page.visit("/fiches").await;
    page.click(Role::Link, TITLE).await;
    page.says("Décision du comité").await;
    page.says("Retenue avec réserves").await;
    page.says("Transmettre la convention avec le collège.").await;
    page.says("Remarques des évaluateurs").await;
    page.says(FEEDBACK).await;
    assert_eq!(downloads(page, "Lettre de décision (PDF)").await, "%PDF-");
    day.look(page, "a decision with a reservation").await;

    page.becomes("partner-01").await;
    page.visit("/fiches").await;
    page.click(Role::Link, "Radio des collines à Saint-Crépin (démo)").await;
    page.says("Décision du comité").await;
    page.says("Projet clair et bien construit.").await;

    page.log_out().await;
    page.visit("/projets").await;
    let call = day.app.anonymous().get("/calls/grand-appel").await.is(200);
    assert_eq!(call["status"], "decided");
    let published = day.app.anonymous().all(&format!("/projects?call={}", call.id())).await;
    assert!((10..FICHES).contains(&published.len()), "{} are public", published.len());
    page.find(Role::Link, TITLE, None).await;
}
