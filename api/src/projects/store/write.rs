//! Writing projects: the row, its form, and the tables that lists, filters and conflicts are read from.

use super::Row;
use crate::{
    committee::store as committee,
    contributions::store as contributions,
    db::{
        AnyConnection, new_id,
        schema::{
            assignments, calls, collaborators, decision_amounts, decision_reservations, decisions, fiches,
            presences, project_districts, project_events, project_leads, project_objectives,
            project_requests, project_ties, projects, review_scores, reviews, section_versions,
            stated_conflicts, submissions,
        },
        versions::{self, Touched},
    },
    files::store as files,
    http::text,
    messages::store as messages,
    projects::rules::ties,
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use openapi::{ProjectStatus, project::ProjectInput};

fn json(fiche: &ProjectInput) -> QueryResult<String> {
    serde_json::to_string(fiche).map_err(|error| diesel::result::Error::SerializationError(error.into()))
}

/// What of a fiche stands in the project's row.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = projects, treat_none_as_null = true)]
struct Head {
    title: String,
    summary: String,
    requested_cents: i64,
    title_sort: String,
    title_search: String,
    search: String,
    renewal_of: Option<String>,
}

fn head(fiche: &ProjectInput) -> Head {
    Head {
        title: fiche.title.trim().to_owned(),
        summary: fiche.summary.clone(),
        requested_cents: fiche.requests.iter().map(|request| request.amount).sum::<openapi::Money>().amount,
        title_sort: text::fold(fiche.title.trim()),
        title_search: text::index(&[&fiche.title]),
        // Only what is public after selection can be searched, so that a search tells nothing else.
        search: text::index(&[&fiche.title, &fiche.summary, &fiche.description]),
        renewal_of: fiche.renewal_of.as_ref().map(ToString::to_string),
    }
}

/// A new draft; its id.
pub fn insert(
    connection: &mut AnyConnection,
    programme: &str,
    call: &str,
    partner: &str,
    fiche: &ProjectInput,
    by: &str,
    now: DateTime<Utc>,
) -> QueryResult<String> {
    let id = new_id();
    diesel::insert_into(projects::table)
        .values((
            projects::id.eq(&id),
            projects::programme_id.eq(programme),
            projects::call_id.eq(call),
            projects::partner_id.eq(partner),
            projects::status.eq(ProjectStatus::Draft.as_str()),
            projects::decided.eq(false),
            head(fiche),
            projects::version.eq(1),
            projects::created_by.eq(by),
            projects::created_at.eq(now.naive_utc()),
            projects::updated_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    let fiche = contributions::settle(connection, &id, partner, fiche, now)?;
    diesel::insert_into(fiches::table)
        .values((fiches::project_id.eq(&id), fiches::content.eq(json(&fiche)?)))
        .execute(connection)?;
    relate(connection, &id, &fiche)?;
    record(connection, &id, "created", false, by, "", now)?;
    Ok(id)
}

/// Rewrites the tables that are read from a fiche.
fn relate(connection: &mut AnyConnection, id: &str, fiche: &ProjectInput) -> QueryResult<()> {
    diesel::delete(project_objectives::table.filter(project_objectives::project_id.eq(id)))
        .execute(connection)?;
    diesel::delete(project_districts::table.filter(project_districts::project_id.eq(id)))
        .execute(connection)?;
    diesel::delete(project_requests::table.filter(project_requests::project_id.eq(id)))
        .execute(connection)?;
    diesel::delete(project_ties::table.filter(project_ties::project_id.eq(id))).execute(connection)?;
    // The main objective has position 0; without one the others keep theirs.
    let others = fiche.objectives.others.iter().zip(1..);
    for (objective, position) in fiche.objectives.main.iter().map(|main| (main, 0)).chain(others) {
        diesel::insert_into(project_objectives::table)
            .values((
                project_objectives::project_id.eq(id),
                project_objectives::objective_id.eq(objective.as_str()),
                project_objectives::position.eq(position),
            ))
            .execute(connection)?;
    }
    for count in &fiche.audience.districts {
        diesel::insert_into(project_districts::table)
            .values((
                project_districts::project_id.eq(id),
                project_districts::district_id.eq(count.district.as_str()),
                project_districts::planned.eq(i32::try_from(count.planned).unwrap_or(i32::MAX)),
            ))
            .execute(connection)?;
    }
    for request in &fiche.requests {
        diesel::insert_into(project_requests::table)
            .values((
                project_requests::project_id.eq(id),
                project_requests::funder_id.eq(request.funder.as_str()),
                project_requests::amount_cents.eq(request.amount.amount),
            ))
            .execute(connection)?;
    }
    for (partner, tie) in ties(fiche) {
        diesel::insert_into(project_ties::table)
            .values((
                project_ties::project_id.eq(id),
                project_ties::partner_id.eq(partner),
                project_ties::kind.eq(tie.as_str()),
            ))
            .execute(connection)?;
    }
    versions::touch(connection, Touched::Projects)
}

/// Writes a changed fiche over the version that was read; false when another write came first. Of a returned one, what
/// lists, searches and conflicts are read from stays as it was filed: [`restore`] writes it when it is filed again.
pub fn change(
    connection: &mut AnyConnection,
    row: &Row,
    fiche: &ProjectInput,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let own = projects::table.filter(projects::id.eq(&row.id).and(projects::version.eq(row.version)));
    let changed = diesel::update(own)
        .set((projects::version.eq(row.version + 1), projects::updated_at.eq(now.naive_utc())))
        .execute(connection)?;
    if changed == 0 {
        return Ok(false);
    }
    let fiche = contributions::settle(connection, &row.id, &row.partner_id, fiche, now)?;
    if row.status == ProjectStatus::Returned {
        diesel::update(fiches::table.find(&row.id))
            .set(fiches::content.eq(json(&fiche)?))
            .execute(connection)?;
        versions::touch(connection, Touched::Projects)?;
    } else {
        restore(connection, row, &fiche)?;
    }
    Ok(true)
}

/// The fiche with all that is read from it: what is filed, or was; the write that goes with it raises the version.
pub fn restore(connection: &mut AnyConnection, row: &Row, filed: &ProjectInput) -> QueryResult<()> {
    diesel::update(projects::table.find(&row.id)).set(head(filed)).execute(connection)?;
    let filed = contributions::settle(connection, &row.id, &row.partner_id, filed, row.updated_at.and_utc())?;
    diesel::update(fiches::table.find(&row.id)).set(fiches::content.eq(json(&filed)?)).execute(connection)?;
    relate(connection, &row.id, &filed)
}

/// What a transition writes besides the status.
#[derive(Default)]
pub struct Transitioned<'a> {
    pub inadmissible_reason: Option<&'a str>,
    pub correction: Option<Correction<'a>>,
}

/// A correction that is asked for.
pub struct Correction<'a> {
    pub reason: &'a str,
    /// As JSON.
    pub sections: String,
    /// As JSON.
    pub comments: String,
    /// Last day, local, included.
    pub due: NaiveDate,
}

/// Moves a project to another status over the version that was read; false when another write came first.
pub fn transition(
    connection: &mut AnyConnection,
    row: &Row,
    to: ProjectStatus,
    with: &Transitioned<'_>,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let own = projects::table.filter(projects::id.eq(&row.id).and(projects::version.eq(row.version)));
    let correction = with.correction.as_ref();
    let changed = diesel::update(own)
        .set((
            projects::status.eq(to.as_str()),
            projects::inadmissible_reason.eq(with.inadmissible_reason),
            projects::correction_reason.eq(correction.map(|asked| asked.reason)),
            projects::correction_sections.eq(correction.map(|asked| asked.sections.as_str())),
            projects::correction_comments.eq(correction.map(|asked| asked.comments.as_str())),
            projects::correction_due.eq(correction.map(|asked| asked.due)),
            projects::version.eq(row.version + 1),
            projects::updated_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    if changed == 0 {
        return Ok(false);
    }
    if row.decided && to == ProjectStatus::Withdrawn {
        forget_decision(connection, row)?;
    }
    versions::touch(connection, Touched::Projects)?;
    Ok(true)
}

/// A withdrawn project frees what was voted for it; the signatures given before have to be given again.
fn forget_decision(connection: &mut AnyConnection, row: &Row) -> QueryResult<()> {
    let decision: Option<String> = decisions::table
        .filter(decisions::project_id.eq(&row.id))
        .select(decisions::id)
        .first(connection)
        .optional()?;
    if let Some(decision) = decision {
        diesel::delete(decision_amounts::table.filter(decision_amounts::decision_id.eq(&decision)))
            .execute(connection)?;
        diesel::delete(decision_reservations::table.filter(decision_reservations::decision_id.eq(&decision)))
            .execute(connection)?;
        diesel::delete(decisions::table.find(&decision)).execute(connection)?;
        committee::place(connection, &row.call_id, &decision, None)?;
        diesel::update(calls::table.find(&row.call_id))
            .set(calls::decisions_version.eq(calls::decisions_version + 1))
            .execute(connection)?;
        diesel::update(projects::table.find(&row.id)).set(projects::decided.eq(false)).execute(connection)?;
    }
    Ok(())
}

/// Keeps what was filed: number (given once), hash, canonical text. The row must be `submitted` already.
pub fn save_submission(
    connection: &mut AnyConnection,
    row: &Row,
    slug: &str,
    canonical: &str,
    sha256: &str,
    by: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let instant = now.naive_utc();
    if row.number.is_none() {
        // The counter's row is locked by this update until the transaction ends: no number is given twice.
        diesel::update(calls::table.find(&row.call_id))
            .set(calls::last_number.eq(calls::last_number + 1))
            .execute(connection)?;
        let last: i32 = calls::table.find(&row.call_id).select(calls::last_number).first(connection)?;
        diesel::update(projects::table.find(&row.id))
            .set(projects::number.eq(format!("{slug}-{last:04}")))
            .execute(connection)?;
    }
    diesel::update(projects::table.find(&row.id))
        .set((projects::submitted_at.eq(instant), projects::filings.eq(row.filings + 1)))
        .execute(connection)?;
    let submission = new_id();
    diesel::insert_into(submissions::table)
        .values((
            submissions::id.eq(&submission),
            submissions::project_id.eq(&row.id),
            submissions::position.eq(row.filings),
            submissions::sha256.eq(sha256),
            submissions::content.eq(canonical),
            submissions::submitted_by.eq(by),
            submissions::submitted_at.eq(instant),
        ))
        .execute(connection)?;
    files::freeze(connection, &row.id, &submission)
}

/// Notes that something happened.
pub fn record(
    connection: &mut AnyConnection,
    project: &str,
    kind: &str,
    internal: bool,
    by: &str,
    detail: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(project_events::table)
        .values((
            project_events::id.eq(new_id()),
            project_events::project_id.eq(project),
            project_events::kind.eq(kind),
            project_events::internal.eq(internal),
            project_events::actor_id.eq(by),
            project_events::detail.eq(detail),
            project_events::at.eq(now.naive_utc()),
        ))
        .execute(connection)
        .map(drop)
}

/// Removes a draft with all that hangs on it; false when another write came first.
pub fn delete(connection: &mut AnyConnection, row: &Row, now: DateTime<Utc>) -> QueryResult<bool> {
    let id = row.id.as_str();
    files::forget_project(connection, id, now)?;
    messages::forget_project(connection, id)?;
    let of_reviews = reviews::table.filter(reviews::project_id.eq(id)).select(reviews::id);
    diesel::delete(review_scores::table.filter(review_scores::review_id.eq_any(of_reviews)))
        .execute(connection)?;
    diesel::delete(reviews::table.filter(reviews::project_id.eq(id))).execute(connection)?;
    diesel::delete(assignments::table.filter(assignments::project_id.eq(id))).execute(connection)?;
    diesel::delete(stated_conflicts::table.filter(stated_conflicts::project_id.eq(id)))
        .execute(connection)?;
    diesel::delete(project_events::table.filter(project_events::project_id.eq(id))).execute(connection)?;
    diesel::delete(submissions::table.filter(submissions::project_id.eq(id))).execute(connection)?;
    diesel::delete(section_versions::table.filter(section_versions::project_id.eq(id)))
        .execute(connection)?;
    diesel::delete(presences::table.filter(presences::project_id.eq(id))).execute(connection)?;
    diesel::delete(project_leads::table.filter(project_leads::project_id.eq(id))).execute(connection)?;
    let invited = diesel::delete(collaborators::table.filter(collaborators::project_id.eq(id)));
    if invited.execute(connection)? > 0 {
        versions::touch(connection, Touched::Auth)?;
    }
    diesel::delete(fiches::table.find(id)).execute(connection)?;
    contributions::forget(connection, id)?;
    relate(connection, id, &ProjectInput::default())?;
    let own = projects::table.filter(projects::id.eq(id).and(projects::version.eq(row.version)));
    Ok(diesel::delete(own).execute(connection)? > 0)
}
