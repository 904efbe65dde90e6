//! The rules a field can break, with the sentence that says what to do.

use crate::error_code::Language;
use serde::{Deserialize, Serialize};

/// A broken rule, with what its sentence needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Rule {
    Required,
    TooShort {
        min: usize,
    },
    TooLong {
        max: usize,
    },
    OutOfRange {
        min: i64,
        max: i64,
    },
    /// `max` in euros.
    AmountOutOfRange {
        max: i64,
    },
    TooManyItems {
        max: usize,
    },
    ControlCharacters,
    InvalidEmail,
    InvalidSiret,
    InvalidSiren,
    InvalidRna,
    InvalidUai,
    InvalidInsee,
    InvalidSlug,
    InvalidUrl,
    InvalidTime,
    InvalidDate,
    InvalidSha256,
    EndBeforeStart,
    /// A window of a call that opens before the one before it has closed.
    WindowsOverlap,
    /// A day that is over already.
    InThePast,
    /// An extension that ends while the partner can file anyway.
    ExtendsNothing,
    /// A section of the fiche that no correction was asked for.
    SectionClosed,
    /// `difference` in cents, charges less revenues.
    BudgetUnbalanced {
        difference: i64,
    },
    /// `difference` in cents, class 86 less class 87.
    VoluntaryUnbalanced {
        difference: i64,
    },
    UnknownAccount,
    /// Criteria of which none counts in the mean.
    NothingCounts,
    /// A selection that grants nothing to a project that asks for money.
    /// Goes with another outcome than the one that was sent.
    OtherOutcome,
    NothingGranted,
    GendersMismatch,
    Duplicate,
    UnknownReference,
    /// A reviewer in conflict of interest with the project.
    InConflict,
    /// A reviewer who abstained on the project.
    Abstained,
    /// A reviewer of an institution that reviews the project already.
    SameInstitution,
    /// A name that is none of `allowed`.
    UnknownValue {
        allowed: Vec<String>,
    },
    ReasonRequired,
    WeakPassword,
    CommonPassword,
    WrongPassword,
    PersonalPassword,
    /// A template that cannot be filled in; `line` counts from 1, `cause` is what stands in the way.
    InvalidTemplate {
        line: usize,
        cause: TemplateFault,
        /// The word in question, where there is one.
        found: String,
    },
    /// HTML that a mail may not hold: a tag, an attribute or the target of a link.
    ForbiddenHtml {
        found: String,
    },
    /// A personal link in a part of a mail, or of another address, where it would be given away.
    MisplacedLink,
    UnknownField,
    WrongType,
    InvalidCursor,
    UnknownSort,
}

