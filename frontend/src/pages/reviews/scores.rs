//! The grid as it is sent, how far it is, and what a key does to it. Pure.

use openapi::{
    Reference,
    call::Criterion,
    criterion::{weighted_mean, weights},
    limits::SCORE_MAX,
    review::{Review, ReviewInput, ScoreInput},
};

/// What the form starts from: one score for each criterion, in the order of the call, with what was saved.
pub fn filled(criteria: &[Criterion], review: Option<&Review>) -> ReviewInput {
    let saved = |criterion: &Criterion| {
        review.and_then(|review| review.scores.iter().find(|score| score.criterion == criterion.id))
    };
    let scores = criteria
        .iter()
        .map(|criterion| ScoreInput {
            criterion: Reference::from(criterion.id.as_str()),
            score: saved(criterion).and_then(|score| score.score),
            comment: saved(criterion).map(|score| score.comment.clone()).unwrap_or_default(),
        })
        .collect();
    ReviewInput {
        scores,
        opinion: review.and_then(|review| review.opinion),
        message: review.map(|review| review.message.clone()).unwrap_or_default(),
        confidential_note: review.and_then(|review| review.confidential_note.clone()).unwrap_or_default(),
        abstention_reason: review.and_then(|review| review.abstention_reason.clone()),
    }
}

/// How many criteria have a score.
pub fn scored(input: &ReviewInput) -> usize {
    input.scores.iter().filter(|score| score.score.is_some()).count()
}

/// The weighted mean of the scores given so far, as the ranking computes it; none before the first.
pub fn mean(criteria: &[Criterion], input: &ReviewInput) -> Option<f64> {
    let given = input.scores.iter().enumerate().filter_map(|(place, score)| Some((place, score.score?)));
    weighted_mean(&weights(criteria), given)
}

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyAction {
    /// Gives this score to the criterion at this place.
    Score { criterion: usize, score: i32 },
    /// Goes to the criterion at this place.
    Go(usize),
}

/// What `key` does when the criterion at `current` of `count` is the one at hand.
fn key_action(key: &str, current: usize, count: usize) -> Option<KeyAction> {
    let last = count.checked_sub(1)?;
    match key {
        "j" | "J" => Some(KeyAction::Go((current + 1).min(last))),
        "k" | "K" => Some(KeyAction::Go(current.saturating_sub(1).min(last))),
        _ => {
            let score = key.parse().ok().filter(|score| key.len() == 1 && (0..=SCORE_MAX).contains(score))?;
            Some(KeyAction::Score { criterion: current.min(last), score })
        }
    }
}

/// What a pressed key does: what it writes, else the digit at its place. The row of digits of a French keyboard writes
/// `&`, `é`, `"` and the like without the shift key.
pub fn pressed(key: &str, code: &str, shift: bool, current: usize, count: usize) -> Option<KeyAction> {
    let by_place = || key_action(code.strip_prefix("Digit").filter(|_| !shift)?, current, count);
    key_action(key, current, count).or_else(by_place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::Id;

    fn criterion(code: &str, weight: i32) -> Criterion {
        Criterion {
            id: Id::from_storage(code.into()),
            code: code.into(),
            label: code.into(),
            help: String::new(),
            weight,
            counts: true,
            score_labels: openapi::criterion::score_labels(),
        }
    }

    #[test]
    fn an_empty_grid_has_a_line_for_each_criterion_and_no_mean() {
        let criteria = [criterion("C1", 1), criterion("C2", 1)];
        let input = filled(&criteria, None);
        assert_eq!(input.scores.len(), 2);
        assert_eq!((scored(&input), mean(&criteria, &input)), (0, None));
    }

    #[test]
    fn a_criterion_counts_by_its_weight() {
        let criteria = [criterion("C1", 3), criterion("C2", 1)];
        let mut input = filled(&criteria, None);
        input.scores[0].score = Some(5);
        assert_eq!(mean(&criteria, &input), Some(5.0));
        input.scores[1].score = Some(1);
        assert_eq!(mean(&criteria, &input), Some(4.0));
    }

    #[test]
    fn the_row_of_digits_scores_on_a_french_keyboard_too() {
        let score = |score| Some(KeyAction::Score { criterion: 2, score });
        assert_eq!(pressed("'", "Digit4", false, 2, 8), score(4));
        assert_eq!(pressed("4", "Digit4", true, 2, 8), score(4));
        assert_eq!(pressed("à", "Digit0", false, 2, 8), score(0));
        assert_eq!(pressed("$", "Digit4", true, 2, 8), None, "a sign with the shift key on another keyboard");
        assert_eq!(pressed("-", "Digit6", false, 2, 8), None);
    }

    #[test]
    fn digits_score_and_letters_walk_without_leaving_the_grid() {
        assert_eq!(key_action("4", 2, 8), Some(KeyAction::Score { criterion: 2, score: 4 }));
        assert_eq!(key_action("6", 2, 8), None);
        assert_eq!(key_action("j", 7, 8), Some(KeyAction::Go(7)));
        assert_eq!(key_action("k", 0, 8), Some(KeyAction::Go(0)));
        assert_eq!(key_action("j", 0, 0), None);
        assert_eq!(key_action("Tab", 2, 8), None);
    }
}
