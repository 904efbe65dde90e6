//! Writing and filing a fiche-action.

use crate::{
    format::{self, Timestamp},
    pages::fiche::sections::{Section, SectionState},
};

// The list, a new fiche
pub const MINE: &str = "Mes fiches-actions";
pub const ALL: &str = "Fiches-actions";
pub const LIST_LEAD: &str = "Vos fiches, de la première idée au bilan.";
pub const LIST_LEAD_ALL: &str = "Les fiches que votre rôle vous permet de lire.";
pub const LIST_FILTERS: &str = "Rechercher dans les fiches";
pub const WORDS: &str = "Mots du titre";
pub const STATUS: &str = "Où en est la fiche";
pub const ANY_STATUS: &str = "Toutes les étapes";
pub const CALL: &str = "Appel à projets";
pub const ANY_CALL: &str = "Tous les appels";
pub const TITLE_COLUMN: &str = "Fiche";
pub const PARTNER_COLUMN: &str = "Organisation";
pub const REQUESTED: &str = "Montant demandé";
pub const UPDATED: &str = "Modifiée le";
pub const UNTITLED: &str = "Fiche sans titre";
pub const NONE_FOUND: &str = "Aucune fiche ne correspond";
pub const NONE_FOUND_HINT: &str = "Élargissez la recherche ou affichez toutes les fiches.";
pub const NONE_YET: &str = "Aucune fiche pour l’instant";
pub const NONE_YET_PARTNER: &str =
    "Vos fiches-actions apparaîtront ici. Commencez-en une tant qu’un appel à projets est ouvert.";
pub const NONE_YET_READER: &str = "Les fiches déposées apparaîtront ici.";
pub const START: &str = "Commencer une fiche-action";
pub const SEE_CALLS: &str = "Voir les appels à projets";
pub const NEW: &str = "Nouvelle fiche-action";
pub const NEW_LEAD: &str = "La fiche reste un brouillon que vous seul voyez avec votre organisation, jusqu’à ce que vous la déposiez.";
pub const NO_OPEN_CALL: &str = "Aucun appel à projets n’est ouvert";
pub const NO_OPEN_CALL_HINT: &str =
    "Une fiche se dépose en réponse à un appel. Les prochains seront annoncés ici.";
pub const CALL_NOT_OPEN: &str = "Cet appel à projets ne reçoit pas de fiche en ce moment";
pub const NO_ORGANISATION: &str = "Votre compte ne permet pas d’écrire une fiche";
pub const NO_ORGANISATION_HINT: &str = "Une fiche est portée par une organisation partenaire. Demandez à la coordination de rattacher votre compte à la vôtre.";
pub const CHOOSE_CALL: &str = "À quel appel répondez-vous ?";
pub const CHOOSE_ORGANISATION: &str = "Pour quelle organisation ?";
pub const ORGANISATION: &str = "Organisation porteuse";
pub const CALL_MISSING: &str = "Choisissez l’appel auquel vous répondez.";
pub const ORGANISATION_MISSING: &str = "Choisissez l’organisation qui porte l’action.";

// The task list
pub const EDIT: &str = "Modifier la fiche-action";
pub const TASKS: &str = "Parties de la fiche";
pub const TASKS_LEAD: &str =
    "Remplissez les parties dans l’ordre qui vous convient. Chacune s’enregistre à part.";
pub const CHECK_AND_FILE: &str = "Vérifier et déposer";
pub const CHECK_AND_FILE_AGAIN: &str = "Vérifier et déposer à nouveau";
pub const READ_FICHE: &str = "Voir la fiche";
pub const NOT_EDITABLE: &str = "Cette fiche ne se modifie plus";
pub const NOT_EDITABLE_HINT: &str =
    "Elle est déposée, ou votre compte permet seulement de la lire. Vous pouvez la consulter.";
