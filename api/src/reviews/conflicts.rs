//! Conflicts of interest over HTTP, and the evidence beside the criteria.

use super::{rules, store::conflicts as store};
use crate::http::mount::Mount;
use crate::{
    auth::actor::LoggedIn,
    db::{DbError, Ending},
    http::{
        answer::{Listed, Plain},
        body::Body,
        fail::Fail,
        refusals::*,
    },
    projects::{self, rules::View},
};
use actix_web::{HttpRequest, HttpResponse, Responder, get, post, web::Path};
use openapi::{
    Page,
    review::{Conflict, ConflictInput, ConflictSource, Evidence},
    rule::Rule,
};

pub fn configure(config: &mut Mount) {
    config.service(list).service(declare).service(evidence);
}

/// List conflicts of interest
///
/// Found from the partners and the money of the fiche, declared or recorded. A reviewer reads the own ones.
#[utoipa::path(tag = "reviews", params(("id" = String, Path, description = "Id of the project")),
    responses((status = 200, description = "Who may not review it, and why", body = Page<Conflict>), OfPrivateRead))]
#[get("/projects/{id}/conflicts")]
async fn list(actor: LoggedIn, id: Path<String>) -> Result<impl Responder, Fail> {
    let person = actor.user()?;
    let items = actor.state.db.read(|connection| {
        let seen = projects::seen(&actor, connection, &id)?;
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

/// Declare a conflict of interest
///
/// One's own; or, as coordinator, that of the person named.
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
            let seen = projects::seen(&visit, connection, &id)?;
            let person = visit.user()?;
            let own = input.person.as_ref().is_none_or(|named| named.as_str() == person.user);
            let (user, source) = match &input.person {
                _ if own => (person.user.as_str(), ConflictSource::Declared),
                Some(named) if seen.standpoint.coordinator => (named.as_str(), ConflictSource::Recorded),
                _ => return Err(Fail::FORBIDDEN),
            };
            if own && !person.reviews_in(&seen.row.programme_id) {
                return Err(Fail::FORBIDDEN);
            }
            let programme = &seen.row.programme_id;
            store::reviewer_name(connection, programme, user)?
                .ok_or_else(|| Fail::field("/person", Rule::UnknownReference))?;
            store::state(connection, &id, user, source, &input.reason, visit.now)?;
            projects::store::record(connection, &id, "recused", true, &person.user, "", visit.now)?;
            let mut noted = store::list(connection, &visit.catalogue, &id, programme, Some(user))?;
            noted.pop().ok_or(Fail::NOT_FOUND)
        })
        .await?;
    let mut response = HttpResponse::Created();
    response.insert_header(("Location", location));
    Ok(crate::http::answer::json(response, &value, &request))
}

/// Read what the fiche says on the criteria
///
/// Computed: beneficiaries and cost for each, share living in the districts, partners, co-funding, months, objectives.
#[utoipa::path(tag = "reviews", params(("id" = String, Path, description = "Id of the project")),
    responses((status = 200, description = "Evidence", body = Evidence), OfRead))]
#[get("/projects/{id}/evidence")]
async fn evidence(actor: LoggedIn, id: Path<String>) -> Result<impl Responder, Fail> {
    let found = actor.state.db.read(|connection| {
        let seen = projects::seen(&actor, connection, &id)?;
        if seen.view != View::Full {
            return Err(Fail::NOT_FOUND);
        }
        let fiche = projects::store::fiche(connection, &id)?;
        let fiche = projects::read::as_seen(connection, &seen.row, seen.standpoint, fiche)?;
        Ok(rules::evidence(&fiche))
    })?;
    Ok(Plain(found))
}
