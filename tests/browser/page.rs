//! A browser window at the app, used as a person uses it: by the names of buttons, links and fields.
//! Whatever is asked for is waited for; when it does not come, the test fails with what the page shows instead.

use crate::browser::Browser;
use serde_json::{Value, json};
use tests::TestApp;
use tests::app::PASSWORD;
use thirtyfour::{Key, WebElement, error::WebDriverResult};

/// How often a click is tried on an element that is drawn anew at that very moment.
const TRIES: usize = 20;
/// What a network error that the scenario provokes leaves on the console.
const NETWORK: &str = "Failed to load resource";

/// What a person looks for.
#[derive(Debug, Clone, Copy)]
pub enum Role {
    Button,
    Link,
    Field,
    Heading,
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Role::Button => "button",
            Role::Link => "link",
            Role::Field => "field",
            Role::Heading => "heading",
        }
    }
}

/// A window at one server.
pub struct Page {
    browser: Browser,
    origin: String,
}

impl Page {
    /// An empty window; [`Self::open`] goes somewhere.
    pub async fn of(app: &TestApp) -> Self {
        let page = Self { browser: Browser::start().await, origin: app.origin() };
        page.window(1280, 900, "light").await;
        page
    }

    /// A window with somebody logged in, at what waits for them.
    pub async fn logged_in(app: &TestApp, account: &str) -> Self {
        let page = Self::of(app).await;
        page.open("/connexion").await;
        page.log_in(account).await;
        page
    }

    pub async fn quit(self) {
        self.browser.quit().await;
    }

    /// Size in CSS pixels and colour scheme, without movement.
    pub async fn window(&self, width: u32, height: u32, scheme: &str) {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.browser.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
        let media = json!({"features": [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]});
        self.browser.devtools("Emulation.setEmulatedMedia", media).await;
    }

    /// Loads an address.
    pub async fn open(&self, path: &str) {
        let url = format!("{}{path}", self.origin);
        self.browser.driver.goto(&url).await.unwrap_or_else(|error| panic!("{url}: {error}"));
        self.settled().await;
    }

    /// Goes to an address inside the app, as its links do.
    pub async fn visit(&self, path: &str) {
        let script =
            "history.pushState(null, '', arguments[0]); dispatchEvent(new PopStateEvent('popstate'));";
        self.run(script, vec![json!(path)]).await;
        self.settled().await;
    }

    /// Loads the page again although something typed is not saved: the browser asks, and is told to go on.
    pub async fn reload_leaving_unsaved(&self) {
        let script = "setTimeout(() => location.reload(), 0);";
        self.run(script, vec![]).await;
        // Until the old page has gone, with or without the question.
        for _ in 0..TRIES {
            let gone = "return performance.getEntriesByType('navigation')[0]?.type === 'reload' && Boolean(document.body);";
            match self.browser.driver.execute(gone, vec![]).await {
                Ok(answer) if *answer.json() == true => break,
                Ok(_) => {}
                Err(_) => drop(self.browser.driver.accept_alert().await),
            }
        }
        self.settled().await;
    }

    /// Until the page waits for nothing and stands still.
    pub async fn settled(&self) {
        let script = "const [done] = arguments; seen.until(seen.settled(), found => done(Boolean(found)));";
        if self.wait(script, vec![]).await != true {
            self.fail("the page never stands still").await;
        }
    }

    /// From the log-in page, or a dialog that asks for the password again.
    pub async fn log_in(&self, account: &str) {
        self.fill("#email", &format!("{account}@demo.example")).await;
        self.fill("#password", PASSWORD).await;
        self.click(Role::Button, "Me connecter").await;
        // On a phone what is for this person is in the menu.
        self.holds("document.querySelector('#outils[data-folds=true]')").await;
        self.settled().await;
    }

    pub async fn log_out(&self) {
        let unfold = "const menu = document.querySelector('.menu-toggle[aria-expanded=false]'); if (menu?.checkVisibility()) menu.click();";
        self.run(unfold, vec![]).await;
        self.click(Role::Button, "Se déconnecter").await;
        self.find(Role::Link, "Se connecter", None).await;
        self.settled().await;
    }

    /// Another person at the same window.
    pub async fn becomes(&self, account: &str) {
        self.log_out().await;
        self.click(Role::Link, "Se connecter").await;
        self.is_at("/connexion").await;
        self.log_in(account).await;
        self.is_at("/a-faire").await;
    }

    /// Waits for something that a person can see, in a group if one is named.
    pub async fn find(&self, role: Role, name: &str, group: Option<&str>) -> WebElement {
        match self.look(role, name, group).await {
            Some(element) => element,
            None => self.fail(&format!("no {} “{name}” in {group:?}", role.name())).await,
        }
    }

    async fn look(&self, role: Role, name: &str, group: Option<&str>) -> Option<WebElement> {
        let script = "const [role, name, group, done] = arguments;
            seen.until(() => seen.find(role, name, group), done);";
        let found = self.script(script, vec![json!(role.name()), json!(name), json!(group)]).await;
        found.element().ok()
    }

