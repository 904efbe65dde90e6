//! axe-core from the npm registry, at one version, checked against its digest, kept under target/.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha512};

use crate::process;
use crate::progress::note;
use crate::workspace::Workspace;

const VERSION: &str = "4.14.1";
/// SHA-512 of the package in base64, as lock files of npm write it.
const INTEGRITY: &str =
    "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==";

/// The path of `axe.min.js`, fetched if it is not there yet.
pub fn find_or_download(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target().join("axe").join(VERSION);
    let script = folder.join("axe.min.js");
    if script.is_file() {
        return Ok(script);
    }
    let npm = which::which("npm")
        .context("npm, which fetches axe-core, is not found here: please install Node.js")?;
    note(&format!("npm pack axe-core@{VERSION}"));
    let download = tempfile::tempdir().context("no temporary folder")?;
    process::capture(
        Command::new(npm)
            .args(["pack", "--silent", &format!("axe-core@{VERSION}")])
            .current_dir(download.path()),
    )?;
    let package = download.path().join(format!("axe-core-{VERSION}.tgz"));
    let digest = STANDARD.encode(Sha512::digest(fs::read(&package).context("npm left no package")?));
    if digest != INTEGRITY {
        bail!("axe-core {VERSION} is not the package that was pinned: its SHA-512 is {digest}");
    }
    process::run(
        Command::new("tar")
            .arg("-xzf")
            .arg(&package)
            .args(["package/axe.min.js"])
            .current_dir(download.path()),
    )?;
    fs::create_dir_all(&folder)?;
    fs::copy(download.path().join("package/axe.min.js"), &script)?;
    Ok(script)
}
