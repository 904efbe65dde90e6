//! A stream of server-sent events, as a browser follows it.

use serde_json::Value;
use std::time::Duration;
use tokio::time::timeout;

/// What a test waits for one event.
const PATIENCE: Duration = Duration::from_secs(30);

/// An open stream.
pub struct Events {
    response: reqwest::Response,
    unread: Vec<u8>,
}

impl Events {
    pub fn new(response: reqwest::Response) -> Self {
        Self { response, unread: Vec::new() }
    }

    /// The data of the next event; none once the server has ended the stream.
    pub async fn next(&mut self) -> Option<Value> {
        loop {
            while let Some(end) = self.unread.windows(2).position(|pair| pair == b"\n\n") {
                let event: Vec<u8> = self.unread.drain(..end + 2).collect();
                let text = String::from_utf8(event).expect("events are UTF-8");
                let data = text.lines().find_map(|line| line.strip_prefix("data: "));
                if let Some(data) = data {
                    return Some(serde_json::from_str(data).expect("the data of an event is JSON"));
                }
            }
            let more = timeout(PATIENCE, self.response.chunk()).await.expect("an event comes in time");
            self.unread.extend_from_slice(&more.ok()??);
        }
    }

    /// The first event that is as `there` wants it.
    pub async fn until(&mut self, there: impl Fn(&Value) -> bool) -> Value {
        loop {
            match self.next().await {
                Some(event) if there(&event) => return event,
                Some(_) => {}
                None => panic!("the stream ended"),
            }
        }
    }
}
