//! Remembers what `dist/` was made of, so that nothing is made again that would come out the same.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::Goal;
use crate::workspace::Workspace;

/// A digest of all sources, the goal and the program that makes `dist/` of them.
#[derive(PartialEq, Eq)]
pub struct Stamp(String);

impl Stamp {
    /// Of these files and folders; one that does not exist counts as empty.
    pub fn of(sources: &[PathBuf], goal: Goal) -> Result<Self> {
        let mut hash = Sha256::new();
        hash.update(goal.profile());
        let ourselves = fs::metadata(env::current_exe()?)?;
        hash.update(format!("{} {:?}", ourselves.len(), ourselves.modified()?));
        for source in sources.iter().filter(|source| source.exists()) {
            for entry in WalkDir::new(source).sort_by_file_name() {
                let entry = entry?;
                if entry.file_type().is_file() {
                    hash.update(entry.path().to_string_lossy().as_bytes());
                    hash.update(
                        fs::read(entry.path())
                            .with_context(|| format!("cannot read {}", entry.path().display()))?,
                    );
                }
            }
        }
        Ok(Self(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// Whether `dist` was made of exactly this.
    pub fn is_on(&self, workspace: &Workspace, dist: &Path) -> bool {
        dist.join("index.html").is_file()
            && fs::read_to_string(path(workspace)).is_ok_and(|known| known == self.0)
    }

    /// Remembers nothing: `dist` is about to change.
    pub fn forget(workspace: &Workspace) -> Result<()> {
        match fs::remove_file(path(workspace)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).context("cannot forget what dist/ was made of")
            }
            _ => Ok(()),
        }
    }

    /// Remembers that `dist` is made of this.
    pub fn put(&self, workspace: &Workspace) -> Result<()> {
        fs::write(path(workspace), &self.0).context("cannot remember what dist/ was made of")
    }
}

fn path(workspace: &Workspace) -> PathBuf {
    super::target_dir(workspace).join("dist.stamp")
}
