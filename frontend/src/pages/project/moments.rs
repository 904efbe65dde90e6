//! The timeline of a project, and its next deadline. Pure.

use crate::{
    components::timeline::{Step, TimelineItem},
    format::{self, Date},
    i18n::{fiche as f, project as t},
};
use openapi::{
    ProjectStatus,
    call::Call,
    minutes::LaterKind,
    project::{Project, ProjectEvent},
};
use yew::prelude::*;

/// The last day to file, and its words: what the server says to this reader, else the correction's, or the call's.
pub fn deadline(project: &Project, call: Option<&Call>) -> Option<(Date, String)> {
    let told = project.filing.as_ref().filter(|filing| filing.is_open()).and_then(|f| f.deadline.as_ref());
    if let Some(until) = told {
        return Some((until.on, t::before(until.on, until.at.as_deref())));
    }
    if let Some(correction) = &project.correction {
        return Some((correction.due, t::before(correction.due, None)));
    }
    let call = call?;
    Some((call.closes_on, t::before(call.closes_on, call.closes_at.as_deref())))
}

/// A correction that its organisation can no longer file.
pub fn is_overdue(project: &Project) -> bool {
    let over = project.filing.as_ref().is_some_and(|filing| !filing.is_open());
    project.status == ProjectStatus::Returned && over
}

/// The first day of the window that comes next, of a draft that waits for it.
pub fn opens_again(project: &Project) -> Option<Date> {
    let filing = project.filing.as_ref().filter(|_| project.status == ProjectStatus::Draft)?;
    filing.next.as_ref().map(|window| window.opens_on)
}

/// « À déposer au plus tard le 20 mai 2026 (dans 12 jours) ».
pub fn deadline_line(project: &Project, call: &Call) -> String {
    let Some((day, words)) = deadline(project, Some(call)) else { return String::new() };
    let delay = format::days_away(day, format::today());
    if project.correction.is_some() {
        t::again_before(&words, &delay)
    } else {
        f::file_before(&words, &delay)
    }
}

/// What was done, what is under way, what comes: with dates and who acts.
pub fn timeline(
    project: &Project,
    events: &[ProjectEvent],
    call: Option<&Call>,
    open: bool,
) -> Vec<TimelineItem> {
    let mut filed = 0;
    let mut items: Vec<TimelineItem> = Vec::new();
    for event in events {
        let again = filed > 0;
        filed += usize::from(event.kind == "submitted");
        items.extend(done(event, project.status, again));
    }
    let ended = items.last().is_some_and(|item| item.step == Step::Stopped);
    if !ended {
        items.extend(now(project, call, open));
    }
    items.extend(coming(project.status, call, open));
    items
}

/// An event that moved the project; others stay out of the timeline. `again`: it was filed before.
fn done(event: &ProjectEvent, status: ProjectStatus, again: bool) -> Option<TimelineItem> {
    use ProjectStatus as S;
    let (label, step): (AttrValue, Step) = match event.kind.as_str() {
        "created" => (t::STEP_STARTED.into(), Step::Done),
        "submitted" if again => (t::STEP_CORRECTED.into(), Step::Done),
        "submitted" => (t::STEP_FILED.into(), Step::Done),
        "extended" => (t::STEP_EXTENDED.into(), Step::Done),
        "extension_revoked" => (t::STEP_EXTENSION_REVOKED.into(), Step::Done),
        "returned" => (t::STEP_RETURNED.into(), Step::Done),
        "admissible" => (t::STEP_ADMISSIBLE.into(), Step::Done),
        "inadmissible" => (t::STEP_INADMISSIBLE.into(), stopped_if(status == S::Inadmissible)),
        "reopened" => (t::STEP_REOPENED.into(), Step::Done),
        "withdrawn" => (t::STEP_WITHDRAWN.into(), stopped_if(status == S::Withdrawn)),
        "abandoned" => (t::STEP_ABANDONED.into(), Step::Stopped),
        "published" => (t::step_published(status).into(), stopped_if(status == S::Rejected)),
        "reservation_proven" => (t::STEP_RESERVATION_PROVEN.into(), Step::Done),
        "reservation_lifted" => (t::STEP_RESERVATION_LIFTED.into(), Step::Done),
        "moved_up" => (LaterKind::MovedUp.label_fr().into(), Step::Done),
        "reservation_extended" => (LaterKind::ReservationExtended.label_fr().into(), Step::Done),
        kind => match S::parse(kind)? {
            S::Rejected => (t::step_published(S::Rejected).into(), Step::Stopped),
            outcome @ (S::Selected | S::SelectedWithReservations | S::Waitlisted) => {
                (t::step_published(outcome).into(), Step::Done)
            }
            _ => return None,
        },
    };
    let mut item = TimelineItem::new(step, label).when(format::date_time(event.at));
    if let Some(actor) = &event.actor {
        item = item.who(actor.clone());
    }
    if !event.detail.trim().is_empty() {
        item = item.detail(html! { <p class="typed small">{ &event.detail }</p> });
    }
    Some(item)
}

