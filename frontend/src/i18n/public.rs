//! The public portal.

use crate::format;

// Home
pub const WHAT_TITLE: &str = "Qu’est-ce que la Cité éducative ?";
pub const WHAT_TEXT_1: &str = "La Cité éducative est un label de l’État. Dans les quartiers prioritaires, la ville, l’agglomération, l’Éducation nationale et la sous-préfecture agissent ensemble, et financent ensemble des actions pour les enfants et les jeunes, à l’école et en dehors.";
pub const WHAT_TEXT_2: &str = "Associations, établissements, enseignants et services publics proposent ces actions en répondant à un appel à projets. Chaque projet est évalué sur des critères connus d’avance ; toutes les décisions sont publiées le même jour, avec leur motif.";
pub const HOME_CALL: &str = "Appel à projets en cours";
pub const HOME_CALL_NEXT: &str = "Prochain appel à projets";
pub const HOME_NO_CALL: &str = "Aucun appel à projets n’est ouvert pour le moment";
pub const HOME_NO_CALL_TEXT: &str =
    "Le prochain sera annoncé ici. En attendant, vous pouvez consulter les appels passés.";
pub const HOME_OBJECTIVES: &str = "Nos objectifs";
pub const HOME_CARRIERS: &str = "Les institutions pilotes";
pub const HOME_CARRIERS_TEXT: &str =
    "Elles portent ensemble la Cité éducative : elles financent, évaluent et décident.";
pub const HOME_FIGURES: &str = "En quelques chiffres";
pub const FIGURE_PROJECTS: &str = "actions retenues";
pub const FIGURE_PARTNERS: &str = "partenaires";
pub const FIGURE_DISTRICTS: &str = "quartiers prioritaires";
pub const FIGURE_FUNDING: &str = "de l’État chaque année";
pub const SEE_CALL: &str = "Voir l’appel";
pub const SEE_CALLS: &str = "Voir tous les appels";
pub const SEE_OBJECTIVES: &str = "Voir les objectifs en détail";
pub const SEE_PARTNERS: &str = "Voir tous les partenaires";
pub const SEE_PROJECTS: &str = "Voir les actions retenues";
pub const START_FICHE: &str = "Commencer une fiche-action";
pub const NO_PROGRAMME: &str = "Cette installation est prête";
pub const NO_PROGRAMME_TEXT: &str = "Aucune Cité éducative n’y est encore enregistrée : une personne chargée de l’administration peut la créer.";

/// « Pour les enfants et jeunes des quartiers prioritaires, de 0 à 25 ans. ».
pub fn home_lead(audience: &str) -> String {
    format!("Pour les {audience}.")
}

// Objectives
pub const OBJECTIVES_LEAD: &str = "Chaque action répond à un objectif principal, et à trois autres au plus.";
pub const OBJECTIVES_EMPTY: &str = "Les objectifs de la Cité éducative s’afficheront ici";
pub const OTHER_AXIS: &str = "Autres objectifs";
pub const OBJECTIVE_ACTIONS: &str = "Voir les actions";

// Partners
pub const PARTNERS_LEAD: &str =
    "Les institutions qui pilotent la Cité éducative, puis toutes les organisations qui y prennent part.";
pub const ALL_PARTNERS: &str = "Tous les partenaires";
pub const FILTER_PARTNERS: &str = "Rechercher un partenaire";
pub const PARTNER_NAME: &str = "Nom";
pub const PARTNER_KIND: &str = "Nature";
pub const ALL_KINDS: &str = "Toutes les natures";
pub const PARTNERS_EMPTY: &str = "Aucun partenaire ne correspond";
pub const PARTNERS_EMPTY_TEXT: &str = "Changez les mots recherchés ou affichez tous les partenaires.";
pub const PARTNER: &str = "Partenaire";
pub const PARTNER_ACTIONS: &str = "Ses actions";
pub const PARTNER_NO_ACTION: &str = "Aucune action de ce partenaire n’est publiée pour le moment";
pub const DESCRIPTION: &str = "Présentation";
pub const ADDRESS: &str = "Adresse";
pub const WEBSITE: &str = "Site internet";
pub const EMAIL: &str = "Adresse électronique";
pub const PHONE: &str = "Téléphone";
pub const CONTACT_NAME: &str = "Personne à joindre";
pub const REPRESENTATIVE: &str = "Représentant";
pub const SIRET: &str = "SIRET";
pub const SIREN: &str = "SIREN";
pub const RNA: &str = "RNA";
pub const UAI: &str = "UAI";
pub const IDENTITY: &str = "Identité";

