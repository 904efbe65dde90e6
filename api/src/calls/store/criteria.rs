//! The criteria of a call.

use crate::{
    calls::check::Settled,
    db::{
        AnyConnection, new_id,
        schema::{assignments, criteria, projects, review_reopenings, reviews},
    },
};
use diesel::{dsl::exists, prelude::*};
use openapi::Id;

/// Whether a reviewer has scored the criteria of a call and said so; what was reopened since was meant on them all the same.
pub fn was_reviewed(connection: &mut AnyConnection, call: &str) -> QueryResult<bool> {
    let submitted = reviews::table
        .inner_join(projects::table)
        .filter(projects::call_id.eq(call).and(reviews::status.eq("submitted")));
    let own = reviews::project_id
        .eq(assignments::project_id)
        .and(reviews::reviewer_id.eq(assignments::reviewer_id));
    let reopened = review_reopenings::table
        .inner_join(assignments::table)
        .filter(assignments::call_id.eq(call).and(exists(reviews::table.filter(own))));
    diesel::select(exists(submitted).or(exists(reopened))).get_result(connection)
}

/// Existing criteria are changed in place, new ones added, and those that are gone deleted: a foreign key refuses
/// that while a score refers to one.
pub fn replace(connection: &mut AnyConnection, call: &str, settled: &[Settled]) -> QueryResult<()> {
    let kept: Vec<&str> = settled.iter().filter_map(|one| one.id.as_ref()).map(Id::as_str).collect();
    diesel::delete(criteria::table.filter(criteria::call_id.eq(call).and(criteria::id.ne_all(kept))))
        .execute(connection)?;
    // Codes are unique in a call: two criteria that exchange theirs need a name in between.
    diesel::update(criteria::table.filter(criteria::call_id.eq(call)))
        .set(criteria::code.eq(criteria::id))
        .execute(connection)?;
    for (position, one) in (1..).zip(settled) {
        let score_labels = serde_json::to_string(&one.score_labels)
            .map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
        let content = (
            criteria::code.eq(&one.code),
            criteria::label.eq(&one.label),
            criteria::help.eq(&one.help),
            criteria::weight.eq(one.weight),
            criteria::counts.eq(one.counts),
            criteria::score_labels.eq(score_labels),
            criteria::position.eq(position),
        );
        match &one.id {
            Some(id) => diesel::update(criteria::table.find(id.as_str())).set(content).execute(connection)?,
            None => diesel::insert_into(criteria::table)
                .values((criteria::id.eq(new_id()), criteria::call_id.eq(call), content))
                .execute(connection)?,
        };
    }
    Ok(())
}
