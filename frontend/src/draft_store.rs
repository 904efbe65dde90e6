//! Safe-keeping of typed text on this device: a failed save, an expired session or a reload loses nothing.
//!
//! Kept per person and per form in `localStorage`, so that nobody is offered another person's text on a shared computer.
//! Logging out clears it; a successful save clears the form's own part.

use crate::{format::Timestamp, session::use_session};
use gloo_storage::{LocalStorage, Storage};
use gloo_timers::callback::Timeout;
use openapi::Id;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::rc::Rc;
use yew::prelude::*;

const PREFIX: &str = "alliance.brouillon.";
/// How long typing must pause before the text is kept, in milliseconds.
const PAUSE: f64 = 150.0;
/// The longest that text waits while somebody types without a pause: what a crash of the tab can cost.
const LONGEST: f64 = 400.0;

/// A kept form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept<T> {
    pub value: T,
    /// When it was typed.
    pub at: Timestamp,
    /// The version (ETag) that the form showed: another one now means that somebody saved in between.
    pub base: Option<String>,
}

fn storage_key(person: &Id, form: &str) -> String {
    format!("{PREFIX}{person}.{form}")
}

/// Keeps a form now.
pub fn keep<T: Serialize>(person: &Id, form: &str, value: &T, base: Option<String>) {
    let kept = Kept { value, at: chrono::Utc::now(), base };
    // A full or forbidden storage must not stop anybody from typing.
    let _ = LocalStorage::set(storage_key(person, form), &kept);
}

/// What was kept of a form. A text in a shape of an older version of the app reads as nothing.
pub fn kept<T: DeserializeOwned>(person: &Id, form: &str) -> Option<Kept<T>> {
    LocalStorage::get(storage_key(person, form)).ok()
}

/// Forgets a form: it is saved, or thrown away on purpose.
pub fn clear(person: &Id, form: &str) {
    LocalStorage::delete(storage_key(person, form));
}

/// Whether texts of this person are kept on this device.
pub fn has_any(person: &Id) -> bool {
    !keys(person).is_empty()
}

/// Forgets every form of a person.
pub fn clear_all(person: &Id) {
    for key in keys(person) {
        LocalStorage::delete(key);
    }
}

fn keys(person: &Id) -> Vec<String> {
    let prefix = storage_key(person, "");
    let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    let Some(storage) = storage else { return Vec::new() };
    let length = storage.length().unwrap_or(0);
    (0..length)
        .filter_map(|index| storage.key(index).ok().flatten())
        .filter(|key| key.starts_with(&prefix))
        .collect()
}

/// The safe of one form; see [`use_draft`].
#[derive(Clone, PartialEq)]
pub struct Draft<T: PartialEq> {
    /// What was kept before this page was opened: offer it with [`crate::components::form::DraftNotice`].
    pub found: Option<Rc<Kept<T>>>,
    person: Option<Id>,
    form: AttrValue,
}

impl<T: PartialEq> Draft<T> {
    /// After a successful save, or when the person throws the kept text away.
    pub fn clear(&self) {
        if let Some(person) = &self.person {
            clear(person, &self.form);
        }
    }
}

/// Keeps `value` on this device while `dirty`, a moment after each change, and tells what was kept earlier.
///
/// `form` names the form and the thing, such as `fiche.<id>.besoin`; `base` is the ETag that the form was filled from.
#[hook]
pub fn use_draft<T>(form: AttrValue, value: &T, base: Option<String>, dirty: bool) -> Draft<T>
where
    T: Clone + PartialEq + Serialize + DeserializeOwned + 'static,
{
    let session = use_session();
    let person = session.me().map(|me| me.id.clone());
    let found = {
        let person = person.clone();
        use_memo(form.clone(), move |form| person.and_then(|person| kept::<T>(&person, form)).map(Rc::new))
    };
    let waiting = use_mut_ref(|| None::<f64>);
    {
        let person = person.clone();
        use_effect_with((form.clone(), value.clone(), dirty), move |(form, value, dirty)| {
            let timer = person.filter(|_| *dirty).map(|person| {
                let (form, value) = (form.clone(), value.clone());
                let now = js_sys::Date::now();
                let since = *waiting.borrow_mut().get_or_insert(now);
                // Between nought and the pause: it fits.
                let wait = PAUSE.min(since + LONGEST - now).max(0.0) as u32;
                Timeout::new(wait, move || {
                    *waiting.borrow_mut() = None;
                    keep(&person, &form, &value, base);
                })
            });
            move || drop(timer)
        });
    }
    Draft { found: (*found).clone(), person, form }
}
