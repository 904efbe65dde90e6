//! Criteria of a call, and the one weighted mean of their scores.

use crate::{
    Id, limits,
    review::SCORE_LABELS_FR,
    rule::Rule,
    validation::{self as rules, Violation},
};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A criterion that reviewers score from 0 to 5.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f66", "code": "C1", "label": "Qualité du projet", "help": "", "weight": 1, "counts": true,
    "score_labels": ["Absent", "Très insuffisant", "Insuffisant", "Correct", "Bon", "Excellent"]}))]
pub struct Criterion {
    pub id: Id,
    pub code: String,
    pub label: String,
    pub help: String,
    /// How much the criterion counts in the weighted mean.
    pub weight: i32,
    /// Whether it counts in the mean at all; one that does not is scored for the discussion only.
    #[serde(default = "yes")]
    pub counts: bool,
    /// What each score says, from 0 to 5.
    #[serde(default = "score_labels")]
    #[schema(min_items = 6, max_items = 6)]
    pub score_labels: Vec<String>,
}

impl Criterion {
    /// What a score says; empty beyond the scale.
    pub fn score_label(&self, score: i32) -> &str {
        usize::try_from(score).ok().and_then(|at| self.score_labels.get(at)).map_or("", String::as_str)
    }
}

/// A criterion as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct CriterionInput {
    /// Of a criterion that exists already; ignored in a new call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    #[garde(custom(rules::line(1, 10)))]
    #[schema(example = "C1", min_length = 1, max_length = 10)]
    pub code: String,
    #[garde(custom(rules::name))]
    #[schema(example = "Qualité du projet", min_length = 1, max_length = 200)]
    pub label: String,
    #[serde(default)]
    #[garde(custom(rules::comment))]
    #[schema(max_length = 2000)]
    pub help: String,
    #[serde(default = "one")]
    #[garde(custom(rules::within_range(0, limits::WEIGHT_MAX)))]
    #[schema(minimum = 0, maximum = 100)]
    pub weight: i32,
    /// False: scored for the discussion, and left out of the mean.
    #[serde(default = "yes")]
    pub counts: bool,
    /// What each score says, from 0 to 5; left out, the usual words.
    #[serde(default = "score_labels")]
    #[garde(custom(one_for_each_score), inner(custom(rules::line(1, limits::SCORE_LABEL_MAX))))]
    #[schema(min_items = 6, max_items = 6)]
    pub score_labels: Vec<String>,
}

impl CriterionInput {
    /// A criterion to fill in, that counts once.
    pub fn blank(code: String) -> Self {
        Self {
            id: None,
            code,
            label: String::new(),
            help: String::new(),
            weight: one(),
            counts: yes(),
            score_labels: score_labels(),
        }
    }
}

impl From<&Criterion> for CriterionInput {
    fn from(criterion: &Criterion) -> Self {
        let Criterion { id, code, label, help, weight, counts, score_labels } = criterion.clone();
        Self { id: Some(id), code, label, help, weight, counts, score_labels }
    }
}

fn one() -> i32 {
    1
}

fn yes() -> bool {
    true
}

/// The usual words of the scores, from 0 to 5.
pub fn score_labels() -> Vec<String> {
    SCORE_LABELS_FR.map(str::to_owned).to_vec()
}

fn one_for_each_score(labels: &[String], _: &()) -> garde::Result {
    match labels.len().cmp(&SCORE_LABELS_FR.len()) {
        std::cmp::Ordering::Less => Err(Rule::Required.into()),
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Greater => Err(Rule::TooManyItems { max: SCORE_LABELS_FR.len() }.into()),
    }
}

/// Where the criteria of a call as sent break a rule that none of them breaks alone: one of them counts at least.
pub fn violations(criteria: &[CriterionInput]) -> Vec<Violation> {
    let none_counts = !criteria.is_empty() && criteria.iter().all(|criterion| !criterion.counts);
    none_counts.then(|| Violation::new("/criteria/0/counts", Rule::NothingCounts)).into_iter().collect()
}

