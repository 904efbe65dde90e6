//! Writing a fiche together: sections with versions, who is there, who may.

use super::{ProjectInput, Section};
use crate::{Id, PartnerRole, review::PersonRef, rule::Rule, validation as rules};
use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// Where a section stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "section": "budget", "version": 4, "updated_at": "2026-05-20T16:12:04Z",
    "updated_by": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "name": "Camille Martin"}}))]
pub struct SectionVersion {
    pub section: Section,
    /// Raised by each change of the section; 1 as long as nobody changed it since the fiche was started.
    pub version: i32,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Who changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_by: Option<PersonRef>,
}

/// One section of a fiche, with its version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "section": "identity", "version": 4, "updated_at": "2026-05-20T16:12:04Z",
    "updated_by": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "name": "Camille Martin"},
    "content": {"title": "Lire et écrire en famille", "summary": "Ateliers de lecture partagée.", "contact": {"name": "Camille Martin", "phone": ""}}}))]
pub struct SectionContent {
    pub section: Section,
    /// As in [`SectionVersion`], and the ETag.
    pub version: i32,
    pub updated_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_by: Option<PersonRef>,
    /// The section's members of the fiche, and no other; references by id.
    #[schema(value_type = ProjectInput)]
    pub content: Map<String, Value>,
}

impl SectionContent {
    /// A section of a fiche as it stands.
    pub fn of(fiche: &ProjectInput, at: SectionVersion) -> Self {
        let SectionVersion { section, version, updated_at, updated_by } = at;
        Self { section, version, updated_at, updated_by, content: section.part(fiche) }
    }
}

/// Where a person is in a fiche, as sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"section": "budget"}))]
pub struct PresenceInput {
    /// The section that is open; none: the list of sections.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<Section>,
}

/// Somebody else who has the fiche open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "person": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "name": "Amina Diallo"}, "section": "budget", "since": "2026-05-20T16:12:04Z"}))]
pub struct Present {
    pub person: PersonRef,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<Section>,
    /// Since when in that section.
    pub since: DateTime<Utc>,
}

/// Who else is there, and where the sections stand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"others": [{
    "person": {"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67", "name": "Amina Diallo"}, "section": "budget", "since": "2026-05-20T16:12:04Z"}],
    "sections": [{"section": "budget", "version": 4, "updated_at": "2026-05-20T16:12:04Z"}]}))]
pub struct Presence {
    /// The others, by name; whoever is silent for 40 seconds has left.
    pub others: Vec<Present>,
    /// All sections, in the order of the form.
    pub sections: Vec<SectionVersion>,
}

/// By what a person has access to a fiche.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccessBy {
    /// Acts for the lead organisation: its owners decide on that, not this fiche.
    Organisation,
    /// Was invited to this fiche.
    Invitation,
}

/// Somebody who may read or write a fiche.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f6e", "version": 1, "by": "invitation", "role": "editor", "in_charge": false,
    "email": "amina.diallo@exemple.fr", "accepted": false, "token": "K5pd…", "expires_at": "2026-06-03T08:30:00Z"}))]
pub struct Collaborator {
    /// Of the invitation, or of the membership of the organisation.
    pub id: Id,
    pub version: i32,
    pub by: AccessBy,
    /// `owner`, `editor` or `reader` in the organisation; `editor` or `reader` by invitation.
    pub role: PartnerRole,
    /// Answers for the fiche: exactly one person does.
    pub in_charge: bool,
    /// Absent until an invitation is accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonRef>,
    /// Where the invitation went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// False while an invitation waits.
    pub accepted: bool,
    /// The secret of the link `/invitation/{token}`: shown once, in the answer that creates the invitation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// Until when the invitation can be accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime<Utc>>,
}

/// An invitation to a fiche.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"email": "amina.diallo@exemple.fr", "role": "editor"}))]
pub struct CollaboratorInput {
    #[garde(custom(rules::email))]
    #[schema(max_length = 254)]
    pub email: String,
    /// `editor` or `reader`; to hand the fiche over, see `transfer`.
    #[garde(custom(invited_role))]
    pub role: PartnerRole,
}

/// What can change of an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"role": "reader"}))]
pub struct CollaboratorRole {
    /// `editor` or `reader`.
    #[garde(custom(invited_role))]
    pub role: PartnerRole,
}

fn invited_role(role: &PartnerRole, (): &()) -> garde::Result {
    match role {
        PartnerRole::Editor | PartnerRole::Reader => Ok(()),
        PartnerRole::Owner => {
            Err(Rule::UnknownValue { allowed: vec!["editor".into(), "reader".into()] }.into())
        }
    }
}

/// To whom a fiche is handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"person": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f67"}))]
pub struct TransferInput {
    /// Somebody who may write the fiche, by id.
    pub person: Id,
}

/// What a person may do with the fiche of a project, as an applicant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"write": true, "file": true, "manage": false}))]
pub struct FicheAccess {
    /// Change it, in a status that allows it.
    pub write: bool,
    /// File, withdraw and delete it.
    pub file: bool,
    /// Say who else may.
    pub manage: bool,
}
