//! Logging in, refreshing, logging out.

use super::{
    actor::{Anyone, LoggedIn, Newcomer},
    keys, password, sessions,
    store::{self, Rotation},
};
use crate::http::mount::Mount;
use crate::{
    db::{DbError, Ending},
    http::{
        answer::{Done, Listed, Plain},
        body::Body,
        fail::Fail,
        query::Query,
    },
    refusals,
    state::State,
};
use actix_web::{
    HttpRequest, HttpResponse, Responder, delete, get,
    http::header,
    post,
    web::{Data, Form},
};
use openapi::{
    ErrorCode, Page,
    account::{AccessToken, LoginInput, Session, SessionFilter, TokenInput},
    rule::Rule,
};

refusals! {
    /// Whoever logs in.
    OfLogin = 400 401 413 415 422 429;
    /// Whoever refreshes.
    OfRefresh = 401;
    /// Whoever ends sessions.
    OfEnd = 400 401 404 422;
}

pub fn configure(config: &mut Mount) {
    config
        .service(log_in)
        .service(issue_token)
        .service(refresh_session)
        .service(log_out)
        .service(list_sessions)
        .service(end_sessions);
}

/// The address that failures are counted by. What a client says of itself is believed only behind a proxy of ours.
pub(crate) fn address(state: &State, request: &HttpRequest) -> String {
    if state.config.behind_proxy {
        return request.connection_info().realip_remote_addr().unwrap_or_default().to_owned();
    }
    request.peer_addr().map(|address| address.ip().to_string()).unwrap_or_default()
}

/// What the person's list of sessions tells them apart by.
pub(crate) fn user_agent(request: &HttpRequest) -> String {
    let text =
        request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    text.chars().take(200).collect()
}

/// A session that has just begun or been refreshed.
pub(crate) struct Opened {
    pub(crate) access: AccessToken,
    pub(crate) refresh: String,
}

/// An access token of a session.
pub(crate) fn access(state: &State, user: &str, session: &str) -> Result<AccessToken, Fail> {
    let token = state
        .keys
        .issue(user, session, state.clock.now())
        .map_err(|error| Fail::Internal(format!("the token could not be signed: {error}")))?;
    Ok(AccessToken {
        access_token: token,
        token_type: "Bearer".into(),
        expires_in: keys::LIFETIME,
        refresh_token: None,
    })
}

/// Checks the password and begins a session; failures are throttled.
async fn open(
    state: &Data<State>,
    request: &HttpRequest,
    email: &str,
    password: String,
) -> Result<Opened, Fail> {
    let email = email.trim().to_lowercase();
    let address = address(state, request);
    state.throttle.admit(&email, &address)?;
    let found = state.db.read(|connection| store::credentials(connection, &email).map_err(DbError::from))?;
    let (user, hash) = found.unzip();
    let good = state.passwords.verify(password, hash.flatten()).await?;
    let Some(user) = user.filter(|_| good) else {
        state.throttle.failed(&email, &address);
        return Err(password::REFUSED);
    };
    let (refresh, agent, now) = (sessions::new_secret(), user_agent(request), state.clock.now());
    let hash = sessions::hash(&refresh);
    let owner = user.clone();
    let session = state
        .db
        .write(Ending::Commit, move |connection| {
            store::begin_session(connection, &owner, &agent, &hash, now).map_err(DbError::from)
        })
        .await?;
    Ok(Opened { access: access(state, &user, &session)?, refresh })
}

async fn rotate(state: &Data<State>, token: &str) -> Result<Opened, Fail> {
    let (hash, refresh, now) = (sessions::hash(token), sessions::new_secret(), state.clock.now());
    let next = sessions::hash(&refresh);
    let rotation = state
        .db
        .write(Ending::Commit, move |connection| {
            store::rotate(connection, &hash, &next, now).map_err(DbError::from)
        })
        .await?;
    match rotation {
        Rotation::Fresh { user, session } => Ok(Opened { access: access(state, &user, &session)?, refresh }),
        Rotation::Refused | Rotation::Reused => Err(ErrorCode::SessionEnded.into()),
    }
}

/// The answer that opens a session: the access token, and the refresh token in its cookie.
pub(crate) fn answer(state: &State, opened: &Opened) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .cookie(sessions::set(&state.config, &opened.refresh))
        .json(&opened.access)
}

/// Log in
///
/// Answers with an access token of 15 minutes, and a refresh token in a cookie that scripts cannot read.
#[utoipa::path(tag = "auth", security(()), request_body = LoginInput,
    responses((status = 200, description = "Logged in", body = AccessToken), OfLogin))]
#[post("/auth/login")]
async fn log_in(
    _actor: Newcomer,
    state: Data<State>,
    request: HttpRequest,
    Body(input): Body<LoginInput>,
) -> Result<HttpResponse, Fail> {
    let opened = open(&state, &request, &input.email, input.password).await?;
    Ok(answer(&state, &opened))
}

