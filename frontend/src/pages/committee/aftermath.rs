//! After the committee: letters to let go, reservations to lift, the reserve list.

use super::{
    frame::{Frame, Framed, Tab},
    reservation_acts::{Extend, Lift},
    reserve_list::Reserve,
};
use crate::{
    api::{self, Answer, ApiError, ApiResult},
    components::{
        async_content::{Skeleton, use_load},
        button::{Button, Look},
        dialog::Confirm,
        link::{RouteLink, query_string},
        notice::{Notice, Tone},
        table::{Column, Row, Table},
    },
    format,
    i18n::{committee as words, session as t},
    pages::{
        committee::ranking::project_cell,
        project::reservations::{life, state},
    },
    routes::Route,
    session::use_session,
};
use futures_util::future::try_join3;
use openapi::{
    Role,
    call::{Call, CallStatus},
    minutes::ReserveList,
    reservation::{ProjectReservation, ReservationState},
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
            call: Some(call.clone()),
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
    /// Another last day.
    Extend(Box<ProjectReservation>),
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
    let said = use_state(|| None::<Result<String, ApiError>>);
    let published = props.call.status == CallStatus::Decided;
    let ask = {
        let asked = asked.clone();
        Callback::from(move |what: Asked| asked.set(Some(what)))
    };
    let oncancel = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(None))
    };
    // Something is done: say so, and read what it changed.
    let onsaid = {
        let (asked, said, loaded) = (asked.clone(), said.clone(), loaded.clone());
        Callback::from(move |text: String| {
            asked.set(None);
            said.set(Some(Ok(text)));
            loaded.reload();
        })
    };
    let onrelease = {
        let (asked, busy, said, onsaid, call) =
            (asked.clone(), busy.clone(), said.clone(), onsaid.clone(), call.clone());
        Callback::from(move |()| {
            if *busy {
                return;
            }
            busy.set(true);
            let (asked, busy, said) = (asked.clone(), busy.clone(), said.clone());
            let (call, onsaid) = (call.clone(), onsaid.clone());
            spawn_local(async move {
                let done = api::session::release_letters(&call).await;
                busy.set(false);
                match done {
                    Ok(answer) => onsaid.emit(t::released(answer.body.released)),
                    Err(error) => {
                        asked.set(None);
                        said.set(Some(Err(error)));
                    }
                }
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
                if coordinates { { letters(standing.held, &props.call, &ask) } }
                { reservations(&standing.reservations, coordinates && published, &ask) }
                <Reserve call={Rc::clone(&props.call)} list={standing.reserve.clone()} {coordinates} onmoved={onsaid.clone()} />
                { match &*asked {
                    None => Html::default(),
                    Some(Asked::Release) => html! {
                        <Confirm title={t::LETTERS_SEND_TITLE} action={t::LETTERS_SEND} busy={*busy} onconfirm={onrelease} {oncancel}><p>{ t::LETTERS_SEND_TEXT }</p></Confirm>
                    },
                    Some(Asked::Lift(line)) => html! {
                        <Lift line={(**line).clone()} ondone={onsaid.reform(|()| t::LIFTED.to_owned())} onclose={oncancel} />
                    },
                    Some(Asked::Extend(line)) => html! {
                        <Extend line={(**line).clone()} ondone={onsaid.reform(|()| t::EXTENDED.to_owned())} onclose={oncancel} />
                    },
                } }
            </>
        }
    })
}

fn letters(held: i64, call: &Call, ask: &Callback<Asked>) -> Html {
    let published = call.status == CallStatus::Decided;
    let query =
        AttrValue::from(query_string([("etat", "held"), ("sorte", "decision"), ("appel", &call.slug)]));
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

fn reservations(lines: &[ProjectReservation], lifts: bool, ask: &Callback<Asked>) -> Html {
    let columns = vec![
        Column::text(words::PROJECT),
        Column::text(words::WHAT),
        Column::text(words::DUE),
        Column::text(t::STATE),
    ];
    let row = |line: &ProjectReservation| {
        let one = &line.reservation;
        let act = |label: &'static str, look: Look, asked: fn(Box<ProjectReservation>) -> Asked| {
            let line = line.clone();
            let onclick = ask.reform(move |_: MouseEvent| asked(Box::new(line.clone())));
            html! {
                <Button {look} small=true {onclick}>{ label }<span class="visually-hidden">{ format!(" {}", one.what) }</span></Button>
            }
        };
        Row {
            key: format!("{}-{}", line.project.id, one.place),
            cells: vec![
                project_cell(&line.project),
                html! {
                    <>
                        { &one.what }
                        <span class="row-comment">{ &one.owner }</span>
                        { life(one) }
                    </>
                },
                html! { { format::date(one.due) } },
                html! {
                    <div class="row-actions">
                        { state(one) }
                        if lifts && one.state != ReservationState::Lifted {
                            { act(t::LIFT, Look::Secondary, Asked::Lift) }
                            { act(t::EXTEND, Look::Quiet, Asked::Extend) }
                        }
                    </div>
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
