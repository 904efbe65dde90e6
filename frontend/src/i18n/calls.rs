//! Words of preparing calls, and of the frame around everything that happens in one.

use crate::format;
use openapi::calendar::CallWindow;

// The list
pub const LEAD: &str = "De la préparation d’un appel à la publication des décisions.";
pub const NEW: &str = "Préparer un appel à projets";
pub const CALL: &str = "Appel à projets";
pub const EXPORTS: &str = "Exports";
pub const EXPORTS_TEXT: &str = "Pour un tableur : une ligne par fiche-action, par organisation ou par évaluation, avec ce que vous pouvez en lire. \
                                Les évaluations s’exportent appel par appel.";
pub const EXPORT_ALL: &str = "Tous les appels";
pub const EXPORT_PROJECTS_XLSX: &str = "Fiches-actions (Excel)";
pub const EXPORT_PROJECTS_CSV: &str = "Fiches-actions (CSV)";
pub const EXPORT_PARTNERS_XLSX: &str = "Organisations (Excel)";
pub const EXPORT_PARTNERS_CSV: &str = "Organisations (CSV)";
pub const EXPORT_REVIEWS_XLSX: &str = "Évaluations (Excel)";
pub const EXPORT_REVIEWS_CSV: &str = "Évaluations (CSV)";
pub const STATUS: &str = "État";
pub const OPEN_PERIOD: &str = "Dépôt des fiches";
pub const COMMITTEE: &str = "Comité";
pub const ENVELOPES: &str = "Enveloppes";
pub const STEPS: &str = "Aller à";
pub const EMPTY: &str = "Aucun appel à projets pour l’instant";
pub const EMPTY_MANAGER: &str = "Préparez-en un : il reste invisible jusqu’à sa publication.";
pub const EMPTY_READER: &str = "Vous les verrez ici dès que la coordination en publie.";

// The frame
pub const TABS: &str = "Étapes de l’appel";
pub const TAB_FORM: &str = "L’appel";
pub const TAB_SUBMISSIONS: &str = "Dépôts";
pub const TAB_RANKING: &str = "Classement";
pub const TAB_SIMULATIONS: &str = "Simulateur";
pub const TAB_DECISIONS: &str = "Décisions";
pub const TAB_SESSION: &str = "Séance";
pub const TAB_FEEDBACK: &str = "Remarques";
pub const TAB_AFTERMATH: &str = "Suites";
pub const TAB_MINUTES: &str = "Procès-verbal";
pub const TAB_SIGNATURES: &str = "Signatures et publication";

// The form
pub const STARTED_FROM: &str = "Repris du dernier appel";
pub const START_BLANK: &str = "Partir d’une page blanche";
pub const TITLE: &str = "Titre";
pub const SLUG: &str = "Nom court, dans les adresses";
pub const SLUG_HINT: &str = "Lettres minuscules sans accent, chiffres et tirets. Par exemple 2027.";
pub const AIM: &str = "But de l’appel";
pub const AIM_HINT: &str = "En une phrase : ce que les actions retenues vont permettre.";
pub const DESCRIPTION: &str = "Présentation";
pub const DELIVERABLE: &str = "Ce que les candidats déposent";
pub const CALENDAR: &str = "Calendrier";
pub const OPENS_ON: &str = "Premier jour de dépôt";
pub const CLOSES_ON: &str = "Dernier jour de dépôt, inclus";
pub const CLOSES_AT: &str = "Heure limite, ce jour-là";
pub const CLOSES_AT_HINT: &str = "Heure de Paris. Sans heure : jusqu’à minuit.";
pub const WINDOWS_HINT: &str =
    "Entre deux périodes, personne ne dépose ; les brouillons restent modifiables.";
pub const ADD_WINDOW: &str = "Ajouter une période de dépôt";
pub const REVIEWS_DUE_ON: &str = "Dernier jour des évaluations, inclus";
pub const REVIEWS_DUE_HINT: &str = "Ensuite, elles ne changent plus, sauf celles que vous rouvrez. Sans date : jusqu’à la publication des décisions.";
pub const SELECTION_ON: &str = "Jour du comité de sélection";
pub const DATE_NEEDED: &str = "Indiquez une date.";
pub const WHO: &str = "Qui peut déposer";
pub const WHO_LINE: &str = "Sorte de candidat";
pub const WHO_HINT: &str = "Une ligne par sorte : association, établissement scolaire…";
pub const ADD_WHO: &str = "Ajouter une sorte de candidat";
pub const CRITERIA: &str = "Critères d’évaluation";
pub const CRITERIA_HINT: &str = "Chacun est noté de 0 à 5. Un poids de 2 compte double dans la moyenne. \
                                 Dès qu’une évaluation est déposée, seuls les intitulés, les aides et l’ordre changent encore.";
