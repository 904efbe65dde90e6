//! The minutes of a committee, as JSON and on paper.

use super::{
    aside::Aside,
    decisions::{envelopes, readable},
    session::{
        room::{Room, attendee},
        rules::{self, Listed},
    },
    store,
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{LoggedIn, Visit},
    catalogue::{Catalogue, StoredCall},
    db::AnyConnection,
    documents::{minutes as paper, pdf::Template, routes::print, words},
    http::{answer::Plain, fail::Fail, refusals::*},
    projects::wire::call_ref,
};
use actix_web::{HttpRequest, HttpResponse, Responder, get, web::Path};
use openapi::{
    Money,
    committee::Decision,
    minutes::{Minutes, MinutesItem},
};
use std::collections::HashMap;

pub fn configure(config: &mut Mount) {
    config.service(read).service(minutes_pdf);
}

/// The minutes as this reader may read them: published, those that were kept, with what happened since.
fn minutes(visit: &Visit, connection: &mut AnyConnection, call: &StoredCall) -> Result<Minutes, Fail> {
    let Some(published_at) = call.wire.decisions_published_at else {
        return written(visit, connection, &visit.catalogue, call);
    };
    let minutes = match store::minutes::kept(connection, call.id())? {
        Some(text) => serde_json::from_str(&text)
            .map_err(|error| Fail::Internal(format!("minutes cannot be read: {error}")))?,
        None => written(visit, connection, &visit.catalogue, call)?,
    };
    let since = store::minutes::since(connection, &visit.catalogue, call.id(), published_at)?;
    Ok(Minutes { since, ..minutes })
}

/// Keeps the minutes when the decisions are published: from then on they say what was signed, whatever happens later, and
/// who stood aside then, whatever seats people have later.
pub fn keep(
    visit: &Visit,
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    call: &StoredCall,
) -> Result<(), Fail> {
    let minutes = written(visit, connection, catalogue, call)?;
    let text = serde_json::to_string(&minutes).map_err(|error| Fail::Internal(error.to_string()))?;
    Ok(store::minutes::keep(connection, call.id(), &text)?)
}

/// The minutes from the decisions as they are now.
fn written(
    visit: &Visit,
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    call: &StoredCall,
) -> Result<Minutes, Fail> {
    let published_at = call.wire.decisions_published_at;
    let mut decisions = store::decisions(connection, catalogue, call.id(), published_at.is_none(), None)?;
    let aside = Aside::of(visit, connection, call)?;
    aside.keep(&mut decisions);
    let ids: Vec<String> = decisions.iter().map(|decision| decision.project.id.to_string()).collect();
    let room = Room::load(connection, catalogue, call, &ids)?;
    let asked: HashMap<String, i64> = store::candidates(connection, call)?
        .into_iter()
        .map(|found| (found.id, found.requests.iter().map(|(_, cents)| cents).sum()))
        .collect();
    // The order of the agenda, but for what the reviews would say of it.
    let listed = |decision: &Decision| Listed {
        id: decision.project.id.to_string(),
        number: decision.project.number.clone(),
        spread: None,
        owed: false,
    };
    let order =
        rules::order(decisions.iter().map(listed).collect(), &store::session::agenda(connection, call.id())?);
    let mut by_project: HashMap<String, Decision> =
        decisions.into_iter().map(|decision| (decision.project.id.to_string(), decision)).collect();
    let items = order.iter().filter_map(|id| {
        Some(MinutesItem {
            decision: by_project.remove(id)?,
            requested: Money::cents(asked.get(id).copied().unwrap_or(0)),
            recused: room.aside(catalogue, id, true),
        })
    });
    let items = items.collect();
    let undecided = if published_at.is_some() {
        Vec::new()
    } else {
        let mut waiting = store::undecided(connection, catalogue, call.id(), visit.state.clock.today())?;
        waiting.retain(|project| !aside.hides(project.id.as_str()));
        waiting
    };
    let voted = store::count_committed(connection, call.id(), |project| aside.hides(project))?;
    Ok(Minutes {
        programme: catalogue.programme_ref(call.programme()).ok_or(Fail::NOT_FOUND)?,
        call: call_ref(catalogue, call.id()),
        status: room.sitting.status(),
        place: room.sitting.place.clone(),
        quorum_percent: room.sitting.quorum_percent,
        opened_at: room.sitting.opened_at.map(|at| at.and_utc()),
        closed_at: room.sitting.closed_at.map(|at| at.and_utc()),
        attendance: room.came.iter().map(|came| attendee(catalogue, came)).collect(),
        items,
        undecided,
        envelopes: envelopes(call, &voted),
        signatures: store::signatures(connection, catalogue, call)?,
        published_at,
        since: Vec::new(),
    })
}

/// Read the minutes
///
/// Attendance, who stood aside, decisions with their votes and reasons, envelopes, signatures. Published, they stay as they
/// were; what became of the decisions since stands apart. Coordinators and carriers; observers after publication.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call")),
    responses((status = 200, description = "The minutes as they stand", body = Minutes), OfPrivateRead))]
#[get("/calls/{id}/minutes")]
async fn read(actor: LoggedIn, id: Path<String>) -> Result<impl Responder, Fail> {
    let call = readable(&actor, &id)?;
    Ok(Plain(actor.state.db.read(|connection| minutes(&actor, connection, call))?))
}

/// Download the minutes as PDF
///
/// Tagged (PDF/UA-1). The same as `GET /calls/{id}/minutes`, for the same readers.
#[utoipa::path(tag = "documents", params(("id" = String, Path, description = "Id or slug of the call")),
    responses((status = 200, description = "The minutes", body = [u8], content_type = "application/pdf"),
        (status = 304, description = "The client has this document already"), OfPrivateRead))]
#[get("/calls/{id}/minutes.pdf")]
async fn minutes_pdf(actor: LoggedIn, request: HttpRequest, id: Path<String>) -> Result<HttpResponse, Fail> {
    let call = readable(&actor, &id)?;
    let found = actor.state.db.read(|connection| minutes(&actor, connection, call))?;
    let name = (
        format!("proces-verbal_{}", words::slug(&found.call.slug)),
        format!("Procès-verbal {}", found.call.title),
    );
    print(&actor, &request, Template::Minutes, paper::content(&found), name).await
}
