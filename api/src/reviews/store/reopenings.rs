//! Until when each review can be written, and what is left to do.

use crate::{
    calls::rules::deadline,
    catalogue::StoredCall,
    db::{
        AnyConnection, new_id,
        schema::{assignments, projects, review_reopenings, reviews},
        versions::{self, Touched},
    },
    reviews::store::conflicts,
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{
    ProjectStatus,
    review::{Assignment, ReviewStatus},
};
use std::collections::{HashMap, HashSet};

/// The last day of a review that the coordinator reopened, by assignment, in a call or of one assignment.
pub fn reopened(
    connection: &mut AnyConnection,
    call: &str,
    assignment: Option<&str>,
) -> QueryResult<HashMap<String, NaiveDate>> {
    let mut query = review_reopenings::table
        .inner_join(assignments::table)
        .filter(assignments::call_id.eq(call))
        .order(review_reopenings::id)
        .select((review_reopenings::assignment_id, review_reopenings::due_on))
        .into_boxed();
    if let Some(assignment) = assignment {
        query = query.filter(review_reopenings::assignment_id.eq(assignment));
    }
    // The last one said holds.
    query.load(connection).map(|rows: Vec<(String, NaiveDate)>| rows.into_iter().collect())
}

/// The same of all assignments of a person.
pub fn reopened_for(
    connection: &mut AnyConnection,
    reviewer: &str,
) -> QueryResult<HashMap<String, NaiveDate>> {
    let rows: Vec<(String, NaiveDate)> = review_reopenings::table
        .inner_join(assignments::table)
        .filter(assignments::reviewer_id.eq(reviewer))
        .order(review_reopenings::id)
        .select((review_reopenings::assignment_id, review_reopenings::due_on))
        .load(connection)?;
    Ok(rows.into_iter().collect())
}

/// The last day of a review: the call's, or until when it was reopened where that is later; none where neither is said.
pub fn due_on(call: &StoredCall, reopened: Option<NaiveDate>) -> Option<NaiveDate> {
    match (call.wire.reviews_due_on, reopened) {
        (Some(day), Some(until)) => Some(day.max(until)),
        (day, until) => day.or(until),
    }
}

/// Whether that day is not over.
pub fn is_before(call: &StoredCall, reopened: Option<NaiveDate>, now: DateTime<Utc>) -> bool {
    due_on(call, reopened).is_none_or(|day| now < deadline(day, None).instant)
}

/// An assignment as it stands at a moment: whether its last day is over.
pub fn at(assignment: Assignment, now: DateTime<Utc>) -> Assignment {
    let closed = assignment.due_on.is_some_and(|day| now >= deadline(day, None).instant);
    Assignment { closed, ..assignment }
}

/// Whether a person's review of a project can still be written: its last day is not over.
pub fn is_open(
    connection: &mut AnyConnection,
    call: &StoredCall,
    project: &str,
    reviewer: &str,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let until: Vec<NaiveDate> = review_reopenings::table
        .inner_join(assignments::table)
        .filter(assignments::project_id.eq(project).and(assignments::reviewer_id.eq(reviewer)))
        .order(review_reopenings::id.desc())
        .select(review_reopenings::due_on)
        .limit(1)
        .load(connection)?;
    Ok(is_before(call, until.first().copied(), now))
}

/// Gives more time for a review, and makes a draft of one that was done.
pub fn reopen(
    connection: &mut AnyConnection,
    assignment: &Assignment,
    until: NaiveDate,
    reason: &str,
    by: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(review_reopenings::table)
        .values((
            review_reopenings::id.eq(new_id()),
            review_reopenings::assignment_id.eq(assignment.id.as_str()),
            review_reopenings::due_on.eq(until),
            review_reopenings::reason.eq(reason),
            review_reopenings::reopened_by.eq(by),
            review_reopenings::reopened_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    if let Some(review) = &assignment.review {
        let done = reviews::id.eq(review.as_str()).and(reviews::status.ne(ReviewStatus::Draft.as_str()));
        diesel::update(reviews::table.filter(done))
            .set((
                reviews::status.eq(ReviewStatus::Draft.as_str()),
                reviews::submitted_at.eq(None::<NaiveDateTime>),
                reviews::version.eq(reviews::version + 1),
                reviews::updated_at.eq(now.naive_utc()),
            ))
            .execute(connection)?;
    }
    versions::touch(connection, Touched::Projects)
}

/// A review that is still to be done.
#[derive(Debug, Clone)]
pub struct Left {
    pub reviewer: String,
    pub assigned_at: NaiveDateTime,
    /// Its last day, where the call has one.
    pub due_on: Option<NaiveDate>,
}

/// What is left to review in a call, by people who still review in its programme and are not recused.
pub fn left(connection: &mut AnyConnection, call: &StoredCall) -> QueryResult<Vec<Left>> {
    let rows: Vec<(String, String, String, NaiveDateTime)> = assignments::table
        .inner_join(projects::table)
        .filter(assignments::call_id.eq(call.id()))
        .filter(projects::status.eq(ProjectStatus::UnderReview.as_str()))
        .order(assignments::id)
        .select((assignments::id, assignments::project_id, assignments::reviewer_id, assignments::created_at))
        .load(connection)?;
    let ids: Vec<String> = rows.iter().map(|row| row.1.clone()).collect();
    let done: Vec<(String, String)> = reviews::table
        .filter(reviews::project_id.eq_any(&ids).and(reviews::status.ne(ReviewStatus::Draft.as_str())))
        .select((reviews::project_id, reviews::reviewer_id))
        .load(connection)?;
    let mut out: HashSet<(String, String)> = conflicts::recused(connection, &ids)?;
    out.extend(done);
    let people: HashSet<String> = conflicts::reviewers(connection, call.programme())?;
    let reopened = reopened(connection, call.id(), None)?;
    Ok(rows
        .into_iter()
        .filter(|(_, project, reviewer, _)| {
            people.contains(reviewer) && !out.contains(&(project.clone(), reviewer.clone()))
        })
        .map(|(id, _, reviewer, assigned_at)| Left {
            reviewer,
            assigned_at,
            due_on: due_on(call, reopened.get(&id).copied()),
        })
        .collect())
}
