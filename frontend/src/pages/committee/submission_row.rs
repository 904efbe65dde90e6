//! A filed project in the list of its call.

use super::ranking::project_cell;
use crate::{
    components::{
        badge::{Badge, BadgeTone, project_status},
        button::{Button, Look},
        icon::Icon,
        link::RouteLink,
        table::Row,
    },
    format,
    i18n::{committee as t, common, project as p},
    pages::project::dialogs::Act,
    routes::Route,
};
use openapi::{
    ProjectStatus, Transition,
    call::{Call, CallStatus},
    project::ProjectSummary,
    review::{Assignment, ProjectRef, ReviewStatus},
};
use yew::prelude::*;

/// What a coordinator can do from the list.
#[derive(Clone, PartialEq)]
pub struct RowActions {
    pub onact: Callback<(Act, ProjectSummary)>,
    pub onassign: Callback<ProjectRef>,
}

/// The row of a project, with its actions where there are any.
pub fn row(
    project: &ProjectSummary,
    assignments: &[Assignment],
    call: &Call,
    actions: Option<&RowActions>,
) -> Row {
    let mut cells = vec![
        project_cell(&named(project)),
        html! { { objectives(project) } },
        html! { { project.requested.map_or_else(|| common::NOTHING.into(), format::money) } },
        project_status(project.status),
        reviewers(project, assignments, call),
    ];
    if let Some(actions) = actions {
        let counts = |assignment: &&Assignment| assignment.project.id == project.id && !assignment.recused;
        let assigned = assignments.iter().filter(counts).count();
        cells.push(buttons(project, assigned, call, actions));
    }
    Row { key: project.id.to_string(), cells }
}

/// The project as assignments name it.
fn named(project: &ProjectSummary) -> ProjectRef {
    ProjectRef {
        id: project.id.clone(),
        number: project.number.clone(),
        title: project.title.clone(),
        partner: project.partner.clone(),
    }
}

/// « O2, O7 », the main one first.
fn objectives(project: &ProjectSummary) -> String {
    let Some(objectives) = &project.objectives else { return common::NOTHING.into() };
    let codes: Vec<&str> =
        objectives.main.iter().chain(&objectives.others).map(|objective| objective.code.as_str()).collect();
    if codes.is_empty() { common::NOTHING.into() } else { codes.join(", ") }
}

fn reviewers(project: &ProjectSummary, assignments: &[Assignment], call: &Call) -> Html {
    let own: Vec<&Assignment> =
        assignments.iter().filter(|assignment| assignment.project.id == project.id).collect();
    if own.is_empty() {
        let waits = matches!(project.status, ProjectStatus::Admissible | ProjectStatus::UnderReview);
        return html! { <span class="soft">{ if waits { t::NOBODY } else { common::NOTHING } }</span> };
    }
    let (recused, counting): (Vec<_>, Vec<_>) = own.into_iter().partition(|assignment| assignment.recused);
    let done = counting.iter().filter(|assignment| is_done(assignment.review_status)).count();
    let expected = i64::try_from(counting.len()).unwrap_or(i64::MAX).max(call.reviewers_per_project.into());
    html! {
        <div>
            <span>{ t::out_of(i64::try_from(done).unwrap_or(i64::MAX), expected) }</span>
            <ul class="plain-list small">
                { for recused.into_iter().map(|assignment| html! {
                    <li key={assignment.id.to_string()}>{ &assignment.reviewer.name }{ " " }<Badge tone={BadgeTone::Bad} label={t::TO_REPLACE} /></li>
                }) }
                { for counting.into_iter().map(|assignment| {
                    // A filed review has its mark.
                    let filed = assignment.review_status == Some(ReviewStatus::Submitted);
                    let status = assignment.review_status.filter(|_| !filed).map(ReviewStatus::label_fr);
                    html! {
                        <li key={assignment.id.to_string()}>
                            if is_done(assignment.review_status) { { Icon::Check.draw() }<span class="visually-hidden">{ t::REVIEW_DONE }</span> }
                            if let Some(review) = assignment.review.as_ref().filter(|_| is_done(assignment.review_status)) {
                                <RouteLink to={Route::Review { id: review.to_string() }}>{ &assignment.reviewer.name }</RouteLink>
                            } else {
                                { &assignment.reviewer.name }
                            }
                            if let Some(status) = status { <span class="soft nowrap">{ " · " }{ status }</span> }
                        </li>
                    }
                }) }
            </ul>
        </div>
    }
}

/// The review is filed.
pub fn is_done(status: Option<ReviewStatus>) -> bool {
    matches!(status, Some(ReviewStatus::Submitted | ReviewStatus::Abstained))
}

fn buttons(project: &ProjectSummary, assigned: usize, call: &Call, actions: &RowActions) -> Html {
    if call.status == CallStatus::Decided {
        return html! { { common::NOTHING } };
    }
    let open = |transition: Transition| transition.from().contains(&project.status);
    let about = html! { <span class="visually-hidden">{ "\u{a0}: " }{ &project.title }</span> };
    let act = |act: Act, look: Look, label: &'static str| {
        let project = project.clone();
        html! {
            <Button {look} small=true onclick={actions.onact.reform(move |_: MouseEvent| (act, project.clone()))}>{ label }{ about.clone() }</Button>
        }
    };
    let enough = usize::try_from(call.reviewers_per_project).is_ok_and(|wanted| assigned >= wanted);
    let assign_look = if enough { Look::Secondary } else { Look::Primary };
    let assigns = matches!(project.status, ProjectStatus::Admissible | ProjectStatus::UnderReview);
    let reference = named(project);
    html! {
        <div class="row-actions">
            if open(Transition::Admissibility) {
                { act(Act::Admit, Look::Primary, p::ADMIT) }
                { act(Act::Refuse, Look::Secondary, p::REFUSE) }
            }
            if assigns {
                <Button small=true look={assign_look} onclick={actions.onassign.reform(move |_: MouseEvent| reference.clone())}>{ t::ASSIGN }{ about.clone() }</Button>
            }
            if open(Transition::Return) {
                { act(Act::Return, Look::Quiet, p::RETURN) }
            }
            if open(Transition::Reopen) {
                { act(Act::Reopen, Look::Quiet, p::REOPEN) }
            }
        </div>
    }
}
