//! What the coordinator does about a reviewer of a project, besides assigning: a conflict noted or lifted by hand, a review
//! reopened. Each needs a reason.

use super::candidates::{Candidate, Standing};
use crate::{
    api::{self, Answer, ApiResult},
    components::{
        button::{Button, Look},
        form::{DateField, ErrorSummary, TextArea, use_form},
    },
    format,
    i18n::{committee as t, common},
};
use openapi::{
    Id, Reference,
    call::Call,
    limits,
    review::{Assignment, Conflict, ConflictInput, LiftingInput, ReopeningInput, ReviewStatus},
};
use yew::prelude::*;

/// How long a reopened review stays open where nothing else is said, in days.
const MORE_DAYS: u64 = 3;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Notes a conflict of interest.
    Record,
    /// Lifts one that was noted or declared.
    Lift,
    /// Reopens the review of this assignment, in this call.
    Reopen { call: Id, assignment: Id },
}

impl Act {
    /// The word on its button.
    pub fn label(&self) -> &'static str {
        match self {
            Act::Record => t::RECORD_CONFLICT,
            Act::Lift => t::LIFT_CONFLICT,
            Act::Reopen { .. } => t::REOPEN_REVIEW,
        }
    }

    fn text(&self) -> &'static str {
        match self {
            Act::Record => t::RECORD_TEXT,
            Act::Lift => t::LIFT_TEXT,
            Act::Reopen { .. } => t::REOPEN_TEXT,
        }
    }
}

/// What can be done about a person now.
pub fn open(
    candidate: &Candidate,
    conflicts: &[Conflict],
    call: &Call,
    assignments: &[Assignment],
) -> Vec<Act> {
    let mut own = conflicts.iter().filter(|conflict| conflict.person.id == candidate.id).peekable();
    // One that follows from the project ends with what it comes from.
    let of_conflict = match own.peek() {
        None => Some(Act::Record),
        Some(_) => own.any(|conflict| conflict.source.is_stated()).then_some(Act::Lift),
    };
    let reopening = match &candidate.standing {
        Standing::Assigned { assignment, status } => {
            let closed = assignments.iter().any(|one| one.id == *assignment && one.closed);
            let done = matches!(status, Some(ReviewStatus::Submitted | ReviewStatus::Abstained));
            (closed || done).then(|| Act::Reopen { call: call.id.clone(), assignment: assignment.clone() })
        }
        Standing::Free | Standing::Conflict(_) => None,
    };
    reopening.into_iter().chain(of_conflict).collect()
}

/// An act on a project and a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub act: Act,
    pub project: Id,
    pub person: Id,
    pub name: String,
}

async fn done(asked: Asked, input: ReopeningInput) -> ApiResult<()> {
    let Asked { act, project, person, .. } = asked;
    let ReopeningInput { until, reason } = input;
    let nothing = Answer { body: (), etag: None };
    match act {
        Act::Record => {
            let input = ConflictInput { person: Some(Reference::from(person.as_str())), reason };
            api::reviews::declare_conflict(project.as_str(), &input).await.map(|_| nothing)
        }
        Act::Lift => {
            let input = LiftingInput { reason };
            api::reviews::lift_conflict(project.as_str(), person.as_str(), &input).await
        }
        Act::Reopen { call, assignment } => {
            let input = ReopeningInput { until, reason };
            api::reviews::reopen(call.as_str(), assignment.as_str(), &input).await.map(|_| nothing)
        }
    }
}

/// Properties of [`ActForm`].
#[derive(Properties, PartialEq)]
pub struct ActFormProps {
    pub asked: Asked,
    pub ondone: Callback<()>,
    pub oncancel: Callback<()>,
}

/// The reason, and the day for a review that is reopened.
#[component]
pub fn ActForm(props: &ActFormProps) -> Html {
    let form = use_form(|| {
        let today = format::today();
        let until = today.checked_add_days(chrono::Days::new(MORE_DAYS)).unwrap_or(today);
        ReopeningInput { until, reason: String::new() }
    });
    let onsubmit = {
        let (form, asked, ondone) = (form.clone(), props.asked.clone(), props.ondone.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !form.check() {
                return;
            }
            let (asked, input, ondone) = (asked.clone(), form.value().clone(), ondone.clone());
            form.send(done(asked, input), move |_| ondone.emit(()));
        })
    };
    let act = &props.asked.act;
    html! {
        <form novalidate=true {onsubmit}>
            <h3>{ act.label() }{ "\u{a0}: " }{ &props.asked.name }</h3>
            <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
            <p>{ act.text() }</p>
            if matches!(act, Act::Reopen { .. }) {
                <DateField at="/until" label={t::REOPEN_UNTIL} errors={form.errors()} value={Some(form.value().until)}
                    onchange={form.edit(|input: &mut ReopeningInput, day: Option<format::Date>| if let Some(day) = day { input.until = day })} />
            }
            <TextArea at="/reason" label={t::ACT_REASON} rows=3 max={limits::COMMENT_MAX} errors={form.errors()}
                value={form.value().reason.clone()} oninput={form.edit(|input: &mut ReopeningInput, text| input.reason = text)} />
            <div class="button-row">
                <Button submit=true busy={form.busy()}>{ act.label() }</Button>
                <Button look={Look::Quiet} onclick={props.oncancel.reform(|_: MouseEvent| ())}>{ common::CANCEL }</Button>
            </div>
        </form>
    }
}
