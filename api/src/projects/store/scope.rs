//! Visibility as a clause of the query.

use crate::{
    auth::principal::Principal,
    db::{
        Backend,
        schema::{assignments, collaborators, project_ties, projects, stated_conflicts},
    },
};
use diesel::{
    dsl::{case_when, exists, not},
    expression::BoxableExpression,
    prelude::*,
    sql_types::{BigInt, Bool},
};
use openapi::{ProjectStatus, Role};

/// A condition on projects.
pub type Where = Box<dyn BoxableExpression<projects::table, Backend, SqlType = Bool>>;

/// An amount in cents, by project.
pub type Cents = Box<dyn BoxableExpression<projects::table, Backend, SqlType = BigInt>>;

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
        // An assignment outlives the role that it was given to.
        clauses.extend(
            person
                .programmes_as(Role::Reviewer)
                .into_iter()
                .map(|id| both(in_programme(id), both(assigned(person), not_draft()))),
        );
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

/// What the person sees all of, among what is visible: as `Standpoint::view` says it of one.
fn in_full(person: Option<&Principal>) -> Where {
    let Some(person) = person else { return any(Vec::new()) };
    let mut clauses = own(person);
    for role in [Role::Coordinator, Role::Carrier, Role::Observer, Role::Reviewer] {
        clauses.extend(person.programmes_as(role).into_iter().map(|id| both(in_programme(id), not_draft())));
    }
    any(clauses)
}

/// The amount asked as the person may know it, else 0: neither the order of a list nor its cursor tells more.
pub fn requested(person: Option<&Principal>) -> Cents {
    Box::new(case_when(in_full(person), projects::requested_cents).otherwise(0_i64))
}

/// Projects that nothing ties the person to: by an institution, by a conflict that was stated and not lifted, or by an
/// invitation to write. As `reviews::store::Reader` says it of reviews.
fn not_recused(person: &Principal) -> Where {
    let by_institution = person.institutions().map(|institution| -> Where {
        let tied = exists(
            project_ties::table
                .filter(project_ties::project_id.eq(projects::id))
                .filter(project_ties::partner_id.eq(institution.to_owned())),
        );
        Box::new(not(projects::partner_id.eq(institution.to_owned())).and(not(tied)))
    });
    let stated = exists(
        stated_conflicts::table
            .filter(stated_conflicts::project_id.eq(projects::id))
            .filter(stated_conflicts::user_id.eq(person.user.clone()))
            .filter(stated_conflicts::lifted_at.is_null()),
    );
    let writes = exists(
        collaborators::table
            .filter(collaborators::project_id.eq(projects::id))
            .filter(collaborators::user_id.eq(person.user.clone())),
    );
    by_institution.fold(Box::new(not(stated).and(not(writes))), both)
}

/// Projects whose provisional decision the person may know of: of the committee, and not recused.
pub fn decided_for(person: Option<&Principal>) -> Where {
    let Some(person) = person else { return any(Vec::new()) };
    let programmes =
        [Role::Coordinator, Role::Carrier].into_iter().flat_map(|role| person.programmes_as(role));
    let decided: Where = Box::new(projects::decided.eq(true));
    both(both(decided, any(programmes.map(in_programme).collect())), not_recused(person))
}
