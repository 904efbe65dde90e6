//! What is written with every write of a request, in the same transaction.

use super::{AnyConnection, DbError};
use std::{future::Future, sync::Arc};

/// Runs first in a transaction that is meant to be committed; an error ends it.
pub type Witness = Arc<dyn Fn(&mut AnyConnection) -> Result<(), DbError> + Send + Sync>;

tokio::task_local! {
    static WITNESS: Witness;
}

/// Does some work whose every committed write has this witness, if there is one.
pub async fn beside<T>(witness: Option<Witness>, work: impl Future<Output = T>) -> T {
    match witness {
        Some(witness) => WITNESS.scope(witness, work).await,
        None => work.await,
    }
}

/// The witness of the work under way; a task of its own has to be given it.
pub fn current() -> Option<Witness> {
    WITNESS.try_with(Arc::clone).ok()
}
