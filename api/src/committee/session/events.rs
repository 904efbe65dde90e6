//! The live view: server-sent events, each the whole session as its reader sees it at that instant.
//!
//! Nothing is pushed from process to process: each stream compares the data counters, one small statement, and looks again
//! where they moved. So it is right whichever process writes, and whoever comes back reads the state, not what was missed.

use super::{super::of_committee, view};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{Committee, Visit},
    db::versions::Versions,
    http::{fail::Fail, refusals::*},
};
use actix_web::{
    Error, HttpResponse, get,
    http::header,
    web::{Bytes, Path},
};
use futures_util::stream;
use openapi::session::Session;
use std::time::Duration;
use tokio::time::{self, Instant, Interval, MissedTickBehavior};

/// How often the counters are compared.
const EVERY: Duration = Duration::from_millis(400);
/// After so long without an event a comment goes out, so that nobody between takes the line for dead.
const SILENCE: Duration = Duration::from_secs(15);
/// How long a client waits before it comes back, in milliseconds.
const RETRY: u32 = 2_000;

pub fn configure(config: &mut Mount) {
    config.service(events);
}

/// One reader's stream.
struct Live {
    visit: Visit,
    call: String,
    ticks: Interval,
    /// What was told last, and on which state of the data it was looked up.
    told: Option<String>,
    known: Option<Versions>,
    at: Instant,
}

impl Live {
    /// What the reader may see now.
    fn look(&self) -> Result<String, Fail> {
        let call = of_committee(&self.visit, &self.call)?;
        let found = self.visit.state.db.read(|connection| view::session(&self.visit, connection, call))?;
        serde_json::to_string(&found).map_err(|error| Fail::Internal(error.to_string()))
    }

    /// The next bytes; none once the reader's session or role is over, or the server stops.
    async fn next(mut self) -> Option<(Result<Bytes, Error>, Self)> {
        loop {
            self.ticks.tick().await;
            if self.visit.state.is_stopping() {
                return None;
            }
            match self.visit.again() {
                Ok(visit) => self.visit = visit,
                // The database is away for a moment: the client would come back to the same.
                Err(fail) if fail.is_transient() => continue,
                Err(_) => return None,
            }
            if self.known != Some(self.visit.versions) {
                let seen = match self.look() {
                    Ok(seen) => seen,
                    Err(fail) if fail.is_transient() => continue,
                    Err(_) => return None,
                };
                self.known = Some(self.visit.versions);
                if self.told.as_ref() != Some(&seen) {
                    let retry = if self.told.is_none() { format!("retry: {RETRY}\n") } else { String::new() };
                    let text = format!("{retry}event: session\ndata: {seen}\n\n");
                    (self.told, self.at) = (Some(seen), Instant::now());
                    return Some((Ok(Bytes::from(text)), self));
                }
            }
            if self.at.elapsed() >= SILENCE {
                self.at = Instant::now();
                return Some((Ok(Bytes::from_static(b": still here\n\n")), self));
            }
        }
    }
}

/// Follow the session
///
/// Server-sent events (`text/event-stream`): `event: session` with the session as `GET /calls/{id}/session` tells it to this
/// reader, at once and whenever that changes. The stream ends with the token, the role or the login; come back with a fresh
/// token. Browsers read it with `fetch`, since `EventSource` sends no header.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call")),
    responses((status = 200, description = "The stream", body = Session, content_type = "text/event-stream"), OfPrivateRead))]
#[get("/calls/{id}/session/events")]
async fn events(actor: Committee, id: Path<String>) -> Result<HttpResponse, Fail> {
    let visit = actor.0;
    let call = of_committee(&visit, &id)?.id().to_owned();
    let mut ticks = time::interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let live = Live { visit, call, ticks, told: None, known: None, at: Instant::now() };
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // A proxy that gathers an answer before it sends it on would hold back every event.
        .insert_header(("X-Accel-Buffering", "no"))
        .streaming(stream::unfold(live, Live::next)))
}
