//! Attachments.

use crate::format;
use openapi::limits::{FILE_MAX, FILES_TOTAL_MAX};

pub const TITLE: &str = "Pièces jointes";
pub const HINT: &str = "Devis, statuts, RIB, lettres d’engagement… Facultatif.";
pub const LEAD: &str = "Joignez ce qui aide à comprendre votre projet. Les pièces jointes sont lues par ceux qui lisent toute la fiche ; elles ne sont jamais publiées.";
pub const DROP: &str = "Glissez vos fichiers ici, ou";
pub const CHOOSE: &str = "Choisir des fichiers";
pub const SENDING: &str = "Envois en cours";
pub const CANCEL: &str = "Annuler l’envoi";
pub const DISMISS: &str = "Retirer de la liste";
pub const ATTACHED: &str = "Fichiers joints";
pub const NONE: &str = "Aucun fichier joint.";
pub const NONE_YET: &str = "Aucun fichier joint pour l’instant";
pub const NONE_YET_HINT: &str = "Glissez un fichier dans le cadre, ou choisissez-le sur votre appareil.";
pub const KIND: &str = "Nature";
pub const DOWNLOAD: &str = "Télécharger";
pub const OPEN_HERE: &str = "Ouvrir ici";
pub const CLOSE: &str = "Fermer";
pub const NEW_TAB: &str = "Ouvrir dans un nouvel onglet";
pub const REMOVE: &str = "Retirer";
pub const REMOVE_TITLE: &str = "Retirer ce fichier ?";
pub const REMOVE_TEXT: &str =
    "Il ne fera plus partie de votre fiche. Ce qui a déjà été déposé reste lisible avec la version déposée.";
pub const REMOVE_ACTION: &str = "Retirer le fichier";
pub const LOST: &str = "L’envoi s’est interrompu. Vérifiez votre connexion, puis réessayez.";
pub const CHOSEN_EMPTY: &str = "Ce fichier est vide.";
pub const STOPPED: &str = "Envoi annulé.";
pub const REMOVED: &str = "Fichier retiré.";
pub const KIND_SAVED: &str = "Nature enregistrée.";
pub const LABEL: &str = "Précision";
pub const LABEL_SAVED: &str = "Précision enregistrée.";

/// « PDF, ODT, DOCX, ODS, XLSX, JPEG ou PNG ; 10 Mo au plus par fichier, 50 Mo en tout. »
pub fn limits() -> String {
    format!(
        "PDF, ODT, DOCX, ODS, XLSX, JPEG ou PNG ; {} au plus par fichier, {} en tout.",
        size(FILE_MAX),
        size(FILES_TOTAL_MAX)
    )
}

/// « 1,2 Mo », « 48 ko ».
pub fn size(bytes: u64) -> String {
    let kib = bytes.div_ceil(1024);
    if kib < 1024 {
        return format!("{} ko", format::number(i64::try_from(kib).unwrap_or(i64::MAX)));
    }
    let tenths = bytes.saturating_mul(10).div_ceil(1024 * 1024);
    let (whole, tenth) = (tenths / 10, tenths % 10);
    if tenth == 0 { format!("{whole} Mo") } else { format!("{whole},{tenth} Mo") }
}

/// « Ce fichier pèse 12 Mo : 10 Mo au plus. »
pub fn too_large(bytes: u64) -> String {
    format!("Ce fichier pèse {} : {} au plus. Allégez-le, puis réessayez.", size(bytes), size(FILE_MAX))
}

/// « devis.pdf : envoi de 42 % ».
pub fn progress(name: &str, percent: u32) -> String {
    format!("{name} : envoi de {percent} %")
}

/// « devis.pdf est joint. »
pub fn done(name: &str) -> String {
    format!("{name} est joint.")
}

/// « 3 fichiers, 1,2 Mo sur 50 Mo ».
pub fn used(count: usize, bytes: u64) -> String {
    let count = format::counted(i64::try_from(count).unwrap_or(i64::MAX), "fichier", "fichiers");
    format!("{count}, {} sur {}", size(bytes), size(FILES_TOTAL_MAX))
}

/// « 3 fichiers ».
pub fn count(count: usize) -> String {
    format::counted(i64::try_from(count).unwrap_or(i64::MAX), "fichier", "fichiers")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_in_kilobytes_and_megabytes() {
        assert_eq!(size(1), "1\u{a0}ko".replace('\u{a0}', " "));
        assert_eq!(size(48_213), "48 ko");
        assert_eq!(size(FILE_MAX), "10 Mo");
        assert_eq!(size(FILE_MAX + 1), "10,1 Mo");
    }
}
