//! Editing something that exists: only what was changed is sent, and somebody else's save in between loses nothing.

use super::{
    button::{Button, Look},
    form::{Form, use_form},
    notice::{Notice, Tone},
};
use crate::{
    api::{Answer, ApiError, ApiResult, merge_patch},
    i18n::saving as t,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::{cell::RefCell, future::Future, rc::Rc};
use yew::prelude::*;

/// What the form was filled from.
#[derive(Clone)]
struct Base<T> {
    value: T,
    etag: Option<String>,
}

/// A form over something that exists; see [`use_edit`].
pub struct Edit<T: Clone + PartialEq + 'static> {
    pub form: Form<T>,
    base: Rc<RefCell<Base<T>>>,
    /// Somebody saved in between, and the changes typed here were carried over.
    carried: UseStateHandle<bool>,
}

impl<T: Clone + PartialEq + 'static> Clone for Edit<T> {
    fn clone(&self) -> Self {
        Self { form: self.form.clone(), base: Rc::clone(&self.base), carried: self.carried.clone() }
    }
}

impl<T> Edit<T>
where
    T: Clone + PartialEq + Serialize + DeserializeOwned + 'static,
{
    /// The version the form was filled from: for [`crate::draft_store::use_draft`].
    pub fn etag(&self) -> Option<String> {
        self.base.borrow().etag.clone()
    }

    /// What was changed, as a JSON Merge Patch.
    pub fn changes(&self) -> Value {
        merge_patch::between(&self.base.borrow().value, self.form.value())
    }

    /// Sends the changes: `write` gets the patch and the version. When somebody saved in between (412), `reread` tells
    /// the current version, the typed changes are carried over to it, and [`Edit::notice`] says so.
    pub fn send<R, Fut, Again>(
        &self,
        write: impl FnOnce(Value, Option<String>) -> Fut,
        reread: impl FnOnce() -> Again + 'static,
        done: impl FnOnce(Answer<R>) + 'static,
    ) where
        R: 'static,
        Fut: Future<Output = ApiResult<R>> + 'static,
        Again: Future<Output = ApiResult<T>> + 'static,
    {
        let request = write(self.changes(), self.etag());
        let this = self.clone();
        let request = async move {
            let answer = request.await;
            if answer.as_ref().is_err_and(ApiError::is_stale)
                && let Ok(current) = reread().await
            {
                this.carry_over(current);
            }
            answer
        };
        let carried = self.carried.clone();
        self.form.send_or(
            request,
            move |answer| {
                carried.set(false);
                done(answer);
            },
            |error| error.is_stale().then_some(AttrValue::Static(t::CARRIED_TEXT)),
        );
    }

    /// The write succeeded: further changes are changes of this.
    pub fn rest_on(&self, value: T, etag: Option<String>) {
        *self.base.borrow_mut() = Base { value: value.clone(), etag };
        self.form.saved(Some(value));
        self.carried.set(false);
    }

    /// The thing was told anew while the form is open, as on a page that is kept up to date: as long as nothing is typed
    /// the form takes it over. What is typed stays, and is saved over the new version where that says the same.
    pub fn follow(&self, value: T, etag: Option<String>) {
        let same = self.base.borrow().value == value;
        if same {
            self.base.borrow_mut().etag = etag;
        } else if !self.form.dirty() {
            self.rest_on(value, etag);
        }
    }

    fn carry_over(&self, current: Answer<T>) {
        let theirs = current.body;
        let before = self.base.replace(Base { value: theirs.clone(), etag: current.etag });
        self.form.saved_as(theirs.clone());
        self.form.change(move |value| {
            if let Some(merged) = merge_patch::carried_over(&before.value, value, &theirs) {
                *value = merged;
            }
        });
        self.carried.set(true);
    }

    /// Says that somebody saved in between; nothing otherwise.
    pub fn notice(&self) -> Html {
        if !*self.carried {
            return Html::default();
        }
        let drop_mine = {
            let this = self.clone();
            Callback::from(move |_: MouseEvent| {
                let saved = this.base.borrow().value.clone();
                this.form.saved(Some(saved));
                this.carried.set(false);
            })
        };
        html! {
            <Notice tone={Tone::Warning} title={t::CARRIED_TITLE}>
                <p><Button look={Look::Secondary} small=true onclick={drop_mine}>{ t::CARRIED_DROP }</Button></p>
            </Notice>
        }
    }
}

/// A form that starts with what was read. Mount the form's component once the thing is there.
#[hook]
pub fn use_edit<T, F>(initial: F, etag: Option<String>) -> Edit<T>
where
    T: Clone + PartialEq + 'static,
    F: Fn() -> T,
{
    let form = use_form(&initial);
    let base = use_mut_ref(|| Base { value: initial(), etag });
    let carried = use_state(|| false);
    Edit { form, base, carried }
}
