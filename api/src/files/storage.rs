//! Where the bytes are: a folder, or S3-compatible storage. Parts go in one after the other, so that an upload never
//! holds more than one part in memory.

use actix_web::web::Bytes;
use futures_util::StreamExt;
use object_store::{
    BackoffConfig, ClientOptions, GetOptions, GetRange, MultipartUpload, ObjectStore, ObjectStoreExt,
    RetryConfig, aws::AmazonS3Builder, local::LocalFileSystem, path::Path,
};
use secrecy::{ExposeSecret, SecretString};
use std::{io, ops::Range, path::PathBuf, sync::Arc, time::Duration};

/// Bytes handed to a folder at once.
const PART: usize = 256 * 1024;
/// S3 takes no smaller part but the last.
const S3_PART: usize = 5 * 1024 * 1024;
/// A person waits for the answer: S3 is asked again for so long, and then said to be away.
const S3_PATIENCE: Duration = Duration::from_secs(10);
const S3_RETRIES: usize = 3;
/// A part of 5 MiB goes through in that time at 90 kB/s.
const S3_REQUEST: Duration = Duration::from_secs(60);
/// Written at the start, to know whether the settings are right.
const PROBE: &str = "probe";

/// Which store the settings name.
#[derive(Debug, Clone)]
pub enum Location {
    Folder(PathBuf),
    S3(S3),
    /// One that the caller made, such as a test's.
    Given(Arc<dyn ObjectStore>),
}

/// S3-compatible storage.
#[derive(Debug, Clone)]
pub struct S3 {
    /// `s3://bucket/prefix`
    pub url: String,
    /// `https://…`; none: Amazon's.
    pub endpoint: Option<String>,
    pub region: Option<String>,
    pub access_key: SecretString,
    pub secret_key: SecretString,
}

/// The store cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    #[error("no space is left for files")]
    Full,
    #[error("the store of files holds no such object")]
    Missing,
    #[error("the store of files does not answer: {0}")]
    Unavailable(#[source] object_store::Error),
    #[error("the store of files does not let us in: {0}")]
    Refused(#[source] object_store::Error),
    #[error("the folder of the files cannot be made: {0}")]
    Folder(io::Error),
    #[error("{0}")]
    Settings(String),
}

/// Whether somewhere below is a full disk or a spent quota.
fn is_full(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<io::Error>()
            && matches!(
                error.kind(),
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge
            )
        {
            return true;
        }
        cause = error.source();
    }
    false
}

impl From<object_store::Error> for StorageError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => StorageError::Missing,
            error @ (object_store::Error::PermissionDenied { .. }
            | object_store::Error::Unauthenticated { .. }) => StorageError::Refused(error),
            error if is_full(&error) => StorageError::Full,
            error => StorageError::Unavailable(error),
        }
    }
}

/// The store of files.
#[derive(Debug, Clone)]
pub struct Storage {
    objects: Arc<dyn ObjectStore>,
    /// Below the bucket or the folder.
    prefix: Path,
    part: usize,
    /// The folder itself, to clear what a process that died left half-written.
    folder: Option<PathBuf>,
}

impl Storage {
    /// Opens the store; makes its folder.
    pub fn open(location: &Location) -> Result<Self, StorageError> {
        match location {
            Location::Folder(folder) => {
                std::fs::create_dir_all(folder).map_err(StorageError::Folder)?;
                // What was accepted survives a power cut.
                let objects = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
                Ok(Self {
                    objects: Arc::new(objects),
                    prefix: Path::default(),
                    part: PART,
                    folder: Some(folder.clone()),
                })
            }
            Location::S3(s3) => Self::open_s3(s3),
            Location::Given(objects) => {
                Ok(Self { objects: objects.clone(), prefix: Path::default(), part: PART, folder: None })
            }
        }
    }

    fn open_s3(s3: &S3) -> Result<Self, StorageError> {
        let S3 { url, endpoint, region, access_key, secret_key } = s3;
        let address = url.strip_prefix("s3://").unwrap_or_default().trim_end_matches('/');
        let (bucket, prefix) = address.split_once('/').unwrap_or((address, ""));
        if bucket.is_empty() {
            return Err(StorageError::Settings(
                "ALLIANCE_FILES must be a folder or s3://bucket/prefix".into(),
            ));
        }
        super::tls::install();
        let clear = endpoint.as_ref().is_some_and(|endpoint| endpoint.starts_with("http://"));
        let client = ClientOptions::new()
            .with_allow_http(clear)
            .with_connect_timeout(S3_PATIENCE / 2)
            .with_timeout(S3_REQUEST);
        let retry = RetryConfig {
            backoff: BackoffConfig { max_backoff: Duration::from_secs(1), ..BackoffConfig::default() },
            max_retries: S3_RETRIES,
            retry_timeout: S3_PATIENCE,
        };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(bucket)
            .with_region(region.as_deref().unwrap_or("us-east-1"))
            .with_access_key_id(access_key.expose_secret())
            .with_secret_access_key(secret_key.expose_secret())
            .with_client_options(client)
            .with_retry(retry)
            // One object is removed at a time; not every S3-compatible storage knows how to remove several.
            .with_disable_bulk_delete(true);
        if let Some(endpoint) = endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        let prefix = Path::parse(prefix).map_err(|error| StorageError::Settings(error.to_string()))?;
        Ok(Self { objects: Arc::new(builder.build()?), prefix, part: S3_PART, folder: None })
    }

