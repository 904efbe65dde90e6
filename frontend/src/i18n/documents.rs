//! Documents: downloaded, filled elsewhere and sent back, checked.

use crate::format;
use openapi::document::KnownFiling;

// To download
pub const DOWNLOADS: &str = "Documents à télécharger";
pub const DOWNLOAD_FAILED: &str = "Le document n’a pas pu être téléchargé";
pub const BLANK: &str = "Formulaire vierge";
pub const BLANK_TEXT: &str = "Pour préparer votre fiche, seul ou à plusieurs, avant de la saisir en ligne.";
pub const BLANK_PDF: &str = "Formulaire à lire ou imprimer (PDF)";
pub const BLANK_DOCX: &str = "Formulaire à remplir (Word)";
pub const BLANK_BACK: &str = "Le formulaire Word rempli peut être repris dans votre fiche, depuis la page « Modifier la fiche-action ».";
pub const FICHE_PDF: &str = "Fiche (PDF)";
pub const FILED_PDF: &str = "Fiche telle que déposée (PDF)";
pub const FICHE_DOCX: &str = "Fiche à compléter hors ligne (Word)";
pub const FICHE_COPY_DOCX: &str = "Fiche (Word)";
pub const FILED_JSON: &str = "Fiche déposée, pour vérification (JSON)";
pub const RECEIPT_PDF: &str = "Récépissé (PDF)";

// A form filled elsewhere
pub const OFFLINE: &str = "Écrire hors ligne";
pub const OFFLINE_TEXT: &str = "Téléchargez la fiche au format Word, remplissez-la sans connexion, puis renvoyez-la : vous verrez chaque différence avant de la reprendre.";
pub const IMPORT: &str = "Importer un document rempli";
pub const IMPORT_LEAD: &str = "Choisissez le document Word téléchargé ici et rempli hors ligne. Rien n’est changé dans la fiche avant votre accord, champ par champ.";
pub const FILE: &str = "Document Word (.docx)";
pub const FILE_HINT: &str = "4 Mo au plus.";
pub const FILE_MISSING: &str = "Choisissez le document à comparer.";
pub const COMPARE: &str = "Comparer avec la fiche";
pub const OTHER_FICHE: &str = "Ce document vient d’une autre fiche";
pub const OTHER_FICHE_TEXT: &str =
    "Il a été téléchargé depuis une autre fiche que celle-ci. Vérifiez chaque champ avant de le reprendre.";
pub const OLDER: &str = "La fiche a changé depuis le téléchargement de ce document";
pub const OLDER_TEXT: &str = "Une différence peut venir de ce que vous ou une autre personne avez écrit en ligne entre-temps. Comparez avant de choisir.";
pub const SAME: &str = "Aucune différence";
pub const SAME_TEXT: &str = "Ce que dit le document est déjà dans la fiche.";
pub const DIFFERENCES: &str = "Différences";
pub const DIFFERENCES_TEXT: &str =
    "Cochez ce que vous voulez reprendre du document. Le reste de la fiche ne change pas.";
pub const CHOICE: &str = "Champ";
pub const IN_FICHE: &str = "Dans la fiche aujourd’hui";
pub const IN_DOCUMENT: &str = "Dans le document";
pub const EMPTY: &str = "Rien";
pub const ALL: &str = "Tout cocher";
pub const NONE: &str = "Tout décocher";
pub const NOTHING_CHOSEN: &str = "Cochez au moins un champ à reprendre.";
pub const CANNOT: &str = "Ne peut pas être repris tel quel :";
pub const CHANGED: &str = "La fiche a changé entre-temps";
pub const CHANGED_TEXT: &str =
    "Rien n’a été repris. La comparaison ci-dessous est refaite avec la fiche actuelle : vérifiez vos choix.";
pub const FAILED: &str = "Le document n’a pas été repris";
pub const ABSENT: &str = "Champs qui ne sont plus dans le document :";
pub const OTHER_DOCUMENT: &str = "Choisir un autre document";
pub const BACK: &str = "Revenir à la fiche";

