//! Signatures and publication over HTTP.

use super::{aside::Aside, held, of_committee, store};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Committee, Visit},
    catalogue::{Catalogue, StoredCall},
    db::{AnyConnection, DbError, Ending},
    http::{
        answer::{self, Listed, Plain},
        body::OptionalBody,
        etag::Expected,
        fail::Fail,
        query::{DryRun, Query},
        refusals::*,
    },
    mail::{Desk, write as mail},
    refusals,
};
use actix_web::{HttpRequest, HttpResponse, Responder, get, post, web::Path};
use openapi::{
    ErrorCode, Page,
    call::CallStatus,
    committee::{Nothing, Outcome, Publication, Signature},
};
use sha2::{Digest, Sha256};
use std::sync::Arc;

pub fn configure(config: &mut Mount) {
    config.service(list_signatures).service(sign).service(read).service(publish);
}

refusals! {
    /// A signature of what was read.
    OfSignature = 400 401 403 404 409 412 413 415 422;
}

/// List signatures
///
/// One for each carrier, given or not. A signature is current while no decision changed after it.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call")),
    responses((status = 200, description = "Signatures", body = Page<Signature>), OfPrivateRead))]
#[get("/calls/{id}/signatures")]
async fn list_signatures(actor: Committee, id: Path<String>) -> Result<impl Responder, Fail> {
    let call = of_committee(&actor, &id)?;
    let items = actor
        .state
        .db
        .read(|connection| store::signatures(connection, &actor.catalogue, call).map_err(DbError::from))?;
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(Listed(Page { items, next: None, total }))
}

/// Sign the decisions
///
/// As a carrier, once every filed project has its decision. `If-Match` is optional: with the `version` of
/// `GET /calls/{id}/publication` that was read, a signature of decisions that changed since is refused (412). Who coordinates
/// the programme signs for nobody.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call")), request_body = Option<Nothing>,
    responses((status = 201, description = "Signed", body = Signature), OfSignature))]
#[post("/calls/{id}/signatures")]
async fn sign(
    request: HttpRequest,
    actor: Committee,
    id: Path<String>,
    signed: Expected,
    _body: OptionalBody<Nothing>,
) -> Result<HttpResponse, Fail> {
    let visit = actor.0;
    let call = of_committee(&visit, &id)?;
    if visit.coordinates(call.programme()) {
        return Err(Fail::FORBIDDEN);
    }
    let carrier = visit.user()?.carrier_in(call.programme()).ok_or(Fail::FORBIDDEN)?.to_owned();
    let call_id = call.id().to_owned();
    let location = format!("/api/v1/calls/{call_id}/signatures");
    let state = visit.state.clone();
    let value = state
        .db
        .write(Ending::Commit, move |connection| {
            let catalogue = held(connection, &call_id, false)?;
            let call = catalogue.call(&call_id).ok_or(Fail::NOT_FOUND)?;
            let aside = Aside::of(&visit, connection, call)?;
            signed.check(
                Some(version(connection, &catalogue, call, &aside)?),
                format!("/api/v1/calls/{call_id}/publication"),
            )?;
            complete(&visit, connection, &catalogue, call)?;
            store::sign(connection, &call_id, &carrier, &visit.user()?.user, visit.now)?;
            let mut all = store::signatures(connection, &catalogue, call)?.into_iter();
            all.find(|signature| signature.carrier.id.as_str() == carrier).ok_or(Fail::NOT_FOUND)
        })
        .await?;
    let mut response = HttpResponse::Created();
    response.insert_header(("Location", location));
    Ok(answer::json(response, &value, &request))
}

/// Every filed project has its decision, and there is one at least.
fn complete(
    visit: &Visit,
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    call: &StoredCall,
) -> Result<(), Fail> {
    let waiting = store::undecided(connection, catalogue, call.id(), visit.state.clock.today())?;
    let none = store::outcomes(connection, call.id())?.is_empty();
    if none || !waiting.is_empty() { Err(ErrorCode::DecisionsMissing.into()) } else { Ok(()) }
}

/// What a signature signs, as its reader may know it: a number that rises with each change of a decision. It would tell who
/// is recused of decisions on the project in question; for them it is taken from the decisions that they see.
fn version(
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    call: &StoredCall,
    aside: &Aside,
) -> Result<i32, Fail> {
    if aside.is_empty() {
        return Ok(store::version(connection, call.id())?);
    }
    let mut seen = store::decisions(connection, catalogue, call.id(), !call.decisions_published(), None)?;
    aside.keep(&mut seen);
    let digest = seen
        .iter()
        .fold(Sha256::new(), |hash, one| hash.chain_update(format!("{} {}\n", one.id, one.version)));
    let bytes: Vec<u8> = digest.finalize().iter().take(4).copied().collect();
    Ok(bytes.iter().fold(0, |number, byte| (number << 8 | i32::from(*byte)) & i32::MAX))
}

