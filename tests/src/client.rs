//! A person who talks to the server.

use crate::{Answer, contract, events::Events, tls};
use futures_util::future::BoxFuture;
use reqwest::{Client, Method, header};
use serde_json::Value;
use std::{
    net::SocketAddr,
    sync::{Arc, PoisonError, RwLock},
};

/// Where the server is now; it moves when it is restarted.
#[derive(Debug, Clone)]
pub struct Address(Arc<RwLock<SocketAddr>>);

impl Address {
    pub fn new(at: SocketAddr) -> Self {
        Self(Arc::new(RwLock::new(at)))
    }

    pub fn moved(&self, to: SocketAddr) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = to;
    }

    /// `http://127.0.0.1:…`
    pub fn origin(&self) -> String {
        format!("http://{}", self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Somebody with or without a token.
#[derive(Debug, Clone)]
pub struct Person {
    name: String,
    server: Address,
    token: Option<String>,
    // A client of its own: pooled connections belong to the runtime of the test that opened them.
    http: Client,
}

impl Person {
    pub fn anonymous(server: Address) -> Self {
        tls::install();
        // It only speaks to this machine: the authorities of the system, read for each client, would be for nothing.
        let plain = Client::builder().no_proxy().tls_danger_accept_invalid_certs(true);
        let http = plain.build().expect("a client");
        Self { name: "anonymous".into(), server, token: None, http }
    }

    /// The same client with a bearer token.
    pub fn with_token(&self, name: &str, token: &str) -> Self {
        Self { name: name.to_owned(), token: Some(token.to_owned()), ..self.clone() }
    }

    /// The same person at another server.
    pub fn at(&self, server: Address) -> Self {
        Self { server, ..self.clone() }
    }

    pub fn token(&self) -> &str {
        self.token.as_deref().expect("this person has logged in")
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// A request that is sent when awaited. `path` is below `/api/v1`, with its query string.
    pub fn request(&self, method: Method, path: &str) -> Request {
        Request {
            person: self.clone(),
            method,
            path: format!("/api/v1{path}"),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    pub fn get(&self, path: &str) -> Request {
        self.request(Method::GET, path)
    }

    /// A path at the root of the server: `/healthz`.
    pub fn get_root(&self, path: &str) -> Request {
        Request { path: path.to_owned(), ..self.get("") }
    }

    pub fn post(&self, path: &str, body: &Value) -> Request {
        self.request(Method::POST, path).json(body)
    }

    /// A POST whose body comes bit by bit, with a key to send it again or none. Sent when polled.
    pub fn stream(
        &self,
        path: &str,
        key: Option<&str>,
        body: impl futures_util::Stream<Item = std::io::Result<Vec<u8>>> + Send + 'static,
    ) -> BoxFuture<'static, Answer> {
        let url = format!("{}/api/v1{path}", self.server.origin());
        let mut request = self.http.post(url).bearer_auth(self.token());
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let request = request.body(reqwest::Body::wrap_stream(body));
        let (what, path) = (format!("POST {path} as {}", self.name), format!("/api/v1{path}"));
        Box::pin(async move {
            let response = request.send().await.unwrap_or_else(|error| panic!("{what}: {error:?}"));
            let (status, headers) = (response.status().as_u16(), response.headers().clone());
            let body = response.bytes().await.unwrap_or_else(|error| panic!("{what}: {error:?}"));
            Answer::new(what, path, status, headers, body.to_vec())
        })
    }

    /// Follows a stream of events.
    pub async fn follow(&self, path: &str) -> Events {
        let url = format!("{}/api/v1{path}", self.server.origin());
        let request = self.http.get(url).bearer_auth(self.token()).header("accept", "text/event-stream");
        let response = request.send().await.expect("the server answers");
        assert_eq!(response.status().as_u16(), 200, "GET {path} as {}", self.name);
        Events::new(response)
    }

    /// A change of the version that `etag` names.
    pub fn patch(&self, path: &str, etag: &str, body: &Value) -> Request {
        self.request(Method::PATCH, path).if_match(etag).json(body)
    }

    pub fn delete(&self, path: &str, etag: &str) -> Request {
        self.request(Method::DELETE, path).if_match(etag)
    }

    /// The current version of an object.
    pub async fn etag(&self, path: &str) -> String {
        self.get(path).await.is(200).etag()
    }

    /// A transition from the current version: `submit`, `admissibility`, …
    pub async fn act(&self, object: &str, transition: &str, body: &Value) -> Answer {
        let etag = self.etag(object).await;
        self.post(&format!("{object}/{transition}"), body).if_match(&etag).await
    }

    /// A change of the current version.
    pub async fn change(&self, object: &str, body: &Value) -> Answer {
        let etag = self.etag(object).await;
        self.patch(object, &etag, body).await
    }

    /// Every item of a list, page by page.
    pub async fn all(&self, list: &str) -> Vec<Value> {
        let separator = if list.contains('?') { '&' } else { '?' };
        let mut items = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = self.get(&format!("{list}{separator}limit=100{cursor}")).await.is(200);
            items.extend(page.items().iter().cloned());
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return items,
            }
        }
    }
}

/// A request that is sent when awaited.
#[derive(Debug, Clone)]
pub struct Request {
    person: Person,
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    /// Any method on any path, not only below `/api/v1`.
    pub fn at_root(person: &Person, method: Method, path: &str) -> Self {
        Self { path: path.to_owned(), ..person.request(method, "") }
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn if_match(self, etag: &str) -> Self {
        self.header(header::IF_MATCH.as_str(), etag)
    }

    pub fn idempotency_key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    pub fn json(self, body: &Value) -> Self {
        self.raw("application/json", body.to_string())
    }

    pub fn raw(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.header(header::CONTENT_TYPE.as_str(), content_type)
    }

    async fn send(self) -> Answer {
        let url = format!("{}{}", self.person.server.origin(), self.path);
        let mut request = self.person.http.request(self.method.clone(), url);
        if let Some(token) = &self.person.token {
            request = request.bearer_auth(token);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if !self.body.is_empty() {
            request = request.body(self.body);
        }
        let what = format!("{} {} as {}", self.method, self.path, self.person.name);
        let response = request.send().await.unwrap_or_else(|error| panic!("{what}: {error:?}"));
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let streams = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        // A stream has no end to wait for: that it begins is the answer.
        let body = if streams {
            Vec::new()
        } else {
            response.bytes().await.unwrap_or_else(|error| panic!("{what}: {error:?}")).to_vec()
        };
        let answer = Answer::new(what, self.path.clone(), status, headers, body);
        contract::check(self.method.as_str(), &self.path, &answer);
        answer
    }
}

impl IntoFuture for Request {
    type Output = Answer;
    type IntoFuture = BoxFuture<'static, Answer>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
