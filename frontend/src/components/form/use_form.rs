//! The state of a form: values, errors, what is under way.

use crate::{
    api::{Answer, ApiError, ApiResult},
    i18n::errors,
};
use garde::Validate;
use openapi::{FieldError, error_code::Language, validation::check};
use std::{collections::BTreeMap, future::Future, rc::Rc};
use yew::{platform::spawn_local, prelude::*};

/// The errors of a form, as its fields look them up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Errors(Rc<Vec<FieldError>>);

impl Errors {
    /// The sentence for the field at this pointer.
    pub fn at(&self, pointer: &str) -> Option<AttrValue> {
        self.0.iter().find(|error| error.pointer == pointer).map(|error| error.message.clone().into())
    }

    /// The first sentence for this pointer or anything under it: for a group shown as one field.
    pub fn under(&self, pointer: &str) -> Option<AttrValue> {
        let below = format!("{pointer}/");
        let found = self.0.iter().find(|error| error.pointer == pointer || error.pointer.starts_with(&below));
        found.map(|error| error.message.clone().into())
    }

    /// All of them, in the order of the form.
    pub fn all(&self) -> &[FieldError] {
        &self.0
    }

    /// The same with pointers as the page has them, where its fields do not stand as the request's members do.
    pub fn moved(&self, place: impl Fn(&str) -> Option<String>) -> Self {
        let moved = self.0.iter().cloned().map(|mut error| {
            error.pointer = place(&error.pointer).unwrap_or(error.pointer);
            error
        });
        Self(Rc::new(moved.collect()))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Vec<FieldError>> for Errors {
    fn from(errors: Vec<FieldError>) -> Self {
        Self(Rc::new(errors))
    }
}

/// A typed text that is not what its field holds, such as letters in an amount: told by the field itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Unread {
    pub pointer: AttrValue,
    /// None once the text can be read.
    pub message: Option<AttrValue>,
}

struct FormState<T> {
    value: Rc<T>,
    saved: Rc<T>,
    errors: Errors,
    /// Why the whole form was refused.
    general: Option<AttrValue>,
    unread: BTreeMap<AttrValue, AttrValue>,
    busy: bool,
    /// Rises with each refusal: the summary takes the focus again.
    refusals: u32,
}

impl<T> FormState<T> {
    /// Nothing is wrong any more and nothing is under way.
    fn clean(&mut self) {
        self.errors = Errors::default();
        self.general = None;
        self.busy = false;
    }
}

enum Action<T> {
    Edit(Box<dyn FnOnce(&mut T)>),
    Unread(Unread),
    Refused {
        errors: Vec<FieldError>,
        general: Option<AttrValue>,
    },
    Busy(bool),
    Saved(Option<T>),
    /// This is what the server has now; what was typed since then is still to be saved.
    Sent(Rc<T>),
}

impl<T: Clone + PartialEq + 'static> Reducible for FormState<T> {
    type Action = Action<T>;

    fn reduce(self: Rc<Self>, action: Action<T>) -> Rc<Self> {
        let mut next = FormState {
            value: Rc::clone(&self.value),
            saved: Rc::clone(&self.saved),
            errors: self.errors.clone(),
            general: self.general.clone(),
            unread: self.unread.clone(),
            busy: self.busy,
            refusals: self.refusals,
        };
        match action {
            Action::Edit(change) => change(Rc::make_mut(&mut next.value)),
            Action::Unread(Unread { pointer, message: Some(message) }) => {
                next.unread.insert(pointer, message);
            }
            Action::Unread(Unread { pointer, message: None }) => {
                next.unread.remove(&pointer);
            }
            Action::Refused { errors, general } => {
                next.errors = Errors(Rc::new(errors));
                next.general = general;
                next.busy = false;
                next.refusals = self.refusals.wrapping_add(1);
            }
            Action::Busy(busy) => next.busy = busy,
            Action::Saved(value) => {
                if let Some(value) = value {
                    next.value = Rc::new(value);
                }
                next.saved = Rc::clone(&next.value);
                next.clean();
            }
            Action::Sent(value) => {
                next.saved = value;
                next.clean();
            }
        }
        Rc::new(next)
    }
}

/// What a form showed at one render.
///
/// A handle of Yew always reads the latest state: two forms compared by their handles are never different, and a
/// component that gets a form would never render again.
struct Shown<T> {
    value: Rc<T>,
    saved: Rc<T>,
    errors: Errors,
    general: Option<AttrValue>,
    unread: usize,
    busy: bool,
    refusals: u32,
}

impl<T> Shown<T> {
    fn of(state: &FormState<T>) -> Self {
        Self {
            value: Rc::clone(&state.value),
            saved: Rc::clone(&state.saved),
            errors: state.errors.clone(),
            general: state.general.clone(),
            unread: state.unread.len(),
            busy: state.busy,
            refusals: state.refusals,
        }
    }
}

impl<T> PartialEq for Shown<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.value, &other.value)
            && Rc::ptr_eq(&self.saved, &other.saved)
            && self.errors == other.errors
            && self.general == other.general
            && self.unread == other.unread
            && self.busy == other.busy
            && self.refusals == other.refusals
    }
}

/// A form over a value, most often an `…Input` of the contract; see [`use_form`].
pub struct Form<T: Clone + PartialEq + 'static> {
    state: UseReducerHandle<FormState<T>>,
    shown: Rc<Shown<T>>,
}

impl<T: Clone + PartialEq + 'static> Clone for Form<T> {
    fn clone(&self) -> Self {
        Self { state: self.state.clone(), shown: Rc::clone(&self.shown) }
    }
}

impl<T: Clone + PartialEq + 'static> PartialEq for Form<T> {
    fn eq(&self, other: &Self) -> bool {
        self.shown == other.shown
    }
}