fn publication(
    visit: &Visit,
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    call: &StoredCall,
) -> Result<Publication, Fail> {
    let mut undecided = if call.decisions_published() {
        Vec::new()
    } else {
        store::undecided(connection, catalogue, call.id(), visit.state.clock.today())?
    };
    let complete = undecided.is_empty();
    let aside = Aside::of(visit, connection, call)?;
    undecided.retain(|project| !aside.hides(project.id.as_str()));
    let signatures = store::signatures(connection, catalogue, call)?;
    let unsigned: Vec<_> = signatures.into_iter().filter(|s| !s.current).map(|s| s.carrier).collect();
    let outcomes = store::outcomes(connection, call.id())?;
    let shown = || outcomes.iter().filter(|(project, _)| !aside.hides(project));
    let count = |wanted: &dyn Fn(Outcome) -> bool| {
        u32::try_from(shown().filter(|(_, outcome)| wanted(*outcome)).count()).unwrap_or(u32::MAX)
    };
    let published_at = call.wire.decisions_published_at;
    Ok(Publication {
        version: version(connection, catalogue, call, &aside)?,
        published_at,
        ready: published_at.is_none() && complete && unsigned.is_empty() && !outcomes.is_empty(),
        undecided,
        unsigned,
        selected: count(&Outcome::grants),
        waitlisted: count(&|outcome| outcome == Outcome::Waitlisted),
        rejected: count(&|outcome| outcome == Outcome::Rejected),
        closes_call: published_at.is_none()
            && matches!(call.calendar.status(visit.now), CallStatus::Open | CallStatus::Upcoming),
    })
}

/// Read where publication stands
///
/// What is missing before all decisions can be published at once.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call")),
    responses((status = 200, description = "What is there and what is missing", body = Publication), OfPrivateRead))]
#[get("/calls/{id}/publication")]
async fn read(actor: Committee, id: Path<String>) -> Result<impl Responder, Fail> {
    let call = of_committee(&actor, &id)?;
    let found = actor.state.db.read(|connection| publication(&actor, connection, &actor.catalogue, call))?;
    Ok(Plain(found))
}

/// Publish all decisions
///
/// One act: every project takes its status, the feedback to the applicants is final, an e-mail for each is prepared and kept
/// back in the outbox until the coordinator lets it go, the minutes are kept, and call and session are closed if they still
/// were open. It cannot be taken back.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call"), DryRun), request_body = Option<Nothing>,
    responses((status = 201, description = "Published", body = Publication),
        (status = 200, description = "Dry run: it could be published now", body = Publication), OfCreate))]
#[post("/calls/{id}/publication")]
async fn publish(
    request: HttpRequest,
    actor: Committee,
    id: Path<String>,
    Query(dry): Query<DryRun>,
    _body: OptionalBody<Nothing>,
) -> Result<HttpResponse, Fail> {
    let visit = actor.0;
    let call = of_committee(&visit, &id)?;
    visit.require_coordinator(call.programme())?;
    let call_id = call.id().to_owned();
    let location = format!("/api/v1/calls/{call_id}/publication");
    let ending = dry.ending();
    let state = visit.state.clone();
    let value = state
        .db
        .write(ending, move |connection| {
            let catalogue = held(connection, &call_id, false)?;
            let call = catalogue.call(&call_id).ok_or(Fail::NOT_FOUND)?;
            complete(&visit, connection, &catalogue, call)?;
            let before = publication(&visit, connection, &catalogue, call)?;
            if !before.unsigned.is_empty() {
                return Err(Fail::Code(ErrorCode::SignaturesMissing));
            }
            store::publish(connection, &call_id, &visit.user()?.user, visit.now)?;
            let catalogue = Arc::new(crate::catalogue::store::load(connection)?);
            let visit = Visit { catalogue, ..visit };
            for decision in store::decisions(connection, &visit.catalogue, &call_id, false, None)? {
                mail::decision(connection, &Desk::of(&visit), decision.project.id.as_str())?;
            }
            let call = visit.catalogue.call(&call_id).ok_or(Fail::NOT_FOUND)?;
            super::minutes::keep(&visit, connection, &visit.catalogue, call)?;
            let after = Publication {
                published_at: Some(visit.now),
                ready: false,
                closes_call: false,
                ..before.clone()
            };
            Ok(if ending == Ending::Commit { after } else { before })
        })
        .await?;
    if ending == Ending::RollBack {
        return Ok(answer::json(HttpResponse::Ok(), &value, &request));
    }
    let mut response = HttpResponse::Created();
    response.insert_header(("Location", location));
    Ok(answer::json(response, &value, &request))
}
