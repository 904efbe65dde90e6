//! Ranking and envelopes. Pure.

pub mod severity;

use openapi::criterion::weighted_mean;
use openapi::review::Feedback;
use std::collections::HashMap;

/// A review done: scores by place of the criterion in the call.
pub type Scores = HashMap<usize, i32>;

/// More than the error of summing fractions, and less than the distance from half a hundredth to any other mean of scores.
const HALF: f64 = 1e-9;

/// Two decimals, as people read a score; half a hundredth goes up, in whatever order the reviews were summed.
fn rounded(value: f64) -> f64 {
    (value * 100.0 + HALF).round() / 100.0
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Standard deviation over all values: the reviewers are the whole population, not a sample of it.
fn spread(values: &[f64]) -> Option<f64> {
    let mean = mean(values)?;
    Some((values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len() as f64).sqrt())
}

/// The middle value, or the mean of the two in the middle.
fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = sorted.get(sorted.len() / 2)?;
    let lower = sorted.get((sorted.len() - 1) / 2)?;
    Some(f64::midpoint(*lower, *upper))
}

/// Several values in three, each with two decimals; none where there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Summary {
    pub mean: Option<f64>,
    pub median: Option<f64>,
    /// Standard deviation.
    pub spread: Option<f64>,
}

impl Summary {
    fn of(values: &[f64]) -> Self {
        Self {
            mean: mean(values).map(rounded),
            median: median(values).map(rounded),
            spread: spread(values).map(rounded),
        }
    }
}

/// What the reviews of a project come to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Standing {
    /// Of the reviews' weighted means; the mean is the score.
    pub overall: Summary,
    /// By criterion, in the call's order.
    pub criteria: Vec<Summary>,
}

/// Sums up the reviews done of a project, with what each criterion counts (`openapi::criterion::weights`).
pub fn standing(reviews: &[Scores], weights: &[i32]) -> Standing {
    let means: Vec<f64> = reviews
        .iter()
        .filter_map(|scores| weighted_mean(weights, scores.iter().map(|(place, score)| (*place, *score))))
        .collect();
    let criteria = (0..weights.len())
        .map(|place| {
            let values: Vec<f64> =
                reviews.iter().filter_map(|scores| scores.get(&place)).copied().map(f64::from).collect();
            Summary::of(&values)
        })
        .collect();
    Standing { overall: Summary::of(&means), criteria }
}

/// Ranks from scores: 1 is the best, equal scores share a rank and leave the next ones free; none without a score.
pub fn ranks(scores: &[Option<f64>]) -> Vec<Option<u32>> {
    let better = |score: f64| scores.iter().flatten().filter(|other| **other > score).count();
    scores.iter().map(|score| score.and_then(|score| u32::try_from(better(score) + 1).ok())).collect()
}

/// Whether a vote fits what is left of an envelope; all in cents.
pub fn fits(envelope: i64, voted_elsewhere: i64, vote: i64) -> bool {
    voted_elsewhere.checked_add(vote).is_some_and(|total| total <= envelope)
}

/// The reserve list with `own` at a place (from 1), else where it stands; what is not in the list is not put there.
pub fn placed<'a>(listed: Vec<&'a str>, own: &str, wanted: Option<i32>) -> Vec<&'a str> {
    let (Some(at), Some(wanted)) = (listed.iter().position(|id| *id == own), wanted) else { return listed };
    let mut order = listed;
    let moved = order.remove(at);
    let to = usize::try_from(wanted.saturating_sub(1)).unwrap_or(0).min(order.len());
    order.insert(to, moved);
    order
}

