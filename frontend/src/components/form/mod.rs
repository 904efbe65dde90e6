//! Forms: [`use_form`] holds the values and errors; fields show them; [`ErrorSummary`] links to them.
//!
//! Every field takes `at`, the JSON Pointer of its value in the request body (`/budget/charges/0/amount`): its id, its
//! error and the summary's link follow from it. Server and shared validation use the same pointers.

mod cell;
mod choice;
mod file;
mod grid;
mod number;
mod shell;
mod summary;
mod text;
mod use_form;

pub use cell::{Holds, NumberCell, Place, TextCell};
pub use choice::{Checkbox, Checkboxes, Choice, Radios, Select};
pub use file::FileField;
pub use grid::{Block, Grid};
pub use number::{DateField, DecimalField, MoneyField, NumberField};
pub use shell::Group;
pub use summary::{DraftNotice, ErrorSummary};
pub use text::{PasswordField, TextArea, TextField};
pub use use_form::{Errors, Form, Unread, use_form};

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, InputEvent};

/// The id of the field at a pointer: `/budget/charges/0/amount` is `budget-charges-0-amount`.
pub fn field_id(at: &str) -> String {
    at.trim_start_matches('/').replace('/', "-")
}

/// What an `input` or `textarea` holds after an input event.
pub fn input_text(event: &InputEvent) -> String {
    text_of(event)
}

/// What an `input`, `textarea` or `select` holds after a change event.
pub fn changed_text(event: &Event) -> String {
    text_of(event)
}

fn text_of(event: &Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        input.value()
    } else if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        area.value()
    } else if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        select.value()
    } else {
        String::new()
    }
}

/// Whether a checkbox is checked after a change event.
fn is_checked(event: &Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        .is_some_and(|input| input.checked())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_field_follows_from_its_pointer() {
        assert_eq!(field_id("/email"), "email");
        assert_eq!(field_id("/budget/charges/0/amount"), "budget-charges-0-amount");
    }
}
