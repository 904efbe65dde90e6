//! The flow against every possibility, on cases small enough to try them all.

use super::*;
use proptest::prelude::*;

/// Sum of the squares of the loads, changes, missing expertise: what is to be small, in this order.
type Cost = (i64, i64, i64);

fn cost(demand: &Demand, chosen: &[Vec<usize>]) -> Cost {
    let mut loads = vec![0_i64; demand.institutions.len()];
    let (mut changes, mut missing) = (0, 0);
    for (wanted, people) in demand.projects.iter().zip(chosen) {
        wanted.begun.iter().chain(people).for_each(|reviewer| loads[*reviewer] += 1);
        for reviewer in people {
            changes += i64::from(!wanted.given.contains(reviewer));
            missing += i64::from(EXPERT - wanted.expertise[*reviewer]);
        }
    }
    (loads.iter().map(|load| load * load).sum(), changes, missing)
}

fn fits(demand: &Demand, wanted: &Wanted, people: &[usize]) -> bool {
    let institutions: Vec<usize> =
        people.iter().chain(&wanted.begun).map(|reviewer| demand.institutions[*reviewer]).collect();
    let institutions: Vec<usize> = institutions.into_iter().chain(wanted.former.iter().copied()).collect();
    let own = &institutions[..people.len()];
    people.iter().all(|reviewer| !wanted.barred[*reviewer] && !wanted.begun.contains(reviewer))
        && own.iter().enumerate().all(|(place, institution)| !institutions[place + 1..].contains(institution))
}

/// Every choice of people for a project.
fn choices(demand: &Demand, wanted: &Wanted) -> Vec<Vec<usize>> {
    let need = demand.need(wanted, &demand.open(wanted));
    let people = demand.institutions.len();
    (0..1_usize << people)
        .map(|set| (0..people).filter(|reviewer| set >> reviewer & 1 == 1).collect::<Vec<_>>())
        .filter(|chosen| chosen.len() == need && fits(demand, wanted, chosen))
        .collect()
}

/// The least cost of all possibilities, and whether one of them is even; none when there is none.
fn best(demand: &Demand) -> Option<(Cost, bool)> {
    let mut all: Vec<Vec<Vec<usize>>> = vec![Vec::new()];
    for wanted in &demand.projects {
        let choices = choices(demand, wanted);
        all = all
            .iter()
            .flat_map(|before| {
                choices.iter().map(|one| before.iter().cloned().chain([one.clone()]).collect())
            })
            .collect();
    }
    let even = all.iter().any(|chosen| is_balanced(loads(demand, chosen).into_iter()));
    all.iter().map(|chosen| cost(demand, chosen)).min().map(|least| (least, even))
}

fn loads(demand: &Demand, chosen: &[Vec<usize>]) -> Vec<u32> {
    let mut loads = vec![0; demand.institutions.len()];
    for (wanted, people) in demand.projects.iter().zip(chosen) {
        wanted.begun.iter().chain(people).for_each(|reviewer| loads[*reviewer] += 1);
    }
    loads
}

prop_compose! {
    fn wanted(people: usize)(
        barred in prop::collection::vec(prop::bool::weighted(0.25), people),
        expertise in prop::collection::vec(0..=EXPERT, people),
        given in prop::collection::btree_set(0..people, 0..2),
        begun in prop::option::weighted(0.2, 0..people),
        former in prop::option::weighted(0.2, 0_usize..4),
    ) -> Wanted {
        let begun: Vec<usize> = begun.into_iter().collect();
        let given = given.into_iter().filter(|one| !begun.contains(one)).collect();
        Wanted { begun, former: former.into_iter().collect(), given, barred, expertise }
    }
}

