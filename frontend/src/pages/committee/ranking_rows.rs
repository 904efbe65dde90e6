//! The order of the ranking. Pure.

use crate::format::folded;
use openapi::committee::{RankingItem, ReviewsAre};
use std::cmp::Ordering;

/// What the ranking can be sorted by; the names are those of `?tri=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Rank,
    Title,
    Partner,
    Score,
    Median,
    Corrected,
    Spread,
    Done,
    Requested,
}

fn field(name: &str) -> Option<Field> {
    Some(match name {
        "rank" => Field::Rank,
        "title" => Field::Title,
        "partner" => Field::Partner,
        "score" => Field::Score,
        "median" => Field::Median,
        "corrected" => Field::Corrected,
        "spread" => Field::Spread,
        "reviews_done" => Field::Done,
        "requested" => Field::Requested,
        _ => return None,
    })
}

/// The items in the order that `?tri=` asks for; by rank when it asks for nothing. What has no value comes last.
pub fn sorted(items: &[RankingItem], sort: Option<&str>) -> Vec<RankingItem> {
    let sort = sort.unwrap_or("rank");
    let descending = sort.starts_with('-');
    let field = field(sort.trim_start_matches('-')).unwrap_or(Field::Rank);
    let mut items = items.to_vec();
    items.sort_by(|a, b| compare(a, b, field, descending).then_with(|| tie(a, b)));
    items
}

/// The items of a status, of which the reviews are done or not or the correction moves the rank, with these words.
pub fn filtered(
    items: &[RankingItem],
    status: Option<&str>,
    reviews: Option<&str>,
    words: Option<&str>,
) -> Vec<RankingItem> {
    let words = folded(words.unwrap_or_default().trim());
    let holds = |item: &&RankingItem| {
        let project = &item.project;
        let text = format!(
            "{} {} {}",
            project.number.as_deref().unwrap_or_default(),
            project.title,
            project.partner.name
        );
        status.is_none_or(|status| item.status.as_str() == status)
            && folded(&text).contains(&words)
            && match reviews {
                Some("completes") => ReviewsAre::Complete.holds(item),
                Some("attendues") => ReviewsAre::Incomplete.holds(item),
                Some("rang") => ReviewsAre::RankChanged.holds(item),
                _ => true,
            }
    };
    items.iter().filter(holds).cloned().collect()
}

