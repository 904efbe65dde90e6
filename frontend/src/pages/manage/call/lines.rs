//! Lines of a form that repeat: adding one, taking one out, moving one up.

use crate::components::form::Form;
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

    /// Takes a line out.
    pub fn remove(&self, index: usize) -> Callback<MouseEvent> {
        let of = self.of;
        self.form.edit(move |value: &mut T, _: MouseEvent| {
            let lines = of(value);
            if index < lines.len() {
                lines.remove(index);
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
