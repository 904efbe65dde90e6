//! The reserve list in the database: waitlisted decisions in their order, numbered from 1 without a gap.

use crate::{
    committee::rules::placed,
    db::{
        AnyConnection,
        schema::{decisions, projects},
    },
};
use diesel::prelude::*;
use openapi::{ProjectStatus, committee::Outcome};

/// Ids of the waitlisted decisions of a call, in their order.
fn listed(connection: &mut AnyConnection, call: &str) -> QueryResult<Vec<(String, Option<i32>)>> {
    let mut rows: Vec<(String, Option<i32>)> = decisions::table
        .filter(decisions::call_id.eq(call).and(decisions::outcome.eq(Outcome::Waitlisted.as_str())))
        .order(decisions::project_id)
        .select((decisions::id, decisions::reserve_rank))
        .load(connection)?;
    // The engines do not agree on where nulls sort.
    rows.sort_by_key(|(_, rank)| rank.unwrap_or(i32::MAX));
    Ok(rows)
}

/// Gives a decision its place on the list of its call, or takes it off, and closes the gaps.
pub fn place(
    connection: &mut AnyConnection,
    call: &str,
    decision: &str,
    wanted: Option<i32>,
) -> QueryResult<()> {
    let off = decisions::table.find(decision).filter(decisions::outcome.ne(Outcome::Waitlisted.as_str()));
    diesel::update(off).set(decisions::reserve_rank.eq(None::<i32>)).execute(connection)?;
    let rows = listed(connection, call)?;
    let ids = rows.iter().map(|(id, _)| id.as_str());
    let order = placed(ids.collect(), decision, wanted);
    for (rank, id) in (1..).zip(order) {
        if !rows.iter().any(|(own, had)| own == id && *had == Some(rank)) {
            diesel::update(decisions::table.find(id))
                .set(decisions::reserve_rank.eq(rank))
                .execute(connection)?;
            // Published, the rank is part of what the applicant reads.
            let of_decision = decisions::table.find(id).select(decisions::project_id);
            let told = projects::status.eq(ProjectStatus::Waitlisted.as_str());
            diesel::update(projects::table.filter(projects::id.eq_any(of_decision).and(told)))
                .set(projects::version.eq(projects::version + 1))
                .execute(connection)?;
        }
    }
    Ok(())
}