impl<T: Clone + PartialEq + 'static> Form<T> {
    /// What is typed so far.
    pub fn value(&self) -> &T {
        &self.state.value
    }

    /// A callback for a field: `form.edit(|fiche, text| fiche.title = text)`.
    pub fn edit<V: 'static>(&self, change: impl Fn(&mut T, V) + 'static) -> Callback<V> {
        let dispatcher = self.state.dispatcher();
        let change = Rc::new(change);
        Callback::from(move |value: V| {
            let change = Rc::clone(&change);
            dispatcher.dispatch(Action::Edit(Box::new(move |form| change(form, value))));
        })
    }

    /// Changes the value now: to add or remove a line.
    pub fn change(&self, change: impl FnOnce(&mut T) + 'static) {
        self.state.dispatch(Action::Edit(Box::new(change)));
    }

    /// For `onunread` of amount, number and date fields: what cannot be read blocks the form and shows in its summary.
    pub fn on_unread(&self) -> Callback<Unread> {
        let dispatcher = self.state.dispatcher();
        Callback::from(move |unread| dispatcher.dispatch(Action::Unread(unread)))
    }

    /// The errors, for the fields and the summary.
    pub fn errors(&self) -> Errors {
        self.state.errors.clone()
    }

    /// Why the whole form was refused.
    pub fn general(&self) -> Option<AttrValue> {
        self.state.general.clone()
    }

    /// How many times the form was refused: [`super::ErrorSummary`] takes the focus each time.
    pub fn refusals(&self) -> u32 {
        self.state.refusals
    }

    /// A request is under way.
    pub fn busy(&self) -> bool {
        self.state.busy
    }

    /// Something differs from what was last saved.
    pub fn dirty(&self) -> bool {
        *self.state.value != *self.state.saved || !self.state.unread.is_empty()
    }

    /// The value is saved; `value` replaces it where the server answered with another one.
    pub fn saved(&self, value: Option<T>) {
        self.state.dispatch(Action::Saved(value));
    }

    /// The server has this; what is typed stays typed.
    pub fn saved_as(&self, value: T) {
        self.state.dispatch(Action::Sent(Rc::new(value)));
    }

    /// Shows these errors at their fields and in the summary.
    pub fn refuse(&self, errors: Vec<FieldError>) {
        self.state.dispatch(Action::Refused { errors, general: None });
    }

    /// Shows what the server refused: at the fields it names, else above the form.
    pub fn fail(&self, error: &ApiError) {
        let wrong = error.field_errors().to_vec();
        let general = match error {
            _ if error.is_stale() => Some(AttrValue::Static(errors::STALE)),
            ApiError::Network => Some(format!("{} {}", error.message(), errors::KEPT).into()),
            ApiError::SessionExpired => Some(AttrValue::Static(errors::SESSION_EXPIRED_FORM)),
            _ if wrong.is_empty() => Some(error.message().into()),
            _ => None,
        };
        self.state.dispatch(Action::Refused { errors: wrong, general });
    }

    /// Whether `errors` is empty and every typed text could be read; shows them otherwise.
    pub fn accept(&self, mut errors: Vec<FieldError>) -> bool {
        for (pointer, message) in &self.state.unread {
            errors.retain(|error| error.pointer != **pointer);
            errors.push(FieldError {
                pointer: pointer.to_string(),
                code: "unread".into(),
                message: message.to_string(),
            });
        }
        if errors.is_empty() {
            return true;
        }
        self.refuse(errors);
        false
    }

    /// Sends unless a request is under way; on success calls `done`, on failure shows why and keeps what was typed.
    pub fn send<R: 'static>(
        &self,
        request: impl Future<Output = ApiResult<R>> + 'static,
        done: impl FnOnce(Answer<R>) + 'static,
    ) {
        self.send_or(request, done, |_| None);
    }

    /// Like [`Form::send`]; `explain` hears of a failure and may have a better sentence than the server's.
    pub fn send_or<R: 'static>(
        &self,
        request: impl Future<Output = ApiResult<R>> + 'static,
        done: impl FnOnce(Answer<R>) + 'static,
        explain: impl FnOnce(&ApiError) -> Option<AttrValue> + 'static,
    ) {
        if self.busy() {
            return;
        }
        self.state.dispatch(Action::Busy(true));
        let (form, sent) = (self.clone(), Rc::clone(&self.state.value));
        spawn_local(async move {
            match request.await {
                Ok(answer) => {
                    form.state.dispatch(Action::Sent(sent));
                    done(answer);
                }
                Err(error) => match explain(&error) {
                    Some(general) => form.state.dispatch(Action::Refused {
                        errors: error.field_errors().to_vec(),
                        general: Some(general),
                    }),
                    None => form.fail(&error),
                },
            }
        });
    }
}

impl<T: Clone + PartialEq + Validate<Context = ()> + 'static> Form<T> {
    /// Checks with the contract's own rules, as the server does, and shows what is wrong.
    pub fn check(&self) -> bool {
        let violations = check(self.value());
        self.accept(violations.iter().map(|violation| violation.in_language(Language::French)).collect())
    }
}

/// A form that starts with `initial`. Mount the form's component once the thing it edits is there.
#[hook]
pub fn use_form<T, F>(initial: F) -> Form<T>
where
    T: Clone + PartialEq + 'static,
    F: FnOnce() -> T,
{
    let state = use_reducer(|| {
        let value = Rc::new(initial());
        FormState {
            saved: Rc::clone(&value),
            value,
            errors: Errors::default(),
            general: None,
            unread: BTreeMap::new(),
            busy: false,
            refusals: 0,
        }
    });
    let shown = Rc::new(Shown::of(&state));
    Form { state, shown }
}
