//! Visibility as a clause of the query.

use crate::{
    auth::principal::Principal,
    db::{
        Backend,
        schema::{assignments, projects},
    },
};
use diesel::{dsl::exists, expression::BoxableExpression, prelude::*, sql_types::Bool};
use openapi::{ProjectStatus, Role};

/// A condition on projects.
pub type Where = Box<dyn BoxableExpression<projects::table, Backend, SqlType = Bool>>;

/// One of several conditions; an OR chain rather than `IN`, so that the statement can stay prepared.
pub fn any(conditions: Vec<Where>) -> Where {
    conditions.into_iter().reduce(|a, b| Box::new(a.or(b))).unwrap_or_else(|| Box::new(projects::id.eq("")))
}

/// All of two conditions.
pub fn both(a: Where, b: Where) -> Where {
    Box::new(a.and(b))
}

fn not_draft() -> Where {
    Box::new(projects::status.ne(ProjectStatus::Draft.as_str()))
}

fn in_programme(id: String) -> Where {
    Box::new(projects::programme_id.eq(id))
}

/// Led by an organisation that the person acts for, or one that the person was invited to.
pub fn own(person: &Principal) -> Vec<Where> {
    let led = person
        .organisations()
        .map(|(partner, _)| Box::new(projects::partner_id.eq(partner.to_owned())) as Where);
    let shared =
        person.collaborations.iter().map(|(project, _)| Box::new(projects::id.eq(project.clone())) as Where);
    led.chain(shared).collect()
}

fn assigned(person: &Principal) -> Where {
    Box::new(exists(
        assignments::table
            .filter(assignments::project_id.eq(projects::id))
            .filter(assignments::reviewer_id.eq(person.user.clone())),
    ))
}

/// What the person may see: the published for all, one's own, and by role in the programme.
pub fn visible(person: Option<&Principal>) -> Where {
    let public = ProjectStatus::PUBLIC.map(|status| Box::new(projects::status.eq(status.as_str())) as Where);
    let mut clauses = Vec::from(public);
    if let Some(person) = person {
        clauses.extend(own(person));
        clauses.extend(person.programmes_as(Role::Coordinator).into_iter().map(in_programme));
        for role in [Role::Carrier, Role::Observer] {
            clauses
                .extend(person.programmes_as(role).into_iter().map(|id| both(in_programme(id), not_draft())));
        }
        if person.has(Role::Reviewer) {
            clauses.push(both(assigned(person), not_draft()));
        }
    }
    any(clauses)
}

/// What the person sees more of than the title: others' drafts are out, so that no filter tells of their content.
pub fn readable(person: Option<&Principal>) -> Where {
    let mut clauses = vec![not_draft()];
    if let Some(person) = person {
        clauses.extend(own(person));
    }
    any(clauses)
}

/// Projects whose provisional decision the person may know of.
pub fn decided_for(person: Option<&Principal>) -> Option<Where> {
    let person = person?;
    let programmes =
        [Role::Coordinator, Role::Carrier].into_iter().flat_map(|role| person.programmes_as(role));
    let clauses: Vec<Where> =
        programmes.map(|id| both(in_programme(id), Box::new(projects::decided.eq(true)))).collect();
    (!clauses.is_empty()).then(|| any(clauses))
}
