//! What applicants read of the reviews: the coordinator's text, or until there is one the reviewers' messages.

use crate::{
    committee::rules::gathered,
    db::{
        AnyConnection,
        schema::{decisions, feedbacks, reviews},
    },
    reviews::store::conflicts,
};
use diesel::prelude::*;
use openapi::review::{Feedback, Opinion};
use std::collections::HashMap;

/// The feedback on a project as it stands.
pub struct Stored {
    pub version: i32,
    pub edited: bool,
    pub text: String,
    pub messages: Vec<Feedback>,
}

/// What the reviewers say to the applicants of these projects, without their names and in no order that tells of them.
/// Who turned out to be in conflict says nothing.
fn messages(
    connection: &mut AnyConnection,
    projects: &[String],
) -> QueryResult<HashMap<String, Vec<Feedback>>> {
    let recused = conflicts::recused(connection, projects)?;
    let rows: Vec<(String, String, Option<String>, String)> = reviews::table
        .filter(reviews::project_id.eq_any(projects).and(reviews::status.eq("submitted")))
        .order((reviews::opinion, reviews::message))
        .select((reviews::project_id, reviews::reviewer_id, reviews::opinion, reviews::message))
        .load(connection)?;
    let mut found: HashMap<String, Vec<Feedback>> = HashMap::new();
    for (project, reviewer, opinion, message) in rows {
        let pair = (project, reviewer);
        if !recused.contains(&pair) && !message.trim().is_empty() {
            let opinion = opinion.as_deref().and_then(Opinion::parse);
            found.entry(pair.0).or_default().push(Feedback { opinion, message });
        }
    }
    Ok(found)
}

/// The feedback on each of these projects, in their order.
pub fn of(connection: &mut AnyConnection, projects: &[String]) -> QueryResult<Vec<Stored>> {
    let rows: Vec<(String, String, i32)> = feedbacks::table
        .filter(feedbacks::project_id.eq_any(projects))
        .select((feedbacks::project_id, feedbacks::text, feedbacks::version))
        .load(connection)?;
    let mut written: HashMap<String, (String, i32)> =
        rows.into_iter().map(|(project, text, version)| (project, (text, version))).collect();
    let mut messages = messages(connection, projects)?;
    let one = |project: &String| {
        let messages = messages.remove(project).unwrap_or_default();
        match written.remove(project) {
            Some((text, version)) => Stored { version, edited: true, text, messages },
            // A text that nobody touched has no row: it is at version 1.
            None => Stored { version: 1, edited: false, text: gathered(&messages), messages },
        }
    };
    Ok(projects.iter().map(one).collect())
}

/// The text on one project.
pub fn text(connection: &mut AnyConnection, project: &str) -> QueryResult<String> {
    let found = of(connection, &[project.to_owned()])?.pop();
    Ok(found.map(|stored| stored.text).unwrap_or_default())
}

/// Writes the text on a project over the version that was read.
pub fn write(connection: &mut AnyConnection, project: &str, text: &str, version: i32) -> QueryResult<()> {
    let content = (feedbacks::text.eq(text), feedbacks::version.eq(version + 1));
    if diesel::update(feedbacks::table.find(project)).set(content).execute(connection)? == 0 {
        diesel::insert_into(feedbacks::table)
            .values((feedbacks::project_id.eq(project), content))
            .execute(connection)?;
    }
    Ok(())
}

/// Keeps the texts that nobody touched as they are now: published, they change no more.
pub fn freeze(connection: &mut AnyConnection, call: &str) -> QueryResult<()> {
    let decided: Vec<String> = decisions::table
        .filter(decisions::call_id.eq(call))
        .select(decisions::project_id)
        .load(connection)?;
    let texts = of(connection, &decided)?;
    for (project, stored) in decided.iter().zip(texts).filter(|(_, stored)| !stored.edited) {
        write(connection, project, &stored.text, stored.version)?;
    }
    Ok(())
}
