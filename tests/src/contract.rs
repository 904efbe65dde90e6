//! The committed specification, and whether an answer is one that it names.

use crate::Answer;
use serde_json::Value;
use std::{fs, path::PathBuf, sync::LazyLock};

/// The committed `openapi/openapi.json`; null where it is missing.
pub static COMMITTED: LazyLock<Value> = LazyLock::new(|| {
    let text = fs::read_to_string(committed_path()).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or(Value::Null)
});

/// Where the specification is committed.
pub fn committed_path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../openapi/openapi.json")
}

/// Every operation: method in upper case, path template, description.
pub fn operations(specification: &Value) -> Vec<(String, String, &Value)> {
    let paths = specification["paths"].as_object().into_iter().flatten();
    paths
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().into_iter().flatten();
            methods.map(move |(method, operation)| (method.to_uppercase(), path.clone(), operation))
        })
        .collect()
}

/// Whether a path, without its query, is an instance of a template.
pub fn is_instance(path: &str, template: &str) -> bool {
    let (path, template) = (path.split('/'), template.split('/'));
    path.clone().count() == template.clone().count()
        && path.zip(template).all(|(part, name)| name.starts_with('{') || part == name)
}

/// An answer whose status the specification does not name breaks the contract.
pub fn check(method: &str, path: &str, answer: &Answer) {
    if COMMITTED.is_null() {
        return;
    }
    let path = path.split('?').next().unwrap_or_default();
    let mut candidates: Vec<_> = operations(&COMMITTED)
        .into_iter()
        .filter(|(known, template, _)| known == method && is_instance(path, template))
        .collect();
    // `/me` before `/{id}`: the template with fewer variables is the one that was meant.
    candidates.sort_by_key(|(_, template, _)| template.matches('{').count());
    let Some((_, template, operation)) = candidates.first() else { return };
    let status = answer.status.to_string();
    let Some(named) = operation["responses"].get(&status) else {
        panic!("{method} {template} answers {status}, which its specification does not name\n{answer:?}");
    };
    let kind = answer.header("content-type").split(';').next().unwrap_or_default().to_owned();
    let kinds: Vec<&String> =
        named["content"].as_object().into_iter().flatten().map(|(kind, _)| kind).collect();
    let fits = if answer.body.is_empty() { true } else { kinds.iter().any(|known| **known == kind) };
    assert!(
        fits,
        "{method} {template} answers {status} as {kind:?}, its specification says {kinds:?}\n{answer:?}"
    );
}
