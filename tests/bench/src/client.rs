//! The demo's coordinator, through HTTP.

use std::io::Write;

use anyhow::{Context, Result};
use serde_json::{Value, json};

/// An answer with everything that was sent.
pub struct Answer {
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// An access token.
pub fn token(server: &str) -> Result<String> {
    let login = json!({"email": "coordinator@demo.example", "password": "Alliance-demo-2026!"});
    let mut response = ureq::post(format!("{server}/api/v1/auth/login")).send_json(login)?;
    let answer: Value = response.body_mut().read_json()?;
    answer["access_token"].as_str().map(str::to_owned).context("the login gave no token")
}

/// Writes a token to stdout.
pub fn print_token(server: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{}", token(server)?).context("cannot write")
}

/// Reads one path.
pub fn get(server: &str, token: &str, path: &str) -> Result<Answer> {
    let mut response = ureq::get(format!("{server}{path}"))
        .header("Authorization", format!("Bearer {token}"))
        .call()
        .with_context(|| path.to_owned())?;
    let headers = response
        .headers()
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect();
    Ok(Answer { headers, body: response.body_mut().read_to_vec()? })
}
