//! Calls in the database. Writes are for a caller that has claimed the catalogue.

mod criteria;
pub mod extensions;

use super::check::Settled;
use crate::{
    catalogue::{self, StoredCall},
    db::{
        AnyConnection, new_id,
        schema::{call_windows, calls, decision_amounts, decisions, envelopes},
    },
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{
    Id, Money,
    calendar::CallWindow,
    call::{Call, CallInput, EnvelopeInput},
};
use std::collections::HashMap;

pub use criteria::was_reviewed;

/// What a client can set, besides criteria and envelopes; every field is written at each change.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = calls, treat_none_as_null = true)]
struct Content<'a> {
    slug: &'a str,
    title: &'a str,
    aim: &'a str,
    description: &'a str,
    deliverable: &'a str,
    reviews_due_on: Option<NaiveDate>,
    selection_on: Option<NaiveDate>,
    who_may_apply: String,
    reviewers_per_project: i32,
    chart: &'a str,
    updated_at: NaiveDateTime,
}

fn content(input: &CallInput, now: DateTime<Utc>) -> QueryResult<Content<'_>> {
    let CallInput {
        programme: _,
        slug,
        title,
        aim,
        description,
        deliverable,
        windows: _,
        opens_on: _,
        closes_on: _,
        closes_at: _,
        reviews_due_on,
        selection_on,
        who_may_apply,
        reviewers_per_project,
        chart,
        criteria: _,
        envelopes: _,
    } = input;
    Ok(Content {
        slug,
        title,
        aim,
        description,
        deliverable,
        reviews_due_on: *reviews_due_on,
        selection_on: *selection_on,
        who_may_apply: serde_json::to_string(who_may_apply)
            .map_err(|error| diesel::result::Error::SerializationError(error.into()))?,
        reviewers_per_project: *reviewers_per_project,
        chart,
        updated_at: now.naive_utc(),
    })
}

fn written(connection: &mut AnyConnection, id: &str, now: DateTime<Utc>) -> QueryResult<Call> {
    let catalogue = catalogue::store::load(connection)?;
    catalogue.call(id).map(|call| call.at(now)).ok_or(diesel::result::Error::NotFound)
}

/// A new call, unpublished.
pub fn insert(
    connection: &mut AnyConnection,
    programme: &Id,
    input: &CallInput,
    criteria: &[Settled],
    now: DateTime<Utc>,
) -> QueryResult<Call> {
    let id = new_id();
    diesel::insert_into(calls::table)
        .values((
            calls::id.eq(&id),
            calls::programme_id.eq(programme.as_str()),
            content(input, now)?,
            calls::decisions_version.eq(1),
            calls::last_number.eq(0),
            calls::version.eq(1),
            calls::created_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    criteria::replace(connection, &id, criteria)?;
    replace_envelopes(connection, &id, &input.envelopes)?;
    replace_windows(connection, &id, &input.periods())?;
    written(connection, &id, now)
}

/// Without `criteria`, those of the call stay.
pub fn update(
    connection: &mut AnyConnection,
    current: &StoredCall,
    input: &CallInput,
    criteria: Option<&[Settled]>,
    now: DateTime<Utc>,
) -> QueryResult<Call> {
    diesel::update(calls::table.find(current.id()))
        .set((content(input, now)?, calls::version.eq(current.wire.version + 1)))
        .execute(connection)?;
    if let Some(criteria) = criteria {
        criteria::replace(connection, current.id(), criteria)?;
    }
    replace_envelopes(connection, current.id(), &input.envelopes)?;
    replace_windows(connection, current.id(), &input.periods())?;
    written(connection, current.id(), now)
}

fn replace_envelopes(connection: &mut AnyConnection, call: &str, sent: &[EnvelopeInput]) -> QueryResult<()> {
    diesel::delete(envelopes::table.filter(envelopes::call_id.eq(call))).execute(connection)?;
    for envelope in sent {
        diesel::insert_into(envelopes::table)
            .values((
                envelopes::call_id.eq(call),
                envelopes::funder_id.eq(envelope.funder.as_str()),
                envelopes::amount_cents.eq(envelope.amount.amount),
            ))
            .execute(connection)?;
    }
    Ok(())
}

fn replace_windows(connection: &mut AnyConnection, call: &str, windows: &[CallWindow]) -> QueryResult<()> {
    diesel::delete(call_windows::table.filter(call_windows::call_id.eq(call))).execute(connection)?;
    for (position, window) in (0..).zip(windows) {
        diesel::insert_into(call_windows::table)
            .values((
                call_windows::call_id.eq(call),
                call_windows::position.eq(position),
                call_windows::opens_on.eq(window.opens_on),
                call_windows::closes_on.eq(window.closes_on),
                call_windows::closes_at.eq(window.closes_at.as_deref()),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// What the provisional decisions of a call take from each funder.
pub fn voted(connection: &mut AnyConnection, call: &str) -> QueryResult<HashMap<String, Money>> {
    let rows: Vec<(String, i64)> = decision_amounts::table
        .inner_join(decisions::table)
        .filter(decisions::call_id.eq(call))
        .select((decision_amounts::funder_id, decision_amounts::voted_cents))
        .load(connection)?;
    let mut totals: HashMap<String, Money> = HashMap::new();
    for (funder, cents) in rows {
        totals.entry(funder).or_default().amount += cents;
    }
    Ok(totals)
}

/// Shows the call to the public.
pub fn publish(
    connection: &mut AnyConnection,
    current: &StoredCall,
    now: DateTime<Utc>,
) -> QueryResult<Call> {
    diesel::update(calls::table.find(current.id()))
        .set((
            calls::published_at.eq(now.naive_utc()),
            calls::updated_at.eq(now.naive_utc()),
            calls::version.eq(current.wire.version + 1),
        ))
        .execute(connection)?;
    written(connection, current.id(), now)
}

/// Closes the call before its deadline.
pub fn close(connection: &mut AnyConnection, current: &StoredCall, now: DateTime<Utc>) -> QueryResult<Call> {
    diesel::update(calls::table.find(current.id()))
        .set((
            calls::closed_at.eq(now.naive_utc()),
            calls::updated_at.eq(now.naive_utc()),
            calls::version.eq(current.wire.version + 1),
        ))
        .execute(connection)?;
    written(connection, current.id(), now)
}
