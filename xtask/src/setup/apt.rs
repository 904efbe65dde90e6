//! Installing Debian packages, or saying what a person has to install.

use std::process::Command;
use std::sync::Once;

use anyhow::{Result, bail};

use crate::process;
use crate::progress::note;

static LISTS_UPDATED: Once = Once::new();

/// Installs the packages; where that is not possible, the error tells what to install.
pub fn install(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    if which::which("apt-get").is_err() {
        bail!("not found here: please install what Debian calls `{names}`");
    }
    let Some(prefix) = as_root() else {
        bail!("not found here: please run `apt-get install {names}` as root");
    };
    LISTS_UPDATED.call_once(|| {
        note("apt-get update");
        // A list that cannot be refreshed may still do: installing decides.
        let _refreshed = process::run(apt_get(prefix).arg("update"));
    });
    note(&format!("apt-get install {names}"));
    process::run(apt_get(prefix).args(["install", "--yes", "--no-install-recommends"]).args(packages))
}

/// What to put before a command so that it runs as root; `None` if it would ask for a password.
fn as_root() -> Option<&'static [&'static str]> {
    if nix::unistd::geteuid().is_root() {
        return Some(&[]);
    }
    let asked = process::capture(Command::new("sudo").args(["-n", "true"]));
    asked.is_ok().then_some(&["sudo", "-n"])
}

fn apt_get(prefix: &[&str]) -> Command {
    let words: Vec<&str> = prefix
        .iter()
        .copied()
        .chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"])
        .collect();
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).stdout(std::io::stderr());
    command
}
