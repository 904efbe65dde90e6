//! A call that stays as it is while something hangs on it: its criteria, its last day, and whether it is published.
//!
//! What a request saw of them may be older than its transaction. So each write of reviews and assignments takes the call
//! first, and goes on with the visit that this gives.

use crate::{
    auth::actor::Visit,
    catalogue::{self, StoredCall},
    committee,
    db::{AnyConnection, versions},
    http::fail::Fail,
};
use openapi::ErrorCode;
use std::sync::Arc;

/// For what many may do at once: writing a review.
pub fn shared(visit: &Visit, connection: &mut AnyConnection, call: &str) -> Result<Visit, Fail> {
    committee::store::share(connection, call)?;
    renewed(visit, connection)
}

/// For what only one may do at a time: saying who reviews.
pub fn alone(visit: &Visit, connection: &mut AnyConnection, call: &str) -> Result<Visit, Fail> {
    committee::store::lock(connection, call, false)?;
    renewed(visit, connection)
}

/// The visit with the catalogue of now.
fn renewed(visit: &Visit, connection: &mut AnyConnection) -> Result<Visit, Fail> {
    let versions = versions::read(connection)?;
    if versions.catalogue == visit.versions.catalogue {
        return Ok(visit.clone());
    }
    let catalogue = Arc::new(catalogue::store::load(connection)?);
    Ok(Visit { catalogue, versions, ..visit.clone() })
}

/// The call, while its decisions are not published: then nothing about its reviews changes any more.
pub fn unpublished<'a>(visit: &'a Visit, call: &str) -> Result<&'a StoredCall, Fail> {
    let call = visit.catalogue.call(call).ok_or(Fail::NOT_FOUND)?;
    if call.decisions_published() { Err(ErrorCode::AlreadyPublished.into()) } else { Ok(call) }
}
