//! The refresh token: 256 random bits in a cookie that scripts cannot read, of which the database holds the hash.

use crate::config::Config;
use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

const COOKIE: &str = "alliance_refresh";
/// Only the refresh and log-out operations receive it.
const PATH: &str = "/api/v1/auth";

/// A new secret of 256 bits, URL-safe.
pub fn new_secret() -> String {
    let bytes: [u8; 32] = rand::random();
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// What the database keeps of a secret.
pub fn hash(secret: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(secret.as_bytes()))
}

fn cookie<'a>(config: &Config, value: &'a str, max_age: Duration) -> Cookie<'a> {
    Cookie::build(COOKIE, value)
        .path(PATH)
        .http_only(true)
        .secure(config.secure_cookies)
        .same_site(SameSite::Strict)
        .max_age(max_age)
        .finish()
}

/// The cookie that carries a refresh token.
pub fn set<'a>(config: &Config, token: &'a str) -> Cookie<'a> {
    cookie(config, token, Duration::days(30))
}

/// The cookie that removes it.
pub fn clear(config: &Config) -> Cookie<'static> {
    cookie(config, "", Duration::ZERO)
}

/// The refresh token that came with a request.
pub fn read(request: &HttpRequest) -> Option<String> {
    request.cookie(COOKIE).map(|cookie| cookie.value().to_owned()).filter(|value| !value.is_empty())
}
