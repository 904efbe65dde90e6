//! A running server and the people of the demo. The only module that knows the server's Rust interface.

mod demo;
mod files;
mod process;

pub use demo::{seed, seed_at_work};
pub use files::{antivirus, given, s3};

use crate::{
    client::{Address, Person},
    database::{Database, Engine},
    smtp::MailServer,
    text, tls,
};
use api::{
    clock::FixedClock,
    config::{Config, SigningKey},
    db::Db,
    files::storage::Location,
    mail::smtp::Smtp,
    server::Running,
};
use chrono::{DateTime, TimeZone, Utc};
use serde_json::{Value, json};
use std::{collections::HashMap, net::SocketAddr, path::PathBuf, time::Duration};
use tempfile::TempDir;
use tokio::{sync::Mutex, time::timeout};

/// Password of every demo account, and of the accounts that tests make.
pub const PASSWORD: &str = "Alliance-demo-2026!";

/// When every scenario starts: a Monday morning in term, ten days into a call that is open for 73.
pub fn start_of_time() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 5, 11, 8, 0, 0).single().expect("a time that exists once")
}

/// The specification as the server's registrations make it.
pub fn specification() -> serde_json::Value {
    api::app::specification()
}

/// The migrations of a database, up and down.
pub struct Schema(Db);

impl Schema {
    pub fn open(database: &Database) -> Self {
        Self(Db::open(&database.url().to_owned().into(), 1).expect("the database opens"))
    }

    /// How many migrations were applied.
    pub fn up(&self) -> usize {
        self.0.migrate().expect("the migrations go up")
    }

    /// How many migrations were taken back.
    pub fn down(&self) -> usize {
        self.0.revert().expect("the migrations go down")
    }
}

/// A server that runs.
enum Server {
    /// In this process, with a clock that the test moves.
    Inside(Running),
    /// In a process of its own, with the machine's clock.
    Process(process::Process),
}

impl Server {
    async fn stop(self) {
        match self {
            Server::Inside(running) => running.stop().await,
            Server::Process(process) => process.kill().await,
        }
    }

    async fn kill(self) {
        match self {
            Server::Inside(running) => running.kill().await,
            Server::Process(process) => process.kill().await,
        }
    }
}

/// A server on a database of its own, and its clock.
pub struct TestApp {
    pub clock: FixedClock,
    pub engine: Engine,
    address: Address,
    server: Option<Server>,
    /// Of a server in a process of its own.
    program: Option<process::Program>,
    config: Config,
    database: Database,
    keys: TempDir,
    people: Mutex<HashMap<String, Person>>,
}

/// Runs a scenario against a server that is stopped afterwards.
pub async fn run(engine: Engine, scenario: impl AsyncFnOnce(&TestApp)) {
    if engine.is_skipped() {
        println!("skipped: {engine:?}");
        return;
    }
    let app = TestApp::start(engine).await;
    scenario(&app).await;
    app.stop().await;
}

impl TestApp {
    /// On a copy of the demo.
    pub async fn start(engine: Engine) -> Self {
        Self::on(engine, blocking(move || Database::seeded(engine)).await).await
    }

    /// On a given database.
    pub async fn on(engine: Engine, database: Database) -> Self {
        Self::with(engine, database, |_| {}).await
    }

    /// With settings of its own.
    pub async fn with(engine: Engine, database: Database, change: impl FnOnce(&mut Config)) -> Self {
        tls::install();
        let clock = FixedClock::at(start_of_time());
        let keys = TempDir::new().expect("a temporary folder");
        let mut config = config(&database, &keys);
        change(&mut config);
        let running = api::server::start(config.clone(), clock.clone()).await.expect("the server starts");
        let address = Address::new(running.address);
        // Whoever comes back later finds the server where it was.
        config.bind = running.address;
        let server = Some(Server::Inside(running));
        let people = Mutex::default();
        Self { clock, engine, address, server, program: None, config, database, keys, people }
    }

    /// A server that also serves the built web app, for browsers.
    pub async fn with_web_app(engine: Engine, web_root: PathBuf) -> Self {
        let database = blocking(move || Database::seeded(engine)).await;
        Self::with(engine, database, |config| config.web_root = Some(web_root)).await
    }

    /// Sends its mails to this server, at once.
    pub async fn with_mail(engine: Engine, server: &MailServer) -> Self {
        Self::mailing(engine, Some(server), Duration::from_millis(20)).await
    }

    /// Sends its mails to this server when it starts, and then not for an hour.
    pub async fn with_rare_mail(engine: Engine, server: &MailServer) -> Self {
        Self::mailing(engine, Some(server), Duration::from_secs(3_600)).await
    }

    /// Without a mail server; writes the reminders that are due at once.
    pub async fn reminding(engine: Engine) -> Self {
        Self::mailing(engine, None, Duration::from_millis(20)).await
    }

    async fn mailing(engine: Engine, server: Option<&MailServer>, every: Duration) -> Self {
        let database = blocking(move || Database::seeded(engine)).await;
        Self::with(engine, database, |config| {
            config.mail_every = every;
            config.smtp = server.map(|server| {
                let from = "Alliance <ne-pas-repondre@exemple.fr>";
                Smtp::parse(&server.url(), from).expect("a mail server's address")
            });
        })
        .await
    }

    /// The outbox as a person reads it, asked with `filter` again and again until it is as `there` wants it.
    pub async fn emails_once(
        &self,
        person: &str,
        filter: &str,
        there: impl Fn(&[Value]) -> bool,
    ) -> Vec<Value> {
        // The clock moves in such tests: an earlier token may be over.
        let person = self.log_in(&format!("{person}@demo.example"), PASSWORD).await;
        let asking = async {
            loop {
                let mails = person.all(&format!("/emails{filter}")).await;
                if there(&mails) {
                    return mails;
                }
            }
        };
        match timeout(Duration::from_secs(30), asking).await {
            Ok(mails) => mails,
            Err(_) => panic!("the outbox stays {:?}", person.all(&format!("/emails{filter}")).await),
        }
    }

