//! The call of the large demo, with its 60 fiches and 12 reviewers, from the last one filed to the letters: all of it in
//! browsers, by the people whose work it is. The API is only asked to check what came of it.
//!
//! It takes minutes: the suite runs it on SQLite, or on the engine that `ALLIANCE_TEST_LARGE_CALL` names
//! (`sqlite`, `postgres`).

mod afterwards;
mod committee;
mod filing;
mod reviews;

use crate::{
    accessibility,
    browser::TOOLS,
    page::{Page, Role},
};
use serde_json::{Value, json};
use std::{env, time::Instant};
use tests::{Engine, TestApp};

/// In addresses.
const CALL: &str = "grand-appel";
/// How many fiches the committee decides on: all of the demo but one, and one filed here.
const FICHES: usize = 60;
/// Reviewers of each.
const EACH: usize = 3;

/// The day of the call, as it goes by.
struct Day {
    app: TestApp,
    /// What is wrong with the pages, as `accessibility` finds it.
    faults: Vec<String>,
    last: Instant,
}

impl Day {
    /// Says how long a part took.
    fn took(&mut self, what: &str) {
        println!("{:>6.1} s  {what}", self.last.elapsed().as_secs_f32());
        self.last = Instant::now();
    }

    /// Looks for faults of a page in the state it is in.
    async fn look(&mut self, page: &Page, what: &str) {
        self.faults.extend(accessibility::faults(page, what).await);
    }

    /// What the coordinator reads of the call.
    async fn of_call(&self, path: &str) -> Vec<Value> {
        self.app.coordinator().await.all(&format!("/calls/{CALL}/{path}")).await
    }
}

fn engine() -> Engine {
    match env::var("ALLIANCE_TEST_LARGE_CALL").as_deref() {
        Ok("postgres") => Engine::Postgres,
        Ok("sqlite") | Err(_) => Engine::Sqlite,
        Ok(other) => panic!("ALLIANCE_TEST_LARGE_CALL is {other:?}: sqlite or postgres"),
    }
}

/// The address of a step of the call.
fn step(tab: &str) -> String {
    format!("/gestion/appels/{CALL}/{tab}")
}

/// Opens a step of the call.
async fn go(page: &Page, tab: &str) {
    page.visit(&step(tab)).await;
}

/// Clicks a download and waits for the file that the browser is given; its first bytes.
async fn downloads(page: &Page, button: &str) -> String {
    page.keeps_files_in_sight().await;
    page.click(Role::Button, button).await;
    page.holds("window.kept.length === 1").await;
    let head = "const [done] = arguments; window.kept.pop().slice(0, 5).text().then(done);";
    page.wait(head, vec![]).await.as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_of_sixty_fiches_goes_from_the_last_one_filed_to_the_letters_in_the_browser() {
    let app = TestApp::on_the_last_day_of_the_large_call(engine(), TOOLS.web_root.clone()).await;
    let mut day = Day { app, faults: Vec::new(), last: Instant::now() };
    let began = Instant::now();

    let desk = Page::of(&day.app).await;
    filing::the_last_fiche_is_filed(&desk).await;
    day.took("a fiche written and filed");
    desk.becomes("coordinator").await;
    filing::one_is_refused_and_all_others_are_admitted(&desk).await;
    day.took("61 fiches examined");
    filing::the_proposal_is_confirmed(&mut day, &desk).await;
    day.took("180 reviews shared out");
    reviews::all_are_written(&day.app).await;
    day.took("180 reviews written");

    committee::the_ranking_is_read(&mut day, &desk).await;
    day.took("the ranking read");
    committee::a_scenario_is_taken_over(&mut day, &desk).await;
    day.took("a scenario tried, saved and taken over");
    committee::the_session_decides_the_rest(&mut day, &desk).await;
    day.took("60 decisions");

    afterwards::the_feedback_is_looked_at(&mut day, &desk).await;
    afterwards::the_carriers_sign(&day.app).await;
    day.took("feedback and signatures");
    afterwards::all_is_published_and_the_letters_leave(&mut day, &desk).await;
    day.took("published, letters released, minutes downloaded");
    afterwards::the_partners_read_their_decision(&mut day, &desk).await;
    day.took("decisions read by partners and the public");
    println!("{:>6.1} s  in all", began.elapsed().as_secs_f32());

    desk.complains_only_of(&[]).await;
    desk.quit().await;
    day.app.stop().await;
    assert!(day.faults.is_empty(), "{} faults:\n{}", day.faults.len(), day.faults.join("\n"));
}

/// The words of a heading or cell as a script finds them.
async fn text_at(page: &Page, css: &str) -> String {
    let words =
        page.run("return seen.words(document.querySelector(arguments[0])?.textContent);", vec![json!(css)]);
    words.await.as_str().unwrap_or_default().to_owned()
}
