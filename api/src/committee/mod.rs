//! Ranking, the committee's session, decisions, signatures, publication, and what follows: letters, reservations, minutes.

pub mod aside;
pub mod decisions;
mod export;
pub mod feedback;
pub mod letter;
pub mod minutes;
pub mod outcome;
pub mod publication;
pub mod ranking;
pub mod reservations;
pub mod reserve;
pub mod rules;
pub mod session;
pub mod store;

use crate::http::mount::Mount;
use crate::{
    auth::actor::Visit,
    catalogue::{Catalogue, StoredCall},
    db::AnyConnection,
    http::fail::Fail,
};
use openapi::ErrorCode;
use std::sync::Arc;

pub fn configure(config: &mut Mount) {
    ranking::configure(config);
    export::configure(config);
    decisions::configure(config);
    publication::configure(config);
    session::configure(config);
    reservations::configure(config);
    reserve::configure(config);
    feedback::configure(config);
    minutes::configure(config);
    letter::configure(config);
}

/// The call of a committee: 404 where it cannot be seen, 403 for those who do not sit.
pub fn of_committee<'a>(visit: &'a Visit, id: &str) -> Result<&'a StoredCall, Fail> {
    let call = crate::reviews::assignments::visible_call(visit, id)?;
    if visit.sees_committee(call.programme()) { Ok(call) } else { Err(Fail::FORBIDDEN) }
}

/// The catalogue inside a transaction that holds the call: what the request saw may have changed since.
pub fn held(connection: &mut AnyConnection, call: &str, change: bool) -> Result<Arc<Catalogue>, Fail> {
    store::lock(connection, call, change)?;
    let catalogue = crate::catalogue::store::load(connection)?;
    match catalogue.call(call) {
        Some(stored) if stored.decisions_published() => Err(ErrorCode::AlreadyPublished.into()),
        Some(_) => Ok(Arc::new(catalogue)),
        None => Err(Fail::NOT_FOUND),
    }
}
