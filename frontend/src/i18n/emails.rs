//! Words of the outbox and of the templates of e-mails.

pub const TITLE: &str = "Courriels";
pub const LEAD: &str =
    "Ce qu’Alliance écrit aux personnes : ce qui part, ce qui attend, ce qui n’est pas parti.";
pub const TEMPLATES: &str = "Modèles de courriels";
pub const TEMPLATES_LEAD: &str =
    "Les mots de chaque courriel de votre Cité éducative. Ce que vous changez vaut pour les prochains.";
pub const EMAILS: &str = "Courriels";
pub const SUBJECT: &str = "Objet";
pub const KIND: &str = "Type";
pub const RECIPIENT: &str = "Destinataire";
pub const RECIPIENT_WITHHELD: &str = "Réservé à l’équipe de la fiche-action";
pub const ASIDE: &str = "Courriels aux évaluatrices et évaluateurs non montrés";
pub const ASIDE_TEXT: &str = "Vous ne prenez pas part à l’examen d’une fiche-action : jusqu’à la publication des décisions, ces courriels de son appel sont suivis par une autre personne de la coordination.";
pub const STATE: &str = "État";
pub const DATE: &str = "Date";
pub const SEARCH: &str = "Adresse";
pub const ALL_STATES: &str = "Tous les états";
pub const ALL_KINDS: &str = "Tous les types";
pub const CALL: &str = "Appel à projets";
pub const ALL_CALLS: &str = "Tous les appels";
pub const NEXT: &str = "Courriel suivant";
pub const TO_LIST: &str = "Revenir à la liste";
pub const EMPTY: &str = "Aucun courriel";
pub const EMPTY_HINT: &str =
    "Un courriel apparaît ici dès qu’une invitation, un dépôt ou un rappel le demande.";
pub const DEMO: &str = "Démonstration : rien ne part";
pub const DEMO_TEXT: &str = "Lisez ici ce qui aurait été envoyé ; les liens s’ouvrent.";
pub const NO_SERVER: &str = "Aucun serveur de courrier n’est configuré";
pub const NO_SERVER_TEXT: &str = "Les courriels restent ici en attente. La personne qui exploite Alliance doit indiquer un serveur d’envoi.";
pub const WITHHELD: &str = "Le contenu, qui parle d’une fiche-action, est réservé à la coordination.";
pub const TEXT: &str = "Texte";
pub const HTML: &str = "Mise en forme (HTML)";
pub const TEXT_VERSION: &str = "Version en texte";
pub const HTML_VERSION: &str = "Version mise en forme";
pub const SECRET_HINT: &str = "Le lien personnel n’est pas montré : « __secret__ » tient sa place.";
pub const ATTEMPTS: &str = "Tentatives";
pub const NEXT_ATTEMPT: &str = "Prochaine tentative";
pub const LAST_ERROR: &str = "Dernière erreur";
pub const CREATED: &str = "Écrit le";
pub const SENT: &str = "Envoyé le";
pub const RETRY: &str = "Envoyer de nouveau";
pub const RETRIED: &str = "Le courriel attend son tour : il part dans un instant.";
pub const UNCERTAIN: &str = "On ne sait pas si ce courriel est arrivé";
pub const UNCERTAIN_TEXT: &str =
    "L’envoi s’est interrompu au dernier moment. Alliance ne l’envoie pas deux fois sans vous le demander.";
pub const OUTDATED: &str = "Ce courriel ne peut plus être envoyé";
pub const OUTDATED_TEXT: &str = "Ce qu’il annonce est passé, ou son texte a été effacé.";
pub const OUTDATED_INVITATION: &str =
    "Son lien ne mène plus nulle part. Une nouvelle invitation donne un nouveau lien.";
pub const INVITE_AGAIN: &str = "Renvoyer l’invitation depuis la page Personnes";
pub const OUTDATED_RESET: &str =
    "Son lien ne mène plus nulle part. La personne peut en demander un autre elle-même.";
pub const ASK_AGAIN: &str = "Page où demander un nouveau lien";
pub const OUTDATED_COLLABORATOR: &str =
    "Son lien ne mène plus nulle part. Qui a invité peut renvoyer l’invitation depuis la fiche-action.";
pub const HOLD: &str = "Retenir";
pub const HELD: &str = "Le courriel est retenu : il ne part pas avant que vous ne le libériez.";
pub const RELEASE: &str = "Libérer";
pub const RELEASED: &str = "Le courriel part dans un instant.";
pub const EDIT: &str = "Modifier";
pub const EDIT_TITLE: &str = "Modifier le courriel";
pub const SAVE: &str = "Enregistrer";
pub const PROJECT: &str = "Fiche-action";
pub const SEE_PROJECT: &str = "Voir la fiche-action";

pub const WORDS: &str = "Texte utilisé";
pub const OWN_WORDS: &str = "Le vôtre";
pub const DEFAULT_WORDS: &str = "Par défaut";
pub const PREVIEW: &str = "Aperçu";
pub const PREVIEW_LEAD: &str = "Avec des données d’exemple.";
pub const PREVIEW_STOPPED: &str = "L’aperçu attend que le modèle soit lisible.";
pub const VARIABLES: &str = "Variables utilisables";
pub const VARIABLES_TEXT: &str =
    "Écrivez par exemple {{ title }}. Un passage facultatif se note {% if reason %}…{% endif %}.";
pub const VARIABLE: &str = "Variable";
pub const MEANING: &str = "Ce qu’elle contient";
pub const EXAMPLE: &str = "Exemple";
pub const RESET: &str = "Revenir au texte par défaut";
pub const RESET_TITLE: &str = "Revenir au texte par défaut ?";
pub const RESET_TEXT: &str = "Votre texte est effacé. Les courriels déjà écrits ne changent pas.";
pub const RESET_DONE: &str = "Le texte par défaut est de nouveau utilisé.";
pub const SAVE_TEMPLATE: &str = "Enregistrer le modèle";
pub const TEMPLATE_SAVED: &str = "Le modèle est enregistré.";
pub const HTML_HINT: &str = "Balises admises : p, br, strong, em, ul, ol, li, h1 à h3, blockquote, code et a (avec une adresse complète dans href).";

/// « Le texte de ce courriel a été effacé le 20 mai 2026 à 18 h 12. ».
pub fn purged(at: &str) -> String {
    format!(
        "Le texte de ce courriel a été effacé le {at}. La date, le destinataire et l’objet de l’envoi restent indiqués ici."
    )
}

/// « 2 courriels ne sont pas partis. ».
pub fn failed(count: i64) -> String {
    match count {
        1 => "1 courriel n’est pas parti.".into(),
        n => format!("{n} courriels ne sont pas partis."),
    }
}

/// « 2 courriels sont incertains. ».
pub fn uncertain(count: i64) -> String {
    match count {
        1 => "1 courriel est incertain.".into(),
        n => format!("{n} courriels sont incertains."),
    }
}