// Calls
pub const CALLS_LEAD: &str = "Chaque appel dit ce qu’il finance, qui peut répondre, jusqu’à quand, et sur quels critères les projets sont évalués.";
pub const CALLS_EMPTY: &str = "Aucun appel à projets n’a encore été publié";
pub const CALLS_EMPTY_TEXT: &str = "Le premier s’affichera ici avec son calendrier et ses critères.";
pub const CALL: &str = "Appel à projets";
pub const CALL_ONE: &str = "appel";
pub const CALL_MANY: &str = "appels";
pub const CALENDAR: &str = "Calendrier";
pub const CALL_OPENS: &str = "Ouverture des dépôts";
pub const CALL_CLOSES: &str = "Date limite de dépôt";
pub const CALL_SELECTION: &str = "Comité de sélection";
pub const CALL_DECIDED: &str = "Publication des décisions";
pub const WHO_APPLICANTS: &str = "Les porteurs de projets";
pub const WHO_REVIEWERS: &str = "Les institutions pilotes";
pub const CRITERIA: &str = "Critères d’évaluation";
pub const CRITERIA_TEXT: &str = "Chaque projet est noté de 0 à 5 sur chacun de ces critères.";
pub const CRITERIA_NONE: &str = "Les critères ne sont pas encore publiés.";
pub const WHO_MAY_APPLY: &str = "Qui peut répondre ?";
pub const ENVELOPES: &str = "Enveloppe";
pub const ENVELOPE_TOTAL: &str = "Total";
pub const FUNDER: &str = "Financeur";
pub const AMOUNT: &str = "Montant";
pub const ENVELOPES_NONE: &str = "Le montant de l’enveloppe n’est pas publié.";
pub const HOW: &str = "Comment répondre ?";
pub const HOW_1: &str = "Connectez-vous avec le compte de votre organisation.";
pub const HOW_2: &str =
    "Remplissez la fiche-action à votre rythme : elle s’enregistre, et vous pouvez la reprendre plus tard.";
pub const HOW_3: &str =
    "Vérifiez, puis déposez la fiche avant la date limite. Vous recevez un accusé de dépôt.";
pub const NO_ACCOUNT: &str = "Votre organisation n’a pas encore de compte ?";
pub const NO_ACCOUNT_LINK: &str = "Demandez une invitation";
pub const MANAGE_CALL: &str = "Gérer cet appel";
pub const CALL_CLOSED_TEXT: &str = "Les dépôts sont clos : les projets sont en cours d’examen.";
pub const CALL_DECIDED_TEXT: &str = "Les décisions sont publiées.";
pub const CALL_DRAFT_TEXT: &str = "Cet appel est en préparation : le public ne le voit pas.";
pub const CALL_ACTIONS: &str = "Voir les actions retenues dans cet appel";

/// Of a criterion that is scored for the discussion only.
pub const NOT_COUNTED: &str = "Hors moyenne";

/// « Coefficient 2 ».
pub fn weight(weight: i32) -> String {
    format!("Coefficient {weight}")
}

/// « Les dépôts ouvrent le 8 mars 2022, dans 12 jours. ».
pub fn opens(date: &str, delay: &str) -> String {
    format!("Les dépôts ouvrent le {date}, {delay}.")
}

