//! Invitations over HTTP, for those who invite.

use super::{
    rules::{Asked, Reach, Seat, given_by},
    store,
};
use crate::http::mount::Mount;
use crate::{
    auth::{
        actor::{Steward, Visit},
        sessions,
    },
    db::{AnyConnection, DbError, Ending},
    http::{
        answer::{Created, Done, Listed, Tagged},
        body::Body,
        etag::IfMatch,
        fail::Fail,
        page::{Key, Sort, Window},
        query::Query,
        refusals::*,
    },
    mail::{
        Desk, Recipient,
        write::{self as mail, InvitationOf},
    },
    programmes::OfNew,
};
use actix_web::{Responder, delete, get, post, web::Path};
use openapi::{
    ErrorCode, Page,
    account::{Invitation, InvitationInput},
    page::PageQuery,
};

pub fn configure(config: &mut Mount) {
    config
        .service(list_invitations)
        .service(read_invitation)
        .service(create_invitation)
        .service(resend_invitation)
        .service(delete_invitation);
}

#[derive(Clone, Copy)]
enum Field {
    Email,
    CreatedAt,
    ExpiresAt,
}

/// List invitations
///
/// All for an admin, those to the own programme for a coordinator; the newest first, the accepted ones too.
#[utoipa::path(tag = "accounts", params(PageQuery),
    responses((status = 200, description = "Invitations", body = Page<Invitation>), OfPrivateList))]
#[get("/invitations")]
async fn list_invitations(actor: Steward, Query(query): Query<PageQuery>) -> Result<impl Responder, Fail> {
    let fields = |name: &str| match name {
        "email" => Some(Field::Email),
        "created_at" => Some(Field::CreatedAt),
        "expires_at" => Some(Field::ExpiresAt),
        _ => None,
    };
    let window = Window::parse(&query, fields, &[Sort { field: Field::CreatedAt, descending: true }])?;
    let reach = Reach::of(actor.user()?);
    let mut found = actor
        .state
        .db
        .read(|connection| store::invitations::within(connection, &reach).map_err(DbError::from))?;
    found.retain(|stored| window.finds(&[&stored.email]));
    Ok(Listed(window.page(
        found,
        |stored, field| match field {
            Field::Email => Key::Text(stored.email.clone()),
            Field::CreatedAt => Key::Number(stored.created_at.and_utc().timestamp_micros()),
            Field::ExpiresAt => Key::Number(stored.expires_at.and_utc().timestamp_micros()),
        },
        |stored| stored.id.as_str(),
        |stored| store::invitations::wire(&actor.catalogue, stored, None),
    )))
}

/// Read an invitation
///
/// Without its token, which only the answer that creates it tells.
#[utoipa::path(tag = "accounts", params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The invitation", body = Invitation), OfPrivateRead))]
#[get("/invitations/{id}")]
async fn read_invitation(actor: Steward, id: Path<String>) -> Result<impl Responder, Fail> {
    let reach = Reach::of(actor.user()?);
    let stored = actor
        .state
        .db
        .read(|connection| store::invitations::find(connection, &reach, &id).map_err(DbError::from))?
        .ok_or(Fail::NOT_FOUND)?;
    Ok(Tagged { version: stored.version, value: store::invitations::wire(&actor.catalogue, stored, None) })
}

/// Invite a person
///
/// The person gets it by e-mail. The answer holds the token of the link `/invitation/{token}` too, once; it is good for 14 days.
#[utoipa::path(tag = "accounts", request_body = InvitationInput,
    responses((status = 201, description = "Created", body = Invitation), OfNew))]
