//! What a proposal of assignments is made of.

use crate::{
    catalogue::Catalogue,
    db::{
        AnyConnection,
        schema::{memberships, project_objectives, projects, users},
    },
    projects::wire::project_ref,
    reviews::store::{assignments, conflicts},
};
use diesel::prelude::*;
use openapi::{
    ProjectStatus,
    review::{Assignment, ProjectRef},
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A project that is to be reviewed.
pub struct Filed {
    pub project: ProjectRef,
    /// Ids, the main one first.
    pub objectives: Vec<String>,
}

/// A person who can review.
pub struct Scorer {
    pub user: String,
    pub name: String,
    /// Partners that the person reviews or speaks for.
    pub institutions: Vec<String>,
    /// Objectives that the person follows.
    pub follows: HashSet<String>,
}

/// A call before its proposal.
pub struct Board {
    /// In the order of their numbers.
    pub projects: Vec<Filed>,
    /// By name.
    pub scorers: Vec<Scorer>,
    /// Institutions of those to whom something is assigned and who no longer review in the programme, by user.
    pub former: BTreeMap<String, Vec<String>>,
    pub recused: HashSet<(String, String)>,
    pub assignments: Vec<Assignment>,
}

/// Reads a call's projects, reviewers, conflicts and assignments, in a handful of statements. Projects that `coordinator` is
/// recused from are left as they are: another one says who reviews them.
pub fn board(
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    call: &str,
    programme: &str,
    coordinator: &str,
) -> QueryResult<Board> {
    let open = [ProjectStatus::Admissible, ProjectStatus::UnderReview].map(ProjectStatus::as_str);
    let mut rows: Vec<(String, Option<String>, String, String)> = projects::table
        .filter(projects::call_id.eq(call).and(projects::status.eq_any(open)))
        .order((projects::number, projects::id))
        .select((projects::id, projects::number, projects::title, projects::partner_id))
        .load(connection)?;
    let ids: Vec<String> = rows.iter().map(|row| row.0.clone()).collect();
    let recused = conflicts::recused(connection, &ids)?;
    rows.retain(|row| !recused.contains(&(row.0.clone(), coordinator.to_owned())));
    let served: Vec<(String, String)> = project_objectives::table
        .filter(project_objectives::project_id.eq_any(&ids))
        .order(project_objectives::position)
        .select((project_objectives::project_id, project_objectives::objective_id))
        .load(connection)?;
    let mut objectives: HashMap<String, Vec<String>> = HashMap::new();
    for (project, objective) in served {
        objectives.entry(project).or_default().push(objective);
    }
    let projects = rows.into_iter().map(|(id, number, title, partner)| Filed {
        objectives: objectives.remove(&id).unwrap_or_default(),
        project: project_ref(catalogue, id, number, title, &partner),
    });
    let projects = projects.collect();
    let scorers = scorers(connection, programme)?;
    let assignments = assignments::list(connection, catalogue, call, None, None)?;
    let former = former(connection, &scorers, &assignments)?;
    Ok(Board { projects, scorers, former, recused, assignments })
}

fn former(
    connection: &mut AnyConnection,
    scorers: &[Scorer],
    assignments: &[Assignment],
) -> QueryResult<BTreeMap<String, Vec<String>>> {
    let scoring: HashSet<&str> = scorers.iter().map(|scorer| scorer.user.as_str()).collect();
    let assigned = assignments.iter().map(|one| one.reviewer.id.as_str());
    let mut found: BTreeMap<String, Vec<String>> =
        assigned.filter(|user| !scoring.contains(user)).map(|user| (user.to_owned(), Vec::new())).collect();
    let users: Vec<String> = found.keys().cloned().collect();
    let rows: Vec<(String, String)> = memberships::table
        .filter(memberships::user_id.eq_any(users).and(memberships::partner_id.is_not_null()))
        .select((memberships::user_id, memberships::partner_id.assume_not_null()))
        .load(connection)?;
    for (user, partner) in rows {
        found.entry(user).or_default().push(partner);
    }
    Ok(found)
}

fn scorers(connection: &mut AnyConnection, programme: &str) -> QueryResult<Vec<Scorer>> {
    let seats: Vec<(String, String, Option<String>, String)> = users::table
        .inner_join(memberships::table)
        .filter(users::status.eq("active"))
        .filter(
            memberships::programme_id.eq(programme).and(memberships::role.eq_any(["reviewer", "carrier"])),
        )
        .order((users::name, users::id, memberships::id))
        .select((users::id, users::name, memberships::partner_id, memberships::objectives))
        .load(connection)?;
    let mut scorers: Vec<Scorer> = Vec::new();
    for (user, name, partner, objectives) in seats {
        if scorers.last().is_none_or(|last| last.user != user) {
            scorers.push(Scorer { user, name, institutions: Vec::new(), follows: HashSet::new() });
        }
        if let Some(scorer) = scorers.last_mut() {
            scorer.institutions.extend(partner);
            scorer.follows.extend(objectives.split_whitespace().map(str::to_owned));
        }
    }
    Ok(scorers)
}
