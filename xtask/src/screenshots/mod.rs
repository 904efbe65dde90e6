//! `cargo xtask screenshots`: every page as every role sees it, at three widths, light and dark, on fresh demonstration data.

mod album;
mod pages;
mod scene;
mod webdriver;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::Args;
use serde_json::json;
use tempfile::TempDir;

use self::album::Entry;
use self::pages::{Patterns, Walk};
use self::webdriver::{Driver, Window};
use crate::api_server::{self, ApiServer};
use crate::postgres::free_port;
use crate::process::{self, Background};
use crate::progress::{note, step};
use crate::setup::{self, Browser};
use crate::web::{self, Goal};
use crate::workspace::Workspace;

/// Width of the window in CSS pixels, and its height: a phone, a tablet, a laptop.
const WINDOWS: [(u32, u32); 3] = [(360, 740), (768, 1024), (1280, 800)];
const SCHEMES: [&str; 2] = ["light", "dark"];
/// Who looks: nobody in particular, then one demonstration account a role.
const PERSONAS: [&str; 7] =
    ["anonymous", "partner-association", "reviewer-1", "carrier-ville", "coordinator", "observer", "admin"];
/// Of the demonstration accounts, printed by `cargo xtask run`.
const PASSWORD: &str = "Alliance-demo-2026!";

/// Calls back once the page shows a title, waits for nothing and has not changed for a moment; after ten seconds in any case.
const SETTLED: &str = "
const done = arguments[arguments.length - 1];
const start = performance.now();
let before = '', same = 0;
const look = () => {
  const busy = document.querySelector('.skeleton, [aria-busy=\"true\"]') || !document.querySelector('h1');
  const now = document.body.innerHTML;
  same = !busy && now === before ? same + 1 : 0;
  before = now;
  const late = performance.now() - start > 10000;
  if (same >= 3 || late) { done(!late); } else { setTimeout(look, 50); }
};
look();";
/// Calls back once the log-in page has given way to another; after ten seconds in any case.
const LOGGED_IN: &str = "
const done = arguments[arguments.length - 1];
const start = performance.now();
const look = () => {
  const away = location.pathname !== '/connexion';
  if (away || performance.now() - start > 10000) { done(away); } else { setTimeout(look, 50); }
};
look();";
const LINKS: &str = "
const links = [...document.querySelectorAll('a[href]')].filter(a => a.origin === location.origin);
arguments[arguments.length - 1](links.map(a => a.pathname + a.search));";
const IS_TOO_WIDE: &str = "
requestAnimationFrame(() => requestAnimationFrame(() =>
  arguments[arguments.length - 1](document.documentElement.scrollWidth > window.innerWidth)));";

/// Options of `cargo xtask screenshots`.
#[derive(Args)]
pub struct Options {
    /// Only this persona: anonymous, or a demonstration account such as `coordinator` or `reviewer-2`
    #[arg(long)]
    persona: Option<String>,
    /// Photograph this running server, with its data, instead of a fresh demonstration
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// Take the README's pictures instead, into docs/images
    #[arg(long, conflicts_with_all = ["persona", "server", "filter"])]
    readme: bool,
    /// Only addresses that contain this
    filter: Option<String>,
}

/// Starts a server of its own, unless one is given, and photographs it.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let browser = step("Browser", || setup::browser(workspace))?;
    if options.readme {
        return illustrate(workspace, &browser);
    }
    let patterns = Patterns::read(workspace)?;
    let (address, _demo) = match &options.server {
        Some(given) => (given.trim_end_matches('/').to_owned(), None),
        None => {
            let demo = Demo::start(workspace)?;
            (demo.address.clone(), Some(demo))
        }
    };
    let driver = Driver::start(&browser)?;

    let folder = workspace.path("screenshots");
    if options.persona.is_none() && options.filter.is_none() && folder.exists() {
        fs::remove_dir_all(&folder).context("cannot remove the old screenshots")?;
    }
    let personas: Vec<&str> = options.persona.as_deref().map_or_else(|| PERSONAS.to_vec(), |one| vec![one]);
    let mut entries = Vec::new();
    let mut met = BTreeSet::new();
    for persona in personas {
        step(persona, || {
            let window = driver.open(&browser.chromium)?;
            let camera = Camera { window, address: address.clone(), folder: &folder, persona };
            camera.log_in()?;
            let mut walk = Walk::from(&patterns, camera.starts());
            while let Some(page) = walk.next() {
                entries.extend(camera.visit(&page, &mut walk, options.filter.as_deref())?);
            }
            met.extend(walk.met().cloned());
            Ok(())
        })?;
    }
    album::write(&folder, &entries, &pages::never_met(&patterns, &met))?;
    eprintln!("\n{} pages: {}", entries.len(), folder.join("index.html").display());
    Ok(())
}

/// Takes the pictures that the README shows: the window as a person sees it, not the whole page.
fn illustrate(workspace: &Workspace, browser: &Browser) -> Result<()> {
    let demo = Demo::start(workspace)?;
    let driver = Driver::start(browser)?;
    let folder = workspace.path("docs/images");
    for picture in scene::set(workspace, &demo.address)? {
        step(picture.file, || {
            let window = driver.open(&browser.chromium)?;
            let camera =
                Camera { window, address: demo.address.clone(), folder: &folder, persona: picture.persona };
            camera.log_in()?;
            camera.set_window(1280, 800, "light")?;
            camera.open(&picture.address)?;
            camera.save(false, Path::new(picture.file))
        })?;
    }
    eprintln!("\n{}", folder.display());
    Ok(())
}