pub const KEPT_HERE: &str = "Une saisie non enregistrée est gardée sur cet appareil.";
pub const ASKED_HERE: &str = "La coordination demande de revoir cette partie.";
pub const ASKED_DONE: &str = "Vous avez modifié cette partie depuis la demande.";
pub const READY: &str = "Toutes les parties nécessaires sont complètes.";
pub const LEFT_ALONE: &str = "La correction ne porte pas sur cette partie.";
pub const LEFT_ALONE_TITLE: &str = "Cette partie reste telle que vous l’avez déposée";
pub const LEFT_ALONE_TEXT: &str =
    "La correction demandée ne porte pas sur elle. S’il faut pourtant la changer, écrivez à la coordination.";

// A section
pub const SAVE_AND_GO_ON: &str = "Enregistrer et continuer";
pub const BACK_TO_TASKS: &str = "Revenir aux parties de la fiche";
pub const DELETE_LINE: &str = "Retirer";
pub const DELETE_LINE_TEXT: &str = "Ce qui est écrit dans cette ligne sera effacé.";
pub const UNSAVED: &str = "Modifications pas encore enregistrées";
pub const SAVING: &str = "Enregistrement…";
pub const OFFLINE: &str = "Hors ligne : gardé sur cet appareil";
pub const NOT_SAVED: &str = "Pas enregistré : gardé sur cet appareil";
pub const UNKNOWN_SECTION: &str = "Cette partie n’existe pas";

/// The words that the form on paper says too.
pub use openapi::words::{
    ACCOUNT, ADULTS, AGE_BANDS, AGE_BANDS_HINT, BOYS, BUDGET_HINT, CHARGES, CONTACT, CONTACT_HINT,
    DESCRIPTION, DESCRIPTION_HINT, DISTRICTS, DISTRICTS_HINT, FUNDER, GIRLS, INDICATORS, INNOVATION,
    INNOVATION_HINT, LINE_LABEL, METHODS, METHODS_HINT, NEED, NEED_HINT, OBJECTIVE_MAIN, OBJECTIVE_MAIN_HINT,
    OBJECTIVES_OTHERS, OBJECTIVES_OTHERS_HINT, PARENTS, PARTNER_BRINGS, PARTNER_KINDS, PARTNER_ROLE,
    PHASE_END, PHASE_NAME, PHASE_START, PHASES, PROFESSIONALS, REQUESTS, RESULTS, RESULTS_HINT, REVENUES,
    SCHOOL, SCHOOLS, SCHOOLS_HINT, SUMMARY, SUMMARY_HINT, TIMES, TIMES_HINT, TITLE, TITLE_HINT,
};

// Identity
pub const CONTACT_NAME: &str = "Nom et prénom";
pub const CONTACT_EMAIL: &str = "Adresse électronique";
pub const CONTACT_PHONE: &str = "Téléphone";

// Calendar
pub const PHASES_HINT: &str = "De la préparation au bilan. Une seule étape suffit pour une action courte.";
pub const ADD_PHASE: &str = "Ajouter une étape";

// Audience
pub const GENDERS: &str = "Filles et garçons";
pub const GENDERS_HINT: &str = "Si vous pouvez l’estimer. Leur somme ne dépasse pas le total par âge.";
pub const ADD_SCHOOL: &str = "Ajouter un établissement";

// Partners involved
pub const PARTNERS_HINT: &str =
    "Qui participe, et ce que chacun apporte. L’organisation porteuse n’a pas à y figurer.";
pub const PARTNER: &str = "Partenaire";
pub const PARTNER_OTHER: &str = "Une autre organisation";
pub const PARTNER_NAME: &str = "Nom de l’organisation";
pub const PARTNER_BRINGS_HINT: &str = "De l’argent, des personnes, des locaux…";
pub const ADD_PARTNER: &str = "Ajouter un partenaire";

