//! Words of accounts, roles and invitations.

use crate::format;

pub const LEAD: &str = "Qui a un compte, avec quels rôles ; qui est invité.";
pub const NAME: &str = "Nom";
pub const EMAIL: &str = "Adresse électronique";
pub const ROLES: &str = "Rôles";
pub const ROLE: &str = "Rôle";
pub const STATUS: &str = "Compte";
pub const ACTIVE: &str = "Actif";
pub const DISABLED: &str = "Désactivé";
pub const ALL_ROLES: &str = "Tous les rôles";
pub const SEARCH: &str = "Nom ou adresse";
pub const ACCOUNTS: &str = "Comptes";
pub const EMPTY: &str = "Aucun compte ne correspond";
pub const EMPTY_HINT: &str = "Invitez une personne : son compte apparaîtra ici dès qu’elle aura accepté.";
pub const NO_ROLE: &str = "Aucun rôle";

pub const ADD_ROLE: &str = "Ajouter un rôle";
pub const REMOVE_ROLE: &str = "Retirer ce rôle";
pub const REMOVE_ROLE_TITLE: &str = "Retirer ce rôle ?";
pub const REMOVE_ROLE_TEXT: &str =
    "La personne perd aussitôt les accès qu’il donne. Ce qu’elle a fait reste.";
pub const ROLE_ADDED: &str = "Le rôle est ajouté.";
pub const ROLE_REMOVED: &str = "Le rôle est retiré.";
pub const INSTITUTION: &str = "Institution pilote";
pub const ORGANISATION: &str = "Organisme";
pub const REVIEWER_HINT: &str =
    "L’organisme où travaille la personne : elle n’évalue pas les fiches-actions auxquelles il prend part.";
pub const PARTNER_HINT: &str = "L’organisme pour lequel la personne dépose des fiches-actions.";
pub const CARRIER_HINT: &str = "L’institution au nom de laquelle la personne signe les décisions.";
pub const PARTNER_ROLE: &str = "Dans l’organisme";
pub const OWNER_HINT: &str = "Écrit et dépose les fiches-actions, tient à jour l’organisme.";
pub const EDITOR_HINT: &str = "Écrit et dépose les fiches-actions.";
pub const READER_HINT: &str = "Lit les fiches-actions.";

pub const COORDINATOR_DOES: &str = "Prépare les appels, suit les fiches-actions, organise le comité.";
pub const CARRIER_DOES: &str = "Parle pour une institution pilote : lit tout, évalue, signe les décisions.";
pub const REVIEWER_DOES: &str = "Note les fiches-actions qui lui sont confiées.";
pub const PARTNER_DOES: &str = "Agit pour un organisme.";
pub const OBSERVER_DOES: &str = "Lit, sans agir.";
pub const ADMIN_DOES: &str = "Gère les comptes et les Cités éducatives ; ne décide de rien.";

pub const DISABLE: &str = "Désactiver le compte";
pub const DISABLE_TITLE: &str = "Désactiver ce compte ?";
pub const DISABLE_TEXT: &str =
    "La personne est déconnectée et ne peut plus se connecter. Ce qu’elle a fait reste.";
pub const ENABLE: &str = "Réactiver le compte";
pub const IS_DISABLED: &str = "Ce compte est désactivé : la personne ne peut pas se connecter.";
pub const NOW_DISABLED: &str = "Le compte est désactivé.";
pub const NOW_ENABLED: &str = "Le compte est de nouveau actif.";

pub const INVITE: &str = "Inviter une personne";
pub const INVITE_LEAD: &str = "Vous obtenez un lien à lui envoyer ; elle choisit elle-même son mot de passe.";
pub const CREATE_LINK: &str = "Créer l’invitation";
pub const LINK_TITLE: &str = "L’invitation est prête";
pub const LINK: &str = "Lien de l’invitation";
pub const LINK_ONCE: &str =
    "Le courriel est en route. Vous pouvez aussi copier le lien : il n’est montré qu’une fois.";
pub const RESEND: &str = "Renvoyer";
pub const COPY: &str = "Copier le lien";
pub const COPIED: &str = "Le lien est copié.";
pub const NOT_COPIED: &str = "Le navigateur ne permet pas de copier : sélectionnez le lien.";
pub const INVITE_ANOTHER: &str = "Inviter une autre personne";
pub const BACK: &str = "Voir les comptes";
pub const INVITATIONS: &str = "Invitations en attente";
pub const NO_INVITATION: &str = "Aucune invitation en attente.";
pub const VALID_UNTIL: &str = "Valable jusqu’au";
pub const EXPIRED: &str = "Expirée";
pub const VOID: &str = "Annuler l’invitation";
pub const VOID_TITLE: &str = "Annuler cette invitation ?";
pub const VOID_TEXT: &str = "Le lien envoyé ne marchera plus.";

/// « Invitation pour camille@exemple.fr, valable jusqu’au 3 juin 2026 ».
pub fn invitation_for(email: &str, until: format::Timestamp) -> String {
    format!("Pour {email}, valable jusqu’au {}.", format::date_time(until))
}
