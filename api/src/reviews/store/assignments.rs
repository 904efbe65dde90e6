//! Assignments in the database.

use crate::{
    catalogue::Catalogue,
    db::{
        AnyConnection, new_id,
        schema::{assignments, projects, review_scores, reviews, users},
        versions::{self, Touched},
    },
    projects::wire::project_ref,
    reviews::store::reopenings,
};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
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
    let done: HashMap<_, _> =
        done.into_iter().map(|(project, reviewer, id, status)| ((project, reviewer), (id, status))).collect();
    let stored = catalogue.call(call);
    Ok(rows
        .into_iter()
        .map(|(id, created_at, (project, number, title, partner), (user, name))| {
            let review = done.get(&(project.clone(), user.clone()));
            Assignment {
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

/// A new assignment; its id.
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
    versions::touch(connection, Touched::Projects)?;
    Ok(id)
}

/// Takes an assignment back, with the draft review that hangs on it.
pub fn delete(connection: &mut AnyConnection, assignment: &Assignment) -> QueryResult<()> {
    if let Some(review) = &assignment.review {
        diesel::delete(review_scores::table.filter(review_scores::review_id.eq(review.as_str())))
            .execute(connection)?;
        diesel::delete(reviews::table.find(review.as_str())).execute(connection)?;
    }
    diesel::delete(assignments::table.find(assignment.id.as_str())).execute(connection)?;
    versions::touch(connection, Touched::Projects)
}
