//! A call as large as they come, behind the whole server: 200 admissible projects and 40 more people who review.

use std::env::temp_dir;
use std::fs;
use std::path::PathBuf;
use std::process;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use api::accounts::rules::Seat;
use api::accounts::store::{memberships, users};
use api::catalogue;
use api::clock::{Clock, SystemClock};
use api::config::Config;
use api::db::{AnyConnection, Db};
use api::demo;
use api::projects::store::{self as projects, Transitioned};
use chrono::{DateTime, Utc};
use openapi::account::{UserInput, UserStatus};
use openapi::{ProjectStatus, Role};
use serde_json::{Value, json};

use crate::{client, fiche};

/// A folder that goes when this does.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// How long the preview of a proposal takes, asked for so many times.
pub async fn previews(rounds: u64, projects: usize, reviewers: usize) -> Result<Vec<Duration>> {
    let folder = Folder(temp_dir().join(format!("alliance-solvers-{}", process::id())));
    let url = format!("sqlite://{}/alliance.sqlite3", folder.0.display());
    let db = Db::open(&url.clone().into(), 1)?;
    db.migrate()?;
    demo::seed(&db, &SystemClock, demo::Size::Bare)?;
    let now = SystemClock.now();
    let call = db.write_blocking(|connection| fill(connection, projects, reviewers, now))?;
    drop(db);
    let running = api::server::start(Config::for_tests(&url), SystemClock).await?;
    let server = format!("http://{}", running.address);
    let asked = actix_web::web::block(move || -> Result<Vec<Duration>> {
        let token = client::token(&server)?;
        let path = format!("{server}/api/v1/calls/{call}/assignments/proposal");
        (0..rounds).map(|_| preview(&path, &token, projects)).collect()
    });
    let times = asked.await;
    running.stop().await;
    times?
}

fn preview(path: &str, token: &str, projects: usize) -> Result<Duration> {
    let start = Instant::now();
    let mut response = ureq::post(path)
        .header("Authorization", format!("Bearer {token}"))
        .send_json(json!({"per_project": 3}))?;
    let proposal: Value = response.body_mut().read_json()?;
    let taken = start.elapsed();
    let added = proposal["added"].as_u64().context("no proposal")?;
    ensure!(added == u64::try_from(3 * projects)?, "{added} lines for {projects} projects");
    Ok(taken)
}

/// Fills the open call of the demo; its id.
fn fill(
    connection: &mut AnyConnection,
    count: usize,
    reviewers: usize,
    now: DateTime<Utc>,
) -> Result<String> {
    let catalogue = catalogue::store::claim(connection)?;
    let call = catalogue.calls.iter().max_by_key(|call| call.wire.opens_on).context("no call")?;
    let (programme, call) = (call.programme().to_owned(), call.id().to_owned());
    let partners: Vec<String> = catalogue.partners.iter().map(|entry| entry.value.id.to_string()).collect();
    let mut author = None;
    for n in 0..reviewers {
        let input = UserInput {
            email: format!("mesure-{n}@exemple.fr"),
            name: format!("Personne de mesure n° {n:02}"),
            status: UserStatus::Active,
        };
        let user = users::insert(connection, &input, None, now)?;
        let seat = Seat {
            role: Role::Reviewer,
            programme: Some(programme.clone()),
            partner: Some(partners[n % partners.len()].clone()),
            partner_role: None,
        };
        memberships::insert(connection, &user, &seat, now)?;
        author.get_or_insert(user);
    }
    let author = author.context("nobody reviews")?;
    for n in 0..count {
        let lead = &partners[n % partners.len()];
        let fiche = fiche::fiche(n, &catalogue, &call, lead)?;
        let id = projects::insert(connection, &programme, &call, lead, &fiche, &author, now)?;
        let row = projects::reload(connection, &id)?;
        projects::transition(connection, &row, ProjectStatus::Admissible, &Transitioned::default(), now)?;
    }
    Ok(call)
}
