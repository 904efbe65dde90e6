//! A database per test: copied from a template that is seeded once per process and engine, dropped with its value.

use crate::app;
use diesel::{Connection, PgConnection, SqliteConnection, connection::SimpleConnection};
use reqwest::Url;
use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};
use tempfile::TempDir;
use uuid::Uuid;

/// Superuser URL of a throwaway PostgreSQL cluster.
pub const POSTGRES_URL: &str = "ALLIANCE_TEST_POSTGRES_URL";
/// `1`: the PostgreSQL half of each scenario is left out, and says so.
pub const SKIP_POSTGRES: &str = "ALLIANCE_TEST_SKIP_POSTGRES";

/// Which database a scenario runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// Whether this machine was told to leave the engine out.
    pub fn is_skipped(self) -> bool {
        self == Engine::Postgres && env::var(SKIP_POSTGRES).is_ok_and(|value| value == "1")
    }
}

/// A database of its own. Dropping it removes it.
pub struct Database {
    url: String,
    place: Place,
}

enum Place {
    File { folder: TempDir },
    Cluster { name: String },
}

static SQLITE_TEMPLATE: OnceLock<Vec<u8>> = OnceLock::new();
static POSTGRES_TEMPLATE: OnceLock<String> = OnceLock::new();

impl Database {
    /// Nothing in it, not even tables.
    pub fn empty(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => {
                let folder = TempDir::new().expect("a temporary folder");
                Self { url: sqlite_url(&file(&folder)), place: Place::File { folder } }
            }
            Engine::Postgres => Self::create_in_cluster(None),
        }
    }

    /// With Soissons and the demo accounts.
    pub fn seeded(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => {
                let folder = TempDir::new().expect("a temporary folder");
                let template = SQLITE_TEMPLATE.get_or_init(sqlite_template);
                fs::write(file(&folder), template).expect("the temporary folder is writable");
                Self { url: sqlite_url(&file(&folder)), place: Place::File { folder } }
            }
            Engine::Postgres => {
                let template = POSTGRES_TEMPLATE.get_or_init(postgres_template);
                Self::create_in_cluster(Some(template))
            }
        }
    }

    /// `sqlite://…` or `postgres://…`
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A folder beside an SQLite file, or a fresh temporary one: for what else a server keeps.
    pub fn folder(&self) -> Option<&Path> {
        match &self.place {
            Place::File { folder } => Some(folder.path()),
            Place::Cluster { .. } => None,
        }
    }

    fn create_in_cluster(template: Option<&str>) -> Self {
        let name = format!("alliance_test_{}", Uuid::now_v7().simple());
        let template = template.map(|template| format!(" TEMPLATE {template}")).unwrap_or_default();
        as_superuser(&format!("CREATE DATABASE {name}{template}"));
        Self { url: postgres_url(&name), place: Place::Cluster { name } }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Place::Cluster { name } = &self.place {
            // FORCE: a scenario that panicked left its server connected.
            as_superuser(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

fn file(folder: &TempDir) -> PathBuf {
    folder.path().join("alliance.sqlite3")
}

fn sqlite_url(path: &Path) -> String {
    format!("sqlite://{}", path.display())
}

fn sqlite_template() -> Vec<u8> {
    let folder = TempDir::new().expect("a temporary folder");
    let (seeded, whole) = (file(&folder), folder.path().join("whole.sqlite3"));
    app::seed(&sqlite_url(&seeded));
    // One file without a write-ahead log beside it.
    SqliteConnection::establish(&seeded.to_string_lossy())
        .expect("the template opens")
        .batch_execute(&format!("VACUUM INTO '{}'", whole.display()))
        .expect("the template can be copied");
    fs::read(whole).expect("the copy of the template can be read")
}

fn postgres_template() -> String {
    let name = format!("alliance_template_{}", Uuid::now_v7().simple());
    as_superuser(&format!("CREATE DATABASE {name}"));
    app::seed(&postgres_url(&name));
    // A template that somebody is connected to cannot be copied.
    as_superuser(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"));
    as_superuser(&format!(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'"
    ));
    name
}

fn cluster() -> Url {
    let url = env::var(POSTGRES_URL).unwrap_or_else(|_| {
        panic!(
            "{POSTGRES_URL} is not set: run `cargo xtask test`, which starts a throwaway PostgreSQL, \
             or leave its half out with {SKIP_POSTGRES}=1"
        )
    });
    Url::parse(&url).unwrap_or_else(|error| panic!("{POSTGRES_URL} is no URL: {error}"))
}

fn postgres_url(database: &str) -> String {
    let mut url = cluster();
    url.set_path(database);
    url.into()
}

/// Runs a statement on the database at `url`.
pub fn execute(url: &str, sql: &str) {
    let done = match url.strip_prefix("sqlite://") {
        Some(file) => SqliteConnection::establish(file)
            .map(|mut connection| connection.batch_execute(&format!("PRAGMA busy_timeout = 10000; {sql}"))),
        None => PgConnection::establish(url).map(|mut connection| connection.batch_execute(sql)),
    };
    done.expect("the database opens").unwrap_or_else(|error| panic!("{sql}: {error}"));
}

fn as_superuser(sql: &str) {
    PgConnection::establish(cluster().as_str())
        .unwrap_or_else(|error| panic!("{POSTGRES_URL} cannot be reached: {error}"))
        .batch_execute(sql)
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
}
