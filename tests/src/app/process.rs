//! A server as a process of its own: the built program, its settings in the environment, the machine's clock. What kills
//! it is SIGKILL: nothing of it runs any more, nothing is put in order.

use super::{TestApp, blocking, config, start_of_time};
use crate::{
    client::Address,
    database::{Database, Engine},
    tls,
};
use api::clock::FixedClock;
use serde_json::Value;
use std::{
    env,
    net::SocketAddr,
    path::PathBuf,
    process::{self, Stdio},
    sync::LazyLock,
    time::Duration,
};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    sync::Mutex,
    time::timeout,
};

/// Names the built program; without it the tests build one.
const PROGRAM: &str = "ALLIANCE_TEST_API";
/// A debug build on a busy machine migrates and answers within.
const START_LIMIT: Duration = Duration::from_secs(60);

static BUILT: LazyLock<PathBuf> = LazyLock::new(|| env::var_os(PROGRAM).map_or_else(build, PathBuf::from));

/// Builds it beside this test, which it names: so all that both need has the same features and is built already.
fn build() -> PathBuf {
    let test = env::current_exe().expect("a test has a path");
    let folder = test.ancestors().nth(2).expect("tests stand in target/PROFILE/deps");
    let mut cargo = process::Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let name = test.file_name().and_then(|name| name.to_str()?.rsplit_once('-')).map(|(name, _)| name);
    cargo.args(["build", "--quiet", "--workspace", "--bin", "api", "--test"]);
    cargo.arg(name.expect("tests are called NAME-HASH"));
    if folder.ends_with("release") {
        cargo.arg("--release");
    }
    assert!(cargo.status().expect("cargo runs").success(), "the server does not build");
    folder.join("api")
}

/// How the program is started.
pub(super) struct Program {
    settings: Vec<(String, String)>,
}

impl Program {
    fn command(&self, argument: &str) -> Command {
        let mut command = Command::new(&*BUILT);
        command.arg(argument).env_clear().envs(self.settings.iter().map(|(name, value)| (name, value)));
        command.kill_on_drop(true).stdin(Stdio::null());
        command
    }

    /// The migrated database with the demo as it is today.
    async fn seed(&self) {
        let seeded = self.command("seed").arg("--demo").output().await.expect("the program runs");
        assert!(seeded.status.success(), "{}", String::from_utf8_lossy(&seeded.stderr));
    }

    /// Serves at `bind`, or at a free port when that is 0.
    pub(super) async fn serve(&self, bind: SocketAddr) -> (Process, SocketAddr) {
        let mut command = self.command("serve");
        command.env("ALLIANCE_BIND", bind.to_string()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut log = BufReader::new(child.stderr.take().expect("its log is ours")).lines();
        let mut said = String::new();
        let listening = async {
            while let Ok(Some(line)) = log.next_line().await {
                let entry: Value = serde_json::from_str(&line).unwrap_or_default();
                if entry["fields"]["message"] == "listening" {
                    return entry["fields"]["address"].as_str().and_then(|address| address.parse().ok());
                }
                said.push_str(&line);
            }
            None
        };
        let address = timeout(START_LIMIT, listening).await.ok().flatten();
        let address = address.unwrap_or_else(|| panic!("the server does not listen: {said}"));
        // Nobody reads on: a full pipe would stop it.
        tokio::spawn(async move { while let Ok(Some(_)) = log.next_line().await {} });
        (Process(child), address)
    }
}

/// A server that runs; ends with its value.
pub(super) struct Process(Child);

impl Process {
    /// SIGKILL.
    pub(super) async fn kill(mut self) {
        self.0.kill().await.expect("it can be killed");
    }
}

impl TestApp {
    /// The built program as a process of its own, on the demo of today, with more settings.
    pub async fn as_process(engine: Engine, more: &[(&str, String)]) -> Self {
        tls::install();
        let database = blocking(move || Database::empty(engine)).await;
        let keys = TempDir::new().expect("a temporary folder");
        let own = [
            ("ALLIANCE_DATABASE_URL", database.url().to_owned()),
            ("ALLIANCE_PUBLIC_URL", "http://localhost".to_owned()),
            ("ALLIANCE_SIGNING_KEY_FILE", keys.path().join("signing-key.pem").display().to_string()),
            ("ALLIANCE_FILES", keys.path().join("files").display().to_string()),
            ("ALLIANCE_DEMO", "true".to_owned()),
        ];
        let settings = own.iter().chain(more).map(|(name, value)| ((*name).to_owned(), value.clone()));
        let program = Program { settings: settings.collect() };
        program.seed().await;
        let mut config = config(&database, &keys);
        let (process, address) = program.serve(config.bind).await;
        config.bind = address;
        Self {
            clock: FixedClock::at(start_of_time()),
            engine,
            address: Address::new(address),
            server: Some(super::Server::Process(process)),
            program: Some(program),
            config,
            database,
            keys,
            people: Mutex::default(),
        }
    }

    /// What the process finds in its environment when it starts the next time.
    pub fn set(&mut self, name: &str, value: &str) {
        let program = self.program.as_mut().expect("a server in a process of its own");
        program.settings.push((name.to_owned(), value.to_owned()));
    }

    /// What the program says when it does not start with a setting; the setting is not kept.
    pub async fn start_that_fails(&self, name: &str, value: &str) -> String {
        let program = self.program.as_ref().expect("a server in a process of its own");
        let start = program.command("serve").env("ALLIANCE_BIND", "127.0.0.1:0").env(name, value).output();
        let ended = timeout(START_LIMIT, start).await.expect("it ends").expect("the program runs");
        assert!(!ended.status.success(), "it started with {name}={value}");
        String::from_utf8_lossy(&ended.stderr).into_owned()
    }

    /// Lets the claims on mails of a process that died end now, as they do after five minutes.
    pub async fn end_claims(&self) {
        let url = self.database.url().to_owned();
        blocking(move || {
            let past =
                "UPDATE emails SET claimed_until = '2026-01-01 00:00:00' WHERE claimed_until IS NOT NULL";
            crate::database::execute(&url, past);
        })
        .await;
    }
}
