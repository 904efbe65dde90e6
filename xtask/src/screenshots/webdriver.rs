//! As much of WebDriver as photographs need, over HTTP to chromedriver.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::postgres::free_port;
use crate::process::Background;
use crate::setup::Browser;

const START_LIMIT: Duration = Duration::from_secs(30);
/// What makes Chromium start as root, alone and without calling home.
const ARGUMENTS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
];
/// The key under which WebDriver hands out an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A running chromedriver.
pub struct Driver {
    _process: Background,
    address: String,
}

impl Driver {
    /// Starts chromedriver on a free port.
    pub fn start(browser: &Browser) -> Result<Self> {
        let port = free_port()?;
        let mut command = Command::new(&browser.chromedriver);
        command.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
        let mut process = Background::start(&mut command)?;
        let address = format!("http://127.0.0.1:{port}");
        process.wait_until(START_LIMIT, || ureq::get(format!("{address}/status")).call().is_ok())?;
        Ok(Self { _process: process, address })
    }

    /// A browser window with nothing in its memory.
    pub fn open(&self, chromium: &Path) -> Result<Window> {
        let profile = tempfile::Builder::new().prefix("alliance-chromium-").tempdir()?;
        let mut arguments: Vec<String> = ARGUMENTS.iter().map(|argument| (*argument).to_owned()).collect();
        arguments.push(format!("--user-data-dir={}", profile.path().display()));
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {"binary": chromium, "args": arguments},
            "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let answer = post(&format!("{}/session", self.address), &wanted)?;
        let id = answer["sessionId"].as_str().context("chromedriver opened no session")?;
        Ok(Window { address: format!("{}/session/{id}", self.address), _profile: profile })
    }
}

/// A window that is closed when dropped.
pub struct Window {
    address: String,
    _profile: TempDir,
}

impl Window {
    /// Opens an address.
    pub fn go(&self, url: &str) -> Result<()> {
        self.post("url", &json!({"url": url})).map(drop)
    }

    /// Runs a script that calls its last argument with the result.
    pub fn script(&self, script: &str) -> Result<Value> {
        self.post("execute/async", &json!({"script": script, "args": []}))
    }

    /// Types into the element that `css` selects.
    pub fn type_into(&self, css: &str, text: &str) -> Result<()> {
        let element = self.element(css)?;
        self.post(&format!("element/{element}/value"), &json!({"text": text})).map(drop)
    }

    /// Clicks the element that `css` selects.
    pub fn click(&self, css: &str) -> Result<()> {
        let element = self.element(css)?;
        self.post(&format!("element/{element}/click"), &json!({})).map(drop)
    }

    /// A command of the Chrome DevTools Protocol.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Result<Value> {
        self.post("goog/cdp/execute", &json!({"cmd": command, "params": parameters}))
    }

    /// What the page complained of on the console since the last call.
    pub fn complaints(&self) -> Result<Vec<String>> {
        let entries = self.post("se/log", &json!({"type": "browser"}))?;
        let severe = entries
            .as_array()
            .into_iter()
            .flatten()
            .filter(|entry| entry["level"] == "SEVERE" || entry["level"] == "WARNING");
        Ok(severe.filter_map(|entry| entry["message"].as_str().map(str::to_owned)).collect())
    }

    fn element(&self, css: &str) -> Result<String> {
        let found = self.post("element", &json!({"using": "css selector", "value": css}))?;
        found[ELEMENT].as_str().map(str::to_owned).with_context(|| format!("the page has no `{css}`"))
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        post(&format!("{}/{path}", self.address), body)
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // A window that cannot be closed ends with its driver.
        let _closed = ureq::delete(&self.address).call();
    }
}

/// Sends a command; an error that WebDriver answers becomes ours.
fn post(url: &str, body: &Value) -> Result<Value> {
    let request = ureq::post(url).config().http_status_as_error(false).build();
    let mut answer = request.send_json(body).context("chromedriver does not answer")?;
    let mut said: Value = answer.body_mut().with_config().limit(200_000_000).read_json()?;
    if answer.status().is_success() {
        return Ok(said["value"].take());
    }
    Err(anyhow!("{}", said["value"]["message"].as_str().unwrap_or("chromedriver failed").to_owned()))
}