/// What the reviewers wrote to the applicant as one text, without opinions or names; what two wrote alike stands once.
pub fn gathered(messages: &[Feedback]) -> String {
    let mut texts: Vec<&str> = messages.iter().map(|feedback| feedback.message.trim()).collect();
    // Sorted, so that neither the order of the reviews nor their opinions show.
    texts.sort_unstable();
    texts.dedup();
    texts.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn review(scores: &[i32]) -> Scores {
        scores.iter().copied().enumerate().collect()
    }

    #[test]
    fn a_weighted_mean_counts_each_criterion_by_its_weight() {
        let standing = standing(&[review(&[5, 2])], &[3, 1]);
        assert_eq!(standing.overall, Summary { mean: Some(4.25), median: Some(4.25), spread: Some(0.0) });
    }

    #[test]
    fn a_review_far_from_the_others_moves_the_mean_and_not_the_median() {
        let standing = standing(&[review(&[4, 4]), review(&[0, 4]), review(&[4, 5])], &[1, 1]);
        assert_eq!((standing.overall.mean, standing.overall.median), (Some(3.5), Some(4.0)));
        let medians: Vec<_> = standing.criteria.iter().map(|summary| summary.median).collect();
        assert_eq!(medians, [Some(4.0), Some(4.0)]);
    }

    #[test]
    fn the_median_of_two_lies_between_them() {
        assert_eq!(Summary::of(&[1.0, 4.0]).median, Some(2.5));
        assert_eq!(Summary::of(&[]), Summary::default());
    }

    #[test]
    fn half_a_hundredth_goes_up_in_any_order_of_the_reviews() {
        let weights = [7, 6, 6, 1];
        let mut reviews =
            [[5, 1, 2, 3], [5, 0, 0, 4], [2, 0, 2, 2], [1, 0, 0, 4]].map(|scores| review(&scores));
        assert_eq!(standing(&reviews, &weights).overall.mean, Some(1.68));
        reviews.reverse();
        assert_eq!(standing(&reviews, &weights).overall.mean, Some(1.68));
    }

    #[test]
    fn a_project_without_reviews_has_no_score_and_no_rank() {
        assert_eq!(standing(&[], &[1]).overall.mean, None);
        assert_eq!(ranks(&[Some(3.0), None, Some(4.0)]), [Some(2), None, Some(1)]);
    }

    #[test]
    fn equal_scores_share_a_rank() {
        assert_eq!(
            ranks(&[Some(4.0), Some(5.0), Some(4.0), Some(3.0)]),
            [Some(2), Some(1), Some(2), Some(4)]
        );
    }

    #[test]
    fn a_project_on_the_reserve_list_takes_a_place_and_the_others_make_room() {
        let listed = || vec!["a", "b", "c"];
        assert_eq!(placed(listed(), "c", Some(1)), ["c", "a", "b"]);
        assert_eq!(placed(listed(), "a", Some(99)), ["b", "c", "a"]);
        assert_eq!(placed(listed(), "b", None), listed());
        assert_eq!(placed(listed(), "gone", Some(1)), listed());
    }

    proptest! {
        #[test]
        fn a_score_lies_between_the_lowest_and_the_highest_given(
            reviews in prop::collection::vec(prop::collection::vec(0i32..=5, 8), 1..6),
            weights in prop::collection::vec(1i32..=10, 8),
        ) {
            let all: Vec<i32> = reviews.iter().flatten().copied().collect();
            let score = standing(&reviews.iter().map(|scores| review(scores)).collect::<Vec<_>>(), &weights).overall.mean;
            prop_assert!(score.is_some());
            let score = score.unwrap_or_default();
            let (low, high) = (all.iter().min().copied().unwrap_or(0), all.iter().max().copied().unwrap_or(0));
            prop_assert!(score >= f64::from(low) - 0.005 && score <= f64::from(high) + 0.005);
        }

        #[test]
        fn the_order_of_reviews_and_a_common_factor_of_weights_change_nothing(
            mut reviews in prop::collection::vec(prop::collection::vec(0i32..=5, 4), 1..6),
            weights in prop::collection::vec(1i32..=10, 4),
        ) {
            let sum_up = |reviews: &[Vec<i32>], weights: &[i32]| {
                standing(&reviews.iter().map(|scores| review(scores)).collect::<Vec<_>>(), weights).overall.mean
            };
            let before = sum_up(&reviews, &weights);
            reviews.reverse();
            prop_assert_eq!(before, sum_up(&reviews, &weights));
            let doubled: Vec<i32> = weights.iter().map(|weight| weight * 2).collect();
            prop_assert_eq!(before, sum_up(&reviews, &doubled));
        }

        #[test]
        fn at_least_half_of_the_values_lie_on_each_side_of_the_median(values in prop::collection::vec(0.0f64..5.0, 1..12)) {
            let middle = median(&values).unwrap_or(f64::NAN);
            let half = values.len().div_ceil(2);
            prop_assert!(values.iter().filter(|value| **value <= middle).count() >= half);
            prop_assert!(values.iter().filter(|value| **value >= middle).count() >= half);
        }

        #[test]
        fn a_better_score_never_has_a_worse_rank(scores in prop::collection::vec(prop::option::of(0.0f64..5.0), 0..30)) {
            let ranks = ranks(&scores);
            for (a, rank_a) in scores.iter().zip(&ranks) {
                for (b, rank_b) in scores.iter().zip(&ranks) {
                    if let (Some(a), Some(b), Some(rank_a), Some(rank_b)) = (a, b, rank_a, rank_b) {
                        prop_assert_eq!(a > b, rank_a < rank_b);
                    }
                }
            }
        }

        #[test]
        fn votes_that_each_fit_never_overdraw_an_envelope(envelope in 0i64..10_000, votes in prop::collection::vec(0i64..5_000, 0..20)) {
            let mut voted = 0;
            for vote in votes {
                if fits(envelope, voted, vote) { voted += vote; }
            }
            prop_assert!(voted <= envelope);
        }
    }
}
