//! A throwaway PostgreSQL cluster for the tests: its own folder and port, loopback only, gone when the value goes.

use std::fmt;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use nix::unistd::{User, geteuid};
use tempfile::TempDir;

use crate::process::{self, Background};

/// The account that owns the cluster when we are root, which PostgreSQL refuses to run as.
const SYSTEM_USER: &str = "postgres";
const START_LIMIT: Duration = Duration::from_secs(60);

/// PostgreSQL's server programs.
pub struct Programs {
    folder: PathBuf,
}

impl Programs {
    /// The newest ones on this machine.
    pub fn find() -> Option<Self> {
        let asked = process::capture(Command::new("pg_config").arg("--bindir"))
            .ok()
            .map(|dir| PathBuf::from(dir.trim()));
        let in_path = which::which("initdb").ok().and_then(|path| path.parent().map(Path::to_owned));
        let folder = debian_folders()
            .into_iter()
            .chain(asked)
            .chain(in_path)
            .find(|dir| dir.join("initdb").is_file() && dir.join("postgres").is_file())?;
        Some(Self { folder })
    }

    /// One of them by name.
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl fmt::Display for Programs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostgreSQL in {}", self.folder.display())
    }
}

/// `/usr/lib/postgresql/N/bin`, the highest N first.
fn debian_folders() -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir("/usr/lib/postgresql") else {
        return Vec::new();
    };
    let mut versions: Vec<(u32, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    versions.into_iter().map(|(_, path)| path).collect()
}

/// A running cluster. Stops and leaves nothing when dropped.
pub struct Cluster {
    // Dropped in this order: the server first, then its folder.
    _server: Background,
    _folder: TempDir,
    port: u16,
}

impl Cluster {
    /// Makes and starts an empty cluster whose superuser is `postgres`, trusted on loopback.
    pub fn start(programs: &Programs) -> Result<Self> {
        let folder =
            tempfile::Builder::new().prefix("alliance-postgres-").tempdir().context("no temporary folder")?;
        let data = folder.path().join("data");
        let account = Account::current()?;
        account.own(folder.path())?;
        process::capture(
            account
                .command(&programs.program("initdb"))
                .args([
                    "--auth=trust",
                    "--username=postgres",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--no-sync",
                    "--pgdata",
                ])
                .arg(&data),
        )?;
        let port = free_port()?;
        let log = fs::File::create(folder.path().join("log")).context("no log file")?;
        let mut command = account.command(&programs.program("postgres"));
        command.arg("-D").arg(&data).arg("-k").arg(folder.path()).args([
            "-h",
            "127.0.0.1",
            "-p",
            &port.to_string(),
        ]);
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        command.current_dir(folder.path()).stdout(Stdio::null()).stderr(log);
        let mut server = Background::start(&mut command)?;
        let ready = server.wait_until(START_LIMIT, || accepts(programs, port));
        ready.with_context(|| fs::read_to_string(folder.path().join("log")).unwrap_or_default())?;
        Ok(Self { _server: server, _folder: folder, port })
    }

    /// The address of the maintenance database, from which the tests make their own.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

/// A cluster that lives for minutes may lose everything at a power cut; many small databases are made and dropped in it.
const SETTINGS: [&str; 7] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "max_connections=300",
    "shared_buffers=128MB",
    "log_min_messages=fatal",
];

fn accepts(programs: &Programs, port: u16) -> bool {
    let mut asks = Command::new(programs.program("pg_isready"));
    process::capture(asks.args(["--host=127.0.0.1", "--quiet", "--port", &port.to_string()])).is_ok()
}

/// A port that nobody listens on at this moment.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port")?;
    Ok(listener.local_addr()?.port())
}

/// Who runs the server.
enum Account {
    Ourselves,
    System(User),
}

impl Account {
    fn current() -> Result<Self> {
        if !geteuid().is_root() {
            return Ok(Self::Ourselves);
        }
        let user = User::from_name(SYSTEM_USER)?.with_context(|| {
            format!("we are root, PostgreSQL refuses that, and there is no user `{SYSTEM_USER}`")
        })?;
        Ok(Self::System(user))
    }

    fn own(&self, folder: &Path) -> Result<()> {
        match self {
            Self::Ourselves => Ok(()),
            Self::System(user) => chown(folder, Some(user.uid.as_raw()), Some(user.gid.as_raw()))
                .context("cannot give away the temporary folder"),
        }
    }

    /// The program under this account. Where there is setpriv the server also dies with us, however we die.
    fn command(&self, program: &Path) -> Command {
        let Ok(setpriv) = which::which("setpriv") else {
            return self.without_setpriv(program);
        };
        let mut command = Command::new(setpriv);
        if let Self::System(user) = self {
            command.args([
                "--reuid",
                &user.uid.to_string(),
                "--regid",
                &user.gid.to_string(),
                "--init-groups",
            ]);
        }
        command.args(["--pdeathsig", "INT", "--"]).arg(program);
        command
    }

    fn without_setpriv(&self, program: &Path) -> Command {
        match self {
            Self::Ourselves => Command::new(program),
            Self::System(user) => {
                let mut command = Command::new("runuser");
                command.args(["-u", &user.name, "--"]).arg(program);
                command
            }
        }
    }
}
