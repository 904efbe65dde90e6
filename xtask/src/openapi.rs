//! `cargo xtask openapi`: the specification as the server registers it, in openapi/openapi.json.

use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::process;
use crate::workspace::Workspace;

const FILE: &str = "openapi/openapi.json";

/// Options of `cargo xtask openapi`.
#[derive(Args)]
pub struct Options {
    /// Write nothing; fail if the file is not what would be written
    #[arg(long)]
    check: bool,
}

/// Writes or compares the specification.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    // As the tests build it: with other features everything below it would be compiled once more.
    process::run(workspace.cargo().args(["build", "--workspace", "--bin", "api", "--tests"]))?;
    let program = workspace.target().join("debug").join("api");
    let said = process::capture(Command::new(program).arg("openapi").stderr(Stdio::inherit()))?;
    let fresh = pretty(&said)?;
    let path = workspace.path(FILE);
    let known = fs::read_to_string(&path).unwrap_or_default();
    if known == fresh {
        eprintln!("{FILE} is up to date");
        return Ok(());
    }
    if options.check {
        bail!("{FILE} is not what the server registers: run `cargo xtask openapi` and commit it");
    }
    fs::write(&path, fresh).with_context(|| format!("cannot write {FILE}"))?;
    eprintln!("{FILE} written");
    Ok(())
}

/// One line a value, keys as the server orders them, a newline at the end: differences stay small.
fn pretty(json: &str) -> Result<String> {
    let value: serde_json::Value = serde_json::from_str(json).context("`api openapi` did not write JSON")?;
    let mut text = serde_json::to_string_pretty(&value)?;
    text.push('\n');
    Ok(text)
}
