//! Who is logged in, for the whole app: [`SessionProvider`] and [`use_session`].

pub mod access;
mod expired;

use crate::{
    api::{self, ApiError},
    draft_store,
};
use openapi::{
    Id, Role,
    account::{LoginInput, Me, Membership},
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::platform::spawn_local;
use yew::prelude::*;

/// Whether somebody is logged in.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum SessionState {
    /// At load: asking with the refresh cookie.
    Restoring,
    #[default]
    Anonymous,
    LoggedIn(Rc<Me>),
}

/// What is known of the session.
#[derive(Debug, Clone, Default, PartialEq)]
struct Known {
    state: SessionState,
    /// The session ended by itself: the dialog to log in again is open over the page.
    expired: bool,
    generation: u32,
    renewals: u32,
}

impl Known {
    /// Whether it is this person who is logged in.
    fn is(&self, person: &Me) -> bool {
        matches!(&self.state, SessionState::LoggedIn(me) if me.id == person.id)
    }
}

enum Change {
    LoggedIn(Rc<Me>),
    Updated(Rc<Me>),
    Left,
    Expired,
}

impl Reducible for Known {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let generation = self.generation.wrapping_add(1);
        Rc::new(match change {
            // The same person again: what is on the page stays as it is, with what was typed.
            Change::LoggedIn(me) if self.is(&me) => Known {
                state: SessionState::LoggedIn(me),
                expired: false,
                generation: self.generation,
                renewals: self.renewals.wrapping_add(1),
            },
            Change::LoggedIn(me) => {
                Known { state: SessionState::LoggedIn(me), expired: false, generation, ..(*self).clone() }
            }
            Change::Updated(me) => Known { state: SessionState::LoggedIn(me), ..(*self).clone() },
            Change::Left => {
                Known { state: SessionState::Anonymous, expired: false, generation, ..(*self).clone() }
            }
            // Who was logged in stays on the page with what was typed; at load there is no page to keep.
            Change::Expired if matches!(self.state, SessionState::LoggedIn(_)) => {
                Known { expired: true, ..(*self).clone() }
            }
            Change::Expired => Known { state: SessionState::Anonymous, ..(*self).clone() },
        })
    }
}

/// The session as pages see it.
#[derive(Clone, Default, PartialEq)]
pub struct Session {
    known: Known,
    dispatcher: Option<UseReducerDispatcher<Known>>,
}

impl Session {
    fn change(&self, change: Change) {
        if let Some(dispatcher) = &self.dispatcher {
            dispatcher.dispatch(change);
        }
    }

    /// Anonymous, logged in, or not known yet.
    pub fn state(&self) -> &SessionState {
        &self.known.state
    }

    /// The person, when logged in.
    pub fn me(&self) -> Option<Rc<Me>> {
        match self.state() {
            SessionState::LoggedIn(me) => Some(Rc::clone(me)),
            _ => None,
        }
    }

    /// Rises when another person or nobody is logged in: `use_load` then reads everything again.
    pub fn generation(&self) -> u32 {
        self.known.generation
    }

    /// Rises when the same person logs in again: `use_load` then tries again what had failed.
    pub fn renewals(&self) -> u32 {
        self.known.renewals
    }

    /// All memberships; none when nobody is logged in.
    pub fn memberships(&self) -> &[Membership] {
        match self.state() {
            SessionState::LoggedIn(me) => &me.memberships,
            _ => &[],
        }
    }

    /// Whether the person has this role in some programme.
    pub fn has(&self, role: Role) -> bool {
        self.memberships().iter().any(|membership| membership.role == role)
    }

