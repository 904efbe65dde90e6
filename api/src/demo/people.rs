//! The demo's organisations and accounts: all of them invented.

use super::facts::organisation;
use openapi::{
    PartnerRole, Role,
    partner::{PartnerInput, PartnerKind},
};

/// Password of every demo account.
pub const PASSWORD: &str = "Alliance-demo-2026!";
/// Domain of every demo account; `.example` is reserved (RFC 2606), no mail ever leaves for it.
pub const DOMAIN: &str = "@demo.example";

/// Whom a demo account acts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    Nobody,
    /// The carrier of that kind.
    Carrier(PartnerKind),
    Association,
    School,
}

impl For {
    /// The kind of organisation, of which the demo has one each.
    pub fn kind(self) -> Option<PartnerKind> {
        match self {
            For::Nobody => None,
            For::Carrier(kind) => Some(kind),
            For::Association => Some(PartnerKind::Association),
            For::School => Some(PartnerKind::School),
        }
    }
}

/// A demo account.
pub struct Persona {
    pub account: &'static str,
    pub name: &'static str,
    pub role: Role,
    pub acts_for: For,
}

const fn persona(account: &'static str, name: &'static str, role: Role, acts_for: For) -> Persona {
    Persona { account, name, role, acts_for }
}

use For::{Association, Carrier, Nobody, School};
use PartnerKind::{Agglo, EducationNationale, SousPrefecture, Ville};

pub const PERSONAS: [Persona; 12] = [
    persona("admin", "Dominique Lefort", Role::Admin, Nobody),
    persona("coordinator", "Camille Martin", Role::Coordinator, Nobody),
    persona("carrier-ville", "Hélène Rousseau", Role::Carrier, Carrier(Ville)),
    persona("carrier-agglo", "Karim Benali", Role::Carrier, Carrier(Agglo)),
    persona("carrier-education", "Sophie Delattre", Role::Carrier, Carrier(EducationNationale)),
    persona("carrier-sousprefecture", "Antoine Mercier", Role::Carrier, Carrier(SousPrefecture)),
    persona("reviewer-1", "Nadia Ferrand", Role::Reviewer, Carrier(Ville)),
    persona("reviewer-2", "Julien Carpentier", Role::Reviewer, Carrier(EducationNationale)),
    persona("reviewer-3", "Maëlle Dubois", Role::Reviewer, Association),
    persona("partner-association", "Inès Moreau", Role::Partner, Association),
    persona("partner-school", "Thomas Lemaire", Role::Partner, School),
    persona("observer", "Lucie Fontaine", Role::Observer, Nobody),
];

impl Persona {
    pub fn email(&self) -> String {
        format!("{}{DOMAIN}", self.account)
    }

    /// Demo partners are owners of their organisation.
    pub fn partner_role(&self) -> Option<PartnerRole> {
        (self.role == Role::Partner).then_some(PartnerRole::Owner)
    }
}

pub fn association() -> PartnerInput {
    PartnerInput {
        siret: Some("99999999800019".into()),
        rna: Some("W029999999".into()),
        address: "Maison des associations, 02200 Soissons".into(),
        email: Some("contact@ateliers-du-mail.example".into()),
        phone: Some("+33 3 99 00 00 01".into()),
        representative: Some("Inès Moreau".into()),
        representative_role: Some("Présidente".into()),
        contact_name: Some("Camille Martin".into()),
        ..organisation(
            PartnerKind::Association,
            "Les Ateliers du Mail (démo)",
            "Association fictive de la démonstration : ateliers de lecture, d’écriture et de théâtre avec les familles.",
        )
    }
}

pub fn school() -> PartnerInput {
    PartnerInput {
        uai: Some("0029999H".into()),
        address: "02200 Soissons".into(),
        email: Some("secretariat@college-demonstration.example".into()),
        phone: Some("+33 3 99 00 00 02".into()),
        representative: Some("Thomas Lemaire".into()),
        representative_role: Some("Principal".into()),
        contact_name: Some("Thomas Lemaire".into()),
        ..organisation(
            PartnerKind::School,
            "Collège de démonstration",
            "Établissement fictif de la démonstration.",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::{identifiers::is_uai, validation::check};

    #[test]
    fn the_demo_organisations_pass_the_checks_of_the_contract() {
        assert_eq!(check(&association()), []);
        assert_eq!(check(&school()), []);
        assert!(school().uai.is_some_and(|uai| is_uai(&uai)));
    }

    #[test]
    fn the_demo_password_is_one_that_the_server_accepts() {
        assert!(openapi::password::strong_enough(PASSWORD));
        for persona in &PERSONAS {
            let known = [persona.name, &persona.email()];
            assert!(crate::auth::password::refuse_guessable(PASSWORD, &known).is_ok(), "{}", persona.account);
        }
    }
}