/// OAuth 2 token endpoint
///
/// Form-encoded (RFC 6749), grants `password` and `refresh_token`: what the Authorize button of this page uses.
#[utoipa::path(tag = "auth", security(()),
    request_body(content = TokenInput, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "An access token", body = AccessToken), OfLogin))]
#[post("/auth/token")]
async fn issue_token(
    _actor: Newcomer,
    state: Data<State>,
    request: HttpRequest,
    input: Option<Form<TokenInput>>,
) -> Result<HttpResponse, Fail> {
    let Some(Form(input)) = input else {
        let form = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let form = form.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
        return Err(if form { ErrorCode::MalformedRequest } else { ErrorCode::UnsupportedMediaType }.into());
    };
    let required =
        |value: Option<String>, pointer: &str| value.ok_or_else(|| Fail::field(pointer, Rule::Required));
    let opened = match input.grant_type.as_str() {
        "password" => {
            let email = required(input.username, "/username")?;
            open(&state, &request, &email, required(input.password, "/password")?).await?
        }
        "refresh_token" => rotate(&state, &required(input.refresh_token, "/refresh_token")?).await?,
        _ => return Err(Fail::field("/grant_type", Rule::UnknownReference)),
    };
    let access = AccessToken { refresh_token: Some(opened.refresh.clone()), ..opened.access };
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(access))
}

/// Refresh the access token
///
/// Takes the refresh cookie and replaces it. A cookie used again long after it was replaced ends the session.
#[utoipa::path(tag = "auth", security(()),
    responses((status = 200, description = "A new access token", body = AccessToken), OfRefresh))]
#[post("/auth/refresh")]
async fn refresh_session(
    _actor: Newcomer,
    state: Data<State>,
    request: HttpRequest,
) -> Result<HttpResponse, Fail> {
    let token = sessions::read(&request).ok_or(Fail::Code(ErrorCode::Unauthenticated))?;
    let opened = rotate(&state, &token).await?;
    Ok(answer(&state, &opened))
}

/// Log out
///
/// Ends the session of the access token and of the refresh cookie, at once.
#[utoipa::path(tag = "auth", security((), ("token" = [])), responses((status = 204, description = "Logged out"), OfRefresh))]
#[post("/auth/logout")]
async fn log_out(actor: Anyone, state: Data<State>, request: HttpRequest) -> Result<HttpResponse, Fail> {
    let mine = actor.person().map(|person| person.session.clone());
    let cookie = sessions::read(&request).map(|token| sessions::hash(&token));
    let now = actor.now;
    state
        .db
        .write(Ending::Commit, move |connection| {
            let of_cookie = match cookie {
                Some(hash) => store::session_of(connection, &hash)?,
                None => None,
            };
            for session in mine.into_iter().chain(of_cookie) {
                store::end_session(connection, &session, now)?;
            }
            Ok::<_, DbError>(())
        })
        .await?;
    Ok(HttpResponse::NoContent().cookie(sessions::clear(&state.config)).finish())
}

/// List my sessions
#[utoipa::path(tag = "me", responses((status = 200, description = "Sessions, newest first", body = Page<Session>), OfRefresh))]
#[get("/me/sessions")]
async fn list_sessions(actor: LoggedIn) -> Result<impl Responder, Fail> {
    let person = actor.user()?;
    let items = actor.state.db.read(|connection| {
        store::sessions_of(connection, &person.user, &person.session, actor.now).map_err(DbError::from)
    })?;
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(Listed(Page { items, next: None, total }))
}

/// End my sessions
///
/// The one named by `?id=`, or all but the current one.
#[utoipa::path(tag = "me", params(SessionFilter),
    responses((status = 204, description = "Ended"), OfEnd))]
#[delete("/me/sessions")]
async fn end_sessions(actor: LoggedIn, Query(filter): Query<SessionFilter>) -> Result<impl Responder, Fail> {
    let (user, session) = actor.user().map(|person| (person.user.clone(), person.session.clone()))?;
    let (now, named) = (actor.now, filter.id.is_some());
    let ended = actor
        .state
        .db
        .write(Ending::Commit, move |connection| {
            store::end_sessions_of(connection, &user, filter.id.as_deref(), &session, now)
                .map_err(DbError::from)
        })
        .await?;
    if named && ended == 0 { Err(Fail::NOT_FOUND) } else { Ok(Done) }
}

/// JSON Web Key Set, RFC 7517; the key is RFC 8037.
#[derive(serde::Serialize, utoipa::ToSchema)]
#[schema(example = json!({"keys": [{"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig",
    "kid": "TjxHGc_NVE3I3dPy", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}))]
struct Jwks {
    keys: Vec<serde_json::Value>,
}

/// Public keys of the access tokens
#[utoipa::path(get, path = "/.well-known/jwks.json", tag = "auth", security(()),
    responses((status = 200, description = "JSON Web Key Set (RFC 7517)", body = Jwks)))]
#[get("/.well-known/jwks.json")]
pub async fn jwks(state: Data<State>) -> impl Responder {
    Plain(Jwks { keys: state.keys.jwks() })
}
