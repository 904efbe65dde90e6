//! Choosing who reviews a project.

use super::{
    candidates::{self, Candidate, Standing},
    reviewer_act::{self, Act, ActForm, Asked},
};
use crate::{
    api::{self, Answer, ApiResult, every::every},
    components::{
        async_content::{Skeleton, use_load},
        badge::{Badge, BadgeTone, review_status},
        button::{Button, Look},
        dialog::{Confirm, Dialog},
        link::RouteLink,
        notice::{Notice, Tone},
    },
    i18n::committee as t,
    routes::Route,
};
use futures_util::future::try_join;
use openapi::{
    ErrorCode, Id, Reference, Role,
    account::User,
    call::Call,
    review::{Assignment, AssignmentInput, Conflict, ProjectRef, ReviewStatus},
};
use std::rc::Rc;
use yew::{platform::spawn_local, prelude::*};

/// Properties of [`AssignDialog`].
#[derive(Properties, PartialEq)]
pub struct AssignDialogProps {
    pub call: Rc<Call>,
    pub project: ProjectRef,
    /// All of the call: they tell each person's load.
    pub assignments: Vec<Assignment>,
    /// An assignment was given or taken back: read them again.
    pub onchange: Callback<()>,
    pub onclose: Callback<()>,
}

/// People with the role to review.
async fn reviewers(programme: String) -> ApiResult<Vec<User>> {
    let with = |role: Role| {
        let programme = programme.clone();
        every(move |cursor| {
            api::account::users()
                .query("role", role.as_str())
                .query("programme", &programme)
                .query("limit", 100)
                .query_some("cursor", cursor)
                .send::<openapi::Page<User>>()
        })
    };
    let (reviewers, carriers) = try_join(with(Role::Reviewer), with(Role::Carrier)).await?;
    let mut users = reviewers.body.items;
    users.extend(carriers.body.items);
    Ok(Answer { body: users, etag: None })
}

async fn people(programme: String, project: Id) -> ApiResult<(Vec<User>, Vec<Conflict>)> {
    let (users, conflicts) =
        try_join(reviewers(programme), api::reviews::conflicts(project.as_str())).await?;
    Ok(Answer { body: (users.body, conflicts.body.items), etag: None })
}

/// The list of people, each with what stands in the way or a button.
#[component]
pub fn AssignDialog(props: &AssignDialogProps) -> Html {
    let asked = (props.call.programme.to_string(), props.project.id.clone());
    let loaded = use_load(asked, |(programme, project)| people(programme, project));
    let busy = use_state(|| None::<Id>);
    let refused = use_state(|| None::<String>);
    let acting = use_state(|| None::<Asked>);
    // A draft that was begun goes with its assignment: asked before.
    let losing = use_state(|| None::<Candidate>);
    let act = {
        let (call, project) = (props.call.id.to_string(), props.project.id.clone());
        let (busy, refused, losing) = (busy.clone(), refused.clone(), losing.clone());
        let (onchange, reread) = (props.onchange.clone(), loaded.on_reload());
        Callback::from(move |candidate: Candidate| {
            if busy.is_some() {
                return;
            }
            losing.set(None);
            busy.set(Some(candidate.id.clone()));
            let (call, project) = (call.clone(), project.clone());
            let (busy, refused) = (busy.clone(), refused.clone());
            let (onchange, reread) = (onchange.clone(), reread.clone());
            spawn_local(async move {
                let why = change(&call, &project, &candidate).await;
                busy.set(None);
                if why.is_some() {
                    reread.emit(());
                }
                refused.set(why);
                onchange.emit(());
            });
        })
    };
    let press = |candidate: &Candidate| {
        let (act, losing, candidate) = (act.clone(), losing.clone(), candidate.clone());
        Callback::from(move |_: MouseEvent| {
            if candidate.has_draft() {
                losing.set(Some(candidate.clone()));
            } else {
                act.emit(candidate.clone());
            }
        })
    };
    let is_recused = |candidate: &Candidate| {
        let own = |one: &&Assignment| one.reviewer.id == candidate.id && one.project.id == props.project.id;
        props.assignments.iter().find(own).is_some_and(|one| one.recused)
    };
    let keep = {
        let losing = losing.clone();
        Callback::from(move |()| losing.set(None))
    };
    let onacted = {
        let (acting, reread, onchange) = (acting.clone(), loaded.on_reload(), props.onchange.clone());
        Callback::from(move |()| {
            acting.set(None);
            reread.emit(());
            onchange.emit(());
        })
    };
    let leave = {
        let acting = acting.clone();
        Callback::from(move |()| acting.set(None))
    };
    // What else can be done about a person here.
    let more = |candidate: &Candidate, conflicts: &[Conflict]| -> Html {
        let acts = reviewer_act::open(candidate, conflicts, &props.call, &props.assignments);
        let button = |act: Act| {
            let (label, acting) = (act.label(), acting.clone());
            let (project, person) = (props.project.id.clone(), candidate.id.clone());
            let asked = Asked { act, project, person, name: candidate.name.clone() };
            let onclick = Callback::from(move |_: MouseEvent| acting.set(Some(asked.clone())));
            html! {
                <Button look={Look::Quiet} small=true {onclick}>
                    { label }<span class="visually-hidden">{ "\u{a0}: " }{ &candidate.name }</span>
                </Button>
            }
        };
        acts.into_iter().map(button).collect()
    };
    html! {
        <Dialog title={t::ASSIGN_TITLE} onclose={props.onclose.clone()}>
            <p><span class="strong">{ &props.project.title }</span>{ " · " }{ &props.project.partner.name }</p>
            if let Some(why) = &*refused {
                <Notice tone={Tone::Error}><p>{ why.clone() }</p></Notice>
            }
            if let Some(asked) = &*acting {
                <ActForm asked={asked.clone()} ondone={onacted} oncancel={leave} />
            } else {
            { loaded.view(Skeleton::Rows(4), |people| {
                let (users, conflicts) = &**people;
                let found = candidates::candidates(users, conflicts, &props.assignments, &props.project.id);
                if found.is_empty() {
                    return html! {
                        <p>{ t::NO_CANDIDATE }{ " " }<RouteLink to={Route::ManagePeople}>{ t::INVITE_REVIEWERS }</RouteLink></p>
                    };
                }
                html! {
                    <ul class="choice-list" aria-label={t::CANDIDATES}>
                        { for found.iter().map(|candidate| line(candidate, is_recused(candidate), &press(candidate), busy.as_ref() == Some(&candidate.id), more(candidate, conflicts))) }
                    </ul>
                }
            }) }
            }
            if let Some(candidate) = (*losing).clone() {
                <Confirm title={t::LOSE_DRAFT_TITLE} action={t::LOSE_DRAFT} danger=true onconfirm={act.reform(move |()| candidate.clone())} oncancel={keep}>
                    <p>{ t::LOSE_DRAFT_TEXT }</p>
                </Confirm>
            }
            <div class="button-row">
                <Button look={Look::Secondary} onclick={props.onclose.reform(|_: MouseEvent| ())}>{ t::DONE }</Button>
            </div>
        </Dialog>
    }
}

