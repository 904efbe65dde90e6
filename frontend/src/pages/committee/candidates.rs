//! Who can review a project, who cannot, and why. Pure.

use openapi::{
    Id, Role,
    account::{User, UserStatus},
    review::{Assignment, Conflict, ReviewStatus},
};
use std::collections::HashSet;

/// Where a person stands towards a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Assigned, and how far the review is.
    Assigned {
        assignment: Id,
        status: Option<ReviewStatus>,
    },
    Free,
    /// In conflict; the reason in words.
    Conflict(String),
}

/// A person who has the role to review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub id: Id,
    pub name: String,
    /// The organisation the person reviews for.
    pub institution: Option<String>,
    /// Projects of this call assigned to the person.
    pub load: usize,
    pub standing: Standing,
    /// Somebody of the same organisation is assigned already.
    pub same_institution: bool,
}

impl Candidate {
    /// The review is begun and not filed: it would be lost with the assignment.
    pub fn has_draft(&self) -> bool {
        matches!(self.standing, Standing::Assigned { status: Some(ReviewStatus::Draft), .. })
    }
}

/// « Son institution porte le projet : Ville de Soissons ».
pub fn reason(conflict: &Conflict) -> String {
    match &conflict.institution {
        Some(institution) => format!("{}\u{a0}: {}", conflict.source.label_fr(), institution.name),
        None if conflict.reason.is_empty() => conflict.source.label_fr().to_owned(),
        None => format!("{}\u{a0}: {}", conflict.source.label_fr(), conflict.reason),
    }
}

/// The organisation of a reviewer or carrier.
fn institution(user: &User) -> Option<&openapi::partner::PartnerRef> {
    let seats = user.memberships.iter().filter(|seat| matches!(seat.role, Role::Reviewer | Role::Carrier));
    seats.filter_map(|seat| seat.partner.as_ref()).next()
}

/// Everybody who has the role: the assigned first, then the free by their load, then those in conflict.
pub fn candidates(
    users: &[User],
    conflicts: &[Conflict],
    assignments: &[Assignment],
    project: &Id,
) -> Vec<Candidate> {
    let mut seen = HashSet::new();
    let own: Vec<&Assignment> =
        assignments.iter().filter(|assignment| assignment.project.id == *project).collect();
    let assigned = |user: &User| own.iter().find(|assignment| assignment.reviewer.id == user.id);
    // A person may be reviewer and carrier: one line.
    let people =
        users.iter().filter(|user| user.status == UserStatus::Active && seen.insert(user.id.clone()));
    let people: Vec<&User> = people.collect();
    let taken = |user: &User| {
        let at = institution(user).map(|institution| &institution.id);
        at.is_some()
            && people.iter().any(|other| {
                other.id != user.id
                    && assigned(other).is_some()
                    && institution(other).map(|institution| &institution.id) == at
            })
    };
    let mut candidates: Vec<Candidate> = people
        .iter()
        .map(|user| {
            let conflict = conflicts.iter().find(|conflict| conflict.person.id == user.id);
            let standing = match (assigned(user), conflict) {
                (Some(assignment), _) => {
                    Standing::Assigned { assignment: assignment.id.clone(), status: assignment.review_status }
                }
                (None, Some(conflict)) => Standing::Conflict(reason(conflict)),
                (None, None) => Standing::Free,
            };
            Candidate {
                id: user.id.clone(),
                name: user.name.clone(),
                institution: institution(user).map(|institution| institution.name.clone()),
                load: assignments.iter().filter(|assignment| assignment.reviewer.id == user.id).count(),
                same_institution: standing == Standing::Free && taken(user),
                standing,
            }
        })
        .collect();
    let order = |candidate: &Candidate| match candidate.standing {
        Standing::Assigned { .. } => (0, 0),
        Standing::Free => (1, candidate.load),
        Standing::Conflict(_) => (2, 0),
    };
    candidates.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.name.cmp(&b.name)));
    candidates
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::{
        account::Membership,
        partner::{PartnerKind, PartnerRef},
        review::{ConflictSource, PersonRef, ProjectRef},
    };

    fn id(text: &str) -> Id {
        Id::from_storage(text.into())
    }

    fn partner(name: &str) -> PartnerRef {
        PartnerRef { id: id(name), name: name.into(), kind: PartnerKind::Association }
    }

    fn user(name: &str, institution: &str) -> User {
        let seat = Membership {
            id: id("m"),
            user: id(name),
            role: Role::Reviewer,
            programme: None,
            partner: Some(partner(institution)),
            partner_role: None,
            objectives: Vec::new(),
        };
        User {
            id: id(name),
            version: 1,
            email: String::new(),
            name: name.into(),
            status: UserStatus::Active,
            memberships: vec![seat],
            created_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    fn assignment(project: &str, reviewer: &str) -> Assignment {
        Assignment {
            id: id("a"),
            project: ProjectRef {
                id: id(project),
                number: None,
                title: String::new(),
                partner: partner("lead"),
            },
            reviewer: PersonRef { id: id(reviewer), name: reviewer.into() },
            review: None,
            review_status: None,
            due_on: None,
            closed: false,
            recused: false,
            created_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn the_assigned_come_first_then_the_free_by_load_then_those_in_conflict() {
        let users = [user("anne", "ville"), user("bob", "agglo"), user("cleo", "caf"), user("dan", "lead")];
        let conflict = Conflict {
            person: PersonRef { id: id("dan"), name: "dan".into() },
            source: ConflictSource::Leads,
            institution: Some(partner("lead")),
            reason: String::new(),
        };
        let assignments = [assignment("p", "cleo"), assignment("q", "anne")];
        let found = candidates(&users, &[conflict], &assignments, &id("p"));
        let names: Vec<&str> = found.iter().map(|candidate| candidate.name.as_str()).collect();
        assert_eq!(names, ["cleo", "bob", "anne", "dan"]);
        assert!(matches!(&found[3].standing, Standing::Conflict(why) if why.ends_with("lead")));
    }

    #[test]
    fn a_second_person_of_one_institution_is_pointed_out() {
        let users = [user("anne", "ville"), user("bob", "ville"), user("cleo", "caf")];
        let found = candidates(&users, &[], &[assignment("p", "anne")], &id("p"));
        let same: Vec<bool> = found.iter().map(|candidate| candidate.same_institution).collect();
        assert_eq!(same, [false, true, false]);
    }

    #[test]
    fn a_person_with_two_roles_has_one_line() {
        let users = [user("anne", "ville"), user("anne", "ville")];
        assert_eq!(candidates(&users, &[], &[], &id("p")).len(), 1);
    }
}
