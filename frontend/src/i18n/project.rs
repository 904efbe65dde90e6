//! A project: where it stands, what comes next, its fiche as read, the decision.

use crate::format::{self, Date};
use openapi::ProjectStatus;

// The page
pub const FICHE: &str = "Fiche-action";
pub const CONTENT: &str = "La fiche";
pub const TIMELINE: &str = "Où en est la fiche";
pub const NEXT: &str = "Ce qui se passe ensuite";
pub const CONTINUE: &str = "Continuer la fiche";
pub const CORRECT: &str = "Corriger la fiche";
pub const PRINT: &str = "Imprimer la fiche";
pub const PUBLIC_PAGE: &str = "Voir sur le portail public";
pub const FILED_TITLE: &str = "Votre fiche est déposée";
pub const FILED_AGAIN_TITLE: &str = "Votre fiche corrigée est déposée";
pub const FILED_TEXT: &str = "C’est ce texte qui sera examiné : un brouillon enregistré ne l’aurait pas été. Le récépissé en garde la preuve ; \
     il est envoyé par courriel à ceux qui écrivent pour votre organisation, et vous le retrouverez ici à tout moment.";
pub const FILED_NEXT: &str = "La suite";
pub const FILED_ADMISSIBILITY: &str =
    "La coordination vérifie que la fiche est recevable, et vous écrit s’il faut la corriger.";
pub const FILED_REVIEWS: &str = "Des évaluateurs la lisent et la notent sur les critères de l’appel.";
pub const FILED_DECISION: &str = "Toutes les décisions sont publiées le même jour. La vôtre se lira ici, avec son motif, et un courriel vous préviendra.";
pub const FILED_STILL: &str = "Ce que vous pouvez encore faire";
pub const FILED_READ: &str = "Relire, télécharger ou imprimer la fiche telle qu’elle est déposée.";
pub const FILED_WRITE: &str = "Écrire à la coordination, plus bas sur cette page.";
pub const FILED_CORRECT: &str = "La corriger, seulement si la coordination vous le demande.";
pub const FILED_WITHDRAW: &str = "La retirer, jusqu’à la publication des décisions.";

/// « Déposée le 20 mai 2026 à 14 h 05 ».
pub fn filed_at(at: &str) -> String {
    format!("Déposée le {at}.")
}

/// « Le comité des institutions pilotes se réunit le 7 juin 2026. ».
pub fn filed_committee(day: Option<Date>) -> String {
    let day = day.map(|day| format!(" le {}", format::date(day))).unwrap_or_default();
    format!("Le comité des institutions pilotes se réunit{day} et décide.")
}
pub const PARTNER: &str = "Organisation porteuse";
pub const CALL: &str = "Appel à projets";
pub const NUMBER: &str = "Numéro";
pub const NOT_WRITTEN: &str = "Non renseigné";
pub const DRAFT_HIDDEN: &str = "Le contenu d’un brouillon n’est visible que de l’organisation qui l’écrit.";

// The receipt
pub const RECEIPT: &str = "Récépissé de dépôt";
pub const RECEIPT_DATE: &str = "Déposée le";
pub const RECEIPT_HASH: &str = "Empreinte SHA-256 de la fiche";
pub const RECEIPT_HINT: &str = "L’empreinte est calculée sur le contenu exact de la fiche (JSON canonique, RFC 8785) : toute personne qui détient \
     la fiche peut vérifier qu’elle n’a pas changé depuis le dépôt.";
pub const PRINT_RECEIPT: &str = "Imprimer le récépissé";

// When it can be filed
pub const EXTENDED: &str = "Un délai vous est accordé";
pub const CLOSED_FOR_NOW: &str = "Le dépôt est fermé pour l’instant";
pub const OVERDUE: &str = "La correction n’a pas été déposée à temps";
pub const NOT_FILED: &str = "Cette fiche ne peut plus être déposée";
pub const REUSE: &str = "Elle reste ici, lisible. Vous pourrez la reprendre dans un prochain appel à projets, sans tout ressaisir.";

