//! What the chair does: opens and closes the session, moves on, sets place and quorum.

use crate::{
    api::{self, Answer, ApiError},
    components::{
        button::{Button, Look},
        form::{ErrorSummary, NumberField, TextField, use_form},
        notice::{Notice, Tone},
    },
    i18n::session as t,
};
use openapi::{
    Id,
    session::{Session, SessionStatus},
};
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
}

/// See [`Hand`].
#[hook]
pub fn use_chair(call: String, session: Option<Rc<Session>>, onset: Callback<Answer<Session>>) -> Hand {
    let (busy, failed) = (use_state(|| false), use_state(|| None));
    Hand { call, session, busy, failed, onset }
}

impl Hand {
    pub fn is_busy(&self) -> bool {
        *self.busy
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
        let hand = self.clone();
        spawn_local(async move {
            let answer = match api::session::change(&hand.call, &changes, session.version).await {
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

/// The project after the current one, or the first.
fn next(session: &Session) -> Option<&Id> {
    let at =
        session.current.as_ref().and_then(|id| session.agenda.iter().position(|item| item.project.id == *id));
    let at = at.map_or(0, |at| at + 1);
    session.agenda.get(at).map(|item| &item.project.id)
}

/// Properties of [`Chair`].
#[derive(Properties, PartialEq)]
pub struct ChairProps {
    pub session: Rc<Session>,
    pub chair: Hand,
}

/// The chair's buttons.
#[component]
pub fn Chair(props: &ChairProps) -> Html {
    let ChairProps { session, chair } = props;
    let busy = chair.is_busy();
    let open = session.status == SessionStatus::Open;
    html! {
        <section class="session-chair no-print" aria-label={t::LEAD}>
            <div class="button-row">
                if open {
                    if let Some(next) = next(session) {
                        <Button {busy} onclick={chair.click(json!({"current": next.as_str()}))}>{ t::NEXT }</Button>
                    }
                    if session.current.is_some() {
                        <Button look={Look::Secondary} {busy} onclick={chair.click(json!({"current": null}))}>{ t::PAUSE }</Button>
                    }
                    <Button look={Look::Secondary} {busy} onclick={chair.click(json!({"status": "closed"}))}>{ t::CLOSE }</Button>
                } else {
                    <Button {busy} onclick={chair.click(json!({"status": "open"}))}>
                        { if session.status == SessionStatus::Planned { t::OPEN } else { t::REOPEN } }
                    </Button>
                }
                <Button look={Look::Quiet} {busy} onclick={chair.click(json!({"agenda": []}))}>{ t::DISAGREEMENTS_FIRST }</Button>
            </div>
            <details>
                <summary>{ t::SETTINGS }</summary>
                <Settings key={session.version} session={Rc::clone(session)} chair={chair.clone()} />
            </details>
        </section>
    }
}

#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
struct Typed {
    place: String,
    quorum: Option<i64>,
}

#[component]
fn Settings(props: &ChairProps) -> Html {
    let ChairProps { session, chair } = props;
    let form =
        use_form(|| Typed { place: session.place.clone(), quorum: Some(session.quorum_percent.into()) });
    let onsubmit = {
        let (form, chair) = (form.clone(), chair.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Typed { place, quorum } = form.value().clone();
            chair.change(json!({"place": place, "quorum_percent": quorum.unwrap_or(50)}));
        })
    };
    html! {
        <form class="form" novalidate=true {onsubmit}>
            <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
            <TextField at="/place" label={t::PLACE} optional=true errors={form.errors()} value={form.value().place.clone()}
                oninput={form.edit(|typed: &mut Typed, text| typed.place = text)} />
            <NumberField at="/quorum_percent" label={t::QUORUM_PERCENT} hint={t::QUORUM_HINT} errors={form.errors()} onunread={form.on_unread()}
                value={form.value().quorum} onchange={form.edit(|typed: &mut Typed, count| typed.quorum = count)} />
            <Button submit=true look={Look::Secondary} busy={chair.is_busy()}>{ t::SAVE_SETTINGS }</Button>
        </form>
    }
}
