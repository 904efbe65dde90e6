//! Words used everywhere.

use crate::format;

pub const PRODUCT: &str = "Alliance";
pub const LOADING: &str = "Chargement en cours…";
pub const WORKING: &str = "En cours : ";
pub const RETRY: &str = "Réessayer";
pub const GO_HOME: &str = "Aller à la page d’accueil";
pub const CANCEL: &str = "Annuler";
pub const SAVE: &str = "Enregistrer";
pub const LEAVE: &str = "Quitter sans me reconnecter";
pub const INFORMATION: &str = "Information : ";
pub const SUCCESS: &str = "C’est fait : ";
pub const WARNING: &str = "Attention : ";
pub const ERROR: &str = "Erreur : ";
pub const SORT_HINT: &str = " (trier par cette colonne)";
pub const PAGINATION: &str = "Pages de la liste";
pub const PREVIOUS: &str = "Page précédente";
pub const NEXT: &str = "Page suivante";
pub const FIRST_PAGE: &str = "Début de la liste";
pub const FILTER: &str = "Rechercher";
pub const CLEAR_FILTERS: &str = "Tout afficher";
pub const STEP_DONE: &str = "Fait : ";
pub const STEP_NOW: &str = "En cours : ";
pub const STEP_NEXT: &str = "À venir : ";
pub const STEP_STOPPED: &str = "Arrêté : ";
pub const NOTHING: &str = "–";

/// « Page 2 · 43 projets ».
pub fn page_of(page: i64, count: &str) -> String {
    format!("Page {page} · {count}")
}

/// « 12 500 € sur 40 000 € ».
pub fn used_of(used: i64, total: i64) -> String {
    format!("{} sur {}", format::cents(used), format::cents(total))
}

/// « Il reste 27 500 € ».
pub fn left(cents: i64) -> String {
    format!("Il reste {}", format::cents(cents))
}

/// « Dépassement de 500 € ».
pub fn over_by(cents: i64) -> String {
    format!("Dépassement de {}", format::cents(cents))
}
