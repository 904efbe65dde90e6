//! A new fiche from an earlier one, field by field kept or cleared.

use crate::{
    Money, Reference,
    project::{Declarations, ProjectInput, Section},
    words,
};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What can be kept of an earlier fiche. Answers of partners and declarations never are: they are given anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReusedField {
    Title,
    Summary,
    Contact,
    Objectives,
    Need,
    Description,
    ExpectedResults,
    Innovation,
    WorkingMethods,
    /// The names of the phases.
    Phases,
    /// Their dates.
    PhaseDates,
    Times,
    Audience,
    Schools,
    Partners,
    /// Accounts, labels and funders.
    Budget,
    /// Their amounts, and what is obtained.
    BudgetAmounts,
    /// What is asked of each funder.
    Requests,
    /// Names, units, baselines and targets.
    Indicators,
    /// When they are measured.
    IndicatorDates,
}

impl ReusedField {
    /// In the order of the form.
    pub const ALL: [ReusedField; 20] = [
        ReusedField::Title,
        ReusedField::Summary,
        ReusedField::Contact,
        ReusedField::Objectives,
        ReusedField::Need,
        ReusedField::Description,
        ReusedField::ExpectedResults,
        ReusedField::Innovation,
        ReusedField::WorkingMethods,
        ReusedField::Phases,
        ReusedField::PhaseDates,
        ReusedField::Times,
        ReusedField::Audience,
        ReusedField::Schools,
        ReusedField::Partners,
        ReusedField::Budget,
        ReusedField::BudgetAmounts,
        ReusedField::Requests,
        ReusedField::Indicators,
        ReusedField::IndicatorDates,
    ];

    /// Kept unless one says otherwise: all but dates and amounts.
    pub fn kept_by_default(self) -> bool {
        use ReusedField as F;
        !matches!(self, F::PhaseDates | F::BudgetAmounts | F::Requests | F::IndicatorDates)
    }

    /// What it is a part of: without that it says nothing.
    pub fn part_of(self) -> Option<ReusedField> {
        match self {
            ReusedField::PhaseDates => Some(ReusedField::Phases),
            ReusedField::BudgetAmounts => Some(ReusedField::Budget),
            ReusedField::IndicatorDates => Some(ReusedField::Indicators),
            _ => None,
        }
    }

    /// Its name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            ReusedField::Title => "title",
            ReusedField::Summary => "summary",
            ReusedField::Contact => "contact",
            ReusedField::Objectives => "objectives",
            ReusedField::Need => "need",
            ReusedField::Description => "description",
            ReusedField::ExpectedResults => "expected_results",
            ReusedField::Innovation => "innovation",
            ReusedField::WorkingMethods => "working_methods",
            ReusedField::Phases => "phases",
            ReusedField::PhaseDates => "phase_dates",
            ReusedField::Times => "times",
            ReusedField::Audience => "audience",
            ReusedField::Schools => "schools",
            ReusedField::Partners => "partners",
            ReusedField::Budget => "budget",
            ReusedField::BudgetAmounts => "budget_amounts",
            ReusedField::Requests => "requests",
            ReusedField::Indicators => "indicators",
            ReusedField::IndicatorDates => "indicator_dates",
        }
    }

    /// The section of the fiche it is in.
    pub fn section(self) -> Section {
        use ReusedField as F;
        match self {
            F::Title | F::Summary | F::Contact => Section::Identity,
            F::Objectives | F::Need => Section::Objectives,
            F::Description | F::ExpectedResults | F::Innovation | F::WorkingMethods => Section::Action,
            F::Phases | F::PhaseDates | F::Times => Section::Calendar,
            F::Audience | F::Schools => Section::Audience,
            F::Partners => Section::Partners,
            F::Budget | F::BudgetAmounts | F::Requests => Section::Budget,
            F::Indicators | F::IndicatorDates => Section::Indicators,
        }
    }

    /// The words people read.
    pub fn label_fr(self) -> &'static str {
        match self {
            ReusedField::Title => words::TITLE,
            ReusedField::Summary => words::SUMMARY,
            ReusedField::Contact => words::CONTACT,
            ReusedField::Objectives => "Objectifs",
            ReusedField::Need => words::NEED,
            ReusedField::Description => words::DESCRIPTION,
            ReusedField::ExpectedResults => words::RESULTS,
            ReusedField::Innovation => words::INNOVATION,
            ReusedField::WorkingMethods => words::METHODS,
            ReusedField::Phases => words::PHASES,
            ReusedField::PhaseDates => "Dates des étapes",
            ReusedField::Times => words::TIMES,
            ReusedField::Audience => "Public prévu",
            ReusedField::Schools => words::SCHOOLS,
            ReusedField::Partners => "Partenaires et apports",
            ReusedField::Budget => "Lignes du budget",
            ReusedField::BudgetAmounts => "Montants du budget",
            ReusedField::Requests => "Montants demandés",
            ReusedField::Indicators => words::INDICATORS,
            ReusedField::IndicatorDates => "Dates des indicateurs",
        }
    }
}

/// A new draft from an earlier fiche.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[schema(example = json!({"call": "2026", "keep": ["title", "summary", "objectives", "need"], "renewal": true}))]
pub struct CopyInput {
    /// The open call, by id or slug.
    pub call: Reference,
    /// What is kept; left out: all but dates and amounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(crate::validation::items)))]
    pub keep: Option<Vec<ReusedField>>,
    /// Whether the new action renews the earlier one (`renewal_of`).
    #[serde(default)]
    pub renewal: bool,
}

impl CopyInput {
    pub fn keeps(&self, field: ReusedField) -> bool {
        self.keep.as_ref().map_or_else(|| field.kept_by_default(), |keep| keep.contains(&field))
    }
}