    /// Writes a small object to learn whether the settings are right: an error for a wrong key or bucket. A store that
    /// is only away is no error: it may come back, and all else goes on working.
    pub async fn probe(&self) -> Result<(), StorageError> {
        let path = self.prefix.clone().join(PROBE);
        match self
            .objects
            .put(&path, Bytes::from_static(b"Alliance").into())
            .await
            .map_err(StorageError::from)
        {
            Err(error @ (StorageError::Refused(_) | StorageError::Missing)) => Err(error),
            Err(error) => {
                tracing::error!(%error, "the store of files is away");
                Ok(())
            }
            Ok(_) => Ok(()),
        }
    }

    /// Two letters of the end, which is random, so that no folder holds too many.
    fn path(&self, object: &str) -> Path {
        let shard = object.get(object.len().saturating_sub(2)..).unwrap_or("0");
        self.prefix.clone().join(shard).join(object)
    }

    /// How many bytes a part has.
    pub fn part(&self) -> usize {
        self.part
    }

    /// Begins an object; it is there only once it was completed.
    pub async fn begin(&self, object: &str) -> Result<Box<dyn MultipartUpload>, StorageError> {
        Ok(self.objects.put_multipart(&self.path(object)).await?)
    }

    /// Writes a whole small object.
    pub async fn put(&self, object: &str, bytes: Bytes) -> Result<(), StorageError> {
        self.objects.put(&self.path(object), bytes.into()).await?;
        Ok(())
    }

    pub async fn exists(&self, object: &str) -> Result<bool, StorageError> {
        match self.objects.head(&self.path(object)).await.map_err(StorageError::from) {
            Ok(_) => Ok(true),
            Err(StorageError::Missing) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Some of its bytes at once.
    pub async fn range(&self, object: &str, range: Range<u64>) -> Result<Bytes, StorageError> {
        Ok(self.objects.get_range(&self.path(object), range).await?)
    }

    /// Some of its bytes, as they come.
    pub async fn stream(
        &self,
        object: &str,
        range: Range<u64>,
    ) -> Result<impl futures_util::Stream<Item = Result<Bytes, StorageError>> + Unpin + use<>, StorageError>
    {
        let options = GetOptions { range: Some(GetRange::Bounded(range)), ..GetOptions::default() };
        let found = self.objects.get_opts(&self.path(object), options).await?;
        Ok(found.into_stream().map(|chunk| chunk.map_err(StorageError::from)))
    }

    /// Removes an object, whole or half-written; one that is not there is no error.
    pub async fn remove(&self, object: &str) -> Result<(), StorageError> {
        let path = self.path(object);
        if let Some(folder) = &self.folder {
            // A process that died leaves `object#1`, which the store itself does not see.
            let (folder, name) = (
                folder.join(path.parts().next().as_ref().map_or("", |part| part.as_ref())),
                object.to_owned(),
            );
            let cleared = actix_web::rt::task::spawn_blocking(move || clear_staged(&folder, &name)).await;
            if let Ok(Err(error)) = cleared {
                tracing::warn!(%error, "a half-written file could not be removed");
            }
        }
        match self.objects.delete(&path).await.map_err(StorageError::from) {
            Ok(()) | Err(StorageError::Missing) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

fn clear_staged(folder: &std::path::Path, object: &str) -> io::Result<()> {
    let staged = format!("{object}#");
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(|name| name.starts_with(&staged)) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_from_a_store_that_is_away() {
        let wrapped = |kind: io::ErrorKind| object_store::Error::Generic {
            store: "folder",
            source: Box::new(io::Error::from(kind)),
        };
        assert!(matches!(StorageError::from(wrapped(io::ErrorKind::StorageFull)), StorageError::Full));
        assert!(matches!(
            StorageError::from(wrapped(io::ErrorKind::ConnectionRefused)),
            StorageError::Unavailable(_)
        ));
    }

    #[test]
    fn an_address_without_a_bucket_is_no_storage() {
        let key = || SecretString::from("key");
        let s3 = |url: &str| S3 {
            url: url.to_owned(),
            endpoint: None,
            region: None,
            access_key: key(),
            secret_key: key(),
        };
        assert!(matches!(Storage::open(&Location::S3(s3("s3://"))), Err(StorageError::Settings(_))));
        assert!(Storage::open(&Location::S3(s3("s3://town/alliance/"))).is_ok());
    }
}
