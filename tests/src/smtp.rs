//! A mail server that keeps what it is given, and fails in the ways that mail servers fail.

use crate::tls;
use base64::{Engine, prelude::BASE64_STANDARD};
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::Notify,
    task::JoinHandle,
    time::timeout,
};
use tokio_rustls::TlsAcceptor;

/// How it behaves; it can change between connections and within one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Accepts,
    /// `450` to every recipient.
    PutsOff,
    /// `550` to every recipient.
    Refuses,
    /// Closes the line at once.
    Drops,
    /// Greets, names what it can, and answers nothing more.
    HangsBeforeMessage,
    /// Takes the whole message and never answers.
    HangsAfterMessage,
    /// Takes the whole message and closes the line without an answer.
    DropsAfterMessage,
}

/// A message that was accepted.
#[derive(Debug, Clone)]
pub struct Received {
    pub to: String,
    /// Headers and bodies as sent.
    pub data: String,
}

impl Received {
    /// A header, unfolded.
    pub fn header(&self, name: &str) -> String {
        let head = self.data.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
        let start = format!("{}:", name.to_lowercase());
        let line = head.lines().find(|line| line.to_lowercase().starts_with(&start)).unwrap_or_default();
        line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    }

    /// The bodies, quoted-printable and base64 undone.
    pub fn decoded(&self) -> String {
        let mut decoded = String::new();
        for part in self.data.split("\r\n--") {
            let (head, body) = part.split_once("\r\n\r\n").unwrap_or((part, ""));
            let head = head.to_lowercase();
            let bytes = if head.contains("quoted-printable") {
                unquoted(&body.replace("=\r\n", ""))
            } else if head.contains("base64") {
                BASE64_STANDARD.decode(body.replace("\r\n", "")).unwrap_or_default()
            } else {
                body.as_bytes().to_vec()
            };
            decoded.push_str(&String::from_utf8_lossy(&bytes));
        }
        decoded
    }
}

/// `=C3=A9` is `é`.
fn unquoted(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code =
            (first == b'=').then(|| after.get(..2)).flatten().and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    bytes
}

/// How its line is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    Plain,
    /// STARTTLS, without which it takes nothing.
    StartTls,
    /// TLS from the first byte.
    Wrapped,
}

/// User and password of the mail servers that want them.
pub const ACCOUNT: (&str, &str) = ("alliance", "p@ss:mot");

struct Shared {
    mood: Mutex<Mood>,
    received: Mutex<Vec<Received>>,
    /// Messages taken whole, answered or not.
    taken: Mutex<usize>,
    /// Connections that said who they are.
    met: Mutex<usize>,
    changed: Notify,
    protection: Protection,
    tls: TlsAcceptor,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Listens on a free port until it is dropped.
pub struct MailServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    listening: JoinHandle<()>,
    /// Of the authority that its certificate is of, in PEM.
    pub authority: String,
}

impl MailServer {
    pub async fn start(mood: Mood) -> Self {
        Self::protected(mood, Protection::Plain).await
    }

