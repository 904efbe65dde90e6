//! Words of reference data: objectives, districts, partners, the programme.

use crate::{format, pages::manage::editor::Words};

pub const NOTHING_FOUND: &str = "Rien ne correspond à cette recherche";
pub const NOTHING_FOUND_HINT: &str = "Essayez avec moins de mots, ou retirez le filtre.";

pub const OBJECTIVES: Words = Words {
    title: "Objectifs",
    lead: "Chaque fiche-action vise un objectif principal, et jusqu’à trois autres.",
    add: "Ajouter un objectif",
    edit: "Modifier l’objectif",
    saved: "Objectif enregistré : ",
    remove: "Supprimer l’objectif",
    remove_title: "Supprimer cet objectif ?",
    remove_text: "Il disparaît des choix. Un objectif qu’une fiche-action utilise ne peut pas être supprimé.",
    removed: "Objectif supprimé : ",
    empty: "Aucun objectif pour l’instant",
    empty_hint: "Ajoutez les objectifs de la convention : les fiches-actions en choisiront.",
    one: "objectif",
    many: "objectifs",
};

pub const DISTRICTS: Words = Words {
    title: "Quartiers",
    lead: "Les fiches-actions disent combien de jeunes elles touchent dans chacun.",
    add: "Ajouter un quartier",
    edit: "Modifier le quartier",
    saved: "Quartier enregistré : ",
    remove: "Supprimer le quartier",
    remove_title: "Supprimer ce quartier ?",
    remove_text: "Il disparaît des choix. Un quartier qu’une fiche-action utilise ne peut pas être supprimé.",
    removed: "Quartier supprimé : ",
    empty: "Aucun quartier pour l’instant",
    empty_hint: "Ajoutez les quartiers prioritaires que la Cité éducative couvre.",
    one: "quartier",
    many: "quartiers",
};

pub const PARTNER_WORDS: Words = Words {
    title: "Partenaires",
    lead: "Les organismes qui portent, financent ou accompagnent des actions.",
    add: "Ajouter un partenaire",
    edit: "Modifier le partenaire",
    saved: "Partenaire enregistré : ",
    remove: "Supprimer le partenaire",
    remove_title: "Supprimer ce partenaire ?",
    remove_text: "Un partenaire qui a des fiches-actions, des financements ou des comptes ne peut pas être supprimé : fusionnez-le avec un autre.",
    removed: "Partenaire supprimé : ",
    empty: "Aucun partenaire pour l’instant",
    empty_hint: "Ajoutez les institutions pilotes d’abord, puis les organismes qui déposeront des fiches-actions.",
    one: "partenaire",
    many: "partenaires",
};

pub const PROGRAMMES: Words = Words {
    title: "Cités éducatives",
    lead: "Chacune a ses partenaires, ses objectifs, ses appels et ses comptes.",
    add: "Ajouter une cité éducative",
    edit: "Modifier la cité éducative",
    saved: "Cité éducative enregistrée : ",
    remove: "",
    remove_title: "",
    remove_text: "",
    removed: "",
    empty: "Aucune cité éducative pour l’instant",
    empty_hint: "Ajoutez-en une, puis invitez la personne qui la coordonne.",
    one: "cité éducative",
    many: "cités éducatives",
};

// Objectives
pub const CODE: &str = "Code";
pub const CODE_HINT: &str = "Court : O1, O2…";
pub const LABEL: &str = "Intitulé";
pub const DETAIL: &str = "Précisions";
pub const AXIS: &str = "Axe national";
pub const NO_AXIS: &str = "Aucun";

// Districts
pub const NAME: &str = "Nom";
pub const DISTRICT_KIND: &str = "Sorte";
pub const DISTRICT_KIND_HINT: &str = "QPV pour un quartier prioritaire de la politique de la ville.";
pub const DISTRICT_CODE: &str = "Code national";
pub const DISTRICT_CODE_HINT: &str = "Par exemple QN00210M (géographie 2024) ou QP002010 (2015).";
pub const GEOGRAPHY: &str = "Année de la géographie";
pub const NO_YEAR: &str = "Non précisée";

