//! SQLite or PostgreSQL behind one connection type.
//!
//! Reads run where they are called (measured faster than a hop to another thread, see docs/ARCHITECTURE.md);
//! writes run on the blocking pool, each in one transaction that begins IMMEDIATE on SQLite.

/// The errors of queries, for the one place outside the stores that maps them.
pub mod errors {
    pub use diesel::result::{DatabaseErrorKind, Error};
}
#[cfg(test)]
mod drift;
mod pool;
pub mod schema;
pub mod versions;
pub mod witness;

use diesel::{
    Connection, RunQueryDsl,
    connection::SimpleConnection,
    pg::PgConnection,
    r2d2::{Pool, PooledConnection},
    result::{DatabaseErrorKind, Error as DieselError},
    sqlite::SqliteConnection,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use pool::{Doubt, Held, Manager};
use secrecy::{ExposeSecret, SecretString};
use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    time::Duration,
};

/// The schema's history, inside the binary.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// A connection to either engine.
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// The SQL dialect of [`AnyConnection`].
pub type Backend = <AnyConnection as Connection>::Backend;
/// A connection borrowed from the pool.
type Pooled = PooledConnection<Manager>;

/// Which engine the URL names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// The database cannot be opened or brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the database URL must start with sqlite:// or postgres://")]
    Scheme,
    #[error("the database cannot be opened: {0}")]
    Pool(#[from] diesel::r2d2::PoolError),
    #[error("the migrations failed: {0}")]
    Migration(String),
    #[error("the folder of the database file cannot be made: {0}")]
    Folder(#[from] std::io::Error),
}

/// Why a store call gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// No connection within the time allowed.
    #[error("no database connection: {0}")]
    Unavailable(String),
    #[error(transparent)]
    Query(#[from] DieselError),
    /// The same request came again while this attempt at it was under way, and goes on instead.
    #[error("another attempt at the same request has taken over")]
    Overtaken,
}

/// What the engines say, without a kind of its own, when another transaction was in the way: SQLite's busy timeout,
/// PostgreSQL's deadlock, lock and statement timeouts.
const BUSY: [&str; 4] = ["database is locked", "deadlock detected", "lock timeout", "statement timeout"];

impl DbError {
    /// The engine is away or busy: trying again later may work.
    pub fn is_transient(&self) -> bool {
        match self {
            DbError::Unavailable(_) => true,
            DbError::Query(DieselError::DatabaseError(kind, information)) => {
                matches!(kind, DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::SerializationFailure)
                    || BUSY.iter().any(|sign| information.message().contains(sign))
            }
            DbError::Query(_) | DbError::Overtaken => false,
        }
    }
}

/// The pool of connections, shared by all workers.
#[derive(Clone)]
pub struct Db {
    pool: Pool<Manager>,
    engine: Engine,
    doubt: Doubt,
}

/// What MultiConnection's `establish` needs from a URL: a typo must not silently become an SQLite file.
fn target(url: &str) -> Result<(Engine, String), OpenError> {
    if let Some(path) = url.strip_prefix("sqlite://") {
        Ok((Engine::Sqlite, path.to_owned()))
    } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        Ok((Engine::Postgres, url.to_owned()))
    } else {
        Err(OpenError::Scheme)
    }
}

