//! Calls over HTTP.

use super::{check, store};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Anyone, Steward, Visit},
    catalogue::{self, Catalogue, StoredCall},
    committee,
    db::{AnyConnection, Ending},
    http::{
        answer::{Created, Listed, Tagged},
        body::{Body, OptionalBody, Patch},
        etag::IfMatch,
        fail::Fail,
        page::{Key, Sort, Window},
        query::{Query, choices},
        refusals::*,
        text,
    },
    programmes::{
        OfNew,
        belonging::{self, Within},
    },
};
use actix_web::{Responder, get, patch, post, web::Path};
use chrono::{DateTime, NaiveDate, Utc};
use openapi::{
    ErrorCode, Page,
    calendar::CallWindow,
    call::{Call, CallFilter, CallInput, CallStatus},
    committee::Nothing,
    page::PageQuery,
    rule::Rule,
};

pub fn configure(config: &mut Mount) {
    config
        .service(list_calls)
        .service(read_call)
        .service(create_call)
        .service(change_call)
        .service(publish_call)
        .service(close_call);
}

#[derive(Clone, Copy)]
enum Field {
    OpensOn,
    ClosesOn,
    Title,
}

fn path(call: &StoredCall) -> String {
    format!("/api/v1/calls/{}", call.id())
}

/// A draft exists for those who prepare it only.
fn visible(visit: &Visit, call: &StoredCall) -> bool {
    call.calendar.published || visit.require_steward(call.programme()).is_ok()
}

/// A call that the visitor may see, by id or slug. Of several calls of one slug it is the newest of a programme that the
/// visitor belongs to, or else the newest; another one's draft hides none.
pub(crate) fn seen<'a>(visit: &'a Visit, reference: &str) -> Result<&'a StoredCall, Fail> {
    let calls = || visit.catalogue.calls.iter().rev().filter(|call| visible(visit, call));
    let of_slug = || calls().filter(|call| call.wire.slug == reference);
    let grants = || visit.person().into_iter().flat_map(|person| &person.grants);
    let belongs =
        |call: &&StoredCall| grants().any(|grant| grant.programme.as_deref() == Some(call.programme()));
    calls()
        .find(|call| call.id() == reference)
        .or_else(|| of_slug().find(belongs))
        .or_else(|| of_slug().next())
        .ok_or(Fail::NOT_FOUND)
}

/// The catalogue for a write to a call. Its row comes before the counter, as for decisions and for all else that hangs on the
/// call: two that took them the other way round would wait for each other.
pub(super) fn held(connection: &mut AnyConnection, call: &str) -> Result<Catalogue, Fail> {
    committee::store::lock(connection, call, false)?;
    Ok(catalogue::store::claim(connection)?)
}

/// A call that the visitor prepares and closes.
fn stewarded<'a>(visit: &'a Visit, reference: &str) -> Result<&'a StoredCall, Fail> {
    let call = seen(visit, reference)?;
    visit.require_steward(call.programme())?;
    Ok(call)
}

/// List calls
///
/// The newest first. Drafts are there for those who prepare them.
#[utoipa::path(tag = "calls", security((), ("token" = [])), params(PageQuery, CallFilter),
    responses((status = 200, description = "Calls", body = Page<Call>), OfList))]
#[get("/calls")]
async fn list_calls(
    actor: Anyone,
    Query(query): Query<PageQuery>,
    Query(filter): Query<CallFilter>,
) -> Result<impl Responder, Fail> {
    let fields = |name: &str| match name {
        "opens_on" => Some(Field::OpensOn),
        "closes_on" => Some(Field::ClosesOn),
        "title" => Some(Field::Title),
        _ => None,
    };
    let window = Window::parse(&query, fields, &[Sort { field: Field::OpensOn, descending: true }])?;
    let statuses = choices(filter.status.as_deref(), "status", CallStatus::parse)?;
    let within = Within::parse(&actor.catalogue, filter.programme.as_deref());
    let day = |call: &StoredCall, of: fn(&CallWindow) -> NaiveDate| {
        call.calendar.current(actor.now).map(|window| of(window).to_string()).unwrap_or_default()
    };
    let found = actor.catalogue.calls.iter().filter(|call| {
        visible(&actor, call)
            && within.holds(&call.wire.programme)
            && statuses.as_ref().is_none_or(|some| some.contains(&call.calendar.status(actor.now)))
            && text::matches(&call.index, &window.needles)
    });
    Ok(Listed(window.page(
        found.collect(),
        |call, field| match field {
            Field::OpensOn => Key::Text(day(call, |window| window.opens_on)),
            Field::ClosesOn => Key::Text(day(call, |window| window.closes_on)),
            Field::Title => Key::Text(text::fold(&call.wire.title)),
        },
        |call| call.id(),
        |call| call.at(actor.now),
    )))
}

/// Read a call
#[utoipa::path(tag = "calls", security((), ("token" = [])), params(("id" = String, Path, description = "Id or slug", example = "2022")),
    responses((status = 200, description = "The call", body = Call), OfRead))]
#[get("/calls/{id}")]
async fn read_call(actor: Anyone, id: Path<String>) -> Result<impl Responder, Fail> {
    let call = seen(&actor, &id)?;
    Ok(Tagged { version: call.wire.version, value: call.at(actor.now) })
}

/// Create a call
///
/// Unpublished.
#[utoipa::path(tag = "calls", request_body = CallInput,
    responses((status = 201, description = "Created", body = Call), OfNew))]
