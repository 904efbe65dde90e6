//! Keyset pagination: a cursor holds the sort values of the last item, so that rows added or removed
//! before it neither repeat nor hide another.

use super::{fail::Fail, text};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use openapi::{Page, limits, page::PageQuery, rule::Rule};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A value that a list is sorted by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Key {
    Null,
    Number(i64),
    Text(String),
}

/// One field of `?sort=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort<F> {
    pub field: F,
    pub descending: bool,
}

/// What a list query asks for, checked.
#[derive(Debug, Clone)]
pub struct Window<F> {
    pub limit: usize,
    pub sort: Vec<Sort<F>>,
    /// Sort values of the last item seen, and its id.
    pub after: Option<(Vec<Key>, String)>,
    /// Words to find; empty: no search.
    pub needles: Vec<String>,
    fingerprint: String,
}

#[derive(Serialize, Deserialize)]
struct Cursor {
    s: String,
    k: Vec<Key>,
    i: String,
}

impl<F: Copy> Window<F> {
    /// Reads limit, sort, cursor and search; `parse` knows the fields this list sorts by, `default` is its usual order.
    pub fn parse(
        query: &PageQuery,
        parse: impl Fn(&str) -> Option<F>,
        default: &[Sort<F>],
    ) -> Result<Self, Fail> {
        let limit = query.limit.unwrap_or(limits::PAGE_DEFAULT);
        if !(1..=limits::PAGE_MAX).contains(&limit) {
            return Err(Fail::field("/limit", Rule::OutOfRange { min: 1, max: limits::PAGE_MAX.into() }));
        }
        let text = query.q.as_deref().unwrap_or_default();
        if text.chars().count() > limits::QUERY_MAX {
            return Err(Fail::field("/q", Rule::TooLong { max: limits::QUERY_MAX }));
        }
        let asked = query.sort.as_deref().filter(|sort| !sort.is_empty());
        let sort = match asked {
            None => default.to_vec(),
            Some(fields) => fields
                .split(',')
                .map(|field| {
                    let name = field.strip_prefix('-').unwrap_or(field);
                    parse(name)
                        .map(|parsed| Sort { field: parsed, descending: name.len() < field.len() })
                        .ok_or_else(|| Fail::field("/sort", Rule::UnknownSort))
                })
                .collect::<Result<_, _>>()?,
        };
        let fingerprint = asked.unwrap_or_default().to_owned();
        let after = match query.cursor.as_deref().filter(|cursor| !cursor.is_empty()) {
            None => None,
            Some(text) => Some(
                decode(text)
                    .filter(|cursor| cursor.s == fingerprint && cursor.k.len() == sort.len())
                    .map(|cursor| (cursor.k, cursor.i))
                    .ok_or_else(|| Fail::field("/cursor", Rule::InvalidCursor))?,
            ),
        };
        Ok(Self { limit: limit as usize, sort, after, needles: text::needles(text), fingerprint })
    }

    /// Whether the search text is in these words of an item; without one, in any.
    pub fn finds(&self, words: &[&str]) -> bool {
        self.needles.is_empty() || text::matches(&text::index(words), &self.needles)
    }

