//! Who is in the room.

use super::{
    super::{held, of_committee, store::session as store},
    room::attendee,
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::Committee,
    db::Ending,
    http::{
        answer::{self, Done},
        body::Body,
        fail::Fail,
        refusals::*,
    },
    refusals,
};
use actix_web::{HttpRequest, HttpResponse, Responder, delete, post, web::Path};
use openapi::{
    ErrorCode,
    rule::Rule,
    session::{Attendee, AttendeeInput},
};

refusals! {
    /// A line of the attendance has no version: it ends once.
    OfLeaving = 401 403 404 409;
}

pub fn configure(config: &mut Mount) {
    config.service(arrive).service(leave);
}

/// Note who is there
///
/// A carrier says so for the own person (`{}`); the coordinator for anybody with a role in the programme, for a guest by
/// name, and for who stands in for a member (`name` with `institution`).
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call")), request_body = AttendeeInput,
    responses((status = 201, description = "Noted", body = Attendee), OfCreate))]
#[post("/calls/{id}/session/attendance")]
async fn arrive(
    request: HttpRequest,
    actor: Committee,
    id: Path<String>,
    Body(input): Body<AttendeeInput>,
) -> Result<HttpResponse, Fail> {
    let visit = actor.0;
    let call = of_committee(&visit, &id)?;
    let (call_id, programme) = (call.id().to_owned(), call.programme().to_owned());
    let location = format!("/api/v1/calls/{call_id}/session");
    let state = visit.state.clone();
    let work = state.db.write(Ending::Commit, move |connection| {
        let me = visit.user()?;
        let chair = visit.coordinates(&programme);
        let own = input.name.is_none() && input.person.as_ref().is_none_or(|named| named.as_str() == me.user);
        let of_own = own && input.institution.is_none();
        if !(chair || of_own) {
            return Err(Fail::FORBIDDEN);
        }
        let catalogue = held(connection, &call_id, false)?;
        let institution = match &input.institution {
            None => None,
            Some(named) => Some(
                catalogue
                    .partner_of(&programme, named.as_str())
                    .ok_or_else(|| Fail::field("/institution", Rule::UnknownReference))?
                    .id
                    .to_string(),
            ),
        };
        let (user, name, seat) = match (&input.name, &input.person) {
            (Some(_), Some(_)) => return Err(Fail::field("/name", Rule::Duplicate)),
            (Some(name), None) => (None, name.trim().to_owned(), None),
            (None, person) => {
                let user = person.as_ref().map_or(me.user.as_str(), |named| named.as_str()).to_owned();
                let found = store::person(connection, &programme, &user)?;
                let (name, seat) = found.ok_or_else(|| Fail::field("/person", Rule::UnknownReference))?;
                (Some(user), name, seat)
            }
        };
        let there = store::came(connection, &call_id)?;
        let same = |came: &store::Came| match &user {
            Some(user) => came.user_id.as_ref() == Some(user),
            None => came.user_id.is_none() && came.name == name,
        };
        if there.iter().any(|came| came.left_at.is_none() && same(came)) {
            return Err(ErrorCode::Duplicate.into());
        }
        let institution = institution.or(seat);
        let line =
            store::arrive(connection, &call_id, (user.as_deref(), &name), institution.as_deref(), visit.now)?;
        let there = store::came(connection, &call_id)?;
        let came = there.iter().find(|came| came.id == line).ok_or(Fail::NOT_FOUND)?;
        Ok(attendee(&catalogue, came))
    });
    let value = work.await?;
    let mut response = HttpResponse::Created();
    response.insert_header(("Location", location));
    Ok(answer::json(response, &value, &request))
}

/// Note that somebody left
///
/// The line stays, with the hour; before the session was ever open it is removed. By the person, or the coordinator.
#[utoipa::path(tag = "committee",
    params(("id" = String, Path, description = "Id or slug of the call"), ("attendee" = String, Path, description = "Id of the line")),
    responses((status = 204, description = "Noted"), OfLeaving))]
#[delete("/calls/{id}/session/attendance/{attendee}")]
async fn leave(actor: Committee, path: Path<(String, String)>) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let (id, line) = path.into_inner();
    let call = of_committee(&visit, &id)?;
    let (call_id, chair) = (call.id().to_owned(), visit.coordinates(call.programme()));
    let state = visit.state.clone();
    let work = state.db.write(Ending::Commit, move |connection| {
        held(connection, &call_id, false)?;
        let there = store::came(connection, &call_id)?;
        let came = there.iter().find(|came| came.id == line).ok_or(Fail::NOT_FOUND)?;
        if !chair && came.user_id.as_deref() != Some(visit.user()?.user.as_str()) {
            return Err(Fail::FORBIDDEN);
        }
        if came.left_at.is_none() {
            let opened = store::sitting(connection, &call_id)?.opened_at.is_some();
            store::leave(connection, &came.id, opened, visit.now)?;
        }
        Ok::<_, Fail>(())
    });
    work.await?;
    Ok(Done)
}