#[post("/calls")]
async fn create_call(actor: Steward, Body(input): Body<CallInput>) -> Result<impl Responder, Fail> {
    let programme = belonging::named(&actor.catalogue, input.programme.as_ref())?.id.clone();
    actor.require_steward(programme.as_str())?;
    let now = actor.now;
    let value = actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            let catalogue = catalogue::store::claim(connection)?;
            Fail::unless_empty(check::violations(&catalogue, &programme, &input))?;
            store::insert(connection, &programme, &input, &check::fresh(&input), now).map_err(Fail::from)
        })
        .await?;
    Ok(Created { version: value.version, path: format!("/calls/{}", value.id), value })
}

/// Change a call
///
/// A criterion keeps its scores by its `id`; once a review is submitted only their words and order change. Nothing
/// changes once the decisions are published.
#[utoipa::path(tag = "calls", params(("id" = String, Path, description = "Id or slug")),
    request_body(content = CallInput, description = "JSON Merge Patch"),
    responses((status = 200, description = "Changed", body = Call), OfPatch))]
#[patch("/calls/{id}")]
async fn change_call(
    actor: Steward,
    id: Path<String>,
    if_match: IfMatch,
    patch: Patch<CallInput>,
) -> Result<impl Responder, Fail> {
    let (id, now) = (stewarded(&actor, &id)?.id().to_owned(), actor.now);
    let value = actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            let catalogue = held(connection, &id)?;
            let current = catalogue.call(&id).ok_or(Fail::NOT_FOUND)?;
            if_match.check(current.wire.version, path(current))?;
            if current.decisions_published() {
                return Err(ErrorCode::AlreadyPublished.into());
            }
            let now_set = CallInput::from(&current.wire);
            let base = if patch.mentions("windows") { now_set } else { now_set.with_single_window() };
            let input = patch.apply(&base)?;
            belonging::unmoved(&catalogue, &current.wire.programme, input.programme.as_ref())?;
            Fail::unless_empty(check::violations(&catalogue, &current.wire.programme, &input))?;
            let settled = check::settle(&current.wire, &input).map_err(Fail::Fields)?;
            let criteria = (!check::unchanged(&current.wire, &settled)).then_some(settled.as_slice());
            if check::means_otherwise(&current.wire, &settled) && store::was_reviewed(connection, &id)? {
                return Err(ErrorCode::CriteriaFixed.into());
            }
            // The fiches of a published call are written on its chart.
            if current.calendar.published && input.chart != current.wire.chart {
                return Err(ErrorCode::InUse.into());
            }
            if current.calendar.published && settled.is_empty() {
                return Err(Fail::field("/criteria", Rule::Required));
            }
            let voted = store::voted(connection, &id)?;
            if check::overdraws(&current.wire, &input, &voted) {
                return Err(ErrorCode::EnvelopeExceeded.into());
            }
            store::update(connection, current, &input, criteria, now).map_err(Fail::from)
        })
        .await?;
    Ok(Tagged { version: value.version, value })
}

/// A step of a call's life: checked and written in one transaction.
async fn step(
    actor: &Visit,
    reference: &str,
    if_match: IfMatch,
    write: impl FnOnce(&mut AnyConnection, &StoredCall, DateTime<Utc>) -> Result<Call, Fail> + Send + 'static,
) -> Result<Tagged<Call>, Fail> {
    let (id, now) = (stewarded(actor, reference)?.id().to_owned(), actor.now);
    let value = actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            let catalogue = held(connection, &id)?;
            let current = catalogue.call(&id).ok_or(Fail::NOT_FOUND)?;
            if_match.check(current.wire.version, path(current))?;
            write(connection, current, now)
        })
        .await?;
    Ok(Tagged { version: value.version, value })
}

/// Publish a call
///
/// It becomes public, and opens on its first day. It needs a criterion at least.
#[utoipa::path(tag = "calls", params(("id" = String, Path, description = "Id or slug")), request_body = Option<Nothing>,
    responses((status = 200, description = "Published", body = Call), OfTransition))]
#[post("/calls/{id}/publish")]
async fn publish_call(
    actor: Steward,
    id: Path<String>,
    if_match: IfMatch,
    _body: OptionalBody<Nothing>,
) -> Result<impl Responder, Fail> {
    step(&actor, &id, if_match, |connection, current, now| {
        if current.calendar.published {
            return Err(ErrorCode::TransitionNotAllowed.into());
        }
        if current.wire.criteria.is_empty() {
            return Err(Fail::field("/criteria", Rule::Required));
        }
        store::publish(connection, current, now).map_err(Fail::from)
    })
    .await
}

/// Close a call
///
/// Before its deadline: no project can be submitted any more, but by a partner with an extension.
#[utoipa::path(tag = "calls", params(("id" = String, Path, description = "Id or slug")), request_body = Option<Nothing>,
    responses((status = 200, description = "Closed", body = Call), OfTransition))]
#[post("/calls/{id}/close")]
async fn close_call(
    actor: Steward,
    id: Path<String>,
    if_match: IfMatch,
    _body: OptionalBody<Nothing>,
) -> Result<impl Responder, Fail> {
    step(&actor, &id, if_match, |connection, current, now| match current.calendar.status(now) {
        CallStatus::Upcoming | CallStatus::Open => store::close(connection, current, now).map_err(Fail::from),
        CallStatus::Draft | CallStatus::Closed | CallStatus::Decided => {
            Err(ErrorCode::TransitionNotAllowed.into())
        }
    })
    .await
}