    /// The cursor of the page that follows `keys` and `id`.
    pub fn cursor(&self, keys: Vec<Key>, id: &str) -> String {
        let cursor = Cursor { s: self.fingerprint.clone(), k: keys, i: id.to_owned() };
        BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(&cursor).unwrap_or_default())
    }

    /// Whether ids, which break ties, descend too: they follow the last sort field.
    pub fn ids_descend(&self) -> bool {
        self.sort.last().is_some_and(|sort| sort.descending)
    }

    fn order(&self, a: (&[Key], &str), b: (&[Key], &str)) -> Ordering {
        let directed =
            |ordering: Ordering, descending: bool| if descending { ordering.reverse() } else { ordering };
        self.sort
            .iter()
            .enumerate()
            .map(|(index, sort)| directed(a.0[index].cmp(&b.0[index]), sort.descending))
            .find(|ordering| ordering.is_ne())
            .unwrap_or_else(|| directed(a.1.cmp(b.1), self.ids_descend()))
    }

    /// All of a list that is in memory, in the order asked for.
    pub fn sorted<T>(&self, items: Vec<T>, key: impl Fn(&T, F) -> Key, id: impl Fn(&T) -> &str) -> Vec<T> {
        self.keyed(items, key, id).into_iter().map(|(_, item)| item).collect()
    }

    fn keyed<T>(
        &self,
        items: Vec<T>,
        key: impl Fn(&T, F) -> Key,
        id: impl Fn(&T) -> &str,
    ) -> Vec<(Vec<Key>, T)> {
        let keys = |item: &T| self.sort.iter().map(|sort| key(item, sort.field)).collect();
        let mut keyed: Vec<(Vec<Key>, T)> = items.into_iter().map(|item| (keys(&item), item)).collect();
        keyed.sort_by(|a, b| self.order((&a.0, id(&a.1)), (&b.0, id(&b.1))));
        keyed
    }

    /// A page of a list that is in memory: `items` are all that match, `keys` their sort values and ids.
    pub fn page<T, W>(
        &self,
        items: Vec<T>,
        key: impl Fn(&T, F) -> Key,
        id: impl Fn(&T) -> &str,
        wire: impl Fn(T) -> W,
    ) -> Page<W> {
        let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let mut keyed = self.keyed(items, key, &id);
        if let Some((keys, last)) = &self.after {
            keyed.retain(|(own, item)| self.order((own, id(item)), (keys, last)).is_gt());
        }
        let more = keyed.len() > self.limit;
        keyed.truncate(self.limit);
        let next = keyed.last().filter(|_| more).map(|(keys, item)| self.cursor(keys.clone(), id(item)));
        Page { items: keyed.into_iter().map(|(_, item)| wire(item)).collect(), next, total }
    }
}

fn decode(text: &str) -> Option<Cursor> {
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn query(limit: u32, cursor: Option<String>, sort: &str) -> PageQuery {
        PageQuery { limit: Some(limit), cursor, sort: Some(sort.into()), q: None }
    }

    fn window(limit: u32, cursor: Option<String>, sort: &str) -> Result<Window<()>, Fail> {
        Window::parse(&query(limit, cursor, sort), |field| (field == "n").then_some(()), &[])
    }

    #[test]
    fn a_limit_out_of_range_an_unknown_sort_and_a_forged_cursor_are_refused() {
        assert!(window(0, None, "n").is_err());
        assert!(window(101, None, "n").is_err());
        assert!(window(1, None, "colour").is_err());
        assert!(window(1, Some("???".into()), "n").is_err());
        assert!(window(1, Some(String::new()), "n").is_ok());
    }

    proptest! {
        /// While rows come and go between the pages, no row that stays is missed and none comes twice.
        #[test]
        fn a_walk_sees_each_row_that_stays_once(
            start in prop::collection::btree_map("[a-f]{3}", 0i64..5, 0..30),
            changes in prop::collection::vec(("[a-f]{3}", 0i64..5, any::<bool>()), 0..30),
            limit in 1u32..7,
            descending: bool,
        ) {
            let sort = if descending { "-n" } else { "n" };
            let mut rows = start.clone();
            let mut changes = changes.into_iter();
            let (mut seen, mut cursor) = (Vec::new(), None);
            let mut touched = BTreeSet::new();
            loop {
                let window = window(limit, cursor, sort).map_err(|fail| TestCaseError::fail(fail.to_string()))?;
                let all: Vec<_> = rows.clone().into_iter().collect();
                let page = window.page(all, |row, ()| Key::Number(row.1), |row| row.0.as_str(), |row| row.0);
                seen.extend(page.items);
                match page.next {
                    None => break,
                    next => cursor = next,
                }
                if let Some((id, n, add)) = changes.next() {
                    touched.insert(id.clone());
                    if add { rows.insert(id, n); } else { rows.remove(&id); }
                }
            }
            let untouched = |id: &String| !touched.contains(id);
            let expected: BTreeSet<_> = start.keys().filter(|id| untouched(id)).cloned().collect();
            let met: Vec<_> = seen.iter().filter(|id| untouched(id)).cloned().collect();
            prop_assert_eq!(met.len(), met.iter().collect::<BTreeSet<_>>().len());
            prop_assert_eq!(met.into_iter().collect::<BTreeSet<_>>(), expected);
        }
    }
}
