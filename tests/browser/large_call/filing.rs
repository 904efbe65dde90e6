//! From the last fiche to the reviewers: written, examined, shared out.

use super::{CALL, Day, EACH, FICHES, go};
use crate::{
    fiche::{self, TITLE},
    page::{Page, Role},
};
use std::collections::HashMap;
use tests::text;

/// The one of the demo that will not be admissible.
const REFUSED: &str = "Radio des collines dans les quartiers (démo)";

/// By an association that the demo's fiches are not from.
pub async fn the_last_fiche_is_filed(page: &Page) {
    page.open(&format!("/appels/{CALL}")).await;
    page.click(Role::Link, "Commencer une fiche-action").await;
    page.is_at("/connexion").await;
    page.log_in("partner-association").await;
    page.is_at("/fiches/nouvelle").await;
    let path = fiche::begin(page, TITLE).await;
    fiche::identity(page, &path).await;
    fiche::the_rest(page, &path).await;
    page.is_at(&path.replace("/modifier", "/verifier")).await;
    page.click(Role::Button, "Déposer la fiche").await;
    page.says("Votre fiche est déposée").await;
}

pub async fn one_is_refused_and_all_others_are_admitted(page: &Page) {
    go(page, "depots").await;
    page.says("61 fiches-actions").await;
    page.fill("Mots du titre ou numéro", "collines quartiers").await;
    page.click_within("Filtrer les dépôts", Role::Button, "Rechercher").await;
    page.click(Role::Button, &format!("Déclarer non recevable : {REFUSED}")).await;
    page.fill("#reason", "L’action se déroule hors des quartiers.").await;
    page.click(Role::Button, "Déclarer non recevable").await;
    page.says(&format!("« {REFUSED} » : Non recevable.")).await;

    page.click(Role::Button, &format!("Déclarer recevables les {FICHES} fiches déposées")).await;
    page.click(Role::Button, &format!("Déclarer recevables {FICHES} fiches")).await;
    page.says(&format!("{FICHES} fiches sont recevables.")).await;
    page.click(Role::Button, "Terminé").await;
}

pub async fn the_proposal_is_confirmed(day: &mut Day, page: &Page) {
    go(page, "depots").await;
    page.click(Role::Link, "Répartir les évaluations").await;
    page.click(Role::Button, "Proposer une répartition").await;
    page.says(&format!("{} nouvelles, 0 gardée, 0 retirée.", FICHES * EACH)).await;
    day.look(page, "a proposal for 60 fiches").await;
    page.click(Role::Button, "Confirmer la répartition").await;
    page.says(&format!("{} évaluations confiées", FICHES * EACH)).await;

    let mut each: HashMap<String, usize> = HashMap::new();
    for assignment in day.of_call("assignments").await {
        *each.entry(text(&assignment["project"]["id"]).to_owned()).or_default() += 1;
    }
    assert_eq!(each.len(), FICHES);
    assert!(each.values().all(|count| *count == EACH), "{each:?}");
}
