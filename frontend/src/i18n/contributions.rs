//! What partners bring to each other's actions.

pub const TITLE: &str = "Contributions";
pub const LEAD: &str = "Ce que d’autres organisations disent que la vôtre apporte à leur action. Confirmez-le, ou dites pourquoi non.";
pub const NONE: &str = "Aucune contribution";
pub const NONE_HINT: &str =
    "Quand une organisation vous cite comme partenaire de son action, vous le voyez ici.";
pub const LEAD_PARTNER: &str = "Organisation porteuse";
pub const CALL: &str = "Appel à projets";
pub const YOU: &str = "Votre organisation";
pub const ROLE: &str = "Son rôle";
pub const BRINGS: &str = "Son apport";
pub const KINDS: &str = "De quelle sorte";
pub const ANSWERED: &str = "Réponse le";
pub const WORD: &str = "Votre mot";
pub const CONFIRM: &str = "Confirmer";
pub const DECLINE: &str = "Décliner";
pub const CONFIRM_TITLE: &str = "Confirmer cette contribution ?";
pub const CONFIRM_TEXT: &str = "L’organisation porteuse et les lecteurs de la fiche verront que vous confirmez. Si le texte change, votre confirmation est à redonner.";
pub const DECLINE_TITLE: &str = "Décliner cette contribution ?";
pub const DECLINE_TEXT: &str = "L’organisation porteuse le verra, avec votre mot.";
pub const YOUR_WORD: &str = "Un mot à l’organisation porteuse";
pub const WAITING: &str = "Contribution à confirmer";
pub const ANSWER: &str = "Répondre";
pub const PROFILE_WAITING: &str = "Profil de votre organisation à compléter";
pub const COMPLETE: &str = "Compléter";

// In the fiche
pub const OUTSIDE_CONFIRMED: &str = "L’organisation a confirmé par écrit";
pub const OUTSIDE_HINT: &str = "Elle n’est pas dans la liste : gardez son courrier.";
pub const INSIDE: &str = "Cette organisation confirme elle-même : elle voit son rôle et son apport dans son espace, rien d’autre de la fiche.";
pub const NOT_ASKED_YET: &str = "Elle le verra dès que cette partie est enregistrée.";

/// « Son mot : la salle est prise. ».
pub fn their_word(word: &str) -> String {
    format!("Son mot : {word}")
}
