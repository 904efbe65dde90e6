//! The fields of a fiche that came with the whole form: indicators, declarations, renewal, contributions, reuse.

// Indicators
pub const INDICATORS_HINT: &str = "Ce que vous mesurerez pour savoir si l’action atteint son but. Deux ou trois suffisent ; le bilan les reprendra.";
pub const INDICATOR_NAME: &str = "Ce qui est mesuré";
pub const INDICATOR_NAME_HINT: &str = "Par exemple « Enfants présents à huit séances sur dix ».";
pub const INDICATOR_UNIT: &str = "Unité";
pub const INDICATOR_UNIT_HINT: &str = "Enfants, séances, %, livres…";
pub const INDICATOR_BASELINE: &str = "Valeur de départ";
pub const INDICATOR_TARGET: &str = "Valeur visée";
pub const INDICATOR_DUE: &str = "Mesurée le";
pub const ADD_INDICATOR: &str = "Ajouter un indicateur";

// Declarations
pub const DECLARATIONS_LEAD: &str =
    "La fiche se dépose avec ces déclarations. Elles engagent votre organisation.";
pub const HONOUR: &str = "Je déclare sur l’honneur que les informations de cette fiche sont exactes et que mon organisation est à jour de ses obligations.";
pub const CONTRACT: &str = "L’association souscrit au contrat d’engagement républicain.";
pub const CONTRACT_HINT: &str = "Loi du 24 août 2021 et décret n° 2021-1947 du 31 décembre 2021 : sans lui, une association ne reçoit pas de subvention.";

// New or renewal
pub const KIND_OF_ACTION: &str = "Cette action est";
pub const KIND_OF_ACTION_HINT: &str =
    "Une action renouvelée garde le lien avec la précédente et ses résultats.";
pub const NEW_ACTION: &str = "Nouvelle";
pub const RENEWED_ACTION: &str = "La suite d’une action antérieure";
pub const RENEWED: &str = "Action antérieure";
pub const CHOOSE_EARLIER: &str = "Choisissez l’action";
pub const NOTHING_TO_RENEW: &str =
    "Aucune action de votre organisation n’a encore été déposée ici : dites-le dans le besoin observé.";
pub const EARLIER_HIDDEN: &str = "L’action antérieure ne vous est pas visible.";
pub const EARLIER_RESULTS: &str = "Résultats attendus alors : ";

/// « Lire en famille (Appel à projets 2022) ».
pub fn earlier(title: &str, call: &str) -> String {
    format!("{title} ({call})")
}

/// « 9 000 € accordés le 7 juin 2022 ».
pub fn decided(amount: &str, day: &str) -> String {
    format!("{amount} accordés, décision publiée le {day}.")
}

// Check and file
pub const ODD: &str = "À regarder de plus près";
pub const ODD_TEXT: &str = "Rien de cela n’empêche de déposer la fiche.";
pub const SAVING_IS_NOT_FILING: &str = "La fiche est enregistrée, elle n’est pas déposée : elle ne l’est qu’après ce bouton, et vous recevez alors un numéro.";

// The organisation's profile
pub const PROFILE: &str = "Mon organisation";
pub const PROFILE_LEAD: &str =
    "Ces informations servent à toutes vos fiches : vous ne les saisissez qu’une fois.";
pub const PROFILE_INCOMPLETE: &str = "Le profil de votre organisation est incomplet";
pub const COMPLETE_PROFILE: &str = "Compléter le profil";
pub const PROFILE_READ_ONLY: &str = "Seuls les responsables de l’organisation modifient son profil.";
pub const PROFILE_SAVED: &str = "Le profil est enregistré.";
pub const PROFILES: &str = "Mes organisations";

/// « Il manque à Les Ateliers : adresse, SIRET ».
pub fn profile_lacks(name: &str, what: &str) -> String {
    format!("Pour {name}, il manque : {what}.")
}

/// The name of a field of the profile, as `openapi::advice::profile_gaps` gives it.
pub fn profile_field(field: &str) -> &'static str {
    match field {
        "uai" => "le code UAI",
        "siret" => "le SIRET ou un autre identifiant",
        "representative" => "le représentant légal",
        "address" => "l’adresse",
        "contact_name" => "la personne à joindre",
        _ => "une adresse électronique ou un téléphone",
    }
}
