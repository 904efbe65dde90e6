//! `cargo xtask`: builds, starts, tests and measures Alliance.
//!
//! The only place that knows how these things are done: the README, `.ci/run` and the Dockerfiles call it.

mod api_server;
mod bench;
mod openapi;
mod postgres;
mod process;
mod progress;
mod run;
mod screenshots;
mod setup;
mod test;
mod web;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Builds, starts, tests and measures Alliance"
)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build everything and serve it on this machine with the demonstration data
    Run(run::Options),
    /// Check and test everything: formatting, invariants, lints, both databases, browser
    Test(test::Options),
    /// Install what the builds need (`run` and `test` do it by themselves)
    Setup(setup::Options),
    /// Build the web app into dist/
    Web(web::Options),
    /// Write openapi/openapi.json from the server's own registration
    Openapi(openapi::Options),
    /// Measure the server against its database and its HTTP library alone
    Bench(bench::Options),
    /// Photograph every page for every role, width and colour scheme into screenshots/
    Screenshots(screenshots::Options),
}

fn main() -> ExitCode {
    match dispatch(Cli::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(task: Task) -> Result<()> {
    process::stop_children_on_ctrl_c()?;
    let workspace = Workspace::locate()?;
    match task {
        Task::Run(options) => run::run(&workspace, &options),
        Task::Test(options) => test::run(&workspace, &options),
        Task::Setup(options) => setup::run(&workspace, &options),
        Task::Web(options) => web::run(&workspace, &options),
        Task::Openapi(options) => openapi::run(&workspace, &options),
        Task::Bench(options) => bench::run(&workspace, &options),
        Task::Screenshots(options) => screenshots::run(&workspace, &options),
    }
}
