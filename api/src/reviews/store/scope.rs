//! Which reviews a reader may see: blind until one's own is done, and never when recused.

use super::reopenings;
use crate::{
    auth::principal::Principal,
    catalogue::Catalogue,
    db::{
        AnyConnection, Backend,
        schema::{assignments, calls, collaborators, project_ties, projects, reviews, stated_conflicts},
    },
};
use chrono::{DateTime, Utc};
use diesel::{
    dsl::{exists, not},
    expression::BoxableExpression,
    prelude::*,
    sql_types::Bool,
};
use openapi::{ProjectStatus, Role};
use std::collections::HashSet;

type Where = Box<dyn BoxableExpression<reviews::table, Backend, SqlType = Bool>>;

/// A reader of reviews, with the work that decides what is still hidden.
pub struct Reader {
    pub user: String,
    institutions: Vec<String>,
    coordinates: Vec<String>,
    carries: Vec<String>,
    reviews: Vec<String>,
    observes: Vec<String>,
    /// Projects whose review by this reader is done.
    done: Vec<String>,
    /// Assigned projects whose review is not, and still can be.
    undone: Vec<String>,
}

impl Reader {
    pub fn of(
        connection: &mut AnyConnection,
        person: &Principal,
        catalogue: &Catalogue,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        let done: Vec<String> = reviews::table
            .filter(reviews::reviewer_id.eq(&person.user).and(reviews::status.ne("draft")))
            .select(reviews::project_id)
            .load(connection)?;
        let assigned: Vec<(String, String, String)> = assignments::table
            .inner_join(projects::table)
            .filter(assignments::reviewer_id.eq(&person.user))
            .filter(projects::status.eq(ProjectStatus::UnderReview.as_str()))
            .select((assignments::id, assignments::project_id, assignments::call_id))
            .load(connection)?;
        let reopened = reopenings::reopened_for(connection, &person.user)?;
        let finished: HashSet<&str> = done.iter().map(String::as_str).collect();
        // What can no longer be written is no reason to stay blind.
        let is_open = |assignment: &str, call: &str| {
            let call = catalogue.call(call).filter(|call| !call.decisions_published());
            call.is_some_and(|call| reopenings::is_before(call, reopened.get(assignment).copied(), now))
        };
        let undone = assigned
            .into_iter()
            .filter(|(id, project, call)| !finished.contains(project.as_str()) && is_open(id, call))
            .map(|(_, project, _)| project)
            .collect();
        Ok(Self {
            user: person.user.clone(),
            institutions: person.institutions().map(str::to_owned).collect(),
            coordinates: person.programmes_as(Role::Coordinator),
            carries: person.programmes_as(Role::Carrier),
            reviews: person.programmes_as(Role::Reviewer),
            observes: person.programmes_as(Role::Observer),
            done,
            undone,
        })
    }

    /// The confidential note is for the committee; reviewers who have done their part belong to the discussion.
    pub fn reads_notes(&self, programme: &str) -> bool {
        [&self.coordinates, &self.carries, &self.reviews]
            .into_iter()
            .any(|ids| ids.iter().any(|id| id == programme))
    }

    /// Whether the reader's own review of a project is still to be done.
    pub fn owes(&self, project: &str) -> bool {
        self.undone.iter().any(|id| id == project)
    }

    /// The clause that every query of reviews carries. Whatever roles a person has: recused, or with a review of the project
    /// still to submit, nobody reads what others wrote.
    pub fn visible(&self) -> Where {
        let own: Where = Box::new(reviews::reviewer_id.eq(self.user.clone()));
        let done: Where = Box::new(reviews::project_id.eq_any(self.done.clone()));
        let by_role = either(
            either(self.of_programmes(&self.coordinates), self.of_programmes(&self.carries)),
            either(
                both(self.of_programmes(&self.reviews), done),
                both(self.of_programmes(&self.observes), decided()),
            ),
        );
        let submitted: Where = Box::new(reviews::status.ne("draft"));
        let free = both(not_in(&self.undone), self.not_recused());
        either(own, both(both(submitted, by_role), free))
    }

    fn of_programmes(&self, programmes: &[String]) -> Where {
        if programmes.is_empty() {
            return Box::new(reviews::id.eq(""));
        }
        Box::new(exists(
            projects::table
                .filter(projects::id.eq(reviews::project_id))
                .filter(projects::programme_id.eq_any(programmes.to_vec())),
        ))
    }

    fn not_recused(&self) -> Where {
        let leads = exists(
            projects::table
                .filter(projects::id.eq(reviews::project_id))
                .filter(projects::partner_id.eq_any(self.institutions.clone())),
        );
        let tied = exists(
            project_ties::table
                .filter(project_ties::project_id.eq(reviews::project_id))
                .filter(project_ties::partner_id.eq_any(self.institutions.clone())),
        );
        let stated = exists(
            stated_conflicts::table
                .filter(stated_conflicts::project_id.eq(reviews::project_id))
                .filter(stated_conflicts::user_id.eq(self.user.clone()))
                .filter(stated_conflicts::lifted_at.is_null()),
        );
        let writes = exists(
            collaborators::table
                .filter(collaborators::project_id.eq(reviews::project_id))
                .filter(collaborators::user_id.eq(self.user.clone())),
        );
        Box::new(not(leads).and(not(tied)).and(not(stated)).and(not(writes)))
    }
}

fn either(a: Where, b: Where) -> Where {
    Box::new(a.or(b))
}

fn both(a: Where, b: Where) -> Where {
    Box::new(a.and(b))
}

fn not_in(projects: &[String]) -> Where {
    Box::new(reviews::project_id.ne_all(projects.to_vec()))
}

fn decided() -> Where {
    Box::new(exists(
        projects::table
            .inner_join(calls::table)
            .filter(projects::id.eq(reviews::project_id))
            .filter(calls::decisions_published_at.is_not_null()),
    ))
}
