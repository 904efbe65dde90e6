//! A merge: everything of a duplicate partner goes to the one that is kept.

use crate::{
    catalogue, contributions,
    db::{
        AnyConnection,
        schema::*,
        versions::{self, Touched},
    },
    partners::rules::replace_partner,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use openapi::{PartnerRole, partner::Partner};
use std::collections::{BTreeMap, BTreeSet};

/// The caller has claimed the catalogue, and both partners are of one programme.
pub fn merge(
    connection: &mut AnyConnection,
    kept: &Partner,
    duplicate: &Partner,
    now: DateTime<Utc>,
) -> QueryResult<Partner> {
    versions::touch(connection, Touched::Projects)?;
    versions::touch(connection, Touched::Auth)?;
    let (from, to) = (duplicate.id.as_str(), kept.id.as_str());
    move_projects(connection, from, to, kept.programme.as_str())?;
    move_envelopes(connection, from, to)?;
    move_amounts(connection, from, to)?;
    move_signatures(connection, from, to)?;
    move_extensions(connection, from, to)?;
    move_people(connection, from, to)?;
    diesel::update(session_attendance::table.filter(session_attendance::institution_id.eq(from)))
        .set(session_attendance::institution_id.eq(to))
        .execute(connection)?;
    diesel::update(attachments::table.filter(attachments::partner_id.eq(from)))
        .set(attachments::partner_id.eq(to))
        .execute(connection)?;
    diesel::delete(partners::table.find(from)).execute(connection)?;
    diesel::update(partners::table.find(to))
        .set((partners::version.eq(kept.version + 1), partners::updated_at.eq(now.naive_utc())))
        .execute(connection)?;
    catalogue::store::load(connection)?.partner(to).cloned().ok_or(diesel::result::Error::NotFound)
}

fn move_extensions(connection: &mut AnyConnection, from: &str, to: &str) -> QueryResult<()> {
    diesel::update(extensions::table.filter(extensions::partner_id.eq(from)))
        .set(extensions::partner_id.eq(to))
        .execute(connection)
        .map(drop)
}

/// Projects, their ties and requests, and the fiches that name the duplicate; each rises by one version.
fn move_projects(connection: &mut AnyConnection, from: &str, to: &str, programme: &str) -> QueryResult<()> {
    let mut changed: BTreeSet<String> = projects::table
        .filter(projects::partner_id.eq(from))
        .select(projects::id)
        .load(connection)?
        .into_iter()
        .collect();
    diesel::update(projects::table.filter(projects::partner_id.eq(from)))
        .set(projects::partner_id.eq(to))
        .execute(connection)?;
    contributions::store::reassign(connection, from, to)?;
    changed.extend(move_ties(connection, from, to)?);
    changed.extend(move_requests(connection, from, to)?);
    changed.extend(rewrite_fiches(connection, from, to, programme)?);
    for project in &changed {
        diesel::update(projects::table.find(project))
            .set(projects::version.eq(projects::version + 1))
            .execute(connection)?;
    }
    Ok(())
}

fn move_ties(connection: &mut AnyConnection, from: &str, to: &str) -> QueryResult<Vec<String>> {
    let ties_of = |connection: &mut AnyConnection, partner: &str| -> QueryResult<Vec<(String, String)>> {
        project_ties::table
            .filter(project_ties::partner_id.eq(partner.to_owned()))
            .select((project_ties::project_id, project_ties::kind))
            .load(connection)
    };
    let there: BTreeSet<_> = ties_of(connection, to)?.into_iter().collect();
    let moving = ties_of(connection, from)?;
    diesel::delete(project_ties::table.filter(project_ties::partner_id.eq(from))).execute(connection)?;
    for (project, kind) in moving.iter().filter(|tie| !there.contains(tie)) {
        diesel::insert_into(project_ties::table)
            .values((
                project_ties::project_id.eq(project),
                project_ties::partner_id.eq(to),
                project_ties::kind.eq(kind),
            ))
            .execute(connection)?;
    }
    Ok(moving.into_iter().map(|(project, _)| project).collect())
}

fn move_requests(connection: &mut AnyConnection, from: &str, to: &str) -> QueryResult<Vec<String>> {
    let moving: Vec<(String, i64)> = project_requests::table
        .filter(project_requests::funder_id.eq(from))
        .select((project_requests::project_id, project_requests::amount_cents))
        .load(connection)?;
    diesel::delete(project_requests::table.filter(project_requests::funder_id.eq(from)))
        .execute(connection)?;
    for (project, cents) in &moving {
        let summed = diesel::update(project_requests::table.find((project, to)))
            .set(project_requests::amount_cents.eq(project_requests::amount_cents + cents))
            .execute(connection)?;
        if summed == 0 {
            diesel::insert_into(project_requests::table)
                .values((
                    project_requests::project_id.eq(project),
                    project_requests::funder_id.eq(to),
                    project_requests::amount_cents.eq(cents),
                ))
                .execute(connection)?;
        }
    }
    Ok(moving.into_iter().map(|(project, _)| project).collect())
}

/// What was filed (`submissions`) stays word for word, so that its hash can be checked for ever.
fn rewrite_fiches(
    connection: &mut AnyConnection,
    from: &str,
    to: &str,
    programme: &str,
) -> QueryResult<Vec<String>> {
    let naming: Vec<(String, String)> = fiches::table
        .inner_join(projects::table)
        .filter(projects::programme_id.eq(programme).and(fiches::content.like(format!("%{from}%"))))
        .select((fiches::project_id, fiches::content))
        .load(connection)?;
    let mut changed = Vec::new();
    for (project, content) in naming {
        let mut fiche: serde_json::Value = serde_json::from_str(&content)
            .map_err(|error| diesel::result::Error::DeserializationError(error.into()))?;
        replace_partner(&mut fiche, from, to);
        diesel::update(fiches::table.find(&project))
            .set(fiches::content.eq(fiche.to_string()))
            .execute(connection)?;
        changed.push(project);
    }
    Ok(changed)
}

fn move_envelopes(connection: &mut AnyConnection, from: &str, to: &str) -> QueryResult<()> {
    let moving: Vec<(String, i64)> = envelopes::table
        .filter(envelopes::funder_id.eq(from))
        .select((envelopes::call_id, envelopes::amount_cents))
        .load(connection)?;
    diesel::delete(envelopes::table.filter(envelopes::funder_id.eq(from))).execute(connection)?;
    for (call, cents) in moving {
        let summed = diesel::update(envelopes::table.find((&call, to)))
            .set(envelopes::amount_cents.eq(envelopes::amount_cents + cents))
            .execute(connection)?;
        if summed == 0 {
            diesel::insert_into(envelopes::table)
                .values((
                    envelopes::call_id.eq(&call),
                    envelopes::funder_id.eq(to),
                    envelopes::amount_cents.eq(cents),
                ))
                .execute(connection)?;
        }
        diesel::update(calls::table.find(&call))
            .set(calls::version.eq(calls::version + 1))
            .execute(connection)?;
    }
    Ok(())
}

fn move_amounts(connection: &mut AnyConnection, from: &str, to: &str) -> QueryResult<()> {
    type Amounts = BTreeMap<String, (Option<i64>, i64)>;
    let amounts_of = |connection: &mut AnyConnection, funder: &str| -> QueryResult<Amounts> {
        let rows: Vec<(String, Option<i64>, i64)> = decision_amounts::table
            .filter(decision_amounts::funder_id.eq(funder.to_owned()))
            .select((
                decision_amounts::decision_id,
                decision_amounts::proposed_cents,
                decision_amounts::voted_cents,
            ))
            .load(connection)?;
        Ok(rows.into_iter().map(|(decision, proposed, voted)| (decision, (proposed, voted))).collect())
    };
    let (moving, there) = (amounts_of(connection, from)?, amounts_of(connection, to)?);
    diesel::delete(decision_amounts::table.filter(decision_amounts::funder_id.eq(from)))
        .execute(connection)?;
    for (decision, (proposed, voted)) in moving {
        let (also_proposed, also_voted) = there.get(&decision).copied().unwrap_or_default();
        let proposed = match (proposed, also_proposed) {
            (None, None) => None,
            (a, b) => Some(a.unwrap_or(0).saturating_add(b.unwrap_or(0))),
        };
        diesel::delete(decision_amounts::table.find((&decision, to))).execute(connection)?;
        diesel::insert_into(decision_amounts::table)
            .values((
                decision_amounts::decision_id.eq(&decision),
                decision_amounts::funder_id.eq(to),
                decision_amounts::proposed_cents.eq(proposed),
                decision_amounts::voted_cents.eq(voted.saturating_add(also_voted)),
            ))
            .execute(connection)?;
        diesel::update(decisions::table.find(&decision))
            .set(decisions::version.eq(decisions::version + 1))
            .execute(connection)?;
    }
    Ok(())
}

/// A carrier is never merged away, but one that was given another kind may have signed.
fn move_signatures(connection: &mut AnyConnection, from: &str, to: &str) -> QueryResult<()> {
    let signed: Vec<String> = signatures::table
        .filter(signatures::carrier_id.eq(to))
        .select(signatures::call_id)
        .load(connection)?;
    diesel::delete(
        signatures::table.filter(signatures::carrier_id.eq(from).and(signatures::call_id.eq_any(signed))),
    )
    .execute(connection)?;
    diesel::update(signatures::table.filter(signatures::carrier_id.eq(from)))
        .set(signatures::carrier_id.eq(to))
        .execute(connection)
        .map(drop)
}

/// Memberships and invitations; who is at both keeps the stronger role at one.
fn move_people(connection: &mut AnyConnection, from: &str, to: &str) -> QueryResult<()> {
    type Row = (String, String, String, Option<String>);
    let people_of = |connection: &mut AnyConnection, partner: &str| -> QueryResult<Vec<Row>> {
        memberships::table
            .filter(memberships::partner_id.eq(partner.to_owned()))
            .select((memberships::id, memberships::user_id, memberships::role, memberships::partner_role))
            .load(connection)
    };
    let rank = |role: Option<&String>| role.and_then(|role| PartnerRole::parse(role));
    let there = people_of(connection, to)?;
    for (id, user, role, partner_role) in people_of(connection, from)? {
        diesel::update(users::table.find(&user))
            .set(users::version.eq(users::version + 1))
            .execute(connection)?;
        match there.iter().find(|(_, other, held, _)| *other == user && *held == role) {
            Some((held, _, _, at_kept)) => {
                diesel::delete(memberships::table.find(&id)).execute(connection)?;
                if rank(partner_role.as_ref()) > rank(at_kept.as_ref()) {
                    diesel::update(memberships::table.find(held))
                        .set((
                            memberships::partner_role.eq(partner_role),
                            memberships::version.eq(memberships::version + 1),
                        ))
                        .execute(connection)?;
                }
            }
            None => {
                diesel::update(memberships::table.find(&id))
                    .set((memberships::partner_id.eq(to), memberships::version.eq(memberships::version + 1)))
                    .execute(connection)?;
            }
        }
    }
    diesel::update(invitations::table.filter(invitations::partner_id.eq(from)))
        .set(invitations::partner_id.eq(to))
        .execute(connection)
        .map(drop)
}
