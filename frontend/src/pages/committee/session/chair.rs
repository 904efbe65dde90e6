//! What the chair does: opens and closes the session, moves on, sets place and quorum.

use super::order;
use crate::{
    api::{self, Answer, ApiError, ApiResult},
    components::{
        button::{Button, Look},
        dialog::Confirm,
        edit::use_edit,
        form::{ErrorSummary, NumberField, TextField},
        notice::{Notice, Tone},
    },
    i18n::session as t,
};
use openapi::{
    FieldError, Id,
    session::{Session, SessionStatus},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::rc::Rc;
use yew::{platform::spawn_local, prelude::*};

/// The chair's hand on the session.
#[derive(Clone, PartialEq)]
pub struct Hand {
    call: String,
    session: Option<Rc<Session>>,
    busy: UseStateHandle<bool>,
    failed: UseStateHandle<Option<ApiError>>,
    onset: Callback<Answer<Session>>,
    /// The project that was shown last: the session does not tell it during a pause, nor to who is recused from it.
    last: UseStateHandle<Option<Id>>,
    /// How often this window has put something else on the table.
    turns: UseStateHandle<u32>,
}

/// See [`Hand`].
#[hook]
pub fn use_chair(call: String, session: Option<Rc<Session>>, onset: Callback<Answer<Session>>) -> Hand {
    let (busy, failed, last) = (use_state(|| false), use_state(|| None), use_state(|| None));
    {
        let last = last.clone();
        use_effect_with(session.as_ref().and_then(|session| session.current.clone()), move |current| {
            if current.is_some() {
                last.set(current.clone());
            }
        });
    }
    let turns = use_state(|| 0);
    Hand { call, session, busy, failed, onset, last, turns }
}

impl Hand {
    pub fn is_busy(&self) -> bool {
        *self.busy
    }

    /// Counts what this window has put on the table: each time the focus goes there.
    pub fn turns(&self) -> u32 {
        *self.turns
    }

    /// What was refused last.
    pub fn said(&self) -> Html {
        match &*self.failed {
            Some(error) => html! { <Notice tone={Tone::Error}><p>{ error.message() }</p></Notice> },
            None => Html::default(),
        }
    }

    /// A click that changes the session.
    pub fn click(&self, changes: Value) -> Callback<MouseEvent> {
        let hand = self.clone();
        Callback::from(move |_| hand.change(changes.clone()))
    }

    /// Sends a merge patch over the version that is shown.
    pub fn change(&self, changes: Value) {
        let Some(session) = self.session.clone().filter(|_| !*self.busy) else { return };
        self.busy.set(true);
        if let Some(shown) = changes.get("current").and_then(Value::as_str) {
            self.last.set(
                session.agenda.iter().map(|item| &item.project.id).find(|id| id.as_str() == shown).cloned(),
            );
        }
        let hand = self.clone();
        spawn_local(async move {
            let answer = match api::session::change(&hand.call, &changes, &version(&session)).await {
                // Somebody else of the coordination moved on: from there.
                Err(error) if error.is_stale() => match api::session::read(&hand.call).await {
                    Ok(now) => {
                        hand.onset.emit(now);
                        Err(error)
                    }
                    Err(error) => Err(error),
                },
                answer => answer,
            };
            hand.busy.set(false);
            match answer {
                Ok(answer) => {
                    hand.failed.set(None);
                    hand.onset.emit(answer);
                    if changes.get("current").is_some() {
                        hand.turns.set(hand.turns.wrapping_add(1));
                    }
                }
                Err(error) => hand.failed.set(Some(error)),
            }
        });
    }

    /// Runs something else, and says what was refused.
    pub fn run<T: 'static>(&self, work: impl Future<Output = api::ApiResult<T>> + 'static) {
        if *self.busy {
            return;
        }
        self.busy.set(true);
        let hand = self.clone();
        spawn_local(async move {
            let answer = work.await;
            hand.busy.set(false);
            hand.failed.set(answer.err());
        });
    }
}

/// What a change of the session is sent over.
fn version(session: &Session) -> String {
    format!("\"{}\"", session.version)
}

/// Properties of [`Chair`].
#[derive(Properties, PartialEq)]
pub struct ChairProps {
    pub session: Rc<Session>,
    pub chair: Hand,
}

/// What the chair is asked before it is done.
#[derive(Clone, Copy, PartialEq)]
enum Asking {
    Close,
    /// The order that was made by hand would be lost.
    Reorder,
}

