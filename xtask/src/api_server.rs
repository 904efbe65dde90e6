//! The server's program: built, and started with a configuration made for this machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::process::{self, Background};
use crate::progress::step;
use crate::workspace::Workspace;

const START_LIMIT: Duration = Duration::from_secs(60);

/// Compiles the server and returns its program.
pub fn build(workspace: &Workspace, release: bool) -> Result<PathBuf> {
    step("Server: compile", || {
        let mut cargo = workspace.cargo();
        cargo.args(["build", "--package", "api", "--bin", "api"]);
        if release {
            cargo.arg("--release");
        }
        process::run(&mut cargo)
    })?;
    Ok(workspace.target().join(if release { "release" } else { "debug" }).join("api"))
}

/// How much of a demonstration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Demo {
    Small,
    Large,
}

impl Demo {
    /// As the server's program calls it.
    fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Large => "large",
        }
    }
}

/// A server with the demonstration's data on this machine.
pub struct ApiServer {
    program: PathBuf,
    root: PathBuf,
    environment: Vec<(&'static str, String)>,
    port: u16,
}

impl ApiServer {
    /// Serves `web_root` on the loopback `port`, on `database`, with its key in `folder`.
    pub fn new(
        workspace: &Workspace,
        program: PathBuf,
        database: &str,
        web_root: &Path,
        folder: &Path,
        port: u16,
    ) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let environment = vec![
            ("ALLIANCE_DATABASE_URL", database.to_owned()),
            ("ALLIANCE_BIND", format!("127.0.0.1:{port}")),
            ("ALLIANCE_PUBLIC_URL", format!("http://localhost:{port}")),
            ("ALLIANCE_WEB_ROOT", web_root.display().to_string()),
            ("ALLIANCE_SIGNING_KEY_FILE", folder.join("signing-key.pem").display().to_string()),
            ("ALLIANCE_DEMO", "true".to_owned()),
        ];
        Ok(Self { program, root: workspace.root().to_owned(), environment, port })
    }

    /// The address to open in a browser.
    pub fn address(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Brings the schema up to date and loads the demonstration's data if it is not there.
    pub fn prepare(&self, demo: Demo) -> Result<()> {
        step("Database: migrate", || process::run(self.command().arg("migrate")))?;
        step("Database: demonstration data", || {
            process::run(self.command().args(["seed", "--demo", demo.as_str()]))
        })
    }

    /// The same, the accounts not shown.
    pub fn prepare_quietly(&self) -> Result<()> {
        step("Database: demonstration data", || {
            process::capture(self.command().args(["seed", "--demo"])).map(drop)
        })
    }

    /// Starts to serve and returns once the server says that it is ready.
    pub fn start(&self) -> Result<Background> {
        let mut server = self.launch()?;
        server.wait_until(START_LIMIT, || self.is_ready())?;
        Ok(server)
    }

    /// Starts to serve and returns at once.
    pub fn launch(&self) -> Result<Background> {
        Background::start(self.command().arg("serve"))
    }

    /// Whether the server and its database answer.
    pub fn is_ready(&self) -> bool {
        ureq::get(format!("http://127.0.0.1:{}/readyz", self.port)).call().is_ok()
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(&self.root).envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }
}