/// « Les dépôts rouvrent le 1er octobre 2027, dans 12 jours. ».
pub fn opens_again(date: &str, delay: &str) -> String {
    format!("Une période de dépôt est close. Les dépôts rouvrent le {date}, {delay}.")
}

/// « Déposez votre fiche jusqu'au 20 mai 2022 inclus (dans 12 jours). ».
pub fn open_until(deadline: &str, delay: &str) -> String {
    format!("Déposez votre fiche-action jusqu’au {deadline} ({delay}).")
}

/// « 20 mai 2022 inclus », « 20 mai 2022 à 17 h 00 ».
pub fn deadline(date: &str, hour: Option<&str>) -> String {
    match hour {
        Some(hour) => format!("{date} à {hour}"),
        None => format!("{date} inclus"),
    }
}

// Projects
pub const PROJECTS_LEAD: &str = "Les actions retenues par le comité, appel après appel.";
pub const FILTER_PROJECTS: &str = "Rechercher une action";
pub const WORDS: &str = "Mots recherchés";
pub const OBJECTIVE: &str = "Objectif";
pub const ALL_OBJECTIVES: &str = "Tous les objectifs";
pub const DISTRICTS: &str = "Quartiers";
pub const DISTRICT: &str = "Quartier";
pub const ALL_DISTRICTS: &str = "Tous les quartiers";
pub const ALL_CALLS: &str = "Tous les appels";
pub const PROJECTS_EMPTY: &str = "Aucune action ne correspond";
pub const PROJECTS_EMPTY_TEXT: &str = "Les actions apparaissent ici une fois les décisions d’un appel publiées. Changez la recherche ou affichez tout.";
pub const PROJECT_ONE: &str = "action";
pub const PROJECT_MANY: &str = "actions";
pub const PARTNER_ONE: &str = "partenaire";
pub const PARTNER_MANY: &str = "partenaires";
pub const PROJECT: &str = "Action";
pub const LED_BY: &str = "Portée par";
pub const IN_CALL: &str = "Appel à projets";
pub const MAIN_OBJECTIVE: &str = "Objectif principal";
pub const OTHER_OBJECTIVES: &str = "Autres objectifs";
pub const GRANTED: &str = "Financement accordé";
pub const NEED: &str = "Le besoin";
pub const ACTION: &str = "L’action";
pub const RESULTS: &str = "Les résultats attendus";
pub const PHASES: &str = "Le calendrier";
pub const TIMES: &str = "Les temps d’intervention";
pub const AUDIENCE: &str = "Pour qui ?";
pub const AGE_BAND: &str = "Âge";
pub const PLANNED: &str = "Bénéficiaires prévus";
pub const TOTAL: &str = "Total";
pub const WITH: &str = "Avec qui ?";
pub const SEE_FICHE: &str = "Voir la fiche-action complète";

// Search
pub const SEARCH_LEAD: &str =
    "Actions, appels, objectifs, partenaires, quartiers : tout se cherche ici, avec ou sans accents.";
pub const SEARCH_BEFORE: &str = "Saisissez un ou plusieurs mots";
pub const SEARCH_BEFORE_TEXT: &str = "Par exemple : lecture, parentalité, collège.";
pub const SEARCH_EMPTY: &str = "Aucun résultat";
pub const SEARCH_EMPTY_TEXT: &str = "Essayez avec moins de mots, ou un mot plus général.";

/// « 3 résultats pour « lecture » ».
pub fn found(total: i64, words: &str) -> String {
    format!("{} pour « {words} »", format::counted(total, "résultat", "résultats"))
}

// Contact
pub const CONTACT_LEAD: &str =
    "Une question sur la Cité éducative, un appel à projets, un compte ? Voici à qui vous adresser.";
pub const CONTACT_NONE: &str = "Les coordonnées de la Cité éducative ne sont pas encore renseignées.";
pub const CONTACT_WHO: &str = "Organisation";
