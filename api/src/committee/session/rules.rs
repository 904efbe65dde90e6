//! Agenda and quorum. Pure.

use openapi::session::Quorum;

/// A seat of an institution; nobody in particular where a name without an account sits for it.
#[derive(Debug, Clone, Copy)]
pub struct Seat<'a> {
    pub institution: &'a str,
    pub person: Option<&'a str>,
}

/// How many of those that may sit must be there: more than `percent` of them, and never more than there are.
pub fn required(eligible: u32, percent: i32) -> u32 {
    let share = u32::try_from(percent.clamp(0, 99)).unwrap_or(0);
    (eligible * share / 100 + 1).min(eligible)
}

/// The quorum for one project. An institution tied to it, or whose people are all recused, counts on neither side.
pub fn quorum(
    carriers: &[&str],
    (seats, present): (&[Seat<'_>], &[Seat<'_>]),
    percent: i32,
    tied: impl Fn(&str) -> bool,
    recused: impl Fn(&str) -> bool,
) -> Quorum {
    let free = |seat: &Seat<'_>| seat.person.is_none_or(|person| !recused(person));
    let sits = |carrier: &str| {
        let mut own = seats.iter().chain(present).filter(|seat| seat.institution == carrier).peekable();
        own.peek().is_none() || own.any(free)
    };
    let eligible: Vec<&str> =
        carriers.iter().copied().filter(|carrier| !tied(carrier) && sits(carrier)).collect();
    let there = |carrier: &&&str| present.iter().any(|seat| seat.institution == **carrier && free(seat));
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let (eligible, present) = (count(eligible.len()), count(eligible.iter().filter(there).count()));
    let required = required(eligible, percent);
    Quorum { eligible, required, present, met: eligible > 0 && present >= required }
}

/// A project to be put in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    pub id: String,
    pub number: Option<String>,
    pub spread: Option<f64>,
    /// The reader has still to review it: its place must not tell what the others think.
    pub owed: bool,
}

/// The chair's order first; then where the reviews differ most; then by number.
pub fn order(mut projects: Vec<Listed>, chair: &[String]) -> Vec<String> {
    let place = |project: &Listed| chair.iter().position(|id| *id == project.id).unwrap_or(usize::MAX);
    let spread = |project: &Listed| project.spread.filter(|_| !project.owed).unwrap_or(-1.0);
    projects.sort_by(|a, b| {
        place(a)
            .cmp(&place(b))
            .then_with(|| spread(b).total_cmp(&spread(a)))
            .then_with(|| a.number.cmp(&b.number))
            .then_with(|| a.id.cmp(&b.id))
    });
    projects.into_iter().map(|project| project.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CARRIERS: [&str; 4] = ["ville", "agglo", "education", "prefecture"];

    fn seats(institutions: &[&'static str]) -> Vec<Seat<'static>> {
        institutions.iter().map(|institution| Seat { institution, person: Some(institution) }).collect()
    }

    fn of(present: &[&'static str], tied: &str, recused: &str) -> Quorum {
        let (all, present) = (seats(&CARRIERS), seats(present));
        quorum(&CARRIERS, (&all, &present), 50, |id| id == tied, |person| person == recused)
    }

    #[test]
    fn more_than_half_of_four_is_three_and_of_three_is_two() {
        assert_eq!(
            of(&["ville", "agglo"], "", ""),
            Quorum { eligible: 4, required: 3, present: 2, met: false }
        );
        assert_eq!(
            of(&["ville", "agglo"], "education", ""),
            Quorum { eligible: 3, required: 2, present: 2, met: true }
        );
    }

    #[test]
    fn who_is_recused_counts_on_neither_side() {
        assert_eq!(
            of(&["ville", "agglo"], "ville", ""),
            Quorum { eligible: 3, required: 2, present: 1, met: false }
        );
        assert_eq!(
            of(&["ville", "agglo"], "", "ville"),
            Quorum { eligible: 3, required: 2, present: 1, met: false }
        );
    }

    #[test]
    fn a_stand_in_sits_for_an_institution_whose_member_is_recused() {
        let all = seats(&CARRIERS);
        let present = [
            Seat { institution: "ville", person: None },
            Seat { institution: "agglo", person: Some("agglo") },
        ];
        let quorum = quorum(&CARRIERS, (&all, &present), 25, |_| false, |person| person == "ville");
        assert_eq!(quorum, Quorum { eligible: 4, required: 2, present: 2, met: true });
    }

    #[test]
    fn where_nobody_may_sit_nothing_is_decided() {
        let quorum = quorum(&CARRIERS, (&[], &[]), 50, |_| true, |_| false);
        assert_eq!(quorum, Quorum { eligible: 0, required: 0, present: 0, met: false });
    }

    fn listed(id: &str, spread: Option<f64>, owed: bool) -> Listed {
        Listed { id: id.into(), number: Some(id.into()), spread, owed }
    }

    #[test]
    fn disagreements_come_first_unless_the_chair_says_otherwise() {
        let projects =
            || vec![listed("1", Some(0.2), false), listed("2", Some(1.4), false), listed("3", None, false)];
        assert_eq!(order(projects(), &[]), ["2", "1", "3"]);
        assert_eq!(order(projects(), &["3".into(), "gone".into()]), ["3", "2", "1"]);
    }

    #[test]
    fn the_place_of_a_project_still_to_be_reviewed_tells_nothing() {
        let quiet =
            vec![listed("1", Some(0.0), true), listed("2", Some(1.0), false), listed("3", None, true)];
        let loud =
            vec![listed("1", Some(2.5), true), listed("2", Some(1.0), false), listed("3", Some(1.2), true)];
        assert_eq!(order(quiet, &[]), order(loud, &[]));
    }

    proptest! {
        #[test]
        fn a_quorum_is_within_reach_and_a_majority_at_fifty(eligible in 1u32..50, percent in 0i32..=99) {
            let needed = required(eligible, percent);
            prop_assert!((1..=eligible).contains(&needed));
            prop_assert!(required(eligible, 50) * 2 > eligible);
        }
    }
}
