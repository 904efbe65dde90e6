//! More time for one organisation: words of the coordination and of the public page.

use crate::format::{self, Date};

pub const TITLE: &str = "Délais accordés";
pub const LEAD: &str = "Un délai vaut pour une seule organisation. Le motif et la date sont publiés sur la page de l’appel, sans son nom.";
pub const NONE: &str = "Aucun délai accordé";
pub const NONE_HINT: &str = "Accordez-en un à une organisation qui a été empêchée de déposer à temps.";
pub const GRANT: &str = "Accorder un délai";
pub const GRANTED: &str = "Le délai est accordé. L’organisation le lit sur ses fiches.";
pub const PARTNER: &str = "Organisation";
pub const UNTIL_ON: &str = "Dernier jour pour déposer, inclus";
pub const UNTIL_AT: &str = "Heure limite, ce jour-là";
pub const UNTIL_AT_HINT: &str = "Heure de Paris. Sans heure : jusqu’à minuit.";
pub const PUBLISHED: &str = "Le motif sera publié. N’y nommez ni personne ni organisation.";
pub const REASON: &str = "Motif publié";
pub const REASON_HINT: &str = "Par exemple : panne du réseau pendant trois jours.";
pub const REVOKE: &str = "Retirer le délai";
pub const REVOKE_TITLE: &str = "Retirer ce délai ?";
pub const REVOKE_TEXT: &str = "L’organisation ne pourra plus déposer après la date limite de l’appel. Le délai et son retrait restent publiés, avec leurs motifs.";
pub const TAKEN_BACK: &str = "Le délai est retiré.";
pub const LEDGER_LEAD: &str = "La coordination peut donner plus de temps à une organisation empêchée. Chaque délai est publié, sans nom.";

/// « jusqu’au 27 mai 2026 à 18 h 00 », « jusqu’au 27 mai 2026 inclus ».
pub fn until(day: Date, hour: Option<&str>) -> String {
    match hour.and_then(|hour| chrono::NaiveTime::parse_from_str(hour, "%H:%M").ok()) {
        Some(hour) => format!("jusqu’au {} à {}", format::date(day), format::time(hour)),
        None => format!("jusqu’au {} inclus", format::date(day)),
    }
}

/// « Prolongation accordée jusqu’au 27 mai 2026 inclus ».
pub fn extended(day: Date, hour: Option<&str>) -> String {
    format!("Prolongation accordée {}", until(day, hour))
}

/// « Accordé le 18 mai 2026 par Dominique Leroy ».
pub fn granted(day: &str, by: Option<&str>) -> String {
    match by {
        Some(by) => format!("Accordé le {day} par {by}"),
        None => format!("Accordé le {day}"),
    }
}

/// « Retiré le 20 mai 2026 : accordé par erreur ».
pub fn revoked(day: &str, reason: &str) -> String {
    format!("Retiré le {day} : {reason}")
}
