//! Lines of a list: the same one on both sides is found by what names it, else by how much of it is alike.

use super::{Piece, RowComparison, shown, words};
use serde_json::Value;

/// From here on two lines without a common name are one that was rewritten.
const ALIKE: f32 = 0.5;

/// What names a line: a partner, a funder, a band, a phase; an account with its label.
fn identity(item: &Value) -> Option<String> {
    if let Value::String(text) = item {
        return Some(text.clone());
    }
    let text = |name: &str| item.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    if let Some(account) = text("account") {
        return Some(format!(
            "{account} {} {}",
            text("label").unwrap_or_default(),
            text("funder").unwrap_or_default()
        ));
    }
    ["band", "district", "partner", "funder", "name"].into_iter().find_map(text).map(str::to_owned)
}

/// The lines of both sides, those of `after` in their order, each taken-out one where it was.
pub fn rows(
    pointer: &str,
    before: &[Value],
    after: &[Value],
    name: &dyn Fn(&str) -> Option<String>,
) -> Vec<RowComparison> {
    let texts = |items: &[Value]| items.iter().map(|item| shown(pointer, item, name)).collect::<Vec<_>>();
    let (old, new) = (texts(before), texts(after));
    // For each new line, the old one that it is.
    let mut pairs: Vec<Option<usize>> = vec![None; new.len()];
    let mut free: Vec<bool> = vec![true; old.len()];
    let mut pair = |same: &dyn Fn(usize, usize) -> bool| {
        for (at, paired) in pairs.iter_mut().enumerate().filter(|(_, paired)| paired.is_none()) {
            let found = (0..free.len()).find(|was| free[*was] && same(*was, at));
            if let Some(was) = found {
                free[was] = false;
                *paired = Some(was);
            }
        }
    };
    pair(&|was, at| old[was] == new[at]);
    let (old_names, new_names) = (before.iter().map(identity), after.iter().map(identity));
    let (old_names, new_names): (Vec<_>, Vec<_>) = (old_names.collect(), new_names.collect());
    pair(&|was, at| old_names[was].is_some() && old_names[was] == new_names[at]);
    // Their amounts and days make two lines look alike that have nothing in common: their names tell.
    pair(&|was, at| match (&old_names[was], &new_names[at]) {
        (Some(was), Some(is)) => words::alike(was, is) >= ALIKE,
        _ => words::alike(&old[was], &new[at]) >= ALIKE,
    });

    let mut rows = Vec::new();
    let mut next = 0;
    let removed = |was: usize| RowComparison {
        before: vec![Piece { text: old[was].clone(), changed: true }],
        after: Vec::new(),
    };
    for (at, paired) in pairs.iter().enumerate() {
        let reached = paired.unwrap_or(next);
        while next < reached.min(old.len()) {
            if free[next] {
                rows.push(removed(next));
            }
            next += 1;
        }
        rows.push(match paired {
            Some(was) => words::compared(&old[*was], &new[at]),
            None => RowComparison {
                before: Vec::new(),
                after: vec![Piece { text: new[at].clone(), changed: true }],
            },
        });
    }
    rows.extend((next..old.len()).filter(|was| free[*was]).map(removed));
    rows
}
