//! Chromium and its driver, as the environment names them. Both end with their value.

use serde_json::{Value, json};
use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::LazyLock,
    time::Duration,
};
use tempfile::TempDir;
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};

const SCRIPT_LIMIT: Duration = Duration::from_secs(40);
/// What makes Chromium start as root, alone and without calling home.
const ARGUMENTS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=1280,900",
];

/// What `cargo xtask test` puts into the environment.
pub struct Tools {
    chromedriver: PathBuf,
    chromium: PathBuf,
    /// The built web app.
    pub web_root: PathBuf,
    axe: String,
}

/// The tools of this run.
pub static TOOLS: LazyLock<Tools> = LazyLock::new(|| {
    let path = |name: &str| {
        let value = env::var_os(name);
        PathBuf::from(value.unwrap_or_else(|| {
            panic!("{name} is not set: run `cargo xtask test`, which builds the web app and finds a browser")
        }))
    };
    let axe = path("ALLIANCE_TEST_AXE");
    Tools {
        chromedriver: path("ALLIANCE_TEST_CHROMEDRIVER"),
        chromium: path("ALLIANCE_TEST_CHROMIUM"),
        web_root: path("ALLIANCE_TEST_WEB_ROOT"),
        axe: fs::read_to_string(&axe).unwrap_or_else(|error| panic!("{}: {error}", axe.display())),
    }
});

/// A running chromedriver; it ends, with the browsers it started, when dropped.
struct Chromedriver {
    process: Child,
    port: u16,
}

impl Chromedriver {
    fn start() -> Self {
        let mut process = Command::new(&TOOLS.chromedriver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", TOOLS.chromedriver.display()));
        let mut lines = BufReader::new(process.stdout.take().expect("its output is ours")).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok()
        });
        // Nobody reads on: a full pipe would stop it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, port: port.expect("chromedriver tells its port") }
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        // Asked to shut down, it closes its browsers first, also after a panic.
        let asked = TcpStream::connect(("127.0.0.1", self.port)).and_then(|mut stream| {
            stream.write_all(b"GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
            stream.read_to_end(&mut Vec::new())
        });
        if asked.is_err() {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

/// A browser with nothing in its memory.
pub struct Browser {
    pub driver: WebDriver,
    // Dropped in this order: the browser first, then the folder it writes to.
    _chromedriver: Chromedriver,
    _profile: TempDir,
}

impl Browser {
    pub async fn start() -> Self {
        let chromedriver = Chromedriver::start();
        let profile = tempfile::Builder::new().prefix("alliance-chromium-").tempdir().expect("a folder");
        let mut wanted = DesiredCapabilities::chrome();
        let set = |wanted: &mut thirtyfour::ChromeCapabilities| {
            wanted.set_binary(&TOOLS.chromium.to_string_lossy())?;
            for argument in ARGUMENTS {
                wanted.add_arg(argument)?;
            }
            wanted.add_arg(&format!("--user-data-dir={}", profile.path().display()))?;
            wanted.set_browser_log_level(LoggingPrefsLogLevel::All)
        };
        set(&mut wanted).expect("capabilities are JSON");
        let driver = WebDriver::new(&format!("http://127.0.0.1:{}", chromedriver.port), wanted)
            .await
            .expect("Chromium starts");
        driver.set_script_timeout(SCRIPT_LIMIT).await.expect("a limit");
        let browser = Self { driver, _chromedriver: chromedriver, _profile: profile };
        browser.prepare().await;
        browser
    }

    /// What every page of the tab finds.
    pub async fn prepare(&self) {
        for source in [TOOLS.axe.as_str(), include_str!("page.js")] {
            self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": source})).await;
        }
    }

    /// A command of the Chrome DevTools Protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.driver
            .cdp()
            .send_raw(command, parameters)
            .await
            .unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    pub async fn quit(self) {
        self.driver.clone().quit().await.expect("Chromium ends");
    }
}
