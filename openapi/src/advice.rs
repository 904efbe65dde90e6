//! What is odd in a fiche and stops nobody: the same sentences in the browser and on the server.

use crate::{
    completeness::beneficiaries, error_code::Language, identifiers, partner::PartnerKind,
    problem::FieldError, project::ProjectInput,
};
use std::fmt;

/// Something to look at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// The letter of a UAI is not that of its number: `wanted` would be.
    UaiLetter {
        wanted: char,
    },
    /// More people live in the districts than take part.
    DistrictsMismatch,
    /// Girls and boys together are fewer than the age bands say: by `missing`.
    GendersIncomplete {
        missing: u32,
    },
    /// The revenues do not ask of a funder what the fiche asks of it; `difference` in cents, asked less revenues.
    RequestNotInBudget {
        difference: i64,
    },
    NoContact,
    NoIndicator,
}

impl Oddity {
    /// Stable code, as on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Oddity::UaiLetter { .. } => "uai_letter",
            Oddity::DistrictsMismatch => "districts_mismatch",
            Oddity::GendersIncomplete { .. } => "genders_incomplete",
            Oddity::RequestNotInBudget { .. } => "request_not_in_budget",
            Oddity::NoContact => "no_contact",
            Oddity::NoIndicator => "no_indicator",
        }
    }

    pub fn message(self, language: Language) -> String {
        match language {
            Language::French => self.message_fr(),
            Language::English => self.message_en(),
        }
    }

    fn message_fr(self) -> String {
        match self {
            Oddity::UaiLetter { wanted } => {
                format!("Vérifiez la lettre de ce code UAI\u{a0}: la clé attendue est {wanted}.")
            }
            Oddity::DistrictsMismatch => {
                "Les habitants des quartiers sont plus nombreux que les enfants et jeunes prévus.".into()
            }
            Oddity::GendersIncomplete { missing } => format!(
                "Filles et garçons\u{a0}: il en manque {missing} pour atteindre le total par tranche d’âge."
            ),
            Oddity::RequestNotInBudget { difference } if difference > 0 => {
                "Le montant demandé à ce financeur dépasse ce qui figure dans les produits.".into()
            }
            Oddity::RequestNotInBudget { .. } => {
                "Les produits attendent de ce financeur plus que ce qui lui est demandé.".into()
            }
            Oddity::NoContact => "Indiquez une personne à joindre, avec son adresse ou son téléphone.".into(),
            Oddity::NoIndicator => {
                "Dites au moins une chose que vous mesurerez\u{a0}: le bilan s’appuiera dessus.".into()
            }
        }
    }

    fn message_en(self) -> String {
        match self {
            Oddity::UaiLetter { wanted } => {
                format!("Check the letter of this UAI code: {wanted} is expected.")
            }
            Oddity::DistrictsMismatch => "More people live in the districts than take part.".into(),
            Oddity::GendersIncomplete { missing } => {
                format!("Girls and boys are {missing} fewer than the age bands say.")
            }
            Oddity::RequestNotInBudget { difference } if difference > 0 => {
                "More is asked of this funder than the revenues show.".into()
            }
            Oddity::RequestNotInBudget { .. } => {
                "The revenues show more of this funder than is asked of it.".into()
            }
            Oddity::NoContact => "Name a person to reach.".into(),
            Oddity::NoIndicator => "Name at least one thing that will be measured.".into(),
        }
    }
}

impl fmt::Display for Oddity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message_fr())
    }
}

/// An oddity at a place of the fiche.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// JSON Pointer.
    pub pointer: String,
    pub oddity: Oddity,
}

impl Advice {
    pub fn in_language(&self, language: Language) -> FieldError {
        FieldError {
            pointer: self.pointer.clone(),
            code: self.oddity.code().into(),
            message: self.oddity.message(language),
        }
    }
}

/// All that is odd, each at its place.
pub fn of(fiche: &ProjectInput) -> Vec<Advice> {
    let mut found = Vec::new();
    let mut note = |pointer: String, oddity: Oddity| found.push(Advice { pointer, oddity });
    for (index, code) in fiche.schools.iter().enumerate() {
        if let Some(wanted) = identifiers::uai_letter(code).filter(|wanted| !code.ends_with(*wanted)) {
            note(format!("/schools/{index}"), Oddity::UaiLetter { wanted });
        }
    }
    let audience = &fiche.audience;
    let total = beneficiaries(fiche);
    let in_districts = audience.districts.iter().fold(0_u32, |sum, count| sum.saturating_add(count.planned));
    if in_districts > total {
        note("/audience/districts".into(), Oddity::DistrictsMismatch);
    }
    if let (Some(girls), Some(boys)) = (audience.girls, audience.boys) {
        let missing = total.saturating_sub(girls.saturating_add(boys));
        if missing > 0 {
            note("/audience/girls".into(), Oddity::GendersIncomplete { missing });
        }
    }
    for (index, request) in fiche.requests.iter().enumerate() {
        let difference = request.amount.amount.saturating_sub(fiche.budget.asked_of(&request.funder));
        if difference != 0 {
            note(format!("/requests/{index}/amount"), Oddity::RequestNotInBudget { difference });
        }
    }
    let contact = &fiche.contact;
    let reachable = contact.email.is_some() || !contact.phone.trim().is_empty();
    if contact.name.trim().is_empty() || !reachable {
        note("/contact".into(), Oddity::NoContact);
    }
    if fiche.indicators.is_empty() {
        note("/indicators".into(), Oddity::NoIndicator);
    }
    found
}

