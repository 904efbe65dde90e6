//! Logging in, passwords, the own account, invitations.

use openapi::password::{Class, Lacks};

pub const EXPIRED_TITLE: &str = "Votre session a expiré";
pub const EXPIRED_TEXT: &str =
    "Reconnectez-vous pour continuer : la page et ce que vous avez saisi restent là.";
pub const EMAIL: &str = "Adresse électronique";
pub const PASSWORD: &str = "Mot de passe";
pub const LOG_IN_AGAIN: &str = "Me reconnecter";

pub const LOG_OUT_TITLE: &str = "Se déconnecter et effacer ?";
pub const LOG_OUT_TEXT: &str = "Des saisies qui ne sont pas encore enregistrées sont gardées sur cet appareil. Elles seront effacées : la personne suivante ne doit pas les trouver.";
pub const LOG_OUT_ANYWAY: &str = "Se déconnecter et effacer";

pub const LOG_IN_TITLE: &str = "Se connecter";
pub const LOG_IN_LEAD: &str =
    "Pour écrire une fiche-action, évaluer ou décider. Les appels et les actions se consultent sans compte.";
pub const LOG_IN_FIRST: &str = "Connectez-vous pour voir la page demandée : vous y arriverez aussitôt après.";
pub const LOG_IN: &str = "Me connecter";
pub const EMAIL_MISSING: &str = "Indiquez l’adresse de votre compte, par exemple prenom.nom@exemple.fr.";
pub const PASSWORD_MISSING: &str = "Indiquez votre mot de passe.";
pub const NO_ACCOUNT_TITLE: &str = "Pas encore de compte ?";
pub const NO_ACCOUNT_TEXT: &str = "Les comptes se créent sur invitation. Pour une organisation nouvelle : ";
pub const NO_ACCOUNT_LINK: &str = "contactez la Cité éducative";

pub const PROFILE_TITLE: &str = "Mon compte";
pub const MY_DATA: &str = "Mes informations";
pub const NAME: &str = "Prénom et nom";
pub const SAVE_NAME: &str = "Enregistrer mon nom";
pub const SAVED: &str = "Votre nom est enregistré.";
pub const EMAIL_FIXED: &str =
    "L’adresse sert à vous connecter. Pour la changer, contactez la Cité éducative.";
pub const MEMBERSHIPS: &str = "Mes rôles";
pub const MEMBERSHIPS_EMPTY: &str = "Aucun rôle ne vous est attribué";
pub const MEMBERSHIPS_EMPTY_TEXT: &str = "Le chef de projet de votre Cité éducative peut vous en donner un.";
pub const ROLE: &str = "Rôle";
pub const PROGRAMME: &str = "Cité éducative";
pub const ORGANISATION: &str = "Organisation";
pub const EVERYWHERE: &str = "Toutes";
pub const SESSIONS: &str = "Mes sessions ouvertes";
pub const SESSIONS_TEXT: &str =
    "Là où votre compte est connecté. Fermez celles que vous ne reconnaissez pas.";
pub const SESSIONS_EMPTY: &str = "Aucune autre session";
pub const DEVICE: &str = "Navigateur";
pub const LAST_USED: &str = "Dernière utilisation";
pub const OPENED: &str = "Ouverte le";
pub const THIS_SESSION: &str = "Cette session";
pub const UNKNOWN_DEVICE: &str = "Navigateur inconnu";
pub const ACTION: &str = "Action";
pub const END_SESSION: &str = "Fermer";
pub const END_OTHERS: &str = "Fermer toutes les autres sessions";
pub const END_OTHERS_TITLE: &str = "Fermer toutes les autres sessions ?";
pub const END_OTHERS_TEXT: &str =
    "Votre session reste ouverte ici. Ailleurs, il faudra saisir de nouveau le mot de passe.";

pub const INVITATION_TITLE: &str = "Rejoindre la Cité éducative";
pub const INVITATION_LEAD: &str =
    "Choisissez votre nom et votre mot de passe : votre compte est prêt aussitôt.";
