//! Words of reviewing.

use crate::format;

// The queue
pub const QUEUE_LEAD: &str = "Les fiches-actions qui vous sont confiées, appel par appel.";
pub const NOTHING: &str = "Aucune évaluation ne vous est confiée";
pub const NOTHING_HINT: &str = "La coordination vous confie des fiches-actions une fois qu’elles sont recevables. Elles apparaîtront ici.";
pub const DONE_TITLE: &str = "Toutes vos évaluations de cet appel sont faites";
pub const PAST: &str = "Évaluations passées";
pub const OF_THIS_CALL: &str = "Fiches-actions à évaluer";
pub const COMMITTEE_ON: &str = "Comité le ";
pub const CLOSED: &str = "Délai passé";
pub const PROJECT: &str = "Fiche-action";
pub const PARTNER: &str = "Porteur";
pub const STATUS: &str = "État";
pub const ACTION: &str = "Action";
pub const CALL: &str = "Appel à projets";
pub const SUBMITTED_ON: &str = "Déposée le";
pub const NOT_STARTED: &str = "À commencer";
pub const START: &str = "Évaluer";
pub const CONTINUE: &str = "Continuer";
pub const READ_AGAIN: &str = "Relire";

// The page
pub const REVIEW: &str = "Évaluation";
pub const FICHE: &str = "La fiche-action";
pub const GRID: &str = "Votre grille";
pub const NEXT_IN_QUEUE: &str = "Déposer l’évaluation et passer à la suivante";
pub const ABSTAIN_NEXT: &str = "Déposer l’abstention et passer à la suivante";
pub const AFTER_SUBMIT: &str =
    "Après le dépôt, l’évaluation ne change plus, sauf si la coordination la rouvre.";
pub const OPINION: &str = "Votre avis";
pub const MESSAGE: &str = "Message au porteur";
pub const MESSAGE_HINT: &str = "Il le lira après la publication des décisions, sans votre nom.";
pub const NOTE: &str = "Note confidentielle";
pub const NOTE_HINT: &str = "Pour le comité seulement.";
pub const COMMENT: &str = "Commentaire";
pub const ADD_COMMENT: &str = "Ajouter un commentaire";
pub const EDIT_COMMENT: &str = "Commentaire écrit";
pub const SCORE: &str = "Note";
pub const NOT_COUNTED: &str = "hors moyenne";
pub const NO_SCORE: &str = "Sans note";
pub const BENEFICIARIES: &str = "Bénéficiaires prévus";
pub const DISTRICT_SHARE: &str = "Part dans les quartiers";
pub const PARTNERS: &str = "Partenaires";
pub const CONFIRMED_PARTNERS: &str = "Partenaires confirmés";
pub const NOT_COMPUTABLE: &str = "non calculable";
pub const COST_EACH: &str = "Coût par bénéficiaire";
pub const CO_FUNDING: &str = "Autres financements";
pub const DURATION: &str = "Durée";
pub const OBJECTIVES: &str = "Objectifs visés";
pub const ABSTAIN: &str = "Je m’abstiens sur cette fiche";
pub const ABSTAIN_HINT: &str = "Vous ne donnez pas de note ; le comité lit votre motif.";
pub const ABSTAIN_REASON: &str = "Motif de l’abstention";
pub const REVIEWED_BY: &str = "Évaluée par";
pub const OPINION_READ: &str = "Avis";
pub const GRID_READ: &str = "Notes par critère";
pub const OTHER_TAB_TITLE: &str = "Cette évaluation a été modifiée ailleurs";
pub const OTHER_TAB_TEXT: &str =
    "Vous l’avez sans doute ouverte dans une autre fenêtre. Ce que vous avez saisi ici est toujours là.";
pub const KEEP_MINE: &str = "Garder ce qui est affiché ici";
pub const TAKE_OTHER: &str = "Prendre l’autre version";
pub const READ_ONLY: &str = "Cette évaluation est déposée : elle ne change plus.";
pub const NO_LONGER: &str = "Votre brouillon ne peut plus être déposé : la fiche n’est plus à évaluer, ou le dernier jour est passé. \
     La coordination peut rouvrir votre évaluation.";

pub const LATE: &str = "Le dernier jour des évaluations est passé : vous pouvez lire la fiche, plus la noter. \
                        La coordination peut rouvrir votre évaluation.";
pub const PREVIOUS_CRITERION: &str = "Critère précédent";
pub const NEXT_CRITERION: &str = "Critère suivant";
pub const CRITERIA: &str = "Critères";
pub const SHORTCUTS: &str = "Raccourcis clavier";
pub const SHORTCUTS_ON: &str = "Utiliser les raccourcis";
pub const SHORTCUTS_TEXT: &str = "0 à 5 : noter le critère en cours. J : critère suivant. K : critère précédent. \
                                  Ils restent sans effet pendant que vous écrivez.";
