//! The server under measurement: seeded, started, and timed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::Programs;
use super::engine::Engine;
use crate::api_server::ApiServer;
use crate::postgres::free_port;
use crate::process::{self, Background};
use crate::progress::step;
use crate::workspace::Workspace;

const START_LIMIT: Duration = Duration::from_secs(60);
/// After its start the server is left alone for so long before its memory is read.
const REST: Duration = Duration::from_millis(500);
const PLANS: [&str; 2] = ["list.json", "one.json"];

/// What `bench capture` wrote about an endpoint.
#[derive(Deserialize)]
pub struct Plan {
    pub name: String,
    pub paths: Vec<String>,
    pub statements: Vec<Statement>,
    pub ids: Vec<String>,
}

/// A statement that the server sends.
#[derive(Deserialize)]
pub struct Statement {
    pub sql: String,
    pub binds: Vec<serde_json::Value>,
}

/// How the server came up.
pub struct Start {
    /// From the start of the process to the first good answer of /readyz.
    pub to_first_answer: Duration,
    /// Resident memory after that, in bytes.
    pub memory: usize,
}

/// A server on a database full of data.
pub struct Subject {
    server: ApiServer,
    port: u16,
    bench: PathBuf,
    folder: PathBuf,
}

/// The server that only repeats answers.
pub struct BareHttp {
    _server: Background,
    port: u16,
}

impl BareHttp {
    pub fn address(&self) -> String {
        origin(self.port)
    }
}

fn origin(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

impl Subject {
    /// Fills the database and writes down what the server does for each request.
    pub fn prepare(
        workspace: &Workspace,
        programs: &Programs,
        engine: &Engine,
        folder: &Path,
    ) -> Result<Self> {
        let port = free_port()?;
        let database = engine.url();
        let server =
            ApiServer::new(workspace, programs.api.clone(), database, &workspace.dist(), folder, port)?;
        server.prepare_quietly()?;
        step(&format!("{}: 2,000 projects, 50 partners, 6,000 reviews", engine.name()), || {
            process::run(Command::new(&programs.bench).args(["seed", "--database", database]))
        })?;
        step(&format!("{}: capture the statements", engine.name()), || {
            let mut capture = Command::new(&programs.bench);
            process::run(capture.args(["capture", "--database", database, "--into"]).arg(folder))
        })?;
        Ok(Self { server, port, bench: programs.bench.clone(), folder: folder.to_owned() })
    }

    /// Starts the server.
    pub fn start(&self) -> Result<(Background, Start)> {
        let begun = Instant::now();
        let mut running = self.server.launch()?;
        while !self.server.is_ready() {
            running.check_alive()?;
            if begun.elapsed() > START_LIMIT || process::interrupted() {
                bail!("the server did not get ready");
            }
            thread::sleep(Duration::from_millis(1));
        }
        let to_first_answer = begun.elapsed();
        thread::sleep(REST);
        let memory = resident(running.id())?;
        Ok((running, Start { to_first_answer, memory }))
    }

    pub fn address(&self) -> String {
        origin(self.port)
    }

    /// An access token of the coordinator.
    pub fn token(&self) -> Result<String> {
        let said = process::capture(Command::new(&self.bench).args(["login", "--server", &self.address()]))?;
        Ok(said.trim().to_owned())
    }

    pub fn plans(&self) -> Result<Vec<Plan>> {
        let read = |name: &str| -> Result<Plan> {
            let text = fs::read_to_string(self.folder.join(name)).context("no captured statements")?;
            Ok(serde_json::from_str(&text)?)
        };
        PLANS.into_iter().map(read).collect()
    }

    /// Starts the server that repeats this one's answers.
    pub fn start_bare_http(&self, token: &str) -> Result<BareHttp> {
        let port = free_port()?;
        let mut command = Command::new(&self.bench);
        command
            .args(["http", "--server", &self.address(), "--token", token, "--port", &port.to_string()])
            .args(PLANS.map(|name| self.folder.join(name)));
        let mut server = Background::start(&mut command)?;
        // It listens once it has all answers; what it has none for is 404, which is an answer too.
        let answers = || {
            !matches!(ureq::get(origin(port)).call(), Err(ureq::Error::Io(_) | ureq::Error::ConnectionFailed))
        };
        server.wait_until(START_LIMIT, answers)?;
        Ok(BareHttp { _server: server, port })
    }
}

/// VmRSS of a process, in bytes.
fn resident(process: u32) -> Result<usize> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).context("no /proc here")?;
    let kibibytes = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|rest| rest.trim().trim_end_matches("kB").trim().parse::<usize>().ok())
        .context("no VmRSS in /proc")?;
    Ok(kibibytes * 1_024)
}
