//! Content that comes from the API: loading, empty, error with a retry, ready.

use super::{
    button::{Button, Look},
    link::{RouteLink, query_string},
    notice::{Notice, Tone},
};
use crate::{
    api::{ApiError, ApiResult},
    i18n::{common, errors, nav},
    routes::Route,
    session::{SessionState, use_session},
};
use openapi::Page;
use std::{cell::Cell, future::Future, rc::Rc};
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::use_location;

/// The shape of what comes, shown while it loads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skeleton {
    Lines(usize),
    Rows(usize),
    Cards(usize),
}

impl Skeleton {
    fn draw(self) -> Html {
        let (class, shape, count) = match self {
            Skeleton::Lines(count) => ("skeleton", "skeleton-line", count),
            Skeleton::Rows(count) => ("skeleton", "skeleton-row", count),
            Skeleton::Cards(count) => ("skeleton skeleton-cards", "skeleton-box", count),
        };
        html! {
            <div role="status">
                <span class="visually-hidden">{ common::LOADING }</span>
                <div {class} aria-hidden="true">
                    { for (0..count).map(|_| html! { <div class={shape}></div> }) }
                </div>
            </div>
        }
    }
}

#[derive(Clone)]
enum State<T> {
    Loading,
    Ready { value: Rc<T>, etag: Option<AttrValue> },
    Failed(ApiError),
}

/// Something read from the API; see [`use_load`].
pub struct Loaded<T> {
    state: UseStateHandle<State<T>>,
    again: UseStateHandle<u32>,
}

impl<T> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        Self { state: self.state.clone(), again: self.again.clone() }
    }
}

impl<T: 'static> Loaded<T> {
    /// The thing, once it is there.
    pub fn value(&self) -> Option<Rc<T>> {
        match &*self.state {
            State::Ready { value, .. } => Some(Rc::clone(value)),
            _ => None,
        }
    }

    /// Its version, to send as If-Match.
    pub fn etag(&self) -> Option<AttrValue> {
        match &*self.state {
            State::Ready { etag, .. } => etag.clone(),
            _ => None,
        }
    }

    /// Why it could not be read.
    pub fn error(&self) -> Option<&ApiError> {
        match &*self.state {
            State::Failed(error) => Some(error),
            _ => None,
        }
    }

    /// Takes the answer of a write instead of reading again.
    pub fn set(&self, answer: crate::api::Answer<T>) {
        self.state.set(State::Ready { value: Rc::new(answer.body), etag: answer.etag.map(AttrValue::from) });
    }

    /// Reads again; what is shown stays until the answer comes.
    pub fn reload(&self) {
        self.again.set(self.again.wrapping_add(1));
    }

    /// A callback that reads again.
    pub fn on_reload(&self) -> Callback<()> {
        let this = self.clone();
        Callback::from(move |()| this.reload())
    }

    /// Shows the skeleton, the error, or the thing.
    pub fn view(&self, skeleton: Skeleton, ready: impl FnOnce(&Rc<T>) -> Html) -> Html {
        match &*self.state {
            State::Loading => skeleton.draw(),
            State::Failed(error) => failure(error, self.on_reload()),
            State::Ready { value, .. } => ready(value),
        }
    }
}

impl<T: 'static> Loaded<Page<T>> {
    /// Like [`Loaded::view`] for a list, with what to show when it is empty: see [`Empty`].
    pub fn view_list(
        &self,
        skeleton: Skeleton,
        empty: Html,
        ready: impl FnOnce(&Rc<Page<T>>) -> Html,
    ) -> Html {
        self.view(skeleton, |page| if page.items.is_empty() { empty } else { ready(page) })
    }
}

