//! Reviews in the database.

pub mod assignments;
pub mod conflicts;
pub mod reopenings;
mod scope;
mod write;

pub use scope::Reader;
pub use write::{insert, submit, update};

use crate::{
    catalogue::Catalogue,
    db::{
        AnyConnection, Backend,
        schema::{projects, review_scores, reviews, users},
    },
    projects::wire::{call_ref, project_ref},
};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use openapi::{
    Id,
    review::{Opinion, PersonRef, Review, ReviewStatus, Score},
};
use std::collections::HashMap;

type ReviewRow = (
    (String, i32, String, String, Option<String>, String, String, Option<String>),
    (NaiveDateTime, NaiveDateTime, Option<NaiveDateTime>),
    (String, Option<String>, String, String, String),
    (String, String),
);

/// Which reviews a list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub project: Option<String>,
    pub review: Option<String>,
    pub call: Option<String>,
    pub mine: bool,
    pub statuses: Option<Vec<ReviewStatus>>,
    /// Words of the project's title, as `http::text` makes them.
    pub needles: Vec<String>,
}

/// A page of the reviews that the reader may see, newest first, and how many there are.
pub fn page(
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    reader: &Reader,
    filter: &Filter,
    after: Option<&str>,
    limit: usize,
) -> QueryResult<(Vec<Review>, i64)> {
    let total = matching(reader, filter).count().get_result(connection)?;
    let mut ids = matching(reader, filter).select(reviews::id).order(reviews::id.desc());
    if let Some(after) = after {
        ids = ids.filter(reviews::id.lt(after.to_owned()));
    }
    let ids: Vec<String> = ids.limit(i64::try_from(limit).unwrap_or(i64::MAX)).load(connection)?;
    Ok((whole(connection, catalogue, reader, &ids)?, total))
}

type Boxed<'a> = reviews::BoxedQuery<'a, Backend>;

fn matching<'a>(reader: &Reader, filter: &Filter) -> Boxed<'a> {
    let mut query = reviews::table.into_boxed::<Backend>().filter(reader.visible());
    if let Some(id) = &filter.review {
        query = query.filter(reviews::id.eq(id.clone()));
    }
    if let Some(id) = &filter.project {
        query = query.filter(reviews::project_id.eq(id.clone()));
    }
    if let Some(id) = &filter.call {
        let of_call = projects::table.filter(projects::call_id.eq(id.clone())).select(projects::id);
        query = query.filter(reviews::project_id.eq_any(of_call));
    }
    for needle in &filter.needles {
        // A needle is letters and digits after a space: nothing to escape.
        let named = projects::table.filter(projects::title_search.like(format!("%{needle}%")));
        query = query.filter(reviews::project_id.eq_any(named.select(projects::id)));
    }
    if filter.mine {
        query = query.filter(reviews::reviewer_id.eq(reader.user.clone()));
    }
    if let Some(statuses) = &filter.statuses {
        let names: Vec<_> = statuses.iter().map(|status| status.as_str()).collect();
        query = query.filter(reviews::status.eq_any(names));
    }
    query
}

/// The call that a review belongs to, whoever asks.
pub fn call_of(connection: &mut AnyConnection, review: &str) -> QueryResult<Option<String>> {
    reviews::table
        .inner_join(projects::table)
        .filter(reviews::id.eq(review))
        .select(projects::call_id)
        .first(connection)
        .optional()
}

/// A review that the reader may see.
pub fn find(
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    reader: &Reader,
    id: &str,
) -> QueryResult<Option<Review>> {
    let filter = Filter { review: Some(id.to_owned()), ..Filter::default() };
    Ok(page(connection, catalogue, reader, &filter, None, 1)?.0.pop())
}

/// The reviews with these ids, newest first, with their scores: two statements.
fn whole(
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    reader: &Reader,
    ids: &[String],
) -> QueryResult<Vec<Review>> {
    let rows: Vec<ReviewRow> = reviews::table
        .inner_join(projects::table)
        .inner_join(users::table)
        .filter(reviews::id.eq_any(ids))
        .order(reviews::id.desc())
        .select((
            (
                reviews::id,
                reviews::version,
                reviews::reviewer_id,
                reviews::status,
                reviews::opinion,
                reviews::message,
                reviews::confidential_note,
                reviews::abstention_reason,
            ),
            (reviews::created_at, reviews::updated_at, reviews::submitted_at),
            (projects::id, projects::number, projects::title, projects::partner_id, projects::call_id),
            (users::name, projects::programme_id),
        ))
        .load(connection)?;
    let score_rows: Vec<(String, String, Option<i32>, String)> = review_scores::table
        .filter(review_scores::review_id.eq_any(ids))
        .select((
            review_scores::review_id,
            review_scores::criterion_id,
            review_scores::score,
            review_scores::comment,
        ))
        .load(connection)?;
    let mut scores: HashMap<String, Vec<Score>> = HashMap::new();
    for (review, criterion, score, comment) in score_rows {
        let score = Score { criterion: Id::from_storage(criterion), score, comment };
        scores.entry(review).or_default().push(score);
    }
    Ok(rows
        .into_iter()
        .map(|(review, times, project, (name, programme))| {
            let (id, version, reviewer, status, opinion, message, note, abstention_reason) = review;
            let (created_at, updated_at, submitted_at) = times;
            let (project, number, title, partner, call) = project;
            let confidential = reader.user == reviewer || reader.reads_notes(&programme);
            let mut scores = scores.remove(&id).unwrap_or_default();
            let place = |score: &Score| {
                let criteria =
                    catalogue.call(&call).map(|call| call.wire.criteria.as_slice()).unwrap_or_default();
                criteria.iter().position(|criterion| criterion.id == score.criterion)
            };
            scores.sort_by_key(place);
            Review {
                id: Id::from_storage(id),
                version,
                project: project_ref(catalogue, project, number, title, &partner),
                call: call_ref(catalogue, &call),
                reviewer: PersonRef { id: Id::from_storage(reviewer), name },
                status: ReviewStatus::parse(&status).unwrap_or(ReviewStatus::Draft),
                scores,
                opinion: opinion.as_deref().and_then(Opinion::parse),
                message,
                confidential_note: confidential.then_some(note),
                abstention_reason,
                created_at: created_at.and_utc(),
                updated_at: updated_at.and_utc(),
                submitted_at: submitted_at.map(|at| at.and_utc()),
            }
        })
        .collect())
}
