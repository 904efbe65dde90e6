//! Assignments in the database.

use crate::{
    catalogue::Catalogue,
    db::{
        AnyConnection, new_id,
        schema::{assignments, projects, review_scores, reviews, users},
        versions::{self, Touched},
    },
    projects::wire::project_ref,
    reviews::store::{conflicts, reopenings},
};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::{dsl::exists, prelude::*};
use openapi::{
    Id,
    review::{Assignment, PersonRef, ReviewStatus},
};
use std::collections::HashMap;

type AssignmentRow = (String, NaiveDateTime, (String, Option<String>, String, String), (String, String));

/// The assignments of a call, oldest first; of one reviewer only, or one only, when named.
pub fn list(
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    call: &str,
    reviewer: Option<&str>,
    id: Option<&str>,
) -> QueryResult<Vec<Assignment>> {
    let mut query = assignments::table
        .inner_join(projects::table)
        .inner_join(users::table)
        .filter(assignments::call_id.eq(call))
        .order(assignments::id)
        .select((
            assignments::id,
            assignments::created_at,
            (projects::id, projects::number, projects::title, projects::partner_id),
            (users::id, users::name),
        ))
        .into_boxed();
    if let Some(reviewer) = reviewer {
        query = query.filter(assignments::reviewer_id.eq(reviewer));
    }
    if let Some(id) = id {
        query = query.filter(assignments::id.eq(id));
    }
    let rows: Vec<AssignmentRow> = query.load(connection)?;
    let of_call = projects::table.filter(projects::call_id.eq(call)).select(projects::id);
    let done: Vec<(String, String, String, String)> = reviews::table
        .filter(reviews::project_id.eq_any(of_call))
        .select((reviews::project_id, reviews::reviewer_id, reviews::id, reviews::status))
        .load(connection)?;
    let reopened = reopenings::reopened(connection, call, id)?;
    let ids: Vec<String> = rows.iter().map(|(_, _, (project, ..), _)| project.clone()).collect();
    let recused = conflicts::recused(connection, &ids)?;
    let done: HashMap<_, _> =
        done.into_iter().map(|(project, reviewer, id, status)| ((project, reviewer), (id, status))).collect();
    let stored = catalogue.call(call);
    Ok(rows
        .into_iter()
        .map(|(id, created_at, (project, number, title, partner), (user, name))| {
            let pair = (project.clone(), user.clone());
            let review = done.get(&pair);
            Assignment {
                recused: recused.contains(&pair),
                // Of the moment: `reopenings::at`.
                closed: false,
                due_on: stored.and_then(|stored| reopenings::due_on(stored, reopened.get(&id).copied())),
                id: Id::from_storage(id),
                review: review.map(|(id, _)| Id::from_storage(id.clone())),
                review_status: review.and_then(|(_, status)| ReviewStatus::parse(status)),
                project: project_ref(catalogue, project, number, title, &partner),
                reviewer: PersonRef { id: Id::from_storage(user), name },
                created_at: created_at.and_utc(),
            }
        })
        .collect())
}

/// Whether a project is assigned to a person.
pub fn is_assigned(connection: &mut AnyConnection, project: &str, user: &str) -> QueryResult<bool> {
    let found: i64 = assignments::table
        .filter(assignments::project_id.eq(project).and(assignments::reviewer_id.eq(user)))
        .count()
        .get_result(connection)?;
    Ok(found > 0)
}

/// A new assignment; its id. The caller says that projects have changed: [`changed`].
pub fn insert(
    connection: &mut AnyConnection,
    call: &str,
    project: &str,
    reviewer: &str,
    now: DateTime<Utc>,
) -> QueryResult<String> {
    let id = new_id();
    diesel::insert_into(assignments::table)
        .values((
            assignments::id.eq(&id),
            assignments::call_id.eq(call),
            assignments::project_id.eq(project),
            assignments::reviewer_id.eq(reviewer),
            assignments::created_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    Ok(id)
}

/// Takes an assignment back, with the draft review that hangs on it; false, and then nothing may be kept of it, when there is
/// more than a draft. The caller says that projects have changed: [`changed`].
pub fn delete(connection: &mut AnyConnection, assignment: &Assignment) -> QueryResult<bool> {
    let Assignment { id, project, reviewer, .. } = assignment;
    let own = reviews::project_id
        .eq(project.id.as_str())
        .and(reviews::reviewer_id.eq(reviewer.id.as_str()))
        .and(reviews::status.eq(ReviewStatus::Draft.as_str()));
    let draft: Option<String> =
        reviews::table.filter(own).select(reviews::id).first(connection).optional()?;
    if let Some(review) = draft {
        diesel::delete(review_scores::table.filter(review_scores::review_id.eq(&review)))
            .execute(connection)?;
        // Asked again: what was submitted meanwhile is nobody's to remove.
        let still = reviews::id.eq(&review).and(reviews::status.eq(ReviewStatus::Draft.as_str()));
        diesel::delete(reviews::table.filter(still)).execute(connection)?;
    }
    let done = reviews::project_id.eq(project.id.as_str()).and(reviews::reviewer_id.eq(reviewer.id.as_str()));
    if diesel::select(exists(reviews::table.filter(done))).get_result(connection)? {
        return Ok(false);
    }
    diesel::delete(assignments::table.find(id.as_str())).execute(connection)?;
    Ok(true)
}

/// Says that projects have changed, once for all assignments of a transaction, after the last one: whoever holds this counter
/// waits for no project.
pub fn changed(connection: &mut AnyConnection) -> QueryResult<()> {
    versions::touch(connection, Touched::Projects)
}
