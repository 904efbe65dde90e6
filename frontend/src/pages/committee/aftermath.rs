//! After the committee: letters to let go, reservations to lift, the reserve list.

use super::frame::{Frame, Framed, Tab};
use crate::{
    api::{self, Answer, ApiError, ApiResult},
    components::{
        async_content::{Skeleton, use_load},
        badge::{Badge, BadgeTone},
        button::{Button, Look},
        dialog::Confirm,
        form::TextArea,
        link::{RouteLink, query_string},
        notice::{Notice, Tone},
        table::{Column, Row, Table},
    },
    format,
    i18n::{committee as words, session as t},
    pages::committee::ranking::project_cell,
    routes::Route,
    session::use_session,
};
use futures_util::future::try_join3;
use openapi::{
    Money, Reference, Role,
    call::{Call, CallStatus},
    committee::DecidedAmountInput,
    limits,
    minutes::{MoveUpInput, ReserveEntry, ReserveList},
    reservation::{LiftInput, ProjectReservation, Reservation, ReservationState},
};
use std::rc::Rc;
use yew::{platform::spawn_local, prelude::*};

/// Properties of [`Aftermath`].
#[derive(Properties, PartialEq)]
pub struct AftermathProps {
    pub id: String,
}

/// What follows the committee of a call.
#[component]
pub fn Aftermath(props: &AftermathProps) -> Html {
    let view = Callback::from(|framed: Framed| {
        html! { <Sections call={framed.call} /> }
    });
    html! { <Frame id={props.id.clone()} tab={Tab::Aftermath} {view} /> }
}

/// Everything on the page.
struct Standing {
    reservations: Vec<ProjectReservation>,
    reserve: ReserveList,
    /// Letters of decision that are kept back.
    held: i64,
}

async fn standing((call, coordinates): (String, bool)) -> ApiResult<Standing> {
    let held = async {
        if !coordinates {
            return Ok(Answer { body: 0, etag: None });
        }
        let ask = api::emails::Ask {
            state: Some("held".into()),
            kind: Some("decision".into()),
            ..Default::default()
        };
        let page = api::emails::list(&ask).await?;
        Ok(Answer { body: page.body.total, etag: None })
    };
    let (reservations, reserve, held) =
        try_join3(api::session::reservations(&call), api::session::reserve(&call), held).await?;
    let body = Standing { reservations: reservations.body.items, reserve: reserve.body, held: held.body };
    Ok(Answer { body, etag: None })
}

/// What is asked before it is done.
#[derive(Clone, PartialEq)]
enum Asked {
    Release,
    Lift(Box<ProjectReservation>),
    MoveUp(Box<ReserveEntry>),
}

#[derive(Properties, PartialEq)]
struct SectionsProps {
    call: Rc<Call>,
}

