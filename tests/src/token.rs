//! Access tokens, taken apart and forged.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use ed25519_dalek::{Signer, SigningKey};
use serde_json::Value;

/// One part of a token: 0 is the header, 1 the claims.
pub fn part(token: &str, index: usize) -> Value {
    let encoded = token.split('.').nth(index).expect("a token has three parts");
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(encoded).expect("base64url");
    serde_json::from_slice(&bytes).expect("JSON")
}

/// A token with this header and these claims, and a signature by `sign`.
pub fn forged(header: &Value, claims: &Value, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    let encode = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", encode(header), encode(claims));
    let signature = BASE64_URL_SAFE_NO_PAD.encode(sign(message.as_bytes()));
    format!("{message}.{signature}")
}

/// Signs as an attacker with a key of their own.
pub fn foreign_key(message: &[u8]) -> Vec<u8> {
    SigningKey::from_bytes(&[7; 32]).sign(message).to_bytes().to_vec()
}
