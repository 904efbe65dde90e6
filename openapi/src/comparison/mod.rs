//! Two states of a fiche, field by field, text differences marked word by word.
//!
//! Works on the JSON of a fiche rather than on its type: what was filed before a field existed is compared as it was
//! filed. The server answers with it; the browser can compare what it holds with the same function.

mod lists;
mod words;

use crate::{Id, project::Section, rule::euros_fr};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

pub use words::label;

/// A part of a text, and whether the other side lacks it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Piece {
    pub text: String,
    /// Before: taken out. After: put in.
    pub changed: bool,
}

/// The same line of a field on both sides; a side without pieces has no such line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RowComparison {
    pub before: Vec<Piece>,
    pub after: Vec<Piece>,
}

impl RowComparison {
    pub fn changed(&self) -> bool {
        self.before.iter().chain(&self.after).any(|piece| piece.changed)
    }
}

/// A field of the fiche on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"section": "objectives", "pointer": "/need", "label": "Besoin observé", "changed": true,
    "rows": [{"before": [{"text": "Un enfant sur ", "changed": false}, {"text": "quatre", "changed": true}],
              "after": [{"text": "Un enfant sur ", "changed": false}, {"text": "cinq", "changed": true}]}]}))]
pub struct FieldComparison {
    pub section: Section,
    /// JSON Pointer in the fiche.
    pub pointer: String,
    /// The words people read.
    pub label: String,
    pub changed: bool,
    /// One row of a plain field, one for each line of a list.
    pub rows: Vec<RowComparison>,
}

/// A side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ComparedSide {
    /// 1 for the first version filed; absent: the fiche as it is being written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<i32>,
    /// When it was filed, or last saved.
    pub at: DateTime<Utc>,
}

/// Two states of a fiche: every field that one of them fills, in the order of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Comparison {
    pub from: ComparedSide,
    pub to: ComparedSide,
    pub fields: Vec<FieldComparison>,
}

/// Compares two fiches as JSON. `name` says what an id stands for.
pub fn compare(before: &Value, after: &Value, name: &dyn Fn(&str) -> Option<String>) -> Vec<FieldComparison> {
    let mut found = Vec::new();
    for section in Section::ALL {
        for field in section.fields() {
            let pointer = format!("/{field}");
            let (before, after) = (before.get(*field), after.get(*field));
            walk(section, &pointer, before, after, name, &mut found);
        }
    }
    found
}

fn walk(
    section: Section,
    pointer: &str,
    before: Option<&Value>,
    after: Option<&Value>,
    name: &dyn Fn(&str) -> Option<String>,
    found: &mut Vec<FieldComparison>,
) {
    let members = |side: Option<&Value>| match side {
        Some(Value::Object(members)) if !is_money(members) => Some(members.clone()),
        _ => None,
    };
    if members(before).is_some() || members(after).is_some() {
        let (before, after) = (members(before).unwrap_or_default(), members(after).unwrap_or_default());
        let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
        names.sort_by_key(|member| words::order(member));
        names.dedup();
        for member in names {
            let (before, after) = (before.get(member), after.get(member));
            walk(section, &format!("{pointer}/{member}"), before, after, name, found);
        }
        return;
    }
    let is_list = |side: Option<&Value>| side.is_some_and(Value::is_array);
    let rows = if is_list(before) || is_list(after) {
        let items = |side: Option<&Value>| side.and_then(Value::as_array).cloned().unwrap_or_default();
        lists::rows(pointer, &items(before), &items(after), name)
    } else {
        let text = |side: Option<&Value>| side.map(|value| shown(pointer, value, name)).unwrap_or_default();
        plain(&text(before), &text(after))
    };
    if !rows.is_empty() {
        let changed = rows.iter().any(RowComparison::changed);
        let (pointer, label) = (pointer.to_owned(), label(pointer).to_owned());
        found.push(FieldComparison { section, pointer, label, changed, rows });
    }
}

/// The row of a plain field; none where both sides are empty.
fn plain(before: &str, after: &str) -> Vec<RowComparison> {
    if before.is_empty() && after.is_empty() {
        return Vec::new();
    }
    vec![words::compared(before, after)]
}

fn is_money(members: &Map<String, Value>) -> bool {
    members.get("amount").is_some_and(Value::is_i64)
        && members.keys().all(|name| matches!(name.as_str(), "amount" | "currency"))
}

/// A text, a day, a choice, or what an id stands for.
fn said(pointer: &str, text: &str, name: &dyn Fn(&str) -> Option<String>) -> String {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return day.format("%d/%m/%Y").to_string();
    }
    if let Some(known) = words::choice(pointer, text).or_else(|| name(text)) {
        return known;
    }
    if text.parse::<Id>().is_ok() { words::GONE.into() } else { text.to_owned() }
}

/// A value as people read it; empty where it says nothing.
fn shown(pointer: &str, value: &Value, name: &dyn Fn(&str) -> Option<String>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "oui".into(),
        Value::Bool(false) => "non".into(),
        Value::Number(number) => words::number(number),
        Value::String(text) => said(pointer, text, name),
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().map(|item| shown(pointer, item, name)).collect();
            texts.join(", ")
        }
        Value::Object(members) if is_money(members) => {
            euros_fr(members.get("amount").and_then(Value::as_i64).unwrap_or_default())
        }
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort_by_key(|member| words::order(member));
            let texts = names.into_iter().filter_map(|member| {
                let text = shown(member, members.get(member)?, name);
                (!text.is_empty()).then(|| words::member(member, &text))
            });
            texts.collect::<Vec<_>>().join(" · ")
        }
    }
}

#[cfg(test)]
mod tests;