#[post("/invitations")]
async fn create_invitation(
    actor: Steward,
    Body(input): Body<InvitationInput>,
) -> Result<impl Responder, Fail> {
    let InvitationInput { email, role, programme, partner, partner_role } = input;
    let (programme, partner) = (programme.as_ref(), partner.as_ref());
    let person = actor.user()?;
    let seat = Seat::find(&actor.catalogue, person, Asked { role, programme, partner, partner_role })?;
    let (by, now, token) = (person.user.clone(), actor.now, sessions::new_secret());
    let (hash, secret) = (sessions::hash(&token), token.clone());
    let (state, visit) = (actor.state.clone(), actor.0.clone());
    let stored = state
        .db
        .write(Ending::Commit, move |connection| {
            store::claim(connection)?;
            if let Some(known) = store::users::login(connection, &email)?
                && store::memberships::same(connection, &known.id, &seat)?.is_some()
            {
                return Err(Fail::from(ErrorCode::Duplicate));
            }
            let stored = store::invitations::insert(connection, &email, &seat, &hash, &by, now)?;
            send(connection, &visit, &stored, &secret)?;
            Ok::<_, Fail>(stored)
        })
        .await?;
    let (version, path) = (stored.version, format!("/invitations/{}", stored.id));
    Ok(Created { version, path, value: store::invitations::wire(&actor.catalogue, stored, Some(token)) })
}

/// The mail that tells of an invitation.
fn send(
    connection: &mut AnyConnection,
    visit: &Visit,
    stored: &store::invitations::Stored,
    token: &str,
) -> Result<(), Fail> {
    let Some(seat) = stored.seat() else { return Ok(()) };
    let to = Recipient { email: stored.email.clone(), name: String::new() };
    let invitation = InvitationOf {
        id: &stored.id,
        version: stored.version,
        programme: seat.programme.as_deref(),
        partner: seat.partner.as_deref(),
        role: seat.role,
        inviter: &visit.user()?.name,
        token,
        expires: stored.expires_at.and_utc(),
    };
    mail::invitation(connection, &Desk::of(visit), &to, &invitation)
}

/// Send an invitation again
///
/// With a new token, which the answer holds once, and for 14 days more; the link that was sent before leads nowhere.
#[utoipa::path(tag = "accounts", params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "Renewed", body = Invitation), OfDelete))]
#[post("/invitations/{id}/resend")]
async fn resend_invitation(
    actor: Steward,
    id: Path<String>,
    if_match: IfMatch,
) -> Result<impl Responder, Fail> {
    let (reach, token) = (Reach::of(actor.user()?), sessions::new_secret());
    let (hash, secret, now) = (sessions::hash(&token), token.clone(), actor.now);
    let (state, visit) = (actor.state.clone(), actor.0.clone());
    let stored = state
        .db
        .write(Ending::Commit, move |connection| {
            store::claim(connection)?;
            let stored = store::invitations::find(connection, &reach, &id)?.ok_or(Fail::NOT_FOUND)?;
            if_match.check(stored.version, format!("/api/v1/invitations/{id}"))?;
            // Whoever could not give the role cannot send it again.
            let seat = stored.seat().ok_or(Fail::NOT_FOUND)?;
            if !given_by(visit.user()?, seat.role, seat.programme.as_deref()) {
                return Err(Fail::FORBIDDEN);
            }
            if stored.accepted_at.is_some() {
                return Err(ErrorCode::InUse.into());
            }
            let stored = store::invitations::renew(connection, &stored.id, &hash, now)?;
            send(connection, &visit, &stored, &secret)?;
            Ok::<_, Fail>(stored)
        })
        .await?;
    let version = stored.version;
    Ok(Tagged { version, value: store::invitations::wire(&actor.catalogue, stored, Some(token)) })
}

/// Withdraw an invitation
///
/// One that was accepted has done its work: take the membership away instead.
#[utoipa::path(tag = "accounts", params(("id" = String, Path, description = "Id")),
    responses((status = 204, description = "Withdrawn"), OfDelete))]
#[delete("/invitations/{id}")]
async fn delete_invitation(
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
            let stored = store::invitations::find(connection, &reach, &id)?.ok_or(Fail::NOT_FOUND)?;
            if_match.check(stored.version, format!("/api/v1/invitations/{id}"))?;
            if stored.accepted_at.is_some() {
                return Err(ErrorCode::InUse.into());
            }
            store::invitations::delete(connection, &stored.id).map_err(Fail::from)
        })
        .await?;
    Ok(Done)
}