impl Rule {
    /// Stable code, as on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Rule::Required => "required",
            Rule::TooShort { .. } => "too_short",
            Rule::TooLong { .. } => "too_long",
            Rule::OutOfRange { .. } => "out_of_range",
            Rule::AmountOutOfRange { .. } => "amount_out_of_range",
            Rule::TooManyItems { .. } => "too_many_items",
            Rule::ControlCharacters => "control_characters",
            Rule::InvalidEmail => "invalid_email",
            Rule::InvalidSiret => "invalid_siret",
            Rule::InvalidSiren => "invalid_siren",
            Rule::InvalidRna => "invalid_rna",
            Rule::InvalidUai => "invalid_uai",
            Rule::InvalidInsee => "invalid_insee",
            Rule::InvalidSlug => "invalid_slug",
            Rule::InvalidUrl => "invalid_url",
            Rule::InvalidTime => "invalid_time",
            Rule::InvalidDate => "invalid_date",
            Rule::InvalidSha256 => "invalid_sha256",
            Rule::EndBeforeStart => "end_before_start",
            Rule::WindowsOverlap => "windows_overlap",
            Rule::InThePast => "in_the_past",
            Rule::ExtendsNothing => "extends_nothing",
            Rule::SectionClosed => "section_closed",
            Rule::BudgetUnbalanced { .. } => "budget_unbalanced",
            Rule::VoluntaryUnbalanced { .. } => "voluntary_unbalanced",
            Rule::UnknownAccount => "unknown_account",
            Rule::NothingCounts => "nothing_counts",
            Rule::NothingGranted => "nothing_granted",
            Rule::OtherOutcome => "other_outcome",
            Rule::GendersMismatch => "genders_mismatch",
            Rule::Duplicate => "duplicate",
            Rule::UnknownReference => "unknown_reference",
            Rule::InConflict => "in_conflict",
            Rule::Abstained => "abstained",
            Rule::SameInstitution => "same_institution",
            Rule::UnknownValue { .. } => "unknown_value",
            Rule::ReasonRequired => "reason_required",
            Rule::WeakPassword => "weak_password",
            Rule::CommonPassword => "common_password",
            Rule::WrongPassword => "wrong_password",
            Rule::PersonalPassword => "personal_password",
            Rule::InvalidTemplate { .. } => "invalid_template",
            Rule::ForbiddenHtml { .. } => "forbidden_html",
            Rule::MisplacedLink => "misplaced_link",
            Rule::UnknownField => "unknown_field",
            Rule::WrongType => "wrong_type",
            Rule::InvalidCursor => "invalid_cursor",
            Rule::UnknownSort => "unknown_sort",
        }
    }

    /// The sentence to show beside the field: what to do, not what is wrong with the person.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::French => self.message_fr(),
            Language::English => self.message_en(),
        }
    }

    fn message_fr(&self) -> String {
        match self {
            Rule::Required => "Complétez ce champ.".into(),
            Rule::TooShort { min } => format!("Écrivez au moins {min} caractères."),
            Rule::TooLong { max } => format!("Raccourcissez ce texte\u{a0}: {max} caractères au plus."),
            Rule::OutOfRange { min, max } => format!("Indiquez un nombre entre {min} et {max}."),
            Rule::AmountOutOfRange { max } => {
                format!("Indiquez un montant en euros entre 0 et {max}, par exemple 1\u{202f}250.")
            }
            Rule::TooManyItems { max } => format!("Gardez {max} lignes au plus."),
            Rule::ControlCharacters => "Retirez les caractères invisibles de ce texte.".into(),
            Rule::InvalidEmail => "Indiquez une adresse électronique, par exemple nom@exemple.fr.".into(),
            Rule::InvalidSiret => "Vérifiez le SIRET\u{a0}: 14 chiffres, tels qu’ils figurent sur l’avis de situation.".into(),
            Rule::InvalidSiren => "Vérifiez le SIREN\u{a0}: 9 chiffres.".into(),
            Rule::InvalidRna => "Vérifiez le numéro RNA\u{a0}: la lettre W puis 9 caractères.".into(),
            Rule::InvalidUai => "Vérifiez le code UAI\u{a0}: 7 chiffres et une lettre.".into(),
            Rule::InvalidInsee => "Indiquez le code INSEE de la commune (pas le code postal), par exemple 02722.".into(),
            Rule::InvalidSlug => "Utilisez des lettres minuscules sans accent, des chiffres et des tirets.".into(),
            Rule::InvalidUrl => "Indiquez une adresse qui commence par https:// ou http://.".into(),
            Rule::InvalidTime => "Indiquez une heure, par exemple 18:00.".into(),
            Rule::InvalidDate => "Indiquez une date, par exemple 05/10/2026.".into(),
            Rule::InvalidSha256 => "Recopiez l’empreinte entière\u{a0}: 64 chiffres et lettres de a à f.".into(),
            Rule::EndBeforeStart => "Choisissez une date de fin qui suit la date de début.".into(),
            Rule::WindowsOverlap => "Choisissez un premier jour qui suit la fin de la période précédente.".into(),
            Rule::InThePast => "Choisissez une date à venir\u{a0}: celle-ci est passée.".into(),
            Rule::ExtendsNothing => {
                "Choisissez une date plus tardive\u{a0}: cette organisation peut déjà déposer jusque-là.".into()
            }
            Rule::SectionClosed => "Laissez cette partie telle quelle\u{a0}: la correction ne porte pas sur elle.".into(),
            Rule::BudgetUnbalanced { difference } => format!(
                "Équilibrez le budget\u{a0}: les charges et les produits diffèrent de {}.",
                euros_fr(*difference)
            ),
            Rule::VoluntaryUnbalanced { difference } => format!(
                "Équilibrez les contributions volontaires\u{a0}: les comptes 86 et 87 diffèrent de {}.",
                euros_fr(*difference)
            ),
            Rule::UnknownAccount => "Choisissez un compte du plan comptable.".into(),
            Rule::OtherOutcome => "Retirez cette précision\u{a0}: elle ne va pas avec cette décision.".into(),
            Rule::NothingGranted => "Indiquez ce qui est accordé, ou choisissez une autre décision.".into(),
            Rule::NothingCounts => "Comptez au moins un critère dans la moyenne.".into(),
            Rule::GendersMismatch => "Filles et garçons ne peuvent pas dépasser le total par tranche d’âge.".into(),
            Rule::Duplicate => "Cette valeur figure déjà ailleurs\u{a0}: gardez-la une seule fois.".into(),
            Rule::InConflict => "Choisissez une autre personne\u{a0}: celle-ci est en conflit d’intérêts sur ce projet.".into(),
            Rule::Abstained => "Choisissez une autre personne\u{a0}: celle-ci s’est abstenue sur ce projet.".into(),
            Rule::SameInstitution => "Choisissez une personne d’une autre institution\u{a0}: celle-ci évalue déjà ce projet.".into(),
            Rule::UnknownReference => "Choisissez un élément de la liste\u{a0}: celui-ci n’existe pas.".into(),
            Rule::UnknownValue { allowed } => {
                format!("Indiquez l’une de ces valeurs\u{a0}: {}.", allowed.join(", "))
            }
            Rule::ReasonRequired => "Indiquez le motif.".into(),
            Rule::WeakPassword => "Choisissez un mot de passe plus fort\u{a0}: 12 caractères avec minuscules, majuscules, chiffres et signes, ou 14 de trois de ces sortes, ou une phrase de 7 mots.".into(),
            Rule::CommonPassword => "Choisissez un mot de passe moins courant\u{a0}: celui-ci se devine.".into(),
            Rule::PersonalPassword => "Choisissez un mot de passe sans votre nom ni votre adresse.".into(),
            Rule::WrongPassword => "Ce n’est pas votre mot de passe actuel\u{a0}: vérifiez la saisie.".into(),
            Rule::InvalidTemplate { line, cause, found } => format!("Ligne {line}\u{a0}: {}", cause.message_fr(found)),
            Rule::ForbiddenHtml { found } => format!(
                "Retirez «\u{a0}{found}\u{a0}»\u{a0}: seuls paragraphes, listes, titres, gras, italique, citations, code et liens (a href, adresse entière) sont possibles."
            ),
            Rule::MisplacedLink => "Laissez le lien seul\u{a0}: il ne va ni dans l’objet, ni dans une autre adresse.".into(),
            Rule::UnknownField => "Ce champ n’existe pas.".into(),
            Rule::WrongType => "La forme de cette valeur n’est pas celle attendue.".into(),
            Rule::InvalidCursor => "Reprenez la liste depuis le début\u{a0}: ce curseur n’est pas lisible.".into(),
            Rule::UnknownSort => "Ce tri n’existe pas.".into(),
        }
    }

    fn message_en(&self) -> String {
        match self {
            Rule::Required => "This field is required.".into(),
            Rule::TooShort { min } => format!("Write at least {min} characters."),
            Rule::TooLong { max } => format!("Write at most {max} characters."),
            Rule::OutOfRange { min, max } => format!("Give a number between {min} and {max}."),
            Rule::AmountOutOfRange { max } => format!("Give an amount between 0 and {max} euros."),
            Rule::TooManyItems { max } => format!("Keep at most {max} items."),
            Rule::ControlCharacters => "Remove the control characters.".into(),
            Rule::InvalidEmail => "Give an e-mail address.".into(),
            Rule::InvalidSiret => "Check the SIRET: 14 digits with a valid key.".into(),
            Rule::InvalidSiren => "Check the SIREN: 9 digits with a valid key.".into(),
            Rule::InvalidRna => "Check the RNA number: W and 9 characters.".into(),
            Rule::InvalidUai => "Check the UAI code: 7 digits and a letter.".into(),
            Rule::InvalidInsee => "Give the INSEE code of the commune.".into(),
            Rule::InvalidSlug => "Use lower-case letters, digits and hyphens.".into(),
            Rule::InvalidUrl => "Give an address that starts with https:// or http://.".into(),
            Rule::InvalidTime => "Give an hour as HH:MM.".into(),
            Rule::InvalidDate => "Give a date as DD/MM/YYYY.".into(),
            Rule::InvalidSha256 => "Give the 64 hexadecimal digits of the fingerprint.".into(),
            Rule::EndBeforeStart => "The end must follow the start.".into(),
            Rule::WindowsOverlap => "The first day must follow the end of the window before.".into(),
            Rule::InThePast => "Choose a day to come: this one is over.".into(),
            Rule::ExtendsNothing => "Choose a later day: this partner can file until then anyway.".into(),
            Rule::SectionClosed => "No correction was asked for in this section: leave it as it is.".into(),
            Rule::BudgetUnbalanced { difference } => {
                format!("Charges and revenues differ by {difference} cents.")
            }
            Rule::VoluntaryUnbalanced { difference } => {
                format!("Accounts 86 and 87 differ by {difference} cents.")
            }
            Rule::UnknownAccount => "Choose an account of the chart.".into(),
            Rule::OtherOutcome => "Leave this out: it does not go with this decision.".into(),
            Rule::NothingGranted => "Say what is granted, or choose another decision.".into(),
            Rule::NothingCounts => "Let one criterion at least count in the mean.".into(),
            Rule::GendersMismatch => "Girls and boys cannot exceed the total of the age bands.".into(),
            Rule::Duplicate => "This value is there already.".into(),
            Rule::UnknownReference => "It does not exist.".into(),
            Rule::InConflict => "This person has a conflict of interest on the project.".into(),
            Rule::Abstained => "This person abstained on the project.".into(),
            Rule::SameInstitution => "Somebody of the same institution reviews the project already.".into(),
            Rule::UnknownValue { allowed } => format!("Give one of: {}.", allowed.join(", ")),
            Rule::ReasonRequired => "Give the reason.".into(),
            Rule::WeakPassword => {
                "Choose a stronger password: 12 characters of 4 classes, 14 of 3, or 7 words.".into()
            }
            Rule::CommonPassword => "Choose a less common password.".into(),
            Rule::PersonalPassword => "Choose a password without your name or address.".into(),
            Rule::WrongPassword => "This is not your current password.".into(),
            Rule::InvalidTemplate { line, cause, found } => {
                format!("Line {line}: {}", cause.message_en(found))
            }
            Rule::ForbiddenHtml { found } => {
                format!(
                    "Remove {found}: only p, br, strong, em, ul, ol, li, h1 to h3, blockquote, code and a with a whole href."
                )
            }
            Rule::MisplacedLink => {
                "Leave the link alone: neither in the subject nor in another address.".into()
            }
            Rule::UnknownField => "This field does not exist.".into(),
            Rule::WrongType => "The value does not have the expected form.".into(),
            Rule::InvalidCursor => "This cursor cannot be read: start the list again.".into(),
            Rule::UnknownSort => "This sort does not exist.".into(),
        }
    }
}