/// The chair's buttons.
#[component]
pub fn Chair(props: &ChairProps) -> Html {
    let ChairProps { session, chair } = props;
    let busy = chair.is_busy();
    let open = session.status == SessionStatus::Open;
    let asking = use_state(|| None::<Asking>);
    let ask = |what: Asking| {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.set(Some(what)))
    };
    let oncancel = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(None))
    };
    let confirmed = |changes: Value| {
        let (asking, chair) = (asking.clone(), chair.clone());
        Callback::from(move |()| {
            asking.set(None);
            chair.change(changes.clone());
        })
    };
    html! {
        <section class="session-chair no-print" aria-label={t::LEAD}>
            <div class="button-row">
                if open {
                    if let Some(next) = order::next(&session.agenda, session.current.as_ref().or(chair.last.as_ref())) {
                        <Button {busy} onclick={chair.click(json!({"current": next.as_str()}))}>{ t::NEXT }</Button>
                    }
                    if session.current.is_some() {
                        <Button look={Look::Secondary} {busy} onclick={chair.click(json!({"current": null}))}>{ t::PAUSE }</Button>
                    }
                    <Button look={Look::Secondary} {busy} onclick={ask(Asking::Close)}>{ t::CLOSE }</Button>
                } else {
                    <Button {busy} onclick={chair.click(json!({"status": "open"}))}>
                        { if session.status == SessionStatus::Planned { t::OPEN } else { t::REOPEN } }
                    </Button>
                }
                <Button look={Look::Quiet} {busy} onclick={ask(Asking::Reorder)}>{ t::DISAGREEMENTS_FIRST }</Button>
            </div>
            { match *asking {
                Some(Asking::Close) => html! {
                    <Confirm title={t::CLOSE_TITLE} action={t::CLOSE_NOW} {busy} onconfirm={confirmed(json!({"status": "closed"}))} {oncancel}>
                        <p>{ t::CLOSE_TEXT }</p>
                    </Confirm>
                },
                Some(Asking::Reorder) => html! {
                    <Confirm title={t::REORDER_TITLE} action={t::REORDER} danger=true {busy} onconfirm={confirmed(json!({"agenda": []}))} {oncancel}>
                        <p>{ t::REORDER_TEXT }</p>
                    </Confirm>
                },
                None => Html::default(),
            } }
            <details>
                <summary>{ t::SETTINGS }</summary>
                <Settings session={Rc::clone(session)} chair={chair.clone()} />
            </details>
        </section>
    }
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Typed {
    place: String,
    #[serde(rename = "quorum_percent")]
    quorum: Option<i64>,
}

impl Typed {
    fn of(session: &Session) -> Self {
        Self { place: session.place.clone(), quorum: Some(session.quorum_percent.into()) }
    }

    /// A quorum that is not typed is no quorum of half.
    fn missing(&self) -> Vec<FieldError> {
        let error = || FieldError {
            pointer: "/quorum_percent".into(),
            code: "required".into(),
            message: t::QUORUM_NEEDED.into(),
        };
        self.quorum.is_none().then(error).into_iter().collect()
    }
}

/// Place and quorum: they follow the session as long as nothing is typed.
#[component]
fn Settings(props: &ChairProps) -> Html {
    let ChairProps { session, chair } = props;
    let edit = use_edit(|| Typed::of(session), Some(version(session)));
    let form = &edit.form;
    {
        let edit = edit.clone();
        use_effect_with((Typed::of(session), version(session)), move |(told, version)| {
            edit.follow(told.clone(), Some(version.clone()));
        });
    }
    let onsubmit = {
        let (edit, call, onset) = (edit.clone(), chair.call.clone(), chair.onset.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !edit.form.accept(edit.form.value().missing()) {
                return;
            }
            let (again, onset, saved) = (call.clone(), onset.clone(), edit.clone());
            let call = call.clone();
            edit.send(
                |changes, etag| async move {
                    api::session::change(&call, &changes, etag.as_deref().unwrap_or_default()).await
                },
                || async move { told(api::session::read(&again).await) },
                move |answer: Answer<Session>| {
                    saved.rest_on(Typed::of(&answer.body), Some(version(&answer.body)));
                    onset.emit(answer);
                },
            );
        })
    };
    html! {
        <form class="form" novalidate=true {onsubmit}>
            <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
            { edit.notice() }
            <TextField at="/place" label={t::PLACE} optional=true errors={form.errors()} value={form.value().place.clone()}
                oninput={form.edit(|typed: &mut Typed, text| typed.place = text)} />
            <NumberField at="/quorum_percent" label={t::QUORUM_PERCENT} hint={t::QUORUM_HINT} errors={form.errors()} onunread={form.on_unread()}
                value={form.value().quorum} onchange={form.edit(|typed: &mut Typed, count| typed.quorum = count)} />
            <Button submit=true look={Look::Secondary} busy={form.busy()}>{ t::SAVE_SETTINGS }</Button>
        </form>
    }
}

fn told(answer: ApiResult<Session>) -> ApiResult<Typed> {
    answer.map(|Answer { body, .. }| Answer { etag: Some(version(&body)), body: Typed::of(&body) })
}
