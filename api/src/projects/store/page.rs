//! One page of the list of projects: one statement, by keyset.

use super::{
    Row, Stored,
    scope::{Where, any, both, decided_for, own, readable, requested, visible},
    subselect::ObjectiveIds,
    unread::{UnreadSides, unread},
};
use crate::{
    auth::principal::Principal,
    db::{
        AnyConnection, Backend,
        schema::{project_districts, project_objectives, projects},
    },
    http::page::{Key, Window},
};
use chrono::{DateTime, NaiveDateTime};
use diesel::{
    dsl::{exists, not},
    prelude::*,
};
use openapi::ProjectStatus;

/// A row with the ids of its objectives, the main one first.
pub struct Summary {
    pub row: Row,
    pub objective_ids: Option<String>,
    /// See [`crate::messages::unread`].
    pub unread: Option<String>,
}

/// What the list is narrowed to; ids are resolved already.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub statuses: Option<Vec<ProjectStatus>>,
    pub objectives: Option<Vec<String>>,
    pub district: Option<String>,
    pub partner: Option<String>,
    pub call: Option<String>,
    pub programme: Option<String>,
    pub mine: bool,
    /// Messages wait for the reader.
    pub unread: bool,
}

/// Fields that the list sorts by: each shown to whoever sees the project, or sorted as far as it is ([`requested`]),
/// since a cursor holds what it was sorted by and can be made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    CreatedAt,
    UpdatedAt,
    SubmittedAt,
    Title,
    Number,
    Requested,
}

impl Field {
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "created_at" => Field::CreatedAt,
            "updated_at" => Field::UpdatedAt,
            "submitted_at" => Field::SubmittedAt,
            "title" => Field::Title,
            "number" => Field::Number,
            "requested" => Field::Requested,
            _ => return None,
        })
    }
}

fn status_clause(status: ProjectStatus, person: Option<&Principal>) -> Where {
    match status {
        ProjectStatus::Decided => decided_for(person),
        ProjectStatus::Admissible | ProjectStatus::UnderReview => {
            both(Box::new(projects::status.eq(status.as_str())), Box::new(not(decided_for(person))))
        }
        _ => Box::new(projects::status.eq(status.as_str())),
    }
}

fn matching(person: Option<&Principal>, filter: &Filter, needles: &[String]) -> Where {
    let mut clause = visible(person);
    let mut narrow = |more: Where| {
        let all: Where = Box::new(projects::id.eq(""));
        clause = both(std::mem::replace(&mut clause, all), more);
    };
    if let Some(statuses) = &filter.statuses {
        narrow(any(statuses.iter().map(|status| status_clause(*status, person)).collect()));
    }
    if filter.objectives.is_some() || filter.district.is_some() {
        narrow(readable(person));
    }
    if let Some(ids) = &filter.objectives {
        let one_of = |id: &String| -> Where {
            Box::new(exists(
                project_objectives::table
                    .filter(project_objectives::project_id.eq(projects::id))
                    .filter(project_objectives::objective_id.eq(id.clone())),
            ))
        };
        narrow(any(ids.iter().map(one_of).collect()));
    }
    if let Some(id) = &filter.district {
        narrow(Box::new(exists(
            project_districts::table
                .filter(project_districts::project_id.eq(projects::id))
                .filter(project_districts::district_id.eq(id.clone())),
        )));
    }
    if let Some(id) = &filter.partner {
        narrow(Box::new(projects::partner_id.eq(id.clone())));
    }
    if let Some(id) = &filter.call {
        narrow(Box::new(projects::call_id.eq(id.clone())));
    }
    if let Some(id) = &filter.programme {
        narrow(Box::new(projects::programme_id.eq(id.clone())));
    }
    if filter.mine {
        narrow(any(person.map(own).unwrap_or_default()));
    }
    if filter.unread {
        narrow(unread(person));
    }
    for needle in needles {
        // A needle is letters and digits after a space: nothing to escape.
        let pattern = format!("%{needle}%");
        let in_text = both(Box::new(projects::search.like(pattern.clone())), readable(person));
        narrow(any(vec![Box::new(projects::title_search.like(pattern)), in_text]));
    }
    clause
}

