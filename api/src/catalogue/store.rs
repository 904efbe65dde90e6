//! Reads the snapshot.

mod partners;

use super::{Catalogue, Entry, StoredCall};
use crate::{
    calls::rules::{self, Calendar, Granted},
    db::{
        AnyConnection,
        schema::*,
        versions::{self, Touched},
    },
    http::text,
};
use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use openapi::{
    Id, Money,
    calendar::CallWindow,
    call::{Call, CallStatus, Criterion, Envelope},
    criterion,
    partner::PartnerRef,
    programme::{District, Objective, Programme},
};
use std::collections::HashMap;

#[derive(Queryable, Selectable)]
#[diesel(table_name = programmes)]
struct ProgrammeRow {
    id: String,
    slug: String,
    name: String,
    audience: String,
    insee_commune: Option<String>,
    label_starts_on: Option<NaiveDate>,
    label_ends_on: Option<NaiveDate>,
    state_funding_cents: Option<i64>,
    contact: String,
    axes: String,
    version: i32,
    created_at: NaiveDateTime,
    updated_at: NaiveDateTime,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = objectives)]
struct ObjectiveRow {
    id: String,
    programme_id: String,
    code: String,
    label: String,
    detail: String,
    axis: Option<String>,
    version: i32,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = districts)]
struct DistrictRow {
    id: String,
    programme_id: String,
    name: String,
    kind: String,
    code: Option<String>,
    geography_year: Option<i32>,
    version: i32,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = calls)]
struct CallRow {
    id: String,
    programme_id: String,
    slug: String,
    title: String,
    aim: String,
    description: String,
    deliverable: String,
    reviews_due_on: Option<NaiveDate>,
    selection_on: Option<NaiveDate>,
    who_may_apply: String,
    reviewers_per_project: i32,
    chart: String,
    published_at: Option<NaiveDateTime>,
    closed_at: Option<NaiveDateTime>,
    decisions_published_at: Option<NaiveDateTime>,
    version: i32,
    created_at: NaiveDateTime,
    updated_at: NaiveDateTime,
}

type CriterionRow = (String, String, String, String, String, (i32, bool, String));
type WindowRow = (String, NaiveDate, NaiveDate, Option<String>);
/// One that was not taken back.
type ExtensionRow = (String, String, NaiveDateTime, NaiveDate, Option<String>, String);

/// The snapshot, for a write that changes it: the counter is raised first, so that no other write comes between
/// what was read and what is written, and a version that was read by two is stale for the second.
pub fn claim(connection: &mut AnyConnection) -> QueryResult<Catalogue> {
    versions::touch(connection, Touched::Catalogue)?;
    load(connection)
}

/// The whole snapshot, in nine statements.
pub fn load(connection: &mut AnyConnection) -> QueryResult<Catalogue> {
    let programme_rows: Vec<ProgrammeRow> =
        programmes::table.order(programmes::id).select(ProgrammeRow::as_select()).load(connection)?;
    let objective_rows: Vec<ObjectiveRow> =
        objectives::table.order(objectives::id).select(ObjectiveRow::as_select()).load(connection)?;
    let district_rows: Vec<DistrictRow> =
        districts::table.order(districts::id).select(DistrictRow::as_select()).load(connection)?;
    let call_rows: Vec<CallRow> =
        calls::table.order(calls::id).select(CallRow::as_select()).load(connection)?;
    let criterion_rows: Vec<CriterionRow> = criteria::table
        .order((criteria::call_id, criteria::position))
        .select((
            criteria::call_id,
            criteria::id,
            criteria::code,
            criteria::label,
            criteria::help,
            (criteria::weight, criteria::counts, criteria::score_labels),
        ))
        .load(connection)?;
    let envelope_rows: Vec<(String, String, i64)> = envelopes::table
        .order((envelopes::call_id, envelopes::funder_id))
        .select((envelopes::call_id, envelopes::funder_id, envelopes::amount_cents))
        .load(connection)?;
    let window_rows: Vec<WindowRow> = call_windows::table
        .order((call_windows::call_id, call_windows::position))
        .select((
            call_windows::call_id,
            call_windows::opens_on,
            call_windows::closes_on,
            call_windows::closes_at,
        ))
        .load(connection)?;
    let extension_rows: Vec<ExtensionRow> = extensions::table
        .filter(extensions::revoked_at.is_null())
        .order(extensions::id)
        .select((
            extensions::call_id,
            extensions::partner_id,
            extensions::granted_at,
            extensions::until_on,
            extensions::until_at,
            extensions::reason,
        ))
        .load(connection)?;

    let partners = partners::load(connection)?;
    let refs: HashMap<&str, PartnerRef> =
        partners.iter().map(|entry| (entry.value.id.as_str(), PartnerRef::from(&entry.value))).collect();
    let mut parts_of: HashMap<String, Parts> = HashMap::new();
    for (call, id, code, label, help, (weight, counts, score_labels)) in criterion_rows {
        let score_labels = serde_json::from_str(&score_labels).unwrap_or_else(|_| criterion::score_labels());
        let id = Id::from_storage(id);
        let criterion = Criterion { id, code, label, help, weight, counts, score_labels };
        parts_of.entry(call).or_default().criteria.push(criterion);
    }
    for (call, funder, cents) in envelope_rows {
        if let Some(funder) = refs.get(funder.as_str()) {
            let envelope = Envelope { funder: funder.clone(), amount: Money::cents(cents) };
            parts_of.entry(call).or_default().envelopes.push(envelope);
        }
    }
    for (call, opens_on, closes_on, closes_at) in window_rows {
        parts_of.entry(call).or_default().windows.push(CallWindow { opens_on, closes_on, closes_at });
    }
    for (call, partner, granted_at, on, at, reason) in extension_rows {
        let until = rules::deadline(on, at.as_deref());
        let granted = Granted { partner, granted_at: granted_at.and_utc(), until, reason };
        parts_of.entry(call).or_default().extensions.push(granted);
    }
    let calls = call_rows
        .into_iter()
        .map(|row| {
            let parts = parts_of.remove(&row.id).unwrap_or_default();
            call(row, parts)
        })
        .collect();
    Ok(Catalogue {
        programmes: programme_rows.into_iter().map(programme).collect(),
        objectives: objective_rows.into_iter().map(objective).collect(),
        districts: district_rows.into_iter().map(district).collect(),
        partners,
        calls,
        ..Catalogue::default()
    }
    .indexed())
}

