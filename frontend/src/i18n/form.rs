//! Words of forms.

use crate::format;

pub const OPTIONAL: &str = " (facultatif)";
pub const ERROR_PREFIX: &str = "Erreur : ";
pub const ERROR_TITLE: &str = "Il reste quelque chose à corriger";
pub const FAILED_TITLE: &str = "Cela n’a pas fonctionné";
pub const CHOOSE: &str = "Choisissez…";
pub const SHOW_PASSWORD: &str = "Afficher";
pub const IN_EUROS: &str = ", en euros";
pub const NOT_AN_AMOUNT: &str = "Indiquez un montant en euros, par exemple 1 250 ou 1 250,50.";
pub const NOT_A_DECIMAL: &str = "Indiquez un nombre, par exemple 12,5.";
pub const NOT_A_NUMBER: &str = "Indiquez un nombre entier, par exemple 25.";
pub const DRAFT_TITLE: &str = "Une saisie n’a pas été enregistrée";
pub const DRAFT_STALE: &str =
    "Entre-temps, une autre version a été enregistrée : vérifiez avant de remplacer.";
pub const DRAFT_TAKE: &str = "Reprendre ma saisie";
pub const DRAFT_DROP: &str = "L’abandonner";

/// « Il reste 120 caractères · 45 mots ».
pub fn with_words(remaining: &str, words: usize) -> String {
    format!(
        "{remaining} · {}",
        crate::format::counted(i64::try_from(words).unwrap_or(i64::MAX), "mot", "mots")
    )
}

/// « 120 caractères restants », « 3 caractères de trop ».
pub fn remaining(length: usize, max: usize) -> String {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    if length > max {
        format!("{} de trop", format::counted(count(length - max), "caractère", "caractères"))
    } else {
        format::counted(count(max - length), "caractère restant", "caractères restants")
    }
}

/// « Titre : Complétez ce champ. ».
pub fn error_of(name: &str, message: &str) -> String {
    format!("{name} : {message}")
}

/// « Ce que vous aviez saisi le 20 mai 2022 à 14 h 05 est gardé sur cet appareil. ».
pub fn draft_found(when: &str) -> String {
    format!("Ce que vous aviez saisi le {when} est gardé sur cet appareil.")
}
