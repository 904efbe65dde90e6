//! `cargo xtask screenshots`

use anyhow::Result;
use clap::Args;

use crate::workspace::Workspace;

/// Options of `cargo xtask screenshots`.
#[derive(Args)]
pub struct Options {}

/// Photographs every page.
pub fn run(_workspace: &Workspace, _options: &Options) -> Result<()> {
    Ok(())
}
