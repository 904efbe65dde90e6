//! Conflicts of interest over HTTP, and the evidence beside the criteria.

use super::{
    assignments::visible_call,
    evidence::{self, medians},
    store::conflicts as store,
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Committee, Coordinator, LoggedIn, Visit},
    db::{AnyConnection, DbError, Ending},
    http::{
        answer::{Done, Listed, Plain},
        body::Body,
        fail::Fail,
        refusals::*,
    },
    projects::{self, Seen, rules::View},
    refusals,
};
use actix_web::{HttpRequest, HttpResponse, Responder, get, post, web::Path};
use openapi::{
    ErrorCode, Page,
    evidence::Evidence,
    review::{Conflict, ConflictInput, ConflictSource, LiftingInput, Recusal},
    rule::Rule,
};

pub fn configure(config: &mut Mount) {
    config.service(list).service(of_call).service(declare).service(lift).service(read_evidence);
}

refusals! {
    /// A stated conflict has no version: it is lifted once.
    OfLifting = 400 401 403 404 409 413 415 422;
}

/// List conflicts of interest
///
/// Found from the partners and the money of the fiche, declared or recorded. A reviewer reads the own ones. Of a draft, whose
/// partners are nobody else's to know, there are none.
#[utoipa::path(tag = "reviews", params(("id" = String, Path, description = "Id of the project")),
    responses((status = 200, description = "Who may not review it, and why", body = Page<Conflict>), OfPrivateRead))]
#[get("/projects/{id}/conflicts")]
async fn list(actor: LoggedIn, id: Path<String>) -> Result<impl Responder, Fail> {
    let person = actor.user()?;
    let items = actor.state.db.read(|connection| {
        let seen = whole(&actor, connection, &id)?;
        let all = seen.standpoint.committee();
        if !all && !seen.standpoint.reviewer {
            return Err(Fail::FORBIDDEN);
        }
        let only = (!all).then_some(person.user.as_str());
        let found = store::list(connection, &actor.catalogue, &id, &seen.row.programme_id, only);
        Ok(found.map_err(DbError::from)?)
    })?;
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(Listed(Page { items, next: None, total }))
}

/// List the recused of a call
///
/// Who has no part in which project and why, for the committee and its minutes.
#[utoipa::path(tag = "reviews", params(("id" = String, Path, description = "Id or slug of the call")),
    responses((status = 200, description = "Recused people, by the projects' numbers", body = Page<Recusal>), OfPrivateRead))]
#[get("/calls/{id}/conflicts")]
async fn of_call(actor: Committee, id: Path<String>) -> Result<impl Responder, Fail> {
    let call = visible_call(&actor, &id)?;
    if !actor.sees_committee(call.programme()) {
        return Err(Fail::FORBIDDEN);
    }
    let items = actor.state.db.read(|connection| {
        store::recused_in_call(connection, &actor.catalogue, call).map_err(DbError::from)
    })?;
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(Listed(Page { items, next: None, total }))
}

/// A project of which the visitor may read the partners.
fn whole(visit: &Visit, connection: &mut AnyConnection, id: &str) -> Result<Seen, Fail> {
    let seen = projects::seen(visit, connection, id)?;
    if seen.view == View::Full { Ok(seen) } else { Err(Fail::NOT_FOUND) }
}

/// Declare a conflict of interest
///
/// One's own, as reviewer, carrier or coordinator: from then on one has no part in what becomes of the project. Or, as
/// coordinator who is not recused from it, that of the person named.
#[utoipa::path(tag = "reviews", params(("id" = String, Path, description = "Id of the project")), request_body = ConflictInput,
    responses((status = 201, description = "Noted", body = Conflict), OfCreate))]
