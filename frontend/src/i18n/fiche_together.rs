//! Writing a fiche together: presence, two versions, people.

use crate::{
    format::{self, Timestamp},
    pages::fiche::{choice::Keep, sections::Section},
};
use openapi::PartnerRole;

// Presence
pub const OTHERS: &str = "Autres personnes dans cette fiche";
pub const ALSO_HERE_HINT: &str = "Vous pouvez écrire en même temps : chacun garde son texte. Si vous modifiez le même champ, les deux versions vous seront montrées.";

/// « Amina Diallo est aussi dans cette partie ».
pub fn also_here(names: &[&str]) -> String {
    match names {
        [one] => format!("{one} est aussi dans cette partie"),
        _ => format!("{} sont aussi dans cette partie", names.join(", ")),
    }
}

/// « Amina Diallo écrit dans Budget ».
pub fn writes_in(name: &str, section: Option<Section>) -> String {
    match section {
        Some(section) => format!("{name} écrit dans « {} »", section.label_fr()),
        None => format!("{name} a ouvert cette fiche"),
    }
}

/// « Amina Diallo écrit ici ».
pub fn writes_here(names: &[&str]) -> String {
    match names {
        [one] => format!("{one} écrit ici"),
        _ => format!("{} écrivent ici", names.join(", ")),
    }
}

// What was typed earlier
pub const RESUMED_TITLE: &str = "Votre saisie a été reprise";
/// « Elle avait été gardée sur cet appareil le 20 mai 2022 à 14:32 … ».
pub fn resumed_text(at: Timestamp) -> String {
    format!("Elle était gardée sur cet appareil ({}) et va être enregistrée.", format::date_time(at))
}

// Two versions
pub const CONFLICT_TITLE: &str = "Cette partie a été modifiée entre-temps";
pub const VERSION_MINE: &str = "Ce que vous avez saisi";
pub const VERSION_THEIRS: &str = "Ce qui est enregistré";
pub const KEEP_CHOICE: &str = "Garder ces choix";
pub const SET_ASIDE: &str = "Ce que vous n’avez pas gardé";
pub const FORGET_SET_ASIDE: &str = "Effacer cette version";
pub const NOTHING_WRITTEN: &str = "Rien";

/// Who saved what, and what to do.
pub fn conflict_text(by: Option<&str>, at: Timestamp) -> String {
    let who = by.unwrap_or("Une autre personne, ou vous dans une autre fenêtre,");
    format!(
        "{who} a enregistré les mêmes champs ({}) pendant que vous écriviez. Les mots qui diffèrent sont marqués. \
         Choisissez pour chaque champ ; ce que vous ne gardez pas reste lisible en bas de cette page.",
        format::date_time(at)
    )
}

/// « Besoin observé : que garder ? ».
pub fn keep_of(label: &str) -> String {
    format!("{label} : que garder ?")
}

/// The words of a choice.
pub fn keep(keep: Keep) -> &'static str {
    match keep {
        Keep::Mine => "Ma saisie",
        Keep::Theirs => "La version enregistrée",
        Keep::Both => "Les deux, l’une après l’autre",
    }
}

// People
pub const PEOPLE: &str = "Personnes";
pub const PEOPLE_LEAD: &str = "Qui peut lire ou écrire cette fiche.";
pub const NAME: &str = "Personne";
pub const RIGHT: &str = "Droit";
pub const ACTIONS: &str = "Actions";
pub const IN_CHARGE: &str = "Responsable de la fiche";
pub const OF_ORGANISATION: &str = "Dans l’organisation";
pub const WAITING: &str = "Invitation envoyée, pas encore acceptée";
pub const INVITE: &str = "Inviter une personne";
pub const INVITE_HINT: &str = "D’une autre organisation, ou sans compte. Elle n’aura accès qu’à cette fiche, et ne pourra pas la déposer.";
pub const EMAIL: &str = "Adresse électronique";
pub const SEND: &str = "Inviter";
pub const REMOVE: &str = "Retirer";
pub const LEAVE: &str = "Quitter cette fiche";
pub const HAND_OVER: &str = "Confier la fiche";
pub const HAND_OVER_TITLE: &str = "Confier la fiche à cette personne ?";
pub const REMOVE_TITLE: &str = "Retirer l’accès à cette personne ?";
pub const FILING_ELSEWHERE: &str = "Le dépôt revient à l’organisation porteuse";
pub const FILING_ELSEWHERE_HINT: &str = "Vous pouvez écrire chaque partie et relire la fiche. Une fois prête, prévenez l’organisation porteuse : tout ce que vous avez enregistré y est déjà.";

/// Who files what the reader writes.
pub fn filed_by(organisation: &str, in_charge: Option<&str>) -> String {
    match in_charge {
        Some(person) => {
            format!(
                "Vous êtes invité à écrire cette fiche. {organisation} la dépose ; {person} en est responsable."
            )
        }
        None => format!("Vous êtes invité à écrire cette fiche. {organisation} la dépose."),
    }
}
pub const LINK_TITLE: &str = "Invitation créée";
pub const LINK_ONCE: &str = "Un courriel avec ce lien part à cette adresse. Vous pouvez aussi le transmettre vous-même : il ne sera plus affiché. Il est valable 14 jours.";

/// What a right lets one do with a fiche.
pub fn right(role: PartnerRole) -> &'static str {
    match role {
        PartnerRole::Reader => "Lire",
        PartnerRole::Editor => "Écrire",
        PartnerRole::Owner => "Écrire et inviter",
    }
}

/// What happens to somebody who is removed.
pub fn remove_text(who: &str) -> String {
    format!("{who} n’aura plus accès à cette fiche. Ce qui a été écrit reste.")
}

/// What happens to somebody who gets the fiche.
pub fn hand_over_text(who: &str) -> String {
    format!(
        "{who} sera responsable de cette fiche : décider qui y a accès, et la déposer. Les responsables de l’organisation porteuse gardent leurs droits."
    )
}