fn programme(row: ProgrammeRow) -> Entry<Programme> {
    let ProgrammeRow {
        id,
        slug,
        name,
        audience,
        insee_commune,
        label_starts_on,
        label_ends_on,
        state_funding_cents,
        contact,
        axes,
        version,
        created_at,
        updated_at,
    } = row;
    Entry {
        index: text::index(&[&name, &audience]),
        value: Programme {
            id: Id::from_storage(id),
            version,
            slug,
            name,
            audience,
            insee_commune,
            label_starts_on,
            label_ends_on,
            state_funding_per_year: state_funding_cents.map(Money::cents),
            contact: serde_json::from_str(&contact).unwrap_or_default(),
            axes: serde_json::from_str(&axes).unwrap_or_default(),
            created_at: created_at.and_utc(),
            updated_at: updated_at.and_utc(),
        },
    }
}

fn objective(row: ObjectiveRow) -> Entry<Objective> {
    let ObjectiveRow { id, programme_id, code, label, detail, axis, version } = row;
    Entry {
        index: text::index(&[&code, &label, &detail]),
        value: Objective {
            id: Id::from_storage(id),
            version,
            programme: Id::from_storage(programme_id),
            code,
            label,
            detail,
            axis,
        },
    }
}

fn district(row: DistrictRow) -> Entry<District> {
    let DistrictRow { id, programme_id, name, kind, code, geography_year, version } = row;
    Entry {
        index: text::index(&[&name, &kind]),
        value: District {
            id: Id::from_storage(id),
            version,
            programme: Id::from_storage(programme_id),
            name,
            kind,
            code,
            geography_year,
        },
    }
}

/// What hangs on a call.
#[derive(Default)]
struct Parts {
    criteria: Vec<Criterion>,
    envelopes: Vec<Envelope>,
    windows: Vec<CallWindow>,
    extensions: Vec<Granted>,
}

fn call(row: CallRow, parts: Parts) -> StoredCall {
    let CallRow {
        id,
        programme_id,
        slug,
        title,
        aim,
        description,
        deliverable,
        reviews_due_on,
        selection_on,
        who_may_apply,
        reviewers_per_project,
        chart,
        published_at,
        closed_at,
        decisions_published_at,
        version,
        created_at,
        updated_at,
    } = row;
    let Parts { criteria, envelopes, windows, extensions } = parts;
    let calendar = Calendar {
        windows,
        published: published_at.is_some(),
        closed_at: closed_at.map(|at| at.and_utc()),
        decided: decisions_published_at.is_some(),
    };
    StoredCall {
        index: text::index(&[&title, &aim, &description]),
        wire: Call {
            id: Id::from_storage(id),
            version,
            programme: Id::from_storage(programme_id),
            slug,
            title,
            status: CallStatus::Draft,
            aim,
            description,
            deliverable,
            // Of the moment, as the status.
            opens_on: NaiveDate::default(),
            closes_on: NaiveDate::default(),
            closes_at: None,
            deadline: chrono::DateTime::default(),
            windows: calendar.windows.clone(),
            reviews_due_on,
            selection_on,
            who_may_apply: serde_json::from_str(&who_may_apply).unwrap_or_default(),
            reviewers_per_project,
            chart,
            criteria,
            envelopes,
            published_at: published_at.map(|at| at.and_utc()),
            decisions_published_at: decisions_published_at.map(|at| at.and_utc()),
            created_at: created_at.and_utc(),
            updated_at: updated_at.and_utc(),
        },
        calendar,
        extensions,
    }
}
