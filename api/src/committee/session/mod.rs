//! The committee's session over HTTP: what the chair sets, who is there, and the live view.

mod attendance;
mod events;
pub mod room;
pub mod rules;
pub mod view;

use super::{held, of_committee, store};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Committee, Visit},
    catalogue::StoredCall,
    db::Ending,
    http::{answer::Versioned, body::Patch, etag::IfMatch, fail::Fail, refusals::*},
};
use actix_web::{Responder, get, patch, web::Path};
use openapi::{
    ErrorCode, Reference,
    rule::Rule,
    session::{Session, SessionInput, SessionStatus},
    validation::Violation,
};
use std::collections::HashSet;
use store::session::Sitting;

pub fn configure(config: &mut Mount) {
    config.service(read).service(change);
    attendance::configure(config);
    events::configure(config);
}

/// Read the session
///
/// Agenda (disagreements first, unless the chair made an order), attendance, quorum of each project, envelopes, and the
/// project being discussed. Coordinators and carriers. Who is recused from a project sees of it that it is on the agenda,
/// and while it is discussed only that such a project is. The version is that of what the chair sets.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call")),
    responses((status = 200, description = "The session", body = Session), OfPrivateRead))]
#[get("/calls/{id}/session")]
async fn read(actor: Committee, id: Path<String>) -> Result<impl Responder, Fail> {
    let call = of_committee(&actor, &id)?;
    let value = actor.state.db.read(|connection| view::session(&actor, connection, call))?;
    Ok(Versioned { version: value.version, value })
}

/// Set the session
///
/// Place, quorum, order of the agenda, the project being discussed; opens (`open`) and closes (`closed`) the session. By
/// the coordinator, until publication.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call")),
    request_body(content = SessionInput, description = "JSON Merge Patch"),
    responses((status = 200, description = "The session as it is then", body = Session), OfPatch))]
#[patch("/calls/{id}/session")]
async fn change(
    actor: Committee,
    id: Path<String>,
    if_match: IfMatch,
    patch: Patch<SessionInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let call = of_committee(&visit, &id)?;
    visit.require_coordinator(call.programme())?;
    let call_id = call.id().to_owned();
    let state = visit.state.clone();
    let work = state.db.write(Ending::Commit, move |connection| {
        let catalogue = held(connection, &call_id, false)?;
        let call = catalogue.call(&call_id).ok_or(Fail::NOT_FOUND)?;
        let sitting = store::session::sitting(connection, &call_id)?;
        if_match.check(sitting.version, format!("/api/v1/calls/{call_id}/session"))?;
        let input = patch.apply(&SessionInput {
            status: sitting.status(),
            place: sitting.place.clone(),
            quorum_percent: sitting.quorum_percent,
            agenda: store::session::agenda(connection, &call_id)?.into_iter().map(Reference::from).collect(),
            current: sitting.current_project_id.as_deref().map(Reference::from),
        })?;
        let order = agenda(connection, call, &input, patch.mentions("current"))?;
        let next = settle(&visit, sitting, &input)?;
        if patch.mentions("agenda") {
            store::session::save_agenda(connection, &call_id, &order)?;
        }
        store::session::save(connection, &call_id, &next)?;
        let visit = Visit { catalogue: catalogue.clone(), ..visit };
        view::session(&visit, connection, call)
    });
    let value = work.await?;
    Ok(Versioned { version: value.version, value })
}

/// The chair's order as ids, each a project of the call's agenda, once; and the current project is one of them.
fn agenda(
    connection: &mut crate::db::AnyConnection,
    call: &StoredCall,
    input: &SessionInput,
    current: bool,
) -> Result<Vec<String>, Fail> {
    let listed: HashSet<String> =
        store::candidates(connection, call)?.into_iter().map(|candidate| candidate.id).collect();
    let filed = store::session::filed(connection, call.id())?;
    let mut wrong = Vec::new();
    let mut known = HashSet::new();
    for (index, project) in input.agenda.iter().enumerate() {
        // One that was withdrawn since the order was made stays in it, and shows nowhere.
        let rule = match known.insert(project.as_str()) {
            false => Rule::Duplicate,
            true if !filed.contains(project.as_str()) => Rule::UnknownReference,
            true => continue,
        };
        wrong.push(Violation::new(format!("/agenda/{index}"), rule));
    }
    if let Some(project) =
        input.current.as_ref().filter(|project| current && !listed.contains(project.as_str()))
    {
        tracing::debug!(project = project.as_str(), "not on the agenda");
        wrong.push(Violation::new("/current", Rule::UnknownReference));
    }
    Fail::unless_empty(wrong)?;
    Ok(input
        .agenda
        .iter()
        .map(|project| project.as_str().to_owned())
        .filter(|id| listed.contains(id))
        .collect())
}

/// What the session becomes.
fn settle(visit: &Visit, before: Sitting, input: &SessionInput) -> Result<Sitting, Fail> {
    let status = before.status();
    if !status.leads_to(input.status) {
        return Err(ErrorCode::TransitionNotAllowed.into());
    }
    let open = input.status == SessionStatus::Open;
    let current = input.current.as_ref().map(|project| project.as_str().to_owned());
    if current.is_some() && !open && current != before.current_project_id {
        return Err(ErrorCode::SessionNotOpen.into());
    }
    let now = visit.now.naive_utc();
    let mut next = before;
    input.place.trim().clone_into(&mut next.place);
    next.quorum_percent = input.quorum_percent;
    next.current_project_id = current.filter(|_| open);
    next.opened_at = next.opened_at.or(open.then_some(now));
    next.closed_at = next.closed_at.filter(|_| !open);
    if input.status == SessionStatus::Closed {
        next.closed_at = next.closed_at.or(Some(now));
    }
    next.set_status(input.status);
    Ok(next)
}
