//! A gzip and a brotli copy beside each file that compresses, so that no server compresses at each request.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, anyhow};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use walkdir::WalkDir;

use super::Goal;

const COMPRESSIBLE: [&str; 10] =
    ["css", "html", "ico", "js", "json", "svg", "txt", "wasm", "webmanifest", "xml"];
/// Under one network packet there is nothing to win.
const SMALLEST: usize = 1_000;

/// The three sizes of one file, in bytes.
#[derive(Clone, Copy, Default)]
pub struct Size {
    pub raw: usize,
    pub gzip: usize,
    pub brotli: usize,
}

/// The sizes by path.
pub struct Sizes(BTreeMap<PathBuf, Size>);

impl Sizes {
    /// Of one file; zero for a file that was not compressed.
    pub fn of(&self, path: &Path) -> Size {
        self.0.get(path).copied().unwrap_or_default()
    }

    /// Of everything compressed.
    pub fn total_brotli(&self) -> usize {
        self.0.values().map(|size| size.brotli).sum()
    }
}

/// Compresses what is in `folder`.
pub fn folder(folder: &Path, goal: Goal) -> Result<Sizes> {
    let mut sizes = BTreeMap::new();
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        let content = match entry.path().extension().and_then(|extension| extension.to_str()) {
            Some(extension) if COMPRESSIBLE.contains(&extension) => fs::read(entry.path())?,
            _ => continue,
        };
        if content.len() >= SMALLEST {
            sizes.insert(entry.path().to_owned(), file(entry.path(), &content, goal)?);
        }
    }
    Ok(Sizes(sizes))
}

/// Both copies of one file, on two threads: the module takes seconds.
fn file(path: &Path, content: &[u8], goal: Goal) -> Result<Size> {
    let (gzip, brotli) = thread::scope(|scope| {
        let gzip = scope.spawn(|| gzip(content, goal));
        let brotli = brotli(content, goal);
        let gzip = gzip.join().map_err(|_panic| anyhow!("gzip panicked"))?;
        anyhow::Ok((gzip?, brotli?))
    })?;
    fs::write(beside(path, "gz"), &gzip)?;
    fs::write(beside(path, "br"), &brotli)?;
    Ok(Size { raw: content.len(), gzip: gzip.len(), brotli: brotli.len() })
}

fn beside(path: &Path, extension: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    name.into()
}

fn gzip(content: &[u8], goal: Goal) -> Result<Vec<u8>> {
    let level = match goal {
        Goal::Fast => Compression::fast(),
        Goal::Small => Compression::best(),
    };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(content)?;
    encoder.finish().context("gzip failed")
}

fn brotli(content: &[u8], goal: Goal) -> Result<Vec<u8>> {
    let quality = match goal {
        Goal::Fast => 4,
        Goal::Small => 11,
    };
    let parameters = BrotliEncoderParams {
        quality,
        lgwin: 22,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters).context("brotli failed")?;
    Ok(compressed)
}
