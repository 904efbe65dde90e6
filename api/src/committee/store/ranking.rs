//! What the ranking is made of.

use crate::{
    catalogue::StoredCall,
    committee::rules::Scores,
    db::{
        AnyConnection,
        schema::{assignments, project_requests, projects, review_scores, reviews},
    },
    reviews::store::conflicts,
};
use diesel::prelude::*;
use openapi::ProjectStatus;
use std::collections::HashMap;

/// A project to rank, with its reviews.
#[derive(Debug, Clone, Default)]
pub struct Candidate {
    pub id: String,
    pub number: Option<String>,
    pub title: String,
    pub partner: String,
    pub status: String,
    pub decided: bool,
    /// Funder and cents.
    pub requests: Vec<(String, i64)>,
    pub expected: u32,
    pub abstentions: u32,
    /// Reviews submitted.
    pub done: u32,
    /// Of the reviews done.
    pub opinions: Vec<String>,
    pub scores: Vec<Scores>,
    /// Who gave each of them.
    pub by: Vec<String>,
}

impl Candidate {
    /// Without what its reviews say: that they are done stays.
    pub fn conceal(&mut self) {
        self.opinions.clear();
        self.scores.clear();
        self.by.clear();
        // An abstention is all that its review says.
        self.abstentions = 0;
    }

    /// Without anything of the committee's work.
    pub fn withhold(&mut self) {
        self.conceal();
        (self.done, self.expected, self.decided) = (0, 0, false);
    }
}

/// Id, project and reviewer, status, opinion.
type DoneRow = (String, (String, String), String, Option<String>);

/// The projects of a call that were found admissible, in eight statements whatever their number. A person in conflict
/// with a project is not expected to review it, and what was reviewed before the conflict was known does not count.
pub fn candidates(connection: &mut AnyConnection, call: &StoredCall) -> QueryResult<Vec<Candidate>> {
    use ProjectStatus as S;
    let ranked = [
        S::Admissible,
        S::UnderReview,
        S::Selected,
        S::SelectedWithReservations,
        S::Waitlisted,
        S::Rejected,
        S::InProgress,
        S::ReportDue,
        S::Closed,
        S::Abandoned,
    ];
    let rows: Vec<(String, Option<String>, String, String, String, bool)> = projects::table
        .filter(projects::call_id.eq(call.id()))
        .filter(projects::status.eq_any(ranked.map(ProjectStatus::as_str)))
        .order(projects::id)
        .select((
            projects::id,
            projects::number,
            projects::title,
            projects::partner_id,
            projects::status,
            projects::decided,
        ))
        .load(connection)?;
    let mut candidates: HashMap<String, Candidate> = HashMap::new();
    let order: Vec<String> = rows.iter().map(|row| row.0.clone()).collect();
    for (id, number, title, partner, status, decided) in rows {
        let candidate =
            Candidate { id: id.clone(), number, title, partner, status, decided, ..Candidate::default() };
        candidates.insert(id, candidate);
    }
    let of_call = || projects::table.filter(projects::call_id.eq(call.id())).select(projects::id);
    let requests: Vec<(String, String, i64)> = project_requests::table
        .filter(project_requests::project_id.eq_any(of_call()))
        .order(project_requests::funder_id)
        .select((project_requests::project_id, project_requests::funder_id, project_requests::amount_cents))
        .load(connection)?;
    for (project, funder, cents) in requests {
        if let Some(candidate) = candidates.get_mut(&project) {
            candidate.requests.push((funder, cents));
        }
    }
    let recused = conflicts::recused(connection, &order)?;
    let assigned: Vec<(String, String)> = assignments::table
        .filter(assignments::call_id.eq(call.id()))
        .select((assignments::project_id, assignments::reviewer_id))
        .load(connection)?;
    for pair in assigned {
        if let Some(candidate) = candidates.get_mut(&pair.0).filter(|_| !recused.contains(&pair)) {
            candidate.expected += 1;
        }
    }
    let done: Vec<DoneRow> = reviews::table
        .filter(reviews::project_id.eq_any(of_call()).and(reviews::status.ne("draft")))
        .order(reviews::id)
        .select((reviews::id, (reviews::project_id, reviews::reviewer_id), reviews::status, reviews::opinion))
        .load(connection)?;
    let given: Vec<(String, String, Option<i32>)> = review_scores::table
        .inner_join(reviews::table)
        .filter(reviews::project_id.eq_any(of_call()).and(reviews::status.eq("submitted")))
        .select((review_scores::review_id, review_scores::criterion_id, review_scores::score))
        .load(connection)?;
    let places: HashMap<&str, usize> = call
        .wire
        .criteria
        .iter()
        .enumerate()
        .map(|(place, criterion)| (criterion.id.as_str(), place))
        .collect();
    let mut scores: HashMap<String, Scores> = HashMap::new();
    for (review, criterion, score) in given {
        if let (Some(place), Some(score)) = (places.get(criterion.as_str()), score) {
            scores.entry(review).or_default().insert(*place, score);
        }
    }
    for (review, pair, status, opinion) in done.into_iter().filter(|(_, pair, ..)| !recused.contains(pair)) {
        let Some(candidate) = candidates.get_mut(&pair.0) else { continue };
        if status == "submitted" {
            candidate.scores.push(scores.remove(&review).unwrap_or_default());
            candidate.opinions.extend(opinion);
            candidate.by.push(pair.1);
            candidate.done += 1;
        } else {
            candidate.abstentions += 1;
        }
    }
    Ok(order.into_iter().filter_map(|id| candidates.remove(&id)).collect())
}
