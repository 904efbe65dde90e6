//! Pages of a list, by cursor: `?curseur=` and `?page=` in the address.

use super::{icon::Icon, link::RouteLink, url_query::use_url_query};
use crate::{format, i18n::common};
use std::{cell::RefCell, collections::HashMap};
use yew::prelude::*;

thread_local! {
    /// The cursor before a cursor, as far as it was walked here: the API only goes forward.
    static BEFORE: RefCell<HashMap<String, String>> = RefCell::new(HashMap::new());
}

/// Properties of [`Pagination`].
#[derive(Properties, PartialEq)]
pub struct PaginationProps {
    /// `next` of the page shown.
    pub next: Option<String>,
    /// How many items are shown.
    pub shown: usize,
    /// How many there are.
    pub total: i64,
    /// What is counted: `projet`, `projets`.
    pub one: AttrValue,
    pub many: AttrValue,
}

/// How many items there are, and links to the previous and next page. Read the cursor with `query.get("curseur")`.
#[component]
pub fn Pagination(props: &PaginationProps) -> Html {
    let query = use_url_query();
    let cursor = query.text("curseur");
    let page: i64 = query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    if let (Some(next), Some(cursor)) = (&props.next, &cursor) {
        BEFORE.with_borrow_mut(|before| before.insert(next.clone(), cursor.clone()));
    }
    let link = |cursor: &str, page: i64| {
        let page = if page > 1 { page.to_string() } else { String::new() };
        AttrValue::from(query.with(&[("curseur", cursor), ("page", &page)]))
    };
    let previous =
        cursor.as_ref().map(|cursor| match BEFORE.with_borrow(|before| before.get(cursor).cloned()) {
            Some(before) => (link(&before, page - 1), common::PREVIOUS),
            None if page <= 2 => (link("", 1), common::PREVIOUS),
            None => (link("", 1), common::FIRST_PAGE),
        });
    let count = format::counted(props.total, &props.one, &props.many);
    let text = if props.next.is_none() && cursor.is_none() { count } else { common::page_of(page, &count) };
    html! {
        <nav class="pagination" aria-label={common::PAGINATION}>
            <p>{ text }</p>
            if previous.is_some() || props.next.is_some() {
                <ul>
                    if let Some((query_text, label)) = previous {
                        <li>
                            <RouteLink to={query.route().clone()} query={query_text} class="button button-secondary button-small">
                                { Icon::ArrowLeft.draw() }{ label }
                            </RouteLink>
                        </li>
                    }
                    if let Some(next) = &props.next {
                        <li>
                            <RouteLink to={query.route().clone()} query={link(next, page + 1)} class="button button-secondary button-small">
                                { common::NEXT }{ Icon::ArrowRight.draw() }
                            </RouteLink>
                        </li>
                    }
                </ul>
            }
        </nav>
    }
}
