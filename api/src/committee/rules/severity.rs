//! Scores corrected for each reviewer's severity. Pure.
//!
//! A score is taken for the worth of the project plus what the reviewer adds to or takes from everybody: `s = w + r`.
//! Worths and severities are those with the least squares of what is left over. Only differences between reviewers
//! who are tied by common projects, directly or through others, can be known: within each such group the severities,
//! weighted by the number of reviews, sum up to zero, so that the group keeps its mean.

/// A review done: project, reviewer, weighted mean.
pub type Scored = (usize, usize, f64);

/// What each reviewer adds to a score (negative: takes from it).
fn severities(reviews: &[Scored], projects: usize, reviewers: usize) -> Vec<f64> {
    let mut of_project: Vec<Vec<(usize, f64)>> = vec![Vec::new(); projects];
    for (project, reviewer, score) in reviews {
        of_project[*project].push((*reviewer, *score));
    }
    // The worths eliminated from the normal equations: a system in the severities alone.
    let mut system = vec![vec![0.0; reviewers + 1]; reviewers];
    for given in of_project.iter().filter(|given| !given.is_empty()) {
        let count = given.len() as f64;
        let mean = given.iter().map(|(_, score)| score).sum::<f64>() / count;
        for (reviewer, score) in given {
            system[*reviewer][*reviewer] += 1.0;
            system[*reviewer][reviewers] += score - mean;
            for (other, _) in given {
                system[*reviewer][*other] -= 1.0 / count;
            }
        }
    }
    // It says nothing of the level of a group: the weighted sum of its severities is zero.
    for group in groups(&of_project, reviewers) {
        let weight = |reviewer: usize| reviews.iter().filter(|(_, by, _)| *by == reviewer).count() as f64;
        let weights: Vec<(usize, f64)> =
            group.iter().map(|reviewer| (*reviewer, weight(*reviewer))).collect();
        let whole = weights.iter().map(|(_, weight)| weight).sum::<f64>().max(1.0);
        for (row, own) in &weights {
            for (column, other) in &weights {
                system[*row][*column] += own * other / whole;
            }
        }
    }
    solve(system)
}

/// Reviewers tied by common projects.
fn groups(of_project: &[Vec<(usize, f64)>], reviewers: usize) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..reviewers).collect();
    for given in of_project {
        for pair in given.windows(2) {
            let (from, to) = (group[pair[0].0], group[pair[1].0]);
            group.iter_mut().filter(|one| **one == from).for_each(|one| *one = to);
        }
    }
    let members =
        |name: usize| (0..reviewers).filter(|reviewer| group[*reviewer] == name).collect::<Vec<_>>();
    (0..reviewers).map(members).filter(|members| !members.is_empty()).collect()
}

/// Gauss with the largest pivot; an unknown that nothing tells of is zero.
fn solve(mut system: Vec<Vec<f64>>) -> Vec<f64> {
    let size = system.len();
    for column in 0..size {
        let largest = (column..size)
            .max_by(|a, b| system[*a][column].abs().total_cmp(&system[*b][column].abs()))
            .unwrap_or(column);
        if system[largest][column].abs() < 1e-9 {
            continue;
        }
        system.swap(column, largest);
        let pivot = system[column].clone();
        for (place, row) in system.iter_mut().enumerate().filter(|(place, _)| *place != column) {
            let factor = row[column] / pivot[column];
            if factor != 0.0 || place == column {
                row.iter_mut().zip(&pivot).for_each(|(value, by)| *value -= factor * by);
            }
        }
    }
    let value = |row: usize| {
        let (pivot, right) = (system[row][row], system[row][size]);
        if pivot.abs() < 1e-9 { 0.0 } else { right / pivot }
    };
    (0..size).map(value).collect()
}

