//! Contributions in the database. Their words are copied from the fiche, so that who answers reads nothing else of it.

use super::rules::{self, Said};
use crate::db::{
    AnyConnection,
    schema::{contributions, projects},
};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{ProjectStatus, contribution::ContributionState, project::ProjectInput};
use std::collections::HashSet;

/// A contribution with what it shows of its project.
#[derive(Debug, Clone)]
pub struct Row {
    pub project_id: String,
    pub programme_id: String,
    pub call_id: String,
    pub lead_id: String,
    pub title: String,
    pub status: ProjectStatus,
    pub partner_id: String,
    pub said: Said,
    pub state: ContributionState,
    pub word: String,
    pub answered_at: Option<NaiveDateTime>,
    pub version: i32,
    pub updated_at: NaiveDateTime,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = contributions)]
struct Stored {
    project_id: String,
    partner_id: String,
    role: String,
    contributes: String,
    brings: String,
    state: String,
    word: String,
    answered_at: Option<NaiveDateTime>,
    version: i32,
    updated_at: NaiveDateTime,
}

type Project = (String, String, String, String, String);

impl Stored {
    fn said(&self) -> Said {
        Said {
            role: self.role.clone(),
            contributes: self.contributes.clone(),
            brings: serde_json::from_str(&self.brings).unwrap_or_default(),
        }
    }
}

fn row((stored, (programme_id, call_id, lead_id, title, status)): (Stored, Project)) -> Row {
    let said = stored.said();
    let Stored {
        project_id,
        partner_id,
        role: _,
        contributes: _,
        brings: _,
        state,
        word,
        answered_at,
        version,
        updated_at,
    } = stored;
    Row {
        project_id,
        programme_id,
        call_id,
        lead_id,
        title,
        status: ProjectStatus::parse(&status).unwrap_or(ProjectStatus::Draft),
        partner_id,
        said,
        state: ContributionState::parse(&state).unwrap_or(ContributionState::Pending),
        word,
        answered_at,
        version,
        updated_at,
    }
}

macro_rules! with_project {
    ($condition:expr) => {
        contributions::table.inner_join(projects::table).filter($condition).select((
            Stored::as_select(),
            (
                projects::programme_id,
                projects::call_id,
                projects::partner_id,
                projects::title,
                projects::status,
            ),
        ))
    };
}

/// What these organisations are said to bring, whatever the project.
pub fn of_partners(connection: &mut AnyConnection, partners: &[String]) -> QueryResult<Vec<Row>> {
    let mut found = Vec::new();
    for partner in partners {
        let rows: Vec<(Stored, Project)> =
            with_project!(contributions::partner_id.eq(partner)).load(connection)?;
        found.extend(rows.into_iter().map(row));
    }
    Ok(found)
}

/// All of one project.
pub fn of_project(connection: &mut AnyConnection, project: &str) -> QueryResult<Vec<Row>> {
    let rows: Vec<(Stored, Project)> =
        with_project!(contributions::project_id.eq(project)).load(connection)?;
    Ok(rows.into_iter().map(row).collect())
}

pub fn find(connection: &mut AnyConnection, project: &str, partner: &str) -> QueryResult<Option<Row>> {
    let one = contributions::project_id.eq(project).and(contributions::partner_id.eq(partner));
    let found: Option<(Stored, Project)> = with_project!(one).first(connection).optional()?;
    Ok(found.map(row))
}

fn json(said: &Said) -> QueryResult<String> {
    serde_json::to_string(&said.brings)
        .map_err(|error| diesel::result::Error::SerializationError(error.into()))
}

/// Brings the contributions of a project to what its fiche says now, and gives the fiche back with the confirmations
/// that stand. Words that changed are pending again.
pub fn settle(
    connection: &mut AnyConnection,
    project: &str,
    lead: &str,
    fiche: &ProjectInput,
    now: DateTime<Utc>,
) -> QueryResult<ProjectInput> {
    let instant = now.naive_utc();
    let before: Vec<Stored> = contributions::table
        .filter(contributions::project_id.eq(project))
        .select(Stored::as_select())
        .load(connection)?;
    let mut said = rules::said(fiche, lead);
    let mut confirmed = HashSet::new();
    for stored in &before {
        let own = contributions::table.find((project, &stored.partner_id));
        match said.remove(stored.partner_id.as_str()) {
            Some(same) if same == stored.said() => {
                if stored.state == ContributionState::Confirmed.as_str() {
                    confirmed.insert(stored.partner_id.clone());
                }
            }
            Some(other) => {
                diesel::update(own)
                    .set((
                        contributions::role.eq(&other.role),
                        contributions::contributes.eq(&other.contributes),
                        contributions::brings.eq(json(&other)?),
                        contributions::state.eq(ContributionState::Pending.as_str()),
                        contributions::word.eq(""),
                        contributions::answered_by.eq(None::<String>),
                        contributions::answered_at.eq(None::<NaiveDateTime>),
                        contributions::version.eq(stored.version + 1),
                        contributions::updated_at.eq(instant),
                    ))
                    .execute(connection)?;
            }
            None => {
                diesel::delete(own).execute(connection)?;
            }
        }
    }
    for (partner, new) in said {
        diesel::insert_into(contributions::table)
            .values((
                contributions::project_id.eq(project),
                contributions::partner_id.eq(partner),
                contributions::role.eq(&new.role),
                contributions::contributes.eq(&new.contributes),
                contributions::brings.eq(json(&new)?),
                contributions::state.eq(ContributionState::Pending.as_str()),
                contributions::word.eq(""),
                contributions::version.eq(1),
                contributions::updated_at.eq(instant),
            ))
            .execute(connection)?;
    }
    let mut fiche = fiche.clone();
    rules::mark(&mut fiche, lead, &confirmed);
    Ok(fiche)
}

/// Writes an answer over the version that was read; false when another write came first.
pub fn answer(
    connection: &mut AnyConnection,
    row: &Row,
    state: ContributionState,
    word: &str,
    by: &str,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let own = contributions::table.filter(
        contributions::project_id
            .eq(&row.project_id)
            .and(contributions::partner_id.eq(&row.partner_id))
            .and(contributions::version.eq(row.version)),
    );
    let written = diesel::update(own)
        .set((
            contributions::state.eq(state.as_str()),
            contributions::word.eq(word),
            contributions::answered_by.eq(by),
            contributions::answered_at.eq(now.naive_utc()),
            contributions::version.eq(row.version + 1),
            contributions::updated_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    Ok(written > 0)
}

/// A deleted draft asks nobody any longer.
pub fn forget(connection: &mut AnyConnection, project: &str) -> QueryResult<()> {
    diesel::delete(contributions::table.filter(contributions::project_id.eq(project)))
        .execute(connection)
        .map(drop)
}

/// A merged partner brings what its duplicate did; where both were asked, the answer of the one that is kept stays.
pub fn reassign(connection: &mut AnyConnection, from: &str, to: &str) -> QueryResult<()> {
    let both: Vec<String> = contributions::table
        .filter(contributions::partner_id.eq(to))
        .select(contributions::project_id)
        .load(connection)?;
    let led: Vec<String> =
        projects::table.filter(projects::partner_id.eq(to)).select(projects::id).load(connection)?;
    for project in both.iter().chain(&led) {
        diesel::delete(contributions::table.find((project, from))).execute(connection)?;
    }
    for project in &led {
        diesel::delete(contributions::table.find((project, to))).execute(connection)?;
    }
    diesel::update(contributions::table.filter(contributions::partner_id.eq(from)))
        .set(contributions::partner_id.eq(to))
        .execute(connection)
        .map(drop)
}
