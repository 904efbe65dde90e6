//! Passwords: Argon2id in a small pool of its own, so that logins never slow reads.

use crate::http::fail::Fail;
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use openapi::{ErrorCode, rule::Rule};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// OWASP's minimum, which FACTS names: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// How many hashes run at once.
const AT_ONCE: usize = 2;
/// zxcvbn's score from which a password is not easily guessed.
const NOT_GUESSED: zxcvbn::Score = zxcvbn::Score::Three;

/// Hashes and verifies.
#[derive(Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    /// A hash of nothing anyone knows, verified when there is no account, so that time tells nothing.
    decoy: Arc<str>,
}

fn argon2() -> Result<Argon2<'static>, Fail> {
    let params =
        Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|error| Fail::Internal(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The PHC string of a password, on the calling thread.
pub fn hash_blocking(password: &str) -> Result<String, Fail> {
    let hash =
        argon2()?.hash_password(password.as_bytes()).map_err(|error| Fail::Internal(error.to_string()))?;
    Ok(hash.to_string())
}

fn verify_blocking(password: &str, hash: &str) -> Result<bool, Fail> {
    let parsed = PasswordHash::new(hash).map_err(|error| Fail::Internal(error.to_string()))?;
    Ok(argon2()?.verify_password(password.as_bytes(), &parsed).is_ok())
}

impl Passwords {
    pub fn new() -> Result<Self, Fail> {
        let nobody: [u8; 16] = rand::random();
        let decoy = hash_blocking(&nobody.iter().map(|byte| format!("{byte:02x}")).collect::<String>())?;
        Ok(Self { turns: Arc::new(Semaphore::new(AT_ONCE)), decoy: decoy.into() })
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Fail> + Send + 'static,
    ) -> Result<T, Fail> {
        let _turn = self.turns.acquire().await.map_err(|error| Fail::Internal(error.to_string()))?;
        actix_web::web::block(work).await.map_err(|error| Fail::Internal(error.to_string()))?
    }

    pub async fn hash(&self, password: String) -> Result<String, Fail> {
        self.in_turn(move || hash_blocking(&password)).await
    }

    /// Whether the password is the one of the hash; without a hash, false after the same work.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Fail> {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.decoy.to_string());
        Ok(self.in_turn(move || verify_blocking(&password, &hash)).await? && known)
    }
}

/// Refuses a password that holds the person's name or address, or that a guesser who knows them would try early.
pub fn refuse_guessable(password: &str, known: &[&str]) -> Result<(), Fail> {
    if openapi::password::is_personal(password, known) {
        return Err(Fail::field("/password", Rule::PersonalPassword));
    }
    if zxcvbn::zxcvbn(password, known).score() < NOT_GUESSED {
        return Err(Fail::field("/password", Rule::CommonPassword));
    }
    Ok(())
}

/// The one answer to a wrong address, a wrong password and a disabled account.
pub const REFUSED: Fail = Fail::Code(ErrorCode::InvalidCredentials);
