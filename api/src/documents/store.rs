//! What was filed, in the database.

use crate::db::{
    AnyConnection,
    schema::{projects, submissions},
};
use diesel::{dsl::exists, prelude::*};
use openapi::document::KnownFiling;

/// The latest submission of a project: its canonical text, as hashed.
pub fn last_filed(connection: &mut AnyConnection, project: &str) -> QueryResult<Option<String>> {
    submissions::table
        .filter(submissions::project_id.eq(project))
        .order(submissions::position.desc())
        .select(submissions::content)
        .first(connection)
        .optional()
}

/// Every filing with this hash, the first one first; with a number, only under that one.
pub fn filings(
    connection: &mut AnyConnection,
    sha256: &str,
    number: Option<&str>,
) -> QueryResult<Vec<KnownFiling>> {
    let later = diesel::alias!(submissions as later);
    let superseded = exists(
        later
            .filter(later.field(submissions::project_id).eq(submissions::project_id))
            .filter(later.field(submissions::position).gt(submissions::position)),
    );
    let rows: Vec<(Option<String>, chrono::NaiveDateTime, i32, bool)> = submissions::table
        .inner_join(projects::table)
        .filter(submissions::sha256.eq(sha256))
        .order((submissions::submitted_at, submissions::id))
        .select((projects::number, submissions::submitted_at, submissions::position, superseded))
        .load(connection)?;
    Ok(rows
        .into_iter()
        .filter_map(|(known, at, position, superseded)| {
            let known = known.filter(|known| number.is_none_or(|number| number.trim() == known))?;
            Some(KnownFiling {
                number: known,
                submitted_at: at.and_utc(),
                position: position + 1,
                latest: !superseded,
            })
        })
        .collect())
}