// Budget
pub const FUNDING: &str = "Ce financement est";
pub const FUNDING_UNSAID: &str = "Non précisé";
pub const REQUESTED_FUNDING: &str = "demandé";
pub const OBTAINED_FUNDING: &str = "obtenu";
pub const VOLUNTARY: &str = "Contributions volontaires";
pub const VOLUNTARY_HINT: &str = "Bénévolat, prêt de salle, dons en nature : estimés en euros, comptés à part. Comptes 86 et 87 doivent être égaux.";
pub const VOLUNTARY_CHARGES: &str = "Emplois (compte 86)";
pub const VOLUNTARY_REVENUES: &str = "Ressources (compte 87)";
pub const TOTALS: &str = "Équilibre du budget";
pub const TOTAL_CHARGES: &str = "Total des charges";
pub const TOTAL_REVENUES: &str = "Total des produits";
pub const BALANCED: &str = "Le budget est équilibré.";
pub const NO_AMOUNT: &str = "Aucun montant pour l’instant.";
pub const VOLUNTARY_BALANCED: &str = "Les contributions volontaires sont équilibrées.";
pub const REQUESTS_TO_REVENUES: &str = "Reporter ces demandes dans les produits";

// Indicators, declarations
pub const RENEWAL: &str = "Suite d’une action antérieure";
pub const DECLARATIONS: &str = "Déclarations";
pub const DECLARED_HONOUR: &str = "Les informations sont exactes, sur l’honneur";
pub const DECLARED_CONTRACT: &str = "Contrat d’engagement républicain souscrit";
pub const YES: &str = "Oui";

/// « de 0 à 40 ».
pub fn from_to(from: &str, to: &str) -> String {
    format!("de {from} à {to}")
}

/// « jusqu’à 40 ».
pub fn up_to(to: &str) -> String {
    format!("jusqu’à {to}")
}

/// « à partir de 12 ».
pub fn starting_at(from: &str) -> String {
    format!("à partir de {from}")
}

// Check and file
pub const CHECK: &str = "Vérifier et déposer la fiche-action";
pub const CHECK_LEAD: &str = "Relisez ce que vous allez déposer.";
pub const MISSING_TITLE: &str = "Il reste des éléments à compléter ou à corriger";
pub const MISSING_TEXT: &str = "Chaque lien mène à l’endroit concerné. La fiche pourra être déposée ensuite.";
pub const MODIFY: &str = "Modifier";
pub const FILE_TITLE: &str = "Déposer la fiche";
pub const AFTERWARDS: &str = "Ce qui se passe ensuite";
pub const AFTER_FILING: &str = "Vous recevez un récépissé avec un numéro. La coordination vérifie que la fiche est recevable, puis des évaluateurs la lisent \
     et le comité des institutions pilotes décide. Vous suivez chaque étape sur la page de la fiche.";
pub const AFTER_FILING_LOCKED: &str =
    "Une fois déposée, la fiche ne se modifie plus, sauf si la coordination vous demande une correction.";
pub const FILE: &str = "Déposer la fiche";
pub const UNSAVED_SECTIONS: &str = "Des saisies ne sont pas enregistrées";
pub const UNSAVED_SECTIONS_TEXT: &str = "Elles sont gardées sur cet appareil et ne seraient pas déposées. Ouvrez ces parties pour les enregistrer :";
pub const DEADLINE_PASSED: &str = "L’appel à projets ne reçoit plus de fiches";
pub const DEADLINE_PASSED_TEXT: &str = "La date limite est passée, à l’heure du serveur. La fiche n’a pas été déposée ; elle reste un brouillon que vous pouvez relire \
     et réutiliser dans un prochain appel. Pour toute question, écrivez à la coordination.";
pub const FILE_FAILED: &str = "La fiche n’a pas été déposée";
pub const CHANGED_SINCE: &str =
    "La fiche a changé depuis que vous avez ouvert cette page. Relisez-la ci-dessous, puis déposez-la.";

/// The name of a section.
pub fn section(section: Section) -> &'static str {
    section.label_fr()
}

