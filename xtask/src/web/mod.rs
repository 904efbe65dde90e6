//! The web app: compiled, bound to JavaScript, named by content, compressed, in `dist/`.

mod assets;
mod bindings;
mod compress;
mod page;
mod stamp;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;

use self::assets::Assets;
use self::stamp::Stamp;
use crate::process;
use crate::progress::{bytes, note, step};
use crate::setup::{self, WasmToolchain};
use crate::workspace::Workspace;

/// Options of `cargo xtask web`.
#[derive(Args)]
pub struct Options {
    /// Build for people who will download it: smallest size, best compression
    #[arg(long)]
    release: bool,
}

/// What the build aims at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// Soon ready, for work on this machine.
    Fast,
    /// Small to download.
    Small,
}

impl Goal {
    /// `--release` asks for the small one.
    pub fn from_release(release: bool) -> Self {
        if release { Self::Small } else { Self::Fast }
    }

    /// The cargo profile, in the workspace's Cargo.toml.
    fn profile(self) -> &'static str {
        match self {
            Self::Fast => "wasm-dev",
            Self::Small => "wasm",
        }
    }
}

/// `cargo xtask web`.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let toolchain = setup::wasm_toolchain(workspace)?;
    build(workspace, &toolchain, Goal::from_release(options.release))?;
    Ok(())
}

/// Builds what changed and returns the folder that a server serves.
pub fn build(workspace: &Workspace, toolchain: &WasmToolchain, goal: Goal) -> Result<PathBuf> {
    let module = step("Web app: compile to WebAssembly", || compile(workspace, toolchain, goal))?;
    let stamp = Stamp::of(&sources(workspace, &module), goal)?;
    let dist = workspace.dist();
    if stamp.is_on(workspace, &dist) {
        note("dist/ is up to date");
        return Ok(dist);
    }
    let fresh = tempfile::Builder::new()
        .prefix("dist-")
        .tempdir_in(target_dir(workspace))
        .context("no temporary folder")?;
    let bindings = step("Web app: JavaScript bindings", || bindings::generate(&module, goal))?;
    let assets =
        step("Web app: pages, styles and names", || Assets::write(workspace, &bindings, fresh.path()))?;
    let sizes = step("Web app: compress", || compress::folder(fresh.path(), goal))?;
    Stamp::forget(workspace)?;
    replace(&dist, fresh)?;
    stamp.put(workspace)?;
    let wasm = sizes.of(&assets.wasm);
    note(&format!(
        "WebAssembly {} (gzip {}, brotli {}), all files as brotli {}",
        bytes(wasm.raw),
        bytes(wasm.gzip),
        bytes(wasm.brotli),
        bytes(sizes.total_brotli())
    ));
    Ok(dist)
}

/// Cargo's folder for the browser: another than for this machine, so that neither waits for the other.
fn target_dir(workspace: &Workspace) -> PathBuf {
    workspace.path("target-wasm")
}

fn compile(workspace: &Workspace, toolchain: &WasmToolchain, goal: Goal) -> Result<PathBuf> {
    let target = target_dir(workspace);
    process::run(toolchain.cargo_build(workspace, &target).args([
        "--package",
        "frontend",
        "--profile",
        goal.profile(),
    ]))?;
    Ok(target.join(setup::WASM_TARGET).join(goal.profile()).join("frontend.wasm"))
}

/// Everything that `dist/` is made of.
fn sources(workspace: &Workspace, module: &Path) -> Vec<PathBuf> {
    vec![
        module.to_owned(),
        workspace.path("frontend/index.html"),
        workspace.path("frontend/styles"),
        workspace.path("frontend/static"),
    ]
}

/// Puts the new folder in the old one's place, so that a running server never serves half of each.
fn replace(dist: &Path, fresh: tempfile::TempDir) -> Result<()> {
    let fresh = fresh.keep();
    if dist.exists() {
        let old = fresh.with_extension("old");
        fs::rename(dist, &old).context("cannot move the old dist/ away")?;
        fs::remove_dir_all(&old).context("cannot remove the old dist/")?;
    }
    make_readable(&fresh)?;
    fs::rename(&fresh, dist).context("cannot put the new dist/ in place")
}

/// A temporary folder is its maker's alone; a web server often runs under another account.
fn make_readable(folder: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).context("cannot make dist/ readable")
}
