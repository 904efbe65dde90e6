//! What an answer tells whoever compares it with an earlier one.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::Value;
use tests::Answer;

/// Everything of an answer that somebody could compare.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub status: u16,
    pub json: Value,
    bytes: Vec<u8>,
    headers: Vec<(String, String)>,
}

/// A problem is as long as its path; everything else is compared by its bytes.
const VOLATILE_HEADERS: [&str; 3] = ["date", "x-request-id", "content-length"];
/// The request's own number and path, and the hour of asking.
const VOLATILE_FIELDS: [&str; 4] = ["request_id", "exported_at", "last_used_at", "instance"];

impl Told {
    pub fn of(answer: &Answer) -> Self {
        let json = settled(answer.json().clone());
        let headers = answer.headers.iter().filter(|(name, _)| !VOLATILE_HEADERS.contains(&name.as_str()));
        let headers =
            headers.map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into()));
        let mut headers: Vec<_> = headers.collect();
        headers.sort();
        let bytes = if json.is_null() { answer.body.clone() } else { Vec::new() };
        Self { status: answer.status, json, bytes, headers }
    }

    /// The same with an event of a stream as its body.
    pub fn with_event(self, event: Option<Value>) -> Self {
        Self { json: settled(event.unwrap_or_default()), ..self }
    }

    /// Its version, where it has one.
    pub fn tag(&self) -> Option<&str> {
        let tag = self.headers.iter().find(|(name, _)| name == "etag");
        tag.filter(|_| self.status == 200).map(|(_, value)| value.as_str())
    }

    /// The same without what a reader may know to have changed: fields of any depth, and their version.
    pub fn without(&self, fields: &[&str]) -> Self {
        let mut left = self.clone();
        left.json = bare(left.json, fields);
        left.headers.retain(|(name, _)| name != "etag");
        left
    }

    /// The same without the items of lists that are about something else: those that name `id`.
    pub fn not_about(&self, id: &str) -> Self {
        Self { json: not_about(self.json.clone(), id), ..self.clone() }
    }

    /// What differs, in a line; nothing where nothing does.
    pub fn difference(&self, after: &Self) -> Option<String> {
        if self.status != after.status {
            return Some(format!("{} → {}: {}", self.status, after.status, shown(&after.json)));
        }
        if let Some(found) = at(&self.json, &after.json, "") {
            return Some(found);
        }
        if self.headers != after.headers {
            let new = after.headers.iter().filter(|header| !self.headers.contains(header));
            return Some(format!("headers {:?}", new.collect::<Vec<_>>()));
        }
        (self.bytes != after.bytes).then(|| format!("{} → {} bytes", self.bytes.len(), after.bytes.len()))
    }
}

/// What may differ between two answers to the same question is left out, and what a cursor holds is read.
fn settled(mut value: Value) -> Value {
    match &mut value {
        Value::Object(fields) => {
            fields.retain(|name, _| !VOLATILE_FIELDS.contains(&name.as_str()));
            for (name, field) in fields.iter_mut() {
                let taken = field.take();
                *field = if name == "next" { opened(taken) } else { settled(taken) };
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = settled(item.take())),
        _ => {}
    }
    value
}

/// A cursor's own words: opaque to those who keep to the rules only.
fn opened(cursor: Value) -> Value {
    let Some(text) = cursor.as_str() else { return cursor };
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).expect("a cursor is base64");
    serde_json::from_slice(&bytes).expect("a cursor is JSON")
}

fn bare(mut value: Value, without: &[&str]) -> Value {
    match &mut value {
        Value::Object(fields) => {
            fields.retain(|name, _| !without.contains(&name.as_str()));
            fields.values_mut().for_each(|field| *field = bare(field.take(), without));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = bare(item.take(), without)),
        _ => {}
    }
    value
}

fn not_about(mut value: Value, id: &str) -> Value {
    match &mut value {
        Value::Object(fields) => fields.values_mut().for_each(|field| *field = not_about(field.take(), id)),
        Value::Array(items) => {
            items.retain(|item| item.is_array() || !item.to_string().contains(id));
            items.iter_mut().for_each(|item| *item = not_about(item.take(), id));
        }
        _ => {}
    }
    value
}

/// The first place where two values differ.
fn at(before: &Value, after: &Value, place: &str) -> Option<String> {
    match (before, after) {
        (Value::Object(old), Value::Object(new)) => {
            let names = old.keys().chain(new.keys().filter(|name| !old.contains_key(*name)));
            let (null, mut names) = (Value::Null, names);
            names.find_map(|name| {
                at(old.get(name).unwrap_or(&null), new.get(name).unwrap_or(&null), &format!("{place}/{name}"))
            })
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            let mut pairs = old.iter().zip(new).enumerate();
            pairs.find_map(|(index, (old, new))| at(old, new, &format!("{place}/{index}")))
        }
        _ if before == after => None,
        _ => Some(format!("{place}: {} → {}", shown(before), shown(after))),
    }
}

fn shown(value: &Value) -> String {
    value.to_string().chars().take(200).collect()
}
