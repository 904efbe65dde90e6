//! An upload on its way into the store: counted, hashed and written as it comes.

use super::storage::{Storage, StorageError};
use actix_web::{
    error::PayloadError,
    web::{Bytes, BytesMut},
};
use futures_util::{Stream, StreamExt};
use object_store::MultipartUpload;
use openapi::{ErrorCode, limits::FILE_MAX};
use sha2::{Digest, Sha256};
use std::time::Duration;
use tokio::time::{Instant, timeout, timeout_at};

/// A sender that is silent for so long is gone.
const SILENCE: Duration = Duration::from_secs(60);
/// The longest upload: 10 MiB at 15 kB/s.
const LONGEST: Duration = Duration::from_secs(15 * 60);
/// What is read and thrown away after a refusal, so that the sender hears the answer.
const DRAINED_MAX: u64 = 2 * FILE_MAX;
const DRAINING: Duration = Duration::from_secs(10);

/// What came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    pub size: u64,
    /// Hexadecimal.
    pub sha256: String,
}

/// Why nothing was kept.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    #[error("refused: {}", .0.as_str())]
    Refused(ErrorCode),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Lower-case hexadecimal.
pub fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes a body to the store under `object`; on an error nothing is there.
pub async fn receive(
    storage: &Storage,
    object: &str,
    body: &mut (impl Stream<Item = Result<Bytes, PayloadError>> + Unpin),
) -> Result<Received, ReceiveError> {
    let mut upload = storage.begin(object).await?;
    let written = write(upload.as_mut(), storage.part(), body).await;
    let outcome = match written {
        Ok(received) => {
            upload.complete().await.map(|_| received).map_err(|error| StorageError::from(error).into())
        }
        Err(error) => Err(error),
    };
    if outcome.is_err()
        && let Err(error) = upload.abort().await
    {
        // The sweeper comes back to it.
        tracing::debug!(%error, "an upload could not be taken back at once");
    }
    outcome
}

async fn write(
    upload: &mut dyn MultipartUpload,
    part: usize,
    body: &mut (impl Stream<Item = Result<Bytes, PayloadError>> + Unpin),
) -> Result<Received, ReceiveError> {
    let end = Instant::now() + LONGEST;
    let (mut hash, mut size) = (Sha256::new(), 0_u64);
    let mut waiting = BytesMut::new();
    loop {
        let chunk = timeout_at(end, timeout(SILENCE, body.next())).await;
        let Ok(Ok(chunk)) = chunk else { return Err(ReceiveError::Refused(ErrorCode::UploadInterrupted)) };
        let Some(chunk) = chunk else { break };
        let chunk = chunk.map_err(|_| ReceiveError::Refused(ErrorCode::UploadInterrupted))?;
        size += chunk.len() as u64;
        if size > FILE_MAX {
            return Err(ReceiveError::Refused(ErrorCode::FileTooLarge));
        }
        hash.update(&chunk);
        waiting.extend_from_slice(&chunk);
        while waiting.len() >= part {
            // One after the other: the sender waits while the store writes.
            upload.put_part(waiting.split_to(part).freeze().into()).await.map_err(StorageError::from)?;
        }
    }
    if size == 0 {
        return Err(ReceiveError::Refused(ErrorCode::FileEmpty));
    }
    if !waiting.is_empty() {
        upload.put_part(waiting.freeze().into()).await.map_err(StorageError::from)?;
    }
    Ok(Received { size, sha256: hex(hash.finalize()) })
}

/// Reads on after a refusal, within bounds: a connection that is closed on an unread body loses the answer.
pub async fn drain(body: &mut (impl Stream<Item = Result<Bytes, PayloadError>> + Unpin)) {
    let read = async {
        let mut left = DRAINED_MAX;
        while let Some(Ok(chunk)) = body.next().await {
            match left.checked_sub(chunk.len() as u64) {
                Some(rest) => left = rest,
                None => break,
            }
        }
    };
    // Who sends more, or slower, has had its chance.
    let _ = timeout(DRAINING, read).await;
}
