//! Lines of a form that repeat: adding one, taking one out, moving one up.

use crate::components::{focus, form::Form};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// A list of lines inside the value of a form.
pub struct Lines<T: Clone + PartialEq + 'static, L> {
    pub form: Form<T>,
    /// Where the lines are.
    pub of: fn(&mut T) -> &mut Vec<L>,
}

impl<T: Clone + PartialEq + 'static, L: 'static> Lines<T, L> {
    /// A callback that changes one field of one line.
    pub fn edit<V: 'static>(&self, index: usize, change: impl Fn(&mut L, V) + 'static) -> Callback<V> {
        let of = self.of;
        self.form.edit(move |value: &mut T, field: V| {
            if let Some(line) = of(value).get_mut(index) {
                change(line, field);
            }
        })
    }

    /// Adds a line at the end.
    pub fn add(&self, blank: impl Fn() -> L + 'static) -> Callback<MouseEvent> {
        let of = self.of;
        self.form.edit(move |value: &mut T, _: MouseEvent| of(value).push(blank()))
    }

    /// Takes a line out, and the focus to the button that takes the next one out.
    pub fn remove(&self, index: usize) -> Callback<MouseEvent> {
        let of = self.of;
        let take_out = self.form.edit(move |value: &mut T, ()| {
            let lines = of(value);
            if index < lines.len() {
                lines.remove(index);
            }
        });
        Callback::from(move |event: MouseEvent| {
            let list = event
                .target_dyn_into::<Element>()
                .and_then(|target| target.closest(".line-list").ok().flatten());
            let group = list.and_then(|list| list.closest("fieldset").ok().flatten());
            take_out.emit(());
            if let Some(group) = group {
                // Once the line is gone from the page.
                Timeout::new(0, move || go_on(&group, index)).forget();
            }
        })
    }

    /// Exchanges a line with the one before.
    pub fn move_up(&self, index: usize) -> Callback<MouseEvent> {
        let of = self.of;
        self.form.edit(move |value: &mut T, _: MouseEvent| {
            let lines = of(value);
            if index > 0 && index < lines.len() {
                lines.swap(index - 1, index);
            }
        })
    }
}

/// To the button that takes out the line now at this place, else to the one that adds a line.
fn go_on(group: &Element, index: usize) {
    if !focus::document().is_some_and(|document| focus::is_lost(&document)) {
        // The buttons stay where they are and the lines move up: the focus is on the next line's already.
        return;
    }
    let last_of = format!(".line-list > li:nth-child({}) button", index + 1);
    let next = group.query_selector_all(&last_of).ok().and_then(|all| all.item(all.length().checked_sub(1)?));
    let add = || {
        let all = group.query_selector_all("button").ok()?;
        let buttons = (0..all.length()).filter_map(|place| all.item(place)?.dyn_into::<Element>().ok());
        let mut outside = buttons.filter(|button| !matches!(button.closest(".line-list"), Ok(Some(_))));
        outside.next()?.dyn_into().ok()
    };
    let button: Option<HtmlElement> = next.and_then(|button| button.dyn_into().ok()).or_else(add);
    if let Some(button) = button {
        let _ = button.focus();
    }
}
