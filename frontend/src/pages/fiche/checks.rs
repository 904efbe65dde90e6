//! What is wrong or missing in a fiche, in sentences. Pure.

use super::{content::blank_lines, sections::Section};
use crate::i18n::fiche_fields;
use openapi::{
    FieldError,
    advice::{self, Advice, Oddity},
    completeness,
    error_code::Language,
    partner::PartnerKind,
    project::ProjectInput,
    validation::{Violation, check},
};

/// The sentence of a violation; more precise than the rule's own where something is missing.
pub fn sentence(violation: &Violation) -> FieldError {
    precise(violation.in_language(Language::French))
}

/// The same for an error that the server sent.
pub fn precise(mut error: FieldError) -> FieldError {
    if error.code == "required"
        && let Some(sentence) = fiche_fields::required(&error.pointer)
    {
        error.message = sentence.to_owned();
    }
    error
}

/// What the server would refuse to save in a section. A draft may lack anything.
pub fn wrong(section: Section, fiche: &ProjectInput) -> Vec<FieldError> {
    once(section.violations(&check(fiche)).iter().map(sentence).collect())
}

/// The same for a form that stays as it is: what is wrong only because a line is still blank is left out.
pub fn wrong_where_written(section: Section, fiche: &ProjectInput) -> Vec<FieldError> {
    let blank = blank_lines(fiche);
    let mut errors = wrong(section, fiche);
    errors.retain(|error| {
        let within = format!("{}/", error.pointer);
        blank.iter().all(|line| !within.starts_with(line.as_str()))
    });
    errors
}

/// What is odd in a section where something is written, and stops nobody.
pub fn odd(section: Section, fiche: &ProjectInput) -> Vec<FieldError> {
    let here = |advice: &Advice| {
        let empty = matches!(advice.oddity, Oddity::NoContact | Oddity::NoIndicator);
        Section::of(&advice.pointer) == Some(section) && !empty
    };
    let all = advice::of(fiche).into_iter().filter(here);
    all.map(|advice| advice.in_language(Language::French)).collect()
}

/// All that is odd, in the order of the sections.
pub fn all_odd(fiche: &ProjectInput) -> Vec<FieldError> {
    in_order(advice::of(fiche).iter().map(|advice| advice.in_language(Language::French)).collect())
}

/// What a section lacks before the fiche can be filed.
pub fn missing(section: Section, fiche: &ProjectInput, lead: PartnerKind) -> Vec<FieldError> {
    once(section.violations(&completeness::violations(fiche, lead)).iter().map(sentence).collect())
}

/// All that the fiche lacks before it can be filed, in the order of the sections.
pub fn all_missing(fiche: &ProjectInput, lead: PartnerKind) -> Vec<FieldError> {
    in_order(completeness::violations(fiche, lead).iter().map(sentence).collect())
}

/// In the order of the sections; what belongs to none comes last.
pub fn in_order(errors: Vec<FieldError>) -> Vec<FieldError> {
    let mut errors = once(errors);
    errors.sort_by_key(|error| Section::of(&error.pointer).map_or(usize::MAX, Section::position));
    errors
}

/// A field that breaks one rule twice, as a draft and as a filing, says it once.
fn once(errors: Vec<FieldError>) -> Vec<FieldError> {
    let mut kept: Vec<FieldError> = Vec::with_capacity(errors.len());
    for error in errors {
        if kept.iter().all(|seen| seen.pointer != error.pointer || seen.message != error.message) {
            kept.push(error);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::project::Phase;

    #[test]
    fn what_is_missing_says_what_to_do() {
        let errors = missing(Section::Identity, &ProjectInput::default(), PartnerKind::School);
        let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
        assert_eq!(messages, ["Donnez un titre à l’action.", "Résumez l’action en deux ou trois phrases."]);
    }

    #[test]
    fn an_incomplete_draft_is_not_wrong() {
        for section in Section::ALL {
            assert!(wrong(section, &ProjectInput::default()).is_empty(), "{section:?}");
        }
    }

    #[test]
    fn a_step_without_a_name_is_wrong_in_its_section_only() {
        let mut fiche = ProjectInput::default();
        fiche.phases.push(Phase {
            name: String::new(),
            starts_on: chrono::NaiveDate::from_ymd_opt(2026, 1, 1),
            ends_on: None,
        });
        let found = wrong(Section::Calendar, &fiche);
        assert_eq!(found.first().map(|error| error.pointer.as_str()), Some("/phases/0/name"));
        assert!(wrong(Section::Identity, &fiche).is_empty());
    }

    #[test]
    fn a_line_that_is_still_blank_is_not_wrong() {
        let mut fiche = ProjectInput::default();
        fiche.phases.push(Phase { name: String::new(), starts_on: None, ends_on: None });
        fiche.schools.push(String::new());
        assert!(!wrong(Section::Calendar, &fiche).is_empty());
        assert!(wrong_where_written(Section::Calendar, &fiche).is_empty());
        assert!(wrong_where_written(Section::Audience, &fiche).is_empty());
    }

    #[test]
    fn all_that_is_missing_follows_the_order_of_the_sections() {
        let positions: Vec<usize> = all_missing(&ProjectInput::default(), PartnerKind::School)
            .iter()
            .map(|error| Section::of(&error.pointer).map_or(usize::MAX, Section::position))
            .collect();
        assert!(positions.is_sorted(), "{positions:?}");
    }
}
