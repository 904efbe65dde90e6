//! The landing page: what waits for the person.

use crate::format;

pub const TITLE: &str = "À faire";
pub const LEAD: &str = "Ce qui vous attend, le plus pressé d’abord.";
pub const WAITING: &str = "Ce qui vous attend";
pub const NOTHING: &str = "Rien ne vous attend";
pub const NOTHING_HINT: &str = "Vous retrouverez ici ce qui demande une action de votre part, avec sa date.";
pub const INCOMPLETE: &str = "Une partie de cette liste n’a pas pu être chargée.";
pub const MY_FICHES: &str = "Mes fiches-actions";
pub const RECENT_FICHES: &str = "Fiches-actions récentes";
pub const ALL_FICHES: &str = "Toutes les fiches";
pub const WITHOUT_DATE: &str = "Sans date limite";

// What waits
pub const DRAFT: &str = "Brouillon à compléter et à déposer";
pub const DRAFT_EXTENDED: &str = "Brouillon à déposer, avec un délai accordé";
pub const DRAFT_WAITS: &str = "Brouillon à compléter : le dépôt est fermé pour l’instant";
pub const CONTINUE: &str = "Continuer";
pub const CORRECTION: &str = "Correction demandée";
pub const CORRECTION_OVERDUE: &str = "Correction non déposée à temps";
pub const CORRECT: &str = "Corriger";
pub const DECISION: &str = "Décision publiée";
pub const READ: &str = "Lire";
pub const OPEN_CALL: &str = "Appel ouvert, sans fiche de votre part";
pub const START: &str = "Commencer une fiche";
pub const REVIEW: &str = "Fiche à évaluer";
pub const EVALUATE: &str = "Évaluer";
pub const REVIEW_BEGUN: &str = "Évaluation à terminer";
pub const FINISH: &str = "Terminer";
pub const ANSWER: &str = "Répondre";
pub const CHECK: &str = "Vérifier";
pub const REPLACE: &str = "Remplacer";
pub const READ_LETTERS: &str = "Relire et envoyer";
pub const SIGN: &str = "Décisions du comité à signer";
pub const SIGN_VERB: &str = "Signer";
pub const ADMISSIBILITY: &str = "Recevabilité à examiner";
pub const CORRECTED: &str = "Correction reçue, à examiner";
pub const OVERDUE: &str = "Correction en retard : nouveau délai ou non-recevabilité";
pub const COMPARE: &str = "Voir ce qui a changé";
pub const EXAMINE: &str = "Examiner";
pub const ASSIGN: &str = "Affecter";
pub const DECIDE_VERB: &str = "Décider";
pub const PUBLISH: &str = "Décisions prêtes à publier";
pub const PUBLISH_VERB: &str = "Publier";
pub const SIGNATURES: &str = "Signatures attendues";
pub const SEE: &str = "Voir";
pub const PEOPLE: &str = "Personnes et rôles";
pub const PEOPLE_TEXT: &str = "Inviter, changer un rôle, retirer un accès";
pub const PROGRAMMES: &str = "Cités éducatives";
pub const PROGRAMMES_TEXT: &str = "Créer une cité éducative ou changer ses coordonnées";
pub const SHORTCUTS: &str = "Administration";

/// « 3 autres fiches à évaluer ».
pub fn more_reviews(count: usize) -> String {
    counted(count, "autre fiche à évaluer", "autres fiches à évaluer")
}

/// « 3 autres fiches à examiner ».
pub fn more_submissions(count: usize) -> String {
    counted(count, "autre fiche à examiner", "autres fiches à examiner")
}

/// « 3 fiches sans évaluateur ».
pub fn without_reviewer(count: usize) -> String {
    counted(count, "fiche sans évaluateur", "fiches sans évaluateur")
}

/// « Réserve à satisfaire : Transmettre la convention. ».
pub fn reservation(what: &str) -> String {
    format!("Réserve à satisfaire : {what}")
}

/// « Réserve à vérifier : Transmettre la convention. ».
pub fn answered(what: &str) -> String {
    format!("Réserve à vérifier : {what}")
}

/// « 2 évaluateurs en conflit d’intérêts à remplacer ».
pub fn to_replace(count: usize) -> String {
    counted(
        count,
        "évaluateur en conflit d’intérêts à remplacer",
        "évaluateurs en conflit d’intérêts à remplacer",
    )
}

/// « 4 décisions à prendre ».
pub fn to_decide(count: usize) -> String {
    counted(count, "décision à prendre", "décisions à prendre")
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format::counted(i64::try_from(count).unwrap_or(i64::MAX), one, many)
}

/// « au plus tard le 20 mai 2026 (dans 12 jours) ».
pub fn due(day: format::Date, today: format::Date) -> String {
    format!("au plus tard le {} ({})", format::date(day), format::days_away(day, today))
}

/// « dépôt à partir du 1er octobre 2027 (dans 12 jours) ».
pub fn opens(day: format::Date, today: format::Date) -> String {
    format!("dépôt à partir du {} ({})", format::date(day), format::days_away(day, today))
}

/// « comité le 7 juin 2026 (dans 18 jours) ».
pub fn committee(day: format::Date, today: format::Date) -> String {
    format!("comité le {} ({})", format::date(day), format::days_away(day, today))
}

/// « publiée le 7 juin 2026 ».
pub fn published(day: &str) -> String {
    format!("publiée le {day}")
}

/// « 59 courriels de décision attendent votre relecture ».
pub fn held_letters(count: i64) -> String {
    match count {
        1 => "1 courriel de décision attend votre relecture".into(),
        n => format!("{n} courriels de décision attendent votre relecture"),
    }
}
