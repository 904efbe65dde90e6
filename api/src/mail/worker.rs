//! The worker: writes the reminders that are due, and sends what is in the outbox. Every process may run one.
//!
//! A mail is attempted by one process at a time, which holds a claim that ends by itself. Up to the server's word to go
//! ahead nothing can have been sent: a failure there is attempted again, and so is a mail whose process died there. Then the row says
//! `sending`, and the message is handed over. A process that dies, or a line that breaks, between that and the server's
//! answer leaves the one question that SMTP cannot answer: such a mail becomes `uncertain`, is never sent again by
//! itself, and the coordinator decides. So Alliance sends each mail at most once by itself, and tells which ones may not have arrived.

use super::{
    purge, reminders,
    rules::wait,
    smtp::{Session, Smtp, Trouble},
    store::outbox::{self, Outcome, Stored},
};
use crate::{
    db::{DbError, Ending},
    http::fail::Fail,
    state::State,
};
use actix_web::web::{self, Data};
use openapi::email::EmailErrorCode;
use std::time::Duration;
use tokio::{sync::watch, task::JoinHandle, time};

/// How often what was sent is written again when the database is away.
const RECORDS: u32 = 5;

/// A worker that runs.
pub struct Worker {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

/// Starts the worker of this process.
pub fn start(state: Data<State>) -> Worker {
    let (stop, stopped) = watch::channel(false);
    Worker { stop, task: tokio::spawn(run(state, stopped)) }
}

impl Worker {
    /// Lets the message that is being handed over finish, and ends.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        if time::timeout(Duration::from_secs(20), &mut self.task).await.is_err() {
            self.task.abort();
        }
    }

    /// Ends at once wherever it is, as a process that is killed.
    pub fn kill(&self) {
        self.task.abort();
    }
}

async fn run(state: Data<State>, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        if let Err(error) = turn(&state, &stopped).await {
            tracing::error!(%error, "the mail worker could not do its turn");
        }
        tokio::select! {
            () = time::sleep(state.config.mail_every) => {}
            _ = stopped.changed() => {}
        }
    }
}

async fn turn(state: &Data<State>, stopped: &watch::Receiver<bool>) -> Result<(), Fail> {
    reminders::write_due(state).await?;
    purge::drop_due(state).await?;
    let now = state.clock.now();
    let reader = state.clone();
    let sends = state.config.smtp.is_some();
    let idle = web::block(move || reader.db.read(|c| outbox::is_idle(c, sends, now).map_err(DbError::from)));
    if idle.await.map_err(|error| Fail::Internal(error.to_string()))?? {
        return Ok(());
    }
    state.db.write(Ending::Commit, move |c| outbox::sweep(c, now).map_err(DbError::from)).await?;
    let Some(smtp) = &state.config.smtp else { return Ok(()) };
    let mut session = None;
    while !*stopped.borrow() {
        let now = state.clock.now();
        let claimed =
            state.db.write(Ending::Commit, move |c| outbox::claim(c, now).map_err(DbError::from)).await?;
        let Some(mail) = claimed else { break };
        let (reached, outcome) = attempt(state, smtp, session.take(), &mail).await?;
        if let Some(outcome) = &outcome {
            record(state, &mail, outcome).await?;
        }
        match reached {
            // The server is away: those that follow would only wait for it too.
            None if matches!(outcome, Some(Outcome::Again(_, EmailErrorCode::Unreachable, _))) => break,
            reached => session = reached,
        }
    }
    if let Some(session) = session {
        session.close().await;
    }
    Ok(())
}

/// One attempt: the connection if it is still good, and what became of the mail; nothing when the claim was lost.
async fn attempt<'a>(
    state: &Data<State>,
    smtp: &'a Smtp,
    session: Option<Session<'a>>,
    mail: &Stored,
) -> Result<(Option<Session<'a>>, Option<Outcome>), Fail> {
    let settled = |trouble| Ok((None, Some(outcome(state, mail, trouble))));
    let now = state.clock.now();
    let catalogue = {
        let reader = state.clone();
        let standing = web::block(move || reader.standing(None, now)).await;
        standing.map_err(|error| Fail::Internal(error.to_string()))??.catalogue
    };
    let programme = mail.programme_id.as_deref().and_then(|id| catalogue.programme(id));
    let name = programme.map(|programme| programme.name.as_str()).unwrap_or_default();
    let message = match smtp.message(mail, name, now) {
        Ok(message) => message,
        Err(wrong) => return settled(Trouble::Refused(wrong)),
    };
    let mut session = match session {
        Some(session) => session,
        None => match smtp.open().await {
            Ok(session) => session,
            Err(trouble) => return settled(trouble),
        },
    };
    if let Err(trouble) = session.envelope(&mail.recipient).await {
        return settled(trouble);
    }
    let (now, held) = (state.clock.now(), mail.clone());
    let ours =
        state.db.write(Ending::Commit, move |c| outbox::hand_over(c, &held, now).map_err(DbError::from));
    if !ours.await? {
        return Ok((None, None));
    }
    match session.message(&message).await {
        Ok(()) => Ok((Some(session), Some(Outcome::Sent))),
        Err(trouble) => settled(trouble),
    }
}

fn outcome(state: &State, mail: &Stored, trouble: Trouble) -> Outcome {
    let now = state.clock.now();
    let again = |code, said| {
        let next = now + wait(mail.attempts, rand::random());
        if next >= mail.give_up_at.and_utc() {
            Outcome::Failed(code, said)
        } else {
            Outcome::Again(next, code, said)
        }
    };
    match trouble {
        Trouble::Unreachable(said) => again(EmailErrorCode::Unreachable, said),
        Trouble::NotAccepted(said) => again(EmailErrorCode::NotAccepted, said),
        Trouble::Postponed(said) => again(EmailErrorCode::Postponed, said),
        Trouble::Refused(said) => Outcome::Failed(EmailErrorCode::Refused, said),
        Trouble::Interrupted(said) => Outcome::Uncertain(said),
    }
}

/// Writes what became of a mail; what was sent deserves more than one try, or it would be uncertain.
async fn record(state: &Data<State>, mail: &Stored, outcome: &Outcome) -> Result<(), Fail> {
    match outcome {
        Outcome::Sent => tracing::info!(id = %mail.id, kind = %mail.kind, "mail sent"),
        other => tracing::warn!(id = %mail.id, kind = %mail.kind, outcome = ?other, "mail not sent"),
    }
    let mut tries = 0;
    loop {
        let (held, written, now) = (mail.clone(), outcome.clone(), state.clock.now());
        let settled = state
            .db
            .write(Ending::Commit, move |c| outbox::settle(c, &held, &written, now).map_err(DbError::from))
            .await;
        tries += 1;
        match settled {
            Err(error) if error.is_transient() && tries < RECORDS => {
                time::sleep(Duration::from_secs(1)).await;
            }
            settled => return settled.map(drop).map_err(Fail::from),
        }
    }
}
