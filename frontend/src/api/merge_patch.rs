//! JSON Merge Patch (RFC 7396): what a PATCH sends.
//!
//! A form sends only what was changed in it, and `null` for what was emptied: an absent field means « as it was ».

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

/// The patch that turns `old` into `new`; an empty object when they are the same.
pub fn between(old: &impl Serialize, new: &impl Serialize) -> Value {
    // Wire types are plain structs: they always serialize.
    let (old, new) = (serde_json::to_value(old), serde_json::to_value(new));
    match (old.unwrap_or_default(), new.unwrap_or_default()) {
        (Value::Object(old), Value::Object(new)) => Value::Object(difference(&old, &new)),
        (_, new) => new,
    }
}

fn difference(old: &Map<String, Value>, new: &Map<String, Value>) -> Map<String, Value> {
    let removed =
        old.iter().filter(|(name, value)| !value.is_null() && new.get(*name).is_none_or(Value::is_null));
    let removed = removed.map(|(name, _)| (name.clone(), Value::Null));
    let changed = new.iter().filter(|(_, value)| !value.is_null()).filter_map(|(name, value)| {
        let change = match (old.get(name), value) {
            (Some(before), after) if before == after => return None,
            (Some(Value::Object(before)), Value::Object(after)) => Value::Object(difference(before, after)),
            (_, after) => after.clone(),
        };
        Some((name.clone(), change))
    });
    removed.chain(changed).collect()
}

/// What was changed in `mine` since `base`, carried over to `theirs`: somebody else's version, saved in between.
///
/// None when the result is no `T`, which a patch between two `T` cannot bring about for plain structs.
pub fn carried_over<T: Serialize + DeserializeOwned>(base: &T, mine: &T, theirs: &T) -> Option<T> {
    let mut merged = serde_json::to_value(theirs).ok()?;
    apply(&mut merged, between(base, mine));
    serde_json::from_value(merged).ok()
}

fn apply(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(target) = target else { return };
    for (name, change) in patch {
        if change.is_null() {
            target.remove(&name);
        } else {
            apply(target.entry(name).or_insert(Value::Null), change);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use serde_json::json;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Call {
        title: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hour: Option<String>,
        weights: Vec<i32>,
    }

    fn call(title: &str, hour: Option<&str>, weights: &[i32]) -> Call {
        Call { title: title.into(), hour: hour.map(Into::into), weights: weights.into() }
    }

    #[test]
    fn only_what_changed_is_sent_and_what_was_emptied_is_null() {
        let (old, new) = (call("2026", Some("18:00"), &[1, 2]), call("2026", None, &[1, 3]));
        assert_eq!(between(&old, &new), json!({"hour": null, "weights": [1, 3]}));
        assert_eq!(between(&new, &new), json!({}));
    }

    #[test]
    fn an_object_inside_is_patched_field_by_field() {
        let (old, new) = (json!({"a": {"b": 1, "c": 2}}), json!({"a": {"b": 1, "d": 3}}));
        assert_eq!(between(&old, &new), json!({"a": {"c": null, "d": 3}}));
    }

    #[test]
    fn both_changes_stay_when_somebody_saved_in_between() {
        let (base, mine) = (call("2026", Some("18:00"), &[1]), call("2027", None, &[1]));
        let theirs = call("2026", Some("18:00"), &[1, 1]);
        assert_eq!(carried_over(&base, &mine, &theirs), Some(call("2027", None, &[1, 1])));
    }
}