// Partners
pub const SEARCH_NAME: &str = "Nom, ville ou numéro";
pub const KIND: &str = "Nature";
pub const ALL_KINDS: &str = "Toutes";
pub const IDENTIFIERS: &str = "Identifiants";
pub const SIRET: &str = "SIRET";
pub const SIRET_HINT: &str = "14 chiffres.";
pub const SIREN: &str = "SIREN";
pub const SIREN_HINT: &str = "9 chiffres, si le SIRET n’est pas connu.";
pub const RNA: &str = "Numéro RNA";
pub const RNA_HINT: &str = "D’une association : la lettre W puis 9 caractères.";
pub const UAI: &str = "Code UAI";
pub const UAI_HINT: &str = "D’un établissement scolaire : 7 chiffres et une lettre.";
pub const DESCRIPTION: &str = "Présentation";
pub const WEBSITE: &str = "Site internet";
pub const WEBSITE_HINT: &str = "Avec https:// au début.";
pub const ADDRESS: &str = "Adresse";
pub const EMAIL: &str = "Adresse électronique";
pub const PHONE: &str = "Téléphone";
pub const REPRESENTATIVE: &str = "Représentant légal";
pub const REPRESENTATIVE_ROLE: &str = "En qualité de";
pub const REPRESENTATIVE_ROLE_HINT: &str = "Présidente, principal, maire… N’est pas public.";
pub const ASK_NAME: &str = "Personne à joindre";
pub const ASK_NAME_HINT: &str = "Chaque nouvelle fiche la reprend. N’est pas public.";
pub const NOT_PUBLIC: &str = "N’est pas publié.";

pub const MERGE_TITLE: &str = "Fusionner un doublon";
pub const MERGE_TEXT: &str = "Le même organisme figure deux fois ? Cherchez l’autre : tout ce qu’il a passe à celui-ci, puis il disparaît.";
pub const MERGE_SEARCH: &str = "Chercher le doublon";
pub const MERGE_NONE: &str = "Aucun autre partenaire ne correspond.";
pub const MERGE_BACK: &str = "Chercher un autre doublon";
pub const MERGE_FOUND: &str = "Partenaires trouvés";
pub const MERGE_KEPT: &str = "Gardé";
pub const MERGE_GONE: &str = "Doublon, supprimé";
pub const MERGE_MOVES: &str = "Passe du doublon à celui qui est gardé";
pub const MERGE_REST: &str =
    "Ses participations à d’autres fiches-actions, ses financements et ses décisions passent aussi.";
pub const MERGE_DO: &str = "Fusionner les deux";
pub const MERGE_CONFIRM: &str = "Fusionner ces deux partenaires ?";
pub const MERGE_FINAL: &str = "La fusion ne se défait pas.";
pub const MERGE_IMPOSSIBLE: &str = "Une institution pilote ne peut pas disparaître dans une fusion.";
pub const FIELD: &str = "Information";

// Programme
pub const PROGRAMME_LEAD: &str = "Ce que le portail public dit de la Cité éducative.";
pub const SLUG: &str = "Nom court, dans les adresses";
pub const SLUG_HINT: &str = "Lettres minuscules sans accent, chiffres et tirets.";
pub const AUDIENCE: &str = "À qui elle s’adresse";
pub const INSEE: &str = "Code INSEE de la commune";
pub const INSEE_HINT: &str = "Pas le code postal : Soissons est 02722.";
pub const LABEL_PERIOD: &str = "Labellisation";
pub const STARTS_ON: &str = "Premier jour";
pub const ENDS_ON: &str = "Dernier jour";
pub const STATE_FUNDING: &str = "Dotation de l’État par an";
pub const CONTACT: &str = "Contact public";
pub const CONTACT_NAME: &str = "Service ou personne";
pub const AXES: &str = "Axes nationaux";
pub const AXES_HINT: &str = "Les objectifs s’y rattachent.";
pub const ADD_AXIS: &str = "Ajouter un axe";
pub const REMOVE_AXIS: &str = "Retirer cet axe";
pub const COORDINATORS: &str = "Coordination";
pub const NO_COORDINATOR: &str = "Personne ne coordonne encore cette Cité éducative.";
pub const INVITE_COORDINATOR: &str = "Inviter une personne à la coordonner";

/// « Axe 2 ».
pub fn axis(place: usize) -> String {
    format!("Axe {place}")
}

/// « 3 fiches-actions ».
pub fn projects(count: i64) -> String {
    format::counted(count, "fiche-action", "fiches-actions")
}

/// « 2 comptes ».
pub fn people(count: i64) -> String {
    format::counted(count, "compte", "comptes")
}

/// « Les deux partenaires sont fusionnés en « Les Ateliers du Mail ». ».
pub fn merged(name: &str) -> String {
    format!("Les deux partenaires sont fusionnés en « {name} ».")
}

/// « Fusionner avec Les Ateliers ».
pub fn merge_with(name: &str) -> String {
    format!("Comparer avec {name}")
}