/// What `earlier` becomes with only these fields.
pub fn kept(earlier: &ProjectInput, keeps: impl Fn(ReusedField) -> bool) -> ProjectInput {
    use ReusedField as F;
    let mut fiche = earlier.clone();
    (fiche.call, fiche.partner, fiche.renewal_of) = (None, None, None);
    fiche.declarations = Declarations::default();
    for involved in &mut fiche.partners {
        involved.confirmed = false;
    }
    let clear = |field: F| !keeps(field);
    if clear(F::PhaseDates) {
        for phase in &mut fiche.phases {
            (phase.starts_on, phase.ends_on) = (None, None);
        }
    }
    if clear(F::BudgetAmounts) {
        let charges = fiche.budget.charges.iter_mut().map(|line| &mut line.amount);
        for amount in charges.chain(fiche.budget.revenues.iter_mut().map(|line| &mut line.amount)) {
            *amount = Money::default();
        }
        for revenue in &mut fiche.budget.revenues {
            revenue.status = None;
        }
    }
    if clear(F::IndicatorDates) {
        for indicator in &mut fiche.indicators {
            indicator.due = None;
        }
    }
    for field in F::ALL.into_iter().filter(|field| !keeps(*field)) {
        match field {
            F::Title => fiche.title.clear(),
            F::Summary => fiche.summary.clear(),
            F::Contact => fiche.contact = Default::default(),
            F::Objectives => fiche.objectives = Default::default(),
            F::Need => fiche.need.clear(),
            F::Description => fiche.description.clear(),
            F::ExpectedResults => fiche.expected_results.clear(),
            F::Innovation => fiche.innovation.clear(),
            F::WorkingMethods => fiche.working_methods.clear(),
            F::Phases => fiche.phases.clear(),
            F::Times => fiche.times.clear(),
            F::Audience => fiche.audience = Default::default(),
            F::Schools => fiche.schools.clear(),
            F::Partners => fiche.partners.clear(),
            F::Budget => fiche.budget = Default::default(),
            F::Requests => fiche.requests.clear(),
            F::Indicators => fiche.indicators.clear(),
            F::PhaseDates | F::BudgetAmounts | F::IndicatorDates => {}
        }
    }
    fiche
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn earlier() -> ProjectInput {
        serde_json::from_value(json!({
            "call": "2022", "partner": "p", "renewal_of": "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f60",
            "title": "T", "summary": "S", "objectives": {"main": "O1", "others": ["O2"]}, "need": "N", "working_methods": "W",
            "innovation": "I", "description": "D", "expected_results": "R",
            "phases": [{"name": "Un", "starts_on": "2022-01-01", "ends_on": "2022-02-01"}], "times": ["school"],
            "audience": {"age_bands": [{"band": "6-10", "planned": 4}], "girls": 2}, "schools": ["0750655E"],
            "partners": [{"name": "X", "role": "R", "confirmed": true}],
            "budget": {"charges": [{"account": "604", "label": "L", "amount": {"amount": 5}}],
                       "revenues": [{"account": "74", "amount": {"amount": 5}, "status": "obtained"}]},
            "requests": [{"funder": "v", "amount": {"amount": 5}}],
            "indicators": [{"name": "E", "target": 4.0, "due": "2022-06-30"}],
            "declarations": {"honour": true, "republican_contract": true}, "contact": {"name": "C"}}))
        .unwrap_or_default()
    }

    #[test]
    fn by_default_dates_amounts_answers_and_declarations_are_cleared() {
        let fiche = kept(&earlier(), ReusedField::kept_by_default);
        assert_eq!((fiche.title.as_str(), fiche.need.as_str()), ("T", "N"));
        assert_eq!((fiche.phases[0].name.as_str(), fiche.phases[0].starts_on), ("Un", None));
        assert_eq!(fiche.budget.charges[0].amount, Money::default());
        assert_eq!(fiche.budget.charges[0].label, "L");
        assert!(fiche.requests.is_empty() && fiche.indicators[0].due.is_none());
        assert!(!fiche.partners[0].confirmed && !fiche.declarations.honour && fiche.renewal_of.is_none());
    }

    #[test]
    fn each_field_is_kept_alone_and_nothing_beside_it() {
        let empty = serde_json::to_value(ProjectInput::default()).unwrap_or_default();
        assert_eq!(serde_json::to_value(kept(&earlier(), |_| false)).unwrap_or_default(), empty);
        for field in ReusedField::ALL.into_iter().filter(|field| field.part_of().is_none()) {
            let fiche = serde_json::to_value(kept(&earlier(), |kept| kept == field)).unwrap_or_default();
            let changed = |name: &str, value: &Value| empty.get(name) != Some(value);
            let members =
                fiche.as_object().into_iter().flatten().filter(|(name, value)| changed(name, value));
            assert_eq!(members.count(), 1, "{field:?}");
        }
    }

    #[test]
    fn a_field_is_named_as_on_the_wire_and_is_where_its_part_is() {
        for field in ReusedField::ALL {
            assert_eq!(serde_json::to_value(field).ok(), Some(json!(field.as_str())));
            assert!(field.part_of().is_none_or(|whole| whole.section() == field.section()), "{field:?}");
        }
        assert!(ReusedField::ALL.is_sorted_by_key(|field| field.section()));
    }

    #[test]
    fn all_of_it_is_the_earlier_fiche_less_what_is_given_anew() {
        let mut expected = earlier();
        (expected.call, expected.partner, expected.renewal_of) = (None, None, None);
        expected.declarations = Declarations::default();
        expected.partners[0].confirmed = false;
        assert_eq!(kept(&earlier(), |_| true), expected);
    }
}