/// A server with fresh demonstration data, gone with it when dropped.
struct Demo {
    address: String,
    // Dropped in this order: the server first, then its data.
    _server: Background,
    _data: TempDir,
}

impl Demo {
    fn start(workspace: &Workspace) -> Result<Self> {
        let toolchain = setup::wasm_toolchain(workspace)?;
        let dist = web::build(workspace, &toolchain, Goal::Fast)?;
        let program = api_server::build(workspace, false)?;
        let data = tempfile::tempdir().context("no temporary folder")?;
        let database = format!("sqlite://{}", data.path().join("demo.sqlite3").display());
        let server = ApiServer::new(workspace, program, &database, &dist, data.path(), free_port()?)?;
        server.prepare(api_server::Demo::Small)?;
        let running = step("Server: start", || server.start())?;
        Ok(Self { address: server.address(), _server: running, _data: data })
    }
}

/// One person's window.
struct Camera<'a> {
    window: Window,
    address: String,
    folder: &'a Path,
    persona: &'a str,
}

impl Camera<'_> {
    fn is_anonymous(&self) -> bool {
        self.persona == "anonymous"
    }

    fn starts(&self) -> &'static [&'static str] {
        if self.is_anonymous() { &["/", "/connexion", "/introuvable"] } else { &["/a-faire", "/compte", "/"] }
    }

    fn log_in(&self) -> Result<()> {
        if self.is_anonymous() {
            return Ok(());
        }
        self.open("/connexion")?;
        self.window.type_into("#email", &format!("{}@demo.example", self.persona))?;
        self.window.type_into("#password", PASSWORD)?;
        self.window.click("main form [type=submit]")?;
        if self.window.script(LOGGED_IN)? != true {
            bail!("{} could not log in", self.persona);
        }
        Ok(())
    }

    /// Opens a page and notes its links; photographs it if it is asked for.
    fn visit(&self, page: &str, walk: &mut Walk<'_>, filter: Option<&str>) -> Result<Option<Entry>> {
        if process::interrupted() {
            bail!("interrupted");
        }
        let settled = self.open(page)?;
        let links = self.window.script(LINKS)?;
        for link in links.as_array().into_iter().flatten().filter_map(|link| link.as_str()) {
            walk.meet(link);
        }
        if !filter.is_none_or(|filter| page.contains(filter)) {
            return Ok(None);
        }
        let mut entry = Entry {
            persona: self.persona.to_owned(),
            address: page.to_owned(),
            images: Vec::new(),
            faults: Vec::new(),
        };
        if !settled {
            entry.faults.push("still loading after ten seconds".to_owned());
        }
        for scheme in SCHEMES {
            for (width, height) in WINDOWS {
                self.set_window(width, height, scheme)?;
                if self.window.script(IS_TOO_WIDE)? == true {
                    entry.faults.push(format!("wider than its window of {width} pixels"));
                }
                entry.images.push(self.photograph(page, width, scheme)?);
            }
        }
        entry.faults.extend(self.window.complaints()?);
        entry.faults.sort();
        entry.faults.dedup();
        for fault in &entry.faults {
            note(&format!("{page}: {fault}"));
        }
        Ok(Some(entry))
    }

    fn open(&self, page: &str) -> Result<bool> {
        self.window.go(&format!("{}{page}", self.address))?;
        Ok(self.window.script(SETTLED)? == true)
    }

    fn set_window(&self, width: u32, height: u32, scheme: &str) -> Result<()> {
        let metrics =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600});
        self.window.devtools("Emulation.setDeviceMetricsOverride", &metrics)?;
        let media = json!({"features": [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]});
        self.window.devtools("Emulation.setEmulatedMedia", &media).map(drop)
    }

    /// The whole page, however long, as a file; its path from the album's folder.
    fn photograph(&self, page: &str, width: u32, scheme: &str) -> Result<PathBuf> {
        let path = Path::new(self.persona).join(format!("{}-{width}-{scheme}.png", file_name(page)));
        self.save(true, &path)?;
        Ok(path)
    }

    /// Writes what the window shows, or the whole page, to `path` in the album's folder.
    fn save(&self, whole: bool, path: &Path) -> Result<()> {
        let taken = self
            .window
            .devtools("Page.captureScreenshot", &json!({"format": "png", "captureBeyondViewport": whole}))?;
        let image = STANDARD.decode(taken["data"].as_str().context("no image came")?)?;
        let file = self.folder.join(path);
        fs::create_dir_all(file.parent().context("the album has no folder")?)?;
        fs::write(&file, image).with_context(|| format!("cannot write {}", file.display()))
    }
}

/// An address as a part of a file's name.
fn file_name(page: &str) -> String {
    let name: String =
        page.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
    match name.trim_matches('_') {
        "" => "home".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_a_file_name() {
        assert_eq!(file_name("/"), "home");
        assert_eq!(file_name("/fiches/nouvelle?appel=2026"), "fiches_nouvelle_appel_2026");
    }
}
