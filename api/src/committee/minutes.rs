//! The minutes of a committee, as JSON and on paper.

use super::{
    decisions::{envelopes, keep_seen, readable},
    session::{
        room::{Room, attendee},
        rules::{self, Listed},
    },
    store,
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{LoggedIn, Visit},
    catalogue::StoredCall,
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

fn minutes(visit: &Visit, connection: &mut AnyConnection, call: &StoredCall) -> Result<Minutes, Fail> {
    let catalogue = &visit.catalogue;
    let published_at = call.wire.decisions_published_at;
    let mut decisions = store::decisions(connection, catalogue, call.id(), published_at.is_none(), None)?;
    keep_seen(visit, connection, call, &mut decisions)?;
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
        store::undecided(connection, catalogue, call.id(), visit.state.clock.today())?
    };
    let voted = store::count_committed(connection, call.id(), None)?;
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
    })
}

/// Read the minutes
///
/// Attendance, who stood aside, decisions with their votes and reasons, envelopes, signatures. Coordinators and carriers;
/// observers after publication.
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
