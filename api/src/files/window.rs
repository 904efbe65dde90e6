//! A stored object as a file to read and seek in: a window of it is in memory, never the whole.

use super::storage::{Storage, StorageError};
use actix_web::{rt::task, web::Bytes};
use std::io::{self, Read, Seek, SeekFrom};

/// Bytes in memory at once.
const WINDOW: u64 = 128 * 1024;

/// To be read on a thread that may block.
pub struct Window {
    storage: Storage,
    object: String,
    runtime: tokio::runtime::Handle,
    size: u64,
    position: u64,
    held_from: u64,
    held: Bytes,
}

impl Window {
    fn new(storage: Storage, object: String, size: u64) -> Self {
        let runtime = tokio::runtime::Handle::current();
        Self { storage, object, runtime, size, position: 0, held_from: 0, held: Bytes::new() }
    }

    fn held_to(&self) -> u64 {
        self.held_from + self.held.len() as u64
    }
}

impl Read for Window {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.size || into.is_empty() {
            return Ok(0);
        }
        if !(self.held_from..self.held_to()).contains(&self.position) {
            let end = self.size.min(self.position + WINDOW);
            let bytes = self.runtime.block_on(self.storage.range(&self.object, self.position..end));
            self.held = bytes.map_err(io::Error::other)?;
            self.held_from = self.position;
        }
        let from = usize::try_from(self.position - self.held_from).map_err(io::Error::other)?;
        let bytes = self.held.get(from..).unwrap_or_default();
        let count = bytes.len().min(into.len());
        into[..count].copy_from_slice(&bytes[..count]);
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for Window {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        self.position = target.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

/// Runs `look` on a stored object, on a thread that may block.
pub async fn looking<T: Send + 'static>(
    storage: &Storage,
    object: &str,
    size: u64,
    look: impl FnOnce(Window) -> io::Result<T> + Send + 'static,
) -> Result<T, StorageError> {
    let window = Window::new(storage.clone(), object.to_owned(), size);
    let found = task::spawn_blocking(move || look(window)).await;
    let unavailable = |source: Box<dyn std::error::Error + Send + Sync>| {
        StorageError::Unavailable(object_store::Error::Generic { store: "files", source })
    };
    found.map_err(|error| unavailable(error.into()))?.map_err(|error| unavailable(error.into()))
}
