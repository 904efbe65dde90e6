//! The committee's session, live: for the chair who leads it, for members who follow it, and for the back of the room.

mod agenda;
mod attendance;
mod chair;
mod current;
mod live;
mod order;

use super::frame::{Frame, Framed, Tab};
use crate::{
    components::{
        async_content::{Empty, Missing},
        badge::{Badge, BadgeTone},
        flash::Flash,
        link::RouteLink,
        money_bar::MoneyBar,
        notice::{Notice, Tone},
    },
    i18n::{common, session as t},
    routes::Route,
};
use agenda::Agenda;
use attendance::Attendance;
use chair::{Chair, use_chair};
use current::Current;
pub use current::decided;
use openapi::{
    call::Call,
    session::{Session, SessionStatus},
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`SessionPage`].
#[derive(Properties, PartialEq)]
pub struct SessionPageProps {
    pub id: String,
}

/// The session of a call's committee.
#[component]
pub fn SessionPage(props: &SessionPageProps) -> Html {
    let view = Callback::from(|framed: Framed| {
        html! { <Room call={framed.call} /> }
    });
    html! { <Frame id={props.id.clone()} tab={Tab::Session} {view} /> }
}

#[derive(Properties, PartialEq)]
struct RoomProps {
    call: Rc<Call>,
}

#[component]
fn Room(props: &RoomProps) -> Html {
    let call = props.call.id.to_string();
    let (live, onset) = live::use_live(call.clone());
    let chair = use_chair(call.clone(), live.session.clone(), onset);
    if let Some(error) = &live.refused {
        return html! { if error.is_not_found() { <Missing /> } else { <Notice tone={Tone::Error}><p>{ error.message() }</p></Notice> } };
    }
    let Some(session) = live.session.clone() else {
        return html! { <p role="status" class="soft">{ common::LOADING }</p> };
    };
    // What is discussed comes first as long as the session is open. The chair's buttons stay between the two, so that the one
    // that opens the session keeps the focus.
    let current =
        html! { <Current session={Rc::clone(&session)} call={call.clone()} turns={chair.turns()} /> };
    let (above, below) = match session.status {
        SessionStatus::Open => (current, envelopes(&session)),
        SessionStatus::Planned | SessionStatus::Closed => (envelopes(&session), current),
    };
    html! {
        <div class="session">
            <Flash />
            <div class="session-head">
                { state(&session) }
                if !session.place.is_empty() { <span>{ &session.place }</span> }
                <span role="status" class="soft">{ if live.connected { t::LIVE } else { t::RECONNECTING } }</span>
            </div>
            { chair.said() }
            { above }
            if session.chair && !session.published { <Chair session={Rc::clone(&session)} chair={chair.clone()} /> }
            { below }
            if session.agenda.is_empty() {
                <Empty title={t::NOTHING}><p>{ t::NOTHING_HINT }</p></Empty>
            } else {
                <Agenda session={Rc::clone(&session)} chair={chair.clone()} />
            }
            <Attendance session={Rc::clone(&session)} {chair} {call} />
            <p class="button-row no-print"><RouteLink to={Route::ManageMinutes { id: props.call.slug.clone() }}>{ t::TO_MINUTES }</RouteLink></p>
        </div>
    }
}

fn envelopes(session: &Session) -> Html {
    html! {
        <section class="envelopes session-envelopes" aria-label={t::ENVELOPES}>
            { for session.envelopes.iter().map(|envelope| html! {
                <MoneyBar key={envelope.funder.id.to_string()} label={envelope.funder.name.clone()} total={envelope.amount} used={envelope.voted} />
            }) }
        </section>
    }
}

fn state(session: &Session) -> Html {
    let tone = match session.status {
        SessionStatus::Planned => BadgeTone::Wait,
        SessionStatus::Open => BadgeTone::Active,
        SessionStatus::Closed => BadgeTone::Good,
    };
    html! { <Badge {tone} label={session.status.label_fr()} /> }
}
