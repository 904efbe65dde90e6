//! What the committee does: reads the ranking, simulates, sits and decides.

use super::{Day, EACH, FICHES, go, text_at};
use crate::{
    fiche::TITLE,
    page::{Page, Role},
};
use serde_json::json;
use tests::text;

const SCENARIO: &str = "Toutes les enveloppes";
/// Who sits for the four institutions.
const MEMBERS: [&str; 4] = ["Hélène Rousseau", "Karim Benali", "Sophie Delattre", "Antoine Mercier"];

pub async fn the_ranking_is_read(day: &mut Day, page: &Page) {
    go(page, "classement").await;
    page.says(&format!("{FICHES} fiches-actions")).await;
    page.find(Role::Link, TITLE, None).await;
    page.says(&format!("{EACH} sur {EACH}")).await;
    for view in ["Graphique", "Par critère", "Vue d’ensemble"] {
        page.click_within("Présentation du classement", Role::Link, view).await;
        page.settled().await;
    }
    day.look(page, "a ranking of 60").await;
    let ranked = day.of_call("ranking").await;
    assert_eq!(ranked.len(), FICHES);
    for item in &ranked {
        assert_eq!(
            (&item["reviews_done"], &item["reviews_expected"]),
            (&json!(EACH), &json!(EACH)),
            "{item}"
        );
        assert!(item["rank"].is_number() && item["corrected"].is_number(), "{item}");
    }
}

/// How many decisions it makes is the scenario's affair; that they fit the envelopes is the server's.
pub async fn a_scenario_is_taken_over(day: &mut Day, page: &Page) {
    go(page, "simulateur").await;
    page.fill("#name", SCENARIO).await;
    page.click(Role::Button, "Planchers").await;
    page.fill("Presles", "3").await;
    page.click(Role::Button, "Fiches-actions imposées ou écartées").await;
    page.choose(&format!("select[aria-label='Fiches-actions imposées ou écartées : {TITLE}']"), "Imposée")
        .await;
    page.click(Role::Button, "Essayer sans enregistrer").await;
    page.says("Essai, non enregistré").await;
    page.click(Role::Button, "Enregistrer le scénario").await;
    page.says(&format!("Scénario enregistré : {SCENARIO}.")).await;
    day.look(page, "a scenario of 60").await;
    page.click(Role::Button, &format!("Reprendre dans les décisions : {SCENARIO}")).await;
    page.says("Les autres restent à décider.").await;
    page.click(Role::Button, "Reprendre dans les décisions").await;
    page.says("décisions reprises.").await;

    let decided = day.of_call("decisions").await;
    assert!((10..FICHES).contains(&decided.len()), "{} decisions", decided.len());
    assert!(decided.iter().all(|decision| decision["outcome"] == "selected"), "{decided:?}");
}

pub async fn the_session_decides_the_rest(day: &mut Day, page: &Page) {
    go(page, "seance").await;
    for name in MEMBERS {
        page.click(Role::Button, &format!("Noter présent {name}")).await;
        page.find(Role::Button, &format!("Noter le départ {name}"), None).await;
    }
    page.click(Role::Button, "Ouvrir la séance").await;
    page.click(Role::Button, &format!("Examiner {TITLE}")).await;
    page.holds(&format!("document.querySelector('.session-title')?.textContent === {}", json!(TITLE))).await;
    page.says("4 présentes, 3 nécessaires").await;
    day.look(page, "a session of 60").await;
    the_scenarios_decision_gets_a_reservation(page).await;

    go(page, "seance").await;
    let decided = day.of_call("decisions").await.len();
    // The first that is still to decide, in the order of the session.
    let waits = "return seen.words([...document.querySelectorAll('.session-agenda > li')]
        .find(line => line.querySelector('.session-state').textContent.includes('À décider'))
        .querySelector('.session-line .strong').textContent);";
    let first = page.run(waits, vec![]).await;
    page.click(Role::Button, &format!("Examiner {}", text(&first))).await;
    page.click(Role::Link, "Écrire la décision").await;
    decide(page, decided, "Enregistrer et revenir à la séance").await;
    // The rest as they stand in the ranking.
    go(page, "decisions").await;
    page.click(Role::Link, "Décider").await;
    for place in decided + 1..FICHES {
        let last = place + 1 == FICHES;
        let button = if last { "Enregistrer la décision" } else { "Enregistrer et passer à la suivante" };
        decide(page, place, button).await;
    }
    page.says("Décision enregistrée").await;
    go(page, "seance").await;
    page.says_no_more("À décider").await;
    page.click(Role::Button, "Lever la séance").await;
    page.click(Role::Button, "Oui, lever la séance").await;
    page.says("Rouvrir la séance").await;
    let outcomes = day.of_call("decisions").await;
    assert_eq!(outcomes.len(), FICHES);
    let some = |outcome: &str| outcomes.iter().any(|decision| decision["outcome"] == outcome);
    assert!(["selected", "selected_with_reservations", "waitlisted", "rejected"].into_iter().all(some));
}

/// From the session to the form of the decision and back.
async fn the_scenarios_decision_gets_a_reservation(page: &Page) {
    page.click(Role::Link, "Revoir la décision").await;
    page.click_within("Décision du comité", Role::Field, "Retenue avec réserves").await;
    page.fill("#reason", "Le besoin est établi.").await;
    page.click(Role::Button, "Ajouter une réserve").await;
    page.fill("#reservations-0-what", "Transmettre la convention avec le collège.").await;
    page.fill("#reservations-0-owner", "Le porteur").await;
    page.pick_day("#reservations-0-due", "2026-09-30").await;
    page.fill("#votes-in_favour", "3").await;
    page.fill("#votes-against", "1").await;
    page.click(Role::Button, "Enregistrer et revenir à la séance").await;
    page.says(&format!("Décision enregistrée : {TITLE}, retenue avec réserves.")).await;
}

/// The decision of the form that is open, and on by a button: waitlisted or rejected, in turn.
async fn decide(page: &Page, place: usize, button: &str) {
    page.element(".decision-form").await;
    page.settled().await;
    let title = text_at(page, ".decision-title").await;
    let outcome = if place.is_multiple_of(2) { "Sur liste d’attente" } else { "Non retenue" };
    page.click_within("Décision du comité", Role::Field, outcome).await;
    page.fill("#reason", "Le comité a retenu d’autres priorités.").await;
    page.fill("#votes-in_favour", "4").await;
    page.click(Role::Button, button).await;
    page.holds(&format!(
        "seen.words(document.querySelector('.decision-title')?.textContent) !== {}",
        json!(title)
    ))
    .await;
}
