//! What was filed, each time.

use super::{Row, parse};
use crate::db::{
    AnyConnection,
    schema::{submissions, users},
};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use openapi::project::ProjectInput;

/// A submission with the name of who made it.
#[derive(Queryable)]
pub struct Filed {
    /// 0 for the first.
    pub position: i32,
    pub sha256: String,
    /// Canonical JSON.
    pub content: String,
    pub submitted_at: NaiveDateTime,
    pub by: Option<String>,
}

/// Every submission of a project, oldest first.
pub fn filed(connection: &mut AnyConnection, project: &str) -> QueryResult<Vec<Filed>> {
    submissions::table
        .left_join(users::table)
        .filter(submissions::project_id.eq(project))
        .order(submissions::position)
        .select((
            submissions::position,
            submissions::sha256,
            submissions::content,
            submissions::submitted_at,
            users::name.nullable(),
        ))
        .load(connection)
}

/// What a project said when it was last filed; none before the first time.
pub fn last_filed(connection: &mut AnyConnection, row: &Row) -> QueryResult<Option<ProjectInput>> {
    let content: Option<String> = submissions::table
        .filter(submissions::project_id.eq(&row.id))
        .order(submissions::position.desc())
        .select(submissions::content)
        .first(connection)
        .optional()?;
    content.as_deref().map(parse).transpose()
}
