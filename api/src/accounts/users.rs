//! Accounts over HTTP, for those who administer them.

use super::{rules::Reach, store};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Admin, Steward},
    db::{DbError, Ending},
    http::{
        answer::{Created, Listed, Tagged},
        body::{Body, Patch},
        etag::IfMatch,
        fail::Fail,
        page::{Key, Sort, Window},
        query::Query,
        refusals::*,
        text,
    },
    programmes::{OfNew, belonging::Within},
};
use actix_web::{Responder, get, patch, post, web::Path};
use openapi::{
    ErrorCode, Page,
    account::{Membership, User, UserFilter, UserInput, UserStatus},
    page::PageQuery,
};

pub fn configure(config: &mut Mount) {
    config.service(list_users).service(read_user).service(create_user).service(change_user);
}

#[derive(Clone, Copy)]
enum Field {
    Name,
    Email,
    CreatedAt,
}

/// List accounts
///
/// Of everybody for an admin; for a coordinator, of the people of the own programme, with their roles there.
#[utoipa::path(tag = "accounts", params(PageQuery, UserFilter),
    responses((status = 200, description = "Accounts", body = Page<User>), OfPrivateList))]
#[get("/users")]
async fn list_users(
    actor: Steward,
    Query(query): Query<PageQuery>,
    Query(filter): Query<UserFilter>,
) -> Result<impl Responder, Fail> {
    let fields = |name: &str| match name {
        "name" => Some(Field::Name),
        "email" => Some(Field::Email),
        "created_at" => Some(Field::CreatedAt),
        _ => None,
    };
    let window = Window::parse(&query, fields, &[Sort { field: Field::Name, descending: false }])?;
    let within = Within::parse(&actor.catalogue, filter.programme.as_deref());
    let reach = Reach::of(actor.user()?);
    let mut found = actor.state.db.read(|connection| {
        store::users::within(connection, &actor.catalogue, &reach, None).map_err(DbError::from)
    })?;
    let asked = |membership: &Membership| {
        filter.role.is_none_or(|role| membership.role == role)
            && match (&within, &membership.programme) {
                (Within::Everywhere, _) => true,
                (_, Some(programme)) => within.holds(&programme.id),
                (_, None) => false,
            }
    };
    if filter.role.is_some() || !matches!(within, Within::Everywhere) {
        found.retain(|user| user.memberships.iter().any(asked));
    }
    found.retain(|user| window.finds(&[&user.name, &user.email]));
    Ok(Listed(window.page(
        found,
        |user, field| match field {
            Field::Name => Key::Text(text::fold(&user.name)),
            Field::Email => Key::Text(user.email.clone()),
            Field::CreatedAt => Key::Number(user.created_at.timestamp_micros()),
        },
        |user| user.id.as_str(),
        |user| user,
    )))
}

/// Read an account
#[utoipa::path(tag = "accounts", params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The account", body = User), OfPrivateRead))]
#[get("/users/{id}")]
async fn read_user(actor: Steward, id: Path<String>) -> Result<impl Responder, Fail> {
    let reach = Reach::of(actor.user()?);
    let value = actor
        .state
        .db
        .read(|connection| {
            store::users::within(connection, &actor.catalogue, &reach, Some(&id)).map_err(DbError::from)
        })?
        .pop()
        .ok_or(Fail::NOT_FOUND)?;
    Ok(Tagged { version: value.version, value })
}

/// Create an account
///
/// It has no password: the person gets one by an invitation to the same address.
#[utoipa::path(tag = "accounts", request_body = UserInput,
    responses((status = 201, description = "Created", body = User), OfNew))]
#[post("/users")]
async fn create_user(actor: Admin, Body(input): Body<UserInput>) -> Result<impl Responder, Fail> {
    let (now, catalogue) = (actor.now, actor.catalogue.clone());
    let value = actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            store::claim(connection)?;
            let id = store::users::insert(connection, &input, None, now)?;
            store::users::find(connection, &catalogue, &id)?.ok_or(Fail::NOT_FOUND)
        })
        .await?;
    Ok(Created { version: value.version, path: format!("/users/{}", value.id), value })
}

/// Change an account
///
/// Disabling it ends its sessions at once. The last admin cannot be disabled.
#[utoipa::path(tag = "accounts", params(("id" = String, Path, description = "Id")),
    request_body(content = UserInput, description = "JSON Merge Patch"),
    responses((status = 200, description = "Changed", body = User), OfPatch))]
#[patch("/users/{id}")]
async fn change_user(
    actor: Admin,
    id: Path<String>,
    if_match: IfMatch,
    patch: Patch<UserInput>,
) -> Result<impl Responder, Fail> {
    let (id, now, catalogue) = (id.into_inner(), actor.now, actor.catalogue.clone());
    let value = actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            store::claim(connection)?;
            let current = store::users::find(connection, &catalogue, &id)?.ok_or(Fail::NOT_FOUND)?;
            if_match.check(current.version, format!("/api/v1/users/{id}"))?;
            let input = patch.apply(&UserInput::from(&current))?;
            let disabled = current.status == UserStatus::Active && input.status == UserStatus::Disabled;
            if disabled && !store::users::another_admin(connection, &id)? {
                return Err(ErrorCode::InUse.into());
            }
            store::users::update(connection, &id, &input, now)?;
            store::users::find(connection, &catalogue, &id)?.ok_or(Fail::NOT_FOUND)
        })
        .await?;
    Ok(Tagged { version: value.version, value })
}
