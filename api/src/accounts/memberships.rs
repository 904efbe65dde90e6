//! Memberships over HTTP.

use super::{
    rules::{Asked, Reach, Seat},
    store::{self, memberships::Held},
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::Steward,
    db::{DbError, Ending},
    http::{
        answer::{Created, Done, Listed, Tagged},
        body::Body,
        etag::IfMatch,
        fail::Fail,
        page::{Key, Sort, Window},
        query::Query,
        refusals::*,
    },
    programmes::{OfNew, belonging::Within},
};
use actix_web::{Responder, delete, get, post, web::Path};
use openapi::{
    ErrorCode, Id, Page, Role,
    account::{Membership, MembershipFilter, MembershipInput},
    page::PageQuery,
    rule::Rule,
};

pub fn configure(config: &mut Mount) {
    config
        .service(list_memberships)
        .service(read_membership)
        .service(create_membership)
        .service(delete_membership);
}

#[derive(Clone, Copy)]
struct CreatedAt;

/// List memberships
///
/// Of everybody for an admin, of the own programme for a coordinator; the oldest first.
#[utoipa::path(tag = "accounts", params(PageQuery, MembershipFilter),
    responses((status = 200, description = "Memberships", body = Page<Membership>), OfPrivateList))]
#[get("/memberships")]
async fn list_memberships(
    actor: Steward,
    Query(query): Query<PageQuery>,
    Query(filter): Query<MembershipFilter>,
) -> Result<impl Responder, Fail> {
    let fields = |name: &str| (name == "created_at").then_some(CreatedAt);
    let window = Window::parse(&query, fields, &[Sort { field: CreatedAt, descending: false }])?;
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
#[utoipa::path(tag = "accounts", params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The membership", body = Membership), OfPrivateRead))]
#[get("/memberships/{id}")]
async fn read_membership(actor: Steward, id: Path<String>) -> Result<impl Responder, Fail> {
    let reach = Reach::of(actor.user()?);
    let held = actor
        .state
        .db
        .read(|connection| store::memberships::find(connection, &reach, &id).map_err(DbError::from))?
        .ok_or(Fail::NOT_FOUND)?;
    Ok(Tagged { version: held.version, value: store::memberships::wire(&actor.catalogue, held) })
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