/// The same choice as the API takes it, for the files: they hold what the page shows. By a score it sorts the best first; an
/// order that it does not know is left out.
pub fn asked(
    status: Option<&str>,
    reviews: Option<&str>,
    words: Option<&str>,
    sort: Option<&str>,
) -> Vec<(&'static str, String)> {
    let reviews = reviews.and_then(|chosen| {
        Some(match chosen {
            "completes" => ReviewsAre::Complete,
            "attendues" => ReviewsAre::Incomplete,
            "rang" => ReviewsAre::RankChanged,
            _ => return None,
        })
    });
    let sort = sort.and_then(|sort| {
        let descending = sort.starts_with('-');
        let (name, turned) = match field(sort.trim_start_matches('-'))? {
            Field::Rank => ("rank", false),
            Field::Score => ("score", true),
            Field::Corrected => ("corrected", true),
            Field::Title => ("title", false),
            Field::Median => ("median", false),
            Field::Spread => ("spread", false),
            Field::Requested => ("requested", false),
            Field::Partner | Field::Done => return None,
        };
        Some(format!("{}{name}", if descending != turned { "-" } else { "" }))
    });
    let pairs = [
        ("status", status.map(str::to_owned)),
        ("reviews", reviews.map(|reviews| reviews.as_str().to_owned())),
        ("q", words.map(|words| words.trim().to_owned())),
        ("sort", sort),
    ];
    pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn tie(a: &RankingItem, b: &RankingItem) -> Ordering {
    a.project.number.cmp(&b.project.number).then_with(|| a.project.title.cmp(&b.project.title))
}

fn compare(a: &RankingItem, b: &RankingItem, field: Field, descending: bool) -> Ordering {
    let turned = |ordering: Ordering| if descending { ordering.reverse() } else { ordering };
    match field {
        Field::Rank => last(a.rank.map(f64::from), b.rank.map(f64::from), descending),
        Field::Title => turned(folded(&a.project.title).cmp(&folded(&b.project.title))),
        Field::Partner => turned(folded(&a.project.partner.name).cmp(&folded(&b.project.partner.name))),
        Field::Score => last(a.score, b.score, descending),
        Field::Median => last(a.median, b.median, descending),
        Field::Corrected => last(a.corrected, b.corrected, descending),
        Field::Spread => last(a.spread, b.spread, descending),
        Field::Done => turned(a.reviews_done.cmp(&b.reviews_done)),
        Field::Requested => turned(a.requested.amount.cmp(&b.requested.amount)),
    }
}

/// Compares values that may be missing: a missing one comes last in either direction.
fn last(a: Option<f64>, b: Option<f64>, descending: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if descending => b.total_cmp(&a),
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use openapi::{
        Id, Money, ProjectStatus,
        committee::OpinionCounts,
        partner::{PartnerKind, PartnerRef},
        review::ProjectRef,
    };

    /// A project of the ranking with this number.
    pub fn item(number: &str, rank: Option<u32>, score: Option<f64>, spread: Option<f64>) -> RankingItem {
        let id = |text: &str| Id::from_storage(text.into());
        let partner = PartnerRef { id: id("p"), name: "Association".into(), kind: PartnerKind::Association };
        RankingItem {
            project: ProjectRef {
                id: id(number),
                number: Some(number.into()),
                title: number.into(),
                partner,
            },
            status: ProjectStatus::UnderReview,
            rank,
            score,
            median: score,
            spread,
            corrected: None,
            corrected_rank: None,
            reviews_done: 0,
            reviews_expected: 3,
            criteria: Vec::new(),
            opinions: OpinionCounts::default(),
            requested: Money::cents(0),
            requests: Vec::new(),
            abstentions: 0,
        }
    }

    fn numbers(items: &[RankingItem]) -> Vec<&str> {
        items.iter().filter_map(|item| item.project.number.as_deref()).collect()
    }

    fn some() -> Vec<RankingItem> {
        vec![
            item("1", None, None, None),
            item("2", Some(2), Some(3.0), Some(1.5)),
            item("3", Some(1), Some(4.0), Some(0.5)),
        ]
    }

    #[test]
    fn the_ranking_starts_with_the_best_and_ends_with_what_is_not_reviewed() {
        assert_eq!(numbers(&sorted(&some(), None)), ["3", "2", "1"]);
    }

    #[test]
    fn disagreements_can_come_first_and_the_unreviewed_still_come_last() {
        assert_eq!(numbers(&sorted(&some(), Some("-spread"))), ["2", "3", "1"]);
        assert_eq!(numbers(&sorted(&some(), Some("spread"))), ["3", "2", "1"]);
    }

    #[test]
    fn the_ranking_is_narrowed_to_what_the_correction_moves_or_what_is_missing() {
        let mut items = some();
        (items[1].corrected_rank, items[2].corrected_rank) = (Some(1), Some(1));
        items[2].reviews_done = 3;
        assert_eq!(numbers(&filtered(&items, None, Some("rang"), None)), ["2"]);
        assert_eq!(numbers(&filtered(&items, None, Some("completes"), None)), ["3"]);
        assert_eq!(numbers(&filtered(&items, None, Some("attendues"), Some("ASSOC"))), ["1", "2"]);
        assert!(filtered(&items, Some("rejected"), None, None).is_empty());
    }

    #[test]
    fn words_are_found_whatever_their_accents() {
        let mut items = some();
        items[0].project.title = "L’école ouverte".into();
        assert_eq!(numbers(&filtered(&items, None, None, Some("ECOLE "))), ["1"]);
        assert_eq!(numbers(&filtered(&items, None, None, Some("l'école"))), ["1"]);
    }

    #[test]
    fn the_files_hold_what_the_page_shows() {
        let pairs = asked(Some("decided"), Some("rang"), Some(" école "), Some("-score"));
        let expected =
            [("status", "decided"), ("reviews", "rank_changed"), ("q", "école"), ("sort", "score")];
        assert_eq!(pairs, expected.map(|(name, value)| (name, value.to_owned())));
        assert_eq!(asked(None, None, None, Some("spread")), [("sort", "spread".to_owned())]);
        assert_eq!(asked(None, None, None, Some("corrected")), [("sort", "-corrected".to_owned())]);
        assert_eq!(asked(None, Some("?"), None, Some("reviews_done")), []);
    }

    #[test]
    fn an_unknown_order_is_the_order_of_ranks() {
        assert_eq!(numbers(&sorted(&some(), Some("colour"))), ["3", "2", "1"]);
    }
}
