//! A mail server that keeps what it is given, and fails in the ways that mail servers fail.

use base64::{Engine, prelude::BASE64_STANDARD};
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::Notify,
    task::JoinHandle,
    time::timeout,
};

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

struct Shared {
    mood: Mutex<Mood>,
    received: Mutex<Vec<Received>>,
    /// Messages taken whole, answered or not.
    taken: Mutex<usize>,
    changed: Notify,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Listens on a free port until it is dropped.
pub struct MailServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    listening: JoinHandle<()>,
}

impl MailServer {
    pub async fn start(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("it listens");
        let shared = Arc::new(Shared {
            mood: Mutex::new(mood),
            received: Mutex::default(),
            taken: Mutex::default(),
            changed: Notify::new(),
        });
        let of_server = Arc::clone(&shared);
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&of_server)));
            }
        });
        Self { address, shared, listening }
    }

    /// `smtp://127.0.0.1:…`
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
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

/// One connection; an error ends it.
async fn talk(stream: TcpStream, shared: Arc<Shared>) -> std::io::Result<()> {
    let mood = || *locked(&shared.mood);
    if mood() == Mood::Drops {
        return Ok(());
    }
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    writer.write_all(b"220 test ESMTP\r\n").await?;
    let mut to = String::new();
    while let Some(line) = lines.next_line().await? {
        let command = line.to_uppercase();
        let answer = if mood() == Mood::Drops {
            return Ok(());
        } else if command.starts_with("EHLO") {
            "250-test\r\n250 8BITMIME\r\n"
        } else if command.starts_with("RCPT") {
            to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
            match mood() {
                Mood::PutsOff => "450 try later\r\n",
                Mood::Refuses => "550 no such mailbox\r\n",
                _ => "250 ok\r\n",
            }
        } else if command == "DATA" {
            writer.write_all(b"354 go ahead\r\n").await?;
            let mut data = String::new();
            while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                data.push_str(line.strip_prefix('.').unwrap_or(&line));
                data.push_str("\r\n");
            }
            *locked(&shared.taken) += 1;
            let mood = mood();
            if !matches!(mood, Mood::HangsAfterMessage | Mood::DropsAfterMessage) {
                locked(&shared.received).push(Received { to: to.clone(), data });
            }
            shared.changed.notify_waiters();
            match mood {
                Mood::HangsAfterMessage => std::future::pending::<()>().await,
                Mood::DropsAfterMessage => return Ok(()),
                _ => {}
            }
            "250 taken\r\n"
        } else if command == "QUIT" {
            writer.write_all(b"221 bye\r\n").await?;
            return Ok(());
        } else {
            "250 ok\r\n"
        };
        writer.write_all(answer.as_bytes()).await?;
    }
    Ok(())
}