/// How many there are.
pub fn count(
    connection: &mut AnyConnection,
    person: Option<&Principal>,
    filter: &Filter,
    needles: &[String],
) -> QueryResult<i64> {
    projects::table.filter(matching(person, filter, needles)).count().get_result(connection)
}

/// All of them, each with its lead partner: for whoever goes through the whole list at once.
pub fn found(
    connection: &mut AnyConnection,
    person: Option<&Principal>,
    filter: &Filter,
) -> QueryResult<Vec<(String, String)>> {
    projects::table
        .filter(matching(person, filter, &[]))
        .select((projects::id, projects::partner_id))
        .load(connection)
}

fn instant(key: &Key) -> NaiveDateTime {
    match key {
        Key::Number(micros) => DateTime::from_timestamp_micros(*micros).unwrap_or_default().naive_utc(),
        _ => NaiveDateTime::default(),
    }
}

fn text(key: &Key) -> String {
    if let Key::Text(text) = key { text.clone() } else { String::new() }
}

fn number(key: &Key) -> i64 {
    if let Key::Number(number) = key { *number } else { 0 }
}

macro_rules! beyond {
    ($column:expr, $value:expr, $descending:expr) => {
        if $descending {
            Box::new($column.lt($value)) as Where
        } else {
            Box::new($column.gt($value)) as Where
        }
    };
}

/// The rows with the value of a cursor's key, and those beyond it. A missing value sorts before all others.
fn equal(person: Option<&Principal>, field: Field, key: &Key) -> Where {
    match (field, key) {
        (Field::SubmittedAt, Key::Null) => Box::new(projects::submitted_at.is_null()),
        (Field::Number, Key::Null) => Box::new(projects::number.is_null()),
        (Field::CreatedAt, _) => Box::new(projects::created_at.eq(instant(key))),
        (Field::UpdatedAt, _) => Box::new(projects::updated_at.eq(instant(key))),
        (Field::SubmittedAt, _) => Box::new(
            projects::submitted_at
                .assume_not_null()
                .eq(instant(key))
                .and(projects::submitted_at.is_not_null()),
        ),
        (Field::Title, _) => Box::new(projects::title_sort.eq(text(key))),
        (Field::Number, _) => {
            Box::new(projects::number.assume_not_null().eq(text(key)).and(projects::number.is_not_null()))
        }
        (Field::Requested, _) => Box::new(requested(person).eq(number(key))),
    }
}

fn past(person: Option<&Principal>, field: Field, key: &Key, descending: bool) -> Where {
    match (field, key, descending) {
        (Field::SubmittedAt, Key::Null, false) => Box::new(projects::submitted_at.is_not_null()),
        (Field::Number, Key::Null, false) => Box::new(projects::number.is_not_null()),
        (Field::SubmittedAt | Field::Number, Key::Null, true) => any(Vec::new()),
        (Field::SubmittedAt, _, _) => {
            let there: Where = Box::new(projects::submitted_at.is_not_null());
            let beyond =
                both(there, beyond!(projects::submitted_at.assume_not_null(), instant(key), descending));
            if descending { any(vec![beyond, Box::new(projects::submitted_at.is_null())]) } else { beyond }
        }
        (Field::Number, _, _) => {
            let there: Where = Box::new(projects::number.is_not_null());
            let beyond = both(there, beyond!(projects::number.assume_not_null(), text(key), descending));
            if descending { any(vec![beyond, Box::new(projects::number.is_null())]) } else { beyond }
        }
        (Field::CreatedAt, _, _) => beyond!(projects::created_at, instant(key), descending),
        (Field::UpdatedAt, _, _) => beyond!(projects::updated_at, instant(key), descending),
        (Field::Title, _, _) => beyond!(projects::title_sort, text(key), descending),
        (Field::Requested, _, _) => beyond!(requested(person), number(key), descending),
    }
}