fn demand() -> impl Strategy<Value = Demand> {
    (2_usize..=5).prop_flat_map(|people| {
        let institutions = prop::collection::vec(0_usize..4, people);
        let projects = prop::collection::vec(wanted(people), 1..=3);
        (1_usize..=2, institutions, projects).prop_map(|(per_project, institutions, projects)| Demand {
            per_project,
            institutions,
            projects,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_plan_is_the_best_of_all_possibilities(demand in demand()) {
        match (plan(&demand), best(&demand)) {
            (Ok(chosen), Some((least, even))) => {
                for (wanted, people) in demand.projects.iter().zip(&chosen) {
                    prop_assert!(fits(&demand, wanted, people));
                }
                prop_assert_eq!(cost(&demand, &chosen), least);
                prop_assert_eq!(is_balanced(loads(&demand, &chosen).into_iter()), even);
            }
            (Err(short), None) => prop_assert!(!short.is_empty()),
            (plan, best) => prop_assert!(false, "{plan:?} against {best:?}"),
        }
    }

    #[test]
    fn a_shortage_says_how_many_are_possible(demand in demand()) {
        if let Err(short) = plan(&demand) {
            let fewer = Demand {
                per_project: short.iter().map(|one| one.possible).min().unwrap_or(0),
                ..demand.clone()
            };
            prop_assert!(plan(&fewer).is_ok());
            prop_assert!(short.iter().all(|one| one.possible < one.needed));
        }
    }

    #[test]
    fn a_plan_that_was_carried_out_is_not_changed_again(demand in demand()) {
        if let Ok(chosen) = plan(&demand) {
            let mut again = demand.clone();
            for (wanted, people) in again.projects.iter_mut().zip(&chosen) {
                wanted.given = people.clone();
            }
            prop_assert_eq!(cost(&again, &plan(&again).unwrap_or_default()).1, 0);
        }
    }
}

fn nobody_barred(people: usize) -> Wanted {
    Wanted { barred: vec![false; people], expertise: vec![0; people], ..Wanted::default() }
}

#[test]
fn too_few_people_institutions_or_conflicts_are_told_apart() {
    let short = |institutions: Vec<usize>, barred: &[usize]| {
        let mut wanted = nobody_barred(institutions.len());
        barred.iter().for_each(|reviewer| wanted.barred[*reviewer] = true);
        plan(&Demand { per_project: 3, institutions, projects: vec![wanted] }).err()
    };
    let why = |why: Why, possible| Some(vec![Shortage { project: 0, why, needed: 3, possible }]);
    assert_eq!(short(vec![0, 1], &[]), why(Why::TooFewReviewers, 2));
    assert_eq!(short(vec![0, 0, 1, 1], &[]), why(Why::Institution, 2));
    assert_eq!(short(vec![0, 1, 2], &[2]), why(Why::Conflict, 2));
    assert_eq!(short(vec![0, 1, 2, 2], &[2]), None);
}

#[test]
fn a_withdrawal_moves_nobody_else_who_need_not_move() {
    // Six projects, every pair of four reviewers once; then the last reviewer may do none any more.
    let pairs = [[0, 1], [1, 2], [0, 2], [0, 3], [1, 3], [2, 3]];
    let project = |pair: [usize; 2]| {
        let given = pair.into_iter().filter(|reviewer| *reviewer != 3).collect();
        Wanted { given, barred: vec![false, false, false, true], ..nobody_barred(4) }
    };
    let projects = pairs.map(project).into();
    let demand = Demand { per_project: 2, institutions: vec![0, 1, 2, 3], projects };
    let after = plan(&demand).unwrap_or_default();
    assert_eq!(cost(&demand, &after).1, 3, "only the three lines of who left are given to others");
    assert_eq!(loads(&demand, &after), [4, 4, 4, 0]);
}

#[test]
fn people_who_share_an_institution_are_one_and_the_others_are_alone() {
    let at = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let found = institutions(&[at(&["ville"]), at(&[]), at(&["agglo", "ville"]), at(&["agglo"]), at(&[])]);
    assert_eq!(found[0], found[2]);
    assert_eq!(found[2], found[3]);
    assert_ne!(found[0], found[1]);
    assert_ne!(found[1], found[4]);
}