/// What a section asks, in a line of the task list.
pub fn section_hint(section: Section) -> &'static str {
    match section {
        Section::Identity => "Titre, résumé, personne à joindre",
        Section::Objectives => "Ce que l’action sert, et le besoin observé",
        Section::Action => "Description, résultats, nouveauté, façons de travailler",
        Section::Calendar => "Étapes avec leurs dates, moments de l’action",
        Section::Audience => "Âges, quartiers, adultes, établissements",
        Section::Partners => "Qui participe et ce que chacun apporte",
        Section::Budget => "Charges, produits, montants demandés",
        Section::Indicators => "Ce qui sera mesuré, et jusqu’où aller",
        Section::Declarations => "Ce que vous déclarez en déposant",
    }
}

/// The state of a section.
pub fn section_state(state: SectionState) -> &'static str {
    match state {
        SectionState::Todo => "À faire",
        SectionState::Started => "En cours",
        SectionState::Complete => "Complet",
        SectionState::ToCorrect => "À corriger",
        SectionState::Optional => "Facultatif",
    }
}

/// « Partie 3 sur 7 ».
pub fn position(position: usize, count: usize) -> String {
    format!("Partie {position} sur {count}")
}

/// « 4 parties complètes sur 7 ».
pub fn progress(done: usize, count: usize) -> String {
    match done {
        0 | 1 => format!("{done} partie complète sur {count}"),
        _ => format!("{done} parties complètes sur {count}"),
    }
}

/// « À déposer avant le 20 mai 2026 (dans 12 jours) ».
pub fn file_before(deadline: &str, delay: &str) -> String {
    format!("À déposer {deadline} ({delay})")
}

/// « Enregistré à 14:32 », with the day when it is not today's.
pub fn saved_at(instant: Timestamp, today: format::Date) -> String {
    if format::paris(instant).date() == today {
        format!("Enregistré à {}", format::clock(instant))
    } else {
        format!("Enregistré le {}", format::date_time(instant))
    }
}

/// « Total : 60 enfants et jeunes ».
pub fn total_young(total: u32) -> String {
    format!("Total : {}", format::counted(i64::from(total), "enfant ou jeune", "enfants et jeunes"))
}

/// « Total demandé : 12 000 € ».
pub fn total_requested(cents: i64) -> String {
    format!("Total demandé : {}", format::cents(cents))
}

/// « Les charges dépassent les produits de 1 250 €. »; `difference` in cents, charges less revenues.
pub fn imbalance(difference: i64) -> String {
    let amount = format::cents(difference.saturating_abs());
    if difference > 0 {
        format!("Les charges dépassent les produits de {amount}.")
    } else {
        format!("Les produits dépassent les charges de {amount}.")
    }
}

/// The same for accounts 86 and 87.
pub fn voluntary_imbalance(difference: i64) -> String {
    let amount = format::cents(difference.saturating_abs());
    if difference > 0 {
        format!("Les emplois (86) dépassent les ressources (87) de {amount}.")
    } else {
        format!("Les ressources (87) dépassent les emplois (86) de {amount}.")
    }
}

/// « 604 – Achats d’études », or the label alone for an account without a number.
pub fn account(account: &str, label: &str) -> String {
    if account.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{account} – {label}")
    } else {
        label.to_owned()
    }
}

/// « Étape 1 ».
pub fn phase(number: usize) -> String {
    format!("Étape {number}")
}

/// « Partenaire 1 ».
pub fn partner(number: usize) -> String {
    format!("Partenaire {number}")
}

/// « Établissement 1 ».
pub fn school(number: usize) -> String {
    format!("Établissement {number}")
}

/// « Indicateur 1 ».
pub fn indicator(number: usize) -> String {
    format!("Indicateur {number}")
}

/// « Charge 1 ».
pub fn charge(number: usize) -> String {
    format!("Charge {number}")
}

/// « Produit 1 ».
pub fn revenue(number: usize) -> String {
    format!("Produit {number}")
}

/// « Retirer : Étape 1 ? ».
pub fn delete_line(line: &str) -> String {
    format!("Retirer : {line} ?")
}

/// « Fiche-action : Lire et écrire en famille », or that it has no title yet.
pub fn title_or(title: &str) -> &str {
    if title.trim().is_empty() { UNTITLED } else { title }
}
