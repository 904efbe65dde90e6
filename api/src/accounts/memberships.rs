//! Memberships over HTTP.

use super::{
    rules::{Asked, Reach, Seat},
    store::{self, memberships::Held},
};
use crate::http::mount::Mount;
use crate::{
    auth::{
        actor::{LoggedIn, Steward},
        principal::Principal,
    },
    catalogue::Catalogue,
    db::{AnyConnection, DbError, Ending},
    http::{
        answer::{Created, Done, Listed, Tagged},
        body::{Body, Patch},
        etag::IfMatch,
        fail::Fail,
        page::{Key, Sort, Window},
        query::Query,
        refusals::*,
    },
    programmes::{OfNew, belonging::Within},
};
use actix_web::{Responder, delete, get, patch, post, web::Path};
use openapi::{
    ErrorCode, Id, Page, Reference, Role,
    account::{FollowedInput, Membership, MembershipFilter, MembershipInput},
    page::SliceQuery,
    rule::Rule,
    validation::Violation,
};

pub fn configure(config: &mut Mount) {
    config
        .service(list_memberships)
        .service(read_membership)
        .service(create_membership)
        .service(follow_objectives)
        .service(delete_membership);
}

#[derive(Clone, Copy)]
struct CreatedAt;

/// List memberships
///
/// Of everybody for an admin, of the own programme for a coordinator; the oldest first.
#[utoipa::path(tag = "accounts", params(SliceQuery, MembershipFilter),
    responses((status = 200, description = "Memberships", body = Page<Membership>), OfPrivateList))]
#[get("/memberships")]
async fn list_memberships(
    actor: Steward,
    Query(query): Query<SliceQuery>,
    Query(filter): Query<MembershipFilter>,
) -> Result<impl Responder, Fail> {
    let fields = |name: &str| (name == "created_at").then_some(CreatedAt);
    let window = Window::parse(&query.into(), fields, &[Sort { field: CreatedAt, descending: false }])?;
    let within = Within::parse(&actor.catalogue, filter.programme.as_deref());
    let reach = Reach::of(actor.user()?);
    let user = filter.user.as_deref().filter(|text| !text.is_empty());
    let found = actor
        .state
        .db
        .read(|connection| store::memberships::within(connection, &reach, user).map_err(DbError::from))?;
    let asked = |held: &Held| match (&within, &held.programme_id) {
        (Within::Everywhere, _) => true,
        (_, Some(programme)) => within.holds(&Id::from_storage(programme.clone())),
        (_, None) => false,
    };
    Ok(Listed(window.page(
        found.into_iter().filter(asked).collect(),
        |held, CreatedAt| Key::Number(held.created_at.and_utc().timestamp_micros()),
        |held| held.id.as_str(),
        |held| store::memberships::wire(&actor.catalogue, held),
    )))
}

/// Read a membership
///
/// One's own; or within reach, as an admin or coordinator.
#[utoipa::path(tag = "accounts", params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The membership", body = Membership), OfPrivateRead))]
#[get("/memberships/{id}")]
async fn read_membership(actor: LoggedIn, id: Path<String>) -> Result<impl Responder, Fail> {
    let person = actor.user()?;
    let held =
        actor.state.db.read(|connection| own_or_within(connection, person, &id))?.ok_or(Fail::NOT_FOUND)?;
    Ok(Tagged { version: held.version, value: store::memberships::wire(&actor.catalogue, held) })
}

/// A membership of the person, or within the person's reach.
fn own_or_within(
    connection: &mut AnyConnection,
    person: &Principal,
    id: &str,
) -> Result<Option<Held>, DbError> {
    let own = person.grants.iter().any(|grant| grant.membership == id);
    let reach = if own { Reach::Everyone } else { Reach::of(person) };
    Ok(store::memberships::find(connection, &reach, id)?)
}

/// Say which objectives a reviewer follows
///
/// One's own as reviewer or carrier; or, as coordinator or admin, those of others. Projects that serve them are rather
/// assigned to this person.
#[utoipa::path(tag = "accounts", params(("id" = String, Path, description = "Id")), request_body = FollowedInput,
    responses((status = 200, description = "The membership as it is now", body = Membership), OfPatch))]
