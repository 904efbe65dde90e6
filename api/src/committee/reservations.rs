//! Reservations over HTTP: the partner says how one was met, the coordinator lifts it.

use super::{
    aside::{Aside, require_part},
    decisions::readable,
    store::reservations::{self as store, Change},
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{LoggedIn, Visit},
    db::{AnyConnection, Ending},
    french,
    http::{
        answer::{Listed, Tagged},
        body::{Body, OptionalBody},
        etag::IfMatch,
        fail::Fail,
        refusals::*,
    },
    mail::{Desk, write as mail},
    projects::{self, Seen, rules::View},
    reviews::store::conflicts::recused,
};
use actix_web::{Responder, get, patch, post, web::Path};
use openapi::{
    ErrorCode, Page, ProjectStatus,
    minutes::LaterKind,
    reservation::{
        LiftInput, ProjectReservation, ProofInput, Reservation, ReservationDueInput, ReservationState,
    },
    rule::Rule,
};

pub fn configure(config: &mut Mount) {
    config.service(of_project).service(of_call).service(prove).service(lift).service(extend);
}

/// Who lifts reservations.
const CHAIR: fn(&Seen) -> bool = |seen| seen.standpoint.coordinator;

fn page<T>(items: Vec<T>) -> Listed<T> {
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Listed(Page { items, next: None, total })
}

fn published(visit: &Visit, seen: &Seen) -> bool {
    visit.catalogue.call(&seen.row.call_id).is_some_and(|call| call.decisions_published())
}

/// List the reservations of a project
///
/// After publication for its organisation and for who reads the fiche; before it for the committee only.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id of the project")),
    responses((status = 200, description = "Reservations, in the order of the decision", body = Page<Reservation>), OfPrivateRead))]
#[get("/projects/{id}/reservations")]
async fn of_project(actor: LoggedIn, id: Path<String>) -> Result<impl Responder, Fail> {
    let items = actor.state.db.read(|connection| {
        let seen = projects::seen(&actor, connection, &id)?;
        if seen.view != View::Full {
            return Err(Fail::NOT_FOUND);
        }
        let pair = (seen.row.id.clone(), actor.user()?.user.clone());
        let told = published(&actor, &seen)
            || (seen.standpoint.committee()
                && !recused(connection, std::slice::from_ref(&pair.0))?.contains(&pair));
        if told { Ok(store::of_project(connection, &seen.row.id)?) } else { Ok(Vec::new()) }
    })?;
    Ok(page(items))
}

/// List the reservations of a call
///
/// The earliest due first. Coordinators and carriers; observers after publication.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call")),
    responses((status = 200, description = "Reservations with their projects", body = Page<ProjectReservation>), OfPrivateRead))]
#[get("/calls/{id}/reservations")]
async fn of_call(actor: LoggedIn, id: Path<String>) -> Result<impl Responder, Fail> {
    let call = readable(&actor, &id)?;
    let items = actor.state.db.read(|connection| {
        let mut items = store::of_call(connection, &actor.catalogue, call.id())?;
        let aside = Aside::of(&actor, connection, call)?;
        items.retain(|line| !aside.hides(line.project.id.as_str()));
        Ok::<Vec<ProjectReservation>, Fail>(items)
    })?;
    Ok(page(items))
}

/// A reservation that waits, of a published selection, in the version that was read.
fn waiting(
    visit: &Visit,
    connection: &mut AnyConnection,
    (id, place): (&str, i32),
    if_match: &IfMatch,
    may: impl FnOnce(&Seen) -> bool,
) -> Result<(Seen, Reservation), Fail> {
    let seen = projects::held(visit, connection, id)?;
    if seen.view != View::Full {
        return Err(Fail::NOT_FOUND);
    }
    let (may, published) = (may(&seen), published(visit, &seen));
    if !may {
        // Who may not act learns nothing of a decision either.
        return Err(if published || seen.standpoint.committee() { Fail::FORBIDDEN } else { Fail::NOT_FOUND });
    }
    if !published {
        if !seen.standpoint.coordinator {
            return Err(Fail::NOT_FOUND);
        }
        // Before anything is looked up, which would tell that there is a condition.
        require_part(visit, connection, &seen.row.id)?;
    }
    let all = store::of_project(connection, &seen.row.id)?;
    let read = all.into_iter().find(|one| one.place == place).ok_or(Fail::NOT_FOUND)?;
    if_match.check(read.version, format!("{}/reservations", seen.path()))?;
    let open = published
        && seen.row.status == ProjectStatus::SelectedWithReservations
        && read.state != ReservationState::Lifted;
    if open { Ok((seen, read)) } else { Err(ErrorCode::TransitionNotAllowed.into()) }
}

