//! The programme against every set of projects, on cases small enough to try them all.

use super::*;
use proptest::prelude::*;

const LIMIT: Duration = Duration::from_secs(30);

fn sets(count: usize) -> impl Iterator<Item = Vec<bool>> {
    (0..1_usize << count).map(move |set| (0..count).map(|place| set >> place & 1 == 1).collect())
}

fn best_of_all(choice: &Choice) -> Option<i64> {
    sets(choice.projects.len()).filter(|set| choice.allows(set)).map(|set| choice.worth(&set)).max()
}

/// The choice with some conditions only.
fn with(choice: &Choice, conditions: &[Condition]) -> Choice {
    let kept = |condition: Condition| conditions.contains(&condition);
    let mut fewer = choice.clone();
    fewer.locked_in.retain(|place| kept(Condition::LockedIn(*place)));
    for (place, cents) in fewer.envelopes.iter_mut().enumerate() {
        if !kept(Condition::Envelope(place)) {
            *cents = i64::MAX;
        }
    }
    for (place, floor) in fewer.floors.iter_mut().enumerate() {
        if !kept(Condition::Floor(place)) {
            floor.least = 0;
        }
    }
    fewer
}

prop_compose! {
    fn choice()(count in 1_usize..=8)(
        projects in prop::collection::vec((0_i64..=500, prop::collection::vec(0_i64..=1_000_000, 2)), count),
        envelopes in prop::collection::vec(0_i64..=3_000_000, 2),
        floors in prop::collection::vec((prop::collection::btree_set(0..count, 0..=count), 0_u32..=4), 0..=3),
        locked_in in prop::collection::btree_set(0..count, 0..=2.min(count)),
        locked_out in prop::collection::btree_set(0..count, 0..=2.min(count)),
    ) -> Choice {
        let candidate = |(score, asks): (i64, Vec<i64>)| Candidate { score, asks };
        let floor = |(projects, least): (std::collections::BTreeSet<usize>, u32)| AtLeast {
            projects: projects.into_iter().collect(),
            least,
        };
        Choice {
            projects: projects.into_iter().map(candidate).collect(),
            envelopes,
            floors: floors.into_iter().map(floor).collect(),
            locked_out: locked_out.difference(&locked_in).copied().collect(),
            locked_in: locked_in.into_iter().collect(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_answer_is_the_best_of_all_sets(choice in choice()) {
        match (best(&choice, LIMIT), best_of_all(&choice)) {
            (Ok(found), Some(worth)) => {
                prop_assert!(found.proven && choice.allows(&found.selected));
                prop_assert_eq!(choice.worth(&found.selected), worth);
            }
            (Err(Without::Conflict(named)), None) => {
                let named: Vec<Condition> = named.into_iter().map(|(condition, _)| condition).collect();
                prop_assert_eq!(best_of_all(&with(&choice, &named)), None, "{:?} do not conflict", named);
                for one in &named {
                    let others: Vec<Condition> = named.iter().copied().filter(|other| other != one).collect();
                    prop_assert!(best_of_all(&with(&choice, &others)).is_some(), "{:?} is not needed", one);
                }
            }
            (found, all) => prop_assert!(false, "{found:?} against {all:?}"),
        }
    }
}

fn simple(asks: &[i64]) -> Choice {
    let projects = asks.iter().map(|cents| Candidate { score: 300, asks: vec![*cents] }).collect();
    Choice { projects, envelopes: vec![1_000], ..Choice::default() }
}

#[test]
fn an_envelope_is_used_to_the_last_cent_and_never_beyond() {
    let found = best(&simple(&[500, 500]), LIMIT);
    assert_eq!(found, Ok(Best { selected: vec![true, true], proven: true }));
    let found =
        best(&simple(&[500, 501]), LIMIT).map(|found| found.selected.iter().filter(|in_| **in_).count());
    assert_eq!(found, Ok(1));
}

#[test]
fn a_floor_beyond_the_money_is_named_with_what_is_possible() {
    let mut choice = simple(&[400, 400, 400]);
    choice.floors.push(AtLeast { projects: vec![0, 1, 2], least: 3 });
    let named = vec![(Condition::Envelope(0), None), (Condition::Floor(0), Some(2))];
    assert_eq!(best(&choice, LIMIT), Err(Without::Conflict(named)));
}

#[test]
fn a_call_without_envelopes_and_floors_takes_everything_that_scores() {
    let mut choice = simple(&[1, 2]);
    choice.envelopes.clear();
    assert_eq!(best(&choice, LIMIT).map(|found| found.selected), Ok(vec![true, true]));
    assert_eq!(best(&Choice::default(), LIMIT).map(|found| found.selected), Ok(vec![]));
}