#[post("/projects/{id}/conflicts")]
async fn declare(
    request: HttpRequest,
    actor: LoggedIn,
    id: Path<String>,
    Body(input): Body<ConflictInput>,
) -> Result<HttpResponse, Fail> {
    let visit = actor.0;
    let state = visit.state.clone();
    let location = format!("/api/v1/projects/{id}/conflicts");
    let value = state
        .db
        .write(Ending::Commit, move |connection| {
            let seen = whole(&visit, connection, &id)?;
            let person = visit.user()?;
            let own = input.person.as_ref().is_none_or(|named| named.as_str() == person.user);
            let (user, source) = match &input.person {
                _ if own => (person.user.as_str(), ConflictSource::Declared),
                Some(named) if seen.standpoint.coordinator => (named.as_str(), ConflictSource::Recorded),
                _ => return Err(Fail::FORBIDDEN),
            };
            let programme = &seen.row.programme_id;
            if own && !person.reviews_in(programme) && !person.coordinates(programme) {
                return Err(Fail::FORBIDDEN);
            }
            if !own && store::is_recused(connection, &id, person)? {
                return Err(ErrorCode::Recused.into());
            }
            let name = store::member_name(connection, programme, user)?
                .ok_or_else(|| Fail::field("/person", Rule::UnknownReference))?;
            store::state(connection, &id, user, source, &input.reason, visit.now)?;
            let told = format!("{name} : {}", input.reason);
            projects::store::record(connection, &id, "recused", true, &person.user, &told, visit.now)?;
            let mut noted = store::list(connection, &visit.catalogue, &id, programme, Some(user))?;
            noted.pop().ok_or(Fail::NOT_FOUND)
        })
        .await?;
    let mut response = HttpResponse::Created();
    response.insert_header(("Location", location));
    Ok(crate::http::answer::json(response, &value, &request))
}

/// Lift a conflict of interest
///
/// One that was declared or recorded, with a reason; those found from the project end with what they come from. Nobody lifts
/// the own one, nor another's while recused from the project.
#[utoipa::path(tag = "reviews",
    params(("id" = String, Path, description = "Id of the project"), ("person" = String, Path, description = "Id of the person")),
    request_body = LiftingInput, responses((status = 204, description = "Lifted"), OfLifting))]
#[post("/projects/{id}/conflicts/{person}/lift")]
async fn lift(
    actor: Coordinator,
    path: Path<(String, String)>,
    Body(input): Body<LiftingInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let (id, user) = path.into_inner();
    let state = visit.state.clone();
    state
        .db
        .write(Ending::Commit, move |connection| {
            let seen = projects::seen(&visit, connection, &id)?;
            visit.require_coordinator(&seen.row.programme_id)?;
            let person = visit.user()?;
            let by = &person.user;
            if user == *by {
                return Err(Fail::FORBIDDEN);
            }
            if store::is_recused(connection, &id, person)? {
                return Err(ErrorCode::Recused.into());
            }
            if !store::lift(connection, &id, &user, by, &input.reason, visit.now)? {
                let found = store::source_of(connection, &id, &user)?;
                return Err(found.map_or(Fail::NOT_FOUND, |_| ErrorCode::ConflictFound.into()));
            }
            let name = store::member_name(connection, &seen.row.programme_id, &user)?.unwrap_or_default();
            let told = format!("{name} : {}", input.reason);
            Ok(projects::store::record(connection, &id, "recusal_lifted", true, by, &told, visit.now)?)
        })
        .await?;
    Ok(Done)
}

/// Read what the fiche says on the criteria
///
/// Computed: beneficiaries and cost for each, share living in the districts, partners, co-funding, months,
/// objectives; for those who review and decide, beside the median of the call: for a reviewer only where enough fiches are
/// compared that it tells of none.
#[utoipa::path(tag = "reviews", params(("id" = String, Path, description = "Id of the project")),
    responses((status = 200, description = "Evidence", body = Evidence), OfRead))]
#[get("/projects/{id}/evidence")]
async fn read_evidence(actor: LoggedIn, id: Path<String>) -> Result<impl Responder, Fail> {
    let found = actor.state.db.read(|connection| {
        let seen = whole(&actor, connection, &id)?;
        let fiche = projects::store::fiche(connection, &id)?;
        let fiche = projects::read::as_seen(connection, &seen.row, seen.standpoint, fiche)?;
        let mut found = evidence::evidence(&fiche);
        let standpoint = seen.standpoint;
        // What the others ask is not the applicant's to know: of two fiches the median would tell.
        if !standpoint.own && (standpoint.committee() || standpoint.reviewer || standpoint.observer) {
            let call = &seen.row.call_id;
            let known = &actor.state.medians;
            let compared = known.get(call, actor.versions.projects, || {
                let fiches = projects::store::filed_fiches(connection, call)?;
                Ok::<_, Fail>(medians(&fiches.iter().map(evidence::evidence).collect::<Vec<_>>()))
            });
            found.call = Some(compared?).filter(|medians| {
                standpoint.committee()
                    || standpoint.observer
                    || medians.projects >= evidence::COMPARED_AT_LEAST
            });
        }
        Ok::<_, Fail>(found)
    })?;
    Ok(Plain(found))
}
