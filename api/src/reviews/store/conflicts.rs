//! Conflicts of interest in the database: found from the ties of a project, or stated by a person.

use crate::{
    auth::principal::Principal,
    catalogue::{Catalogue, StoredCall},
    db::{
        AnyConnection, new_id,
        schema::{collaborators as invited, memberships, project_ties, projects, stated_conflicts, users},
        versions::{self, Touched},
    },
    projects::wire::{partner_ref, project_ref},
    reviews::rules::{Graph, found},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use openapi::{
    Id, ProjectStatus,
    review::{Conflict, ConflictSource, PersonRef, Recusal},
};
use std::collections::{HashMap, HashSet};

/// What ties institutions and people to projects.
struct Ties {
    graphs: HashMap<String, Graph>,
    /// By project and person.
    people: HashMap<(String, String), (ConflictSource, String)>,
}

/// The ties of these projects, in four statements.
fn ties(connection: &mut AnyConnection, ids: &[String]) -> QueryResult<Ties> {
    let leads: Vec<(String, String)> = projects::table
        .filter(projects::id.eq_any(ids))
        .select((projects::id, projects::partner_id))
        .load(connection)?;
    let mut graphs: HashMap<String, Graph> =
        leads.into_iter().map(|(id, lead)| (id, Graph { lead, ..Graph::default() })).collect();
    let tied: Vec<(String, String, String)> = project_ties::table
        .filter(project_ties::project_id.eq_any(ids))
        .select((project_ties::project_id, project_ties::partner_id, project_ties::kind))
        .load(connection)?;
    for (project, partner, kind) in tied {
        let Some(graph) = graphs.get_mut(&project) else { continue };
        if kind == "takes_part" { &mut graph.takes_part } else { &mut graph.co_funds }.push(partner);
    }
    let stated: Vec<(String, String, String, String)> = stated_conflicts::table
        .filter(stated_conflicts::project_id.eq_any(ids).and(stated_conflicts::lifted_at.is_null()))
        .select((
            stated_conflicts::project_id,
            stated_conflicts::user_id,
            stated_conflicts::source,
            stated_conflicts::reason,
        ))
        .load(connection)?;
    let source =
        |text: &str| if text == "declared" { ConflictSource::Declared } else { ConflictSource::Recorded };
    let invited = collaborators(connection, ids)?;
    let stated = stated.into_iter().map(|(project, user, text, why)| ((project, user), (source(&text), why)));
    let found = invited.into_iter().map(|pair| (pair, (ConflictSource::Collaborates, String::new())));
    Ok(Ties { graphs, people: stated.chain(found).collect() })
}

/// Who was invited to the fiches of these projects and is in: project and person.
fn collaborators(connection: &mut AnyConnection, projects: &[String]) -> QueryResult<Vec<(String, String)>> {
    invited::table
        .filter(invited::project_id.eq_any(projects).and(invited::user_id.is_not_null()))
        .select((invited::project_id, invited::user_id.assume_not_null()))
        .load(connection)
}

/// Whether a person is recused from a project, and why.
pub fn source_of(
    connection: &mut AnyConnection,
    project: &str,
    user: &str,
) -> QueryResult<Option<ConflictSource>> {
    let institutions: Vec<String> = memberships::table
        .filter(memberships::user_id.eq(user).and(memberships::partner_id.is_not_null()))
        .select(memberships::partner_id.assume_not_null())
        .load(connection)?;
    let Ties { graphs, mut people } = ties(connection, &[project.to_owned()])?;
    let institutions = institutions.iter().map(String::as_str);
    if let Some((source, _)) = graphs.get(project).and_then(|graph| found(graph, institutions)) {
        return Ok(Some(source));
    }
    Ok(people.remove(&(project.to_owned(), user.to_owned())).map(|(source, _)| source))
}

/// Who is recused from which of these projects: project and person.
pub fn recused(
    connection: &mut AnyConnection,
    projects: &[String],
) -> QueryResult<HashSet<(String, String)>> {
    let leads: Vec<(String, String)> = projects::table
        .inner_join(memberships::table.on(memberships::partner_id.eq(projects::partner_id.nullable())))
        .filter(projects::id.eq_any(projects))
        .select((projects::id, memberships::user_id))
        .load(connection)?;
    let tied: Vec<(String, String)> = project_ties::table
        .inner_join(memberships::table.on(memberships::partner_id.eq(project_ties::partner_id.nullable())))
        .filter(project_ties::project_id.eq_any(projects))
        .select((project_ties::project_id, memberships::user_id))
        .load(connection)?;
    let stated: Vec<(String, String)> = stated_conflicts::table
        .filter(stated_conflicts::project_id.eq_any(projects).and(stated_conflicts::lifted_at.is_null()))
        .select((stated_conflicts::project_id, stated_conflicts::user_id))
        .load(connection)?;
    let invited = collaborators(connection, projects)?;
    Ok(leads.into_iter().chain(tied).chain(stated).chain(invited).collect())
}

/// Whether the person who asks is recused from a project.
pub fn is_recused(connection: &mut AnyConnection, project: &str, person: &Principal) -> QueryResult<bool> {
    source_of(connection, project, &person.user).map(|source| source.is_some())
}

/// Everyone who could review or decide in the programme and is recused from these projects, with the project's id; `only`
/// narrows to one person. Six statements, whatever their number.
fn found_in(
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    programme: &str,
    ids: &[String],
    only: Option<&str>,
) -> QueryResult<Vec<(String, Conflict)>> {
    let Ties { graphs, people } = ties(connection, ids)?;
    let mut query = users::table
        .inner_join(memberships::table)
        .filter(memberships::programme_id.eq(programme).and(memberships::role.eq_any(MEMBERS)))
        .order(users::name)
        .select((users::id, users::name))
        .distinct()
        .into_boxed();
    if let Some(only) = only {
        query = query.filter(users::id.eq(only));
    }
    let members: Vec<(String, String)> = query.load(connection)?;
    let known: Vec<&String> = members.iter().map(|(user, _)| user).collect();
    let rows: Vec<(String, String)> = memberships::table
        .filter(memberships::user_id.eq_any(known).and(memberships::partner_id.is_not_null()))
        .select((memberships::user_id, memberships::partner_id.assume_not_null()))
        .load(connection)?;
    let mut places: HashMap<&str, Vec<&str>> = HashMap::new();
    for (user, partner) in &rows {
        places.entry(user).or_default().push(partner);
    }
    let mut conflicts = Vec::new();
    for id in ids {
        let Some(graph) = graphs.get(id) else { continue };
        for (user, name) in &members {
            let person = || PersonRef { id: Id::from_storage(user.clone()), name: name.clone() };
            let institutions = places.get(user.as_str()).into_iter().flatten().copied();
            let conflict = if let Some((source, institution)) = found(graph, institutions) {
                let institution = Some(partner_ref(catalogue, institution));
                Conflict { person: person(), source, institution, reason: String::new() }
            } else if let Some((source, reason)) = people.get(&(id.clone(), user.clone())) {
                Conflict { person: person(), source: *source, institution: None, reason: reason.clone() }
            } else {
                continue;
            };
            conflicts.push((id.clone(), conflict));
        }
    }
    Ok(conflicts)
}

/// Everyone who could review or decide in the programme and is recused from this project; `only` narrows to one person.
pub fn list(
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    project: &str,
    programme: &str,
    only: Option<&str>,
) -> QueryResult<Vec<Conflict>> {
    let found = found_in(connection, catalogue, programme, &[project.to_owned()], only)?;
    Ok(found.into_iter().map(|(_, conflict)| conflict).collect())
}

/// Who is recused from which project of a call: reviewers, carriers and coordinators, by the projects' numbers, then by name. Drafts,
/// and what was withdrawn or found inadmissible, were never before the committee.
pub fn recused_in_call(
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    call: &StoredCall,
) -> QueryResult<Vec<Recusal>> {
    let never = [ProjectStatus::Draft, ProjectStatus::Withdrawn, ProjectStatus::Inadmissible];
    let rows: Vec<(String, Option<String>, String, String)> = projects::table
        .filter(projects::call_id.eq(call.id()))
        .filter(projects::status.ne_all(never.map(ProjectStatus::as_str)))
        .order((projects::number, projects::id))
        .select((projects::id, projects::number, projects::title, projects::partner_id))
        .load(connection)?;
    let ids: Vec<String> = rows.iter().map(|row| row.0.clone()).collect();
    let refs: HashMap<String, _> = rows
        .into_iter()
        .map(|(id, number, title, partner)| (id.clone(), project_ref(catalogue, id, number, title, &partner)))
        .collect();
    let found = found_in(connection, catalogue, call.programme(), &ids, None)?;
    Ok(found
        .into_iter()
        .filter_map(|(id, conflict)| Some(Recusal { project: refs.get(&id)?.clone(), conflict }))
        .collect())
}

/// Notes a conflict; one that was noted before is replaced.
pub fn state(
    connection: &mut AnyConnection,
    project: &str,
    user: &str,
    source: ConflictSource,
    reason: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let same = stated_conflicts::project_id.eq(project).and(stated_conflicts::user_id.eq(user));
    diesel::delete(stated_conflicts::table.filter(same)).execute(connection)?;
    diesel::insert_into(stated_conflicts::table)
        .values((
            stated_conflicts::id.eq(new_id()),
            stated_conflicts::project_id.eq(project),
            stated_conflicts::user_id.eq(user),
            stated_conflicts::source.eq(source.as_str()),
            stated_conflicts::reason.eq(reason),
            stated_conflicts::created_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    // Whoever sits in a session leaves for this project at once.
    versions::touch(connection, Touched::Committee)
}

/// Lifts a conflict that was stated; false when there is none. It stays, with who lifted it and why.
pub fn lift(
    connection: &mut AnyConnection,
    project: &str,
    user: &str,
    by: &str,
    reason: &str,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let same = stated_conflicts::project_id.eq(project).and(stated_conflicts::user_id.eq(user));
    let lifted =
        diesel::update(stated_conflicts::table.filter(same.and(stated_conflicts::lifted_at.is_null())))
            .set((
                stated_conflicts::lifted_at.eq(now.naive_utc()),
                stated_conflicts::lifted_by.eq(by),
                stated_conflicts::lifting_reason.eq(reason),
            ))
            .execute(connection)?;
    versions::touch(connection, Touched::Committee)?;
    Ok(lifted > 0)
}

/// Who reviews.
const SCORERS: [&str; 2] = ["reviewer", "carrier"];
/// Who has a part in what becomes of a project.
const MEMBERS: [&str; 3] = ["reviewer", "carrier", "coordinator"];

/// The people who review in a programme.
pub fn reviewers(connection: &mut AnyConnection, programme: &str) -> QueryResult<HashSet<String>> {
    let people: Vec<String> = memberships::table
        .filter(memberships::programme_id.eq(programme).and(memberships::role.eq_any(SCORERS)))
        .select(memberships::user_id)
        .load(connection)?;
    Ok(people.into_iter().collect())
}

/// Name of a person who can review in the programme.
pub fn reviewer_name(
    connection: &mut AnyConnection,
    programme: &str,
    user: &str,
) -> QueryResult<Option<String>> {
    name_as(connection, programme, user, &SCORERS)
}

/// Name of a person who can be in conflict in the programme: who reviews, and who coordinates.
pub fn member_name(
    connection: &mut AnyConnection,
    programme: &str,
    user: &str,
) -> QueryResult<Option<String>> {
    name_as(connection, programme, user, &MEMBERS)
}

fn name_as(
    connection: &mut AnyConnection,
    programme: &str,
    user: &str,
    roles: &[&str],
) -> QueryResult<Option<String>> {
    users::table
        .inner_join(memberships::table)
        .filter(users::id.eq(user).and(users::status.eq("active")))
        .filter(memberships::programme_id.eq(programme).and(memberships::role.eq_any(roles.to_vec())))
        .select(users::name)
        .first(connection)
        .optional()
}
