//! What every request shares.

use crate::{
    auth::{
        keys::{Claims, Keys},
        password::Passwords,
        principal::Principal,
        store,
        throttle::Throttle,
    },
    catalogue::{self, Catalogue},
    clock::Clock,
    config::Config,
    db::{
        Db, DbError,
        versions::{self, Versions},
    },
    documents::{pdf::Press, verify::Checks},
    files::Files,
    http::fail::Fail,
    projects::counts::Counts,
    reviews::evidence::Known,
};
use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};
use openapi::ErrorCode;
use quick_cache::sync::Cache;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

const KNOWN_SESSIONS: usize = 10_000;

/// Shared by all workers.
pub struct State {
    pub config: Config,
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub keys: Keys,
    pub passwords: Passwords,
    pub throttle: Throttle,
    pub files: Files,
    /// Sets PDF documents.
    pub press: Press,
    /// Slows those who guess at receipts.
    pub receipt_checks: Checks,
    /// Totals of lists, until a project changes.
    pub counts: Counts,
    /// Medians of calls, until a project changes.
    pub medians: Known,
    /// Answers that would go on for ever end.
    stopping: AtomicBool,
    catalogue: ArcSwap<(i64, Arc<Catalogue>)>,
    sessions: Cache<String, (i64, Arc<Principal>)>,
}

/// Who asks, and on which state of the data.
pub struct Standing {
    pub principal: Option<Arc<Principal>>,
    pub catalogue: Arc<Catalogue>,
    pub versions: Versions,
}

impl State {
    pub fn new(
        config: Config,
        db: Db,
        clock: Arc<dyn Clock>,
        keys: Keys,
        files: Files,
    ) -> Result<Self, Fail> {
        Ok(Self {
            config,
            db,
            clock,
            keys,
            passwords: Passwords::new()?,
            throttle: Throttle::default(),
            files,
            press: Press::default(),
            receipt_checks: Checks::default(),
            counts: Counts::default(),
            medians: Known::default(),
            stopping: AtomicBool::new(false),
            catalogue: ArcSwap::from_pointee((0, Arc::default())),
            sessions: Cache::new(KNOWN_SESSIONS),
        })
    }

    /// The server is about to stop: what streams ends, so that nobody has to be cut off.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// One small statement when nothing changed since the last request; what changed is read again.
    pub fn standing(&self, claims: Option<&Claims>, now: DateTime<Utc>) -> Result<Standing, Fail> {
        self.db.read(|connection| {
            let versions = versions::read(connection).map_err(DbError::from)?;
            let held = self.catalogue.load();
            let catalogue = if held.0 == versions.catalogue {
                held.1.clone()
            } else {
                let fresh = Arc::new(catalogue::store::load(connection).map_err(DbError::from)?);
                self.catalogue.store(Arc::new((versions.catalogue, fresh.clone())));
                fresh
            };
            let principal = match claims {
                None => None,
                Some(claims) => Some(match self.sessions.get(&claims.sid) {
                    Some((version, principal)) if version == versions.auth => principal,
                    _ => {
                        let principal = store::principal(connection, &claims.sid, &claims.sub, now)
                            .map_err(DbError::from)?
                            .ok_or(Fail::Code(ErrorCode::SessionEnded))?;
                        let principal = Arc::new(principal);
                        self.sessions.insert(claims.sid.clone(), (versions.auth, principal.clone()));
                        principal
                    }
                }),
            };
            Ok(Standing { principal, catalogue, versions })
        })
    }
}
