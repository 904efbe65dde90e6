//! Conflicts of interest in the database: found from the ties of a project, or stated by a person.

use crate::{
    auth::principal::Principal,
    catalogue::Catalogue,
    db::{
        AnyConnection, new_id,
        schema::{collaborators as invited, memberships, project_ties, projects, stated_conflicts, users},
    },
    projects::wire::partner_ref,
    reviews::rules::{Graph, found},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use openapi::{
    Id,
    review::{Conflict, ConflictSource, PersonRef},
};
use std::collections::{BTreeMap, HashSet};

/// The ties of a project.
pub fn graph(connection: &mut AnyConnection, project: &str) -> QueryResult<Graph> {
    let lead: String = projects::table.find(project).select(projects::partner_id).first(connection)?;
    let ties: Vec<(String, String)> = project_ties::table
        .filter(project_ties::project_id.eq(project))
        .select((project_ties::partner_id, project_ties::kind))
        .load(connection)?;
    let (takes_part, co_funds): (Vec<_>, Vec<_>) =
        ties.into_iter().partition(|(_, kind)| kind == "takes_part");
    let ids = |ties: Vec<(String, String)>| ties.into_iter().map(|(id, _)| id).collect();
    Ok(Graph { lead, takes_part: ids(takes_part), co_funds: ids(co_funds) })
}

fn stated(
    connection: &mut AnyConnection,
    project: &str,
) -> QueryResult<BTreeMap<String, (ConflictSource, String)>> {
    let rows: Vec<(String, String, String)> = stated_conflicts::table
        .filter(stated_conflicts::project_id.eq(project))
        .select((stated_conflicts::user_id, stated_conflicts::source, stated_conflicts::reason))
        .load(connection)?;
    let source =
        |text: &str| if text == "declared" { ConflictSource::Declared } else { ConflictSource::Recorded };
    let invited = collaborators(connection, std::slice::from_ref(&project.to_owned()))?;
    let stated = rows.into_iter().map(|(user, text, reason)| (user, (source(&text), reason)));
    let found = invited.into_iter().map(|(_, user)| (user, (ConflictSource::Collaborates, String::new())));
    Ok(stated.chain(found).collect())
}

/// Who was invited to the fiches of these projects and is in: project and person.
fn collaborators(connection: &mut AnyConnection, projects: &[String]) -> QueryResult<Vec<(String, String)>> {
    invited::table
        .filter(invited::project_id.eq_any(projects).and(invited::user_id.is_not_null()))
        .select((invited::project_id, invited::user_id.assume_not_null()))
        .load(connection)
}

/// Whether a person may not review a project, and why.
pub fn source_of(
    connection: &mut AnyConnection,
    project: &str,
    user: &str,
) -> QueryResult<Option<ConflictSource>> {
    let institutions: Vec<String> = memberships::table
        .filter(memberships::user_id.eq(user).and(memberships::partner_id.is_not_null()))
        .select(memberships::partner_id.assume_not_null())
        .load(connection)?;
    if let Some((source, _)) = found(&graph(connection, project)?, institutions.iter().map(String::as_str)) {
        return Ok(Some(source));
    }
    Ok(stated(connection, project)?.remove(user).map(|(source, _)| source))
}

/// Who may not review which of these projects: project and person.
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
        .filter(stated_conflicts::project_id.eq_any(projects))
        .select((stated_conflicts::project_id, stated_conflicts::user_id))
        .load(connection)?;
    let invited = collaborators(connection, projects)?;
    Ok(leads.into_iter().chain(tied).chain(stated).chain(invited).collect())
}

/// Whether the person who asks is recused from a project.
pub fn is_recused(connection: &mut AnyConnection, project: &str, person: &Principal) -> QueryResult<bool> {
    source_of(connection, project, &person.user).map(|source| source.is_some())
}

/// Everyone who could review in the programme and may not review this project; `only` narrows to one person.
pub fn list(
    connection: &mut AnyConnection,
    catalogue: &Catalogue,
    project: &str,
    programme: &str,
    only: Option<&str>,
) -> QueryResult<Vec<Conflict>> {
    let graph = graph(connection, project)?;
    let stated = stated(connection, project)?;
    let reviewers: Vec<(String, String)> = users::table
        .inner_join(memberships::table)
        .filter(
            memberships::programme_id.eq(programme).and(memberships::role.eq_any(["reviewer", "carrier"])),
        )
        .order(users::name)
        .select((users::id, users::name))
        .distinct()
        .load(connection)?;
    let places: Vec<(String, Option<String>)> =
        memberships::table.select((memberships::user_id, memberships::partner_id)).load(connection)?;
    let mut conflicts = Vec::new();
    for (user, name) in reviewers.into_iter().filter(|(user, _)| only.is_none_or(|only| only == user)) {
        let institutions =
            places.iter().filter(|(own, _)| *own == user).filter_map(|(_, partner)| partner.as_deref());
        let person = PersonRef { id: Id::from_storage(user.clone()), name };
        if let Some((source, institution)) = found(&graph, institutions) {
            let institution = Some(partner_ref(catalogue, institution));
            conflicts.push(Conflict { person, source, institution, reason: String::new() });
        } else if let Some((source, reason)) = stated.get(&user) {
            conflicts.push(Conflict { person, source: *source, institution: None, reason: reason.clone() });
        }
    }
    Ok(conflicts)
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
        .execute(connection)
        .map(drop)
}

/// Name of a person who can review in the programme.
pub fn reviewer_name(
    connection: &mut AnyConnection,
    programme: &str,
    user: &str,
) -> QueryResult<Option<String>> {
    users::table
        .inner_join(memberships::table)
        .filter(users::id.eq(user).and(users::status.eq("active")))
        .filter(
            memberships::programme_id.eq(programme).and(memberships::role.eq_any(["reviewer", "carrier"])),
        )
        .select(users::name)
        .first(connection)
        .optional()
}
