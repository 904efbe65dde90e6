//! Status badges: the word, a colour that repeats it, a shape where it matters.

use super::icon::Icon;
use openapi::{ProjectStatus, call::CallStatus, review::ReviewStatus};
use yew::prelude::*;

/// The colour of a badge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BadgeTone {
    #[default]
    Plain,
    Active,
    /// It waits for somebody.
    Wait,
    Good,
    Bad,
}

/// Properties of [`Badge`].
#[derive(Properties, PartialEq)]
pub struct BadgeProps {
    #[prop_or_default]
    pub tone: BadgeTone,
    pub label: AttrValue,
}

/// A short state.
#[component]
pub fn Badge(props: &BadgeProps) -> Html {
    let (class, icon) = match props.tone {
        BadgeTone::Plain => ("badge", None),
        BadgeTone::Active => ("badge badge-active", None),
        BadgeTone::Wait => ("badge badge-wait", Some(Icon::Clock)),
        BadgeTone::Good => ("badge badge-good", Some(Icon::Check)),
        BadgeTone::Bad => ("badge badge-bad", Some(Icon::Close)),
    };
    html! {
        <span {class}>
            if let Some(icon) = icon { { icon.draw() } }
            { &props.label }
        </span>
    }
}

/// The badge of a project's status.
pub fn project_status(status: ProjectStatus) -> Html {
    use ProjectStatus as S;
    let tone = match status {
        S::Draft | S::Withdrawn | S::Closed => BadgeTone::Plain,
        S::Submitted | S::Admissible | S::UnderReview | S::InProgress => BadgeTone::Active,
        S::Returned | S::Decided | S::Waitlisted | S::ReportDue => BadgeTone::Wait,
        S::Selected | S::SelectedWithReservations => BadgeTone::Good,
        S::Inadmissible | S::Rejected | S::Abandoned => BadgeTone::Bad,
    };
    html! { <Badge {tone} label={status.label_fr()} /> }
}

/// The badge of a call's status.
pub fn call_status(status: CallStatus) -> Html {
    let tone = match status {
        CallStatus::Draft | CallStatus::Closed => BadgeTone::Plain,
        CallStatus::Upcoming => BadgeTone::Wait,
        CallStatus::Open => BadgeTone::Active,
        CallStatus::Decided => BadgeTone::Good,
    };
    html! { <Badge {tone} label={status.label_fr()} /> }
}

/// The badge of a review's status.
pub fn review_status(status: ReviewStatus) -> Html {
    let tone = match status {
        ReviewStatus::Draft => BadgeTone::Wait,
        ReviewStatus::Submitted => BadgeTone::Good,
        ReviewStatus::Abstained => BadgeTone::Plain,
    };
    html! { <Badge {tone} label={status.label_fr()} /> }
}
