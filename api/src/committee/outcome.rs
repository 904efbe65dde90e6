//! Taking one decision down: what makes sense of it, what the envelopes allow, who is there.

use super::{aside::require_part, rules::fits, session::room::Room, store};
use crate::{
    auth::actor::Visit,
    catalogue::{Catalogue, StoredCall},
    db::AnyConnection,
    http::fail::Fail,
    projects,
};
use chrono::NaiveDate;
use openapi::{
    ErrorCode, Reference,
    committee::{DecisionInput, Outcome},
    rule::Rule,
    status::ProjectStatus,
    validation::Violation,
};
use std::{collections::HashSet, slice};

/// Funders named by id, each once, each with money only where money is granted; reservations where the selection has some,
/// due from `today` on; a place only on the reserve list.
pub fn settle(
    mut input: DecisionInput,
    catalogue: &Catalogue,
    programme: &str,
    today: NaiveDate,
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
    match (input.outcome, input.reservations.is_empty()) {
        (Outcome::SelectedWithReservations, true) => {
            wrong.push(Violation::new("/reservations", Rule::Required))
        }
        (Outcome::SelectedWithReservations, false) | (_, true) => {}
        // They would stand in the letter and could never be lifted.
        (_, false) => wrong.push(Violation::new("/reservations", Rule::OtherOutcome)),
    }
    for (index, reservation) in input.reservations.iter().enumerate() {
        if reservation.due < today {
            wrong.push(Violation::new(format!("/reservations/{index}/due"), Rule::InThePast));
        }
    }
    if input.reserve_rank.is_some() && input.outcome != Outcome::Waitlisted {
        wrong.push(Violation::new("/reserve_rank", Rule::OtherOutcome));
    }
    if wrong.is_empty() { Ok(input) } else { Err(Fail::Fields(wrong)) }
}

/// Refuses a selection that gives nothing to a project that asks for money of the call's envelopes: it could not take place.
pub fn grants_something(
    connection: &mut AnyConnection,
    call: &StoredCall,
    input: &DecisionInput,
) -> Result<(), Fail> {
    let gives = input.amounts.iter().any(|amount| amount.voted.amount > 0);
    if gives || !input.outcome.grants() {
        return Ok(());
    }
    let funders: Vec<&str> = call.wire.envelopes.iter().map(|envelope| envelope.funder.id.as_str()).collect();
    if store::asks_money(connection, input.project.as_str(), &funders)? {
        return Err(Fail::field("/amounts", Rule::NothingGranted));
    }
    Ok(())
}

/// Refuses what goes beyond an envelope; the caller holds the call's row.
pub fn within_envelopes(
    connection: &mut AnyConnection,
    call: &StoredCall,
    input: &DecisionInput,
) -> Result<(), Fail> {
    let own = input.project.as_str();
    let voted = store::count_committed(connection, call.id(), |project| project == own)?;
    for amount in input.amounts.iter().filter(|amount| amount.voted.amount > 0) {
        let funder = amount.funder.as_str();
        let envelope = call.envelope(funder).map_or(0, |envelope| envelope.amount.amount);
        if !fits(envelope, voted.get(funder).copied().unwrap_or(0), amount.voted.amount) {
            return Err(ErrorCode::EnvelopeExceeded.into());
        }
    }
    Ok(())
}

/// Writes a decision down; its id, and whether it is the first on its project. The caller holds the call's row.
/// `expected` hears the version of the decision that it would replace.
pub fn take_down(
    visit: &Visit,
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    call: &StoredCall,
    input: DecisionInput,
    expected: impl FnOnce(Option<i32>) -> Result<(), Fail>,
) -> Result<(String, bool), Fail> {
    let input = settle(input, catalogue, call.programme(), visit.state.clock.today())?;
    let unknown = || Fail::field("/project", Rule::UnknownReference);
    let seen = match projects::seen(visit, connection, input.project.as_str()) {
        Ok(seen) if seen.row.call_id == call.id() && seen.row.status != ProjectStatus::Draft => seen,
        Ok(_) | Err(Fail::Code(ErrorCode::NotFound)) => return Err(unknown()),
        Err(other) => return Err(other),
    };
    require_part(visit, connection, &seen.row.id)?;
    if !seen.row.status.is_decidable() {
        return Err(seen.refused(visit, ErrorCode::TransitionNotAllowed));
    }
    grants_something(connection, call, &input)?;
    within_envelopes(connection, call, &input)?;
    let quorum = Room::load(connection, catalogue, call, slice::from_ref(&seen.row.id))?
        .admit(&seen.row.id, input.votes)?;
    expected(store::decision_version(connection, &seen.row.id)?)?;
    let by = visit.user()?.user.clone();
    let decided = store::decide(connection, call.id(), &input, (&by, quorum), visit.now)?;
    let outcome = input.outcome.as_str();
    projects::store::record(connection, &seen.row.id, "decided", true, &by, outcome, visit.now)?;
    Ok(decided)
}