pub const INVITATION_KNOWN: &str =
    "Vous avez déjà un compte avec cette adresse ? Donnez son mot de passe : le nouveau rôle s’y ajoute.";
pub const PASSWORD_RULE: &str = "Ni votre nom ni votre adresse. Au moins 12 caractères avec des minuscules, des majuscules, des chiffres et des signes ; ou 14 caractères de trois de ces sortes ; ou une phrase d’au moins 7 mots.";
pub const ACCEPT: &str = "Créer mon compte";
pub const INVITATION_OVER: &str = "Ce lien ne fonctionne plus";
pub const INVITATION_OVER_TEXT: &str = "Il a déjà servi ou sa durée est dépassée. Connectez-vous si vous avez un compte ; sinon, demandez une nouvelle invitation.";
pub const ALREADY_IN: &str = "Une session est déjà ouverte. Pour accepter cette invitation avec un autre compte, déconnectez-vous d’abord.";

/// « Fermer la session de Firefox ».
pub fn end_session_of(device: &str) -> String {
    format!(" la session de {device}")
}

pub const FORGOT_LINK: &str = "Mot de passe oublié ?";
pub const FORGOT_TITLE: &str = "Mot de passe oublié";
pub const FORGOT_LEAD: &str =
    "Indiquez l’adresse de votre compte : vous recevrez un lien pour choisir un nouveau mot de passe.";
pub const FORGOT_SEND: &str = "Recevoir un lien";
pub const FORGOT_SENT: &str = "Regardez votre messagerie";
pub const FORGOT_NOTHING: &str = "Rien dans quelques minutes ? Regardez aussi parmi les indésirables, et vérifiez que cette adresse est celle de votre compte.";
pub const BACK_TO_LOG_IN: &str = "Revenir à la connexion";
pub const RESET_TITLE: &str = "Choisir un nouveau mot de passe";
pub const RESET_LEAD: &str =
    "Vos sessions ouvertes seront fermées partout ; vous vous connecterez avec le nouveau mot de passe.";
pub const RESET_SAVE: &str = "Enregistrer le mot de passe";
pub const RESET_DONE: &str = "Votre mot de passe est enregistré : connectez-vous.";
pub const RESET_OVER_TEXT: &str = "Il a déjà servi, ou l’heure pendant laquelle il valait est passée.";
pub const RESET_AGAIN: &str = "Demander un nouveau lien";
pub const NEW_PASSWORD: &str = "Nouveau mot de passe";
pub const CURRENT_PASSWORD: &str = "Mot de passe actuel";
pub const CHANGE_PASSWORD: &str = "Changer de mot de passe";
pub const PASSWORD_CHANGED: &str =
    "Votre mot de passe est changé. Vos autres sessions sont fermées ; celle-ci reste ouverte.";
pub const PASSWORD_GOOD: &str = "La longueur et les signes conviennent.";

/// « Si camille@exemple.fr a un compte, un lien lui est envoyé. ».
pub fn forgot_sent(address: &str) -> String {
    format!("Si {address} a un compte, un lien vient d’y être envoyé. Il vaut une heure et sert une fois.")
}

/// What a password still needs: « Ajoutez 3 caractères et un chiffre. ».
pub fn lacks(lacks: &Lacks) -> String {
    let Lacks { characters, classes } = lacks;
    let mut parts: Vec<String> = match characters {
        0 => Vec::new(),
        1 => vec!["1 caractère".into()],
        n => vec![format!("{n} caractères")],
    };
    parts.extend(classes.iter().map(|class| {
        match class {
            Class::Lower => "une minuscule",
            Class::Upper => "une majuscule",
            Class::Digit => "un chiffre",
            Class::Sign => "un signe (par exemple - ou !)",
        }
        .to_owned()
    }));
    match parts.split_last() {
        Some((last, [])) => format!("Ajoutez {last}."),
        Some((last, first)) => format!("Ajoutez {} et {last}.", first.join(", ")),
        None => PASSWORD_GOOD.to_owned(),
    }
}
