//! Keys and access tokens: EdDSA only, with `kid`, `iss`, `aud` and `exp` (RFC 8725).

use crate::config::{Config, SigningKey};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey, spki::der::pem::LineEnding};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use openapi::ErrorCode;
use quick_cache::sync::Cache;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{collections::HashMap, io::Write, path::Path};

/// Life of an access token, in seconds.
pub const LIFETIME: i64 = 15 * 60;
const AUDIENCE: &str = "alliance-api";
const KNOWN_TOKENS: usize = 10_000;

/// What an access token says. Roles are not in it: they are read when they are needed, so that a change works at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    pub iss: String,
    pub aud: String,
    /// Id of the person.
    pub sub: String,
    /// Id of the session.
    pub sid: String,
    pub iat: i64,
    pub exp: i64,
    pub jti: String,
}

/// The signing key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("the signing key file {0} cannot be read: {1}")]
    File(String, std::io::Error),
    #[error("the signing key is not an Ed25519 key in PKCS#8 PEM (openssl genpkey -algorithm ed25519)")]
    Format,
}

struct Verifying {
    key: DecodingKey,
    x: String,
}

/// The first key signs, all verify.
pub struct Keys {
    signing: EncodingKey,
    kid: String,
    verifying: HashMap<String, Verifying>,
    issuer: String,
    known: Cache<String, Claims>,
}

impl Keys {
    pub fn load(config: &Config) -> Result<Self, KeyError> {
        let pem = match &config.signing_key {
            SigningKey::Pem(pem) => pem.expose_secret().to_owned(),
            SigningKey::File(path) if config.demo && !path.exists() => create(path)?,
            SigningKey::File(path) => std::fs::read_to_string(path)
                .map_err(|error| KeyError::File(path.display().to_string(), error))?,
            SigningKey::Ephemeral => generate()?,
        };
        Self::from_pem(&pem, config.public_url.clone())
    }

    fn from_pem(pem: &str, issuer: String) -> Result<Self, KeyError> {
        const END: &str = "-----END PRIVATE KEY-----";
        let mut verifying = HashMap::new();
        let mut first = None;
        for block in pem.split_inclusive(END).filter(|block| block.contains("-----BEGIN")) {
            let key =
                ed25519_dalek::SigningKey::from_pkcs8_pem(block.trim()).map_err(|_| KeyError::Format)?;
            let x = BASE64_URL_SAFE_NO_PAD.encode(key.verifying_key().as_bytes());
            let kid = BASE64_URL_SAFE_NO_PAD.encode(&Sha256::digest(key.verifying_key().as_bytes())[..12]);
            let der = key.to_pkcs8_der().map_err(|_| KeyError::Format)?;
            first.get_or_insert_with(|| (EncodingKey::from_ed_der(der.as_bytes()), kid.clone()));
            let decoding = DecodingKey::from_ed_components(&x).map_err(|_| KeyError::Format)?;
            verifying.insert(kid, Verifying { key: decoding, x });
        }
        let (signing, kid) = first.ok_or(KeyError::Format)?;
        Ok(Self { signing, kid, verifying, issuer, known: Cache::new(KNOWN_TOKENS) })
    }

    /// A token for a person's session.
    pub fn issue(
        &self,
        user: &str,
        session: &str,
        now: DateTime<Utc>,
    ) -> Result<String, jsonwebtoken::errors::Error> {
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.into(),
            sub: user.into(),
            sid: session.into(),
            iat: now.timestamp(),
            exp: now.timestamp() + LIFETIME,
            jti: crate::db::new_id(),
        };
        let header = Header { kid: Some(self.kid.clone()), ..Header::new(Algorithm::EdDSA) };
        jsonwebtoken::encode(&header, &claims, &self.signing)
    }

    /// What a token says, if it is ours and still good. A verified token is remembered until it expires.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, ErrorCode> {
        let claims = match self.known.get(token) {
            Some(claims) => claims,
            None => {
                let claims = self.decode(token).ok_or(ErrorCode::InvalidToken)?;
                self.known.insert(token.to_owned(), claims.clone());
                claims
            }
        };
        if claims.exp <= now.timestamp() {
            self.known.remove(token);
            return Err(ErrorCode::TokenExpired);
        }
        Ok(claims)
    }

    fn decode(&self, token: &str) -> Option<Claims> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        let verifying = self.verifying.get(header.kid.as_deref()?)?;
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[&self.issuer]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // Expiry is compared with the injected clock, in `verify`.
        validation.validate_exp = false;
        jsonwebtoken::decode::<Claims>(token, &verifying.key, &validation).ok().map(|data| data.claims)
    }

    /// The public keys, RFC 7517.
    pub fn jwks(&self) -> Vec<Value> {
        self.verifying
            .iter()
            .map(|(kid, key)| json!({"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": kid, "x": key.x}))
            .collect()
    }
}

fn generate() -> Result<String, KeyError> {
    let key = ed25519_dalek::SigningKey::from_bytes(&rand::random());
    key.to_pkcs8_pem(LineEnding::LF).map(|pem| pem.to_string()).map_err(|_| KeyError::Format)
}

/// A demo makes its key; a real server is given one.
fn create(path: &Path) -> Result<String, KeyError> {
    let failed = |error| KeyError::File(path.display().to_string(), error);
    let pem = generate()?;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).and_then(|mut file| file.write_all(pem.as_bytes())).map_err(failed)?;
    Ok(pem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Option<Keys> {
        generate().and_then(|pem| Keys::from_pem(&pem, "https://alliance.example".into())).ok()
    }

    #[test]
    fn a_token_is_good_until_its_last_second_and_not_after() {
        let keys = keys();
        assert!(keys.is_some());
        let Some(keys) = keys else { return };
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap_or_default();
        let token = keys.issue("user", "session", now).unwrap_or_default();
        let at = |seconds| keys.verify(&token, now + chrono::Duration::seconds(seconds));
        assert!(at(LIFETIME - 1).is_ok_and(|claims| claims.sid == "session"));
        assert_eq!(at(LIFETIME).err(), Some(ErrorCode::TokenExpired));
    }

    #[test]
    fn a_token_of_another_key_or_without_signature_is_refused() {
        let (Some(ours), Some(theirs)) = (keys(), keys()) else { return assert!(keys().is_some()) };
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap_or_default();
        let foreign = theirs.issue("user", "session", now).unwrap_or_default();
        assert_eq!(ours.verify(&foreign, now).err(), Some(ErrorCode::InvalidToken));
        let own = ours.issue("user", "session", now).unwrap_or_default();
        let payload = own.split('.').nth(1).unwrap_or_default();
        let none = BASE64_URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
        assert_eq!(ours.verify(&format!("{none}.{payload}."), now).err(), Some(ErrorCode::InvalidToken));
    }
}
