//! `cargo xtask run`: from a checkout to a page in the browser.

use std::fs;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::api_server::{self, ApiServer, Demo};
use crate::progress::step;
use crate::setup;
use crate::web::{self, Goal};
use crate::workspace::Workspace;

const DATABASE_FILE: &str = "data/alliance.sqlite3";

/// Options of `cargo xtask run`.
#[derive(Args)]
pub struct Options {
    /// Compile for speed: slower to build, what a production server runs
    #[arg(long)]
    release: bool,
    /// The port to serve on
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The database, as sqlite://FILE or postgres://USER@HOST/NAME [default: sqlite://data/alliance.sqlite3]
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// How much of a demonstration: `small`, or `large` with a closed call of 60 fiches and 12 reviewers
    #[arg(long, value_enum, default_value_t = Demo::Small)]
    demo: Demo,
    /// Forget the SQLite file of earlier runs and start again
    #[arg(long, conflicts_with = "database")]
    fresh: bool,
}

/// Builds, prepares and serves until Ctrl-C.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    check_port(options.port)?;
    let toolchain = setup::wasm_toolchain(workspace)?;
    let dist = web::build(workspace, &toolchain, Goal::from_release(options.release))?;
    let program = api_server::build(workspace, options.release)?;
    if options.fresh {
        forget(&workspace.path(DATABASE_FILE))?;
    }
    let database = options.database.clone().unwrap_or_else(|| format!("sqlite://{DATABASE_FILE}"));
    let server = ApiServer::new(workspace, program, &database, &dist, &workspace.path("data"), options.port)?;
    server.prepare(options.demo)?;
    let running = step("Server: start", || server.start())?;
    eprintln!("\nAlliance: {}   (API: {0}/api/docs/, stop: Ctrl-C)", server.address());
    let status = running.wait_or_stop()?;
    match status {
        Some(status) if !status.success() => bail!("the server ended by itself ({status})"),
        _ => Ok(()),
    }
}

/// An error that says what to do when somebody listens on `port` already.
fn check_port(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_free) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "port {port} is in use by another program: stop that one, or choose another port with `--port {}`",
            port.saturating_add(1)
        ),
        Err(error) => Err(error).with_context(|| format!("cannot listen on port {port}")),
    }
}

/// Removes the database and the files that SQLite keeps beside it.
fn forget(database: &Path) -> Result<()> {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let mut file = database.as_os_str().to_owned();
        file.push(suffix);
        match fs::remove_file(&file) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).context("cannot remove the old database");
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_told_with_another_to_try() -> Result<()> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let error = check_port(listener.local_addr()?.port());
        assert!(error.is_err_and(|error| error.to_string().contains("--port")));
        Ok(())
    }

    #[test]
    fn forgetting_a_database_that_is_not_there_is_no_error() -> Result<()> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("a.sqlite3-wal"), "")?;
        forget(&folder.path().join("a.sqlite3"))?;
        assert!(!folder.path().join("a.sqlite3-wal").exists());
        Ok(())
    }
}
