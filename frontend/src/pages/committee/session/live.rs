//! The session as it is now: followed by server-sent events, and picked up again by itself after a break.

use crate::api::{self, Answer, ApiError};
use gloo_timers::future::TimeoutFuture;
use openapi::session::Session;
use std::rc::Rc;
use web_sys::AbortController;
use yew::{platform::spawn_local, prelude::*};

/// How long to wait before coming back, in milliseconds.
const PAUSE: u32 = 2_000;

/// What a page knows of the session.
#[derive(Clone, PartialEq, Default)]
pub struct Live {
    pub session: Option<Rc<Session>>,
    /// The line is up.
    pub connected: bool,
    /// Why there is nothing to follow.
    pub refused: Option<ApiError>,
}

/// What happens to it.
pub enum Event {
    Told(Box<Session>),
    Lost,
    Refused(ApiError),
}

impl Reducible for Live {
    type Action = Event;

    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        let mut next = (*self).clone();
        match event {
            Event::Told(session) => {
                next = Live { session: Some(Rc::new(*session)), connected: true, refused: None }
            }
            Event::Lost => next.connected = false,
            Event::Refused(error) => next = Live { refused: Some(error), ..Live::default() },
        }
        Rc::new(next)
    }
}

/// The live session, and a callback that takes the answer of a write before the stream tells it.
#[hook]
pub fn use_live(call: String) -> (Live, Callback<Answer<Session>>) {
    let live = use_reducer_eq(Live::default);
    {
        let tell = live.dispatcher();
        use_effect_with(call, move |call| {
            let stop = AbortController::new().ok();
            if let Some(signal) = stop.as_ref().map(AbortController::signal) {
                let call = call.clone();
                spawn_local(async move {
                    while !signal.aborted() {
                        let told = tell.clone();
                        let over = api::session::follow(&call, &signal, move |session| {
                            told.dispatch(Event::Told(Box::new(session)));
                        })
                        .await;
                        if signal.aborted() {
                            return;
                        }
                        match over {
                            // The role is gone, or the call: coming back would be refused again.
                            Err(error) if !error.may_pass() || error == ApiError::SessionExpired => {
                                return tell.dispatch(Event::Refused(error));
                            }
                            Err(_) => tell.dispatch(Event::Lost),
                            // The token was over: what is shown is still right, and the next line is here at once.
                            Ok(()) => {}
                        }
                        TimeoutFuture::new(PAUSE).await;
                    }
                });
            }
            move || {
                if let Some(stop) = stop {
                    stop.abort();
                }
            }
        });
    }
    let set = {
        let tell = live.dispatcher();
        Callback::from(move |answer: Answer<Session>| tell.dispatch(Event::Told(Box::new(answer.body))))
    };
    ((*live).clone(), set)
}
