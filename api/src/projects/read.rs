//! One project, and what happened to it.

use super::{
    Seen,
    rules::{Standpoint, View, shows_last_filed},
    seen,
    store::{self, Row, Whole},
    wire,
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Anyone, LoggedIn, Visit},
    committee,
    db::{AnyConnection, DbError},
    http::{
        answer::{Listed, Tagged},
        fail::Fail,
        refusals::*,
    },
    reviews::store::conflicts,
};
use actix_web::{Responder, get, web::Path};
use openapi::{
    Page,
    project::{Project, ProjectEvent, ProjectInput},
};

pub fn configure(config: &mut Mount) {
    config.service(read).service(events);
}

/// A project as the visitor sees it: one statement, and two more once its decision is published.
pub fn whole(visit: &Visit, connection: &mut AnyConnection, id: &str) -> Result<Project, Fail> {
    let found = store::find_whole(connection, visit, id)?;
    let Whole { mut row, fiche, sha256, unread } = found.ok_or(Fail::NOT_FOUND)?;
    let standpoint = Standpoint::of(visit.person(), &row);
    let fiche = as_seen(connection, &row, standpoint, fiche)?;
    row.title.clone_from(&fiche.title);
    let view = standpoint.view(row.status);
    let mut attached = wire::Attached { sha256, unread, ..wire::Attached::default() };
    let published = visit.catalogue.call(&row.call_id).and_then(|call| call.wire.decisions_published_at);
    if let Some(published_at) = published {
        let decision = committee::store::published(connection, &visit.catalogue, &row.id, published_at)?;
        // Who is not selected is not public: such a row is only seen in full.
        attached.decision = decision;
        if view == View::Full && attached.decision.is_some() {
            attached.feedback = Some(committee::store::feedback::text(connection, &row.id)?);
        }
    }
    if standpoint.own {
        let user = visit.user()?.user.as_str();
        attached.access = standpoint.access(store::people::in_charge(connection, &row.id)? == user);
        attached.sections = Some(store::sections::versions(connection, &row)?);
    }
    if view == View::Public
        && let Some(decision) = &mut attached.decision
    {
        decision.reason.clear();
        decision.reservations.clear();
        decision.reserve_rank = None;
        decision.amounts.iter_mut().for_each(|amount| amount.asked = None);
    }
    Ok(wire::project(visit, Seen { row, view, standpoint }, Some(fiche), attached))
}

/// A fiche as a reader may know it: while it is corrected, what was filed last, but for its own organisation.
pub fn as_seen(
    connection: &mut AnyConnection,
    row: &Row,
    standpoint: Standpoint,
    fiche: ProjectInput,
) -> Result<ProjectInput, Fail> {
    if standpoint.own || !shows_last_filed(row.status) {
        return Ok(fiche);
    }
    Ok(store::last_filed(connection, row)?.unwrap_or(fiche))
}

/// Read a project
///
/// What the reader may not see is absent; a project that the reader may not see at all does not exist.
#[utoipa::path(tag = "projects", security((), ("token" = [])), params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The project", body = Project), OfRead))]
#[get("/projects/{id}")]
async fn read(actor: Anyone, id: Path<String>) -> Result<impl Responder, Fail> {
    let value = actor.state.db.read(|connection| whole(&actor, connection, &id))?;
    Ok(Tagged { version: value.version, value })
}

/// List what happened to a project
///
/// Oldest first. The applicant does not read the committee's work.
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "Events", body = Page<ProjectEvent>), OfRead))]
#[get("/projects/{id}/events")]
async fn events(actor: LoggedIn, id: Path<String>) -> Result<impl Responder, Fail> {
    let items = actor.state.db.read(|connection| {
        let seen = seen(&actor, connection, &id)?;
        if seen.view != View::Full {
            return Err(Fail::NOT_FOUND);
        }
        // The committee's work on a project is not for whoever is recused from it.
        let internal = seen.standpoint.committee()
            && !conflicts::is_recused(connection, &id, actor.user()?).map_err(DbError::from)?;
        Ok(store::events(connection, &id, internal).map_err(DbError::from)?)
    })?;
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(Listed(Page { items, next: None, total }))
}
