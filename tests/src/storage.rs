//! A store of files that counts what it is given at once, and can run full.

use futures_util::{FutureExt, stream::BoxStream};
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, Result, UploadPart, memory::InMemory, path::Path,
};
use std::{
    fmt, io,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
};
use tokio::sync::watch;

/// What was counted.
#[derive(Debug)]
pub struct Gauge {
    /// Parts that have come.
    parts: watch::Sender<u64>,
    /// Bytes of the largest part.
    pub largest: AtomicU64,
    /// Bytes of the parts that are being written now, and the most that ever were.
    held: AtomicU64,
    pub most_held: AtomicU64,
    /// Bytes that still fit.
    pub room: AtomicU64,
}

impl Gauge {
    /// Waits until so many parts have come.
    pub async fn parts(&self, at_least: u64) {
        let mut parts = self.parts.subscribe();
        parts.wait_for(|count| *count >= at_least).await.expect("the gauge is there");
    }
}

/// In memory, counted.
#[derive(Debug)]
pub struct Watched {
    inner: InMemory,
    pub gauge: Arc<Gauge>,
}

impl Watched {
    /// A store with room for so many bytes.
    pub fn with_room(room: u64) -> Self {
        let gauge = Gauge {
            parts: watch::Sender::new(0),
            largest: AtomicU64::new(0),
            held: AtomicU64::new(0),
            most_held: AtomicU64::new(0),
            room: AtomicU64::new(room),
        };
        Self { inner: InMemory::new(), gauge: Arc::new(gauge) }
    }
}

impl fmt::Display for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("watched")
    }
}

/// What a folder says on a full disk.
fn full() -> Error {
    Error::Generic { store: "watched", source: Box::new(io::Error::from(io::ErrorKind::StorageFull)) }
}

#[derive(Debug)]
struct Counted {
    inner: Box<dyn MultipartUpload>,
    gauge: Arc<Gauge>,
}

#[async_trait::async_trait]
impl MultipartUpload for Counted {
    fn put_part(&mut self, data: PutPayload) -> UploadPart {
        let size = data.content_length() as u64;
        let gauge = self.gauge.clone();
        if gauge.room.fetch_update(SeqCst, SeqCst, |room| room.checked_sub(size)).is_err() {
            return async { Err(full()) }.boxed();
        }
        gauge.largest.fetch_max(size, SeqCst);
        let held = gauge.held.fetch_add(size, SeqCst) + size;
        gauge.most_held.fetch_max(held, SeqCst);
        let written = self.inner.put_part(data);
        async move {
            let outcome = written.await;
            gauge.held.fetch_sub(size, SeqCst);
            gauge.parts.send_modify(|parts| *parts += 1);
            outcome
        }
        .boxed()
    }

    async fn complete(&mut self) -> Result<PutResult> {
        self.inner.complete().await
    }

    async fn abort(&mut self) -> Result<()> {
        self.inner.abort().await
    }
}

#[async_trait::async_trait]
impl ObjectStore for Watched {
    async fn put_opts(&self, location: &Path, payload: PutPayload, opts: PutOptions) -> Result<PutResult> {
        self.inner.put_opts(location, payload, opts).await
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        opts: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        let inner = self.inner.put_multipart_opts(location, opts).await?;
        Ok(Box::new(Counted { inner, gauge: self.gauge.clone() }))
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.inner.get_opts(location, options).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        self.inner.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.inner.copy_opts(from, to, options).await
    }
}
