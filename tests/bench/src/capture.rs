//! The statements that the server sends for a request, told by diesel's instrumentation of its own connections.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use api::clock::SystemClock;
use api::config::Config;
use api::db::{Db, DbError, schema::projects};
use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use diesel::prelude::*;

use crate::client;
use crate::fiche;
use crate::plan::{Plan, Statement};

/// How many projects the second endpoint's requests go round.
const ROUND: usize = 400;
/// The first requests fill caches; what is measured is the state after.
const WARM_UP: usize = 3;

static SENT: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn note(event: InstrumentationEvent<'_>) {
    if let InstrumentationEvent::StartQuery { query, .. } = event {
        SENT.lock().unwrap_or_else(PoisonError::into_inner).push(query.to_string());
    }
}

fn instrumentation() -> Option<Box<dyn Instrumentation>> {
    Some(Box::new(note))
}

/// Serves the database for a moment and writes one plan per endpoint.
pub async fn capture(database: &str, into: &Path) -> Result<()> {
    let ids = some_ids(database)?;
    set_default_instrumentation(instrumentation).ok().context("diesel takes no instrumentation")?;
    let running = api::server::start(Config::for_tests(database), SystemClock).await?;
    let server = format!("http://{}", running.address);
    let folder = into.to_owned();
    let work = move || -> Result<()> {
        let token = client::token(&server)?;
        let list = vec!["/api/v1/projects?limit=20".to_owned()];
        let one = ids.iter().map(|id| format!("/api/v1/projects/{id}")).collect();
        for (file, name, paths, ids) in [
            ("list.json", "GET /api/v1/projects?limit=20", list, Vec::new()),
            ("one.json", "GET /api/v1/projects/{id}", one, ids),
        ] {
            let statements = statements(&server, &token, &paths)?;
            Plan { name: name.to_owned(), paths, statements, ids }.write(&folder.join(file))?;
        }
        Ok(())
    };
    let done = actix_web::web::block(work).await;
    running.stop().await;
    done?
}

fn statements(server: &str, token: &str, paths: &[String]) -> Result<Vec<Statement>> {
    let first = paths.first().context("nothing to ask")?;
    for _ in 0..WARM_UP {
        client::get(server, token, first)?;
    }
    SENT.lock().unwrap_or_else(PoisonError::into_inner).clear();
    client::get(server, token, first)?;
    let sent = std::mem::take(&mut *SENT.lock().unwrap_or_else(PoisonError::into_inner));
    sent.iter().map(|text| parse(text)).collect()
}

/// Ids of projects of the measurement, spread over all of them.
fn some_ids(database: &str) -> Result<Vec<String>> {
    let db = Db::open(&database.to_owned().into(), 1)?;
    let all: Vec<String> = db.read(|connection| {
        projects::table
            .filter(projects::title.like(format!("%{}%", fiche::MARK)))
            .select(projects::id)
            .order(projects::id)
            .load(connection)
            .map_err(DbError::from)
    })?;
    let step = (all.len() / ROUND).max(1);
    Ok(all.into_iter().step_by(step).take(ROUND).collect())
}

/// `SELECT … -- binds: ["a", 21]`, as diesel shows a statement.
fn parse(shown: &str) -> Result<Statement> {
    let Some((sql, binds)) = shown.rsplit_once(" -- binds: ") else {
        bail!("not a statement of diesel: {shown}");
    };
    let binds = serde_json::from_str(binds).with_context(|| format!("values of another kind: {shown}"))?;
    Ok(Statement { sql: sql.trim().to_owned(), binds })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Bind;

    #[test]
    fn a_statement_is_told_with_its_values() -> Result<()> {
        let statement = parse("SELECT a FROM t WHERE b = ? AND c = ? LIMIT ? -- binds: [\"x\", true, 21]")?;
        assert_eq!(statement.sql, "SELECT a FROM t WHERE b = ? AND c = ? LIMIT ?");
        assert_eq!(statement.binds, [Bind::Text("x".to_owned()), Bind::Flag(true), Bind::Number(21)]);
        Ok(())
    }
}
