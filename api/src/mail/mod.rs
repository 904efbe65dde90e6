//! E-mail: an outbox written in the transaction of what causes a mail, and a worker that sends it.
//!
//! A feature calls one function of [`write`] inside its own transaction. Each mail has a cause that is unique, so a
//! cause writes one mail; the worker of any process claims it, and hands it over at most once by itself (see [`worker`]).

pub mod defaults;
pub mod letters;
pub mod markup;
mod purge;
mod reminders;
pub mod render;
mod routes;
pub mod rules;
pub mod smtp;
pub mod store;
mod templates;
pub mod worker;
pub mod write;

use crate::{auth::actor::Visit, catalogue::Catalogue, config::Config};
use chrono::{DateTime, Utc};

use crate::http::mount::Mount;
pub use write::{Link, Subject, queue};

pub fn configure(config: &mut Mount) {
    // `/emails/templates` before `/emails/{id}`.
    templates::configure(config);
    routes::configure(config);
}

/// Stands in a mail for the secret of its link, which the outbox keeps apart and forgets once the mail has left.
pub const SECRET: &str = "__secret__";

/// Whom a mail is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub email: String,
    /// Empty when it is not known.
    pub name: String,
}

/// Where and when mails are written.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    pub catalogue: &'a Catalogue,
    /// Without a slash at its end.
    pub public_url: &'a str,
    pub now: DateTime<Utc>,
}

impl<'a> Desk<'a> {
    pub fn new(config: &'a Config, catalogue: &'a Catalogue, now: DateTime<Utc>) -> Self {
        Self { catalogue, public_url: &config.public_url, now }
    }

    pub fn of(visit: &'a Visit) -> Self {
        Self::new(&visit.state.config, &visit.catalogue, visit.now)
    }

    /// The name of this server in the ids of messages.
    fn host(&self) -> &str {
        let rest = self.public_url.split_once("://").map_or(self.public_url, |(_, rest)| rest);
        let host = rest.split(['/', ':']).next().unwrap_or_default();
        if host.is_empty() { "localhost" } else { host }
    }
}
