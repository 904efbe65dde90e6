//! The words of the fiche's fields, in French: labels and hints. The web app, the form on paper, the comparison of versions
//! and the choice of what is taken up say the same ones.

// Identity
pub const TITLE: &str = "Titre de l’action";
pub const TITLE_HINT: &str =
    "Un nom court que chacun comprend, par exemple «\u{a0}Lire et écrire en famille\u{a0}».";
pub const SUMMARY: &str = "Résumé";
pub const SUMMARY_HINT: &str = "En deux ou trois phrases\u{a0}: quoi, pour qui, où.";
pub const CONTACT: &str = "Personne à joindre";
pub const CONTACT_HINT: &str = "Elle répondra aux questions sur cette fiche.";

// Objectives
pub const OBJECTIVE_MAIN: &str = "Objectif principal";
pub const OBJECTIVE_MAIN_HINT: &str = "Celui que l’action sert le plus directement.";
pub const OBJECTIVES_OTHERS: &str = "Autres objectifs";
pub const OBJECTIVES_OTHERS_HINT: &str = "Trois au plus.";
pub const NEED: &str = "Besoin observé";
pub const NEED_HINT: &str = "Qu’avez-vous constaté, auprès de qui, et qu’est-ce qui le montre\u{202f}?";

// The action
pub const DESCRIPTION: &str = "Description de l’action";
pub const DESCRIPTION_HINT: &str = "Ce qui sera fait, où, avec qui, à quel rythme.";
pub const RESULTS: &str = "Résultats attendus";
pub const RESULTS_HINT: &str = "Ce qui aura changé à la fin, et à quoi on le verra.";
pub const INNOVATION: &str = "Ce qui est nouveau";
pub const INNOVATION_HINT: &str = "Dans l’action elle-même, ou pour ce territoire.";
pub const METHODS: &str = "Ce qui change dans les façons de travailler";
pub const METHODS_HINT: &str = "Entre partenaires, avec les familles, avec les jeunes.";

// Calendar
pub const PHASES: &str = "Étapes";
pub const PHASE_NAME: &str = "Nom de l’étape";
pub const PHASE_START: &str = "Début";
pub const PHASE_END: &str = "Fin";
pub const TIMES: &str = "Moments de l’action";
pub const TIMES_HINT: &str = "Quand elle a lieu dans la semaine et l’année des jeunes.";

// Audience
pub const AGE_BANDS: &str = "Enfants et jeunes prévus, par âge";
pub const AGE_BANDS_HINT: &str =
    "Comptez chaque personne une fois. Laissez vide un âge qui n’est pas concerné. Jamais de nom d’enfant.";
pub const GIRLS: &str = "Filles";
pub const BOYS: &str = "Garçons";
pub const DISTRICTS: &str = "Habitants des quartiers prioritaires";
pub const DISTRICTS_HINT: &str = "Parmi eux, combien habitent chaque quartier.";
pub const ADULTS: &str = "Adultes, comptés à part";
pub const PARENTS: &str = "Parents";
pub const PROFESSIONALS: &str = "Professionnels";
pub const SCHOOLS: &str = "Établissements scolaires concernés";
pub const SCHOOLS_HINT: &str = "Leur code UAI\u{a0}: 7 chiffres et une lettre, par exemple 0750655E.";
pub const SCHOOL: &str = "Code UAI";

// Partners
pub const PARTNER_ROLE: &str = "Rôle dans l’action";
pub const PARTNER_BRINGS: &str = "Ce qu’elle apporte";
pub const PARTNER_KINDS: &str = "C’est";

// Budget
pub const CHARGES: &str = "Charges";
pub const REVENUES: &str = "Produits";
pub const ACCOUNT: &str = "Compte";
pub const LINE_LABEL: &str = "Précision";
pub const FUNDER: &str = "Financeur";
pub const BUDGET_HINT: &str = "Sur le plan comptable associatif (CERFA 12156*06). Charges et produits doivent être égaux, au centime près, au moment du dépôt.";
pub const REQUESTS: &str = "Montants demandés aux financeurs de l’appel";

// Indicators
pub const INDICATORS: &str = "Indicateurs";
