//! A reviewer's afternoon: three reviews with the keyboard alone, an attachment beside the grid, and nothing left.

use crate::{
    browser::TOOLS,
    page::{Page, Role},
};
use serde_json::json;
use tests::{
    Engine, TestApp,
    files::{attach, png},
    scene,
};
use thirtyfour::Key;

/// More stops than there are from the grid to the button that files it.
const STOPS: usize = 80;

fn key(key: Key) -> String {
    char::from(key).to_string()
}

/// Presses Tab until the focus is on what a CSS selector names.
async fn tab_to(page: &Page, css: &str) {
    for _ in 0..STOPS {
        page.keys(key(Key::Tab)).await;
        let there = page.run("return document.activeElement.matches(arguments[0]);", vec![json!(css)]).await;
        if there == true {
            return;
        }
    }
    page.fail(&format!("{css} cannot be reached with Tab")).await
}

/// How far the grid is, as it says it.
pub fn scored(criteria: u32) -> String {
    match criteria {
        1 => "1 critère noté sur 8".into(),
        _ => format!("{criteria} critères notés sur 8"),
    }
}

/// Scores the eight criteria, chooses the first opinion and files, without a mouse.
async fn reviews_with_the_keyboard(page: &Page, score: char) {
    page.says("Votre grille").await;
    page.settled().await;
    for criterion in 1..=8 {
        page.keys(score.to_string()).await;
        page.says(&scored(criterion)).await;
        page.keys("j").await;
    }
    tab_to(page, "input[name='opinion']").await;
    page.keys(" ").await;
    page.says("Enregistré").await;
    tab_to(page, ".review-conclusion button[type='submit']").await;
    page.keys(key(Key::Enter)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reviewer_does_three_reviews_in_an_afternoon_with_the_keyboard() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let (school, reviewer) = (app.partner_school().await, app.reviewer_1().await);
    let titles = ["Un potager au collège", "Une radio au collège", "Un journal au collège"];
    let mut projects = Vec::new();
    for title in titles {
        let draft = scene::draft(&app, &school, title).await;
        if projects.is_empty() {
            attach(&school, &draft, "plan.png", png()).await.is(201);
        }
        school.act(&draft, "submit", &json!({})).await.is(200);
        app.coordinator().await.act(&draft, "admissibility", &json!({"admissible": true})).await.is(200);
        scene::assign(&app, &draft, &reviewer).await.is(201);
        projects.push(draft);
    }
    // A median is told to a reviewer where it is of five fiches at least.
    for title in ["Un atelier au collège", "Une chorale au collège"] {
        scene::submitted(&app, &school, title).await;
    }
    let page = Page::logged_in(&app, "reviewer-1").await;
    page.visit("/evaluations").await;
    page.says("0 évaluation faite sur 3").await;
    page.says("Évaluations à déposer au plus tard le").await;
    page.click(Role::Link, &format!("Évaluer : {}", titles[0])).await;

    // What the fiche says, beside the call; and the attachment beside the grid.
    page.says("médiane de l’appel").await;
    page.click(Role::Button, "Ouvrir ici : plan.png").await;
    page.holds("document.querySelector('.viewer img')?.src.startsWith('blob:')").await;
    page.click(Role::Button, "Fermer : plan.png").await;

    for (index, score) in ['4', '3', '5'].into_iter().enumerate() {
        reviews_with_the_keyboard(&page, score).await;
        let title = titles[index];
        match titles.get(index + 1) {
            Some(next) => {
                page.says(&format!("L’évaluation de « {title} » est déposée.")).await;
                page.holds(&format!("document.querySelector('h1').textContent === {}", json!(next))).await;
            }
            None => page.says("C’était la dernière de votre liste.").await,
        }
    }
    page.is_at("/evaluations").await;
    page.says("3 évaluations faites sur 3").await;
    page.complains_only_of(&[]).await;
    page.quit().await;

    let done = reviewer.all("/reviews?mine=true&status=submitted").await;
    let scores: Vec<_> = projects
        .iter()
        .map(|project| {
            let review = done.iter().find(|review| review["project"]["id"] == scene::id(project));
            review.map(|review| review["scores"][7]["score"].clone()).unwrap_or_default()
        })
        .collect();
    assert_eq!(scores, [json!(4), json!(3), json!(5)]);
    app.stop().await;
}
