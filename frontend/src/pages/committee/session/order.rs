//! The order of a session: what comes next, and how the agenda is rearranged. Pure.

use openapi::{Id, session::AgendaItem};

/// The next project to discuss: the first without a decision after the one that was shown last, else the first that was left.
///
/// Whether a project that the reader is recused from was decided is not told: it is taken in its turn, and not again.
pub fn next<'a>(agenda: &'a [AgendaItem], last: Option<&Id>) -> Option<&'a Id> {
    let is_last = |item: &&AgendaItem| Some(&item.project.id) == last;
    let after = agenda.iter().position(|item| is_last(&item)).map_or(0, |at| at + 1);
    let left = |item: &&AgendaItem| item.decision.is_none() && !is_last(item);
    let found = agenda.iter().skip(after).find(left);
    let found = found.or_else(|| agenda.iter().filter(left).find(|item| !item.recused));
    found.map(|item| &item.project.id)
}

/// The agenda, as ids, with the project at one place taken to another; both from 0.
pub fn moved(agenda: &[AgendaItem], from: usize, to: usize) -> Vec<String> {
    let mut ids: Vec<String> = agenda.iter().map(|item| item.project.id.to_string()).collect();
    if from < ids.len() {
        let id = ids.remove(from);
        ids.insert(to.min(ids.len()), id);
    }
    ids
}

/// The place, from 0, that was typed as one of `count` from 1; one beyond the end is the end.
pub fn typed_place(text: &str, count: usize) -> Option<usize> {
    let place: usize = text.trim().parse().ok().filter(|place| *place > 0)?;
    Some(place.min(count).saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::{super::super::ranking_rows::tests::item as ranked, *};
    use openapi::{
        ProjectStatus,
        committee::{Decision, OpinionCounts, Outcome},
        session::Quorum,
    };

    fn item(number: &str, decided: bool) -> AgendaItem {
        let project = ranked(number, None, None, None).project;
        let decision = decided.then(|| Decision {
            id: Id::from_storage("d".into()),
            version: 1,
            project: project.clone(),
            outcome: Outcome::Rejected,
            reason: "r".into(),
            provisional: true,
            amounts: Vec::new(),
            reservations: Vec::new(),
            votes: None,
            quorum: None,
            reserve_rank: None,
            updated_at: chrono::DateTime::UNIX_EPOCH,
        });
        AgendaItem {
            project,
            status: ProjectStatus::UnderReview,
            recused: false,
            requested: openapi::Money::cents(0),
            requests: Vec::new(),
            score: None,
            spread: None,
            reviews_done: 0,
            reviews_expected: 0,
            opinions: OpinionCounts::default(),
            decision,
            quorum: Quorum::default(),
            recused_people: Vec::new(),
        }
    }

    fn after(agenda: &[AgendaItem], last: Option<&str>) -> Option<String> {
        let last = last.map(|last| Id::from_storage(last.into()));
        next(agenda, last.as_ref()).map(ToString::to_string)
    }

    #[test]
    fn after_a_pause_the_session_goes_on_where_it_was_and_not_from_the_start() {
        let agenda = [item("1", true), item("2", false), item("3", true), item("4", false)];
        assert_eq!(after(&agenda, None).as_deref(), Some("2"));
        assert_eq!(after(&agenda, Some("2")).as_deref(), Some("4"));
        assert_eq!(after(&agenda, Some("3")).as_deref(), Some("4"));
        assert_eq!(after(&agenda, Some("4")).as_deref(), Some("2"), "what was left comes at the end");
        assert_eq!(after(&agenda[..1], Some("1")), None);
    }

    #[test]
    fn a_project_the_chair_is_recused_from_comes_in_its_turn_and_not_for_ever() {
        let aside = AgendaItem { recused: true, ..item("1", false) };
        let agenda = [aside, item("2", true)];
        assert_eq!(after(&agenda, None).as_deref(), Some("1"));
        assert_eq!(after(&agenda, Some("1")), None);
        assert_eq!(after(&agenda, Some("2")), None);
    }

    #[test]
    fn a_project_can_be_taken_to_any_place_of_the_agenda() {
        let agenda = [item("1", false), item("2", false), item("3", false)];
        assert_eq!(moved(&agenda, 2, 0), ["3", "1", "2"]);
        assert_eq!(moved(&agenda, 0, 1), ["2", "1", "3"]);
        assert_eq!(moved(&agenda, 0, 9), ["2", "3", "1"]);
        assert_eq!(
            (typed_place("1", 3), typed_place(" 60 ", 3), typed_place("0", 3)),
            (Some(0), Some(2), None)
        );
        assert_eq!(typed_place("deux", 3), None);
    }
}
