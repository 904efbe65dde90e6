//! Finds, and where it can installs, what the builds and the tests need. Fast when there is nothing to do.

mod apt;
mod axe;
mod browser;
mod debian;
mod wasm;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;

pub use self::browser::Browser;
pub use self::wasm::{TARGET as WASM_TARGET, WasmToolchain};
use crate::postgres;
use crate::progress::{note, step};
use crate::workspace::Workspace;

/// Options of `cargo xtask setup`.
#[derive(Args)]
pub struct Options {
    /// Also what the tests need: Chromium with its driver, PostgreSQL, axe-core
    #[arg(long)]
    tests: bool,
    /// Also what the benchmark needs: wrk, PostgreSQL
    #[arg(long)]
    bench: bool,
}

/// `cargo xtask setup`.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    wasm_toolchain(workspace)?;
    if options.tests {
        step("Browser for the tests", || browser(workspace))?;
        step("PostgreSQL for the tests", postgres_programs)?;
    }
    if options.bench {
        step("Load generator for the benchmark", wrk)?;
        step("PostgreSQL for the benchmark", postgres_programs)?;
    }
    Ok(())
}

/// A toolchain that builds WebAssembly, installed if need be.
pub fn wasm_toolchain(workspace: &Workspace) -> Result<WasmToolchain> {
    step("WebAssembly toolchain", || {
        let toolchain = WasmToolchain::find_or_install(workspace)?;
        note(&toolchain.to_string());
        Ok(toolchain)
    })
}

/// Chromium, its driver and axe-core, installed if need be.
pub fn browser(workspace: &Workspace) -> Result<Browser> {
    let browser = Browser::find_or_install(workspace)?;
    note(&browser.to_string());
    Ok(browser)
}

/// The load generator of the benchmark, installed if need be.
pub fn wrk() -> Result<PathBuf> {
    if which::which("wrk").is_err() {
        apt::install(&["wrk"])?;
    }
    which::which("wrk").context("no wrk found")
}

/// PostgreSQL's server programs, installed if need be.
pub fn postgres_programs() -> Result<postgres::Programs> {
    if let Some(programs) = postgres::Programs::find() {
        note(&programs.to_string());
        return Ok(programs);
    }
    apt::install(&["postgresql"])?;
    postgres::Programs::find()
        .ok_or_else(|| anyhow::anyhow!("PostgreSQL was installed, but its initdb was not found"))
}
