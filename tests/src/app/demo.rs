//! What a database is filled with.

use super::{TestApp, blocking, start_of_time};
use crate::database::{Database, Engine};
use api::{clock::FixedClock, db::Db, demo::Size};
use chrono::{DateTime, Duration, Utc};
use std::path::PathBuf;

/// Since how many days the call of the large demo is closed.
const CLOSED_SINCE: Duration = Duration::days(5);

/// Migrates an empty database and loads the demo, the open call empty: a test brings about what it looks at.
pub fn seed(url: &str) {
    fill(url, Size::Bare, start_of_time());
}

/// The same as the command line does it, with a fiche in the open call.
pub fn seed_at_work(url: &str) {
    fill(url, Size::Small, start_of_time());
}

fn fill(url: &str, size: Size, now: DateTime<Utc>) {
    let db = Db::open(&url.to_owned().into(), 1).expect("the database opens");
    db.migrate().expect("the migrations run");
    api::demo::seed(&db, &FixedClock::at(now), size).expect("the demo is loaded");
}

impl TestApp {
    /// On the large demo, and on the last day of its call: its 60 fiches are filed, and one more can be. Serves the web app.
    pub async fn on_the_last_day_of_the_large_call(engine: Engine, web_root: PathBuf) -> Self {
        let database = blocking(move || {
            let database = Database::empty(engine);
            // As it will be some days later; nothing in it is of after today.
            fill(database.url(), Size::Large, start_of_time() + CLOSED_SINCE);
            database
        });
        Self::with(engine, database.await, |config| config.web_root = Some(web_root)).await
    }
}
