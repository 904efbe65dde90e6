//! Decisions over HTTP: provisional, per project and per funder, under the envelopes.

use super::{aside::Aside, held, of_committee, outcome::take_down, store};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Committee, LoggedIn, Visit},
    catalogue::StoredCall,
    http::{
        answer::{self, Created, Tagged, link_next},
        body::Body,
        etag::Expected,
        fail::Fail,
        page::{Key, Sort, Window},
        query::{DryRun, Query},
        refusals::*,
    },
    refusals,
};
use actix_web::{Either, HttpRequest, HttpResponse, Responder, get, post, web::Path};
use openapi::{
    Money,
    committee::{Decision, DecisionInput, DecisionPage, EnvelopeUse},
    page::PageQuery,
};
use std::collections::HashMap;

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
        let aside = Aside::of(&actor, connection, call)?;
        aside.keep(&mut found);
        found.retain(|one| {
            let project = &one.project;
            window.finds(&[&project.title, project.number.as_deref().unwrap_or_default()])
        });
        Ok::<_, Fail>((found, store::count_committed(connection, call.id(), |id| aside.hides(id))?))
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
        // All of them: a place on the reserve list is told as this reader counts.
        let mut found = store::decisions(connection, &actor.catalogue, call.id(), provisional, None)?;
        Aside::of(&actor, connection, call)?.keep(&mut found);
        Ok::<_, Fail>(found)
    })?;
    let at = found.iter().position(|one| one.id.as_str() == decision).ok_or(Fail::NOT_FOUND)?;
    let value = found.swap_remove(at);
    Ok(Tagged { version: value.version, value })
}

/// Decide on a project
///
/// Provisional until published; sent again, it replaces the earlier decision. Over-committing an envelope is refused, and
/// while the session is open so is a decision without the quorum, or with more votes than may be cast. Every
/// change voids the signatures given before. `If-Match` is optional: with it a stale replacement is refused (412), and with
/// `If-None-Match: *` any replacement. A dry run of a new one answers 200.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call"), DryRun),
    request_body = DecisionInput,
    responses((status = 201, description = "Decided", body = Decision), (status = 200, description = "Replaced", body = Decision), OfDecision))]
#[post("/calls/{id}/decisions")]
async fn decide(
    actor: Committee,
    id: Path<String>,
    expected: Expected,
    Query(dry): Query<DryRun>,
    Body(input): Body<DecisionInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let call = of_committee(&visit, &id)?;
    visit.require_coordinator(call.programme())?;
    let call_id = call.id().to_owned();
    let path = format!("/calls/{call_id}/decisions");
    let state = visit.state.clone();
    let work = state.db.write(dry.ending(), move |connection| {
        let catalogue = held(connection, &call_id, true)?;
        let call = catalogue.call(&call_id).ok_or(Fail::NOT_FOUND)?;
        let current = format!("/api/v1/calls/{call_id}/decisions");
        let expected = |version| expected.check(version, current);
        let (id, new) = take_down(&visit, connection, &catalogue, call, input, expected)?;
        let mut made = store::decisions(connection, &catalogue, &call_id, true, Some(&id))?;
        Ok::<_, Fail>((made.pop().ok_or(Fail::NOT_FOUND)?, new))
    });
    let (value, new) = work.await?;
    let path = format!("{path}/{}", value.id);
    let version = value.version;
    Ok(if new {
        Either::Left(Created { version, path, value }.unless_dry(dry.ending()))
    } else {
        Either::Right(Tagged { version, value })
    })
}