/// Gives or takes back; the sentence to show when that is refused.
async fn change(call: &str, project: &Id, candidate: &Candidate) -> Option<String> {
    if let Standing::Assigned { assignment, .. } = &candidate.standing {
        // An assignment never changes: it has no version to compare.
        return api::reviews::unassign(call, assignment.as_str(), Some("*"))
            .await
            .err()
            .map(|error| error.message());
    }
    let input = AssignmentInput {
        project: Reference::from(project.as_str()),
        reviewer: Reference::from(candidate.id.as_str()),
    };
    let error = api::reviews::assign(call, &input).await.err()?;
    if error.code() != Some(ErrorCode::ConflictOfInterest) {
        return Some(error.message());
    }
    // The conflict came up after this list was read: name it.
    let conflicts = api::reviews::conflicts(project.as_str()).await.ok().map(|answer| answer.body.items);
    let why = conflicts
        .iter()
        .flatten()
        .find(|conflict| conflict.person.id == candidate.id)
        .map_or_else(|| t::IN_CONFLICT.to_owned(), candidates::reason);
    Some(t::cannot_review(&candidate.name, &why))
}

fn line(
    candidate: &Candidate,
    recused: bool,
    onclick: &Callback<MouseEvent>,
    busy: bool,
    more: Html,
) -> Html {
    let of = html! { <span class="visually-hidden">{ "\u{a0}: " }{ &candidate.name }</span> };
    let load = t::load(i64::try_from(candidate.load).unwrap_or(i64::MAX));
    let (note, action) = match &candidate.standing {
        Standing::Assigned { status, .. } => {
            let state = match status {
                Some(status) => review_status(*status),
                None => html! { <Badge tone={BadgeTone::Active} label={t::ASSIGNED} /> },
            };
            let done = matches!(status, Some(ReviewStatus::Submitted | ReviewStatus::Abstained)) && !recused;
            let state =
                html! { <>{ state }if recused { <Badge tone={BadgeTone::Bad} label={t::TO_REPLACE} /> }</> };
            let undo = html! {
                if !done {
                    <Button look={Look::Quiet} small=true {busy} onclick={onclick.clone()}>{ t::ASSIGN_UNDO }{ of }</Button>
                }
            };
            (load, html! { <>{ state }{ undo }</> })
        }
        Standing::Free => {
            let note =
                if candidate.same_institution { format!("{load} · {}", t::SAME_INSTITUTION) } else { load };
            let give = html! {
                <Button look={Look::Secondary} small=true {busy} onclick={onclick.clone()}>{ t::ASSIGN_DO }{ of }</Button>
            };
            (note, give)
        }
        Standing::Conflict(why) => {
            (why.clone(), html! { <Badge tone={BadgeTone::Bad} label={t::IN_CONFLICT} /> })
        }
    };
    html! {
        <li key={candidate.id.to_string()}>
            <span>
                <span class="strong">{ &candidate.name }</span>
                if let Some(institution) = &candidate.institution { { " · " }{ institution } }
                <span class="row-comment">{ note }</span>
            </span>
            <span class="row">{ action }{ more }</span>
        </li>
    }
}