    /// Kills the server; nobody answers until [`Self::resume`].
    pub async fn kill(&mut self) {
        if let Some(server) = self.server.take() {
            server.kill().await;
        }
    }

    /// `http://127.0.0.1:…`
    pub fn origin(&self) -> String {
        self.address.origin()
    }

    /// Stops the server and starts another on the same database with the same keys; people keep their tokens.
    pub async fn restart(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop().await;
        }
        let running = api::server::start(config(&self.database, &self.keys), self.clock.clone())
            .await
            .expect("the server starts again");
        self.address.moved(running.address);
        self.server = Some(Server::Inside(running));
    }

    /// Stops the server; nobody answers until [`Self::resume`].
    pub async fn pause(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop().await;
        }
    }

    /// Starts it again at the same address, as it was.
    pub async fn resume(&mut self) {
        self.server = Some(match &self.program {
            Some(program) => Server::Process(program.serve(self.config.bind).await.0),
            None => {
                let running = api::server::start(self.config.clone(), self.clock.clone()).await;
                Server::Inside(running.expect("the server starts at the same address"))
            }
        });
    }

    /// A second server on the same database with the same keys, as a second process would be.
    pub async fn twin(&self) -> Twin {
        let own_port = SocketAddr::new(self.config.bind.ip(), 0);
        let running =
            api::server::start(Config { bind: own_port, ..self.config.clone() }, self.clock.clone())
                .await
                .expect("a second server starts");
        Twin { address: Address::new(running.address), running }
    }

    /// Stops the server and drops the database.
    pub async fn stop(mut self) {
        if let Some(server) = self.server.take() {
            server.stop().await;
        }
        let database = self.database;
        blocking(move || drop(database)).await;
    }

    /// Nobody in particular.
    pub fn anonymous(&self) -> Person {
        Person::anonymous(self.address.clone())
    }

    /// A demo account: `coordinator`, `reviewer-1`, …; logs in the first time.
    pub async fn person(&self, account: &str) -> Person {
        let email = format!("{account}@demo.example");
        let mut people = self.people.lock().await;
        if let Some(person) = people.get(&email) {
            return person.clone();
        }
        let person = self.log_in(&email, PASSWORD).await;
        people.insert(email, person.clone());
        person
    }

    /// It is this instant, and everybody logs in anew: earlier tokens may be over.
    pub async fn later(&self, instant: DateTime<Utc>) {
        self.clock.set(instant);
        self.people.lock().await.clear();
    }

    /// A new session.
    pub async fn log_in(&self, email: &str, password: &str) -> Person {
        let answer = self
            .anonymous()
            .post("/auth/login", &json!({"email": email, "password": password}))
            .await
            .is(200);
        self.anonymous().with_token(email, text(&answer["access_token"]))
    }

    /// A new person: invited by the admin, accepted, logged in.
    pub async fn join(&self, email: &str, membership: Value) -> Person {
        let mut invitation = membership;
        invitation["email"] = json!(email);
        let admin = self.admin().await;
        let invited = admin.post("/invitations", &invitation).await.is(201);
        let accepted = json!({"token": text(&invited["token"]), "name": email, "password": PASSWORD});
        self.anonymous().post("/auth/invitations/accept", &accepted).await.is(200);
        self.log_in(email, PASSWORD).await
    }

    pub async fn admin(&self) -> Person {
        self.person("admin").await
    }

    pub async fn coordinator(&self) -> Person {
        self.person("coordinator").await
    }

    pub async fn carrier_ville(&self) -> Person {
        self.person("carrier-ville").await
    }

    pub async fn carrier_agglo(&self) -> Person {
        self.person("carrier-agglo").await
    }

    pub async fn carrier_education(&self) -> Person {
        self.person("carrier-education").await
    }

    pub async fn carrier_sousprefecture(&self) -> Person {
        self.person("carrier-sousprefecture").await
    }

    /// The four carriers.
    pub async fn carriers(&self) -> [Person; 4] {
        [
            self.carrier_ville().await,
            self.carrier_agglo().await,
            self.carrier_education().await,
            self.carrier_sousprefecture().await,
        ]
    }

    /// Works for the Ville.
    pub async fn reviewer_1(&self) -> Person {
        self.person("reviewer-1").await
    }

    /// Works for the Éducation nationale.
    pub async fn reviewer_2(&self) -> Person {
        self.person("reviewer-2").await
    }

    /// Works for the association of [`Self::partner_association`]: in conflict on its projects.
    pub async fn reviewer_3(&self) -> Person {
        self.person("reviewer-3").await
    }

    pub async fn partner_association(&self) -> Person {
        self.person("partner-association").await
    }

    pub async fn partner_school(&self) -> Person {
        self.person("partner-school").await
    }

    pub async fn observer(&self) -> Person {
        self.person("observer").await
    }
}

/// A second server on the database of a [`TestApp`].
pub struct Twin {
    address: Address,
    running: Running,
}

impl Twin {
    /// The same person with the same token, at this server.
    pub fn as_person(&self, person: &Person) -> Person {
        person.at(self.address.clone())
    }

    pub async fn stop(self) {
        self.running.stop().await;
    }
}

fn config(database: &Database, keys: &TempDir) -> Config {
    let mut config = Config::for_tests(database.url());
    config.signing_key = SigningKey::File(keys.path().join("signing-key.pem"));
    config.files = Location::Folder(keys.path().join("files"));
    config
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.expect("the database is there")
}
