//! Every page of every role: no axe violation in light and dark, wide and narrow; nothing on the console; nothing wider
//! than a small phone; a title, one h1, the language and the landmarks.

use crate::{
    browser::TOOLS,
    page::Page,
    pages::{self, ANONYMOUS},
    world::World,
};
use serde_json::json;
use tests::{Engine, TestApp};

const WIDE: (u32, u32) = (1280, 900);
const NARROW: (u32, u32) = (360, 740);
const SMALLEST: (u32, u32) = (320, 640);
/// What a colour scheme can change.
const COLOUR_RULES: [&str; 3] = ["color-contrast", "link-in-text-block", "target-size"];

/// What is wrong with the page that is open.
pub async fn faults(page: &Page, what: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut add = |kind: &str, found: &serde_json::Value| {
        for fault in found.as_array().into_iter().flatten() {
            faults.push(format!("{what} · {kind} · {}", fault.as_str().unwrap_or_default()));
        }
    };
    add("frame", &page.run("return seen.frame();", vec![]).await);
    for ((width, height), scheme) in [(WIDE, "light"), (WIDE, "dark"), (NARROW, "dark"), (NARROW, "light")] {
        page.window(width, height, scheme).await;
        let rules = if scheme == "dark" { json!(COLOUR_RULES) } else { json!(null) };
        let script = "const [rules, done] = arguments;
            requestAnimationFrame(() => requestAnimationFrame(() =>
                seen.violations(rules).then(done, error => done([`axe: ${error}`]))));";
        add(&format!("{width} px, {scheme}"), &page.wait(script, vec![rules]).await);
    }
    page.window(SMALLEST.0, SMALLEST.1, "light").await;
    let script = "const [done] = arguments;
        requestAnimationFrame(() => requestAnimationFrame(() => done([seen.overflow()].filter(Boolean))));";
    add("overflow", &page.wait(script, vec![]).await);
    page.window(WIDE.0, WIDE.1, "light").await;
    for complaint in page.complaints().await {
        faults.push(format!("{what} · console · {complaint}"));
    }
    faults
}

/// All pages of a person while a call is at work.
async fn every_page_of(who: &str) {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let world = World::at_work(&app).await;
    let page = Page::of(&app).await;
    if who == ANONYMOUS {
        page.open("/").await;
    } else {
        page.open("/connexion").await;
        page.log_in(who).await;
    }
    let mut found = Vec::new();
    for address in pages::of(who, &world) {
        page.visit(&address).await;
        found.extend(faults(&page, &address).await);
    }
    page.quit().await;
    app.stop().await;
    assert!(found.is_empty(), "{} faults on the pages of {who}:\n{}", found.len(), found.join("\n"));
}

macro_rules! every_page {
    ($($person:ident: $who:expr),+ $(,)?) => {
        mod no_fault_on_any_page_of {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $person() {
                super::every_page_of($who).await;
            })+
        }
    };
}

every_page!(
    a_visitor: super::ANONYMOUS,
    a_partner: "partner-association",
    a_reviewer: "reviewer-1",
    a_carrier: "carrier-ville",
    an_observer: "observer",
    the_coordinator: "coordinator",
    the_admin: "admin",
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_on_a_page_is_found() {
    let app = TestApp::with_web_app(Engine::Sqlite, TOOLS.web_root.clone()).await;
    let page = Page::of(&app).await;
    page.open("/aide").await;
    let spoil = "const bad = document.createElement('div');
        bad.innerHTML = '<h1>Encore</h1><p class=\"faint\">pâle</p><img src=\"/favicon.svg\"><pre class=\"wide\">large</pre>';
        document.querySelector('main').append(bad);
        bad.querySelector('.faint').style.color = '#bbb';
        bad.querySelector('.faint').style.background = '#ccc';
        bad.querySelector('.wide').style.width = '340px';
        bad.querySelector('.wide').style.overflow = 'hidden';
        console.error('oh');";
    page.run(spoil, vec![]).await;
    let found = faults(&page, "/aide").await.join("\n");
    for expected in [
        "frame · 2 h1",
        "1280 px, light · image-alt",
        "1280 px, light · color-contrast",
        "360 px, dark · color-contrast",
        "overflow",
        "console",
    ] {
        assert!(found.contains(expected), "no {expected} in\n{found}");
    }
    page.quit().await;
    app.stop().await;
}