/// What each criterion counts in the mean, in the call's order: its weight, or nothing. Where all that count weigh
/// nothing, they count alike.
pub fn weights(criteria: &[Criterion]) -> Vec<i32> {
    let equal = criteria.iter().all(|criterion| !criterion.counts || criterion.weight == 0);
    let weight = |criterion: &Criterion| match (criterion.counts, equal) {
        (false, _) => 0,
        (true, true) => 1,
        (true, false) => criterion.weight,
    };
    criteria.iter().map(weight).collect()
}

/// Weighted mean of scores, each with the place of its criterion in `weights`; none where nothing that was scored counts.
pub fn weighted_mean(weights: &[i32], scores: impl IntoIterator<Item = (usize, i32)>) -> Option<f64> {
    // Whole numbers: the order of the scores changes nothing, not even the last digit.
    let (sum, total) = scores.into_iter().fold((0_i64, 0_i64), |(sum, total), (place, score)| {
        let weight = i64::from(weights.get(place).copied().unwrap_or(0));
        (sum + weight * i64::from(score), total + weight)
    });
    (total > 0).then(|| sum as f64 / total as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validation::check;
    use proptest::prelude::*;

    fn criterion(weight: i32, counts: bool) -> Criterion {
        Criterion {
            id: Id::from_storage("c".into()),
            code: "C".into(),
            label: "Critère".into(),
            help: String::new(),
            weight,
            counts,
            score_labels: score_labels(),
        }
    }

    fn mean(criteria: &[Criterion], scores: &[i32]) -> Option<f64> {
        weighted_mean(&weights(criteria), scores.iter().copied().enumerate())
    }

    #[test]
    fn a_criterion_that_does_not_count_changes_no_mean() {
        let criteria = [criterion(3, true), criterion(50, false), criterion(1, true)];
        assert_eq!(mean(&criteria, &[5, 0, 1]), Some(4.0));
        assert_eq!(mean(&criteria, &[5, 5, 1]), Some(4.0));
    }

    #[test]
    fn weights_that_are_all_nothing_count_alike_and_only_those_that_count() {
        let criteria = [criterion(0, true), criterion(4, false), criterion(0, true)];
        assert_eq!(mean(&criteria, &[4, 0, 2]), Some(3.0));
        assert_eq!(mean(&[criterion(1, false)], &[4]), None);
    }

    #[test]
    fn each_score_has_its_word_and_no_more() {
        let mut input = CriterionInput { label: "Critère".into(), ..CriterionInput::blank("C1".into()) };
        assert_eq!(check(&input), []);
        input.score_labels.pop();
        assert_eq!(check(&input), [Violation::new("/score_labels", Rule::Required)]);
        input.score_labels.push(" ".into());
        assert_eq!(check(&input).len(), 1);
        assert_eq!(criterion(1, true).score_label(5), "Excellent");
        assert_eq!(criterion(1, true).score_label(6), "");
    }

    #[test]
    fn one_criterion_counts_at_least() {
        let aside = CriterionInput { counts: false, ..CriterionInput::blank("C1".into()) };
        assert_eq!(violations(std::slice::from_ref(&aside)).len(), 1);
        assert_eq!(violations(&[aside, CriterionInput::blank("C2".into())]), []);
        assert_eq!(violations(&[]), []);
    }

    proptest! {
        #[test]
        fn a_mean_lies_between_the_lowest_and_the_highest_score_that_counts(
            lines in prop::collection::vec((0i32..=100, any::<bool>(), 0i32..=5), 1..12),
        ) {
            let criteria: Vec<_> = lines.iter().map(|(weight, counts, _)| criterion(*weight, *counts)).collect();
            let scores: Vec<_> = lines.iter().map(|(.., score)| *score).collect();
            let counted: Vec<_> = lines.iter().filter(|(_, counts, _)| *counts).map(|(.., score)| *score).collect();
            match mean(&criteria, &scores) {
                None => prop_assert!(counted.is_empty()),
                Some(mean) => {
                    let (low, high) = (counted.iter().min().copied(), counted.iter().max().copied());
                    prop_assert!(low.is_some_and(|low| mean >= f64::from(low)));
                    prop_assert!(high.is_some_and(|high| mean <= f64::from(high)));
                }
            }
        }
    }
}
