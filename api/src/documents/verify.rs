//! Whether a fiche is the one that was filed: asked by anybody who holds it, and told to nobody else.
//!
//! The fingerprint of a fiche cannot be guessed, and who knows it holds the fiche or its receipt. So the answer tells
//! only what the receipt tells, and whether a later version was filed.

use super::store;
use crate::http::mount::Mount;
use crate::{
    auth::{actor::Anyone, routes::address},
    db::DbError,
    http::{answer::Plain, body::Body, fail::Fail},
};
use actix_web::{HttpRequest, Responder, post};
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    state::keyed::DashMapStateStore,
};
use openapi::{
    document::{ReceiptAnswer, ReceiptCheck},
    rule::Rule,
};
use sha2::{Digest, Sha256};
use std::{num::NonZeroU32, time::Duration};

/// Checks at once from one address, which may be a whole town hall; afterwards one every [`REFILL`].
const BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(59);
const REFILL: Duration = Duration::from_secs(2);
/// Addresses remembered before those that are quiet again are forgotten.
const REMEMBERED: usize = 10_000;

/// How often an address has asked, in this process.
pub struct Checks(RateLimiter<String, DashMapStateStore<String>, DefaultClock>);

impl Default for Checks {
    fn default() -> Self {
        let quota = Quota::with_period(REFILL).unwrap_or_else(|| Quota::per_minute(BURST));
        Self(RateLimiter::dashmap(quota.allow_burst(BURST)))
    }
}

impl Checks {
    /// Counts a check, or says how long to wait.
    pub fn admit(&self, address: &str) -> Result<(), Fail> {
        if self.0.len() > REMEMBERED {
            self.0.retain_recent();
        }
        self.0.check_key(&address.to_owned()).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            Fail::Throttled { policy: "verification", wait: wait.as_secs() + 1 }
        })
    }
}

crate::refusals! {
    /// A check that anybody may ask for, not too often.
    OfCheck = 400 401 413 415 422 429;
}

pub fn configure(config: &mut Mount) {
    config.service(verify);
}

/// The hash that a check is about.
fn fingerprint(check: &ReceiptCheck) -> Result<String, Fail> {
    match (&check.fiche, &check.sha256) {
        (None, None) => Err(Fail::field("/fiche", Rule::Required)),
        (Some(_), Some(_)) => Err(Fail::field("/sha256", Rule::Duplicate)),
        (None, Some(sha256)) => Ok(sha256.to_ascii_lowercase()),
        (Some(fiche), None) if !fiche.is_object() => Err(Fail::field("/fiche", Rule::WrongType)),
        (Some(fiche), None) => {
            let canonical = serde_jcs::to_vec(fiche).map_err(|_| Fail::field("/fiche", Rule::WrongType))?;
            Ok(Sha256::digest(&canonical).iter().map(|byte| format!("{byte:02x}")).collect())
        }
    }
}

/// Check a receipt
///
/// Whoever holds a fiche, or the fingerprint on its receipt, learns whether it was filed as it is: number, time, and
/// whether a later version followed. The answer to anything else is always the same: no filing.
#[utoipa::path(tag = "documents", security((), ("token" = [])), request_body = ReceiptCheck,
    responses((status = 200, description = "What is known of it", body = ReceiptAnswer), OfCheck))]
#[post("/receipts/verify")]
async fn verify(
    actor: Anyone,
    request: HttpRequest,
    Body(check): Body<ReceiptCheck>,
) -> Result<impl Responder, Fail> {
    actor.state.receipt_checks.admit(&address(&actor.state, &request))?;
    let sha256 = fingerprint(&check)?;
    let number = check.number.as_deref();
    let filings = actor
        .state
        .db
        .read(|connection| store::filings(connection, &sha256, number).map_err(DbError::from))?;
    Ok(Plain(ReceiptAnswer { sha256, filings }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of_fiche(fiche: serde_json::Value) -> Option<String> {
        fingerprint(&ReceiptCheck { fiche: Some(fiche), ..ReceiptCheck::default() }).ok()
    }

    #[test]
    fn the_order_of_keys_and_the_form_of_numbers_do_not_matter() {
        let one: serde_json::Value = serde_json::from_str(r#"{"b": 40.0, "a": "é"}"#).unwrap_or_default();
        assert_eq!(of_fiche(one), of_fiche(json!({"a": "é", "b": 40})));
        assert_ne!(of_fiche(json!({"a": "é"})), of_fiche(json!({"a": "e"})));
        assert_eq!(of_fiche(json!([])), None);
    }

    #[test]
    fn an_address_that_asks_and_asks_has_to_wait() {
        let checks = Checks::default();
        let refused = (0..=BURST.get()).filter(|_| checks.admit("a").is_err()).count();
        assert_eq!(refused, 1);
        assert!(checks.admit("b").is_ok());
    }
}
