//! Words of saving: by itself, and over somebody else's version.

pub const WAITING: &str = "Modifications à enregistrer…";
pub const SAVING: &str = "Enregistrement…";
pub const OFFLINE: &str = "Hors ligne : gardé sur cet appareil, un nouvel essai suivra.";
pub const REFUSED: &str = "Pas encore enregistré, gardé sur cet appareil : ";
pub const NOT_YET: &str = "Tout s’enregistre au fur et à mesure.";
pub const CARRIED_TITLE: &str = "Une autre version a été enregistrée entre-temps";
pub const CARRIED_TEXT: &str =
    "Vos changements sont gardés et reportés sur cette version : relisez, puis enregistrez à nouveau.";
pub const CARRIED_DROP: &str = "Abandonner mes changements";

/// « Enregistré à 14:32 ».
pub fn saved_at(clock: &str) -> String {
    format!("Enregistré à {clock}")
}
