//! Search over everything the reader may see.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What kind of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    Programme,
    Objective,
    District,
    Partner,
    Call,
    Project,
}

impl HitKind {
    /// The word people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            HitKind::Programme => "Cité éducative",
            HitKind::Objective => "Objectif",
            HitKind::District => "Quartier",
            HitKind::Partner => "Partenaire",
            HitKind::Call => "Appel à projets",
            HitKind::Project => "Projet",
        }
    }
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"kind": "objective", "id": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f63", "title": "O7 Parentalité", "excerpt": ""}))]
pub struct Hit {
    pub kind: HitKind,
    /// Id of the thing found.
    pub id: crate::Id,
    pub title: String,
    pub excerpt: String,
}

/// What to search.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// Words to find: case and accents are ignored; every word must be there.
    #[param(max_length = 200, example = "parentalite")]
    pub q: Option<String>,
    /// Hits, 1 to 100 (default 20).
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}
