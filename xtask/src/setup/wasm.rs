//! The toolchain that compiles the web app: the active one where it has the target, else Debian's.

use std::env;
use std::fmt;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use super::debian::DebianToolchain;
use crate::process;
use crate::progress::note;
use crate::workspace::Workspace;

/// The target triple of the web app.
pub const TARGET: &str = "wasm32-unknown-unknown";
const DOWNLOAD_LIMIT: Duration = Duration::from_secs(120);

/// A way to compile for the browser.
pub enum WasmToolchain {
    /// The active toolchain has the target's standard library.
    Active,
    /// Debian's toolchain, which builds the standard library from its sources.
    Debian(DebianToolchain),
}

impl WasmToolchain {
    /// Takes what is there; else asks rustup; else installs Debian's packages.
    pub fn find_or_install(workspace: &Workspace) -> Result<Self> {
        if active_has_target(workspace)? {
            return Ok(Self::Active);
        }
        if let Some(toolchain) = DebianToolchain::find() {
            return Ok(Self::Debian(toolchain));
        }
        if which::which("rustup").is_ok() {
            note(&format!("rustup target add {TARGET}"));
            match process::run_within(
                Command::new("rustup").args(["target", "add", TARGET]).current_dir(workspace.root()),
                DOWNLOAD_LIMIT,
            ) {
                Ok(()) if active_has_target(workspace)? => return Ok(Self::Active),
                Ok(()) => note("rustup added the target, but to another toolchain"),
                Err(error) => note(&format!("rustup cannot add the target: {error:#}")),
            }
        }
        note("taking Debian's toolchain, which builds the standard library from its sources");
        let toolchain = DebianToolchain::install()
            .with_context(|| format!("the Rust target {TARGET} is missing and could not be installed; `rustup target add {TARGET}` is the usual way"))?;
        Ok(Self::Debian(toolchain))
    }

    /// `cargo build` for the browser into `target_dir`; the caller adds package and profile.
    pub fn cargo_build(&self, workspace: &Workspace, target_dir: &Path) -> Command {
        let mut cargo = match self {
            Self::Active => {
                let mut cargo = workspace.cargo();
                cargo.arg("build");
                cargo
            }
            Self::Debian(toolchain) => {
                let mut cargo = toolchain.cargo(workspace.root());
                cargo.args(["build", "-Zbuild-std=std,panic_abort"]);
                cargo
            }
        };
        // Flags meant for this machine's processor or linker do not suit the browser.
        for name in [
            "RUSTFLAGS",
            "CARGO_ENCODED_RUSTFLAGS",
            "CARGO_BUILD_RUSTFLAGS",
            "CARGO_TARGET_DIR",
            "CARGO_BUILD_TARGET_DIR",
        ] {
            cargo.env_remove(name);
        }
        cargo.args(["--target", TARGET, "--target-dir"]).arg(target_dir);
        cargo
    }
}

impl fmt::Display for WasmToolchain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Active => write!(f, "the active Rust toolchain has {TARGET}"),
            Self::Debian(toolchain) => write!(f, "{toolchain}"),
        }
    }
}

/// Whether the standard library for the browser is beside the active compiler's own.
fn active_has_target(workspace: &Workspace) -> Result<bool> {
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let folder = process::capture(
        rustc.args(["--print", "target-libdir", "--target", TARGET]).current_dir(workspace.root()),
    )?;
    let Ok(entries) = Path::new(folder.trim()).read_dir() else {
        return Ok(false);
    };
    Ok(entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-")))
}