/// What a partner's profile lacks that a fiche is read with, as the names of its fields.
pub fn profile_gaps(partner: &crate::partner::Partner) -> Vec<&'static str> {
    let there = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
    let numbered = match partner.kind {
        PartnerKind::School => there(&partner.uai),
        PartnerKind::Association => there(&partner.siret) || there(&partner.rna),
        _ => there(&partner.siret) || there(&partner.siren),
    };
    let identifier = if partner.kind == PartnerKind::School { "uai" } else { "siret" };
    [
        (numbered, identifier),
        (there(&partner.representative), "representative"),
        (!partner.address.trim().is_empty(), "address"),
        (there(&partner.contact_name), "contact_name"),
        (there(&partner.email) || there(&partner.phone), "email"),
    ]
    .into_iter()
    .filter_map(|(there, field)| (!there).then_some(field))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Money,
        budget::RevenueInput,
        project::{AgeBand, BandCount, Contact, FundingRequestInput, Indicator},
    };
    use proptest::prelude::*;

    fn sound() -> ProjectInput {
        let mut fiche = ProjectInput {
            contact: Contact {
                name: "Camille".into(),
                email: Some("c@exemple.fr".into()),
                phone: String::new(),
            },
            indicators: vec![Indicator {
                name: "Enfants".into(),
                unit: String::new(),
                baseline: None,
                target: Some(4.0),
                due: None,
            }],
            schools: vec!["0750655E".into()],
            requests: vec![FundingRequestInput { funder: "ville".into(), amount: Money::cents(500) }],
            ..ProjectInput::default()
        };
        fiche.audience.age_bands = vec![BandCount { band: AgeBand::From6To10, planned: 10 }];
        fiche.budget.revenues = vec![RevenueInput {
            account: "74".into(),
            label: String::new(),
            funder: Some("ville".into()),
            amount: Money::cents(500),
            status: None,
        }];
        fiche
    }

    #[test]
    fn a_sound_fiche_needs_no_advice() {
        assert_eq!(of(&sound()), []);
    }

    #[test]
    fn a_wrong_letter_of_a_school_is_odd_and_the_right_one_is_said() {
        let mut fiche = sound();
        fiche.schools = vec!["0750655D".into()];
        let wanted = Oddity::UaiLetter { wanted: 'E' };
        assert_eq!(of(&fiche), [Advice { pointer: "/schools/0".into(), oddity: wanted }]);
        fiche.schools = vec!["pas un code".into()];
        assert_eq!(of(&fiche), []);
    }

    #[test]
    fn what_is_asked_and_what_the_revenues_show_are_compared_by_funder() {
        let mut fiche = sound();
        fiche.requests[0].amount = Money::cents(501);
        let odd = Oddity::RequestNotInBudget { difference: 1 };
        assert_eq!(of(&fiche), [Advice { pointer: "/requests/0/amount".into(), oddity: odd }]);
    }

    #[test]
    fn girls_and_boys_who_are_not_all_are_counted() {
        let mut fiche = sound();
        (fiche.audience.girls, fiche.audience.boys) = (Some(4), Some(3));
        let odd = Oddity::GendersIncomplete { missing: 3 };
        assert_eq!(of(&fiche), [Advice { pointer: "/audience/girls".into(), oddity: odd }]);
        fiche.audience.boys = None;
        assert_eq!(of(&fiche), []);
    }

    proptest! {
        #[test]
        fn no_fiche_makes_advice_panic(cents in any::<i64>(), asked in any::<i64>(), people in any::<u32>(), code in ".*") {
            let mut fiche = sound();
            fiche.requests[0].amount = Money::cents(asked);
            fiche.budget.revenues[0].amount = Money::cents(cents);
            fiche.audience.age_bands[0].planned = people;
            (fiche.audience.girls, fiche.audience.boys) = (Some(people), Some(u32::MAX));
            fiche.schools = vec![code];
            for advice in of(&fiche) {
                prop_assert!(!advice.in_language(Language::English).message.is_empty());
            }
        }
    }
}
