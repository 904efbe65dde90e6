//! The pool's connections: opened with their settings, and asked whether they live only when there is doubt.
//!
//! Asking at every checkout costs PostgreSQL a round trip each. So a connection is asked when it was idle for a while,
//! and all are asked once when one of them was found dead.

use super::{AnyConnection, Engine};
use diesel::{
    Connection, RunQueryDsl,
    connection::SimpleConnection,
    r2d2::{self, ManageConnection},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// A connection idle for longer may have been cut by what stands between.
const IDLE: Duration = Duration::from_secs(2);

/// A connection, and when it last answered.
pub struct Held {
    pub connection: AnyConnection,
    /// Since the pool's start.
    answered: Duration,
    dead: bool,
}

impl Held {
    /// It must not be used again.
    pub fn is_dead(&mut self) -> bool {
        self.dead = self.dead || ping(&mut self.connection).is_err();
        self.dead
    }
}

fn ping(connection: &mut AnyConnection) -> Result<(), r2d2::Error> {
    diesel::sql_query("SELECT 1").execute(connection).map(drop).map_err(r2d2::Error::QueryError)
}

/// Since when connections are in doubt; shared by the pool and who uses it.
#[derive(Debug, Clone)]
pub struct Doubt {
    start: Instant,
    microseconds: Arc<AtomicU64>,
}

impl Default for Doubt {
    fn default() -> Self {
        Self { start: Instant::now(), microseconds: Arc::default() }
    }
}

impl Doubt {
    /// Whatever answered before now is asked before it is used again.
    pub fn raise(&self) {
        let now = u64::try_from(self.start.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.microseconds.fetch_max(now, Ordering::Relaxed);
    }

    fn covers(&self, answered: Duration) -> bool {
        answered <= Duration::from_micros(self.microseconds.load(Ordering::Relaxed))
            || self.start.elapsed().saturating_sub(answered) > IDLE
    }
}

/// Opens connections.
#[derive(Debug)]
pub struct Manager {
    pub engine: Engine,
    pub target: String,
    pub doubt: Doubt,
}

impl ManageConnection for Manager {
    type Connection = Held;
    type Error = r2d2::Error;

    fn connect(&self) -> Result<Held, r2d2::Error> {
        let mut connection = AnyConnection::establish(&self.target).map_err(r2d2::Error::ConnectionError)?;
        let settings = match self.engine {
            Engine::Sqlite => {
                "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                 PRAGMA foreign_keys = ON; PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;"
            }
            Engine::Postgres => {
                "SET TIME ZONE 'UTC'; SET statement_timeout = '30s'; SET lock_timeout = '10s';"
            }
        };
        connection.batch_execute(settings).map_err(r2d2::Error::QueryError)?;
        Ok(Held { connection, answered: self.doubt.start.elapsed(), dead: false })
    }

    /// Called at each checkout.
    fn is_valid(&self, held: &mut Held) -> Result<(), r2d2::Error> {
        if self.engine == Engine::Postgres && self.doubt.covers(held.answered) {
            ping(&mut held.connection)?;
        }
        held.answered = self.doubt.start.elapsed();
        Ok(())
    }

    /// Called when it comes back.
    fn has_broken(&self, held: &mut Held) -> bool {
        held.dead || std::thread::panicking()
    }
}
