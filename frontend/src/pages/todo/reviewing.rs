//! What waits for a reviewer: assigned reviews that are not submitted.

use super::items::{Item, When, first};
use crate::{api::ApiError, i18n::todo as t, pages::reviews::queue, routes::Route};
use openapi::review::ReviewStatus;

/// How many reviews of a call are named.
const NAMED: usize = 5;

/// Reads the reviews that wait for the person.
///
/// # Errors
/// The first refusal.
pub async fn waiting() -> Result<Vec<Item>, ApiError> {
    let queue = queue::load().await?.body;
    let mut items = Vec::new();
    for of_call in &queue.calls {
        let committee = || of_call.call.selection_on.map_or(When::Never, When::Committee);
        let when = || of_call.due_on().map_or_else(committee, When::Due);
        let left: Vec<_> = of_call.items.iter().filter(|item| !item.is_done() && !item.is_late()).collect();
        let (named, more) = first(&left, NAMED);
        items.extend(named.iter().map(|item| {
            let begun = item.status == Some(ReviewStatus::Draft);
            let (what, verb) = if begun { (t::REVIEW_BEGUN, t::FINISH) } else { (t::REVIEW, t::EVALUATE) };
            let (to, query) = item.address();
            let query = query.map(|name| (name, "1".to_owned()));
            Item { query, ..Item::new(what, item.project.title.clone(), when(), to, verb) }
        }));
        if more > 0 {
            let title = of_call.call.title.clone();
            items.push(Item::new(t::more_reviews(more), title, when(), Route::Reviews, t::SEE));
        }
    }
    Ok(items)
}
