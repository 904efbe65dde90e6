//! The actors that handlers name in their signatures: a handler cannot be written without one.
//!
//! A role that depends on the object (this project's applicant, this programme's coordinator) is asked of
//! [`Visit`] once the object was found visible, so that what one may not see stays 404.

use super::{keys::Claims, principal::Principal};
use crate::{catalogue::Catalogue, db::versions::Versions, http::fail::Fail, state::State};
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web};
use chrono::{DateTime, Utc};
use openapi::{ErrorCode, Role};
use std::{
    future::{Ready, ready},
    ops::Deref,
    sync::Arc,
};

/// One request: who asks, when, and the catalogue of that instant.
#[derive(Clone)]
pub struct Visit {
    pub state: web::Data<State>,
    pub principal: Option<Arc<Principal>>,
    pub catalogue: Arc<Catalogue>,
    pub versions: Versions,
    pub now: DateTime<Utc>,
    /// What the person came with.
    pub claims: Option<Claims>,
}

impl Visit {
    /// The same visit at this instant, for an answer that goes on: refused once the token or the login is over.
    pub fn again(&self) -> Result<Self, Fail> {
        let now = self.state.clock.now();
        if self.claims.as_ref().is_some_and(|claims| claims.exp <= now.timestamp()) {
            return Err(ErrorCode::TokenExpired.into());
        }
        Self::at(self.state.clone(), self.claims.clone(), now)
    }

    fn at(state: web::Data<State>, claims: Option<Claims>, now: DateTime<Utc>) -> Result<Self, Fail> {
        let standing = state.standing(claims.as_ref(), now)?;
        Ok(Self {
            principal: standing.principal,
            catalogue: standing.catalogue,
            versions: standing.versions,
            now,
            claims,
            state,
        })
    }

    /// The person, where there is one.
    pub fn person(&self) -> Option<&Principal> {
        self.principal.as_deref()
    }

    /// The person; 401 for anybody.
    pub fn user(&self) -> Result<&Principal, Fail> {
        known(self.person())
    }

    pub fn coordinates(&self, programme: &str) -> bool {
        self.person().is_some_and(|person| person.coordinates(programme))
    }

    /// 403 unless the person coordinates the programme.
    pub fn require_coordinator(&self, programme: &str) -> Result<(), Fail> {
        if self.coordinates(programme) { Ok(()) } else { Err(Fail::FORBIDDEN) }
    }

    /// 403 unless the person coordinates the programme or administers the instance.
    pub fn require_steward(&self, programme: &str) -> Result<(), Fail> {
        let admin = self.person().is_some_and(Principal::is_admin);
        if admin || self.coordinates(programme) { Ok(()) } else { Err(Fail::FORBIDDEN) }
    }

    /// Whether the person may see what the committee sees of a programme's decisions before publication.
    pub fn sees_committee(&self, programme: &str) -> bool {
        self.person()
            .is_some_and(|person| person.coordinates(programme) || person.carrier_in(programme).is_some())
    }
}

/// The bearer token of a request; a header that is no bearer token is refused, not ignored.
fn bearer(request: &HttpRequest) -> Result<Option<&str>, Fail> {
    let Some(value) = request.headers().get(header::AUTHORIZATION) else { return Ok(None) };
    let text = value.to_str().map_err(|_| Fail::Code(ErrorCode::InvalidToken))?;
    match text.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(Some(token.trim())),
        _ => Err(ErrorCode::InvalidToken.into()),
    }
}

fn visit(request: &HttpRequest) -> Result<Visit, Fail> {
    let state =
        request.app_data::<web::Data<State>>().ok_or_else(|| Fail::Internal("no state".into()))?.clone();
    let now = state.clock.now();
    let claims = bearer(request)?.map(|token| state.keys.verify(token, now)).transpose()?;
    Visit::at(state, claims, now)
}

macro_rules! actors {
    ($($(#[$doc:meta])* $name:ident($principal:pat) if $check:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name(pub Visit);

        impl Deref for $name {
            type Target = Visit;
            fn deref(&self) -> &Visit { &self.0 }
        }

        impl FromRequest for $name {
            type Error = Fail;
            type Future = Ready<Result<Self, Fail>>;

            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                ready(visit(request).and_then(|visit| {
                    let $principal = visit.person();
                    let allowed: Result<(), Fail> = $check;
                    allowed.map(|()| Self(visit))
                }))
            }
        }
    )*};
}

fn known(person: Option<&Principal>) -> Result<&Principal, Fail> {
    person.ok_or(Fail::Code(ErrorCode::Unauthenticated))
}

fn with(person: Option<&Principal>, roles: &[Role]) -> Result<(), Fail> {
    let person = known(person)?;
    if roles.iter().any(|role| person.has(*role)) { Ok(()) } else { Err(Fail::FORBIDDEN) }
}

actors! {
    /// Anybody, logged in or not.
    Anyone(_) if Ok(());
    /// A person with an account, whatever the role.
    LoggedIn(person) if known(person).map(drop);
    /// An admin of the instance.
    Admin(person) if with(person, &[Role::Admin]);
    /// A coordinator of some programme; which one is asked with the object.
    Coordinator(person) if with(person, &[Role::Coordinator]);
    /// An admin, or a coordinator of some programme.
    Steward(person) if with(person, &[Role::Admin, Role::Coordinator]);
    /// Someone of the committee of some programme: coordinator or carrier.
    Committee(person) if with(person, &[Role::Coordinator, Role::Carrier]);
    /// Someone who may score: reviewer or carrier.
    Scorer(person) if with(person, &[Role::Reviewer, Role::Carrier]);
    /// Someone who writes fiches for an organisation.
    Applicant(person) if with(person, &[Role::Partner]);
}

/// Somebody who is not known yet and is about to say who it is: an old token, or the `Basic` header that OAuth 2 clients
/// send to a token endpoint, does not stand in the way.
pub struct Newcomer;

impl FromRequest for Newcomer {
    type Error = Fail;
    type Future = Ready<Result<Self, Fail>>;

    fn from_request(_: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self))
    }
}
