//! Decisions over HTTP: provisional, per project and per funder, under the envelopes.

use super::{
    held, of_committee,
    rules::fits,
    session::room::Room,
    store::{self, Decided},
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Committee, LoggedIn, Visit},
    catalogue::{Catalogue, StoredCall},
    db::{AnyConnection, DbError},
    http::{
        answer::{self, Created, Tagged, link_next},
        body::Body,
        etag::IfMatch,
        fail::Fail,
        page::{Key, Sort, Window},
        query::{DryRun, Query},
        refusals::*,
    },
    projects, refusals,
    reviews::store::conflicts::recused,
};
use actix_web::{Either, HttpRequest, HttpResponse, Responder, get, post, web::Path};
use openapi::{
    ErrorCode, Money, Reference,
    committee::{Decision, DecisionInput, DecisionPage, EnvelopeUse, Outcome},
    page::PageQuery,
    rule::Rule,
    status::ProjectStatus,
    validation::Violation,
};
use std::collections::{HashMap, HashSet};

pub fn configure(config: &mut Mount) {
    config.service(list).service(read_one).service(decide);
}

refusals! {
    /// A decision that may replace another.
    OfDecision = 400 401 403 404 409 412 413 415 422;
}

/// What the decisions of a call draw on; `voted` in cents by funder.
pub fn envelopes(call: &StoredCall, voted: &HashMap<String, i64>) -> Vec<EnvelopeUse> {
    let used = |envelope: &openapi::call::Envelope| EnvelopeUse {
        funder: envelope.funder.clone(),
        amount: envelope.amount,
        voted: Money::cents(voted.get(envelope.funder.id.as_str()).copied().unwrap_or(0)),
    };
    call.wire.envelopes.iter().map(used).collect()
}

/// List decisions
///
/// With what they commit of each envelope. Coordinators and carriers; observers after publication. Before it, who is
/// recused from a project does not see its decision.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call"), PageQuery),
    responses((status = 200, description = "Decisions and envelopes", body = DecisionPage), OfNestedList))]
#[get("/calls/{id}/decisions")]
async fn list(
    request: HttpRequest,
    actor: LoggedIn,
    id: Path<String>,
    Query(query): Query<PageQuery>,
) -> Result<HttpResponse, Fail> {
    let call = readable(&actor, &id)?;
    let fields = |name: &str| (name == "number").then_some(());
    let window = Window::parse(&query, fields, &[Sort { field: (), descending: false }])?;
    let (found, voted) = actor.state.db.read(|connection| {
        let provisional = !call.decisions_published();
        let mut found = store::decisions(connection, &actor.catalogue, call.id(), provisional, None)?;
        keep_seen(&actor, connection, call, &mut found)?;
        Ok::<_, DbError>((found, store::count_committed(connection, call.id(), None)?))
    })?;
    let number = |decision: &Decision, ()| Key::Text(decision.project.number.clone().unwrap_or_default());
    let page = window.page(found, number, |decision| decision.id.as_str(), |decision| decision);
    let page = DecisionPage {
        items: page.items,
        next: page.next,
        total: page.total,
        envelopes: envelopes(call, &voted),
    };
    let mut response = HttpResponse::Ok();
    link_next(&mut response, &request, page.next.as_deref());
    Ok(answer::json(response, &page, &request))
}

/// Leaves out the provisional decisions on projects that the reader is recused from: with them the discussion, and for an
/// institution that applies itself the decision on its own project.
pub fn keep_seen(
    visit: &Visit,
    connection: &mut AnyConnection,
    call: &StoredCall,
    decisions: &mut Vec<Decision>,
) -> Result<(), DbError> {
    let Some(person) = visit.person().filter(|_| !call.decisions_published()) else { return Ok(()) };
    if !visit.coordinates(call.programme()) {
        let ids: Vec<String> = decisions.iter().map(|decision| decision.project.id.to_string()).collect();
        let recused = recused(connection, &ids)?;
        decisions.retain(|one| !recused.contains(&(one.project.id.to_string(), person.user.clone())));
    }
    Ok(())
}

/// The call whose decisions the visitor may read.
pub fn readable<'a>(visit: &'a Visit, id: &str) -> Result<&'a StoredCall, Fail> {
    let call = crate::reviews::assignments::visible_call(visit, id)?;
    let observer = visit.user()?.observes(call.programme()) && call.decisions_published();
    if observer { Ok(call) } else { of_committee(visit, id) }
}

/// Read a decision
#[utoipa::path(tag = "committee",
    params(("id" = String, Path, description = "Id or slug of the call"), ("decision" = String, Path, description = "Id")),
    responses((status = 200, description = "The decision", body = Decision), OfPrivateRead))]
#[get("/calls/{id}/decisions/{decision}")]
async fn read_one(actor: LoggedIn, path: Path<(String, String)>) -> Result<impl Responder, Fail> {
    let (id, decision) = path.into_inner();
    let call = readable(&actor, &id)?;
    let mut found = actor.state.db.read(|connection| {
        let provisional = !call.decisions_published();
        let mut found =
            store::decisions(connection, &actor.catalogue, call.id(), provisional, Some(&decision))?;
        keep_seen(&actor, connection, call, &mut found)?;
        Ok::<_, DbError>(found)
    })?;
    let value = found.pop().ok_or(Fail::NOT_FOUND)?;
    Ok(Tagged { version: value.version, value })
}

