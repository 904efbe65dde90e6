//! Where things are in this repository.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// The repository's root and the paths that several tasks share.
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Finds the root from what `cargo run` says of this crate, so that a moved checkout still works.
    pub fn locate() -> Result<Self> {
        let crate_dir =
            env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).context("start this with `cargo xtask`")?;
        let root = crate_dir.parent().context("the crate xtask has no parent folder")?;
        Ok(Self { root: root.to_owned() })
    }

    /// The repository's root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path given from the root.
    pub fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// The built web app, as the server serves it.
    pub fn dist(&self) -> PathBuf {
        self.path("dist")
    }

    /// Where cargo puts what it builds for this machine.
    pub fn target(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.path("target"), |dir| self.root.join(dir))
    }

    /// The cargo that started us, in the root, without what it says of the crate xtask (it would make build scripts run again).
    pub fn cargo(&self) -> Command {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(&self.root);
        for (name, _) in env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                cargo.env_remove(&name);
            }
        }
        cargo
    }
}

/// Whether this runs in continuous integration, where nothing may be skipped.
pub fn in_ci() -> bool {
    env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false" && value != "0")
}
