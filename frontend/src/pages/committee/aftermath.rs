//! After the committee: letters to let go, reservations to lift, the reserve list.

use super::{
    frame::{Frame, Framed, Tab},
    reserve_list::Reserve,
};
use crate::{
    api::{self, Answer, ApiError, ApiResult},
    components::{
        async_content::{Skeleton, use_load},
        button::{Button, Look},
        dialog::{Confirm, Dialog},
        form::{ErrorSummary, TextArea, use_form},
        link::{RouteLink, query_string},
        notice::{Notice, Tone},
        table::{Column, Row, Table},
    },
    format,
    i18n::{committee as words, common, session as t},
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
    limits,
    minutes::ReserveList,
    reservation::{LiftInput, ProjectReservation, ReservationState},
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
                if coordinates { { letters(standing.held, published, &ask) } }
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
                } }
            </>
        }
    })
}

#[derive(Properties, PartialEq)]
struct LiftProps {
    line: ProjectReservation,
    ondone: Callback<()>,
    onclose: Callback<()>,
}

/// Asks before a reservation is lifted; a refusal keeps the note.
#[component]
fn Lift(props: &LiftProps) -> Html {
    let form = use_form(LiftInput::default);
    let onsubmit = {
        let (form, line, ondone) = (form.clone(), props.line.clone(), props.ondone.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !form.check() {
                return;
            }
            let (line, input, ondone) = (line.clone(), form.value().clone(), ondone.clone());
            let request =
                async move { api::session::lift(line.project.id.as_str(), &line.reservation, &input).await };
            form.send(request, move |_| ondone.emit(()));
        })
    };
    html! {
        <Dialog title={t::LIFT_TITLE} onclose={props.onclose.clone()}>
            <form class="form" novalidate=true {onsubmit}>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                <p class="strong">{ &props.line.reservation.what }</p>
                if let Some(proof) = &props.line.reservation.proof { <p class="typed">{ t::PROOF }{ "\u{a0}: " }{ proof }</p> }
                <p>{ t::LIFT_TEXT }</p>
                <TextArea at="/note" label={t::LIFT_NOTE} optional=true rows=2 max={limits::COMMENT_MAX} errors={form.errors()}
                    value={form.value().note.clone()} oninput={form.edit(|input: &mut LiftInput, text| input.note = text)} />
                <div class="button-row">
                    <Button submit=true busy={form.busy()}>{ t::LIFT }</Button>
                    <Button look={Look::Quiet} onclick={props.onclose.reform(|_: MouseEvent| ())}>{ common::CANCEL }</Button>
                </div>
            </form>
        </Dialog>
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
                        { life(one) }
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
