//! Writing a fiche-action, section by section, as its page asks for it.

use crate::page::{Page, Role};

pub const TITLE: &str = "Lire et écrire en famille";
pub const SUMMARY: &str = "Ateliers de lecture partagée dans trois écoles.";
pub const NEED: &str = "Un enfant sur quatre entre en sixième sans lire aisément.";
pub const GO_ON: &str = "Enregistrer et continuer";

/// Saves a section and waits for the next one.
async fn go_on(page: &Page, fiche: &str, next: &str) {
    page.click(Role::Button, GO_ON).await;
    page.is_at(&format!("{fiche}/{next}")).await;
    page.settled().await;
}

/// Starts a fiche in the call that the address names; the path of its sections.
pub async fn begin(page: &Page, title: &str) -> String {
    page.says("Les Ateliers du Mail").await;
    page.fill("#title", title).await;
    page.click(Role::Button, "Commencer une fiche-action").await;
    page.holds("location.pathname.endsWith('/modifier')").await;
    page.says("Remplissez les parties dans l’ordre qui vous convient.").await;
    page.settled().await;
    page.path().await
}

/// Title and summary, from the list of sections back to it.
pub async fn identity(page: &Page, fiche: &str) {
    page.click(Role::Link, "Identité").await;
    page.is_at(&format!("{fiche}/identite")).await;
    page.fill("#summary", SUMMARY).await;
    page.fill("#contact-name", "Camille Martin").await;
    page.fill("#contact-email", "camille.martin@exemple.fr").await;
    go_on(page, fiche, "objectifs").await;
}

/// Everything but the identity, from the section of objectives to the check before filing.
pub async fn the_rest(page: &Page, fiche: &str) {
    page.is_at(&format!("{fiche}/objectifs")).await;
    page.click_within("Objectif principal", Role::Field, "O2").await;
    page.click_within("Autres objectifs", Role::Field, "O7").await;
    page.fill("#need", NEED).await;
    go_on(page, fiche, "action").await;

    page.fill("#description", "Deux ateliers par semaine, animés par des comédiens.").await;
    page.fill("#expected_results", "Quarante enfants lisent un livre par mois.").await;
    page.fill("#innovation", "Des parents lisent dans leur langue.").await;
    page.fill("#working_methods", "Les équipes préparent les séances ensemble.").await;
    go_on(page, fiche, "calendrier").await;

    page.click(Role::Button, "Ajouter une étape").await;
    page.fill("#phases-0-name", "Ateliers").await;
    page.pick_day("#phases-0-starts_on", "2026-10-05").await;
    page.pick_day("#phases-0-ends_on", "2027-06-30").await;
    page.click_within("Moments de l’action", Role::Field, "Temps périscolaire").await;
    go_on(page, fiche, "public").await;

    page.fill("6 à 10 ans", "45").await;
    page.fill("11 à 14 ans", "15").await;
    page.says("Total : 60 enfants et jeunes").await;
    page.fill("Filles", "30").await;
    page.fill("Garçons", "30").await;
    page.fill("Presles", "40").await;
    page.fill("Parents", "20").await;
    go_on(page, fiche, "partenaires").await;

    page.click(Role::Button, "Ajouter un partenaire").await;
    page.choose("#partners-0-partner", "Une autre organisation").await;
    page.fill("#partners-0-name", "Médiathèque").await;
    page.fill("#partners-0-role", "Prête les livres").await;
    page.click_within("Partenaire 1", Role::Field, "L’organisation a confirmé par écrit").await;
    go_on(page, fiche, "budget").await;

    budget(page).await;
    go_on(page, fiche, "indicateurs").await;

    page.click(Role::Button, "Ajouter un indicateur").await;
    page.fill("#indicators-0-name", "Enfants assidus").await;
    page.fill("#indicators-0-target", "40").await;
    page.pick_day("#indicators-0-due", "2027-06-30").await;
    go_on(page, fiche, "declarations").await;

    page.click(Role::Field, "Je déclare sur l’honneur").await;
    page.click(Role::Field, "L’association souscrit au contrat d’engagement républicain").await;
    page.click(Role::Button, GO_ON).await;
}

async fn budget(page: &Page) {
    // On a wide window the grid is a table, its columns in line.
    page.holds("getComputedStyle(document.querySelector('.budget-grid')).display === 'table'").await;
    page.fill("#grille-604-0-amount", "12500").await;
    page.fill("Ville de Soissons, montant en euros", "5000").await;
    page.fill("Sous-préfecture de Soissons, montant en euros", "4000").await;
    page.says("Total demandé : 9 000 €").await;
    page.says("Les charges dépassent les produits de 3 500 €.").await;
    page.fill("Ressources propres affectées à l’action, montant en euros", "3 500,00").await;
    page.says("Le budget est équilibré.").await;
}
