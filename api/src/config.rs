//! Typed settings, read once from the environment; what is missing or unsafe stops the start with a clear message.

use crate::files::{
    antivirus::Antivirus,
    storage::{Location, S3},
};
use crate::mail::smtp::Smtp;
use chrono::Months;
use secrecy::SecretString;
use std::{
    env,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

/// A year: what was written during a call is still there at the next one.
const MAIL_KEEP: Months = Months::new(12);

/// Everything the server can be told.
#[derive(Clone, Debug)]
pub struct Config {
    /// `sqlite://path` or `postgres://…`.
    pub database_url: SecretString,
    pub bind: SocketAddr,
    /// Address under which people and tokens know this server; issuer of the tokens.
    pub public_url: String,
    /// Folder of the built web app, when this process serves it too.
    pub web_root: Option<PathBuf>,
    pub signing_key: SigningKey,
    /// Where attachments are.
    pub files: Location,
    /// What looks for viruses in them, if anything.
    pub antivirus: Option<Antivirus>,
    /// Demo accounts may exist, plain HTTP is accepted.
    pub demo: bool,
    /// The refresh cookie is `Secure`; only a demo may do without.
    pub secure_cookies: bool,
    /// Requests come through a proxy of ours: its `X-Forwarded-For` is believed.
    pub behind_proxy: bool,
    /// Worker threads of the HTTP server.
    pub workers: usize,
    /// Where e-mails are handed over; without one they stay in the outbox.
    pub smtp: Option<Smtp>,
    /// How often the outbox is looked at.
    pub mail_every: Duration,
    /// How long the words of mails that are settled are kept.
    pub mail_keep: Months,
}

/// Where the key that signs access tokens comes from.
#[derive(Clone, Debug)]
pub enum SigningKey {
    /// PKCS#8 PEM, one block or more: the first signs, all verify.
    Pem(SecretString),
    /// A file with the same content; in a demo it is made when missing.
    File(PathBuf),
    /// A key of this process alone, for tests.
    Ephemeral,
}

/// A setting is missing or cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{0} is not set: {1}")]
    Missing(&'static str, &'static str),
    #[error("{0} cannot be read: {1}")]
    Invalid(&'static str, String),
    #[error("{0}")]
    Unsafe(&'static str),
}

impl Config {
    /// Reads the `ALLIANCE_*` variables; docs/OPERATIONS.md lists them.
    pub fn from_env() -> Result<Self, ConfigError> {
        let demo = flag("ALLIANCE_DEMO")?;
        let insecure_http = flag("ALLIANCE_INSECURE_HTTP")?;
        let database_url = env::var("ALLIANCE_DATABASE_URL").map_err(|_| {
            ConfigError::Missing("ALLIANCE_DATABASE_URL", "give sqlite://path or postgres://user@host/name")
        })?;
        let bind = match env::var("ALLIANCE_BIND") {
            Ok(text) => text.parse().map_err(|_| ConfigError::Invalid("ALLIANCE_BIND", text))?,
            Err(_) => SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080),
        };
        let public_url = env::var("ALLIANCE_PUBLIC_URL").map_err(|_| {
            ConfigError::Missing("ALLIANCE_PUBLIC_URL", "give the address people use, https://…")
        })?;
        let https = public_url.starts_with("https://");
        if !https && !demo && !insecure_http {
            return Err(ConfigError::Unsafe(
                "ALLIANCE_PUBLIC_URL is not https: serve through TLS, or say ALLIANCE_INSECURE_HTTP=true if you mean it",
            ));
        }
        let signing_key = match (env::var("ALLIANCE_SIGNING_KEY"), env::var("ALLIANCE_SIGNING_KEY_FILE")) {
            (Ok(pem), _) => SigningKey::Pem(pem.into()),
            (_, Ok(path)) => SigningKey::File(path.into()),
            _ => {
                return Err(ConfigError::Missing(
                    "ALLIANCE_SIGNING_KEY_FILE",
                    "give an Ed25519 key in PKCS#8 PEM: openssl genpkey -algorithm ed25519",
                ));
            }
        };
        Ok(Self {
            files: files(&database_url)?,
            antivirus: antivirus()?,
            database_url: database_url.into(),
            bind,
            public_url: public_url.trim_end_matches('/').to_owned(),
            web_root: env::var_os("ALLIANCE_WEB_ROOT").map(PathBuf::from),
            signing_key,
            demo,
            secure_cookies: https,
            behind_proxy: flag("ALLIANCE_BEHIND_PROXY")?,
            workers: workers()?,
            smtp: smtp()?,
            mail_every: Duration::from_secs(2),
            mail_keep: mail_keep()?,
        })
    }

    /// Settings of a test server: a free port, a key of its own.
    pub fn for_tests(database_url: &str) -> Self {
        Self {
            database_url: database_url.to_owned().into(),
            bind: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            public_url: "http://localhost".into(),
            web_root: None,
            signing_key: SigningKey::Ephemeral,
            files: Location::Given(std::sync::Arc::new(object_store::memory::InMemory::new())),
            antivirus: None,
            demo: true,
            secure_cookies: false,
            behind_proxy: false,
            workers: 2,
            smtp: None,
            // Tests that await a mail say how often.
            mail_every: Duration::from_secs(3_600),
            mail_keep: MAIL_KEEP,
        }
    }
}

fn mail_keep() -> Result<Months, ConfigError> {
    const KEEP: &str = "ALLIANCE_MAIL_KEEP_MONTHS";
    let Some(text) = env::var(KEEP).ok().filter(|text| !text.is_empty()) else { return Ok(MAIL_KEEP) };
    let months = text.parse().ok().filter(|months| (1..=120).contains(months));
    months.map(Months::new).ok_or(ConfigError::Invalid(KEEP, text))
}

fn smtp() -> Result<Option<Smtp>, ConfigError> {
    let Some(url) = env::var("ALLIANCE_SMTP_URL").ok().filter(|url| !url.is_empty()) else { return Ok(None) };
    let from =
        env::var("ALLIANCE_MAIL_FROM").ok().filter(|from| !from.is_empty()).ok_or(ConfigError::Missing(
            "ALLIANCE_MAIL_FROM",
            "give the sender of e-mails, Alliance <ne-pas-repondre@town.fr>",
        ))?;
    let smtp = Smtp::parse(&url, &from).map_err(|cause| ConfigError::Invalid("ALLIANCE_SMTP_URL", cause))?;
    const AUTHORITY: &str = "ALLIANCE_SMTP_CA_FILE";
    let Some(file) = env::var_os(AUTHORITY).filter(|file| !file.is_empty()) else { return Ok(Some(smtp)) };
    let pem = std::fs::read(&file).map_err(|error| error.to_string());
    pem.and_then(|pem| smtp.believing(&pem)).map(Some).map_err(|cause| ConfigError::Invalid(AUTHORITY, cause))
}

/// `ALLIANCE_FILES`: a folder, by default `files` beside the SQLite file or below the working folder; or `s3://bucket/prefix`.
fn files(database_url: &str) -> Result<Location, ConfigError> {
    let beside = || {
        let file = database_url.strip_prefix("sqlite://").map_or(Path::new("data/x"), Path::new);
        file.parent().unwrap_or(Path::new("")).join("files")
    };
    let Some(place) = env::var("ALLIANCE_FILES").ok().filter(|place| !place.is_empty()) else {
        return Ok(Location::Folder(beside()));
    };
    if !place.starts_with("s3://") {
        return Ok(Location::Folder(place.into()));
    }
    let secret =
        |name| env::var(name).map(SecretString::from).map_err(|_| ConfigError::Missing(name, "S3 needs it"));
    let text = |name| env::var(name).ok().filter(|text| !text.is_empty());
    Ok(Location::S3(S3 {
        url: place,
        endpoint: text("ALLIANCE_S3_ENDPOINT"),
        region: text("ALLIANCE_S3_REGION"),
        access_key: secret("ALLIANCE_S3_ACCESS_KEY")?,
        secret_key: secret("ALLIANCE_S3_SECRET_KEY")?,
    }))
}

fn antivirus() -> Result<Option<Antivirus>, ConfigError> {
    const COMMAND: &str = "ALLIANCE_ANTIVIRUS_COMMAND";
    const TIMEOUT: &str = "ALLIANCE_ANTIVIRUS_TIMEOUT";
    let Some(line) = env::var(COMMAND).ok().filter(|line| !line.is_empty()) else { return Ok(None) };
    let seconds = match env::var(TIMEOUT) {
        Ok(text) => text
            .parse()
            .ok()
            .filter(|seconds| (1..=600).contains(seconds))
            .ok_or(ConfigError::Invalid(TIMEOUT, text))?,
        Err(_) => 60,
    };
    let found = Antivirus::parse(&line, Duration::from_secs(seconds));
    found.map(Some).ok_or(ConfigError::Invalid(COMMAND, line))
}

fn flag(name: &'static str) -> Result<bool, ConfigError> {
    match env::var(name).as_deref() {
        Err(_) | Ok("" | "0" | "false") => Ok(false),
        Ok("1" | "true") => Ok(true),
        Ok(other) => Err(ConfigError::Invalid(name, other.to_owned())),
    }
}

/// Reads run on the worker threads themselves, so there are more of them than cores.
pub fn workers() -> Result<usize, ConfigError> {
    match env::var("ALLIANCE_WORKERS") {
        Ok(text) => text
            .parse()
            .ok()
            .filter(|n| (1..=256).contains(n))
            .ok_or(ConfigError::Invalid("ALLIANCE_WORKERS", text)),
        Err(_) => Ok(std::thread::available_parallelism().map_or(4, |cores| cores.get() * 2).max(4)),
    }
}