/// The corrected score of each project; none without a review. It can lie somewhat beyond 0 and 5.
pub fn corrected(reviews: &[Scored], projects: usize, reviewers: usize) -> Vec<Option<f64>> {
    let severities = severities(reviews, projects, reviewers);
    let mut sums = vec![(0.0, 0_u32); projects];
    for (project, reviewer, score) in reviews {
        sums[*project].0 += score - severities[*reviewer];
        sums[*project].1 += 1;
    }
    sums.into_iter().map(|(sum, count)| (count > 0).then(|| super::rounded(sum / f64::from(count)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Projects × reviewers: who scored what.
    fn design() -> impl Strategy<Value = Vec<Scored>> {
        prop::collection::btree_set((0_usize..6, 0_usize..5), 1..20).prop_flat_map(|pairs| {
            let count = pairs.len();
            (Just(pairs), prop::collection::vec(0_i32..=50, count)).prop_map(|(pairs, scores)| {
                let score = |tenths: i32| f64::from(tenths) / 10.0;
                pairs
                    .into_iter()
                    .zip(scores)
                    .map(|((project, by), tenths)| (project, by, score(tenths)))
                    .collect()
            })
        })
    }

    fn raw(reviews: &[Scored], project: usize) -> Option<f64> {
        let own: Vec<f64> = reviews.iter().filter(|one| one.0 == project).map(|one| one.2).collect();
        (!own.is_empty()).then(|| own.iter().sum::<f64>() / own.len() as f64)
    }

    fn near(a: Option<f64>, b: Option<f64>) -> bool {
        match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() < 0.011,
            (a, b) => a == b,
        }
    }

    /// The group of reviewers of each project.
    fn tied(reviews: &[Scored], project: usize) -> Option<Vec<usize>> {
        let mut of_project = vec![Vec::new(); 6];
        reviews.iter().for_each(|(project, by, score)| of_project[*project].push((*by, *score)));
        let first = of_project[project].first()?.0;
        groups(&of_project, 5).into_iter().find(|members| members.contains(&first))
    }

    proptest! {
        #[test]
        fn without_any_severity_the_corrected_score_is_the_raw_one(
            reviews in design(), worths in prop::collection::vec(0_i32..=50, 6),
        ) {
            let same: Vec<Scored> =
                reviews.iter().map(|(project, by, _)| (*project, *by, f64::from(worths[*project]) / 10.0)).collect();
            for (project, found) in corrected(&same, 6, 5).into_iter().enumerate() {
                prop_assert!(near(found, raw(&same, project)), "{found:?}");
            }
        }

        #[test]
        fn a_constant_on_all_scores_of_a_reviewer_leaves_the_differences_of_a_group(
            reviews in design(), who in 0_usize..5, more in -20_i32..=20,
        ) {
            let more = f64::from(more) / 10.0;
            let shifted: Vec<Scored> = reviews
                .iter()
                .map(|(project, by, score)| (*project, *by, if *by == who { score + more } else { *score }))
                .collect();
            let (before, after) = (corrected(&reviews, 6, 5), corrected(&shifted, 6, 5));
            for a in 0..6 {
                for b in 0..a {
                    if let (Some(a0), Some(b0), Some(a1), Some(b1)) = (before[a], before[b], after[a], after[b])
                        && tied(&reviews, a) == tied(&reviews, b)
                    {
                        prop_assert!(((a0 - b0) - (a1 - b1)).abs() < 0.025, "{a0} {b0} {a1} {b1}");
                    }
                }
            }
        }

        #[test]
        fn where_everybody_scored_everything_nothing_is_corrected(scores in prop::collection::vec(0_i32..=50, 12)) {
            let reviews: Vec<Scored> =
                scores.iter().enumerate().map(|(n, tenths)| (n / 3, n % 3, f64::from(*tenths) / 10.0)).collect();
            for (project, found) in corrected(&reviews, 4, 3).into_iter().enumerate() {
                prop_assert!(near(found, raw(&reviews, project)));
            }
        }
    }

    #[test]
    fn a_project_that_met_the_severe_reviewer_gains() {
        // The second reviewer gives one point less to everybody; both saw the first project.
        let reviews = [(0, 0, 4.0), (0, 1, 3.0), (1, 0, 4.0), (2, 1, 3.0)];
        assert_eq!(corrected(&reviews, 3, 2), [Some(3.5), Some(3.5), Some(3.5)]);
        assert_eq!(corrected(&[], 1, 0), [None]);
    }
}
