//! Files named by their content, so that a browser keeps each for good, and the page that names them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::bindings::Bindings;
use super::page::{self, Names};
use crate::workspace::Workspace;

/// The folder whose files never change under their name.
const FOLDER: &str = "assets";

/// What was written.
pub struct Assets {
    /// The module's path in the folder.
    pub wasm: PathBuf,
}

impl Assets {
    /// Writes page, styles, scripts, module and static files to `dist`.
    pub fn write(workspace: &Workspace, bindings: &Bindings, dist: &Path) -> Result<Self> {
        copy_static(&workspace.path("frontend/static"), dist)?;
        let folder = dist.join(FOLDER);
        fs::create_dir_all(&folder)?;
        for (path, content) in &bindings.snippets {
            write(&folder.join(path), content)?;
        }
        let css = hashed(&folder, "app", "css", styles(&workspace.path("frontend/styles"))?.as_bytes())?;
        let js = hashed(&folder, "app", "js", &bindings.js)?;
        let wasm = hashed(&folder, "app", "wasm", &bindings.wasm)?;
        let boot = hashed(&folder, "boot", "js", page::boot(&js, &wasm).as_bytes())?;
        let template = fs::read_to_string(workspace.path("frontend/index.html"))
            .context("cannot read frontend/index.html")?;
        let url = |name: &str| format!("/{FOLDER}/{name}");
        let names = Names { css: url(&css), boot: url(&boot), js: url(&js), wasm: url(&wasm) };
        fs::write(dist.join("index.html"), page::fill(&template, &names)?)?;
        Ok(Self { wasm: folder.join(wasm) })
    }
}

/// Writes `content` under a name that tells its hash, and returns that name.
fn hashed(folder: &Path, stem: &str, extension: &str, content: &[u8]) -> Result<String> {
    let name = format!("{stem}-{}.{extension}", short_hash(content));
    write(&folder.join(&name), content)?;
    Ok(name)
}

/// The first 16 hexadecimal digits of the SHA-256.
fn short_hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The style sheets in the order of their names.
fn styles(folder: &Path) -> Result<String> {
    let mut css = String::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.context("cannot list frontend/styles")?;
        if entry.path().extension().is_some_and(|extension| extension == "css") {
            css.push_str(&fs::read_to_string(entry.path())?);
            css.push('\n');
        }
    }
    Ok(css)
}

fn copy_static(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    for entry in WalkDir::new(from) {
        let entry = entry.context("cannot list frontend/static")?;
        if entry.file_type().is_file() {
            write(&to.join(entry.path().strip_prefix(from)?), &fs::read(entry.path())?)?;
        }
    }
    Ok(())
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_changes_with_the_content() {
        assert_eq!(short_hash(b""), "e3b0c44298fc1c14");
        assert_ne!(short_hash(b"a"), short_hash(b"b"));
    }
}
