//! What went wrong, and what to do.

pub const NETWORK: &str = "Le serveur ne répond pas. Vérifiez votre connexion, puis réessayez.";
/// Also read after logging in again: it stays true.
pub const SESSION_EXPIRED: &str = "Votre session avait expiré : l’opération n’a pas eu lieu. Reconnectez-vous si nécessaire, puis recommencez.";
/// The same above a form.
pub const SESSION_EXPIRED_FORM: &str = "Votre session avait expiré : votre envoi n’a pas été enregistré. Votre saisie est gardée : \
     reconnectez-vous si nécessaire, puis validez de nouveau.";
/// Added where a form could not be sent.
pub const KEPT: &str = "Ce que vous avez saisi est toujours là.";
pub const UNREADABLE: &str = "Le service est momentanément indisponible. Réessayez dans quelques instants.";
pub const STALE: &str = "Quelqu’un a modifié cette page depuis que vous l’avez ouverte. Votre saisie est toujours là : \
                         rechargez pour voir la version actuelle, puis reportez vos changements.";
pub const CRASH: &str = "L’application s’est arrêtée à cause d’une erreur de notre côté. Ce que vous avez saisi est gardé sur cet appareil. ";
pub const CRASH_RELOAD: &str = "Recharger la page";
pub const LOAD_FAILED: &str = "Cette page n’a pas pu être chargée";
pub const NOT_FOUND_TITLE: &str = "Cette page n’existe pas";
pub const NOT_FOUND_TEXT: &str = "Elle n’existe pas, elle n’existe plus, ou vous n’y avez pas accès.";
pub const NOT_FOUND_LOG_IN: &str = "Si cette page vous est destinée, connectez-vous pour la voir.";
