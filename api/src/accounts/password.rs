//! Forgotten and changed passwords.

use super::store;
use crate::http::mount::Mount;
use crate::{
    auth::{
        actor::{LoggedIn, Newcomer},
        password,
        routes::address,
        sessions,
        store::end_sessions_of,
    },
    db::{DbError, Ending},
    http::{answer::Done, body::Body, fail::Fail},
    mail::{self, Desk, Recipient},
    refusals,
    state::State,
};
use actix_web::{HttpRequest, HttpResponse, Responder, http::header, post, rt, web::Data};
use chrono::Duration;
use openapi::{
    ErrorCode,
    account::{ForgotInput, LinkLife, PasswordInput, ResetInput, UserStatus},
    rule::Rule,
};

/// Life of a reset link.
const LIFE: Duration = Duration::hours(1);
/// Links that one account gets within that time; who asks for more gets no other mail.
const LINKS: i64 = 3;

refusals! {
    /// Whoever forgot.
    OfForgot = 400 413 415 422 429;
    /// Whoever comes with a link.
    OfReset = 400 404 413 415 422 429;
    /// Whoever changes the own password.
    OfMyPassword = 400 401 413 415 422 429;
}

pub fn configure(config: &mut Mount) {
    config.service(forgot).service(reset).service(change_password);
}

/// Ask for a new password
///
/// If the address has an account, it gets an e-mail with a link that is good for an hour and works once. The answer is the
/// same, and comes as fast, whether it has one or not.
#[utoipa::path(tag = "auth", security(()), request_body = ForgotInput,
    responses((status = 202, description = "Noted", body = LinkLife), OfForgot))]
#[post("/auth/password/forgot")]
async fn forgot(
    _actor: Newcomer,
    state: Data<State>,
    request: HttpRequest,
    Body(input): Body<ForgotInput>,
) -> Result<HttpResponse, Fail> {
    let email = input.email.trim().to_lowercase();
    let (key, address) = (format!("forgot {email}"), address(&state, &request));
    state.throttle.admit(&key, &address)?;
    // Every request counts: whoever asks cannot be right or wrong.
    state.throttle.failed(&key, &address);
    // After the answer, so that its time tells nothing.
    rt::spawn(async move {
        if let Err(error) = write_link(&state, email).await {
            tracing::error!(%error, "a link to a new password could not be written");
        }
    });
    let life = LinkLife { minutes: u32::try_from(LIFE.num_minutes()).unwrap_or_default() };
    Ok(HttpResponse::Accepted().insert_header((header::CACHE_CONTROL, "no-store")).json(life))
}

/// Writes the mail, if there is somebody to write to.
async fn write_link(state: &Data<State>, email: String) -> Result<(), Fail> {
    let (now, token, writer) = (state.clock.now(), sessions::new_secret(), state.clone());
    let catalogue = state.standing(None, now)?.catalogue;
    state
        .db
        .write(Ending::Commit, move |connection| {
            let Some(user) = store::resets::account(connection, &email)? else { return Ok(()) };
            if store::resets::count_since(connection, &user.id, now - LIFE)? >= LINKS {
                return Ok(());
            }
            let expires = now + LIFE;
            let hash = sessions::hash(&token);
            store::resets::insert(connection, &user.id, &hash, now, expires)?;
            let to = Recipient { email: user.email, name: user.name };
            let desk = Desk::new(&writer.config, &catalogue, now);
            mail::write::password_reset(connection, &desk, &to, (&token, &hash), expires)
        })
        .await
}

/// Choose a new password
///
/// With the secret of the link, once. All sessions of the account end, here and elsewhere.
#[utoipa::path(tag = "auth", security(()), request_body = ResetInput,
    responses((status = 204, description = "Changed"), OfReset))]
#[post("/auth/password/reset")]
async fn reset(
    _actor: Newcomer,
    state: Data<State>,
    request: HttpRequest,
    Body(input): Body<ResetInput>,
) -> Result<impl Responder, Fail> {
    let (token, address) = (sessions::hash(&input.token), address(&state, &request));
    state.throttle.admit(&token, &address)?;
    let now = state.clock.now();
    let found =
        state.db.read(|connection| store::resets::open(connection, &token, now).map_err(DbError::from))?;
    let Some(user) = found else {
        state.throttle.failed(&token, &address);
        return Err(Fail::NOT_FOUND);
    };
    password::refuse_guessable(&input.password, &[&user.email, &user.name])?;
    let hash = state.passwords.hash(input.password).await?;
    state
        .db
        .write(Ending::Commit, move |connection| {
            store::claim(connection)?;
            // Read again: another request may have used it since.
            let user = store::resets::open(connection, &token, now)?.ok_or(Fail::NOT_FOUND)?;
            store::users::replace_password(connection, &user.id, &hash, now)?;
            store::resets::use_up(connection, &user.id, now)?;
            end_sessions_of(connection, &user.id, None, "", now)?;
            Ok::<_, Fail>(())
        })
        .await?;
    Ok(Done)
}

/// Change my password
///
/// The current one is asked. All other sessions end.
#[utoipa::path(tag = "me", request_body = PasswordInput,
    responses((status = 204, description = "Changed"), OfMyPassword))]
#[post("/me/password")]
async fn change_password(
    actor: LoggedIn,
    request: HttpRequest,
    Body(input): Body<PasswordInput>,
) -> Result<impl Responder, Fail> {
    let person = actor.user()?.clone();
    let (state, now, address) = (actor.state.clone(), actor.now, address(&actor.state, &request));
    state.throttle.admit(&person.email, &address)?;
    let known = state
        .db
        .read(|connection| store::users::login(connection, &person.email).map_err(DbError::from))?
        .filter(|login| login.status == UserStatus::Active)
        .ok_or(Fail::Code(ErrorCode::SessionEnded))?;
    if !state.passwords.verify(input.current_password, known.password_hash).await? {
        state.throttle.failed(&person.email, &address);
        return Err(Fail::field("/current_password", Rule::WrongPassword));
    }
    password::refuse_guessable(&input.password, &[&person.email, &person.name])?;
    let hash = state.passwords.hash(input.password).await?;
    state
        .db
        .write(Ending::Commit, move |connection| {
            store::claim(connection)?;
            store::users::replace_password(connection, &person.user, &hash, now)?;
            store::resets::use_up(connection, &person.user, now)?;
            end_sessions_of(connection, &person.user, None, &person.session, now)?;
            Ok::<_, Fail>(())
        })
        .await?;
    Ok(Done)
}