/// « Vous pouvez déposer jusqu'au 27 mai 2026 à 18 h 00. ».
pub fn extended_until(words: &str) -> String {
    format!("Vous pouvez déposer cette fiche {words}.")
}

/// « L'appel ne reçoit plus de fiches depuis le 20 mai 2026. ».
pub fn missed(day: Date, hour: Option<&str>) -> String {
    match hour.and_then(|hour| chrono::NaiveTime::parse_from_str(hour, "%H:%M").ok()) {
        Some(hour) => {
            format!("Elle pouvait être déposée jusqu’au {} à {}.", format::date(day), format::time(hour))
        }
        None => format!("Elle pouvait être déposée jusqu’au {} inclus.", format::date(day)),
    }
}

// Versions
pub const VERSIONS: &str = "Versions";
pub const VERSIONS_LEAD: &str = "Ce qui a été déposé, chaque fois, et ce qui a changé.";
pub const VERSIONS_FILED: &str = "Versions déposées";
pub const VERSION_COLUMN: &str = "Version";
pub const FILED_AT_COLUMN: &str = "Déposée le";
pub const FILED_BY_COLUMN: &str = "Par";
pub const HASH_COLUMN: &str = "Empreinte SHA‑256";
pub const COMPARE_FROM: &str = "Version de départ";
pub const COMPARE_TO: &str = "Version d’arrivée";
pub const CHANGES: &str = "Ce qui a changé";
pub const NO_CHANGE: &str = "Ces deux versions disent la même chose.";
pub const SHOW_ALL: &str = "Montrer aussi ce qui n’a pas changé";
pub const WRITTEN_NOW: &str = "La fiche telle qu’elle est écrite maintenant";
pub const NO_VERSION: &str = "Rien n’a encore été déposé";
pub const NO_VERSION_HINT: &str = "Chaque dépôt de la fiche est conservé ici, avec sa date et son empreinte.";
pub const ONE_VERSION: &str = "La fiche a été déposée une fois : il n’y a rien à comparer.";
pub const TAKEN_OUT: &str = "retiré : ";
pub const PUT_IN: &str = "ajouté : ";
pub const MARK_END: &str = " (fin)";
pub const ABSENT: &str = "Rien";
pub const UNCHANGED_FIELD: &str = "Sans changement";

/// « Version 2 ».
pub fn version(position: i32) -> String {
    format!("Version {position}")
}

/// « Version 2, déposée le 20 mai 2026 à 14 h 05 ».
pub fn version_of(position: i32, at: &str) -> String {
    format!("Version {position}, déposée le {at}")
}

/// « Versions déposées (2) ».
pub fn versions_link(count: i32) -> String {
    format!("Versions déposées ({count})")
}

// Correction and refusal
pub const CORRECTION_COMMENT: &str = "À corriger ici";
pub const RETURN_AGAIN: &str = "Modifier la demande de correction";
pub const CORRECTION: &str = "Une correction est demandée";
pub const CORRECTION_SECTIONS: &str = "Parties à revoir :";
pub const INADMISSIBLE: &str = "La fiche n’est pas recevable";

// The decision
pub const DECISION: &str = "Décision du comité";
pub const DECISION_REASON: &str = "Motif";
pub const DECISION_AMOUNTS: &str = "Montants par financeur";
pub const FUNDER: &str = "Financeur";
pub const ASKED: &str = "Demandé";
pub const VOTED: &str = "Accordé";
pub const TOTAL: &str = "Total";
pub const RESERVATIONS: &str = "Réserves à lever";
pub const FEEDBACK: &str = "Remarques des évaluateurs";
pub const FEEDBACK_HINT: &str =
    "Elles peuvent vous aider pour la suite de l’action ou pour un prochain appel.";