pub const FOLD: &str = "Réduire la grille";
pub const UNFOLD: &str = "Déplier la grille";

pub const NOT_ASSIGNED: &str =
    "Cette fiche-action ne vous est pas confiée : vous pouvez la lire, pas la noter.";

// Conflicts of interest
pub const DECLARE: &str = "Déclarer un conflit d’intérêts";
pub const OWN_CONFLICT: &str = "Vous êtes en conflit d’intérêts sur cette fiche.";
pub const DECLARE_TITLE: &str = "Déclarer un conflit d’intérêts ?";
pub const DECLARE_TEXT: &str = "Vous ne prendrez part ni à l’évaluation ni à la décision de cette fiche, et vous n’en verrez pas les évaluations ; la vôtre, si elle est déposée, ne comptera plus. Le procès-verbal du comité le mentionne.";
pub const DECLARE_REASON: &str = "Ce qui vous lie à ce projet";
pub const DECLARE_HINT: &str = "Par exemple : un proche travaille dans l’organisme.";
pub const DECLARED: &str =
    "Votre conflit d’intérêts est enregistré. La coordination confiera la fiche à une autre personne.";
pub const RECUSED_TITLE: &str = "Vous n’évaluez pas cette fiche-action";
pub const RECUSED_TEXT: &str = "Un lien entre vous et ce projet a été relevé. Pour que la décision soit incontestable, \
                                vous ne le notez pas et ne lisez pas ses évaluations.";
pub const RECUSED_ASK: &str = "Si c’est une erreur, dites-le à la coordination.";
pub const BACK_TO_QUEUE: &str = "Voir mes évaluations";

/// What to do where something is missing: more precise than « Complétez ce champ », which is for what one types.
pub fn required(pointer: &str) -> Option<&'static str> {
    match pointer {
        "/opinion" => Some("Choisissez votre avis."),
        _ if pointer.starts_with("/scores/") && pointer.ends_with("/score") => Some("Choisissez une note."),
        _ => None,
    }
}

/// « 3 évaluations faites sur 8 ».
pub fn progress(done: usize, total: usize) -> String {
    format!("{} sur {total}", format::counted(many(done), "évaluation faite", "évaluations faites"))
}

/// « 5 critères notés sur 8 ».
pub fn scored(done: usize, total: usize) -> String {
    format!("{} sur {total}", format::counted(many(done), "critère noté", "critères notés"))
}

fn many(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// « moyenne 3,8 ».
pub fn mean(score: f64) -> String {
    format!("moyenne {}", format::score(score))
}

/// A median: whole, or with one decimal.
pub fn middle(value: f64) -> String {
    format!("{}", (value * 10.0).round() / 10.0).replace('.', ",")
}

/// « 8,5 mois ».
pub fn middle_months(value: f64) -> String {
    format!("{} mois", middle(value))
}

/// « médiane de l’appel : 42,5 ».
pub fn median(value: &str) -> String {
    format!("médiane de l’appel : {value}")
}

/// « Évaluations à déposer au plus tard le 3 juin 2026 (dans 4 jours) ».
pub fn due(day: format::Date, today: format::Date) -> String {
    format!("Évaluations à déposer au plus tard le {} ({})", format::date(day), format::days_away(day, today))
}

/// « Jusqu’au 3 juin 2026 ».
pub fn until(day: format::Date) -> String {
    format!("Jusqu’au {}", format::date(day))
}

/// « 9 mois ».
pub fn months(count: i64) -> String {
    format::counted(count, "mois", "mois")
}

/// « L’évaluation de « Lire et écrire en famille » est déposée. ».
pub fn submitted(title: &str) -> String {
    format!("L’évaluation de « {title} » est déposée.")
}

/// The same, when no other waits.
pub fn submitted_last(title: &str) -> String {
    format!("L’évaluation de « {title} » est déposée. C’était la dernière de votre liste.")
}

/// « Critère 3 sur 8 ».
pub fn position(place: usize, count: usize) -> String {
    format!("Critère {place} sur {count}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::review::ReviewInput;

    #[test]
    fn all_that_an_empty_review_lacks_says_what_to_choose() {
        let missing = ReviewInput::default().missing(&["a", "b"]);
        assert_eq!(missing.len(), 3);
        for violation in missing {
            assert!(required(&violation.pointer).is_some(), "{}", violation.pointer);
        }
    }
}