impl Db {
    /// Opens the pool with room for `connections` at once.
    pub fn open(url: &SecretString, connections: u32) -> Result<Self, OpenError> {
        let (engine, target) = target(url.expose_secret())?;
        if engine == Engine::Sqlite
            && let Some(folder) = std::path::Path::new(&target).parent()
            && !folder.as_os_str().is_empty()
        {
            std::fs::create_dir_all(folder)?;
        }
        let doubt = Doubt::default();
        let pool = Pool::builder()
            .max_size(connections)
            .min_idle(Some(1))
            .connection_timeout(Duration::from_secs(5))
            .test_on_check_out(true)
            .build(Manager { engine, target, doubt: doubt.clone() })?;
        Ok(Self { pool, engine, doubt })
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Applies what the schema lacks; how many migrations that was.
    pub fn migrate(&self) -> Result<usize, OpenError> {
        let failed =
            |error: Box<dyn std::error::Error + Send + Sync>| OpenError::Migration(error.to_string());
        let mut held = self.pool.get()?;
        let done = match &mut held.connection {
            AnyConnection::Sqlite(c) => c.run_pending_migrations(MIGRATIONS).map(|done| done.len()),
            AnyConnection::Postgres(c) => c.run_pending_migrations(MIGRATIONS).map(|done| done.len()),
        }
        .map_err(failed)?;
        if self.engine == Engine::Sqlite {
            // Without a look at the data SQLite takes the wrong index for lists. It looks at a sample, and only where
            // much has changed since; a whole ANALYZE would also make it plan each statement anew at each value.
            held.connection
                .batch_execute("PRAGMA optimize = 0x10002")
                .map_err(|error| OpenError::Migration(error.to_string()))?;
        }
        Ok(done)
    }

    /// Takes every migration back, newest first. Everything is lost; for the test of the migrations.
    pub fn revert(&self) -> Result<usize, OpenError> {
        let failed =
            |error: Box<dyn std::error::Error + Send + Sync>| OpenError::Migration(error.to_string());
        match &mut self.pool.get()?.connection {
            AnyConnection::Sqlite(c) => c.revert_all_migrations(MIGRATIONS).map(|done| done.len()),
            AnyConnection::Postgres(c) => c.revert_all_migrations(MIGRATIONS).map(|done| done.len()),
        }
        .map_err(failed)
    }

    fn connection(&self) -> Result<Pooled, DbError> {
        self.pool.get().map_err(|error| DbError::Unavailable(error.to_string()))
    }

    /// Whether the connection failed, not what was asked of it: then none is trusted before it was asked.
    fn is_lost(&self, held: &mut Held) -> bool {
        let lost = self.engine == Engine::Postgres && held.is_dead();
        if lost {
            self.doubt.raise();
        }
        lost
    }

    /// Runs a read on the calling thread; once more where the connection turns out to be dead.
    pub fn read<T, E: From<DbError>>(
        &self,
        query: impl Fn(&mut AnyConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut held = self.connection()?;
        let outcome = query(&mut held.connection);
        if outcome.is_ok() || !self.is_lost(&mut held) {
            return outcome;
        }
        drop(held);
        query(&mut self.connection()?.connection)
    }

    /// Runs a write in one transaction on the calling thread: for start-up and tests.
    pub fn write_blocking<T, E: From<DbError>>(
        &self,
        write: impl FnOnce(&mut AnyConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        self.transact(Ending::Commit, write)
    }

    /// Runs a write in one transaction on the blocking pool, after the [`witness`] of the request if it has one; a dry run
    /// checks everything and writes nothing.
    pub async fn write<T, E>(
        &self,
        ending: Ending,
        write: impl FnOnce(&mut AnyConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let db = self.clone();
        let witness = witness::current().filter(|_| ending == Ending::Commit);
        let write = move |connection: &mut AnyConnection| {
            if let Some(witness) = witness {
                witness(connection)?;
            }
            write(connection)
        };
        actix_web::web::block(move || db.transact(ending, write))
            .await
            .map_err(|_| DbError::Unavailable("the blocking pool is shut down".into()))?
    }

    fn transact<T, E: From<DbError>>(
        &self,
        ending: Ending,
        write: impl FnOnce(&mut AnyConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut held = self.connection()?;
        let run =
            |connection: &mut AnyConnection, sql: &str| connection.batch_execute(sql).map_err(DbError::from);
        // diesel's own transaction begins DEFERRED on SQLite, where two writers then meet in a deadlock.
        let begin = if self.engine == Engine::Sqlite { "BEGIN IMMEDIATE" } else { "BEGIN" };
        if let Err(error) = run(&mut held.connection, begin) {
            // Nothing was written yet: a dead connection is no reason to fail.
            if !self.is_lost(&mut held) {
                return Err(error.into());
            }
            held = self.connection()?;
            run(&mut held.connection, begin)?;
        }
        let connection = &mut held.connection;
        let outcome = catch_unwind(AssertUnwindSafe(|| write(connection)));
        match outcome {
            Ok(Ok(value)) => {
                let end = if ending == Ending::Commit { "COMMIT" } else { "ROLLBACK" };
                run(connection, end)?;
                Ok(value)
            }
            Ok(Err(error)) => {
                run(connection, "ROLLBACK")?;
                Err(error)
            }
            Err(panic) => {
                run(connection, "ROLLBACK")?;
                resume_unwind(panic)
            }
        }
    }

    /// The database answers.
    pub fn ping(&self) -> Result<(), DbError> {
        self.read(|connection| {
            diesel::sql_query("SELECT 1").execute(connection).map(drop).map_err(DbError::from)
        })
    }
}

/// How a transaction that succeeded ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Commit,
    /// `?dry_run=true`
    RollBack,
}

/// A new id: UUIDv7, so that ids sort by creation.
pub fn new_id() -> String {
    uuid::Uuid::now_v7().hyphenated().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_of_an_unknown_scheme_is_refused_and_never_becomes_a_file() {
        for url in ["postgre://x", "alliance.sqlite3", "mysql://x", ""] {
            assert!(matches!(target(url), Err(OpenError::Scheme)), "{url}");
        }
        assert!(
            matches!(target("sqlite://a/b.sqlite3"), Ok((Engine::Sqlite, path)) if path == "a/b.sqlite3")
        );
    }
}