// The fiche as read
pub const CONFIRMED: &str = "confirmé";
pub const NOT_CONFIRMED: &str = "pas encore confirmé";
pub const TOTAL_YOUNG: &str = "Total";
pub const PARTNER_COLUMN: &str = "Partenaire";
pub const ROLE_COLUMN: &str = "Rôle";
pub const BRINGS_COLUMN: &str = "Apport";
pub const CONFIRMED_COLUMN: &str = "Participation";
pub const PHASE_COLUMN: &str = "Étape";
pub const DATES_COLUMN: &str = "Dates";
pub const ACCOUNT_COLUMN: &str = "Compte";
pub const DETAIL_COLUMN: &str = "Précision";
pub const AMOUNT_COLUMN: &str = "Montant";

// Actions
pub const WITHDRAW: &str = "Retirer la fiche";
pub const WITHDRAW_TITLE: &str = "Retirer cette fiche ?";
pub const WITHDRAW_TEXT: &str = "Elle ne sera plus examinée. Un retrait ne s’annule pas : il faudrait déposer une nouvelle fiche tant que l’appel est ouvert.";
pub const ABANDON: &str = "Abandonner l’action";
pub const ABANDON_TITLE: &str = "Abandonner cette action ?";
pub const ABANDON_TEXT: &str = "L’action ne se fera pas, ou ne se poursuivra pas. Le montant accordé retourne aux enveloppes de l’appel et peut servir à une fiche de la liste d’attente. Un abandon ne s’annule pas ; l’organisation et la coordination en sont averties par courriel.";
pub const ABANDON_REASON: &str = "Pourquoi l’action est-elle abandonnée ?";
pub const WITHDRAW_REASON: &str = "Pourquoi la retirez-vous ?";
pub const RETURN: &str = "Demander une correction";
pub const RETURN_TITLE: &str = "Demander une correction";
pub const RETURN_TEXT: &str =
    "L’organisation pourra modifier sa fiche et la déposer à nouveau jusqu’à la date indiquée.";
pub const RETURN_REASON: &str = "Que faut-il corriger ?";
pub const RETURN_REASON_HINT: &str = "L’organisation lira ce texte tel quel.";
pub const RETURN_SECTIONS: &str = "Parties à revoir";
pub const RETURN_SECTIONS_HINT: &str = "L’organisation ne pourra modifier que ces parties. Si vous n’en cochez aucune, elle pourra tout modifier.";
pub const RETURN_DUE: &str = "Dernier jour pour déposer à nouveau";
pub const SEND_RETURN: &str = "Envoyer la demande";
pub const ADMIT: &str = "Déclarer recevable";
pub const ADMIT_TITLE: &str = "Déclarer cette fiche recevable ?";
pub const ADMIT_TEXT: &str = "Elle pourra être évaluée et présentée au comité.";
pub const REFUSE: &str = "Déclarer non recevable";
pub const REFUSE_TITLE: &str = "Déclarer cette fiche non recevable";
pub const REFUSE_TEXT: &str = "Elle ne sera pas évaluée. L’organisation lira le motif.";
pub const REFUSE_REASON: &str = "Motif";
pub const REOPEN: &str = "Revenir sur la recevabilité";
pub const REOPEN_TITLE: &str = "Revenir sur la recevabilité de cette fiche ?";
pub const REOPEN_TEXT: &str = "Elle redevient « Déposée » et la recevabilité est à examiner de nouveau.";
pub const REOPEN_REASON: &str = "Pourquoi revenez-vous dessus ?";
pub const DELETE: &str = "Supprimer le brouillon";
pub const DELETE_TITLE: &str = "Supprimer ce brouillon ?";
pub const DELETE_TEXT: &str =
    "Tout ce qui y est écrit sera effacé, pour toute votre organisation. Une suppression ne s’annule pas.";
pub const STALE_ACTION: &str =
    "La fiche a changé entre-temps. Elle vient d’être rechargée : vérifiez, puis recommencez.";

