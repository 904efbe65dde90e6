//! The forms of the main path with the keyboard alone.

use crate::{
    browser::TOOLS,
    fiche::{NEED, SUMMARY, TITLE},
    page::Page,
};
use serde_json::json;
use tests::{Engine, TestApp, app::PASSWORD, scene};
use thirtyfour::Key;

/// More stops than any page of the path has before its form.
const STOPS: usize = 60;

pub fn key(key: Key) -> String {
    char::from(key).to_string()
}

/// Presses Tab until the focus is on what a CSS selector names. Every stop shows where it is.
pub async fn tab_to(page: &Page, css: &str) {
    for _ in 0..STOPS {
        page.keys(key(Key::Tab)).await;
        let stop = page
            .run(
                "const stop = document.activeElement;
                 const style = getComputedStyle(stop);
                 const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
                 return [stop.matches(arguments[0]), ring || stop === document.body, stop.outerHTML.slice(0, 200)];",
                vec![json!(css)],
            )
            .await;
        assert_eq!(stop[1], true, "the focus does not show on {}", stop[2]);
        if stop[0] == true {
            return;
        }
    }
    page.fail(&format!("{css} cannot be reached with Tab")).await
}

pub async fn focus_is_on(page: &Page, css: &str) {
    page.holds(&format!("document.activeElement.matches({})", json!(css))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_logs_in_writes_a_section_and_saves_it_with_the_keyboard_alone() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let partner = app.partner_association().await;
    let begun = json!({"call": scene::open_call(&app).await.id(), "title": TITLE});
    let draft = partner.post("/projects", &begun).await.is(201).id();

    let page = Page::of(&app).await;
    page.open("/connexion").await;
    tab_to(&page, ".skip-link").await;
    page.keys(key(Key::Enter)).await;
    focus_is_on(&page, "main").await;

    // Nothing typed: the summary takes the focus and leads to the first field.
    tab_to(&page, "#email").await;
    page.keys(key(Key::Enter)).await;
    focus_is_on(&page, ".error-summary").await;
    tab_to(&page, ".error-summary a[href='#email']").await;
    page.keys(key(Key::Enter)).await;
    focus_is_on(&page, "#email").await;
    page.keys("partner-association@demo.example").await;
    tab_to(&page, "#password").await;
    page.keys(PASSWORD).await;
    page.keys(key(Key::Enter)).await;
    page.is_at("/a-faire").await;
    page.settled().await;
    focus_is_on(&page, "h1").await;

    // From what waits to the draft, its first section, and its fields.
    tab_to(&page, &format!("main a[href='/fiches/{draft}/modifier']")).await;
    page.keys(key(Key::Enter)).await;
    page.is_at(&format!("/fiches/{draft}/modifier")).await;
    page.settled().await;
    focus_is_on(&page, "h1").await;
    tab_to(&page, "#partie-objectifs").await;
    page.keys(key(Key::Enter)).await;
    page.is_at(&format!("/fiches/{draft}/modifier/objectifs")).await;
    page.settled().await;
    tab_to(&page, "input[name='objectives-main']").await;
    page.keys(" ").await;
    page.keys(key(Key::Down)).await;
    page.holds("document.querySelector('#objectives-main--1').checked").await;
    tab_to(&page, "#need").await;
    page.keys(NEED).await;
    tab_to(&page, "button[type='submit']").await;
    page.keys(key(Key::Enter)).await;
    page.is_at(&format!("/fiches/{draft}/modifier/action")).await;

    let saved = partner.get(&format!("/projects/{draft}")).await.is(200);
    assert_eq!(saved["need"], NEED);
    assert_eq!(saved["objectives"]["main"]["code"], "O2");

    // What is wrong is said at the summary, which has the focus, and what was typed stays.
    page.visit(&format!("/fiches/{draft}/modifier/identite")).await;
    tab_to(&page, "#summary").await;
    page.keys(SUMMARY).await;
    tab_to(&page, "#contact-email").await;
    page.keys("camille").await;
    page.keys(key(Key::Enter)).await;
    focus_is_on(&page, ".error-summary").await;
    tab_to(&page, ".error-summary a[href='#contact-email']").await;
    page.keys(key(Key::Enter)).await;
    focus_is_on(&page, "#contact-email[aria-invalid='true']").await;
    assert_eq!(page.value("#summary").await, SUMMARY);
    assert_eq!(page.value("#contact-email").await, "camille");
    page.complains_only_of(&[]).await;
    page.quit().await;
    app.stop().await;
}