    /// Clicks something by its name.
    pub async fn click(&self, role: Role, name: &str) {
        self.click_in(role, name, None).await;
    }

    /// Scrolls to the middle of the window first, as a person does: away from what sticks to its edges.
    async fn click_on(&self, element: &WebElement) -> WebDriverResult<()> {
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });";
        self.browser.driver.execute(script, vec![element.to_json()?]).await?;
        element.click().await
    }

    /// Clicks something in the group, row or card that begins with a text.
    pub async fn click_within(&self, group: &str, role: Role, name: &str) {
        self.click_in(role, name, Some(group)).await;
    }

    async fn click_in(&self, role: Role, name: &str, group: Option<&str>) {
        let mut last = String::new();
        for _ in 0..TRIES {
            match self.click_on(&self.find(role, name, group).await).await {
                Ok(()) => return,
                Err(error) => last = error.to_string(),
            }
        }
        self.fail(&format!("“{name}” cannot be clicked: {last}")).await;
    }

    /// The element a CSS selector finds: fields have the ids of their JSON Pointers.
    pub async fn element(&self, css: &str) -> WebElement {
        let script = "const [css, done] = arguments;
            seen.until(() => [...document.querySelectorAll(css)].find(seen.visible), done);";
        match self.script(script, vec![json!(css)]).await.element() {
            Ok(element) => element,
            Err(_) => self.fail(&format!("nothing is at {css}")).await,
        }
    }

    /// Types into a field, in place of what it holds: `#id`, or the field's label.
    pub async fn fill(&self, field: &str, text: &str) {
        self.fill_in(field, text, None).await;
    }

    /// Types into a field of the group that begins with a text.
    pub async fn fill_within(&self, group: &str, field: &str, text: &str) {
        self.fill_in(field, text, Some(group)).await;
    }

    async fn fill_in(&self, field: &str, text: &str, group: Option<&str>) {
        let mut last = String::new();
        for _ in 0..TRIES {
            let element = match field.starts_with('#') {
                true => self.element(field).await,
                false => self.find(Role::Field, field, group).await,
            };
            match replace(&element, text).await {
                Ok(()) => return,
                Err(error) => last = error.to_string(),
            }
        }
        self.fail(&format!("cannot type into {field}: {last}")).await;
    }

    /// A day, as the browser's own calendar gives it.
    pub async fn pick_day(&self, css: &str, day: &str) {
        let element = self.element(css).await;
        let script = "const [field, day] = arguments;
            Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, day);
            field.dispatchEvent(new Event('input', { bubbles: true }));
            field.dispatchEvent(new Event('change', { bubbles: true }));";
        self.run(script, vec![element.to_json().expect("an element"), json!(day)]).await;
    }

    /// Chooses by the words of an option.
    pub async fn choose(&self, css: &str, option: &str) {
        let script = "const [css, words, done] = arguments;
            seen.until(() => [...(document.querySelector(css)?.options || [])].find(one => seen.words(one.textContent).startsWith(seen.words(words))), done);";
        match self.script(script, vec![json!(css), json!(option)]).await.element() {
            Ok(element) => element.click().await.expect("an option can be chosen"),
            Err(_) => self.fail(&format!("no choice “{option}” in {css}")).await,
        }
    }

    /// Keys, to whatever has the focus.
    pub async fn keys(&self, keys: impl AsRef<str>) {
        let typed = self.browser.driver.action_chain().send_keys(keys.as_ref()).perform().await;
        typed.expect("the page takes keys");
    }

    /// Lets the page use the clipboard.
    pub async fn may_copy(&self) {
        let permissions = json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]});
        self.browser.devtools("Browser.grantPermissions", permissions).await;
    }

    /// Ctrl+V, to whatever has the focus. The driver's own keys do not edit.
    pub async fn paste(&self) {
        for (kind, commands) in [("keyDown", json!(["paste"])), ("keyUp", json!([]))] {
            let pressed = json!({"type": kind, "modifiers": 2, "key": "v", "code": "KeyV", "windowsVirtualKeyCode": 86, "commands": commands});
            self.browser.devtools("Input.dispatchKeyEvent", pressed).await;
        }
    }

    /// From now on `window.kept` lists the files that the page gives to the browser to keep, and none is written.
    pub async fn keeps_files_in_sight(&self) {
        self.browser.devtools("Browser.setDownloadBehavior", json!({"behavior": "deny"})).await;
        let script = "if (window.kept) return;
            const make = URL.createObjectURL.bind(URL);
            window.kept = [];
            URL.createObjectURL = file => { window.kept.push(file); return make(file); };";
        self.run(script, vec![]).await;
    }

    /// Puts the focus into a field.
    pub async fn focus(&self, css: &str) {
        let element = self.element(css).await;
        element.focus().await.unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    /// Types character by character, this many milliseconds apart, to whatever has the focus.
    pub async fn types(&self, text: &str, pace: u32) {
        let pause = "const [pace, done] = arguments; setTimeout(done, pace);";
        for character in text.chars() {
            self.browser.devtools("Input.insertText", json!({"text": character.to_string()})).await;
            self.wait(pause, vec![json!(pace)]).await;
        }
    }

    /// Takes the network away, or gives it back.
    pub async fn offline(&self, offline: bool) {
        self.browser.devtools("Network.enable", json!({})).await;
        let conditions =
            json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
        self.browser.devtools("Network.emulateNetworkConditions", conditions).await;
    }

    /// Ends the tab without a word to the page in it; a new one, which shares its memory, is there instead.
    pub async fn kill_tab(&self) {
        let driver = &self.browser.driver;
        let old = driver.window().await.expect("a tab");
        let new = driver.new_tab().await.expect("another tab");
        let closed = self.browser.devtools("Target.closeTarget", json!({"targetId": old.to_string()})).await;
        assert_ne!(closed["success"], false, "{closed}");
        driver.switch_to_window(new).await.expect("the other tab");
        self.browser.prepare().await;
    }

    /// Waits for a text.
    pub async fn says(&self, text: &str) {
        let script = "const [text, done] = arguments; seen.until(() => seen.says(text), found => done(Boolean(found)));";
        if self.wait(script, vec![json!(text)]).await != true {
            self.fail(&format!("the page does not say “{text}”")).await;
        }
    }

    /// Waits until a text is gone.
    pub async fn says_no_more(&self, text: &str) {
        let script = "const [text, done] = arguments; seen.until(() => !seen.says(text), found => done(Boolean(found)));";
        if self.wait(script, vec![json!(text)]).await != true {
            self.fail(&format!("the page still says “{text}”")).await;
        }
    }

    /// Waits until an expression holds on the page.
    pub async fn holds(&self, expression: &str) {
        let script = format!(
            "const done = arguments[arguments.length - 1]; seen.until(() => ({expression}), found => done(Boolean(found)));"
        );
        if self.wait(&script, vec![]).await != true {
            self.fail(&format!("never true: {expression}")).await;
        }
    }

    /// Waits for an address.
    pub async fn is_at(&self, path: &str) {
        self.holds(&format!("location.pathname === {}", json!(path))).await;
    }

    pub async fn path(&self) -> String {
        let path = self.run("return location.pathname;", vec![]).await;
        path.as_str().unwrap_or_default().to_owned()
    }

    /// What a field holds.
    pub async fn value(&self, css: &str) -> String {
        let element = self.element(css).await;
        element.prop("value").await.ok().flatten().unwrap_or_default()
    }

    /// The value of a script that answers at once.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        let ran = self.browser.driver.execute(script, arguments).await;
        ran.unwrap_or_else(|error| panic!("{error}\n{script}")).json().clone()
    }

    /// The value that a script gives to its last argument.
    pub async fn wait(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.script(script, arguments).await.json().clone()
    }

    async fn script(&self, script: &str, arguments: Vec<Value>) -> thirtyfour::session::scriptret::ScriptRet {
        let ran = self.browser.driver.execute_async(script, arguments).await;
        ran.unwrap_or_else(|error| panic!("{error}\n{script}"))
    }

    /// Errors on the console since the last call.
    pub async fn complaints(&self) -> Vec<String> {
        let entries = self.browser.driver.browser_log().await.expect("the browser keeps a log");
        entries.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message).collect()
    }

    /// No error on the console but refusals of the server with these statuses, which the scenario provokes.
    pub async fn complains_only_of(&self, statuses: &[u16]) {
        let expected = |message: &str| {
            message.contains(NETWORK)
                && statuses.iter().any(|status| message.contains(&format!("status of {status} ")))
        };
        let others: Vec<String> =
            self.complaints().await.into_iter().filter(|message| !expected(message)).collect();
        assert!(others.is_empty(), "on the console:\n{}", others.join("\n"));
    }

    /// Stops the test, with what the page shows.
    pub async fn fail(&self, what: &str) -> ! {
        let script = "const stage = [...document.querySelectorAll('dialog:modal')].pop() || document.body;
            return `${location.href}\n${stage.innerText}`;";
        let shown = match self.browser.driver.execute(script, vec![]).await {
            Ok(shown) => shown.json().as_str().unwrap_or_default().to_owned(),
            Err(error) => error.to_string(),
        };
        let console = self.browser.driver.browser_log().await.unwrap_or_default();
        let console: Vec<String> = console.into_iter().map(|entry| entry.message).collect();
        panic!("{what}\n── at {shown}\n── console\n{}", console.join("\n"));
    }
}

async fn replace(element: &WebElement, text: &str) -> WebDriverResult<()> {
    let held = element.prop("value").await?.unwrap_or_default();
    if held.is_empty() {
        return element.send_keys(text).await;
    }
    // In one go: each call of its own would put the cursor back to the end.
    let (all, released) = (char::from(Key::Control), char::from(Key::Null));
    element.send_keys(format!("{all}a{released}{text}")).await
}