// Who acts
pub const WHO_COORDINATION: &str = "la coordination";
pub const WHO_REVIEWERS: &str = "les évaluateurs";
pub const WHO_COMMITTEE: &str = "le comité des institutions pilotes";

// Steps
pub const STEP_STARTED: &str = "Fiche commencée";
pub const STEP_WRITE: &str = "Compléter et déposer la fiche";
pub const STEP_NOT_FILED: &str = "Pas déposée à temps";
pub const STEP_FILED: &str = "Fiche déposée";
pub const STEP_CORRECTED: &str = "Correction déposée";
pub const STEP_EXTENDED: &str = "Délai accordé par la coordination";
pub const STEP_EXTENSION_REVOKED: &str = "Délai retiré par la coordination";
pub const STEP_OVERDUE: &str = "Décider de la suite : la correction n’est pas venue à temps";
pub const STEP_ADMISSIBILITY: &str = "Examen de la recevabilité";
pub const STEP_RETURNED: &str = "Correction demandée";
pub const STEP_CORRECT: &str = "Corriger et déposer à nouveau";
pub const STEP_ADMISSIBLE: &str = "Fiche recevable";
pub const STEP_INADMISSIBLE: &str = "Fiche non recevable";
pub const STEP_REOPENED: &str = "Recevabilité à examiner de nouveau";
pub const STEP_WITHDRAWN: &str = "Fiche retirée";
pub const STEP_ABANDONED: &str = "Action abandonnée";
pub const STEP_REVIEW: &str = "Évaluation";
pub const STEP_COMMITTEE: &str = "Comité de sélection";
pub const STEP_PUBLICATION: &str = "Publication des décisions";
pub const STEP_RESERVATION_PROVEN: &str = "Réserve satisfaite selon le porteur";
pub const STEP_RESERVATION_LIFTED: &str = "Réserve levée";
pub const STEP_RESERVATIONS: &str = "Levée des réserves";
pub const STEP_ACTION: &str = "Réalisation de l’action";
pub const STEP_REPORT: &str = "Bilan";

/// « Décision publiée : Retenue ».
pub fn step_published(status: ProjectStatus) -> String {
    format!("Décision publiée : {}", status.label_fr())
}

/// « Publiée le 7 juin 2026 ».
pub fn published_on(day: &str) -> String {
    format!("Publiée le {day}")
}

/// « Budget : ce qu’il faut corriger ».
pub fn return_comment(section: &str) -> String {
    format!("{section} : ce qu’il faut corriger")
}

/// « Montant accordé : 5 000 € ».
pub fn granted(cents: i64) -> String {
    format!("Montant accordé : {}", format::cents(cents))
}

/// « avant le 20 mai 2026 inclus », « avant le 20 mai 2026 à 18 h 00 ».
pub fn before(day: Date, hour: Option<&str>) -> String {
    match hour.and_then(|hour| chrono::NaiveTime::parse_from_str(hour, "%H:%M").ok()) {
        Some(hour) => format!("au plus tard le {} à {}", format::date(day), format::time(hour)),
        None => format!("au plus tard le {}", format::date(day)),
    }
}

/// « à partir du 5 octobre 2026 ».
pub fn from_date(day: Date) -> String {
    format!("à partir du {}", format::date(day))
}

/// « jusqu’au 30 juin 2027 ».
pub fn until_date(day: Date) -> String {
    format!("jusqu’au {}", format::date(day))
}

/// « 6 à 10 ans : 60 ».
pub fn labelled(label: &str, value: &str) -> String {
    format!("{label} : {value}")
}

/// « Il reste 3 éléments à compléter ou à corriger avant de déposer. ».
pub fn missing_count(count: usize) -> String {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    format!(
        "Il reste {} à compléter ou à corriger avant de déposer.",
        format::counted(count, "élément", "éléments")
    )
}

/// « À déposer à nouveau au plus tard le 1er juin 2026 (dans 3 jours) ».
pub fn again_before(deadline: &str, delay: &str) -> String {
    format!("À déposer à nouveau {deadline} ({delay})")
}

