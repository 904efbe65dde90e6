//! The grids of the public.

pub const PLANNED: &str = "Prévus";
pub const AGE: &str = "Âge";
pub const TOTAL: &str = "Total";
pub const GENDER: &str = "Genre";
pub const UNSAID: &str = "Non précisé";
pub const DISTRICT: &str = "Quartier";
pub const ELSEWHERE: &str = "Hors de ces quartiers";
pub const WHO: &str = "Adultes";
