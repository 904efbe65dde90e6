//! The JavaScript that lets a page start the WebAssembly module, by wasm-bindgen as a library at the version of Cargo.lock.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::Goal;

/// What wasm-bindgen makes of a module.
pub struct Bindings {
    /// The ES module whose default export starts the app.
    pub js: Vec<u8>,
    /// The module itself.
    pub wasm: Vec<u8>,
    /// JavaScript that crates bring along, by the path that `js` imports it from.
    pub snippets: BTreeMap<String, Vec<u8>>,
}

/// Generates the bindings of the compiled `module`.
pub fn generate(module: &Path, goal: Goal) -> Result<Bindings> {
    let folder = tempfile::tempdir().context("no temporary folder")?;
    let small = goal == Goal::Small;
    Bindgen::new()
        .input_path(module)
        .out_name("app")
        .web(true)?
        .typescript(false)
        // The file's name is only known once it is hashed: the boot script passes it.
        .omit_default_module_path(true)
        .remove_name_section(small)
        .remove_producers_section(small)
        .generate(folder.path())?;
    let read = |name: &str| {
        fs::read(folder.path().join(name)).with_context(|| format!("wasm-bindgen made no {name}"))
    };
    let mut snippets = BTreeMap::new();
    for entry in
        walkdir::WalkDir::new(folder.path()).into_iter().flatten().filter(|entry| entry.file_type().is_file())
    {
        let path = entry.path().strip_prefix(folder.path())?;
        if path.starts_with("snippets") {
            snippets.insert(path.to_string_lossy().into_owned(), fs::read(entry.path())?);
        }
    }
    Ok(Bindings { js: read("app.js")?, wasm: read("app_bg.wasm")?, snippets })
}
