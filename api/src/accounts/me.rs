//! The person who is logged in, over HTTP.

use super::store;
use crate::http::mount::Mount;
use crate::{
    auth::actor::LoggedIn,
    db::{DbError, Ending},
    http::{
        answer::{Plain, Tagged},
        body::Patch,
        etag::IfMatch,
        fail::Fail,
    },
    refusals,
};
use actix_web::{Responder, get, patch};
use openapi::{
    ErrorCode,
    account::{Me, MeInput, UserInput},
    personal_data::PersonalData,
};

refusals! {
    /// Whoever is logged in may.
    OfMine = 401;
    /// Whoever is logged in may, with a body.
    OfMyPatch = 400 401 412 413 415 422 428;
}

const PATH: &str = "/api/v1/me";
/// The account was deleted between the check of the token and the query.
const GONE: Fail = Fail::Code(ErrorCode::SessionEnded);

pub fn configure(config: &mut Mount) {
    config.service(read_me).service(change_me).service(export_me);
}

/// Read my account
#[utoipa::path(tag = "me", responses((status = 200, description = "Account and memberships", body = Me), OfMine))]
#[get("/me")]
async fn read_me(actor: LoggedIn) -> Result<impl Responder, Fail> {
    let user = &actor.user()?.user;
    let value = actor
        .state
        .db
        .read(|connection| store::users::me(connection, &actor.catalogue, user).map_err(DbError::from))?
        .ok_or(GONE)?;
    Ok(Tagged { version: value.version, value })
}

/// Change my account
#[utoipa::path(tag = "me", request_body(content = MeInput, description = "JSON Merge Patch"),
    responses((status = 200, description = "Changed", body = Me), OfMyPatch))]
#[patch("/me")]
async fn change_me(
    actor: LoggedIn,
    if_match: IfMatch,
    patch: Patch<MeInput>,
) -> Result<impl Responder, Fail> {
    let (user, now, catalogue) = (actor.user()?.user.clone(), actor.now, actor.catalogue.clone());
    let value = actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            store::claim(connection)?;
            let current = store::users::find(connection, &catalogue, &user)?.ok_or(GONE)?;
            if_match.check(current.version, PATH)?;
            let MeInput { name } = patch.apply(&MeInput { name: current.name.clone() })?;
            store::users::update(connection, &user, &UserInput { name, ..UserInput::from(&current) }, now)?;
            store::users::me(connection, &catalogue, &user)?.ok_or(GONE)
        })
        .await?;
    Ok(Tagged { version: value.version, value })
}

/// Export my data
///
/// Everything that is held on the person who asks.
#[utoipa::path(tag = "me", responses((status = 200, description = "Everything held on me", body = PersonalData), OfMine))]
#[get("/me/export")]
async fn export_me(actor: LoggedIn) -> Result<impl Responder, Fail> {
    let person = actor.user()?;
    let everything = actor
        .state
        .db
        .read(|connection| {
            let (user, session) = (&person.user, &person.session);
            store::export::everything(connection, &actor.catalogue, user, session, actor.now)
                .map_err(DbError::from)
        })?
        .ok_or(GONE)?;
    Ok(Plain(everything)
        .customize()
        .insert_header(("Content-Disposition", "attachment; filename=\"alliance-mes-donnees.json\"")))
}
