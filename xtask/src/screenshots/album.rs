//! The photographs in their folder, with a page that shows them side by side and names what looked wrong.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// One page as one person sees it, at all widths and in both colour schemes.
pub struct Entry {
    pub persona: String,
    pub address: String,
    /// Of the image files, from the album's folder.
    pub images: Vec<PathBuf>,
    /// Console messages, and widths at which the page is wider than its window.
    pub faults: Vec<String>,
}

/// Writes `index.html` beside the images.
pub fn write(folder: &Path, entries: &[Entry], never_met: &[String]) -> Result<()> {
    let mut page = String::from(HEAD);
    let faulty = entries.iter().filter(|entry| !entry.faults.is_empty()).count();
    writeln!(page, "<h1>{} pages, {faulty} with faults</h1>", entries.len())?;
    if !never_met.is_empty() {
        writeln!(page, "<p>No link led to: {}</p>", escape(&never_met.join(", ")))?;
    }
    for entry in entries {
        writeln!(page, "<section><h2>{} · {}</h2>", escape(&entry.address), escape(&entry.persona))?;
        for fault in &entry.faults {
            writeln!(page, "<p class=\"fault\">{}</p>", escape(fault))?;
        }
        writeln!(page, "<div>")?;
        for image in &entry.images {
            let path = escape(&image.to_string_lossy());
            writeln!(page, "<a href=\"{path}\"><img loading=\"lazy\" src=\"{path}\" alt=\"{path}\"></a>")?;
        }
        writeln!(page, "</div></section>")?;
    }
    fs::write(folder.join("index.html"), page).context("cannot write the album's page")
}

const HEAD: &str = "<!doctype html>
<html lang=\"en\"><meta charset=\"utf-8\"><title>Screenshots of Alliance</title>
<style>
body { font: 16px system-ui, sans-serif; margin: 2rem; }
div { display: flex; gap: 1rem; align-items: start; overflow-x: auto; }
img { height: 26rem; border: 1px solid #999; }
.fault { color: #a00; }
</style>
";

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_shown_as_text() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let entry = Entry {
            persona: "admin".into(),
            address: "/".into(),
            images: vec!["a.png".into()],
            faults: vec!["<b>".into()],
        };
        write(folder.path(), &[entry], &[])?;
        let page = fs::read_to_string(folder.path().join("index.html"))?;
        assert!(page.contains("&lt;b>") && page.contains("1 pages, 1 with faults"));
        Ok(())
    }
}
