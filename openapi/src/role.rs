//! Who may act: roles in a programme.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The role that a membership gives in one programme (`admin`: on the whole instance).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Admin,
    Coordinator,
    Carrier,
    Reviewer,
    Partner,
    Observer,
}

impl Role {
    pub const ALL: [Role; 6] =
        [Role::Admin, Role::Coordinator, Role::Carrier, Role::Reviewer, Role::Partner, Role::Observer];

    pub fn as_str(self) -> &'static str {
        match self {
            Role::Admin => "admin",
            Role::Coordinator => "coordinator",
            Role::Carrier => "carrier",
            Role::Reviewer => "reviewer",
            Role::Partner => "partner",
            Role::Observer => "observer",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    /// The name people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            Role::Admin => "Administration",
            Role::Coordinator => "Chef de projet opérationnel",
            Role::Carrier => "Institution pilote",
            Role::Reviewer => "Évaluation",
            Role::Partner => "Partenaire",
            Role::Observer => "Observation",
        }
    }

    /// Whether a membership with this role must name an organisation: a carrier speaks for one institution,
    /// a partner acts for one organisation, and a reviewer's institution is what conflicts are found from.
    pub fn needs_partner(self) -> bool {
        matches!(self, Role::Carrier | Role::Partner | Role::Reviewer)
    }

    /// Whether a person with this role scores projects.
    pub fn scores(self) -> bool {
        matches!(self, Role::Carrier | Role::Reviewer)
    }

    /// Whether a coordinator may give this role in the own programme; `admin` is given by an admin only.
    pub fn given_by_coordinator(self) -> bool {
        self != Role::Admin
    }
}

/// What a person of role `partner` may do for the organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartnerRole {
    Reader,
    Editor,
    Owner,
}

impl PartnerRole {
    pub const ALL: [PartnerRole; 3] = [PartnerRole::Reader, PartnerRole::Editor, PartnerRole::Owner];

    pub fn as_str(self) -> &'static str {
        match self {
            PartnerRole::Reader => "reader",
            PartnerRole::Editor => "editor",
            PartnerRole::Owner => "owner",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    /// The name people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            PartnerRole::Reader => "Lecture",
            PartnerRole::Editor => "Rédaction",
            PartnerRole::Owner => "Responsable",
        }
    }

    /// Owners and editors write and file fiches.
    pub fn can_edit(self) -> bool {
        self >= PartnerRole::Editor
    }
}
