//! The sections of a fiche: which members each one holds, and how far each one is.

use super::ProjectInput;
use crate::{rule::Rule, validation::Violation};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// A part of the fiche: written on a page of its own, saved on its own, named by a correction. Every member of the
/// fiche but `call` and `partner` belongs to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    Identity,
    Objectives,
    Action,
    Calendar,
    Audience,
    Partners,
    Budget,
    Indicators,
    Declarations,
}

/// How far a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionState {
    /// Nothing in it yet, and something is needed.
    Todo,
    /// Something in it, and something still missing.
    Started,
    Complete,
    /// Something in it is wrong, or the coordination asked for a correction.
    ToCorrect,
    /// Nothing in it, and nothing is needed.
    Optional,
}

impl Section {
    /// In the order of the task list.
    pub const ALL: [Section; 9] = [
        Section::Identity,
        Section::Objectives,
        Section::Action,
        Section::Calendar,
        Section::Audience,
        Section::Partners,
        Section::Budget,
        Section::Indicators,
        Section::Declarations,
    ];

    /// The last segment of its address in the web app.
    pub fn slug(self) -> &'static str {
        match self {
            Section::Identity => "identite",
            Section::Objectives => "objectifs",
            Section::Action => "action",
            Section::Calendar => "calendrier",
            Section::Audience => "public",
            Section::Partners => "partenaires",
            Section::Budget => "budget",
            Section::Indicators => "indicateurs",
            Section::Declarations => "declarations",
        }
    }

    /// Its name on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Section::Identity => "identity",
            Section::Objectives => "objectives",
            Section::Action => "action",
            Section::Calendar => "calendar",
            Section::Audience => "audience",
            Section::Partners => "partners",
            Section::Budget => "budget",
            Section::Indicators => "indicators",
            Section::Declarations => "declarations",
        }
    }

    /// The words people read.
    pub const fn label_fr(self) -> &'static str {
        match self {
            Section::Identity => "Identité",
            Section::Objectives => "Objectifs et besoin",
            Section::Action => "L’action",
            Section::Calendar => "Calendrier",
            Section::Audience => "Public",
            Section::Partners => "Partenaires de l’action",
            Section::Budget => "Budget",
            Section::Indicators => "Indicateurs",
            Section::Declarations => "Déclarations",
        }
    }

    /// The section with this name on the wire.
    pub fn parse(name: &str) -> Option<Section> {
        Self::ALL.into_iter().find(|section| section.as_str() == name)
    }

    /// The section at an address of the web app.
    pub fn at(slug: &str) -> Option<Section> {
        Self::ALL.into_iter().find(|section| section.slug() == slug)
    }

    /// Members of the fiche that this section holds.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Section::Identity => &["title", "summary", "contact", "renewal_of"],
            Section::Objectives => &["objectives", "need"],
            Section::Action => &["description", "expected_results", "innovation", "working_methods"],
            Section::Calendar => &["phases", "times"],
            Section::Audience => &["audience", "schools"],
            Section::Partners => &["partners"],
            Section::Budget => &["budget", "requests"],
            Section::Indicators => &["indicators"],
            Section::Declarations => &["declarations"],
        }
    }

    /// The section that holds the member at a JSON Pointer of the fiche.
    pub fn of(pointer: &str) -> Option<Section> {
        let first = pointer.trim_start_matches('/').split('/').next()?;
        Self::ALL.into_iter().find(|section| section.fields().contains(&first))
    }

    /// The one after it.
    pub fn next(self) -> Option<Section> {
        Self::ALL.into_iter().skip_while(|section| *section != self).nth(1)
    }

    /// 1 to 9.
    pub fn position(self) -> usize {
        Self::ALL.into_iter().position(|section| section == self).map_or(0, |index| index + 1)
    }

    /// The section's members of a fiche.
    pub fn part(self, fiche: &ProjectInput) -> Map<String, Value> {
        match serde_json::to_value(fiche) {
            Ok(Value::Object(all)) => {
                all.into_iter().filter(|(name, _)| self.fields().contains(&name.as_str())).collect()
            }
            _ => Map::new(),
        }
    }

    /// Whether two fiches say the same in this section.
    pub fn same(self, one: &ProjectInput, other: &ProjectInput) -> bool {
        self.part(one) == self.part(other)
    }

    /// Puts this section of `from` into `into`.
    pub fn take(self, from: &ProjectInput, into: &mut ProjectInput) {
        match self {
            Section::Identity => {
                into.title.clone_from(&from.title);
                into.summary.clone_from(&from.summary);
                into.contact.clone_from(&from.contact);
                into.renewal_of.clone_from(&from.renewal_of);
            }
            Section::Objectives => {
                into.objectives.clone_from(&from.objectives);
                into.need.clone_from(&from.need);
            }
            Section::Action => {
                into.description.clone_from(&from.description);
                into.expected_results.clone_from(&from.expected_results);
                into.innovation.clone_from(&from.innovation);
                into.working_methods.clone_from(&from.working_methods);
            }
            Section::Calendar => {
                into.phases.clone_from(&from.phases);
                into.times.clone_from(&from.times);
            }
            Section::Audience => {
                into.audience.clone_from(&from.audience);
                into.schools.clone_from(&from.schools);
            }
            Section::Partners => into.partners.clone_from(&from.partners),
            Section::Budget => {
                into.budget.clone_from(&from.budget);
                into.requests.clone_from(&from.requests);
            }
            Section::Indicators => into.indicators.clone_from(&from.indicators),
            Section::Declarations => into.declarations.clone_from(&from.declarations),
        }
    }

    /// What of `violations` lies in this section.
    pub fn violations(self, violations: &[Violation]) -> Vec<Violation> {
        violations.iter().filter(|violation| Section::of(&violation.pointer) == Some(self)).cloned().collect()
    }

    /// How far the section is, given all that the fiche lacks (`openapi::completeness::violations`).
    pub fn state(self, fiche: &ProjectInput, violations: &[Violation]) -> SectionState {
        let mine = self.violations(violations);
        let empty = self.same(fiche, &ProjectInput::default());
        if mine.is_empty() {
            if empty { SectionState::Optional } else { SectionState::Complete }
        } else if empty {
            SectionState::Todo
        } else if mine.iter().all(|violation| violation.rule == Rule::Required) {
            SectionState::Started
        } else {
            SectionState::ToCorrect
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Id, Money,
        budget::{RevenueInput, charge},
        completeness::violations,
        partner::PartnerKind,
        project::Phase,
    };

    fn state(section: Section, fiche: &ProjectInput) -> SectionState {
        section.state(fiche, &violations(fiche, PartnerKind::School))
    }

    #[test]
    fn every_member_of_a_fiche_has_one_section_but_its_call_and_its_lead() {
        // A member that is absent when empty is named here.
        let fiche = ProjectInput {
            call: Some("2026".into()),
            partner: Some("p".into()),
            renewal_of: Some(Id::from_storage("0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f70".into())),
            ..ProjectInput::default()
        };
        let all = serde_json::to_value(fiche).unwrap_or_default();
        for name in all.as_object().into_iter().flat_map(Map::keys) {
            let holders =
                Section::ALL.into_iter().filter(|section| section.fields().contains(&name.as_str())).count();
            assert_eq!(holders, usize::from(!["call", "partner"].contains(&name.as_str())), "{name}");
        }
    }

    #[test]
    fn all_that_an_empty_fiche_lacks_has_a_section_that_mends_it() {
        for violation in violations(&ProjectInput::default(), PartnerKind::Association) {
            assert!(Section::of(&violation.pointer).is_some(), "{}", violation.pointer);
        }
    }

    #[test]
    fn a_pointer_deep_in_a_list_leads_to_its_section() {
        assert_eq!(Section::of("/budget/charges/0/amount"), Some(Section::Budget));
        assert_eq!(Section::of("/audience/age_bands/2/planned"), Some(Section::Audience));
        assert_eq!(Section::of("/title"), Some(Section::Identity));
        assert_eq!(Section::of("/titles"), None);
        assert_eq!(Section::of(""), None);
    }

    #[test]
    fn an_empty_section_is_to_do_where_something_is_needed_and_optional_elsewhere() {
        let fiche = ProjectInput::default();
        assert_eq!(state(Section::Identity, &fiche), SectionState::Todo);
        assert_eq!(state(Section::Partners, &fiche), SectionState::Optional);
    }

    #[test]
    fn a_section_with_a_part_missing_is_started_and_with_a_wrong_part_to_correct() {
        let mut fiche = ProjectInput { title: "Lire en famille".into(), ..ProjectInput::default() };
        assert_eq!(state(Section::Identity, &fiche), SectionState::Started);
        fiche.summary = "Ateliers".into();
        assert_eq!(state(Section::Identity, &fiche), SectionState::Complete);
        fiche.title = "Lire".into();
        assert_eq!(state(Section::Identity, &fiche), SectionState::ToCorrect);
    }

    #[test]
    fn a_budget_out_of_balance_is_to_correct() {
        let mut fiche = ProjectInput::default();
        fiche.budget.charges.push(charge("604", "", 100));
        assert_eq!(state(Section::Budget, &fiche), SectionState::ToCorrect);
        fiche.budget.revenues.push(RevenueInput {
            account: "74".into(),
            label: String::new(),
            funder: None,
            amount: Money::cents(100),
            status: None,
        });
        assert_eq!(state(Section::Budget, &fiche), SectionState::Complete);
    }

    #[test]
    fn taking_a_section_changes_nothing_else() {
        let mut from =
            ProjectInput { title: "Autre".into(), need: "Besoin".into(), ..ProjectInput::default() };
        from.phases.push(Phase { name: "Un".into(), starts_on: None, ends_on: None });
        for section in Section::ALL {
            let mut into = ProjectInput::default();
            section.take(&from, &mut into);
            for other in Section::ALL {
                let expected = if other == section { &from } else { &ProjectInput::default() };
                assert!(other.same(&into, expected), "{section:?} {other:?}");
            }
        }
    }

    #[test]
    fn sections_follow_each_other_and_are_found_by_address_and_name() {
        assert_eq!(Section::Identity.next(), Some(Section::Objectives));
        assert_eq!(Section::Declarations.next(), None);
        assert_eq!(Section::Declarations.position(), 9);
        for section in Section::ALL {
            assert_eq!(Section::at(section.slug()), Some(section));
            assert_eq!(Section::parse(section.as_str()), Some(section));
            assert_eq!(serde_json::to_value(section).ok(), Some(section.as_str().into()));
        }
    }
}