#[component]
fn Sections(props: &SectionsProps) -> Html {
    let call = props.call.id.to_string();
    let coordinates = use_session().has(Role::Coordinator);
    let loaded = use_load((call.clone(), coordinates), standing);
    let (asked, busy) = (use_state(|| None::<Asked>), use_state(|| false));
    let (note, said) = (use_state(String::new), use_state(|| None::<Result<String, ApiError>>));
    let published = props.call.status == CallStatus::Decided;
    let ask = {
        let (asked, note) = (asked.clone(), note.clone());
        Callback::from(move |what: Asked| {
            note.set(String::new());
            asked.set(Some(what));
        })
    };
    let oncancel = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(None))
    };
    let onconfirm = {
        let (asked, busy, said, note) = (asked.clone(), busy.clone(), said.clone(), note.clone());
        let (call, loaded) = (call.clone(), loaded.clone());
        Callback::from(move |()| {
            let Some(what) = (*asked).clone().filter(|_| !*busy) else { return };
            busy.set(true);
            let (asked, busy, said) = (asked.clone(), busy.clone(), said.clone());
            let (call, note, loaded) = (call.clone(), (*note).clone(), loaded.clone());
            spawn_local(async move {
                let done = act(&call, &what, note).await;
                busy.set(false);
                asked.set(None);
                said.set(Some(done));
                loaded.reload();
            });
        })
    };
    loaded.view(Skeleton::Rows(6), |standing| {
        html! {
            <>
                { match &*said {
                    Some(Ok(text)) if !text.is_empty() => html! { <Notice tone={Tone::Success}><p>{ text }</p></Notice> },
                    Some(Err(error)) => html! { <Notice tone={Tone::Error}><p>{ error.message() }</p></Notice> },
                    _ => Html::default(),
                } }
                if coordinates { { letters(standing.held, published, &ask) } }
                { reservations(&standing.reservations, coordinates && published, &ask) }
                { reserve(&standing.reserve, &props.call, coordinates, &ask) }
                { match &*asked {
                    None => Html::default(),
                    Some(Asked::Release) => html! {
                        <Confirm title={t::LETTERS_SEND_TITLE} action={t::LETTERS_SEND} busy={*busy} {onconfirm} {oncancel}><p>{ t::LETTERS_SEND_TEXT }</p></Confirm>
                    },
                    Some(Asked::MoveUp(entry)) => html! {
                        <Confirm title={t::MOVE_UP_TITLE} action={t::MOVE_UP} busy={*busy} {onconfirm} {oncancel}>
                            <p class="strong">{ &entry.project.title }</p><p>{ t::MOVE_UP_TEXT }</p>
                        </Confirm>
                    },
                    Some(Asked::Lift(line)) => {
                        let oninput = { let note = note.clone(); Callback::from(move |text| note.set(text)) };
                        html! {
                            <Confirm title={t::LIFT_TITLE} action={t::LIFT} busy={*busy} {onconfirm} {oncancel}>
                                <p class="strong">{ &line.reservation.what }</p>
                                <p>{ t::LIFT_TEXT }</p>
                                <TextArea at="/note" label={t::LIFT_NOTE} optional=true rows=2 max={limits::COMMENT_MAX} value={(*note).clone()} {oninput} />
                            </Confirm>
                        }
                    }
                } }
            </>
        }
    })
}

async fn act(call: &str, what: &Asked, note: String) -> Result<String, ApiError> {
    match what {
        Asked::Release => Ok(t::released(api::session::release_letters(call).await?.body.released)),
        Asked::Lift(line) => {
            let project = line.project.id.as_str();
            api::session::lift(project, &line.reservation, &LiftInput { note }).await?;
            Ok(String::new())
        }
        Asked::MoveUp(entry) => {
            let amounts = entry.requests.iter().map(|request| DecidedAmountInput {
                funder: Reference::from(request.funder.id.as_str()),
                proposed: None,
                voted: request.amount,
            });
            let project = Reference::from(entry.project.id.as_str());
            api::session::move_up(call, &MoveUpInput { project, amounts: amounts.collect() }).await?;
            Ok(String::new())
        }
    }
}

fn letters(held: i64, published: bool, ask: &Callback<Asked>) -> Html {
    let query = AttrValue::from(query_string([("etat", "held"), ("sorte", "decision")]));
    html! {
        <section class="section" aria-labelledby="courriels">
            <h2 id="courriels">{ t::LETTERS }</h2>
            if held > 0 {
                <p>{ t::held(held) }</p>
                <div class="button-row">
                    <Button onclick={ask.reform(|_: MouseEvent| Asked::Release)}>{ t::LETTERS_SEND }</Button>
                    <RouteLink to={Route::ManageEmails} query={Some(query)} class={Look::Secondary.class()}>{ t::LETTERS_READ }</RouteLink>
                </div>
            } else {
                <p class="soft">{ if published { t::LETTERS_DONE } else { t::LETTERS_LATER } }</p>
            }
        </section>
    }
}

/// The badge of a reservation's state.
pub fn state(one: &Reservation) -> Html {
    let tone = match one.state {
        ReservationState::Open => BadgeTone::Wait,
        ReservationState::Proven => BadgeTone::Active,
        ReservationState::Lifted => BadgeTone::Good,
    };
    html! { <Badge {tone} label={one.state.label_fr()} /> }
}