/// « Le dépôt rouvre le 1er octobre 2027 : vous pouvez compléter la fiche d’ici là. ».
pub fn next_window(day: Date, applicant: bool) -> String {
    let day = format::date(day);
    if applicant {
        format!(
            "Le dépôt est fermé entre deux périodes. Il rouvre le {day} : vous pouvez compléter la fiche d’ici là."
        )
    } else {
        format!("L’organisation pourra déposer sa fiche à partir du {day}.")
    }
}

/// What happens to a correction that did not come in time.
pub fn overdue(due: Date, applicant: bool) -> String {
    let due = format::date(due);
    if applicant {
        format!(
            "Le dernier jour pour déposer la correction était le {due}. La coordination peut vous donner un nouveau délai, ou déclarer la fiche non recevable : écrivez-lui si vous avez besoin de temps."
        )
    } else {
        format!(
            "Le dernier jour pour déposer la correction était le {due}. La coordination peut donner un nouveau délai, ou déclarer la fiche non recevable."
        )
    }
}

/// What happens next, in one sentence. `applicant`: the reader writes for the organisation; `open`: it can still be filed;
/// `deadline`: « au plus tard le … »; `committee`: the day of the committee.
pub fn next(
    status: ProjectStatus,
    applicant: bool,
    open: bool,
    deadline: Option<&str>,
    committee: Option<Date>,
) -> String {
    use ProjectStatus as S;
    let deadline = deadline.map(|deadline| format!(" {deadline}")).unwrap_or_default();
    let committee = committee.map(|day| format!(" le {}", format::date(day))).unwrap_or_default();
    match status {
        S::Draft if applicant && open => {
            format!("Complétez la fiche, puis déposez-la{deadline}. Un brouillon enregistré n’est pas encore déposé.")
        }
        S::Draft if open => format!("L’organisation peut compléter et déposer sa fiche{deadline}."),
        S::Draft => "L’appel à projets ne reçoit plus de fiches : ce brouillon ne peut plus y être déposé.".into(),
        S::Submitted => "La coordination examine si la fiche est recevable. Sa réponse s’affichera ici.".into(),
        S::Returned if applicant => {
            format!("Apportez la correction demandée, puis déposez la fiche à nouveau{deadline}.")
        }
        S::Returned => format!("L’organisation corrige sa fiche et la dépose à nouveau{deadline}."),
        S::Inadmissible => "La fiche ne sera pas évaluée. Le motif figure sur cette page.".into(),
        S::Withdrawn => "L’organisation a retiré sa fiche : elle n’est plus examinée.".into(),
        S::Admissible => "Des évaluateurs vont lire la fiche et la noter sur les critères de l’appel.".into(),
        S::UnderReview => format!(
            "Les évaluateurs lisent la fiche. Le comité de sélection se réunit{committee}, puis toutes les décisions sont publiées en même temps."
        ),
        S::Decided => "Le comité a décidé. La décision se lira ici une fois publiée.".into(),
        S::Selected => "L’action est retenue : elle rejoint le plan d’action de la cité éducative.".into(),
        S::SelectedWithReservations => {
            "L’action est retenue avec des réserves : la sélection est définitive une fois qu’elles sont levées.".into()
        }
        S::Waitlisted => "L’action est sur liste d’attente : elle pourra être retenue si des crédits se libèrent.".into(),
        S::Rejected => {
            "L’action n’est pas retenue. Le motif et les remarques des évaluateurs figurent sur cette page.".into()
        }
        S::InProgress => "L’action est en cours.".into(),
        S::ReportDue => "Le bilan de l’action est attendu.".into(),
        S::Closed => "L’action est terminée et son bilan est rendu.".into(),
        S::Abandoned => "L’action est abandonnée : le montant accordé est retourné aux enveloppes de l’appel.".into(),
    }
}
