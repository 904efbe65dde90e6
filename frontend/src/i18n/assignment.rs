//! Words of the proposal of assignments, and of the objectives that reviewers follow.

use crate::format;

pub const TITLE: &str = "Répartir les évaluations";
pub const LEAD: &str = "Une proposition pour tout l’appel : jamais deux personnes d’une même institution sur une fiche-action, \
                        personne en conflit d’intérêts, autant de travail pour chacun. Rien n’est écrit avant votre confirmation.";
pub const PER_PROJECT: &str = "Évaluations par fiche-action";
pub const PROPOSE: &str = "Proposer une répartition";
pub const AGAIN: &str = "Recalculer la proposition";
pub const CONFIRM: &str = "Confirmer la répartition";
pub const CHANGED: &str = "Changer";
pub const REVIEWER: &str = "Évaluateur";
pub const INSTITUTION: &str = "Institution";
pub const WHY: &str = "Raison";
pub const KEEP: &str = "Laisser";
pub const REMOVE: &str = "Retirer";
pub const ADD: &str = "Ajouter une personne";
pub const LINES: &str = "Répartition proposée";
pub const LOADS: &str = "Charge de chacun";
pub const BEFORE: &str = "Aujourd’hui";
pub const AFTER: &str = "Après confirmation";
pub const CONFLICTS: &str = "Conflits";
pub const IMPOSSIBLE: &str = "Cette répartition n’est pas possible";
pub const OVER: &str = "Les décisions sont publiées";
pub const OVER_HINT: &str = "Les évaluations ne se répartissent plus.";
pub const NOTHING: &str = "Aucune fiche-action recevable à répartir";
pub const NOTHING_HINT: &str = "Déclarez d’abord des fiches-actions recevables.";
pub const SEE_SUBMISSIONS: &str = "Voir les dépôts";
pub const KEPT: &str = "Gardée";
pub const NEW: &str = "Nouvelle";
pub const REMOVED: &str = "Retirée";
pub const UNBALANCED: &str = "Le travail n’est pas partagé également : voyez la charge de chacun.";
pub const COORDINATORS_ONLY: &str = "La répartition est l’affaire de la coordination.";
pub const FOLLOWED: &str = "Objectifs suivis";
pub const FOLLOWED_HINT: &str =
    "Les fiches-actions qui servent ces objectifs vous seront confiées de préférence.";
pub const FOLLOWED_OF: &str =
    "Les fiches-actions qui servent ces objectifs seront confiées à cette personne de préférence.";
pub const SAVE_FOLLOWED: &str = "Enregistrer les objectifs suivis";
pub const SAVED_FOLLOWED: &str = "Les objectifs suivis sont enregistrés.";

/// « 12 nouvelles, 3 gardées, 1 retirée. ».
pub fn summary(added: u32, kept: u32, removed: u32) -> String {
    format!(
        "{}, {}, {}.",
        format::counted(added.into(), "nouvelle", "nouvelles"),
        format::counted(kept.into(), "gardée", "gardées"),
        format::counted(removed.into(), "retirée", "retirées")
    )
}

/// What was confirmed.
pub fn confirmed(added: u32, removed: u32) -> String {
    format!(
        "Répartition confirmée : {}, {}.",
        format::counted(added.into(), "évaluation confiée", "évaluations confiées"),
        format::counted(removed.into(), "retirée", "retirées")
    )
}

/// « Changer Camille Martin sur « Lire en famille » ».
pub fn change_of(name: &str, title: &str) -> String {
    format!("Changer {name} sur « {title} »")
}

/// « Ajouter une personne à « Lire en famille » ».
pub fn add_to(title: &str) -> String {
    format!("Ajouter une personne à « {title} »")
}

/// « Suit O2, O5 ».
pub fn follows(codes: &str) -> String {
    format!("Suit {codes}")
}
