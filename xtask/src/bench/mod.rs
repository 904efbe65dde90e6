//! `cargo xtask bench`: the server against what its database and its HTTP library give alone, on this machine, in one run.
//!
//! Nothing is comparable between two machines, nor between two hours of a busy one: the measurements of a row are
//! taken in turn, several times, and the shares of the bound are what to look at.

mod engine;
mod report;
mod subject;
mod wrk;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Args;

use self::engine::Engine;
use self::report::{Row, Table};
use self::subject::{Plan, Subject};
use self::wrk::{Load, Wrk};
use crate::postgres::Cluster;
use crate::process;
use crate::progress::{note, step};
use crate::setup;
use crate::workspace::Workspace;

/// Options of `cargo xtask bench`.
#[derive(Args)]
pub struct Options {
    /// Seconds of measurement per figure, over all rounds
    #[arg(long, default_value_t = 8.0)]
    seconds: f64,
    /// How often each figure is measured in turn with the others; the table shows the middle one
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=20))]
    rounds: u32,
    /// Only this database
    #[arg(long, value_enum)]
    only: Option<Which>,
}

/// A database to measure on.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Which {
    Sqlite,
    Postgres,
}

/// The programs under measurement.
struct Programs {
    api: PathBuf,
    bench: PathBuf,
    wrk: Wrk,
}

/// Builds, seeds, measures, and prints the table to stdout.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let wrk = step("Load generator", setup::wrk)?;
    let release = step("Server and baselines: compile", || build(workspace))?;
    let programs = Programs { api: release.join("api"), bench: release.join("bench"), wrk: Wrk::new(wrk)? };
    let mut table = Table::default();
    for which in [Which::Sqlite, Which::Postgres] {
        if options.only.is_none_or(|only| only == which) {
            measure_on(workspace, &programs, which, options, &mut table)?;
        }
    }
    print!("{}", table.markdown());
    // They make a database of their own.
    process::run(std::process::Command::new(&programs.bench).arg("solvers"))
}

fn build(workspace: &Workspace) -> Result<PathBuf> {
    process::run(workspace.cargo().args(["build", "--release", "--package", "api", "--package", "bench"]))?;
    Ok(workspace.target().join("release"))
}

fn measure_on(
    workspace: &Workspace,
    programs: &Programs,
    which: Which,
    options: &Options,
    table: &mut Table,
) -> Result<()> {
    let folder =
        tempfile::Builder::new().prefix("alliance-bench-").tempdir().context("no temporary folder")?;
    let (engine, _cluster) = match which {
        Which::Sqlite => (Engine::sqlite(folder.path()), None),
        Which::Postgres => {
            let found = setup::postgres_programs()?;
            let cluster = step("PostgreSQL: throwaway cluster", || Cluster::start(&found))?;
            (Engine::postgres(&cluster, &found), Some(cluster))
        }
    };
    let subject = Subject::prepare(workspace, programs, &engine, folder.path())?;
    let (api, start) = step("Server: start", || subject.start())?;
    let token = subject.token()?;
    let plans = subject.plans()?;
    let http = step("HTTP alone: copy the answers", || subject.start_bare_http(&token))?;
    table.engine(engine.name(), &start);
    for plan in &plans {
        let row = step(&format!("{}: {}", engine.name(), plan.name), || {
            let target = Target { api: subject.address(), http: http.address(), token: &token };
            measure(programs, &engine, plan, &target, options, folder.path())
        })?;
        table.row(engine.name(), row);
    }
    drop((api, http));
    Ok(())
}

/// Where the two HTTP servers of a row listen.
struct Target<'a> {
    api: String,
    http: String,
    token: &'a str,
}

/// One row: server, HTTP alone and engine alone in turn, the middle of the rounds of each.
fn measure(
    programs: &Programs,
    engine: &Engine,
    plan: &Plan,
    target: &Target<'_>,
    options: &Options,
    folder: &Path,
) -> Result<Row> {
    let each = Duration::from_secs_f64((options.seconds / f64::from(options.rounds)).max(1.0));
    let requests = Load::write(folder, plan, target.token)?;
    programs.wrk.run(&target.http, &requests, Duration::from_secs(1))?;
    programs.wrk.run(&target.api, &requests, Duration::from_secs(2))?;
    let (mut api, mut http, mut alone) = (Vec::new(), Vec::new(), Vec::new());
    for round in 1..=options.rounds {
        api.push(programs.wrk.run(&target.api, &requests, each)?);
        http.push(programs.wrk.run(&target.http, &requests, each)?);
        alone.push(engine.alone(&programs.bench, plan, each, folder)?);
        if let (Some(api), Some(http), Some(alone)) = (api.last(), http.last(), alone.last()) {
            note(&format!(
                "round {round}: server {:.0}/s, engine alone {alone:.0}/s, HTTP alone {:.0}/s",
                api.per_second, http.per_second
            ));
        }
    }
    Ok(Row::of(&plan.name, &api, &http, &alone))
}