/// Changes a reservation over the version that was read, and answers with what it is then.
async fn act(
    visit: Visit,
    (id, place): (String, String),
    if_match: IfMatch,
    may: fn(&Seen) -> bool,
    change: impl FnOnce(&Visit, &mut AnyConnection, &Seen, &Reservation) -> Result<(), Fail> + Send + 'static,
) -> Result<Tagged<Reservation>, Fail> {
    let place: i32 = place.parse().map_err(|_| Fail::NOT_FOUND)?;
    let state = visit.state.clone();
    let work = state.db.write(Ending::Commit, move |connection| {
        let (seen, read) = waiting(&visit, connection, (&id, place), &if_match, may)?;
        change(&visit, connection, &seen, &read)?;
        let all = store::of_project(connection, &seen.row.id)?;
        all.into_iter().find(|one| one.place == place).ok_or(Fail::NOT_FOUND)
    });
    let value = work.await?;
    Ok(Tagged { version: value.version, value })
}

/// Writes what became of a reservation, and the event that tells it.
fn write(
    visit: &Visit,
    connection: &mut AnyConnection,
    (seen, read): (&Seen, &Reservation),
    change: &Change<'_>,
    (kind, told): (&str, &str),
) -> Result<(), Fail> {
    let by = &visit.user()?.user;
    if !store::change(connection, &seen.row.id, read, change, by, visit.now)? {
        return Err(Fail::Stale { current: format!("{}/reservations", seen.path()) });
    }
    Ok(projects::store::record(connection, &seen.row.id, kind, false, by, told, visit.now)?)
}

/// Say how a reservation was met
///
/// By the project's organisation, once the decision is published; said again, it replaces what was said. Papers go to the
/// messages or the attachments of the project.
#[utoipa::path(tag = "committee",
    params(("id" = String, Path, description = "Id of the project"), ("place" = i32, Path, description = "Place in the decision, from 1")),
    request_body = ProofInput, responses((status = 200, description = "Noted", body = Reservation), OfTransition))]
#[post("/projects/{id}/reservations/{place}/proof")]
async fn prove(
    actor: LoggedIn,
    path: Path<(String, String)>,
    if_match: IfMatch,
    Body(input): Body<ProofInput>,
) -> Result<impl Responder, Fail> {
    let editor = |seen: &Seen| seen.standpoint.editor;
    act(actor.0, path.into_inner(), if_match, editor, move |visit, connection, seen, read| {
        let event = ("reservation_proven", read.what.as_str());
        write(visit, connection, (seen, read), &Change::Proof(&input.text), event)
    })
    .await
}

/// Lift a reservation
///
/// By the coordinator. Once the last one is lifted the selection is final: the project is `selected`, and its organisation is
/// told by e-mail.
#[utoipa::path(tag = "committee",
    params(("id" = String, Path, description = "Id of the project"), ("place" = i32, Path, description = "Place in the decision, from 1")),
    request_body = Option<LiftInput>, responses((status = 200, description = "Lifted", body = Reservation), OfTransition))]
#[post("/projects/{id}/reservations/{place}/lift")]
async fn lift(
    actor: LoggedIn,
    path: Path<(String, String)>,
    if_match: IfMatch,
    OptionalBody(input): OptionalBody<LiftInput>,
) -> Result<impl Responder, Fail> {
    act(actor.0, path.into_inner(), if_match, CHAIR, move |visit, connection, seen, read| {
        require_part(visit, connection, &seen.row.id)?;
        let event = (LaterKind::ReservationLifted.as_str(), read.what.as_str());
        write(visit, connection, (seen, read), &Change::Lift(&input.note), event)?;
        let row = &seen.row;
        if store::settle(connection, &row.id, visit.now)? {
            let (by, selected) = (&visit.user()?.user, ProjectStatus::Selected.as_str());
            projects::store::record(connection, &row.id, selected, false, by, "", visit.now)?;
            mail::reservations_lifted(connection, &Desk::of(visit), row)?;
        }
        Ok(())
    })
    .await
}

/// Give more time for a reservation
///
/// By the coordinator, with a reason that the organisation reads.
#[utoipa::path(tag = "committee",
    params(("id" = String, Path, description = "Id of the project"), ("place" = i32, Path, description = "Place in the decision, from 1")),
    request_body = ReservationDueInput, responses((status = 200, description = "Its last day is another one", body = Reservation), OfTransition))]
#[patch("/projects/{id}/reservations/{place}")]
async fn extend(
    actor: LoggedIn,
    path: Path<(String, String)>,
    if_match: IfMatch,
    Body(input): Body<ReservationDueInput>,
) -> Result<impl Responder, Fail> {
    act(actor.0, path.into_inner(), if_match, CHAIR, move |visit, connection, seen, read| {
        require_part(visit, connection, &seen.row.id)?;
        if input.due < visit.state.clock.today() {
            return Err(Fail::field("/due", Rule::InThePast));
        }
        let told = format!("{} ({}) : {}", read.what.trim(), french::day(input.due), input.reason.trim());
        let event = (LaterKind::ReservationExtended.as_str(), told.as_str());
        write(visit, connection, (seen, read), &Change::Due(input.due), event)
    })
    .await
}
