//! The reserve list over HTTP: who moves up when money is left.

use super::{
    aside::{Aside, require_part},
    decisions::{envelopes, readable},
    of_committee,
    outcome::{grants_something, settle, within_envelopes},
    rules::fits,
    store,
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Committee, LoggedIn, Visit},
    catalogue::{Catalogue, StoredCall},
    db::{AnyConnection, Ending},
    http::{
        answer::{Plain, Tagged},
        body::Body,
        fail::Fail,
        refusals::*,
    },
    mail::{Desk, write as mail},
    projects,
};
use actix_web::{Responder, get, post, web::Path};
use openapi::{
    ErrorCode, Money, ProjectStatus,
    committee::{Decision, DecisionInput, Outcome},
    minutes::{LaterKind, MoveUpInput, ReserveEntry, ReserveList},
    project::FundingRequest,
    rule::Rule,
};
use std::collections::HashMap;

pub fn configure(config: &mut Mount) {
    config.service(read).service(move_up);
}

/// The list in its order, with who would fit.
fn list(
    visit: &Visit,
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    call: &StoredCall,
) -> Result<ReserveList, Fail> {
    let mut decisions =
        store::decisions(connection, catalogue, call.id(), !call.decisions_published(), None)?;
    let aside = Aside::of(visit, connection, call)?;
    aside.keep(&mut decisions);
    let asked: HashMap<String, Vec<(String, i64)>> =
        store::candidates(connection, call)?.into_iter().map(|found| (found.id, found.requests)).collect();
    let voted = store::count_committed(connection, call.id(), |project| aside.hides(project))?;
    let left = |(funder, cents): &(String, i64)| match call.envelope(funder) {
        Some(envelope) => fits(envelope.amount.amount, voted.get(funder).copied().unwrap_or(0), *cents),
        // Money from elsewhere is not the committee's to give or to lack.
        None => true,
    };
    let mut items = Vec::new();
    for Decision { id, project, reserve_rank, outcome, .. } in decisions {
        let (Some(rank), Outcome::Waitlisted) = (reserve_rank, outcome) else { continue };
        let requests = asked.get(project.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        let of_envelopes = requests.iter().any(|(funder, _)| call.envelope(funder).is_some());
        items.push(ReserveEntry {
            rank,
            decision: id,
            requests: requests
                .iter()
                .map(|(funder, cents)| FundingRequest {
                    funder: projects::wire::partner_ref(catalogue, funder),
                    amount: Money::cents(*cents),
                })
                .collect(),
            fits: of_envelopes && requests.iter().all(left),
            proposed: false,
            project,
        });
    }
    items.sort_by_key(|entry| entry.rank);
    if let Some(first) = items.iter_mut().find(|entry| entry.fits) {
        first.proposed = true;
    }
    Ok(ReserveList { items, envelopes: envelopes(call, &voted) })
}

/// Read the reserve list
///
/// Waitlisted projects in the committee's order. The first whose request fits what the envelopes have left, because a
/// selected project withdrew or got less, is proposed. Coordinators and carriers; observers after publication.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call")),
    responses((status = 200, description = "The list", body = ReserveList), OfPrivateRead))]
#[get("/calls/{id}/reserve")]
async fn read(actor: LoggedIn, id: Path<String>) -> Result<impl Responder, Fail> {
    let call = readable(&actor, &id)?;
    let found = actor.state.db.read(|connection| list(&actor, connection, &actor.catalogue, call))?;
    Ok(Plain(found))
}

/// Move a project up from the reserve list
///
/// After publication; before it, decide on the project again. The project is selected with these amounts, under the same
/// envelopes, and its letter and e-mail are prepared. Out of turn it needs a reason.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call")), request_body = MoveUpInput,
    responses((status = 200, description = "The decision as it is now", body = Decision), OfCreate))]
#[post("/calls/{id}/reserve")]
async fn move_up(
    actor: Committee,
    id: Path<String>,
    Body(input): Body<MoveUpInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let call = of_committee(&visit, &id)?;
    visit.require_coordinator(call.programme())?;
    let (call_id, programme) = (call.id().to_owned(), call.programme().to_owned());
    let state = visit.state.clone();
    let work = state.db.write(Ending::Commit, move |connection| {
        store::lock(connection, &call_id, false)?;
        let catalogue = crate::catalogue::store::load(connection)?;
        let call = catalogue.call(&call_id).ok_or(Fail::NOT_FOUND)?;
        let decisions = store::decisions(connection, &catalogue, &call_id, false, None)?;
        let wanted = input.project.as_str();
        let found = decisions.into_iter().find(|decision| decision.project.id.as_str() == wanted);
        let found = found.ok_or_else(|| Fail::field("/project", Rule::UnknownReference))?;
        require_part(&visit, connection, wanted)?;
        let row = projects::store::reload(connection, wanted)?;
        if !call.decisions_published() || row.status != ProjectStatus::Waitlisted {
            return Err(ErrorCode::TransitionNotAllowed.into());
        }
        let list = list(&visit, connection, &catalogue, call)?;
        let in_turn = list.expected().is_none_or(|first| first.project.id == found.project.id);
        if !in_turn && input.reason.trim().is_empty() {
            return Err(Fail::field("/reason", Rule::ReasonRequired));
        }
        let granted = DecisionInput {
            project: input.project.clone(),
            outcome: match input.reservations.is_empty() {
                true => Outcome::Selected,
                false => Outcome::SelectedWithReservations,
            },
            // Why it had to wait is no reason to be selected.
            reason: input.reason.trim().to_owned(),
            amounts: input.amounts,
            reservations: input.reservations,
            // What was counted was counted on waiting.
            votes: None,
            reserve_rank: None,
        };
        let granted = settle(granted, &catalogue, &programme, visit.state.clock.today())?;
        grants_something(connection, call, &granted)?;
        within_envelopes(connection, call, &granted)?;
        let by = visit.user()?.user.clone();
        store::decide(connection, &call_id, &granted, (&by, None), visit.now)?;
        store::move_up(connection, &row.id, granted.outcome.status(), visit.now)?;
        let event = LaterKind::MovedUp.as_str();
        projects::store::record(connection, &row.id, event, false, &by, &granted.reason, visit.now)?;
        let visit = Visit { catalogue: std::sync::Arc::new(catalogue), ..visit };
        mail::decision(connection, &Desk::of(&visit), &row.id)?;
        let mut now =
            store::decisions(connection, &visit.catalogue, &call_id, false, Some(found.id.as_str()))?;
        now.pop().ok_or(Fail::NOT_FOUND)
    });
    let value = work.await?;
    Ok(Tagged { version: value.version, value })
}
