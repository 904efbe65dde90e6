//! Words: those of the fields, and those that two texts do not share.

use super::{Piece, RowComparison};
use crate::{
    budget::FundingStatus,
    project::{ActionTime, AgeBand, Section},
    words as fields,
};
use serde::de::DeserializeOwned;
use serde_json::{Number, Value};
use similar::{ChangeTag, TextDiff};

/// Both sides of a text, word by word.
pub fn compared(before: &str, after: &str) -> RowComparison {
    let mut row = RowComparison { before: Vec::new(), after: Vec::new() };
    let whole = |text: &str, changed| Piece { text: text.to_owned(), changed };
    if before == after {
        return RowComparison { before: vec![whole(before, false)], after: vec![whole(after, false)] };
    }
    let diff = TextDiff::from_unicode_words(before, after);
    for change in diff.iter_all_changes() {
        let text = change.value();
        match change.tag() {
            ChangeTag::Equal => {
                push(&mut row.before, text, false);
                push(&mut row.after, text, false);
            }
            ChangeTag::Delete => push(&mut row.before, text, true),
            ChangeTag::Insert => push(&mut row.after, text, true),
        }
    }
    bridge(&mut row.before);
    bridge(&mut row.after);
    row
}

fn push(pieces: &mut Vec<Piece>, text: &str, changed: bool) {
    match pieces.last_mut() {
        Some(last) if last.changed == changed => last.text.push_str(text),
        _ => pieces.push(Piece { text: text.to_owned(), changed }),
    }
}

/// A space alone between two changed words is marked with them: one mark reads better than three.
fn bridge(pieces: &mut Vec<Piece>) {
    let mut bridged: Vec<Piece> = Vec::with_capacity(pieces.len());
    let between: Vec<bool> = (0..pieces.len())
        .map(|at| {
            let changed =
                |at: Option<usize>| at.and_then(|at| pieces.get(at)).is_some_and(|piece| piece.changed);
            let blank = pieces.get(at).is_some_and(|piece| piece.text.trim().is_empty());
            blank && changed(at.checked_sub(1)) && changed(at.checked_add(1))
        })
        .collect();
    for (piece, between) in pieces.drain(..).zip(between) {
        push(&mut bridged, &piece.text, piece.changed || between);
    }
    *pieces = bridged;
}

/// How much of two texts is the same, from 0 to 1: letter by letter, for spaces would make any two look alike.
pub fn alike(before: &str, after: &str) -> f32 {
    TextDiff::from_chars(before.trim(), after.trim()).ratio()
}

/// What an id that no longer leads anywhere is shown as.
pub const GONE: &str = "élément supprimé";

/// A choice of the contract as people read it; `place` ends with the member that holds it.
pub fn choice(place: &str, text: &str) -> Option<String> {
    let label = match place.rsplit('/').next()? {
        "times" => read::<ActionTime>(text)?.label_fr(),
        "band" => read::<AgeBand>(text)?.label_fr(),
        "status" => match read::<FundingStatus>(text)? {
            FundingStatus::Requested => "demandé",
            FundingStatus::Obtained => "obtenu",
        },
        "renewal_of" => "Renouvelle une action antérieure",
        _ => return None,
    };
    Some(label.to_owned())
}

fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(Value::from(text)).ok()
}

/// `12,5`.
pub fn number(number: &Number) -> String {
    let text = number.to_string();
    text.strip_suffix(".0").unwrap_or(&text).replace('.', ",")
}

/// Members in the order in which people read them; those that are not named here come last, by name.
pub fn order(member: &str) -> (usize, String) {
    let place = MEMBERS.iter().position(|(name, _)| *name == member).unwrap_or(MEMBERS.len());
    (place, member.to_owned())
}

/// A member of a line: what says itself stands alone, numbers and dates with their name.
pub fn member(name: &str, text: &str) -> String {
    match name {
        "name" | "partner" | "account" | "label" | "band" | "district" | "funder" | "role" => text.to_owned(),
        _ => format!("{}\u{a0}: {text}", label(name).to_lowercase()),
    }
}

/// The words of a field, by its JSON Pointer or its name: those of its last member that has some.
pub fn label(pointer: &str) -> &'static str {
    let whole = FIELDS.iter().find(|(place, _)| *place == pointer);
    let last = pointer.rsplit('/').next().unwrap_or_default();
    let member = || MEMBERS.iter().find(|(name, _)| *name == last);
    whole.or_else(member).map_or("Autre", |(_, label)| label)
}

/// Fields whose words depend on where they are.
const FIELDS: &[(&str, &str)] = &[
    ("/title", fields::TITLE),
    ("/contact/name", "Contact"),
    ("/contact/email", "Adresse électronique du contact"),
    ("/contact/phone", "Téléphone du contact"),
    ("/audience/districts", fields::DISTRICTS),
    ("/objectives/main", fields::OBJECTIVE_MAIN),
    ("/objectives/others", fields::OBJECTIVES_OTHERS),
];

const MEMBERS: &[(&str, &str)] = &[
    ("title", "Titre"),
    ("summary", fields::SUMMARY),
    ("main", fields::OBJECTIVE_MAIN),
    ("others", fields::OBJECTIVES_OTHERS),
    ("band", "Tranche d’âge"),
    ("district", "Quartier"),
    ("partner", "Partenaire"),
    ("name", "Nom"),
    ("funder", "Financeur"),
    ("account", "Compte"),
    ("label", "Précision"),
    ("role", "Rôle"),
    ("contributes", "Apport"),
    ("confirmed", "Confirmé"),
    ("email", "Adresse électronique"),
    ("phone", "Téléphone"),
    ("renewal_of", "Action renouvelée"),
    ("need", fields::NEED),
    ("description", fields::DESCRIPTION),
    ("expected_results", fields::RESULTS),
    ("innovation", fields::INNOVATION),
    ("working_methods", fields::METHODS),
    ("phases", fields::PHASES),
    ("starts_on", "Début"),
    ("ends_on", "Fin"),
    ("times", fields::TIMES),
    ("age_bands", fields::AGE_BANDS),
    ("planned", "Prévus"),
    ("girls", fields::GIRLS),
    ("boys", fields::BOYS),
    ("districts", "Quartiers"),
    ("parents", fields::PARENTS),
    ("professionals", fields::PROFESSIONALS),
    ("schools", fields::SCHOOLS),
    ("partners", Section::Partners.label_fr()),
    ("charges", fields::CHARGES),
    ("revenues", fields::REVENUES),
    ("amount", "Montant"),
    ("status", "État"),
    ("requests", fields::REQUESTS),
    ("indicators", fields::INDICATORS),
    ("unit", "Unité"),
    ("baseline", "Départ"),
    ("target", "Cible"),
    ("due", "Échéance"),
    ("republican_contract", "Contrat d’engagement républicain"),
    ("honour", "Déclaration sur l’honneur"),
];
