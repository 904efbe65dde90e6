//! A new fiche from an earlier one.

use crate::format;

pub const TITLE: &str = "Reprendre une fiche antérieure";
pub const LINK: &str = "Reprendre une fiche antérieure";
pub const FROM_HERE: &str = "Reprendre dans une nouvelle fiche";
pub const OFFER_TITLE: &str = "Vous avez déjà écrit une fiche ?";
pub const OFFER: &str = "Reprenez-en une, d’un appel en cours ou clos : vous choisissez ce que vous gardez.";

// Which one
pub const CHOOSE_LEAD: &str =
    "Choisissez la fiche à reprendre, y compris d’un appel clos. Elle ne sera pas modifiée.";
pub const SEARCH: &str = "Rechercher dans vos fiches";
pub const LIST: &str = "Fiches à reprendre";
pub const NONE: &str = "Aucune fiche à reprendre";
pub const NONE_HINT: &str =
    "Les fiches que votre organisation a écrites apparaîtront ici, même celles des appels clos.";
pub const OTHER: &str = "Choisir une autre fiche";
pub const NOT_YOURS: &str = "Cette fiche ne peut pas être reprise avec votre compte";
pub const NOT_YOURS_HINT: &str =
    "Seules les personnes qui écrivent pour l’organisation porteuse reprennent ses fiches.";

// What is taken
pub const LEAD: &str = "Choisissez ce que vous gardez. La fiche d’origine ne change pas.";
pub const ORIGIN: &str = "Fiche reprise";
pub const KIND: &str = "La nouvelle fiche présente";
pub const KIND_HINT: &str = "La suite d’une action garde le lien avec elle et ses résultats.";
pub const ANOTHER: &str = "Une nouvelle action, dont le texte s’inspire";
pub const RENEWAL: &str = "La suite de cette action";
pub const KEPT: &str = "Ce que vous gardez";
pub const KEPT_HINT: &str =
    "Proposé : les textes, mais ni les dates ni les montants, qui changent d’une année à l’autre.";
pub const ALL: &str = "Tout garder";
pub const NOTHING: &str = "Tout effacer";
pub const PROPOSED: &str = "Revenir à la proposition";
pub const ANEW: &str =
    "Les déclarations, les confirmations des partenaires et les pièces jointes sont toujours à redonner.";
pub const START: &str = "Commencer la nouvelle fiche";
pub const STARTED: &str =
    "La fiche est commencée avec ce que vous avez gardé. Relisez chaque partie avant de la déposer.";
pub const PREVIEW: &str = "Voir l’aperçu";
pub const PREVIEW_TITLE: &str = "Aperçu de la nouvelle fiche";
pub const PREVIEW_EMPTY: &str = "La nouvelle fiche commencera vide.";
pub const PREVIEW_OLD: &str = "Vos choix ont changé depuis cet aperçu.";

/// « 12 champs gardés sur 18 ».
pub fn kept(kept: usize, count: usize) -> String {
    let kept = i64::try_from(kept).unwrap_or(i64::MAX);
    format!("{} sur {count}", format::counted(kept, "champ gardé", "champs gardés"))
}

/// « Rien à reprendre pour : Résumé, Besoin observé. ».
pub fn empty(labels: &[&str]) -> String {
    format!("Vides dans la fiche d’origine : {}.", labels.join(", "))
}

/// « 12 lignes ».
pub fn lines(count: usize) -> String {
    format::counted(i64::try_from(count).unwrap_or(i64::MAX), "ligne", "lignes")
}

/// « 20 parents ».
pub fn parents(count: u32) -> String {
    format::counted(i64::from(count), "parent", "parents")
}

/// « 4 professionnels ».
pub fn professionals(count: u32) -> String {
    format::counted(i64::from(count), "professionnel", "professionnels")
}

/// « 60 enfants et jeunes ».
pub fn young(count: u32) -> String {
    format::counted(i64::from(count), "enfant ou jeune", "enfants et jeunes")
}
