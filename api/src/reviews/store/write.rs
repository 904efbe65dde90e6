//! Writing reviews.

use crate::db::{
    AnyConnection, new_id,
    schema::{review_scores, reviews},
    versions::{self, Touched},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use openapi::review::{ReviewInput, ReviewStatus};

/// A new draft; its id.
pub fn insert(
    connection: &mut AnyConnection,
    project: &str,
    reviewer: &str,
    input: &ReviewInput,
    now: DateTime<Utc>,
) -> QueryResult<String> {
    let id = new_id();
    diesel::insert_into(reviews::table)
        .values((
            (
                reviews::id.eq(&id),
                reviews::project_id.eq(project),
                reviews::reviewer_id.eq(reviewer),
                reviews::status.eq(ReviewStatus::Draft.as_str()),
            ),
            (
                reviews::opinion.eq(input.opinion.map(|opinion| opinion.as_str())),
                reviews::message.eq(&input.message),
                reviews::confidential_note.eq(&input.confidential_note),
                reviews::abstention_reason.eq(input.abstention_reason.as_deref()),
            ),
            reviews::version.eq(1),
            reviews::created_at.eq(now.naive_utc()),
            reviews::updated_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    score(connection, &id, input)?;
    Ok(id)
}

fn score(connection: &mut AnyConnection, review: &str, input: &ReviewInput) -> QueryResult<()> {
    diesel::delete(review_scores::table.filter(review_scores::review_id.eq(review))).execute(connection)?;
    for score in &input.scores {
        diesel::insert_into(review_scores::table)
            .values((
                review_scores::review_id.eq(review),
                review_scores::criterion_id.eq(score.criterion.as_str()),
                review_scores::score.eq(score.score),
                review_scores::comment.eq(&score.comment),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Writes a draft over the version that was read; false when another write came first.
pub fn update(
    connection: &mut AnyConnection,
    id: &str,
    version: i32,
    input: &ReviewInput,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let own = reviews::table.filter(reviews::id.eq(id).and(reviews::version.eq(version)));
    let changed = diesel::update(own)
        .set((
            reviews::opinion.eq(input.opinion.map(|opinion| opinion.as_str())),
            reviews::message.eq(&input.message),
            reviews::confidential_note.eq(&input.confidential_note),
            reviews::abstention_reason.eq(input.abstention_reason.as_deref()),
            reviews::version.eq(version + 1),
            reviews::updated_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    if changed == 0 {
        return Ok(false);
    }
    score(connection, id, input)?;
    Ok(true)
}

/// Files a review; false when another write came first.
pub fn submit(
    connection: &mut AnyConnection,
    id: &str,
    version: i32,
    status: ReviewStatus,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let own = reviews::table.filter(reviews::id.eq(id).and(reviews::version.eq(version)));
    let changed = diesel::update(own)
        .set((
            reviews::status.eq(status.as_str()),
            reviews::version.eq(version + 1),
            reviews::updated_at.eq(now.naive_utc()),
            reviews::submitted_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    versions::touch(connection, Touched::Projects)?;
    Ok(changed > 0)
}
