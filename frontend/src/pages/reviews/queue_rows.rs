//! The queue as it is shown: assigned work and reviews begun, call by call, what is left first. Pure.

use super::desk::OF_PROJECT;
use crate::{format::Date, routes::Route};
use openapi::{
    Id,
    call::{Call, CallRef},
    review::{Assignment, ProjectRef, Review, ReviewStatus},
};

/// A project to review, or reviewed.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueItem {
    pub project: ProjectRef,
    pub review: Option<Id>,
    pub status: Option<ReviewStatus>,
    /// Its last day, where there is one.
    pub due_on: Option<Date>,
    /// That day is over.
    pub closed: bool,
}

impl QueueItem {
    /// Where it is done: its review, or its project while that is not begun, which the query then says.
    pub fn address(&self) -> (Route, Option<&'static str>) {
        match &self.review {
            Some(review) => (Route::Review { id: review.to_string() }, None),
            None => (Route::Review { id: self.project.id.to_string() }, Some(OF_PROJECT)),
        }
    }

    /// Nothing more to do.
    pub fn is_done(&self) -> bool {
        matches!(self.status, Some(ReviewStatus::Submitted | ReviewStatus::Abstained))
    }

    /// Its last day is over and it is not done: the coordinator can reopen it.
    pub fn is_late(&self) -> bool {
        self.closed && !self.is_done()
    }

    /// Begun work first, then what was not begun, then what is done.
    fn rank(&self) -> u8 {
        match self.status {
            Some(ReviewStatus::Draft) => 0,
            None => 1,
            Some(ReviewStatus::Submitted | ReviewStatus::Abstained) => 2,
        }
    }
}

/// The work of one call.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueCall {
    pub call: Call,
    pub items: Vec<QueueItem>,
}

impl QueueCall {
    /// The next last day of what is left; else the call's.
    pub fn due_on(&self) -> Option<Date> {
        let left = self.items.iter().filter(|item| !item.is_done() && !item.is_late());
        left.filter_map(|item| item.due_on).min().or(self.call.reviews_due_on)
    }

    /// How many are done.
    pub fn done(&self) -> usize {
        self.items.iter().filter(|item| item.is_done()).count()
    }
}

/// Everything on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Queue {
    /// Calls whose decisions are not published, with work in them.
    pub calls: Vec<QueueCall>,
    /// Own reviews in other calls.
    pub past: Vec<Review>,
}

impl Queue {
    /// Nothing at all.
    pub fn is_empty(&self) -> bool {
        self.calls.is_empty() && self.past.is_empty()
    }
}

/// Puts together what was read: calls with the own assignments, and all own reviews.
pub fn queue(calls: Vec<(Call, Vec<Assignment>)>, reviews: Vec<Review>) -> Queue {
    let is_current = |call: &CallRef| calls.iter().any(|(current, _)| current.id == call.id);
    let past = reviews.iter().filter(|review| !is_current(&review.call)).cloned().collect();
    let calls = calls
        .iter()
        .map(|(call, assignments)| QueueCall {
            call: call.clone(),
            items: items(&call.id, assignments, &reviews),
        })
        .filter(|call| !call.items.is_empty())
        .collect();
    Queue { calls, past }
}

fn items(call: &Id, assignments: &[Assignment], reviews: &[Review]) -> Vec<QueueItem> {
    // A conflict of interest takes the fiche off the list: nothing is left to do there.
    let assigned = assignments.iter().filter(|assignment| !assignment.recused).map(|assignment| QueueItem {
        project: assignment.project.clone(),
        review: assignment.review.clone(),
        status: assignment.review_status,
        due_on: assignment.due_on,
        closed: assignment.closed,
    });
    // A review whose assignment was taken back is still the reviewer's own.
    let begun = reviews
        .iter()
        .filter(|review| review.call.id == *call)
        .filter(|review| assignments.iter().all(|assignment| assignment.project.id != review.project.id))
        .map(|review| QueueItem {
            project: review.project.clone(),
            review: Some(review.id.clone()),
            status: Some(review.status),
            due_on: None,
            closed: false,
        });
    let mut items: Vec<QueueItem> = assigned.chain(begun).collect();
    items.sort_by(|a, b| a.rank().cmp(&b.rank()).then_with(|| a.project.number.cmp(&b.project.number)));
    items
}

/// The next one to do, from the one just done: what follows it in the list, else the first that is left.
pub fn next_after<'a>(items: &'a [QueueItem], done: &Id) -> Option<&'a QueueItem> {
    let at = items.iter().position(|item| item.project.id == *done).map_or(0, |at| at + 1);
    let left = |item: &&QueueItem| !item.is_done() && !item.is_late() && item.project.id != *done;
    items.iter().skip(at).find(left).or_else(|| items.iter().find(left))
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::partner::{PartnerKind, PartnerRef};

    fn id(text: &str) -> Id {
        Id::from_storage(text.into())
    }

    fn item(name: &str, status: Option<ReviewStatus>) -> QueueItem {
        let partner = PartnerRef { id: id("p"), name: "Association".into(), kind: PartnerKind::Association };
        let project = ProjectRef { id: id(name), number: Some(name.into()), title: name.into(), partner };
        QueueItem { project, review: None, status, due_on: None, closed: false }
    }

    fn next(items: &[QueueItem], done: &str) -> Option<String> {
        next_after(items, &id(done)).map(|item| item.project.id.to_string())
    }

    #[test]
    fn the_next_one_is_the_one_that_follows_and_then_the_first_that_was_left() {
        let done = Some(ReviewStatus::Submitted);
        let items = [item("a", None), item("b", None), item("c", done), item("d", None)];
        assert_eq!(next(&items, "b").as_deref(), Some("d"));
        assert_eq!(next(&items, "d").as_deref(), Some("a"));
        assert_eq!(next(&items[2..], "d"), None);
    }

    #[test]
    fn what_is_late_is_not_the_next_one() {
        let late = QueueItem { closed: true, ..item("a", None) };
        assert_eq!(next(&[late, item("b", None), item("c", None)], "c").as_deref(), Some("b"));
    }

    #[test]
    fn an_assignment_becomes_one_line_and_begun_work_comes_first() {
        let assignment = |name: &str, status| {
            let QueueItem { project, .. } = item(name, None);
            let reviewer = openapi::review::PersonRef { id: id("me"), name: "Moi".into() };
            Assignment {
                id: id(name),
                project,
                reviewer,
                review: None,
                review_status: status,
                due_on: None,
                closed: false,
                recused: false,
                created_at: chrono::DateTime::UNIX_EPOCH,
            }
        };
        let assignments = [
            assignment("1", Some(ReviewStatus::Submitted)),
            assignment("2", None),
            assignment("3", Some(ReviewStatus::Draft)),
        ];
        let order: Vec<_> =
            items(&id("call"), &assignments, &[]).iter().map(|item| item.project.id.to_string()).collect();
        assert_eq!(order, ["3", "2", "1"]);
    }

    #[test]
    fn a_fiche_that_the_reviewer_is_recused_from_leaves_the_list() {
        let QueueItem { project, .. } = item("1", None);
        let recused = Assignment {
            id: id("1"),
            project,
            reviewer: openapi::review::PersonRef { id: id("me"), name: "Moi".into() },
            review: None,
            review_status: Some(ReviewStatus::Draft),
            due_on: None,
            closed: false,
            recused: true,
            created_at: chrono::DateTime::UNIX_EPOCH,
        };
        assert!(items(&id("call"), &[recused], &[]).is_empty());
    }
}
