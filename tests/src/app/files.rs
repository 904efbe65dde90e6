//! The store of files of a server, as tests look into it.

use super::{TestApp, blocking};
use api::{
    clock::Clock,
    db::Db,
    files::{
        antivirus::Antivirus,
        storage::{Location, S3},
    },
};
use std::path::PathBuf;

impl TestApp {
    /// Where the files are that people attach.
    pub fn files_folder(&self) -> PathBuf {
        self.keys.path().join("files")
    }

    /// How many files are there, whole or half-written, besides those of the demo.
    pub fn stored_files(&self) -> usize {
        fn count(folder: &std::path::Path) -> usize {
            let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
            entries
                .map(|entry| match entry.path() {
                    path if path.is_dir() => count(&path),
                    _ => usize::from(!entry.file_name().to_string_lossy().starts_with("demo-")),
                })
                .sum()
        }
        count(&self.files_folder())
    }

    /// Notes an object as an upload does that has just begun.
    pub async fn leave_loose(&self, object: &str) {
        let (url, object, now) = (self.database.url().to_owned(), object.to_owned(), self.clock.now());
        blocking(move || {
            let db = Db::open(&url.into(), 1).expect("the database opens");
            db.write_blocking(|connection| {
                api::files::store::loosen(connection, &object, now).map_err(api::db::DbError::from)
            })
            .expect("a note");
        })
        .await;
    }
}

/// A store of the test's own.
pub fn given(store: std::sync::Arc<dyn object_store::ObjectStore>) -> Location {
    Location::Given(store)
}

/// A virus scanner, as the settings name one.
pub fn antivirus(command: &[&str], timeout: std::time::Duration) -> Antivirus {
    let line = serde_json::to_string(command).expect("words");
    Antivirus::parse(&line, timeout).expect("a command")
}

/// S3-compatible storage, as the settings name it.
pub fn s3(url: &str, endpoint: &str, access_key: &str, secret_key: &str) -> Location {
    Location::S3(S3 {
        url: url.to_owned(),
        endpoint: Some(endpoint.to_owned()),
        region: None,
        access_key: access_key.to_owned().into(),
        secret_key: secret_key.to_owned().into(),
    })
}
