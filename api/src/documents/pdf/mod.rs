//! Typst templates, compiled into the server, to tagged PDF (PDF/UA-1): own fonts, no file, no network.
//!
//! What a document says goes in as JSON, a virtual file that the template reads: no text is ever read as Typst.

mod fonts;
mod world;

use crate::http::fail::Fail;
use actix_web::web::Bytes;
use quick_cache::{Weighter, sync::Cache};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tokio::sync::Semaphore;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::Sheet;

/// Documents that are set at the same time: each takes a core for a while.
const AT_ONCE: usize = 2;
/// Bytes of documents kept for who asks for the same one again.
const KEPT_BYTES: u64 = 16_777_216;
/// Documents that typst's own cache remembers the layout of: what a template needs again, not what a fiche said.
const LAYOUTS_KEPT: usize = 2;

/// A template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    Fiche,
    Receipt,
    Letter,
    Minutes,
}

impl Template {
    fn name(self) -> &'static str {
        match self {
            Template::Fiche => "fiche",
            Template::Receipt => "receipt",
            Template::Letter => "letter",
            Template::Minutes => "minutes",
        }
    }
}

#[derive(Clone)]
struct Weight;

impl Weighter<String, Bytes> for Weight {
    fn weight(&self, _: &String, bytes: &Bytes) -> u64 {
        bytes.len() as u64
    }
}

/// Sets documents, a few at a time, and keeps the latest.
pub struct Press {
    turns: Arc<Semaphore>,
    kept: Cache<String, Bytes, Weight>,
}

impl Default for Press {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)), kept: Cache::with_weighter(200, KEPT_BYTES, Weight) }
    }
}

/// The tag of a document: of what it says, and of the templates of this server.
pub fn tag(template: Template, content: &Value) -> String {
    let mut hash = Sha256::new();
    hash.update(template.name());
    for (name, source) in world::SOURCES {
        hash.update(name);
        hash.update(source);
    }
    hash.update(content.to_string());
    let digest = hash.finalize();
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

impl Press {
    /// The PDF of a content; `tag` is [`tag`] of the same.
    pub async fn set(&self, template: Template, content: Value, tag: &str) -> Result<Bytes, Fail> {
        if let Some(kept) = self.kept.get(tag) {
            return Ok(kept);
        }
        let bytes: Bytes = self.in_turn(move || set(template, &content)).await??.into();
        self.kept.insert(tag.to_owned(), bytes.clone());
        Ok(bytes)
    }

    /// Work that takes a core for a while, on the blocking pool, when its turn has come.
    pub async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Fail> {
        let _turn = self.turns.acquire().await.map_err(|error| Fail::Internal(error.to_string()))?;
        actix_web::web::block(work).await.map_err(|error| Fail::Internal(error.to_string()))
    }
}

/// Sets a document on the calling thread.
///
/// # Errors
/// What Typst says of a template that is wrong: an error of ours, whatever the content.
pub fn set(template: Template, content: &Value) -> Result<Vec<u8>, Fail> {
    let said = |errors: &[typst::diag::SourceDiagnostic]| {
        let messages: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
        Fail::Internal(format!("{}.typ: {}", template.name(), messages.join("; ")))
    };
    let sheet = Sheet::new(template, content)?;
    let document = typst::compile::<PagedDocument>(&sheet).output.map_err(|errors| said(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|error| Fail::Internal(error.message().to_string()))?;
    let options = PdfOptions { standards, ..PdfOptions::default() };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| said(&errors));
    drop(document);
    typst::comemo::evict(LAYOUTS_KEPT);
    bytes
}

#[cfg(test)]
mod tags;
#[cfg(test)]
pub mod tests;
