//! The server's clock decides: injected, so that a deadline can be tested to the second.

use chrono::{DateTime, Duration, NaiveDate, SubsecRound, Utc};
use chrono_tz::{Europe::Paris, Tz};
use std::sync::{Arc, Mutex, PoisonError};

/// Where local dates and hours are: every programme is in metropolitan France today.
pub const ZONE: Tz = Paris;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, in UTC, truncated to microseconds as PostgreSQL stores it.
    fn now(&self) -> DateTime<Utc>;

    /// The local day.
    fn today(&self) -> NaiveDate {
        self.now().with_timezone(&ZONE).date_naive()
    }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }
}

/// A clock that stands still until it is told to move. Clones share the same time.
#[derive(Debug, Clone)]
pub struct FixedClock(Arc<Mutex<DateTime<Utc>>>);

impl FixedClock {
    pub fn at(time: DateTime<Utc>) -> Self {
        Self(Arc::new(Mutex::new(time)))
    }

    pub fn set(&self, time: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = time;
    }

    pub fn advance(&self, by: Duration) {
        let mut time = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *time += by;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).trunc_subsecs(6)
    }
}
