//! Names of the fields of a fiche, and what to do where one is missing: for summaries of errors away from the field.

use super::fiche as t;
use openapi::project::AgeBand;

/// The name of the field at a JSON Pointer: `/phases/0/ends_on` is « Étape 1, fin ».
pub fn field(pointer: &str) -> Option<String> {
    let parts: Vec<&str> = pointer.trim_start_matches('/').split('/').collect();
    let number = |text: &str| text.parse::<usize>().map_or(0, |index| index + 1);
    let name = match parts.as_slice() {
        ["title"] => t::TITLE.into(),
        ["summary"] => t::SUMMARY.into(),
        ["contact"] => t::CONTACT.into(),
        ["contact", "name"] => t::CONTACT_NAME.into(),
        ["contact", "email"] => t::CONTACT_EMAIL.into(),
        ["contact", "phone"] => t::CONTACT_PHONE.into(),
        ["objectives", "main"] => t::OBJECTIVE_MAIN.into(),
        ["objectives", "others", ..] => t::OBJECTIVES_OTHERS.into(),
        ["need"] => t::NEED.into(),
        ["description"] => t::DESCRIPTION.into(),
        ["expected_results"] => t::RESULTS.into(),
        ["innovation"] => t::INNOVATION.into(),
        ["working_methods"] => t::METHODS.into(),
        ["phases"] => t::PHASES.into(),
        ["phases", index, rest @ ..] => line(&t::phase(number(index)), rest),
        ["times", ..] => t::TIMES.into(),
        ["audience"] | ["audience", "age_bands"] => t::AGE_BANDS.into(),
        ["audience", "age_bands", index, ..] => band(index).unwrap_or(t::AGE_BANDS).to_owned(),
        ["audience", "girls"] => t::GENDERS.into(),
        ["audience", "boys"] => t::BOYS.into(),
        ["audience", "districts", ..] => t::DISTRICTS.into(),
        ["audience", "parents"] => t::PARENTS.into(),
        ["audience", "professionals"] => t::PROFESSIONALS.into(),
        ["schools"] => t::SCHOOLS.into(),
        ["schools", index, ..] => t::school(number(index)),
        ["partners"] => t::section(crate::pages::fiche::sections::Section::Partners).into(),
        ["partners", index, rest @ ..] => line(&t::partner(number(index)), rest),
        ["budget"] => t::TOTALS.into(),
        ["budget", "charges"] => t::CHARGES.into(),
        ["budget", "revenues"] => t::REVENUES.into(),
        ["budget", "charges", index, rest @ ..] => line(&t::charge(number(index)), rest),
        ["budget", "revenues", index, rest @ ..] => line(&t::revenue(number(index)), rest),
        ["requests", ..] => t::REQUESTS.into(),
        ["renewal_of"] => t::RENEWAL.into(),
        ["indicators"] => t::INDICATORS.into(),
        ["indicators", index, rest @ ..] => line(&t::indicator(number(index)), rest),
        ["declarations", "honour"] => t::DECLARED_HONOUR.into(),
        ["declarations", "republican_contract"] => t::DECLARED_CONTRACT.into(),
        _ => return None,
    };
    Some(name)
}

fn band(index: &str) -> Option<&'static str> {
    let index: usize = index.parse().ok()?;
    AgeBand::ALL.get(index).map(|band| band.label_fr())
}

fn line(line: &str, rest: &[&str]) -> String {
    let part = match rest.first() {
        Some(&"name") => "nom",
        Some(&"starts_on") => "début",
        Some(&"ends_on") => "fin",
        Some(&"partner") => "organisation",
        Some(&"role") => "rôle",
        Some(&"contributes") => "apport",
        Some(&"account") => "compte",
        Some(&"label") => "précision",
        Some(&"amount") => "montant",
        Some(&"funder") => "financeur",
        Some(&"status") => "financement",
        Some(&"brings") => "sortes d’apport",
        Some(&"unit") => "unité",
        Some(&"baseline") => "valeur de départ",
        Some(&"target") => "valeur visée",
        Some(&"due") => "date",
        _ => return line.to_owned(),
    };
    format!("{line}, {part}")
}

/// What to do where something is missing: a sentence of its own, more precise than « Complétez ce champ ».
pub fn required(pointer: &str) -> Option<&'static str> {
    let parts: Vec<&str> = pointer.trim_start_matches('/').split('/').collect();
    let sentence = match parts.as_slice() {
        ["title"] => "Donnez un titre à l’action.",
        ["summary"] => "Résumez l’action en deux ou trois phrases.",
        ["objectives", "main"] => "Choisissez l’objectif principal.",
        ["need"] => "Décrivez le besoin observé.",
        ["description"] => "Décrivez l’action.",
        ["phases"] => "Ajoutez au moins une étape avec ses dates.",
        ["phases", _, "name"] => "Donnez un nom à cette étape.",
        ["phases", _, "starts_on"] => "Indiquez quand cette étape commence.",
        ["phases", _, "ends_on"] => "Indiquez quand cette étape se termine.",
        ["audience", "age_bands"] => {
            "Indiquez combien d’enfants et de jeunes sont prévus, pour un âge au moins."
        }
        ["partners", _, "partner"] => "Choisissez l’organisation, ou donnez son nom.",
        ["indicators", _, "name"] => "Dites ce que cet indicateur mesure.",
        ["indicators", _, "target"] => "Indiquez la valeur que vous visez.",
        ["indicators", _, "due"] => "Indiquez quand vous la mesurerez.",
        ["declarations", "honour"] => "Déclarez sur l’honneur que les informations de la fiche sont exactes.",
        ["declarations", "republican_contract"] => {
            "Souscrivez au contrat d’engagement républicain : une association ne peut pas déposer sans lui."
        }
        ["budget", "charges"] => "Ajoutez au moins une charge.",
        ["budget", "revenues"] => "Ajoutez au moins un produit.",
        _ => return None,
    };
    Some(sentence)
}

/// The sentence with the field's name before it, unless it names the field itself.
pub fn named(pointer: &str, message: &str) -> String {
    let in_list = pointer.split('/').any(|part| part.parse::<usize>().is_ok());
    // These rules name what they are about.
    let says_all = ["/budget", "/audience/girls"].contains(&pointer);
    match field(pointer).filter(|_| !says_all) {
        Some(name) if in_list || required(pointer) != Some(message) => super::form::error_of(&name, message),
        _ => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::{completeness::violations, partner::PartnerKind, project::ProjectInput, rule::Rule};

    #[test]
    fn all_that_an_empty_fiche_lacks_is_named_and_says_what_to_do() {
        for violation in violations(&ProjectInput::default(), PartnerKind::Association) {
            assert!(field(&violation.pointer).is_some(), "{}", violation.pointer);
            assert!(violation.rule != Rule::Required || required(&violation.pointer).is_some());
        }
    }

    #[test]
    fn a_sentence_that_names_its_field_stands_alone() {
        assert_eq!(named("/need", "Décrivez le besoin observé."), "Décrivez le besoin observé.");
        assert!(
            named("/phases/0/ends_on", "Indiquez quand cette étape se termine.").starts_with("Étape 1, fin")
        );
    }

    #[test]
    fn a_line_is_counted_from_one() {
        assert_eq!(field("/phases/0/ends_on").as_deref(), Some("Étape 1, fin"));
        assert_eq!(field("/budget/revenues/2/amount").as_deref(), Some("Produit 3, montant"));
        assert_eq!(field("/declarations"), None);
    }
}
