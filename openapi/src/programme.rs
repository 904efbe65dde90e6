//! A programme (a cité éducative), its objectives and districts.

use crate::{Id, Money, Reference, money, validation as rules};
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A programme inside another object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f61", "slug": "soissons", "name": "Cité éducative de Soissons"}))]
pub struct ProgrammeRef {
    pub id: Id,
    pub slug: String,
    pub name: String,
}

/// Whom the public may ask.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct PublicContact {
    #[garde(custom(rules::note))]
    #[schema(max_length = 200)]
    pub name: String,
    #[garde(custom(rules::note))]
    #[schema(max_length = 200)]
    pub address: String,
    #[garde(custom(rules::note))]
    #[schema(max_length = 200)]
    pub phone: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::email))]
    pub email: Option<String>,
}

/// A national axis of the label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Axis {
    #[garde(custom(rules::line(1, 10)))]
    #[schema(example = "N1", max_length = 10)]
    pub code: String,
    #[garde(custom(rules::name))]
    #[schema(example = "Conforter le rôle de l’école", max_length = 200)]
    pub label: String,
}

/// A programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f61", "version": 1, "slug": "soissons", "name": "Cité éducative de Soissons",
    "audience": "enfants et jeunes des quartiers prioritaires, de 0 à 25 ans", "insee_commune": "02722",
    "label_starts_on": "2021-09-01", "label_ends_on": "2024-08-31", "state_funding_per_year": {"amount": 26000000, "currency": "EUR"},
    "contact": {"name": "Ville de Soissons", "address": "Place de l’Hôtel de Ville, 02200 Soissons", "phone": "+33323599000"},
    "axes": [{"code": "N1", "label": "Conforter le rôle de l’école"}],
    "created_at": "2026-01-05T08:30:00Z", "updated_at": "2026-01-05T08:30:00Z"}))]
pub struct Programme {
    pub id: Id,
    pub version: i32,
    pub slug: String,
    pub name: String,
    pub audience: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insee_commune: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_starts_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_ends_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state_funding_per_year: Option<Money>,
    pub contact: PublicContact,
    pub axes: Vec<Axis>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A programme as sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({
    "slug": "laon", "name": "Cité éducative de Laon", "audience": "enfants et jeunes de 0 à 25 ans", "insee_commune": "02408",
    "contact": {"name": "Ville de Laon"}, "axes": [{"code": "N1", "label": "Conforter le rôle de l’école"}]}))]
pub struct ProgrammeInput {
    #[garde(custom(rules::slug))]
    #[schema(min_length = 1, max_length = 60)]
    pub slug: String,
    #[garde(custom(rules::name))]
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    #[serde(default)]
    #[garde(custom(rules::note))]
    #[schema(max_length = 200)]
    pub audience: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::insee))]
    pub insee_commune: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_starts_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(after(&self.label_starts_on)))]
    pub label_ends_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(money::amount)))]
    pub state_funding_per_year: Option<Money>,
    #[serde(default)]
    #[garde(dive)]
    pub contact: PublicContact,
    #[serde(default)]
    #[garde(custom(rules::items), dive)]
    pub axes: Vec<Axis>,
}

/// garde rule: an end that is not before its start; both may be absent.
pub fn after(start: &Option<NaiveDate>) -> impl Fn(&Option<NaiveDate>, &()) -> garde::Result + '_ {
    move |end, ()| match (start, end) {
        (Some(start), Some(end)) if end < start => Err(crate::rule::Rule::EndBeforeStart.into()),
        _ => Ok(()),
    }
}

/// An objective inside another object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f63", "code": "O7", "label": "Parentalité"}))]
pub struct ObjectiveRef {
    pub id: Id,
    pub code: String,
    pub label: String,
}

/// An objective of a programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f63", "version": 1, "programme": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f61",
    "code": "O7", "label": "Parentalité", "detail": "", "axis": "N2"}))]
pub struct Objective {
    pub id: Id,
    pub version: i32,
    pub programme: Id,
    pub code: String,
    pub label: String,
    pub detail: String,
    /// Code of the national axis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub axis: Option<String>,
}

/// An objective as sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"code": "O9", "label": "Santé et bien-être", "detail": "", "axis": "N2"}))]
pub struct ObjectiveInput {
    /// Id or slug of the programme; may be left out when there is one only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<Reference>,
    #[garde(custom(rules::line(1, 10)))]
    #[schema(min_length = 1, max_length = 10)]
    pub code: String,
    #[garde(custom(rules::name))]
    #[schema(min_length = 1, max_length = 200)]
    pub label: String,
    #[serde(default)]
    #[garde(custom(rules::comment))]
    #[schema(max_length = 2000)]
    pub detail: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::line(1, 10)))]
    #[schema(max_length = 10)]
    pub axis: Option<String>,
}

/// A district inside another object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f64", "name": "Presles"}))]
pub struct DistrictRef {
    pub id: Id,
    pub name: String,
}

/// A priority district (quartier).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f64", "version": 1, "programme": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f61",
    "name": "Presles", "kind": "QPV"}))]
pub struct District {
    pub id: Id,
    pub version: i32,
    pub programme: Id,
    pub name: String,
    /// `QPV`, or what the programme calls it.
    pub kind: String,
    /// National code, `QN07511M` (2024) or `QP075001` (2015).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The geography that the code belongs to: 2015 or 2024.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geography_year: Option<i32>,
}

/// A district as sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"name": "Presles", "kind": "QPV"}))]
pub struct DistrictInput {
    /// Id or slug of the programme; may be left out when there is one only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<Reference>,
    #[garde(custom(rules::name))]
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    #[serde(default = "qpv")]
    #[garde(custom(rules::line(1, 20)))]
    #[schema(max_length = 20)]
    pub kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(rules::line(1, 10)))]
    #[schema(max_length = 10)]
    pub code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(rules::within_range(2000, 2100))))]
    #[schema(minimum = 2000, maximum = 2100)]
    pub geography_year: Option<i32>,
}

fn qpv() -> String {
    "QPV".into()
}

/// Filter of lists that belong to a programme.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProgrammeFilter {
    /// Id or slug of the programme.
    pub programme: Option<String>,
}

impl From<&Programme> for ProgrammeInput {
    fn from(programme: &Programme) -> Self {
        let Programme {
            id: _,
            version: _,
            slug,
            name,
            audience,
            insee_commune,
            label_starts_on,
            label_ends_on,
            state_funding_per_year,
            contact,
            axes,
            created_at: _,
            updated_at: _,
        } = programme.clone();
        Self {
            slug,
            name,
            audience,
            insee_commune,
            label_starts_on,
            label_ends_on,
            state_funding_per_year,
            contact,
            axes,
        }
    }
}

impl From<&Objective> for ObjectiveInput {
    fn from(objective: &Objective) -> Self {
        let Objective { id: _, version: _, programme, code, label, detail, axis } = objective.clone();
        Self { programme: Some(programme.into_string().into()), code, label, detail, axis }
    }
}

impl From<&District> for DistrictInput {
    fn from(district: &District) -> Self {
        let District { id: _, version: _, programme, name, kind, code, geography_year } = district.clone();
        Self { programme: Some(programme.into_string().into()), name, kind, code, geography_year }
    }
}