    /// With TLS it also wants the [`ACCOUNT`].
    pub async fn protected(mood: Mood, protection: Protection) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("it listens");
        let (tls, authority) = tls::localhost();
        let shared = Arc::new(Shared {
            mood: Mutex::new(mood),
            received: Mutex::default(),
            taken: Mutex::default(),
            met: Mutex::default(),
            changed: Notify::new(),
            protection,
            tls,
        });
        let of_server = Arc::clone(&shared);
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&of_server)));
            }
        });
        Self { address, shared, listening, authority }
    }

    /// `smtp://127.0.0.1:…`, or what its protection wants.
    pub fn url(&self) -> String {
        let port = self.address.port();
        let (user, password) = (ACCOUNT.0, "p%40ss%3Amot");
        match self.shared.protection {
            Protection::Plain => format!("smtp://{}", self.address),
            Protection::StartTls => format!("smtp://{user}:{password}@localhost:{port}?tls=required"),
            Protection::Wrapped => format!("smtps://{user}:{password}@localhost:{port}"),
        }
    }

    pub fn becomes(&self, mood: Mood) {
        *locked(&self.shared.mood) = mood;
    }

    pub fn received(&self) -> Vec<Received> {
        locked(&self.shared.received).clone()
    }

    /// Waits until so many messages were accepted; fails after a while.
    pub async fn has(&self, count: usize) -> Vec<Received> {
        self.until(|shared| locked(&shared.received).len() >= count, &format!("{count} message(s)")).await;
        self.received()
    }

    /// Waits until so many messages were taken whole, answered or not.
    pub async fn has_taken(&self, count: usize) {
        self.until(|shared| *locked(&shared.taken) >= count, &format!("{count} message(s) taken")).await;
    }

    /// Waits until so many connections said who they are.
    pub async fn has_met(&self, count: usize) {
        self.until(|shared| *locked(&shared.met) >= count, &format!("{count} connection(s)")).await;
    }

    async fn until(&self, there: impl Fn(&Shared) -> bool, what: &str) {
        let waiting = async {
            loop {
                let changed = self.shared.changed.notified();
                if there(&self.shared) {
                    return;
                }
                changed.await;
            }
        };
        if timeout(Duration::from_secs(30), waiting).await.is_err() {
            panic!("{what} did not come; there are {:?}", self.received());
        }
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

/// A line in the clear or under TLS.
trait Line: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Line for T {}

/// One connection; an error ends it.
async fn talk(stream: TcpStream, shared: Arc<Shared>) -> std::io::Result<()> {
    if *locked(&shared.mood) == Mood::Drops {
        return Ok(());
    }
    if shared.protection == Protection::Wrapped {
        let line = shared.tls.accept(stream).await?;
        return Talk { line: BufReader::new(Box::new(line)), secure: true, shared }.all().await;
    }
    Talk { line: BufReader::new(Box::new(stream)), secure: false, shared }.all().await
}

struct Talk {
    line: BufReader<Box<dyn Line>>,
    secure: bool,
    shared: Arc<Shared>,
}

impl Talk {
    fn mood(&self) -> Mood {
        *locked(&self.shared.mood)
    }

    async fn says(&mut self, answer: &str) -> std::io::Result<()> {
        self.line.get_mut().write_all(format!("{answer}\r\n").as_bytes()).await?;
        self.line.get_mut().flush().await
    }

    /// Without its end; nothing when the line is closed.
    async fn hears(&mut self) -> std::io::Result<Option<String>> {
        let mut heard = String::new();
        let read = self.line.read_line(&mut heard).await?;
        Ok((read > 0).then(|| heard.trim_end_matches(['\r', '\n']).to_owned()))
    }

    async fn all(mut self) -> std::io::Result<()> {
        let open = self.shared.protection == Protection::Plain;
        let (mut known, mut to) = (open, String::new());
        self.says("220 test ESMTP").await?;
        while let Some(line) = self.hears().await? {
            let command = line.to_uppercase();
            if self.mood() == Mood::Drops {
                return Ok(());
            }
            let answer = if command.starts_with("EHLO") {
                *locked(&self.shared.met) += 1;
                self.shared.changed.notify_waiters();
                match (open, self.secure) {
                    (true, _) => "250-test\r\n250 8BITMIME",
                    (false, true) => "250-test\r\n250-AUTH PLAIN\r\n250 8BITMIME",
                    (false, false) => "250-test\r\n250-STARTTLS\r\n250 8BITMIME",
                }
            } else if self.mood() == Mood::HangsBeforeMessage {
                std::future::pending().await
            } else if command == "STARTTLS" && !open && !self.secure {
                self.says("220 go ahead").await?;
                let tls = self.shared.tls.clone();
                self.line = BufReader::new(Box::new(tls.accept(self.line.into_inner()).await?));
                self.secure = true;
                continue;
            } else if let Some(given) = line.strip_prefix("AUTH PLAIN ").filter(|_| self.secure) {
                let wanted = BASE64_STANDARD.encode(format!("\0{}\0{}", ACCOUNT.0, ACCOUNT.1));
                known = given == wanted;
                if known { "235 welcome" } else { "535 who are you" }
            } else if command == "QUIT" {
                return self.says("221 bye").await;
            } else if !known {
                "530 not before you say who you are, under TLS"
            } else if command.starts_with("RCPT") {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                match self.mood() {
                    Mood::PutsOff => "450 try later",
                    Mood::Refuses => "550 no such mailbox",
                    _ => "250 ok",
                }
            } else if command == "DATA" {
                self.says("354 go ahead").await?;
                if !self.message(&to).await? {
                    return Ok(());
                }
                "250 taken"
            } else {
                "250 ok"
            };
            self.says(answer).await?;
        }
        Ok(())
    }

    /// Takes a message; whether it is to be answered.
    async fn message(&mut self, to: &str) -> std::io::Result<bool> {
        let mut data = String::new();
        while let Some(line) = self.hears().await?.filter(|line| line != ".") {
            data.push_str(line.strip_prefix('.').unwrap_or(&line));
            data.push_str("\r\n");
        }
        *locked(&self.shared.taken) += 1;
        let mood = self.mood();
        if !matches!(mood, Mood::HangsAfterMessage | Mood::DropsAfterMessage) {
            locked(&self.shared.received).push(Received { to: to.to_owned(), data });
        }
        self.shared.changed.notify_waiters();
        if mood == Mood::HangsAfterMessage {
            std::future::pending::<()>().await;
        }
        Ok(mood != Mood::DropsAfterMessage)
    }
}
