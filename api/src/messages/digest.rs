//! Sends, as mails, what was written some minutes ago and is still unread.

use super::store::notices;
use crate::{
    db::{AnyConnection, Ending},
    http::fail::Fail,
    mail::{self, Desk},
    projects,
    state::State,
};
use actix_web::web::Data;
use openapi::message::MessageSide;
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(30);
/// What the applicant reads in the place of a name: who of the coordination wrote stays there.
const COORDINATION: &str = "La coordination";

/// Looks now and from time to time, until the server stops.
pub fn start(state: Data<State>) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            if let Err(error) = turn(&state).await {
                tracing::warn!(%error, "mails about messages could not be written; later again");
            }
            tokio::time::sleep(EVERY).await;
        }
    })
}

async fn turn(state: &Data<State>) -> Result<(), Fail> {
    let now = state.clock.now();
    let due = state.db.read(|connection| notices::due(connection, now).map_err(crate::db::DbError::from))?;
    for (project, side) in due {
        let state = state.clone();
        let db = state.db.clone();
        db.write(Ending::Commit, move |connection| {
            let catalogue = state.standing(None, now)?.catalogue;
            write(connection, &Desk::new(&state.config, &catalogue, now), &project, side)
        })
        .await?;
    }
    Ok(())
}

/// The mails of one notice. Of several processes, the one that takes the notice away writes them.
pub(super) fn write(
    connection: &mut AnyConnection,
    desk: &Desk<'_>,
    project: &str,
    side: MessageSide,
) -> Result<(), Fail> {
    if !notices::take(connection, project, side)? {
        return Ok(());
    }
    let row = projects::store::reload(connection, project)?;
    let recipients = match side {
        MessageSide::Applicant => mail::store::recipients::writers_of(connection, &row.id, &row.partner_id)?,
        MessageSide::Coordination => mail::store::recipients::coordinators_of(connection, &row.programme_id)?,
    };
    for to in recipients {
        let Some((message, author)) = notices::newest_unread(connection, project, side.other(), &to.email)?
        else {
            continue;
        };
        let sender = if side == MessageSide::Applicant { COORDINATION } else { &author };
        mail::write::new_message(connection, desk, &row, &to, &message, sender)?;
    }
    Ok(())
}