/// Why a template cannot be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateFault {
    Syntax,
    UnknownVariable,
    UnknownFilter,
    ForbiddenTag,
    TooMuch,
    Other,
}

impl TemplateFault {
    fn message_fr(self, found: &str) -> String {
        let quoted = if found.is_empty() { String::new() } else { format!(" («\u{a0}{found}\u{a0}»)") };
        match self {
            TemplateFault::Syntax => format!("fermez chaque accolade et chaque {{% if %}}{quoted}."),
            TemplateFault::UnknownVariable => format!("utilisez une variable de la liste{quoted}."),
            TemplateFault::UnknownFilter => format!("ce filtre n’existe pas{quoted}."),
            TemplateFault::ForbiddenTag => {
                format!("seules les balises if, elif, else, for et leurs fins sont possibles{quoted}.")
            }
            TemplateFault::TooMuch => "ce modèle produit un texte trop long.".into(),
            TemplateFault::Other => format!("ce modèle ne peut pas être rempli{quoted}."),
        }
    }

    fn message_en(self, found: &str) -> String {
        let quoted = if found.is_empty() { String::new() } else { format!(" ({found})") };
        match self {
            TemplateFault::Syntax => format!("the syntax is wrong{quoted}."),
            TemplateFault::UnknownVariable => format!("use a variable of the list{quoted}."),
            TemplateFault::UnknownFilter => format!("there is no such filter{quoted}."),
            TemplateFault::ForbiddenTag => format!("only if, elif, else, for and their ends{quoted}."),
            TemplateFault::TooMuch => "the template makes too long a text.".into(),
            TemplateFault::Other => format!("the template cannot be filled in{quoted}."),
        }
    }
}

/// `1 250,50 €` from cents, without its sign.
pub(crate) fn euros_fr(cents: i64) -> String {
    let cents = cents.unsigned_abs();
    let (euros, rest) = (cents / 100, cents % 100);
    let digits = euros.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    if rest == 0 { format!("{grouped}\u{a0}€") } else { format!("{grouped},{rest:02}\u{a0}€") }
}

/// garde carries a rule as its serialized form; [`crate::validation`] reads it back.
impl From<Rule> for garde::Error {
    fn from(rule: Rule) -> Self {
        garde::Error::new(serde_json::to_string(&rule).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_of_a_rule_is_its_serialized_tag() {
        for rule in [Rule::Required, Rule::TooLong { max: 3 }, Rule::BudgetUnbalanced { difference: -1 }] {
            let json = serde_json::to_value(&rule).unwrap_or_default();
            assert_eq!(json["code"], rule.code());
        }
    }

    #[test]
    fn an_imbalance_is_said_in_euros() {
        assert!(Rule::BudgetUnbalanced { difference: -1 }.message(Language::French).contains("0,01\u{a0}€"));
        assert_eq!(euros_fr(125_000_000), "1\u{202f}250\u{202f}000\u{a0}€");
    }
}