fn reservations(lines: &[ProjectReservation], lifts: bool, ask: &Callback<Asked>) -> Html {
    let columns = vec![
        Column::text(words::PROJECT),
        Column::text(words::WHAT),
        Column::text(words::DUE),
        Column::text(t::STATE),
    ];
    let row = |line: &ProjectReservation| {
        let one = &line.reservation;
        let onclick = {
            let line = line.clone();
            ask.reform(move |_: MouseEvent| Asked::Lift(Box::new(line.clone())))
        };
        Row {
            key: format!("{}-{}", line.project.id, one.place),
            cells: vec![
                project_cell(&line.project),
                html! {
                    <>
                        { &one.what }
                        <span class="row-comment">{ &one.owner }</span>
                        if let Some(proof) = &one.proof { <span class="row-comment">{ t::PROOF }{ "\u{a0}: " }{ proof }</span> }
                    </>
                },
                html! { { format::date(one.due) } },
                html! {
                    <>
                        { state(one) }
                        if lifts && one.state != ReservationState::Lifted {
                            <Button look={Look::Secondary} small=true {onclick}>{ t::LIFT }<span class="visually-hidden">{ format!(" {}", one.what) }</span></Button>
                        }
                    </>
                },
            ],
        }
    };
    html! {
        <section class="section" aria-labelledby="reserves">
            <h2 id="reserves">{ t::RESERVATIONS }</h2>
            if lines.is_empty() {
                <p class="soft">{ t::NO_RESERVATION }</p>
            } else {
                <Table caption={t::RESERVATIONS} caption_hidden=true {columns} rows={lines.iter().map(row).collect::<Vec<_>>()} />
            }
        </section>
    }
}

fn reserve(list: &ReserveList, call: &Call, coordinates: bool, ask: &Callback<Asked>) -> Html {
    let published = call.status == CallStatus::Decided;
    let columns = vec![
        Column::number(t::RANK),
        Column::text(words::PROJECT),
        Column::number(words::REQUESTED),
        Column::text(t::STATE),
    ];
    let row = |entry: &ReserveEntry| {
        let asked: Money = entry.requests.iter().map(|request| request.amount).sum();
        let (tone, label) = match (entry.proposed, entry.fits) {
            (true, _) => (BadgeTone::Good, t::PROPOSED),
            (false, true) => (BadgeTone::Active, t::FITS),
            (false, false) => (BadgeTone::Wait, t::DOES_NOT_FIT),
        };
        let onclick = {
            let entry = entry.clone();
            ask.reform(move |_: MouseEvent| Asked::MoveUp(Box::new(entry.clone())))
        };
        let query = AttrValue::from(query_string([("projet", entry.project.id.as_str())]));
        Row {
            key: entry.project.id.to_string(),
            cells: vec![
                html! { { format::number(entry.rank.into()) } },
                project_cell(&entry.project),
                html! { { format::money(asked) } },
                html! {
                    <>
                        <Badge {tone} {label} />
                        if coordinates && entry.proposed && published {
                            <Button look={Look::Secondary} small=true {onclick}>{ t::MOVE_UP }</Button>
                        } else if coordinates && entry.proposed {
                            <RouteLink to={Route::ManageDecisions { id: call.slug.clone() }} query={Some(query)}>{ t::DECIDE_AGAIN }</RouteLink>
                        }
                    </>
                },
            ],
        }
    };
    html! {
        <section class="section" aria-labelledby="liste-attente">
            <h2 id="liste-attente">{ t::RESERVE }</h2>
            if list.items.is_empty() {
                <p class="soft">{ t::NO_RESERVE }</p>
            } else {
                <Table caption={t::RESERVE} caption_hidden=true {columns} rows={list.items.iter().map(row).collect::<Vec<_>>()} />
            }
        </section>
    }
}