fn stopped_if(ended: bool) -> Step {
    if ended { Step::Stopped } else { Step::Done }
}

/// What is under way.
fn now(project: &Project, call: Option<&Call>, open: bool) -> Option<TimelineItem> {
    use ProjectStatus as S;
    let item = |label: &'static str, who: &str| TimelineItem::new(Step::Now, label).who(who.to_owned());
    let by = deadline(project, call).map(|(_, words)| words);
    let dated = |item: TimelineItem| match by.clone() {
        Some(by) => item.when(by),
        None => item,
    };
    let partner = project.partner.name.as_str();
    match project.status {
        S::Draft if opens_again(project).is_some() => {
            let opens = opens_again(project).map(t::from_date).unwrap_or_default();
            Some(item(t::STEP_WRITE, partner).when(opens))
        }
        S::Draft if open => Some(dated(item(t::STEP_WRITE, partner))),
        S::Draft => Some(TimelineItem::new(Step::Stopped, t::STEP_NOT_FILED)),
        S::Returned if is_overdue(project) => Some(item(t::STEP_OVERDUE, t::WHO_COORDINATION)),
        S::Returned => Some(dated(item(t::STEP_CORRECT, partner))),
        S::Submitted => Some(item(t::STEP_ADMISSIBILITY, t::WHO_COORDINATION)),
        S::Admissible | S::UnderReview => Some(item(t::STEP_REVIEW, t::WHO_REVIEWERS)),
        S::Decided => Some(item(t::STEP_PUBLICATION, t::WHO_COORDINATION)),
        // Only once they are lifted is the selection final, and the project `selected`.
        S::SelectedWithReservations => Some(item(t::STEP_RESERVATIONS, partner)),
        S::Selected | S::InProgress => Some(item(t::STEP_ACTION, partner)),
        S::ReportDue => Some(item(t::STEP_REPORT, partner)),
        S::Inadmissible | S::Withdrawn | S::Waitlisted | S::Rejected | S::Closed | S::Abandoned => None,
    }
}

