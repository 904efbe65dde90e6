//! Messages between partner and coordination.

use crate::format;

pub const TITLE: &str = "Messages";
pub const LEAD_PARTNER: &str =
    "Une question ? Écrivez à la coordination : elle seule lit ces messages, avec votre organisme.";
pub const LEAD_COORDINATION: &str =
    "Entre la coordination et le partenaire. Personne d’autre ne lit ces messages.";
pub const NONE: &str = "Aucun message pour l’instant.";
pub const NONE_DRAFT: &str = "Sur un brouillon, c’est le partenaire qui écrit en premier.";
pub const YOU: &str = "Vous";
pub const COORDINATION: &str = "La coordination";
pub const PARTNER: &str = "Le partenaire";
pub const NEW: &str = "Nouveau";
pub const EARLIER: &str = "Voir les messages précédents";
pub const TEXT: &str = "Votre message";
pub const SEND: &str = "Envoyer le message";
pub const SENT: &str = "Message envoyé.";
pub const READ: &str = "Lire et répondre";

/// « 2 messages non lus ».
pub fn unread(count: u32) -> String {
    format::counted(i64::from(count), "message non lu", "messages non lus")
}
