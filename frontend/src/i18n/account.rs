//! Logging in, the own account, invitations.

pub const EXPIRED_TITLE: &str = "Votre session a expiré";
pub const EXPIRED_TEXT: &str =
    "Reconnectez-vous pour continuer : la page et ce que vous avez saisi restent là.";
pub const EMAIL: &str = "Adresse électronique";
pub const PASSWORD: &str = "Mot de passe";
pub const LOG_IN_AGAIN: &str = "Me reconnecter";
