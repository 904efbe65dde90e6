//! Assignments for a whole call: proposed, changed by hand, confirmed.

use super::{
    frame::{Frame, Framed, Tab},
    obstacles::obstacles,
    proposal_rows::{self, Change},
};
use crate::{
    api::{self, ApiError},
    components::{
        async_content::Empty,
        button::{Button, Look},
        flash,
        form::{ErrorSummary, NumberField, use_form},
        link::{self, RouteLink},
        notice::Notice,
        table::{Column, Row, Table},
    },
    format,
    i18n::assignment as t,
    routes::Route,
    session::use_session,
};
use openapi::{
    Role,
    assignment::{AssignmentProposal, ProposalInput},
    call::{Call, CallStatus},
    review::AssignmentInput,
};
use std::rc::Rc;
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::use_navigator;

/// Properties of [`Proposal`].
#[derive(Properties, PartialEq)]
pub struct ProposalProps {
    pub id: String,
}

/// Assignments for a whole call.
#[component]
pub fn Proposal(props: &ProposalProps) -> Html {
    let view = Callback::from(|framed: Framed| html! { <ProposalView call={framed.call} /> });
    html! { <Frame id={props.id.clone()} tab={Tab::Submissions} title={t::TITLE} {view} /> }
}

#[derive(Properties, PartialEq)]
struct ProposalViewProps {
    call: Rc<Call>,
}

#[component]
fn ProposalView(props: &ProposalViewProps) -> Html {
    let session = use_session();
    let navigator = use_navigator();
    let usual = u32::try_from(props.call.reviewers_per_project).unwrap_or(3);
    let form = use_form(|| ProposalInput { per_project: Some(usual), lines: None });
    let proposal = use_state(|| None::<AssignmentProposal>);
    let refused = use_state(|| None::<ApiError>);
    let busy = use_state(|| false);
    if !session.has(Role::Coordinator) {
        return html! { <Empty title={t::TITLE}><p>{ t::COORDINATORS_ONLY }</p></Empty> };
    }
    if props.call.status == CallStatus::Decided {
        return html! { <Empty title={t::OVER}><p>{ t::OVER_HINT }</p></Empty> };
    }
    let ask = {
        let (call, proposal, refused, busy) =
            (props.call.id.to_string(), proposal.clone(), refused.clone(), busy.clone());
        let submissions = Route::ManageSubmissions { id: props.call.slug.clone() };
        Callback::from(move |(input, confirm): (ProposalInput, bool)| {
            if *busy {
                return;
            }
            busy.set(true);
            let (call, navigator, submissions) = (call.clone(), navigator.clone(), submissions.clone());
            let (proposal, refused, busy) = (proposal.clone(), refused.clone(), busy.clone());
            spawn_local(async move {
                let answer = api::simulations::propose(&call, &input, confirm).await;
                busy.set(false);
                match answer {
                    Ok(answer) if confirm => {
                        flash::say(t::confirmed(answer.body.added, answer.body.removed));
                        if let Some(navigator) = navigator {
                            link::go(&navigator, &submissions, None);
                        }
                    }
                    Ok(answer) => {
                        refused.set(None);
                        proposal.set(Some(answer.body));
                    }
                    Err(error) => refused.set(Some(error)),
                }
            });
        })
    };
    let onsubmit = {
        let (form, ask) = (form.clone(), ask.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if form.check() {
                ask.emit((form.value().clone(), false));
            }
        })
    };
    let per_project = form.value().per_project;
    let by_hand = {
        let (proposal, ask) = (proposal.clone(), ask.clone());
        Callback::from(move |change: Change| {
            let Some(shown) = &*proposal else { return };
            let lines = proposal_rows::changed(&shown.items, &change);
            ask.emit((ProposalInput { per_project: Some(shown.per_project), lines: Some(lines) }, false));
        })
    };
    let confirm = {
        let (proposal, ask) = (proposal.clone(), ask.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(shown) = &*proposal else { return };
            let lines: Vec<AssignmentInput> = proposal_rows::lines(&shown.items);
            ask.emit((ProposalInput { per_project: Some(shown.per_project), lines: Some(lines) }, true));
        })
    };
    html! {
        <>
            <p class="prose">{ t::LEAD }</p>
            <form class="form" novalidate=true {onsubmit}>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                <NumberField
                    at="/per_project" label={t::PER_PROJECT} errors={form.errors()} value={per_project.map(i64::from)}
                    onchange={form.edit(|input: &mut ProposalInput, value: Option<i64>| {
                        input.per_project = value.map(|value| u32::try_from(value).unwrap_or(0));
                    })}
                />
                <Button look={if proposal.is_some() { Look::Secondary } else { Look::Primary }} submit=true busy={*busy}>
                    { if proposal.is_some() { t::AGAIN } else { t::PROPOSE } }
                </Button>
            </form>
            if let Some(error) = &*refused { { obstacles(error, t::IMPOSSIBLE) } }
            if let Some(shown) = &*proposal { { found(shown, &props.call, &by_hand, &confirm, *busy) } }
        </>
    }
}

fn found(
    shown: &AssignmentProposal,
    call: &Call,
    by_hand: &Callback<Change>,
    confirm: &Callback<MouseEvent>,
    busy: bool,
) -> Html {
    let submissions = html! {
        <RouteLink to={Route::ManageSubmissions { id: call.slug.clone() }}>{ t::SEE_SUBMISSIONS }</RouteLink>
    };
    if shown.items.is_empty() {
        return html! { <Empty title={t::NOTHING}><p>{ t::NOTHING_HINT }{ " " }{ submissions }</p></Empty> };
    }
    html! {
        <>
            <h2 class="section-title">{ t::LINES }</h2>
            <p role="status">{ t::summary(shown.added, shown.kept, shown.removed) }</p>
            if !shown.balanced { <Notice><p>{ t::UNBALANCED }</p></Notice> }
            <div class="wide-names">{ proposal_rows::table(shown, by_hand) }</div>
            <div class="button-row">
                <Button {busy} onclick={confirm.clone()}>{ t::CONFIRM }</Button>
                { submissions }
            </div>
            <h2 class="section-title">{ t::LOADS }</h2>
            { loads(shown) }
        </>
    }
}

fn loads(shown: &AssignmentProposal) -> Html {
    let columns = vec![
        Column::text(t::REVIEWER),
        Column::text(t::INSTITUTION),
        Column::number(t::BEFORE),
        Column::number(t::AFTER),
        Column::number(t::CONFLICTS),
    ];
    let number = |value: u32| html! { { format::number(value.into()) } };
    let rows: Vec<Row> = shown
        .reviewers
        .iter()
        .map(|load| Row {
            key: load.reviewer.id.to_string(),
            cells: vec![
                html! { { &load.reviewer.name } },
                load.institution.as_ref().map(|at| html! { { &at.name } }).unwrap_or_default(),
                number(load.before),
                number(load.after),
                html! { { format::number(i64::try_from(load.conflicts.len()).unwrap_or(i64::MAX)) } },
            ],
        })
        .collect();
    html! { <Table caption={t::LOADS} caption_hidden=true {columns} {rows} /> }
}
