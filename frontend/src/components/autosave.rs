//! Saving by itself: a moment after typing stops, when the page is left, and again after the network was away.
//!
//! The page says how to save one value; this decides when. Keep the text on this device as well ([`crate::draft_store`]):
//! a tab can be closed before the answer comes.

use super::icon::Icon;
use crate::{
    api::ApiError,
    format::{self, Timestamp},
    i18n::saving as t,
};
use futures_util::future::{FutureExt, LocalBoxFuture};
use gloo_timers::{callback::Timeout, future::sleep};
use std::{cell::RefCell, future::Future, rc::Rc, time::Duration};
use yew::{platform::spawn_local, prelude::*};

/// How long typing must pause before it is saved, in milliseconds.
const PAUSE: u32 = 2_000;
/// After how long a save that got no answer is tried again.
const RETRY: Duration = Duration::from_secs(15);
/// How often somebody who waits for a save under way looks again.
const LOOK: Duration = Duration::from_millis(50);

/// Where saving stands.
#[derive(Debug, Clone, PartialEq)]
pub enum SaveState {
    /// Nothing was changed on this page yet.
    Untouched,
    /// Typed and not sent yet.
    Waiting,
    Saving,
    Saved(Timestamp),
    Failed(ApiError),
}

type Save<T> = Rc<dyn Fn(T) -> LocalBoxFuture<'static, Result<(), ApiError>>>;

struct Inner<T> {
    /// What is typed now.
    value: T,
    /// What the server has.
    saved: T,
    sending: bool,
    save: Save<T>,
}

/// Saving of one form; see [`use_autosave`].
pub struct Autosave<T> {
    inner: Rc<RefCell<Inner<T>>>,
    state: UseStateHandle<SaveState>,
}

impl<T> Clone for Autosave<T> {
    fn clone(&self) -> Self {
        Self { inner: Rc::clone(&self.inner), state: self.state.clone() }
    }
}

impl<T: Clone + PartialEq + 'static> Autosave<T> {
    /// Where saving stands.
    pub fn state(&self) -> &SaveState {
        &self.state
    }

    /// Something typed is not on the server yet.
    pub fn dirty(&self) -> bool {
        let inner = self.inner.borrow();
        inner.value != inner.saved
    }

    /// The server has this now, saved by other means; what differs from it is saved next.
    pub fn resume_from(&self, value: T) {
        self.inner.borrow_mut().saved = value;
        self.state.set(SaveState::Saved(chrono::Utc::now()));
        self.save_soon();
    }

    /// Saves what is still to be saved and waits for it, as before filing.
    ///
    /// # Errors
    /// Why it could not be saved; what is typed stays typed.
    pub async fn finish(&self) -> Result<(), ApiError> {
        loop {
            if self.inner.borrow().sending {
                sleep(LOOK).await;
            } else if self.dirty() {
                self.send().await?;
            } else {
                return Ok(());
            }
        }
    }

    /// Sends what is typed now, unless that is under way or done.
    async fn send(&self) -> Result<(), ApiError> {
        let (value, save) = {
            let mut inner = self.inner.borrow_mut();
            if inner.sending || inner.value == inner.saved {
                return Ok(());
            }
            inner.sending = true;
            (inner.value.clone(), Rc::clone(&inner.save))
        };
        self.state.set(SaveState::Saving);
        let result = save(value.clone()).await;
        let mut inner = self.inner.borrow_mut();
        inner.sending = false;
        match &result {
            Ok(()) => {
                inner.saved = value;
                self.state.set(SaveState::Saved(chrono::Utc::now()));
            }
            Err(error) => self.state.set(SaveState::Failed(error.clone())),
        }
        result
    }

    /// Saves in the background; what was typed meanwhile follows, what got no answer is tried again.
    fn save_soon(&self) {
        let this = self.clone();
        spawn_local(async move {
            loop {
                match this.send().await {
                    Ok(()) if this.dirty() && !this.inner.borrow().sending => {
                        sleep(Duration::from_millis(u64::from(PAUSE))).await;
                    }
                    Err(error) if error.may_pass() => sleep(RETRY).await,
                    // Saved, or refused for a reason that another try does not change.
                    _ => break,
                }
            }
        });
    }

    /// The line that says where saving stands.
    pub fn line(&self) -> Html {
        let (text, done) = match self.state() {
            SaveState::Untouched => (t::NOT_YET.to_owned(), false),
            SaveState::Waiting => (t::WAITING.to_owned(), false),
            SaveState::Saving => (t::SAVING.to_owned(), false),
            SaveState::Saved(at) => (t::saved_at(&format::clock(*at)), true),
            SaveState::Failed(error) if error.may_pass() => (t::OFFLINE.to_owned(), false),
            SaveState::Failed(error) => (format!("{}{}", t::REFUSED, error.message()), false),
        };
        // Screen readers hear how it ended, not every pause in typing.
        let ended = matches!(self.state(), SaveState::Saved(_) | SaveState::Failed(_));
        html! {
            <p class="saved-line">
                if done { { Icon::Check.draw() } }
                <span aria-hidden="true">{ &text }</span>
                <span class="visually-hidden" role="status">{ if ended { text.clone() } else { String::new() } }</span>
            </p>
        }
    }
}

/// Saves `value` by itself while `active`: two seconds after the last change, when the page is left or hidden.
///
/// `save` gets the value to save and is the only one to know identifiers and versions. The first value counts as saved.
#[hook]
pub fn use_autosave<T, F, Fut>(value: &T, active: bool, save: F) -> Autosave<T>
where
    T: Clone + PartialEq + 'static,
    F: Fn(T) -> Fut + 'static,
    Fut: Future<Output = Result<(), ApiError>> + 'static,
{
    let save: Save<T> = Rc::new(move |value| save(value).boxed_local());
    let state = use_state(|| SaveState::Untouched);
    let inner = {
        let (value, save) = (value.clone(), Rc::clone(&save));
        use_mut_ref(move || Inner { saved: value.clone(), value, sending: false, save })
    };
    {
        let mut inner = inner.borrow_mut();
        inner.value = value.clone();
        inner.save = save;
    }
    let autosave = Autosave { inner, state };
    {
        let autosave = autosave.clone();
        use_effect_with((value.clone(), active), move |(_, active)| {
            let timer = (*active && autosave.dirty()).then(|| {
                if *autosave.state() != SaveState::Waiting && !autosave.inner.borrow().sending {
                    autosave.state.set(SaveState::Waiting);
                }
                Timeout::new(PAUSE, move || autosave.save_soon())
            });
            move || drop(timer)
        });
    }
    {
        let autosave = autosave.clone();
        use_effect_with(active, move |active| {
            let active = *active;
            let document = web_sys::window().and_then(|window| window.document()).filter(|_| active);
            let hidden = autosave.clone();
            let listener = document.map(|document| {
                gloo_events::EventListener::new(&document, "visibilitychange", move |_| hidden.save_soon())
            });
            move || {
                drop(listener);
                if active && autosave.dirty() {
                    autosave.save_soon();
                }
            }
        });
    }
    autosave
}