/// Everything after the cursor: beyond the first key, or equal there and beyond the second, and so on to the id.
fn after(person: Option<&Principal>, window: &Window<Field>, keys: &[Key], id: &str) -> Where {
    let mut alternatives = Vec::new();
    for depth in 0..=window.sort.len() {
        let end = match window.sort.get(depth) {
            Some(sort) => past(person, sort.field, &keys[depth], sort.descending),
            None => beyond!(projects::id, id.to_owned(), window.ids_descend()),
        };
        let clause = window.sort[..depth]
            .iter()
            .zip(keys)
            .fold(end, |clause, (sort, key)| both(equal(person, sort.field, key), clause));
        alternatives.push(clause);
    }
    any(alternatives)
}

fn key(row: &Row, field: Field, title_sort: &str, requested: i64) -> Key {
    let micros = |at: NaiveDateTime| Key::Number(at.and_utc().timestamp_micros());
    match field {
        Field::CreatedAt => micros(row.created_at),
        Field::UpdatedAt => micros(row.updated_at),
        Field::SubmittedAt => row.submitted_at.map_or(Key::Null, micros),
        Field::Title => Key::Text(title_sort.to_owned()),
        Field::Number => row.number.clone().map_or(Key::Null, Key::Text),
        Field::Requested => Key::Number(requested),
    }
}

/// The rows of a page and the cursor of the next one.
pub fn page(
    connection: &mut AnyConnection,
    person: Option<&Principal>,
    filter: &Filter,
    window: &Window<Field>,
) -> QueryResult<(Vec<Summary>, Option<String>)> {
    let reader = person.map(|person| person.user.clone());
    let mut query = projects::table
        .filter(matching(person, filter, &window.needles))
        .select((
            Stored::as_select(),
            decided_for(person),
            (projects::title_sort, requested(person)),
            ObjectiveIds,
            UnreadSides(reader),
        ))
        .into_boxed::<Backend>();
    if let Some((keys, id)) = &window.after {
        query = query.filter(after(person, window, keys, id));
    }
    for sort in &window.sort {
        // SQLite sorts a missing value first, PostgreSQL last: whether it is missing comes before what it is.
        query = match (sort.field, sort.descending) {
            (Field::CreatedAt, false) => query.then_order_by(projects::created_at.asc()),
            (Field::CreatedAt, true) => query.then_order_by(projects::created_at.desc()),
            (Field::UpdatedAt, false) => query.then_order_by(projects::updated_at.asc()),
            (Field::UpdatedAt, true) => query.then_order_by(projects::updated_at.desc()),
            (Field::Title, false) => query.then_order_by(projects::title_sort.asc()),
            (Field::Title, true) => query.then_order_by(projects::title_sort.desc()),
            (Field::Requested, false) => query.then_order_by(requested(person).asc()),
            (Field::Requested, true) => query.then_order_by(requested(person).desc()),
            (Field::SubmittedAt, false) => query
                .then_order_by((projects::submitted_at.is_not_null().asc(), projects::submitted_at.asc())),
            (Field::SubmittedAt, true) => query
                .then_order_by((projects::submitted_at.is_not_null().desc(), projects::submitted_at.desc())),
            (Field::Number, false) => {
                query.then_order_by((projects::number.is_not_null().asc(), projects::number.asc()))
            }
            (Field::Number, true) => {
                query.then_order_by((projects::number.is_not_null().desc(), projects::number.desc()))
            }
        };
    }
    query = if window.ids_descend() {
        query.then_order_by(projects::id.desc())
    } else {
        query.then_order_by(projects::id.asc())
    };
    let limit = i64::try_from(window.limit).unwrap_or(i64::MAX);
    type Found = (Stored, bool, (String, i64), Option<String>, Option<String>);
    let mut rows: Vec<Found> = query.limit(limit + 1).load(connection)?;
    let more = rows.len() > window.limit;
    rows.truncate(window.limit);
    let mut last = None;
    let items: Vec<_> = rows
        .into_iter()
        .map(|(stored, shows_decision, (title_sort, requested), objective_ids, unread)| {
            let row = Row::seen(stored, shows_decision);
            last = Some((
                window.sort.iter().map(|sort| key(&row, sort.field, &title_sort, requested)).collect(),
                row.id.clone(),
            ));
            Summary { row, objective_ids, unread }
        })
        .collect();
    let next = last.filter(|_| more).map(|(keys, id): (Vec<Key>, String)| window.cursor(keys, &id));
    Ok((items, next))
}