/// What comes after, as far as the call's calendar says.
fn coming(status: ProjectStatus, call: Option<&Call>, open: bool) -> Vec<TimelineItem> {
    use ProjectStatus as S;
    let next = |label: &'static str, who: &'static str| TimelineItem::new(Step::Next, label).who(who);
    let committee = || {
        let item = next(t::STEP_COMMITTEE, t::WHO_COMMITTEE);
        match call.and_then(|call| call.selection_on) {
            Some(day) => item.when(format::date(day)),
            None => item,
        }
    };
    let admissibility = || next(t::STEP_ADMISSIBILITY, t::WHO_COORDINATION);
    let review = || next(t::STEP_REVIEW, t::WHO_REVIEWERS);
    let publication = || next(t::STEP_PUBLICATION, t::WHO_COORDINATION);
    match status {
        S::Draft if open => vec![admissibility(), review(), committee(), publication()],
        S::Returned => vec![admissibility(), review(), committee(), publication()],
        S::Submitted => vec![review(), committee(), publication()],
        S::Admissible | S::UnderReview => vec![committee(), publication()],
        S::SelectedWithReservations => {
            [t::STEP_ACTION, t::STEP_REPORT].map(|label| TimelineItem::new(Step::Next, label)).into()
        }
        S::Selected | S::InProgress => vec![TimelineItem::new(Step::Next, t::STEP_REPORT)],
        S::Draft
        | S::Decided
        | S::Inadmissible
        | S::Withdrawn
        | S::Waitlisted
        | S::Rejected
        | S::ReportDue
        | S::Closed
        | S::Abandoned => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::{
        Id,
        call::CallRef,
        partner::{PartnerKind, PartnerRef},
        programme::ProgrammeRef,
    };

    fn id() -> Id {
        Id::from_storage("0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60".into())
    }

    fn project(status: ProjectStatus) -> Project {
        let at = chrono::DateTime::UNIX_EPOCH;
        Project {
            id: id(),
            number: None,
            version: 1,
            status,
            allowed_transitions: vec![],
            programme: ProgrammeRef { id: id(), slug: "s".into(), name: "S".into() },
            call: CallRef { id: id(), slug: "2026".into(), title: "Appel".into() },
            partner: PartnerRef { id: id(), name: "Ateliers".into(), kind: PartnerKind::Association },
            title: "Lire".into(),
            summary: None,
            objectives: None,
            need: None,
            working_methods: None,
            innovation: None,
            description: None,
            expected_results: None,
            phases: None,
            times: None,
            audience: None,
            schools: None,
            partners: None,
            budget: None,
            requests: None,
            indicators: None,
            declarations: None,
            contact: None,
            renewal_of: None,
            correction: None,
            filing: None,
            filings: None,
            inadmissible_reason: None,
            receipt: None,
            decision: None,
            feedback: None,
            access: None,
            sections: None,
            unread_messages: None,
            created_at: at,
            updated_at: at,
            submitted_at: None,
        }
    }

    fn event(kind: &str) -> ProjectEvent {
        ProjectEvent {
            id: id(),
            kind: kind.into(),
            at: chrono::DateTime::UNIX_EPOCH,
            actor: None,
            detail: String::new(),
        }
    }

    fn steps(status: ProjectStatus, kinds: &[&str]) -> Vec<(Step, String)> {
        let events: Vec<_> = kinds.iter().map(|kind| event(kind)).collect();
        let items = timeline(&project(status), &events, None, true);
        items.into_iter().map(|item| (item.step, item.label.to_string())).collect()
    }

    #[test]
    fn exactly_one_step_is_under_way_while_something_is_awaited() {
        use ProjectStatus as S;
        for status in [
            S::Draft,
            S::Submitted,
            S::Returned,
            S::Admissible,
            S::UnderReview,
            S::Decided,
            S::SelectedWithReservations,
            S::Selected,
        ] {
            let now = steps(status, &["created"]).into_iter().filter(|(step, _)| *step == Step::Now).count();
            assert_eq!(now, 1, "{status:?}");
        }
    }

    #[test]
    fn nothing_comes_after_a_refusal_a_withdrawal_or_an_abandonment() {
        for (status, kind) in [
            (ProjectStatus::Inadmissible, "inadmissible"),
            (ProjectStatus::Withdrawn, "withdrawn"),
            (ProjectStatus::Rejected, "published"),
            (ProjectStatus::Rejected, "rejected"),
            (ProjectStatus::Abandoned, "abandoned"),
        ] {
            let steps = steps(status, &["created", "submitted", kind]);
            assert_eq!(steps.last().map(|(step, _)| *step), Some(Step::Stopped), "{kind}");
            assert_eq!(steps.len(), 3, "{kind}");
        }
    }

    #[test]
    fn a_refusal_that_was_taken_back_no_longer_stops_the_timeline() {
        let steps = steps(ProjectStatus::Submitted, &["submitted", "inadmissible", "reopened"]);
        assert!(steps.iter().all(|(step, _)| *step != Step::Stopped));
    }

    #[test]
    fn an_event_that_moves_nothing_is_left_out() {
        assert_eq!(steps(ProjectStatus::Waitlisted, &["edited"]), []);
    }

    #[test]
    fn a_fiche_filed_again_is_told_from_one_that_was_filed() {
        let steps = steps(ProjectStatus::Submitted, &["created", "submitted", "returned", "submitted"]);
        let labels: Vec<&str> = steps.iter().map(|(_, label)| label.as_str()).collect();
        assert_eq!(labels[..4], [t::STEP_STARTED, t::STEP_FILED, t::STEP_RETURNED, t::STEP_CORRECTED]);
    }

    #[test]
    fn reservations_are_seen_on_their_way() {
        let kinds = [
            "submitted",
            "selected_with_reservations",
            "reservation_proven",
            "reservation_lifted",
            "selected",
        ];
        let steps = steps(ProjectStatus::Selected, &kinds);
        let labels: Vec<&str> = steps.iter().map(|(_, label)| label.as_str()).collect();
        assert_eq!(labels[2..4], [t::STEP_RESERVATION_PROVEN, t::STEP_RESERVATION_LIFTED]);
    }

    #[test]
    fn the_action_comes_after_the_reservations() {
        let steps = steps(ProjectStatus::SelectedWithReservations, &["published"]);
        let open: Vec<(Step, &str)> =
            steps[1..].iter().map(|(step, label)| (*step, label.as_str())).collect();
        let expected =
            [(Step::Now, t::STEP_RESERVATIONS), (Step::Next, t::STEP_ACTION), (Step::Next, t::STEP_REPORT)];
        assert_eq!(open, expected);
    }

    #[test]
    fn what_follows_publication_is_on_the_way_too() {
        let kinds = ["moved_up", "reservation_extended"];
        let steps = steps(ProjectStatus::SelectedWithReservations, &kinds);
        let done = steps.iter().filter(|(step, _)| *step == Step::Done).count();
        assert_eq!(done, kinds.len(), "{steps:?}");
    }

    #[test]
    fn the_deadline_is_the_one_that_the_server_tells_this_reader() {
        use openapi::calendar::{Filing, FilingState, LocalDeadline};
        let on = Date::from_ymd_opt(2026, 5, 27).unwrap_or_default();
        let until = LocalDeadline { on, at: Some("18:00".into()), instant: chrono::DateTime::UNIX_EPOCH };
        let open = Filing { state: FilingState::Open, deadline: Some(until), ..Filing::OVER };
        let mut extended = Project { filing: Some(open.clone()), ..project(ProjectStatus::Draft) };
        assert_eq!(deadline(&extended, None).map(|(day, _)| day), Some(on));
        extended.filing = Some(Filing { state: FilingState::Over, ..open });
        assert_eq!(deadline(&extended, None), None);
    }

    #[test]
    fn an_overdue_correction_waits_for_the_coordination() {
        use openapi::calendar::Filing;
        let late = Project { filing: Some(Filing::OVER), ..project(ProjectStatus::Returned) };
        let items = timeline(&late, &[event("returned")], None, false);
        let now = items.iter().find(|item| item.step == Step::Now).map(|item| item.label.to_string());
        assert_eq!(now.as_deref(), Some(t::STEP_OVERDUE));
    }

    #[test]
    fn a_draft_after_the_deadline_has_no_next_step() {
        let items = timeline(&project(ProjectStatus::Draft), &[event("created")], None, false);
        assert_eq!(items.last().map(|item| item.step), Some(Step::Stopped));
    }
}