pub const CODE: &str = "Code";
pub const LABEL: &str = "Intitulé";
pub const WEIGHT: &str = "Poids";
pub const HELP: &str = "Aide pour les évaluateurs";
pub const NOT_COUNTED: &str = "Ne compte pas dans la moyenne";
pub const NOT_COUNTED_HINT: &str = "Noté pour la discussion seulement.";
pub const SCALE: &str = "Ce que dit chaque note";
pub const ADD_CRITERION: &str = "Ajouter un critère";
pub const REVIEWERS: &str = "Évaluateurs par fiche-action";
pub const FUNDS: &str = "Enveloppes";
pub const FUNDS_HINT: &str =
    "Ce que chaque financeur peut accorder dans cet appel. Le comité ne peut pas aller au-delà.";
pub const FUNDER: &str = "Financeur";
pub const AMOUNT: &str = "Montant";
pub const ADD_FUND: &str = "Ajouter une enveloppe";
pub const REMOVE: &str = "Retirer";
pub const MOVE_UP: &str = "Monter";
pub const MOVE_DOWN: &str = "Descendre";
pub const SAVE_DRAFT: &str = "Enregistrer l’appel";
pub const PUBLISH: &str = "Publier l’appel";
pub const PUBLISH_TITLE: &str = "Publier cet appel à projets ?";
pub const PUBLISH_UNSAVED: &str = "Enregistrez d’abord vos modifications.";
pub const PUBLISH_CRITERIA: &str = "Ajoutez au moins un critère : les évaluateurs en ont besoin.";
pub const CLOSE: &str = "Clore l’appel maintenant";
pub const CLOSE_TITLE: &str = "Clore cet appel avant sa date ?";
pub const CLOSE_TEXT: &str =
    "Plus aucune fiche-action ne pourra être déposée. Celles qui sont en brouillon y resteront.";
pub const PUBLISHED: &str = "L’appel est publié.";
pub const CLOSED: &str = "L’appel est clos.";
pub const FROZEN: &str = "Les décisions de cet appel sont publiées : il ne change plus.";
pub const PUBLIC_PAGE: &str = "Voir la page publique";

/// « Appel enregistré : Appel à projets 2027 ».
pub fn saved(title: &str) -> String {
    format!("Appel enregistré : {title}")
}

/// What publication does.
pub fn publish_text(windows: &[CallWindow]) -> String {
    format!("Tout le monde verra l’appel. Les dépôts sont possibles {}.", ranges(windows))
}

/// « du 8 mars au 20 mai 2027, puis du 1er au 31 octobre 2027 ».
pub fn ranges(windows: &[CallWindow]) -> String {
    let ranges: Vec<String> =
        windows.iter().map(|window| format::date_range(window.opens_on, window.closes_on)).collect();
    ranges.join(", puis ")
}

/// « Critères, candidats et financeurs sont ceux de « Appel 2026 » : gardez ce qui convient. ».
pub fn started_from(title: &str) -> String {
    format!("Critères, candidats et financeurs sont ceux de « {title} » : gardez ce qui convient.")
}

/// « Critère 3 ».
pub fn criterion(place: usize) -> String {
    format!("Critère {place}")
}

/// « Note 3 ».
pub fn score(score: usize) -> String {
    format!("Note {score}")
}

/// « Période de dépôt 2 ».
pub fn window(place: usize) -> String {
    format!("Période de dépôt {place}")
}

/// « Enveloppe 2 ».
pub fn fund(place: usize) -> String {
    format!("Enveloppe {place}")
}

/// « Sorte de candidat 2 ».
pub fn who(place: usize) -> String {
    format!("{WHO_LINE} {place}")
}

/// « Critère 3, intitulé ».
pub fn line_field(line: &str, field: &str) -> String {
    format!("{line}, {}", field.to_lowercase())
}
