//! Something that waits for the person. Pure.

use crate::{
    format::{self, Date},
    i18n::todo as t,
    routes::Route,
};
use yew::AttrValue;

/// The date of something that waits.
#[derive(Debug, Clone, PartialEq)]
pub enum When {
    /// To be done by this day, included.
    Due(Date),
    /// The committee meets on this day.
    Committee(Date),
    /// It can be done from this day on.
    Opens(Date),
    /// It happened on this day.
    Since(Date),
    Never,
}

/// Something that waits for the person, one click from doing it.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What waits: « Brouillon à compléter et à déposer ».
    pub what: AttrValue,
    /// On what: the title of a fiche or a call.
    pub title: AttrValue,
    pub when: When,
    pub to: Route,
    /// A parameter of the address.
    pub query: Option<(&'static str, String)>,
    /// The verb of its button.
    pub verb: &'static str,
}

impl Item {
    pub fn new(
        what: impl Into<AttrValue>,
        title: impl Into<AttrValue>,
        when: When,
        to: Route,
        verb: &'static str,
    ) -> Self {
        Self { what: what.into(), title: title.into(), when, to, query: None, verb }
    }

    /// Distinguishes it in the list.
    pub fn key(&self) -> String {
        format!("{:?} {} {}", self.to, self.what, self.title)
    }

    /// Its date in words.
    pub fn when(&self, today: Date) -> Option<String> {
        match self.when {
            When::Due(day) => Some(t::due(day, today)),
            When::Committee(day) => Some(t::committee(day, today)),
            When::Opens(day) => Some(t::opens(day, today)),
            When::Since(day) => Some(t::published(&format::date(day))),
            When::Never => None,
        }
    }

    /// What is due comes first, by its day; then what has no day; news last, the latest first.
    fn rank(&self) -> (u8, i64) {
        let days = |day: Date| day.signed_duration_since(Date::MIN).num_days();
        match self.when {
            When::Due(day) | When::Committee(day) => (0, days(day)),
            When::Opens(day) => (1, days(day)),
            When::Never => (1, 0),
            When::Since(day) => (2, -days(day)),
        }
    }
}

/// The most pressing first.
pub fn in_order(mut items: Vec<Item>) -> Vec<Item> {
    items.sort_by_key(Item::rank);
    items
}

/// The first `most` of many, and how many are left out.
pub fn first<T>(all: &[T], most: usize) -> (&[T], usize) {
    let shown = all.get(..most).unwrap_or(all);
    (shown, all.len() - shown.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: u32) -> Date {
        Date::from_ymd_opt(2026, 5, day).unwrap_or_default()
    }

    fn item(title: &'static str, when: When) -> Item {
        Item::new("", title, when, Route::Todo, "")
    }

    #[test]
    fn the_most_pressing_comes_first_and_news_last() {
        let items = in_order(vec![
            item("old news", When::Since(on(1))),
            item("news", When::Since(on(3))),
            item("undated", When::Never),
            item("later", When::Committee(on(20))),
            item("soon", When::Due(on(10))),
        ]);
        let titles: Vec<&str> = items.iter().map(|item| item.title.as_str()).collect();
        assert_eq!(titles, ["soon", "later", "undated", "news", "old news"]);
    }

    #[test]
    fn a_long_list_says_how_much_it_leaves_out() {
        assert_eq!(first(&[1, 2, 3], 2), (&[1, 2][..], 1));
        assert_eq!(first(&[1], 2), (&[1][..], 0));
    }
}
