//! The minutes as they were published, and what happened to the projects since.

use crate::{
    catalogue::Catalogue,
    db::{
        AnyConnection,
        schema::{project_events, projects, published_minutes as table},
    },
    projects::wire::project_ref,
};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::minutes::{LaterChange, LaterKind};

/// Keeps the minutes of a call, as JSON.
pub fn keep(connection: &mut AnyConnection, call: &str, content: &str) -> QueryResult<()> {
    diesel::insert_into(table::table)
        .values((table::call_id.eq(call), table::content.eq(content)))
        .execute(connection)
        .map(drop)
}

/// The minutes that were kept; none where decisions were published before minutes were kept.
pub fn kept(connection: &mut AnyConnection, call: &str) -> QueryResult<Option<String>> {
    table::table.find(call).select(table::content).first(connection).optional()
}

type Happened = ((String, NaiveDateTime, String), (String, Option<String>, String, String));

/// What became of the decisions of a call since they were published, the earliest first.
pub fn since(
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    call: &str,
    published_at: DateTime<Utc>,
) -> QueryResult<Vec<LaterChange>> {
    let rows: Vec<Happened> = project_events::table
        .inner_join(projects::table)
        .filter(projects::call_id.eq(call))
        .filter(project_events::kind.eq_any(LaterKind::ALL.map(LaterKind::as_str)))
        .filter(project_events::at.ge(published_at.naive_utc()))
        .order((project_events::at, project_events::id))
        .select((
            (project_events::kind, project_events::at, project_events::detail),
            (projects::id, projects::number, projects::title, projects::partner_id),
        ))
        .load(connection)?;
    let change = |((kind, at, detail), (id, number, title, partner)): Happened| {
        let project = project_ref(catalogue, id, number, title, &partner);
        Some(LaterChange { project, kind: LaterKind::parse(&kind)?, at: at.and_utc(), detail })
    };
    Ok(rows.into_iter().filter_map(change).collect())
}
