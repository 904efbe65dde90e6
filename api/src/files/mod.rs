//! Attachments: received, checked, kept and sent without ever holding a whole one in memory.
//!
//! An object is noted as loose before its first byte is written, and an attachment takes it over in the transaction that
//! makes it visible. So an upload that ends early leaves nothing that anybody sees, and what a dead process left in the
//! store is found again by [`sweep`].

pub mod antivirus;
mod change;
mod container;
mod content;
mod download;
mod partner_routes;
mod receive;
mod routes;
pub mod rules;
pub mod storage;
pub mod store;
pub mod sweep;
mod tls;
mod upload;
mod window;

use crate::http::mount::Mount;
use crate::{auth::actor::Visit, db::AnyConnection, http::fail::Fail, projects, refusals};
use antivirus::{Antivirus, Scan, ScanError};
use openapi::{ErrorCode, attachment::FileType};
use projects::{Seen, rules::View};
pub use receive::hex;
use storage::{Location, Storage, StorageError};
use tokio::sync::Semaphore;

/// Uploads in progress at once in this process, each with one part in memory; others wait.
const UPLOADS: usize = 32;
/// Files unpacked at once.
const LOOKS: usize = 4;

pub fn configure(config: &mut Mount) {
    routes::configure(config);
    partner_routes::configure(config);
    upload::configure(config);
    download::configure(config);
}

refusals! {
    /// A file that comes in.
    OfUpload = 400 401 403 404 409 413 415 422 503 507;
    /// A file that goes out.
    OfDownload = 401 404 416 503;
}

/// What handlers need of the files.
#[derive(Debug)]
pub struct Files {
    pub storage: Storage,
    antivirus: Option<Antivirus>,
    uploads: Semaphore,
    looks: Semaphore,
}

impl Files {
    /// Opens the store.
    pub fn open(location: &Location, antivirus: Option<Antivirus>) -> Result<Self, StorageError> {
        Ok(Self {
            storage: Storage::open(location)?,
            antivirus,
            uploads: Semaphore::new(UPLOADS),
            looks: Semaphore::new(LOOKS),
        })
    }

    /// Says what a stored object is, and that it is harmless.
    async fn inspect(&self, object: &str, size: u64) -> Result<FileType, Fail> {
        let closed = |_| Fail::Internal("the server stops".into());
        let turn = self.looks.acquire().await.map_err(closed)?;
        let look = move |window| content::look(window, size);
        let verdict = window::looking(&self.storage, object, size, look).await?;
        drop(turn);
        let kind = verdict.map_err(|refusal| Fail::Code(refusal.code()))?;
        match &self.antivirus {
            None => Ok(kind),
            Some(antivirus) => match antivirus.scan(&self.storage, object, size).await {
                Ok(Scan::Clean) => Ok(kind),
                Ok(Scan::Infected) => Err(ErrorCode::FileInfected.into()),
                Err(ScanError::Storage(error)) => Err(error.into()),
                Err(error) => {
                    tracing::error!(%error, "no virus scan");
                    Err(ErrorCode::AntivirusUnavailable.into())
                }
            },
        }
    }
}

impl From<StorageError> for Fail {
    fn from(error: StorageError) -> Self {
        tracing::error!(%error, "the store of files failed");
        match error {
            StorageError::Full => ErrorCode::StorageFull.into(),
            _ => ErrorCode::StorageUnavailable.into(),
        }
    }
}

/// A project whose whole fiche the visitor may read: its files are for nobody else. A recused reviewer is nobody here.
pub fn readable(visit: &Visit, connection: &mut AnyConnection, project: &str) -> Result<Seen, Fail> {
    let seen = projects::seen(visit, connection, project)?;
    let standpoint = seen.standpoint;
    let by_review_alone = standpoint.reviewer
        && !(standpoint.own || standpoint.coordinator || standpoint.carrier || standpoint.observer);
    if seen.view != View::Full
        || by_review_alone
            && crate::reviews::store::conflicts::is_recused(connection, project, visit.user()?)?
    {
        return Err(Fail::NOT_FOUND);
    }
    Ok(seen)
}

/// Whether a reader sees what was filed last in the place of what is there now.
fn sees_filed_only(seen: &Seen) -> bool {
    !seen.standpoint.own && projects::rules::shows_last_filed(seen.row.status)
}

/// A project's attachment that the visitor may read, and whether it was filed.
fn found(
    visit: &Visit,
    connection: &mut AnyConnection,
    project: &str,
    id: &str,
) -> Result<(store::Row, bool), Fail> {
    let seen = readable(visit, connection, project)?;
    let found = store::find(connection, &store::Holder::Project(project.to_owned()), id)?;
    found.filter(|(_, filed)| *filed || !sees_filed_only(&seen)).ok_or(Fail::NOT_FOUND)
}

/// The same to change its files: by who writes the fiche, while it can be written.
fn writable(visit: &Visit, connection: &mut AnyConnection, project: &str) -> Result<Seen, Fail> {
    projects::store::hold(connection, project, false)?;
    let seen = readable(visit, connection, project)?;
    if !seen.standpoint.editor {
        return Err(Fail::FORBIDDEN);
    }
    Ok(seen)
}

/// 409 once the fiche is filed.
fn still_written(visit: &Visit, seen: &Seen) -> Result<(), Fail> {
    if seen.row.status.is_editable() {
        Ok(())
    } else {
        Err(seen.refused(visit, ErrorCode::TransitionNotAllowed))
    }
}
