//! What a template can reach: the templates, one JSON, the fonts. Nothing else exists for it.

use super::{Template, fonts};
use crate::http::fail::Fail;
use serde_json::Value;
use std::sync::LazyLock;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

/// The templates, by their file names.
pub const SOURCES: [(&str, &str); 5] = [
    ("fiche.typ", include_str!("../../../documents/fiche.typ")),
    ("letter.typ", include_str!("../../../documents/letter.typ")),
    ("minutes.typ", include_str!("../../../documents/minutes.typ")),
    ("receipt.typ", include_str!("../../../documents/receipt.typ")),
    ("style.typ", include_str!("../../../documents/style.typ")),
];

/// What the templates read.
const CONTENT: &str = "content.json";

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static PARSED: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let parsed = |(name, text): &(&str, &str)| Some(Source::new(file(name)?, (*text).to_owned()));
    SOURCES.iter().filter_map(parsed).collect()
});

fn file(name: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?).intern())
}

/// One document to set.
pub struct Sheet {
    main: FileId,
    content_file: FileId,
    content: Bytes,
}

impl Sheet {
    pub fn new(template: Template, content: &Value) -> Result<Self, Fail> {
        let lost = || Fail::Internal("a template has no place".into());
        let main = file(&format!("{}.typ", template.name())).ok_or_else(lost)?;
        let content_file = file(CONTENT).ok_or_else(lost)?;
        let mut content = content.clone();
        fonts::settable(&mut content);
        Ok(Self { main, content_file, content: Bytes::from_string(content.to_string()) })
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        fonts::STORE.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        PARSED.iter().find(|source| source.id() == id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.content_file { Ok(self.content.clone()) } else { Err(missing(id)) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::STORE.font(index)
    }

    /// The same content gives the same document: no template knows the day.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
