//! Debian's `rustc-web` and `cargo-web`: recent enough, with the standard library's sources, and to be had where rustup's downloads are not.

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::apt;
use crate::process;

/// The first version that compiles this workspace, as (major, minor); `rust-version` in Cargo.toml.
const OLDEST: (u32, u32) = (1, 95);
const PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];

/// Debian's compiler, cargo and WebAssembly linker, all of one LLVM version.
pub struct DebianToolchain {
    cargo: PathBuf,
    rustc: PathBuf,
    linker: PathBuf,
    release: String,
}

impl DebianToolchain {
    /// The toolchain, if all its packages are installed.
    pub fn find() -> Option<Self> {
        let compiler = Compiler::find()?;
        let linker = compiler.linker();
        let cargo = packaged("cargo-web", "cargo")?;
        (linker.is_file() && compiler.has_sources()).then_some(Self {
            cargo,
            rustc: compiler.rustc,
            linker,
            release: compiler.release,
        })
    }

    /// Installs the packages, then finds the toolchain.
    pub fn install() -> Result<Self> {
        apt::install(&PACKAGES)?;
        let compiler =
            Compiler::find().context("Debian's rustc-web is missing or older than this workspace needs")?;
        // The linker reads the compiler's LLVM bitcode: only the same major version does.
        apt::install(&[&format!("lld-{}", compiler.llvm)])?;
        Self::find().context("Debian's Rust packages were installed, but are not complete")
    }

    /// Debian's cargo in `folder`, without rustup's variables, which would call rustup's compiler back in.
    pub fn cargo(&self, folder: &Path) -> Command {
        let mut command = clean(&self.cargo);
        command
            .current_dir(folder)
            .env("RUSTC", &self.rustc)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", &self.linker);
        command
    }
}

impl fmt::Display for DebianToolchain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Debian's Rust {} builds the standard library from its sources ({})",
            self.release,
            self.rustc.display()
        )
    }
}

/// What `rustc -vV` tells.
struct Compiler {
    rustc: PathBuf,
    release: String,
    llvm: String,
}

impl Compiler {
    fn find() -> Option<Self> {
        let rustc = packaged("rustc-web", "rustc")?;
        let said = process::capture(clean(&rustc).arg("-vV")).ok()?;
        let (release, llvm) = versions(&said)?;
        Some(Self { rustc, release, llvm })
    }

    fn linker(&self) -> PathBuf {
        PathBuf::from(format!("/usr/bin/wasm-ld-{}", self.llvm))
    }

    fn has_sources(&self) -> bool {
        let sysroot = process::capture(clean(&self.rustc).args(["--print", "sysroot"]));
        sysroot.is_ok_and(|root| {
            Path::new(root.trim()).join("lib/rustlib/src/rust/library/std/src/lib.rs").is_file()
        })
    }
}

/// Release and LLVM major version in the output of `rustc -vV`; `None` when too old.
fn versions(said: &str) -> Option<(String, String)> {
    let field = |name: &str| said.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let release = field("release:")?;
    let mut numbers = release.split('.').map_while(|part| part.parse::<u32>().ok());
    let version = (numbers.next()?, numbers.next()?);
    let llvm = field("LLVM version:")?.split('.').next()?;
    (version >= OLDEST).then(|| (release.to_owned(), llvm.to_owned()))
}

/// The program `name` that the Debian package `package` installed: another of that name may come first in PATH.
fn packaged(package: &str, name: &str) -> Option<PathBuf> {
    let listed = process::capture(Command::new("dpkg-query").args(["--listfiles", package])).ok()?;
    let bin = Path::new("/usr/bin").join(name);
    (listed.lines().any(|line| Path::new(line) == bin) && bin.is_file()).then_some(bin)
}

/// A command without the variables that rustup and the running cargo set.
fn clean(program: &Path) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        if is_of_the_running_toolchain(&name.to_string_lossy()) {
            command.env_remove(&name);
        }
    }
    // Debian's compiler is a stable one: this lets it build the standard library.
    command.env("RUSTC_BOOTSTRAP", "1");
    command
}

fn is_of_the_running_toolchain(name: &str) -> bool {
    let of_cargo = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BUILD_", "CARGO_PROFILE_", "CARGO_TARGET_"];
    name.starts_with("RUSTUP_")
        || name.starts_with("RUSTC")
        || of_cargo.iter().any(|prefix| name.starts_with(prefix))
        || matches!(name, "CARGO" | "RUSTDOC" | "LD_LIBRARY_PATH")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_llvm_version_decides_which_linker_fits() {
        let said = "rustc 1.96.0 (built from a source tarball)\nrelease: 1.96.0\nLLVM version: 22.1.8\n";
        assert_eq!(versions(said), Some(("1.96.0".to_owned(), "22".to_owned())));
    }

    #[test]
    fn a_compiler_older_than_the_workspace_needs_is_not_taken() {
        assert_eq!(versions("release: 1.85.1\nLLVM version: 19.1.7\n"), None);
    }

    #[test]
    fn the_oldest_version_is_the_workspaces() {
        assert_eq!(env!("CARGO_PKG_RUST_VERSION"), format!("{}.{}", OLDEST.0, OLDEST.1));
    }

    #[test]
    fn cargo_keeps_its_home_and_its_registry() {
        assert!(is_of_the_running_toolchain("RUSTUP_TOOLCHAIN"));
        assert!(!is_of_the_running_toolchain("CARGO_HOME"));
        assert!(!is_of_the_running_toolchain("CARGO_REGISTRIES_CRATES_IO_PROTOCOL"));
    }
}
