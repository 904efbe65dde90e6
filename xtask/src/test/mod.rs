//! `cargo xtask test`: everything that must hold, from formatting to the browser, with the time of each step.

mod invariants;
mod report;

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::Args;

use self::report::Report;
use crate::postgres::Cluster;
use crate::process;
use crate::setup::{self, Browser};
use crate::web::{self, Goal};
use crate::workspace::{Workspace, in_ci};

/// The target of the package `tests` that drives a browser.
const BROWSER_TARGET: &str = "browser";

/// Options of `cargo xtask test`.
#[derive(Args)]
pub struct Options {
    /// Leave out the browser tests
    #[arg(long)]
    skip_browser: bool,
    /// Only the tests whose name contains this; formatting, invariants and lints are then left out
    filter: Option<String>,
}

/// Runs all steps, even after one has failed, and fails if any did.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let mut report = Report::default();
    if options.filter.is_none() {
        check(workspace, &mut report);
    }
    let web_root = report.step("web app", || web_app(workspace));
    let cluster = report.step_or_skip("PostgreSQL", "the tests on PostgreSQL", || {
        Cluster::start(&setup::postgres_programs()?)
    });
    let browser = if options.skip_browser {
        report.skip("the browser tests", "--skip-browser");
        None
    } else {
        report.step_or_skip("browser", "the browser tests", || setup::browser(workspace))
    };
    // The tests that kill the server start it as the program that it is.
    let server = report.step("server", || server(workspace));
    let surroundings = Surroundings {
        cluster: cluster.as_ref(),
        browser: browser.as_ref(),
        web_root: web_root.as_deref(),
        server: server.as_deref(),
    };
    report.step("tests", || {
        process::run(&mut cargo_test(workspace, &surroundings, options.filter.as_deref())?)
    });
    drop(cluster);
    report.finish(in_ci())
}

/// What needs no running server.
fn check(workspace: &Workspace, report: &mut Report) {
    report.step("formatting", || {
        process::run(workspace.cargo().args(["fmt", "--all", "--check"])).context("run `cargo fmt --all`")
    });
    report.step("invariants", || invariants::check(workspace));
    report.step("lints", || {
        process::run(workspace.cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ]))
    });
}

fn web_app(workspace: &Workspace) -> Result<std::path::PathBuf> {
    let toolchain = setup::wasm_toolchain(workspace)?;
    web::build(workspace, &toolchain, Goal::Fast)
}

/// Built together with the tests, so that what both need has the same features and is compiled once.
fn server(workspace: &Workspace) -> Result<std::path::PathBuf> {
    process::run(workspace.cargo().args(["build", "--workspace", "--bin", "api", "--tests"]))?;
    Ok(workspace.target().join("debug").join("api"))
}

/// What the tests find in their environment; absent is what this machine cannot give.
struct Surroundings<'a> {
    cluster: Option<&'a Cluster>,
    browser: Option<&'a Browser>,
    web_root: Option<&'a Path>,
    /// The built program.
    server: Option<&'a Path>,
}

fn cargo_test(workspace: &Workspace, surroundings: &Surroundings, filter: Option<&str>) -> Result<Command> {
    let mut cargo = workspace.cargo();
    cargo.args(["test", "--workspace", "--no-fail-fast"]);
    match (surroundings.browser, surroundings.web_root) {
        (Some(browser), Some(web_root)) => {
            cargo.env("ALLIANCE_TEST_WEB_ROOT", web_root);
            cargo.env("ALLIANCE_TEST_CHROMIUM", &browser.chromium);
            cargo.env("ALLIANCE_TEST_CHROMEDRIVER", &browser.chromedriver);
            cargo.env("ALLIANCE_TEST_AXE", &browser.axe);
        }
        _ => {
            cargo.args(["--lib", "--bins"]);
            for target in integration_targets(workspace)? {
                cargo.args(["--test", &target]);
            }
        }
    }
    match surroundings.cluster {
        Some(cluster) => cargo.env("ALLIANCE_TEST_POSTGRES_URL", cluster.url()),
        None => cargo.env_remove("ALLIANCE_TEST_POSTGRES_URL"),
    };
    match surroundings.server {
        Some(program) => cargo.env("ALLIANCE_TEST_API", program),
        None => cargo.env_remove("ALLIANCE_TEST_API"),
    };
    cargo.args(filter);
    Ok(cargo)
}

/// The workspace's integration tests but the browser's.
fn integration_targets(workspace: &Workspace) -> Result<Vec<String>> {
    let said = process::capture(workspace.cargo().args(["metadata", "--no-deps", "--format-version=1"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&said)?;
    let Some(packages) = metadata["packages"].as_array() else {
        bail!("cargo metadata names no packages");
    };
    let targets = packages.iter().filter_map(|package| package["targets"].as_array()).flatten();
    let integration =
        targets.filter(|target| target["kind"][0] == "test").filter_map(|target| target["name"].as_str());
    Ok(integration.filter(|name| *name != BROWSER_TARGET).map(str::to_owned).collect())
}
