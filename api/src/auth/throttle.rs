//! Failed logins slow down: per account and per address, in this process.

use crate::http::fail::Fail;
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    state::keyed::DashMapStateStore,
};
use quick_cache::sync::Cache;
use std::{
    num::NonZeroU32,
    time::{Duration, Instant},
};

/// Failures in a row before an account waits; afterwards one attempt every [`REFILL`].
const BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(7);
const REFILL: Duration = Duration::from_secs(30);
/// An address may serve a whole school.
const ADDRESS_BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(59);

type Limiter = RateLimiter<String, DashMapStateStore<String>, DefaultClock>;

/// Passwords and the secrets of links are counted together: one limit, under one name.
const POLICY: &str = "credentials";

/// Counts failures only: who knows the password is not slowed.
pub struct Throttle {
    accounts: Limiter,
    addresses: Limiter,
    blocked: Cache<String, Instant>,
}

impl Default for Throttle {
    fn default() -> Self {
        let quota =
            |burst| Quota::with_period(REFILL).unwrap_or_else(|| Quota::per_minute(burst)).allow_burst(burst);
        Self {
            accounts: RateLimiter::dashmap(quota(BURST)),
            addresses: RateLimiter::dashmap(quota(ADDRESS_BURST)),
            blocked: Cache::new(10_000),
        }
    }
}

impl Throttle {
    /// Refuses while the account or the address has to wait.
    pub fn admit(&self, account: &str, address: &str) -> Result<(), Fail> {
        for key in [format!("account {account}"), format!("address {address}")] {
            if let Some(until) = self.blocked.get(&key) {
                let now = Instant::now();
                if until > now {
                    return Err(Fail::Throttled { policy: POLICY, wait: (until - now).as_secs() + 1 });
                }
                self.blocked.remove(&key);
            }
        }
        Ok(())
    }

    /// Notes a failure.
    pub fn failed(&self, account: &str, address: &str) {
        for (limiter, key) in
            [(&self.accounts, format!("account {account}")), (&self.addresses, format!("address {address}"))]
        {
            if let Err(until) = limiter.check_key(&key) {
                self.blocked
                    .insert(key, Instant::now() + until.wait_time_from(DefaultClock::default().now()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_waits_after_its_failures_and_others_do_not() {
        let throttle = Throttle::default();
        for _ in 0..=BURST.get() {
            assert!(throttle.admit("a", "1").is_ok());
            throttle.failed("a", "1");
        }
        assert!(
            matches!(throttle.admit("a", "2"), Err(Fail::Throttled { wait, .. }) if wait > 0 && wait <= 31)
        );
        assert!(throttle.admit("b", "1").is_ok());
    }
}
