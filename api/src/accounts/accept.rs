//! Accepting an invitation: the account exists, has the role, and is logged in.

use super::store::{self, invitations::Stored, users::Login};
use crate::http::mount::Mount;
use crate::projects::store::people::{self, Invited};
use crate::{
    auth::{
        self,
        actor::Newcomer,
        password,
        routes::{Opened, access, address, answer, user_agent},
        sessions,
    },
    db::{AnyConnection, DbError, Ending},
    http::{body::Body, fail::Fail},
    refusals,
    state::State,
};
use actix_web::{HttpRequest, HttpResponse, post, web::Data};
use chrono::{DateTime, Utc};
use openapi::account::{AcceptInput, AccessToken, UserInput, UserStatus};

refusals! {
    /// Whoever accepts an invitation.
    OfAccept = 400 401 404 409 413 415 422 429;
}

pub fn configure(config: &mut Mount) {
    config.service(accept_invitation);
}

/// What somebody is invited to.
enum Letter {
    /// A role in a programme.
    Seat(Stored),
    /// One fiche.
    Fiche(Invited),
}

impl Letter {
    /// The invitation that a token opens: neither used nor expired.
    fn open(
        connection: &mut AnyConnection,
        token: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, DbError> {
        if let Some(stored) = store::invitations::open(connection, token, now)? {
            return Ok(Some(Self::Seat(stored)));
        }
        Ok(people::open(connection, token, now)?.map(Self::Fiche))
    }

    fn email(&self) -> &str {
        match self {
            Letter::Seat(stored) => &stored.email,
            Letter::Fiche(invited) => &invited.email,
        }
    }
}

/// What becomes of the address of an invitation.
enum Entry {
    /// It has an account, whose password was given.
    Known(String),
    /// It has an account without a password, which gets this hash.
    Unused(String, String),
    /// It gets an account with this hash.
    New(String),
}

/// Accept an invitation
///
/// An address without an account gets one; an address that has one gives its own password. Answers as a log-in does.
#[utoipa::path(tag = "auth", security(()), request_body = AcceptInput,
    responses((status = 200, description = "Accepted and logged in", body = AccessToken), OfAccept))]
#[post("/auth/invitations/accept")]
async fn accept_invitation(
    _actor: Newcomer,
    state: Data<State>,
    request: HttpRequest,
    Body(input): Body<AcceptInput>,
) -> Result<HttpResponse, Fail> {
    let (token, address) = (sessions::hash(&input.token), address(&state, &request));
    state.throttle.admit(&token, &address)?;
    let now = state.clock.now();
    let found = state.db.read(|connection| {
        let Some(letter) = Letter::open(connection, &token, now)? else { return Ok(None) };
        let known = store::users::login(connection, letter.email())?;
        Ok::<_, DbError>(Some((letter, known)))
    })?;
    let Some((letter, known)) = found else {
        state.throttle.failed(&token, &address);
        return Err(Fail::NOT_FOUND);
    };
    let entry = enter(&state, letter.email(), known, &input, &address).await?;
    let (refresh, agent, name) = (sessions::new_secret(), user_agent(&request), input.name);
    let hash = sessions::hash(&refresh);
    let (user, session) = state
        .db
        .write(Ending::Commit, move |connection| {
            store::claim(connection)?;
            // Read again: another request may have accepted it since.
            let letter = Letter::open(connection, &token, now)?.ok_or(Fail::NOT_FOUND)?;
            let user = match entry {
                Entry::Known(user) => user,
                Entry::Unused(user, password) => {
                    store::users::set_password(connection, &user, &name, &password, now)?;
                    user
                }
                Entry::New(password) => {
                    let email = letter.email().to_owned();
                    let account = UserInput { email, name, status: UserStatus::Active };
                    store::users::insert(connection, &account, Some(&password), now)?
                }
            };
            match letter {
                Letter::Seat(stored) => {
                    let seat = stored.seat().ok_or(Fail::NOT_FOUND)?;
                    if store::memberships::same(connection, &user, &seat)?.is_none() {
                        store::memberships::insert(connection, &user, &seat, now)?;
                    }
                    store::invitations::accept(connection, &stored, now)?;
                }
                Letter::Fiche(invited) => people::accept(connection, &invited, &user, now)?,
            }
            let session = auth::store::begin_session(connection, &user, &agent, &hash, now)?;
            Ok::<_, Fail>((user, session))
        })
        .await?;
    let opened = Opened { access: access(&state, &user, &session)?, refresh };
    Ok(answer(&state, &opened))
}

/// Checks the password of an account that exists, or hashes that of a new one; failures are throttled as log-ins are.
async fn enter(
    state: &State,
    email: &str,
    known: Option<Login>,
    input: &AcceptInput,
    address: &str,
) -> Result<Entry, Fail> {
    let fresh = async || {
        password::refuse_guessable(&input.password, &[email, &input.name])?;
        state.passwords.hash(input.password.clone()).await
    };
    match known {
        None => Ok(Entry::New(fresh().await?)),
        Some(Login { status: UserStatus::Disabled, .. }) => Err(password::REFUSED),
        Some(Login { id, password_hash: None, status: UserStatus::Active }) => {
            Ok(Entry::Unused(id, fresh().await?))
        }
        Some(Login { id, password_hash: Some(hash), status: UserStatus::Active }) => {
            state.throttle.admit(email, address)?;
            if state.passwords.verify(input.password.clone(), Some(hash)).await? {
                Ok(Entry::Known(id))
            } else {
                state.throttle.failed(email, address);
                Err(password::REFUSED)
            }
        }
    }
}
