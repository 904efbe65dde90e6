//! Scenarios in the database, and what they are computed from.

use crate::{
    catalogue::StoredCall,
    committee::store::{Candidate, candidates},
    db::{
        AnyConnection, new_id,
        schema::{fiches, project_districts, project_objectives, projects, simulations},
    },
};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{
    ProjectStatus,
    project::{AgeBand, ProjectInput},
};
use std::collections::HashMap;

/// A project that could be chosen.
pub struct Eligible {
    pub candidate: Candidate,
    /// Ids, the main one first.
    pub objectives: Vec<String>,
    /// Ids of those with beneficiaries.
    pub districts: Vec<String>,
    /// Those with beneficiaries.
    pub bands: Vec<AgeBand>,
}

fn gathered(rows: Vec<(String, String)>) -> HashMap<String, Vec<String>> {
    let mut by_project: HashMap<String, Vec<String>> = HashMap::new();
    for (project, id) in rows {
        by_project.entry(project).or_default().push(id);
    }
    by_project
}

/// The admissible projects of a call with their scores and whom they serve.
pub fn eligible(connection: &mut AnyConnection, call: &StoredCall) -> QueryResult<Vec<Eligible>> {
    let open = |candidate: &Candidate| {
        let status = ProjectStatus::parse(&candidate.status);
        matches!(status, Some(ProjectStatus::Admissible | ProjectStatus::UnderReview))
    };
    let found: Vec<Candidate> = candidates(connection, call)?.into_iter().filter(open).collect();
    let of_call = || projects::table.filter(projects::call_id.eq(call.id())).select(projects::id);
    let mut objectives = gathered(
        project_objectives::table
            .filter(project_objectives::project_id.eq_any(of_call()))
            .order(project_objectives::position)
            .select((project_objectives::project_id, project_objectives::objective_id))
            .load(connection)?,
    );
    let mut districts = gathered(
        project_districts::table
            .filter(project_districts::project_id.eq_any(of_call()).and(project_districts::planned.gt(0)))
            .order(project_districts::district_id)
            .select((project_districts::project_id, project_districts::district_id))
            .load(connection)?,
    );
    let contents: Vec<(String, String)> = fiches::table
        .filter(fiches::project_id.eq_any(of_call()))
        .select((fiches::project_id, fiches::content))
        .load(connection)?;
    let mut bands: HashMap<String, Vec<AgeBand>> =
        contents.into_iter().map(|(project, content)| (project, served(&content))).collect();
    Ok(found
        .into_iter()
        .map(|candidate| Eligible {
            objectives: objectives.remove(&candidate.id).unwrap_or_default(),
            districts: districts.remove(&candidate.id).unwrap_or_default(),
            bands: bands.remove(&candidate.id).unwrap_or_default(),
            candidate,
        })
        .collect())
}

/// Age bands with beneficiaries.
fn served(content: &str) -> Vec<AgeBand> {
    let fiche: ProjectInput = serde_json::from_str(content).unwrap_or_default();
    let mut bands: Vec<AgeBand> =
        fiche.audience.age_bands.iter().filter(|count| count.planned > 0).map(|count| count.band).collect();
    bands.sort_unstable();
    bands.dedup();
    bands
}

/// A scenario as stored; `terms` and `result` are JSON.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = simulations)]
pub struct Kept {
    pub id: String,
    pub terms: String,
    pub result: String,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
}

/// The scenarios of a call, the oldest first; one only when named.
pub fn list(connection: &mut AnyConnection, call: &str, id: Option<&str>) -> QueryResult<Vec<Kept>> {
    let mut query = simulations::table
        .filter(simulations::call_id.eq(call))
        .order(simulations::id)
        .select(Kept::as_select())
        .into_boxed();
    if let Some(id) = id {
        query = query.filter(simulations::id.eq(id));
    }
    query.load(connection)
}

/// How many scenarios a call has.
pub fn count(connection: &mut AnyConnection, call: &str) -> QueryResult<i64> {
    simulations::table.filter(simulations::call_id.eq(call)).count().get_result(connection)
}

/// What of a scenario is written.
pub struct Written<'a> {
    pub name: &'a str,
    pub terms: &'a str,
    pub result: &'a str,
}

/// A new scenario; its id.
pub fn insert(
    connection: &mut AnyConnection,
    call: &str,
    written: &Written<'_>,
    by: &str,
    now: DateTime<Utc>,
) -> QueryResult<String> {
    let id = new_id();
    diesel::insert_into(simulations::table)
        .values((
            simulations::id.eq(&id),
            simulations::call_id.eq(call),
            simulations::name.eq(written.name),
            simulations::terms.eq(written.terms),
            simulations::result.eq(written.result),
            simulations::created_by.eq(by),
            simulations::version.eq(1),
            simulations::created_at.eq(now.naive_utc()),
            simulations::updated_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    Ok(id)
}

/// Replaces a scenario over the version that was read; false when another write came first.
pub fn update(
    connection: &mut AnyConnection,
    id: &str,
    version: i32,
    written: &Written<'_>,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let own = simulations::table.filter(simulations::id.eq(id).and(simulations::version.eq(version)));
    let changed = diesel::update(own)
        .set((
            simulations::name.eq(written.name),
            simulations::terms.eq(written.terms),
            simulations::result.eq(written.result),
            simulations::version.eq(version + 1),
            simulations::updated_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    Ok(changed > 0)
}

/// Deletes a scenario over the version that was read; false when another write came first.
pub fn delete(connection: &mut AnyConnection, id: &str, version: i32) -> QueryResult<bool> {
    let own = simulations::table.filter(simulations::id.eq(id).and(simulations::version.eq(version)));
    Ok(diesel::delete(own).execute(connection)? > 0)
}
