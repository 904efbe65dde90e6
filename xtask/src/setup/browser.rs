//! Chromium, its driver and axe-core, for the browser tests and the screenshots.

use std::fmt;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{apt, axe};
use crate::workspace::Workspace;

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const DRIVER: &str = "chromedriver";

/// What a browser test needs.
pub struct Browser {
    /// The browser itself.
    pub chromium: PathBuf,
    /// The WebDriver server that steers it.
    pub chromedriver: PathBuf,
    /// The script that finds accessibility faults in a page.
    pub axe: PathBuf,
}

impl Browser {
    /// Takes what is there, installs what is not.
    pub fn find_or_install(workspace: &Workspace) -> Result<Self> {
        if chromium().is_none() || which::which(DRIVER).is_err() {
            apt::install(&["chromium", "chromium-driver"])?;
        }
        let chromium = chromium().context("no Chromium found")?;
        let chromedriver = which::which(DRIVER).context("no chromedriver found")?;
        let axe = axe::find_or_download(workspace)?;
        Ok(Self { chromium, chromedriver, axe })
    }
}

impl fmt::Display for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}, {}", self.chromium.display(), self.chromedriver.display(), self.axe.display())
    }
}

fn chromium() -> Option<PathBuf> {
    BROWSERS.iter().find_map(|name| which::which(name).ok())
}
