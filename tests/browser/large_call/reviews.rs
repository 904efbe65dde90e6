//! The reviews: each reviewer's list from top to bottom, with the keyboard alone. Some windows at once, as in life.

use super::{EACH, FICHES, text_at};
use crate::page::Page;
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};
use tests::TestApp;
use thirtyfour::Key;

/// `reviewer-1` to `reviewer-12`; the carriers review too.
const REVIEWERS: usize = 12;
const CARRIERS: [&str; 4] = ["ville", "agglo", "education", "sousprefecture"];
const CRITERIA: usize = 8;
/// More stops than any page has before what is looked for.
const STOPS: usize = 80;
const MESSAGE: &str = "Projet clair et bien construit.";

pub async fn all_are_written(app: &TestApp) {
    let (next, written) = (AtomicUsize::new(1), AtomicUsize::new(0));
    let window = async || {
        let mut page: Option<Page> = None;
        loop {
            let who = next.fetch_add(1, Ordering::Relaxed);
            let account = match who.checked_sub(REVIEWERS + 1).map(|place| CARRIERS.get(place)) {
                None => format!("reviewer-{who}"),
                Some(Some(carrier)) => format!("carrier-{carrier}"),
                Some(None) => break,
            };
            let here = match page.take() {
                Some(page) => {
                    page.becomes(&account).await;
                    page
                }
                None => Page::logged_in(app, &account).await,
            };
            written.fetch_add(all_of(&here, who).await, Ordering::Relaxed);
            page = Some(here);
        }
        if let Some(page) = page {
            page.complains_only_of(&[]).await;
            page.quit().await;
        }
    };
    // More at a time would only wait for each other.
    tokio::join!(window(), window(), window());
    assert_eq!(written.into_inner(), FICHES * EACH);
}

/// Everything on the list of one person; how many there were.
async fn all_of(page: &Page, who: usize) -> usize {
    page.visit("/evaluations").await;
    page.says("Grand appel à projets (démonstration)").await;
    tab_to(page, ".queue-call table a.button").await;
    page.keys(key(Key::Enter)).await;
    let mut way = None;
    for written in 1.. {
        page.holds("document.querySelector('#grille') && location.pathname !== '/evaluations'").await;
        page.settled().await;
        let title = text_at(page, "h1").await;
        review(page, &title, who, &mut way).await;
        page.says(&format!("L’évaluation de « {title} » est déposée.")).await;
        page.settled().await;
        if page.path().await == "/evaluations" {
            page.says("C’était la dernière de votre liste.").await;
            page.says(&format!("{written} évaluations faites sur {written}")).await;
            return written;
        }
    }
    0
}

/// How often Tab is pressed from the last criterion to the opinion, and from the message to the button that files.
#[derive(Clone, Copy)]
struct Way {
    to_opinion: usize,
    to_button: usize,
}

/// Scores, chooses an opinion, writes a message and files. The first time the way is found with Tab; from then on it is
/// known, and its keys come as fast as the browser takes them.
async fn review(page: &Page, title: &str, who: usize, way: &mut Option<Way>) {
    for place in 0..CRITERIA {
        page.keys(format!("{}j", score(title, who, place))).await;
        // The criterion at hand is the next one, before a key means it.
        let (scored, next) = (place + 1, (place + 1).min(CRITERIA - 1));
        page.holds(&format!(
            "document.querySelectorAll('.criterion')[{next}].dataset.current === 'true'
                && parseInt(document.querySelector('.grid-progress').textContent) === {scored}"
        ))
        .await;
    }
    // Radio buttons: Space takes the first, an arrow the next.
    let opinion = if score(title, who, 0) > 2 { " ".to_owned() } else { key(Key::Down) };
    let (tab, enter) = (key(Key::Tab), key(Key::Enter));
    if let Some(Way { to_opinion, to_button }) = *way {
        let (there, on) = (tab.repeat(to_opinion), tab.repeat(to_button));
        page.keys(format!("{there}{opinion}{tab}{MESSAGE}{on}{enter}")).await;
        return;
    }
    let to_opinion = tab_to(page, "input[name='opinion']").await;
    page.keys(opinion).await;
    tab_to(page, "#message").await;
    page.keys(MESSAGE).await;
    let to_button = tab_to(page, ".review-conclusion button[type='submit']").await;
    *way = Some(Way { to_opinion, to_button });
    page.keys(enter).await;
}

/// Between 0 and 5: as the fiche is, give or take what the criterion and the reviewer make of it.
fn score(title: &str, who: usize, place: usize) -> usize {
    let fiche = title.bytes().map(usize::from).sum::<usize>() % 4 + 1;
    (fiche + (place + who * 5 + title.len()) % 3).saturating_sub(1).min(5)
}

fn key(key: Key) -> String {
    char::from(key).to_string()
}

/// Presses Tab until the focus is on what a CSS selector names; how often.
async fn tab_to(page: &Page, css: &str) -> usize {
    for stop in 1..=STOPS {
        page.keys(key(Key::Tab)).await;
        let there = page.run("return document.activeElement.matches(arguments[0]);", vec![json!(css)]).await;
        if there == true {
            return stop;
        }
    }
    page.fail(&format!("{css} cannot be reached with Tab")).await
}