/// Funders named by id, each once, each with money only where money is granted.
pub fn settle(
    mut input: DecisionInput,
    catalogue: &Catalogue,
    programme: &str,
) -> Result<DecisionInput, Fail> {
    let mut wrong = Vec::new();
    let mut known = HashSet::new();
    for (index, amount) in input.amounts.iter_mut().enumerate() {
        let pointer = format!("/amounts/{index}/funder");
        match catalogue.partner_of(programme, amount.funder.as_str()) {
            None => wrong.push(Violation::new(pointer, Rule::UnknownReference)),
            Some(partner) if !known.insert(partner.id.clone()) => {
                wrong.push(Violation::new(pointer, Rule::Duplicate))
            }
            Some(partner) => amount.funder = Reference::from(partner.id.as_str()),
        }
        if amount.voted.amount > 0 && !input.outcome.grants() {
            wrong
                .push(Violation::new(format!("/amounts/{index}/voted"), Rule::OutOfRange { min: 0, max: 0 }));
        }
    }
    if input.outcome == Outcome::SelectedWithReservations && input.reservations.is_empty() {
        wrong.push(Violation::new("/reservations", Rule::Required));
    }
    if wrong.is_empty() { Ok(input) } else { Err(Fail::Fields(wrong)) }
}

/// Refuses what goes beyond an envelope; the caller holds the call's row.
pub fn within_envelopes(
    connection: &mut AnyConnection,
    call: &StoredCall,
    input: &DecisionInput,
) -> Result<(), Fail> {
    let voted = store::count_committed(connection, call.id(), Some(input.project.as_str()))?;
    for amount in input.amounts.iter().filter(|amount| amount.voted.amount > 0) {
        let funder = amount.funder.as_str();
        let envelope = call.envelope(funder).map_or(0, |envelope| envelope.amount.amount);
        if !fits(envelope, voted.get(funder).copied().unwrap_or(0), amount.voted.amount) {
            return Err(ErrorCode::EnvelopeExceeded.into());
        }
    }
    Ok(())
}

/// Decide on a project
///
/// Provisional until published; sent again, it replaces the earlier decision. Over-committing an envelope is refused, and
/// while the session is open so is a decision without the quorum, or with more votes than may be cast. Every
/// change voids the signatures given before. `If-Match` is optional: with it a stale replacement is refused.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call"), DryRun),
    request_body = DecisionInput,
    responses((status = 201, description = "Decided", body = Decision), (status = 200, description = "Replaced", body = Decision), OfDecision))]
#[post("/calls/{id}/decisions")]
async fn decide(
    actor: Committee,
    id: Path<String>,
    if_match: Option<IfMatch>,
    Query(dry): Query<DryRun>,
    Body(input): Body<DecisionInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let call = of_committee(&visit, &id)?;
    visit.require_coordinator(call.programme())?;
    let (call_id, programme) = (call.id().to_owned(), call.programme().to_owned());
    let path = format!("/calls/{call_id}/decisions");
    let state = visit.state.clone();
    let work = state.db.write(dry.ending(), move |connection| {
        let catalogue = held(connection, &call_id, true)?;
        let input = settle(input, &catalogue, &programme)?;
        let unknown = || Fail::field("/project", Rule::UnknownReference);
        let seen = match projects::seen(&visit, connection, input.project.as_str()) {
            Ok(seen) if seen.row.call_id == call_id && seen.row.status != ProjectStatus::Draft => seen,
            Ok(_) | Err(Fail::Code(ErrorCode::NotFound)) => return Err(unknown()),
            Err(other) => return Err(other),
        };
        if !seen.row.status.is_decidable() {
            return Err(seen.refused(&visit, ErrorCode::TransitionNotAllowed));
        }
        if input.reserve_rank.is_some() && input.outcome != Outcome::Waitlisted {
            return Err(Fail::field("/reserve_rank", Rule::UnknownField));
        }
        let call = catalogue.call(&call_id).ok_or(Fail::NOT_FOUND)?;
        within_envelopes(connection, call, &input)?;
        Room::load(connection, &catalogue, call, std::slice::from_ref(&seen.row.id))?
            .admit(&seen.row.id, input.votes)?;
        let by = visit.user()?.user.clone();
        let mut expected = Ok(());
        let as_read = |version: i32| match &if_match {
            None => true,
            Some(tags) => {
                expected = tags.check(version, format!("/api/v1/calls/{call_id}/decisions"));
                expected.is_ok()
            }
        };
        let decided = store::decide(connection, &call_id, &input, &by, as_read, visit.now)?;
        expected?;
        let (decision, new) = match decided {
            Decided::New(id) => (id, true),
            Decided::Replaced(id) => (id, false),
            Decided::Stale => {
                return Err(Fail::Stale { current: format!("/api/v1/calls/{call_id}/decisions") });
            }
        };
        projects::store::record(
            connection,
            &seen.row.id,
            "decided",
            true,
            &by,
            input.outcome.as_str(),
            visit.now,
        )?;
        let mut made = store::decisions(connection, &catalogue, &call_id, true, Some(&decision))?;
        Ok((made.pop().ok_or(Fail::NOT_FOUND)?, new))
    });
    let (value, new) = work.await?;
    Ok(if new {
        Either::Left(Created { version: value.version, path: format!("{path}/{}", value.id), value })
    } else {
        Either::Right(Tagged { version: value.version, value })
    })
}
