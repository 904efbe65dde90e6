//! Removes what uploads and removals left behind in the store when their process died.

use super::store;
use crate::{
    db::{DbError, Ending},
    state::State,
};
use actix_web::web::Data;
use chrono::Duration;
use std::time;

/// How long an object may be loose: more than the longest upload with its checks.
const AGE: Duration = Duration::hours(1);
const EVERY: time::Duration = time::Duration::from_secs(600);

/// Sweeps now and from time to time, until the server stops.
pub fn start(state: Data<State>) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            if let Err(error) = sweep(&state).await {
                tracing::warn!(%error, "left-behind files could not be read; later again");
            }
            tokio::time::sleep(EVERY).await;
        }
    })
}

/// One round. What cannot be removed now is tried again in the next.
pub async fn sweep(state: &State) -> Result<(), DbError> {
    let now = state.clock.now();
    let objects = state
        .db
        .write(Ending::Commit, move |connection| {
            let mut objects = store::left_behind(connection, now, AGE)?;
            let mut held = Vec::new();
            for object in &objects {
                if store::is_held(connection, object)? {
                    store::settle(connection, object)?;
                    held.push(object.clone());
                }
            }
            objects.retain(|object| !held.contains(object));
            Ok::<_, DbError>(objects)
        })
        .await?;
    for object in objects {
        if let Err(error) = state.files.storage.remove(&object).await {
            tracing::warn!(%error, "a left-behind file could not be removed; later again");
            continue;
        }
        state
            .db
            .write(Ending::Commit, move |connection| {
                store::settle(connection, &object).map_err(DbError::from)
            })
            .await?;
    }
    Ok(())
}