/// Reads from the API when the component appears, when `deps` change, and at log-in and log-out.
///
/// ```ignore
/// let call = use_load(props.id.clone(), |id| async move { api::calls::read(&id).await });
/// call.view(Skeleton::Lines(4), |call| html! { <p>{ &call.title }</p> })
/// ```
#[hook]
pub fn use_load<D, T, F, Fut>(deps: D, fetch: F) -> Loaded<T>
where
    D: Clone + PartialEq + 'static,
    T: 'static,
    F: FnOnce(D) -> Fut + 'static,
    Fut: Future<Output = ApiResult<T>> + 'static,
{
    let session = use_session();
    let state = use_state(|| State::Loading);
    let again = use_state(|| 0_u32);
    let shown_for = use_mut_ref(|| None::<(D, u32)>);
    let restoring = *session.state() == SessionState::Restoring;
    {
        let state = state.clone();
        use_effect_with(
            (deps, *again, session.generation(), restoring),
            move |(deps, _, generation, restoring)| {
                let dropped = Rc::new(Cell::new(false));
                // While the session is being restored an answer would be the visitor's: wait.
                if !restoring {
                    let key = (deps.clone(), *generation);
                    if shown_for.borrow().as_ref() != Some(&key) {
                        *shown_for.borrow_mut() = Some(key);
                        state.set(State::Loading);
                    }
                    let answer = fetch(deps.clone());
                    let dropped = Rc::clone(&dropped);
                    spawn_local(async move {
                        let answer = answer.await;
                        // A slow answer must not overwrite that of a later question.
                        if !dropped.get() {
                            state.set(match answer {
                                Ok(answer) => State::Ready {
                                    value: Rc::new(answer.body),
                                    etag: answer.etag.map(AttrValue::from),
                                },
                                Err(error) => State::Failed(error),
                            });
                        }
                    });
                }
                move || dropped.set(true)
            },
        );
    }
    let loaded = Loaded { state, again };
    {
        let loaded = loaded.clone();
        use_effect_with(session.renewals(), move |_| {
            if loaded.error() == Some(&ApiError::SessionExpired) {
                loaded.reload();
            }
        });
    }
    loaded
}

/// What went wrong, with a way on.
pub fn failure(error: &ApiError, retry: Callback<()>) -> Html {
    if error.is_not_found() {
        return html! { <Missing /> };
    }
    html! {
        <Notice tone={Tone::Error} title={errors::LOAD_FAILED}>
            <p>{ error.message() }</p>
            if error.may_pass() {
                <p><Button look={Look::Secondary} small=true onclick={retry.reform(|_: MouseEvent| ())}>{ common::RETRY }</Button></p>
            }
        </Notice>
    }
}

/// What does not exist for this reader, with the ways on; a visitor may have to log in to see it.
#[component]
pub fn Missing() -> Html {
    let session = use_session();
    let location = use_location();
    let wanted =
        location.map(|location| format!("{}{}", location.path(), location.query_str())).unwrap_or_default();
    html! {
        <>
            <p>{ errors::NOT_FOUND_TEXT }</p>
            <p class="row">
                <RouteLink to={Route::Home}>{ common::GO_HOME }</RouteLink>
                <RouteLink to={Route::Search}>{ nav::SEARCH }</RouteLink>
                <RouteLink to={Route::SiteMap}>{ nav::SITE_MAP }</RouteLink>
            </p>
            if session.me().is_none() {
                <p>{ errors::NOT_FOUND_LOG_IN }</p>
                <p>
                    <RouteLink to={Route::LogIn} query={AttrValue::from(query_string([("suite", wanted.as_str())]))} class={Look::Secondary.class()}>
                        { nav::LOG_IN }
                    </RouteLink>
                </p>
            }
        </>
    }
}

/// Properties of [`Empty`].
#[derive(Properties, PartialEq)]
pub struct EmptyProps {
    /// What would be there.
    pub title: AttrValue,
    /// How to get it: a sentence, a link, a button.
    #[prop_or_default]
    pub children: Html,
}

/// An empty list says what would be there and how to get it.
#[component]
pub fn Empty(props: &EmptyProps) -> Html {
    html! {
        <div class="empty">
            <p class="empty-title">{ &props.title }</p>
            { props.children.clone() }
        </div>
    }
}
