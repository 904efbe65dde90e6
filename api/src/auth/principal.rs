//! A person with the roles of this instant.

use openapi::{PartnerRole, Role};

/// A role in a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub membership: String,
    pub role: Role,
    /// None for `admin`.
    pub programme: Option<String>,
    pub partner: Option<String>,
    pub partner_role: Option<PartnerRole>,
}

/// Who is logged in, and what the person may be.
#[derive(Debug, Clone)]
pub struct Principal {
    pub user: String,
    pub session: String,
    pub name: String,
    pub email: String,
    pub grants: Vec<Grant>,
    /// The projects that the person was invited to, and what for; `owner` once one of them was handed over.
    pub collaborations: Vec<(String, PartnerRole)>,
}

impl Principal {
    fn holds(&self, role: Role, programme: &str) -> bool {
        self.grants.iter().any(|grant| grant.role == role && grant.programme.as_deref() == Some(programme))
    }

    pub fn has(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    pub fn is_admin(&self) -> bool {
        self.has(Role::Admin)
    }

    pub fn coordinates(&self, programme: &str) -> bool {
        self.holds(Role::Coordinator, programme)
    }

    pub fn observes(&self, programme: &str) -> bool {
        self.holds(Role::Observer, programme)
    }

    /// The carrier institution that the person speaks for in a programme.
    pub fn carrier_in(&self, programme: &str) -> Option<&str> {
        self.grants
            .iter()
            .find(|grant| grant.role == Role::Carrier && grant.programme.as_deref() == Some(programme))
            .and_then(|grant| grant.partner.as_deref())
    }

    /// Reviewers and carriers score what is assigned to them.
    pub fn reviews_in(&self, programme: &str) -> bool {
        self.holds(Role::Reviewer, programme) || self.holds(Role::Carrier, programme)
    }

    /// Programmes in which the person has a role.
    pub fn programmes_as(&self, role: Role) -> Vec<String> {
        self.grants
            .iter()
            .filter(|grant| grant.role == role)
            .filter_map(|grant| grant.programme.clone())
            .collect()
    }

    /// The organisations that the person acts for as a partner.
    pub fn organisations(&self) -> impl Iterator<Item = (&str, PartnerRole)> {
        self.grants.iter().filter(|grant| grant.role == Role::Partner).filter_map(|grant| {
            Some((grant.partner.as_deref()?, grant.partner_role.unwrap_or(PartnerRole::Reader)))
        })
    }

    /// What the person may do for an organisation, if anything.
    pub fn role_at(&self, partner: &str) -> Option<PartnerRole> {
        self.organisations().filter(|(id, _)| *id == partner).map(|(_, role)| role).max()
    }

    /// What the person may do in a project by invitation, if anything.
    pub fn collaborates_on(&self, project: &str) -> Option<PartnerRole> {
        self.collaborations.iter().find(|(id, _)| id == project).map(|(_, role)| *role)
    }

    pub fn edits_for(&self, partner: &str) -> bool {
        self.role_at(partner).is_some_and(PartnerRole::can_edit)
    }

    /// Every institution that ties the person to projects: a source of conflicts, whatever the role there.
    pub fn institutions(&self) -> impl Iterator<Item = &str> {
        self.grants.iter().filter_map(|grant| grant.partner.as_deref())
    }
}