    /// Whether the person has one of these roles.
    pub fn has_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.has(*role))
    }

    /// Whether the person may write fiches for some organisation.
    pub fn can_write_fiches(&self) -> bool {
        self.memberships().iter().any(may_edit)
    }

    /// Whether the person may write the fiches of this organisation.
    pub fn can_edit_for(&self, partner: &Id) -> bool {
        let of = |membership: &&Membership| membership.partner.as_ref().is_some_and(|own| own.id == *partner);
        self.memberships().iter().filter(of).any(may_edit)
    }

    /// Whether the person has fiches of their own: those of an organisation, or some that they were invited to.
    pub fn has_fiches(&self) -> bool {
        let invited = self.me().is_some_and(|me| !me.collaborations.is_empty());
        invited || self.has(Role::Partner)
    }

    /// Logs in and reads who it is.
    ///
    /// # Errors
    /// What `/auth/login` or `/me` answered.
    pub async fn log_in(&self, email: String, password: String) -> Result<Rc<Me>, ApiError> {
        let answer = api::account::log_in(&LoginInput { email, password, totp: None }).await?;
        access::keep(answer.body);
        self.enter().await
    }

    /// Reads who is logged in, once there is a token.
    ///
    /// # Errors
    /// What `/me` answered.
    pub async fn enter(&self) -> Result<Rc<Me>, ApiError> {
        let me = Rc::new(api::account::me().await?.body);
        self.change(Change::LoggedIn(Rc::clone(&me)));
        Ok(me)
    }

    /// Takes a changed profile into account.
    pub fn update(&self, me: Me) {
        self.change(Change::Updated(Rc::new(me)));
    }

    /// Logs out here and on the server; texts kept on this device for this person go too. `go` leads to a public page, once
    /// the server knows and before the session is forgotten: the guard would otherwise offer to log in again, and what the
    /// public page reads with the old token would be refused.
    pub async fn log_out(&self, go: impl FnOnce()) {
        // An unreachable server must not keep anybody logged in here.
        let _ = api::account::log_out().await;
        if let Some(me) = self.me() {
            draft_store::clear_all(&me.id);
        }
        access::forget();
        go();
        self.leave();
    }

    /// Forgets the session without telling the server: it ended elsewhere.
    pub fn leave(&self) {
        access::forget();
        self.change(Change::Left);
    }
}

fn may_edit(membership: &Membership) -> bool {
    membership.role == Role::Partner && membership.partner_role.is_some_and(openapi::PartnerRole::can_edit)
}

/// The session of the app; a visitor's outside of [`SessionProvider`].
#[hook]
pub fn use_session() -> Session {
    use_context::<Session>().unwrap_or_default()
}

/// Properties of [`SessionProvider`].
#[derive(Properties, PartialEq)]
pub struct SessionProviderProps {
    #[prop_or_default]
    pub children: Html,
}

/// Restores the session at load, gives it to the app, and asks to log in again when it ends by itself.
#[component]
pub fn SessionProvider(props: &SessionProviderProps) -> Html {
    let known = use_reducer(|| Known {
        state: if access::has_session() { SessionState::Restoring } else { SessionState::Anonymous },
        ..Known::default()
    });
    let session = Session { known: (*known).clone(), dispatcher: Some(known.dispatcher()) };

    {
        let session = session.clone();
        use_effect_with((), move |()| {
            {
                let session = session.clone();
                access::on_end(Some(Callback::from(move |()| session.change(Change::Expired))));
            }
            if *session.state() == SessionState::Restoring {
                let session = session.clone();
                spawn_local(async move {
                    // Whatever went wrong, the page shows what is public; a reload tries again.
                    if session.enter().await.is_err() {
                        session.change(Change::Expired);
                    }
                });
            }
            // Logging out in one tab logs out in all.
            let listener = web_sys::window().map(|window| {
                gloo_events::EventListener::new(&window, "storage", move |event| {
                    let key = event.dyn_ref::<web_sys::StorageEvent>().and_then(web_sys::StorageEvent::key);
                    if key.as_deref() == Some(access::HINT) && !access::has_hint() {
                        session.leave();
                    }
                })
            });
            move || {
                access::on_end(None);
                drop(listener);
            }
        });
    }

    let expired = match session.me() {
        Some(me) if known.expired => html! { <expired::ExpiredDialog {me} /> },
        _ => Html::default(),
    };
    html! {
        <ContextProvider<Session> context={session}>
            { props.children.clone() }
            { expired }
        </ContextProvider<Session>>
    }
}
