//! Who sits in a committee, who is there, and who leaves for which project.

use super::rules::{self, Seat};
use crate::{
    catalogue::{Catalogue, StoredCall},
    committee::store::session::{self as store, Came, Sitting},
    db::AnyConnection,
    http::fail::Fail,
    reviews::store::conflicts,
};
use openapi::{
    ErrorCode, Id, Role,
    review::PersonRef,
    rule::Rule,
    session::{Attendee, Member, Quorum, SessionStatus, Votes},
};
use std::collections::HashSet;

/// The room, as far as these projects are concerned.
pub struct Room {
    pub sitting: Sitting,
    pub came: Vec<Came>,
    members: Vec<store::Member>,
    carriers: Vec<String>,
    /// Project and person.
    recused: HashSet<(String, String)>,
    /// Project and institution.
    ties: HashSet<(String, String)>,
}

impl Room {
    pub fn load(
        connection: &mut AnyConnection,
        catalogue: &Catalogue,
        call: &StoredCall,
        projects: &[String],
    ) -> Result<Self, Fail> {
        let carriers = catalogue.carriers(call.programme()).into_iter().map(|carrier| carrier.id.to_string());
        Ok(Self {
            sitting: store::sitting(connection, call.id())?,
            came: store::came(connection, call.id())?,
            members: store::members(connection, call.programme())?,
            carriers: carriers.collect(),
            recused: conflicts::recused(connection, projects)?,
            ties: store::ties(connection, projects)?,
        })
    }

    pub fn is_recused(&self, project: &str, user: &str) -> bool {
        self.recused.contains(&(project.to_owned(), user.to_owned()))
    }

    /// Those who are there now.
    fn present(&self) -> impl Iterator<Item = &Came> {
        self.came.iter().filter(|came| came.left_at.is_none())
    }

    /// Whether enough are there for a project.
    pub fn quorum(&self, project: &str) -> Quorum {
        let carriers: Vec<&str> = self.carriers.iter().map(String::as_str).collect();
        let seats: Vec<Seat<'_>> = self
            .members
            .iter()
            .filter(|member| member.role == Some(Role::Carrier))
            .filter_map(|member| {
                Some(Seat { institution: member.institution.as_deref()?, person: Some(&member.user) })
            })
            .collect();
        let present: Vec<Seat<'_>> = self
            .present()
            .filter_map(|came| {
                Some(Seat { institution: came.institution_id.as_deref()?, person: came.user_id.as_deref() })
            })
            .collect();
        let tied = |carrier: &str| self.ties.contains(&(project.to_owned(), carrier.to_owned()));
        let recused = |person: &str| self.is_recused(project, person);
        rules::quorum(&carriers, (&seats, &present), self.sitting.quorum_percent, tied, recused)
    }

    /// Who stands aside for a project: carriers, coordinators, and those who came; with `reviewers` they too. Each once, by name.
    pub fn aside(&self, catalogue: &Catalogue, project: &str, reviewers: bool) -> Vec<Member> {
        let sits = |member: &&store::Member| {
            matches!(member.role, Some(Role::Carrier | Role::Coordinator))
                || (reviewers && member.role == Some(Role::Reviewer))
        };
        let seated = self
            .members
            .iter()
            .filter(sits)
            .map(|member| (member.user.as_str(), member.name.as_str(), member.institution.as_deref()));
        let there = self.came.iter().filter_map(|came| {
            Some((came.user_id.as_deref()?, came.name.as_str(), came.institution_id.as_deref()))
        });
        let mut named = HashSet::new();
        seated
            .chain(there)
            .filter(|(user, ..)| self.is_recused(project, user) && named.insert(*user))
            .map(|(user, name, institution)| Member {
                person: PersonRef { id: Id::from_storage(user.to_owned()), name: name.to_owned() },
                institution: institution.and_then(|id| catalogue.partner_ref(id)),
            })
            .collect()
    }

    /// Who has a carrier's seat.
    pub fn seats(&self, catalogue: &Catalogue) -> Vec<Member> {
        let carriers = self.members.iter().filter(|member| member.role == Some(Role::Carrier));
        carriers
            .map(|member| Member {
                person: PersonRef { id: Id::from_storage(member.user.clone()), name: member.name.clone() },
                institution: member.institution.as_deref().and_then(|id| catalogue.partner_ref(id)),
            })
            .collect()
    }

    /// Who is there for a decision, while the session is open; refuses one for which too few are, or more votes than may be
    /// cast. Outside an open session the committee decides as it agreed to.
    pub fn admit(&self, project: &str, votes: Option<Votes>) -> Result<Option<Quorum>, Fail> {
        if self.sitting.status() != SessionStatus::Open {
            return Ok(None);
        }
        let quorum = self.quorum(project);
        if !quorum.met {
            return Err(ErrorCode::QuorumMissing.into());
        }
        match votes {
            Some(votes) if votes.cast() > quorum.present => {
                Err(Fail::field("/votes", Rule::OutOfRange { min: 0, max: quorum.present.into() }))
            }
            _ => Ok(Some(quorum)),
        }
    }
}

/// Somebody who came, as people read it.
pub fn attendee(catalogue: &Catalogue, came: &Came) -> Attendee {
    let Came { id, user_id, name, institution_id, arrived_at, left_at } = came.clone();
    let institution = institution_id.as_deref().and_then(|id| catalogue.partner_ref(id));
    Attendee {
        id: Id::from_storage(id),
        person: user_id.map(|user| PersonRef { id: Id::from_storage(user), name: name.clone() }),
        name,
        voting: institution.as_ref().is_some_and(|partner| partner.kind.is_carrier()),
        institution,
        arrived_at: arrived_at.and_utc(),
        left_at: left_at.map(|at| at.and_utc()),
    }
}
