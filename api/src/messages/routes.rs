//! Messages over HTTP.

use super::{
    side,
    store::{self, notices},
    writes,
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{LoggedIn, Visit},
    db::{AnyConnection, Ending},
    http::{
        answer::{self, Listed, Plain},
        body::Body,
        fail::Fail,
        page::{Key, Sort, Window},
        query::Query,
        refusals::*,
    },
    projects::{self, Seen},
};
use actix_web::{HttpRequest, HttpResponse, Responder, get, http::header, post, web::Path};
use openapi::{
    ErrorCode, Page, ProjectStatus,
    message::{Message, MessageInput, MessageSide, ReadInput, Unread},
    page::SliceQuery,
    rule::Rule,
};

pub fn configure(config: &mut Mount) {
    config.service(list).service(write).service(mark);
}

/// A project with the side of the visitor; for all others there are no messages.
fn thread(visit: &Visit, connection: &mut AnyConnection, id: &str) -> Result<(Seen, MessageSide), Fail> {
    let seen = projects::seen(visit, connection, id)?;
    let side = side(seen.standpoint).ok_or(Fail::NOT_FOUND)?;
    Ok((seen, side))
}

/// List the messages on a project
///
/// Between its partner and the coordination, the newest first.
#[utoipa::path(tag = "messages", params(("id" = String, Path, description = "Id of the project"), SliceQuery),
    responses((status = 200, description = "Messages, newest first", body = Page<Message>), OfNestedList))]
#[get("/projects/{id}/messages")]
async fn list(
    actor: LoggedIn,
    id: Path<String>,
    Query(query): Query<SliceQuery>,
) -> Result<impl Responder, Fail> {
    let newest = [Sort { field: (), descending: true }];
    let window = Window::parse(&query.into(), |name| (name == "at").then_some(()), &newest)?;
    if window.sort.iter().any(|sort| !sort.descending) {
        return Err(Fail::field("/sort", Rule::UnknownSort));
    }
    let after = window.after.as_ref().map(|(_, id)| id.as_str());
    let (mut items, total) = actor.state.db.read(|connection| {
        let (_, side) = thread(&actor, connection, &id)?;
        let reader = store::Reader { user: &actor.user()?.user, side };
        Ok::<_, Fail>(store::page(connection, &reader, &id, after, window.limit + 1)?)
    })?;
    let more = items.len() > window.limit;
    items.truncate(window.limit);
    let next = items.last().filter(|_| more).map(|last| window.cursor(vec![Key::Null], last.id.as_str()));
    Ok(Listed(Page { items, next, total }))
}

/// Write a message
///
/// By who writes for the partner, or the coordinator. On a draft the partner writes first. The other side gets one mail for
/// what is written within ten minutes, unless it has read it by then.
#[utoipa::path(tag = "messages", params(("id" = String, Path, description = "Id of the project")), request_body = MessageInput,
    responses((status = 201, description = "Written", body = Message), OfCreate))]
#[post("/projects/{id}/messages")]
async fn write(
    request: HttpRequest,
    actor: LoggedIn,
    id: Path<String>,
    Body(input): Body<MessageInput>,
) -> Result<HttpResponse, Fail> {
    let visit = actor.0;
    let state = visit.state.clone();
    let location = format!("/api/v1/projects/{id}/messages");
    let value = state
        .db
        .write(Ending::Commit, move |connection| {
            // Messages get their ids one after the other: what is read up to one is read up to there.
            projects::store::hold(connection, &id, false)?;
            let (seen, side) = thread(&visit, connection, &id)?;
            if !writes(&seen, side) {
                return Err(Fail::FORBIDDEN);
            }
            let draft = seen.row.status == ProjectStatus::Draft;
            if draft && side == MessageSide::Coordination && !store::has_begun(connection, &id)? {
                return Err(ErrorCode::ThreadNotStarted.into());
            }
            let user = &visit.user()?.user;
            let message = store::insert(connection, &id, user, side, input.text.trim(), visit.now)?;
            notices::plan(connection, &id, side.other(), visit.now)?;
            let reader = store::Reader { user, side };
            store::find(connection, &reader, &id, &message)?.ok_or(Fail::NOT_FOUND)
        })
        .await?;
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, location));
    Ok(answer::json(response, &value, &request))
}

/// Mark messages as read
///
/// All up to one, by the reader for himself or herself; never back.
#[utoipa::path(tag = "messages", params(("id" = String, Path, description = "Id of the project")), request_body = ReadInput,
    responses((status = 200, description = "What is left to read", body = Unread), OfCreate))]
#[post("/projects/{id}/messages/read")]
async fn mark(
    actor: LoggedIn,
    id: Path<String>,
    Body(input): Body<ReadInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let state = visit.state.clone();
    let unread = state
        .db
        .write(Ending::Commit, move |connection| {
            projects::store::hold(connection, &id, false)?;
            let (_, side) = thread(&visit, connection, &id)?;
            let reader = store::Reader { user: &visit.user()?.user, side };
            if store::find(connection, &reader, &id, input.until.as_str())?.is_none() {
                return Err(Fail::field("/until", Rule::UnknownReference));
            }
            store::mark(connection, &reader, &id, input.until.as_str())?;
            Ok(store::unread(connection, &reader, &id)?)
        })
        .await?;
    Ok(Plain(Unread { unread }))
}