#[patch("/memberships/{id}")]
async fn follow_objectives(
    actor: LoggedIn,
    id: Path<String>,
    if_match: IfMatch,
    patch: Patch<FollowedInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let state = visit.state.clone();
    let work = state.db.write(Ending::Commit, move |connection| {
        store::claim(connection)?;
        let held = own_or_within(connection, visit.user()?, &id)?.ok_or(Fail::NOT_FOUND)?;
        let current = format!("/api/v1/memberships/{id}");
        if_match.check(held.version, &current)?;
        let before = store::memberships::wire(&visit.catalogue, held.clone());
        let before = before.objectives.iter().map(|objective| Reference::from(objective.id.as_str()));
        let input = patch.apply(&FollowedInput { objectives: before.collect() })?;
        if !Role::parse(&held.role).is_some_and(Role::scores) && !input.objectives.is_empty() {
            return Err(Fail::field("/objectives", Rule::UnknownReference));
        }
        let programme = held.programme_id.as_deref().unwrap_or_default();
        let objectives = followed(&visit.catalogue, programme, &input)?;
        if !store::memberships::follow(connection, &held, &objectives)? {
            return Err(Fail::Stale { current });
        }
        let reach = Reach::Everyone;
        store::memberships::find(connection, &reach, &id)?
            .ok_or(Fail::NOT_FOUND)
            .map(|held| (held.version, store::memberships::wire(&visit.catalogue, held)))
    });
    let (version, value) = work.await?;
    Ok(Tagged { version, value })
}

/// Ids of objectives of the programme, each once.
fn followed(catalogue: &Catalogue, programme: &str, input: &FollowedInput) -> Result<String, Fail> {
    let mut ids: Vec<&str> = Vec::new();
    let mut wrong = Vec::new();
    for (index, reference) in input.objectives.iter().enumerate() {
        let pointer = format!("/objectives/{index}");
        match catalogue.objective_of(programme, reference.as_str()) {
            None => wrong.push(Violation::new(pointer, Rule::UnknownReference)),
            Some(objective) if ids.contains(&objective.id.as_str()) => {
                wrong.push(Violation::new(pointer, Rule::Duplicate));
            }
            Some(objective) => ids.push(objective.id.as_str()),
        }
    }
    Fail::unless_empty(wrong).map(|()| ids.join(" "))
}

/// Give a role
///
/// An admin gives any role; a coordinator every role but `admin`, in the own programme, to people of it.
#[utoipa::path(tag = "accounts", request_body = MembershipInput,
    responses((status = 201, description = "Created", body = Membership), OfNew))]
#[post("/memberships")]
async fn create_membership(
    actor: Steward,
    Body(input): Body<MembershipInput>,
) -> Result<impl Responder, Fail> {
    let MembershipInput { user, role, programme, partner, partner_role } = input;
    let (programme, partner) = (programme.as_ref(), partner.as_ref());
    let person = actor.user()?;
    let seat = Seat::find(&actor.catalogue, person, Asked { role, programme, partner, partner_role })?;
    let user: Id = user.as_str().parse().map_err(|_| Fail::field("/user", Rule::UnknownReference))?;
    let (reach, now, catalogue) = (Reach::of(person), actor.now, actor.catalogue.clone());
    let held = actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            store::claim(connection)?;
            // Somebody out of reach is invited, not looked up: an id must not tell whether an account exists.
            if store::users::within(connection, &catalogue, &reach, Some(user.as_str()))?.is_empty() {
                return Err(Fail::field("/user", Rule::UnknownReference));
            }
            if store::memberships::same(connection, user.as_str(), &seat)?.is_some() {
                return Err(ErrorCode::Duplicate.into());
            }
            store::memberships::insert(connection, user.as_str(), &seat, now).map_err(Fail::from)
        })
        .await?;
    let (version, path) = (held.version, format!("/memberships/{}", held.id));
    Ok(Created { version, path, value: store::memberships::wire(&actor.catalogue, held) })
}

/// Take a role away
///
/// It works at once. The last admin stays.
#[utoipa::path(tag = "accounts", params(("id" = String, Path, description = "Id")),
    responses((status = 204, description = "Deleted"), OfDelete))]
#[delete("/memberships/{id}")]
async fn delete_membership(
    actor: Steward,
    id: Path<String>,
    if_match: IfMatch,
) -> Result<impl Responder, Fail> {
    let reach = Reach::of(actor.user()?);
    actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            store::claim(connection)?;
            let held = store::memberships::find(connection, &reach, &id)?.ok_or(Fail::NOT_FOUND)?;
            if_match.check(held.version, format!("/api/v1/memberships/{id}"))?;
            let admin = held.role == Role::Admin.as_str();
            if admin && !store::users::another_admin(connection, &held.user_id)? {
                return Err(ErrorCode::InUse.into());
            }
            store::memberships::delete(connection, &held).map_err(Fail::from)
        })
        .await?;
    Ok(Done)
}
