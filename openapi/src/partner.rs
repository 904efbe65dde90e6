//! Partners: the organisations of a programme.

use crate::{Id, Reference, validation as rules};
use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What kind of organisation a partner is; the first four are the carriers (institutions pilotes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartnerKind {
    Ville,
    Agglo,
    EducationNationale,
    SousPrefecture,
    Service,
    School,
    Association,
    PublicBody,
    Company,
}

impl PartnerKind {
    pub const ALL: [PartnerKind; 9] = [
        PartnerKind::Ville,
        PartnerKind::Agglo,
        PartnerKind::EducationNationale,
        PartnerKind::SousPrefecture,
        PartnerKind::Service,
        PartnerKind::School,
        PartnerKind::Association,
        PartnerKind::PublicBody,
        PartnerKind::Company,
    ];
    pub const CARRIERS: [PartnerKind; 4] = [
        PartnerKind::Ville,
        PartnerKind::Agglo,
        PartnerKind::EducationNationale,
        PartnerKind::SousPrefecture,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            PartnerKind::Ville => "ville",
            PartnerKind::Agglo => "agglo",
            PartnerKind::EducationNationale => "education_nationale",
            PartnerKind::SousPrefecture => "sous_prefecture",
            PartnerKind::Service => "service",
            PartnerKind::School => "school",
            PartnerKind::Association => "association",
            PartnerKind::PublicBody => "public_body",
            PartnerKind::Company => "company",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The name people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            PartnerKind::Ville => "Ville",
            PartnerKind::Agglo => "Agglomération",
            PartnerKind::EducationNationale => "Éducation nationale",
            PartnerKind::SousPrefecture => "Sous-préfecture",
            PartnerKind::Service => "Service de la collectivité",
            PartnerKind::School => "Établissement scolaire",
            PartnerKind::Association => "Association",
            PartnerKind::PublicBody => "Organisme public",
            PartnerKind::Company => "Entreprise",
        }
    }

    pub fn is_carrier(self) -> bool {
        Self::CARRIERS.contains(&self)
    }
}

/// A partner inside another object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "name": "Ville de Soissons", "kind": "ville"}))]
pub struct PartnerRef {
    pub id: Id,
    pub name: String,
    pub kind: PartnerKind,
}

/// A partner. What is not public is absent for readers who may not see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60", "version": 1, "programme": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f61",
    "kind": "ville", "name": "Ville de Soissons", "siret": "21020695900012", "description": "Institution pilote",
    "created_at": "2026-01-05T08:30:00Z", "updated_at": "2026-01-05T08:30:00Z"}))]
pub struct Partner {
    pub id: Id,
    pub version: i32,
    /// Id of the programme.
    pub programme: Id,
    pub kind: PartnerKind,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub siret: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub siren: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rna: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uai: Option<String>,
    #[serde(default)]
    pub description: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    #[serde(default)]
    pub address: String,
    /// Not public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Not public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Who represents the organisation in law. Not public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub representative: Option<String>,
    /// In what quality: chair, head, mayor. Not public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub representative_role: Option<String>,
    /// Whom to ask, reached by `email` and `phone`: a new fiche starts with it. Not public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_name: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A partner as sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({
    "kind": "association", "name": "Les Ateliers du Mail", "rna": "W021000123", "siret": "21020695900012",
    "email": "contact@ateliers.example", "description": "Ateliers de lecture et d’écriture"}))]
pub struct PartnerInput {
    /// Id or slug of the programme; may be left out when there is one only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<Reference>,
    pub kind: PartnerKind,
    #[garde(custom(rules::name))]
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::siret))]
    pub siret: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::siren))]
    pub siren: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::rna))]
    pub rna: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::uai))]
    pub uai: Option<String>,
    #[serde(default)]
    #[garde(custom(rules::comment))]
    #[schema(max_length = 2000)]
    pub description: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::url))]
    pub website: Option<String>,
    #[serde(default)]
    #[garde(custom(rules::note))]
    #[schema(max_length = 200)]
    pub address: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::email))]
    pub email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::note))]
    pub phone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::note))]
    #[schema(max_length = 200)]
    pub representative: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::note))]
    #[schema(max_length = 200, example = "Présidente")]
    pub representative_role: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::note))]
    #[schema(max_length = 200, example = "Camille Martin")]
    pub contact_name: Option<String>,
}

/// Which partner disappears into this one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"duplicate": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f62"}))]
pub struct MergeInput {
    /// The duplicate: its projects, memberships and reviews go to the partner of the path, then it is deleted.
    pub duplicate: Reference,
}

/// Filters of the list of partners.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PartnerFilter {
    /// Kinds, separated by commas.
    #[param(example = "ville,agglo,education_nationale,sous_prefecture")]
    pub kind: Option<String>,
    /// Id or slug of the programme.
    pub programme: Option<String>,
}

impl From<&Partner> for PartnerRef {
    fn from(partner: &Partner) -> Self {
        Self { id: partner.id.clone(), name: partner.name.clone(), kind: partner.kind }
    }
}

impl From<&Partner> for PartnerInput {
    fn from(partner: &Partner) -> Self {
        let Partner {
            id: _,
            version: _,
            programme,
            kind,
            name,
            siret,
            siren,
            rna,
            uai,
            description,
            website,
            address,
            email,
            phone,
            representative,
            representative_role,
            contact_name,
            created_at: _,
            updated_at: _,
        } = partner.clone();
        Self {
            programme: Some(programme.into_string().into()),
            kind,
            name,
            siret,
            siren,
            rna,
            uai,
            description,
            website,
            address,
            email,
            phone,
            representative,
            representative_role,
            contact_name,
        }
    }
}