// A receipt
pub const VERIFY: &str = "Vérifier un récépissé";
pub const VERIFY_LEAD: &str =
    "Vous avez une fiche-action déposée ou son récépissé : vérifiez qu’il s’agit bien de ce qui a été reçu.";
pub const VERIFY_FILE: &str = "Fichier de la fiche (JSON)";
pub const VERIFY_FILE_HINT: &str =
    "Le fichier « fiche-action….json », téléchargé depuis la page de la fiche.";
pub const VERIFY_TEXT: &str = "Ou collez l’empreinte, ou le contenu du fichier";
pub const VERIFY_TEXT_HINT: &str = "Les 64 caractères de l’empreinte SHA-256 qui figurent sur le récépissé, ou tout le texte du fichier JSON.";
pub const VERIFY_NUMBER: &str = "Numéro du récépissé";
pub const VERIFY_NUMBER_HINT: &str = "Pour ne chercher que sous ce numéro.";
pub const VERIFY_ASK: &str = "Vérifier";
pub const VERIFY_MISSING: &str = "Choisissez le fichier de la fiche, ou collez son contenu ou son empreinte.";
pub const VERIFY_BOTH: &str = "Gardez l’un des deux : le fichier, ou ce que vous avez collé.";
pub const VERIFY_NOT_WHOLE: &str = "Ce texte n’est pas une fiche entière au format JSON. Collez tout le contenu du fichier, de la première à la dernière accolade.";
pub const VERIFY_NOT_JSON: &str = "Ce fichier n’est pas une fiche au format JSON. Choisissez celui que la page de la fiche a donné, sans l’ouvrir ni l’enregistrer avec un autre logiciel.";
pub const VERIFY_TOO_LARGE: &str = "Ce fichier est trop volumineux pour être une fiche.";
pub const UNKNOWN: &str = "Inconnu";
pub const UNKNOWN_TEXT: &str = "Aucune fiche déposée ici n’est identique à celle-ci, à la lettre près. Elle a pu être modifiée après le dépôt, ou n’avoir jamais été déposée.";
pub const KNOWN: &str = "Fiche authentique";
pub const SUPERSEDED: &str = "Fiche authentique, remplacée depuis";
pub const FINGERPRINT: &str = "Empreinte calculée";
pub const PRIVACY: &str =
    "Le contenu du fichier sert seulement à calculer son empreinte : il n’est pas conservé.";

/// « 3 champs diffèrent, 24 sont identiques. »
pub fn counts(different: usize, same: u32) -> String {
    let different = match different {
        1 => "1 champ diffère".to_owned(),
        many => format!("{many} champs diffèrent"),
    };
    let same = match same {
        0 | 1 => format!("{same} est identique"),
        many => format!("{many} sont identiques"),
    };
    format!("{different}, {same}.")
}

/// « Reprendre 2 champs ».
pub fn take(count: usize) -> String {
    match count {
        0 => "Reprendre les champs cochés".into(),
        1 => "Reprendre 1 champ".into(),
        many => format!("Reprendre {many} champs"),
    }
}

/// « 2 champs ont été repris du document. »
pub fn taken(count: usize) -> String {
    match count {
        1 => "1 champ a été repris du document.".into(),
        many => format!("{many} champs ont été repris du document."),
    }
}

/// What is known of a filing.
pub fn filing(filing: &KnownFiling) -> String {
    let KnownFiling { number, submitted_at, position, latest } = filing;
    let when = format::date_time(*submitted_at);
    let version = match position {
        1 => "première version déposée".to_owned(),
        position => format!("version {position}"),
    };
    let then = if *latest {
        "Aucune version plus récente n’a été déposée."
    } else {
        "Une version plus récente a été déposée depuis sous le même numéro."
    };
    format!("Déposée le {when} sous le numéro {number} ({version}). {then}")
}
