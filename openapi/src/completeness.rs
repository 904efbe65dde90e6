//! What a fiche still lacks before it can be submitted: the same list in the browser and on the server.
//! What is only odd is said by [`crate::advice`] and stops nobody.

use crate::{
    limits,
    partner::PartnerKind,
    project::{AgeBand, ProjectInput},
    rule::Rule,
    validation::{Violation, check},
};
use std::collections::HashSet;

/// Every missing or wrong field at once, each at its place; empty when a lead partner of this kind can submit the fiche.
pub fn violations(fiche: &ProjectInput, lead: PartnerKind) -> Vec<Violation> {
    let mut violations = check(fiche);
    let mut require = |there: bool, pointer: &str| {
        if !there {
            violations.push(Violation::new(pointer, Rule::Required));
        }
    };
    let filled = |text: &str| !text.trim().is_empty();
    require(filled(&fiche.title), "/title");
    require(filled(&fiche.summary), "/summary");
    require(fiche.objectives.main.is_some(), "/objectives/main");
    require(filled(&fiche.need), "/need");
    require(filled(&fiche.description), "/description");
    require(fiche.audience.age_bands.iter().any(|count| count.planned > 0), "/audience/age_bands");
    require(!fiche.budget.charges.is_empty(), "/budget/charges");
    require(!fiche.budget.revenues.is_empty(), "/budget/revenues");
    require(!fiche.phases.is_empty(), "/phases");
    for (index, phase) in fiche.phases.iter().enumerate() {
        require(phase.starts_on.is_some(), &format!("/phases/{index}/starts_on"));
        require(phase.ends_on.is_some(), &format!("/phases/{index}/ends_on"));
    }
    for (index, involved) in fiche.partners.iter().enumerate() {
        let named = involved.partner.is_some() || involved.name.as_deref().is_some_and(filled);
        require(named, &format!("/partners/{index}/partner"));
    }
    for (index, indicator) in fiche.indicators.iter().enumerate() {
        require(indicator.target.is_some(), &format!("/indicators/{index}/target"));
        require(indicator.due.is_some(), &format!("/indicators/{index}/due"));
    }
    require(fiche.declarations.honour, "/declarations/honour");
    if lead == PartnerKind::Association {
        require(fiche.declarations.republican_contract, "/declarations/republican_contract");
    }
    let length = fiche.title.trim().chars().count();
    if (1..limits::TITLE_MIN).contains(&length) {
        violations.push(Violation::new("/title", Rule::TooShort { min: limits::TITLE_MIN }));
    }
    violations.extend(fiche.budget.imbalance());
    violations.extend(audience(fiche));
    violations.extend(duplicates(fiche));
    violations
}

/// Young people planned, over all age bands.
pub fn beneficiaries(fiche: &ProjectInput) -> u32 {
    fiche.audience.age_bands.iter().fold(0, |total, count| total.saturating_add(count.planned))
}

fn audience(fiche: &ProjectInput) -> Option<Violation> {
    let genders = fiche.audience.girls.unwrap_or(0).saturating_add(fiche.audience.boys.unwrap_or(0));
    (genders > beneficiaries(fiche)).then(|| Violation::new("/audience/girls", Rule::GendersMismatch))
}

fn duplicates(fiche: &ProjectInput) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut bands: HashSet<AgeBand> = HashSet::new();
    for (index, count) in fiche.audience.age_bands.iter().enumerate() {
        if !bands.insert(count.band) {
            found.push(Violation::new(format!("/audience/age_bands/{index}/band"), Rule::Duplicate));
        }
    }
    let mut funders = HashSet::new();
    for (index, request) in fiche.requests.iter().enumerate() {
        if !funders.insert(request.funder.as_str()) {
            found.push(Violation::new(format!("/requests/{index}/funder"), Rule::Duplicate));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Money,
        budget::{BudgetInput, RevenueInput, charge},
        project::{AudienceInput, BandCount, Declarations, Indicator, ObjectivesInput, Phase},
    };

    fn complete() -> ProjectInput {
        let day = |d| chrono::NaiveDate::from_ymd_opt(2026, 10, d);
        ProjectInput {
            title: "Lire en famille".into(),
            summary: "Ateliers".into(),
            objectives: ObjectivesInput { main: Some("O2".into()), others: vec![] },
            need: "Besoin".into(),
            description: "Description".into(),
            audience: AudienceInput {
                age_bands: vec![BandCount { band: AgeBand::From6To10, planned: 60 }],
                ..AudienceInput::default()
            },
            budget: BudgetInput {
                charges: vec![charge("604", "", 100)],
                revenues: vec![RevenueInput {
                    account: "74".into(),
                    label: String::new(),
                    funder: None,
                    amount: Money::cents(100),
                    status: None,
                }],
            },
            phases: vec![Phase { name: "Ateliers".into(), starts_on: day(1), ends_on: day(2) }],
            declarations: Declarations { honour: true, republican_contract: false },
            ..ProjectInput::default()
        }
    }

    fn pointers(fiche: &ProjectInput) -> Vec<String> {
        violations(fiche, PartnerKind::School).into_iter().map(|violation| violation.pointer).collect()
    }

    #[test]
    fn a_complete_fiche_lacks_nothing() {
        assert_eq!(pointers(&complete()), Vec::<String>::new());
    }

    #[test]
    fn an_empty_fiche_says_all_that_it_lacks_at_once() {
        let missing = pointers(&ProjectInput::default());
        for pointer in [
            "/title",
            "/summary",
            "/objectives/main",
            "/need",
            "/budget/charges",
            "/phases",
            "/declarations/honour",
        ] {
            assert!(missing.iter().any(|found| found == pointer), "{pointer} in {missing:?}");
        }
    }

    #[test]
    fn a_phase_that_ends_before_it_starts_is_refused() {
        let mut fiche = complete();
        fiche.phases[0].ends_on = chrono::NaiveDate::from_ymd_opt(2026, 9, 30);
        assert_eq!(pointers(&fiche), ["/phases/0/ends_on"]);
    }

    #[test]
    fn girls_and_boys_cannot_exceed_the_age_bands() {
        let mut fiche = complete();
        fiche.audience.girls = Some(61);
        assert_eq!(pointers(&fiche), ["/audience/girls"]);
    }

    #[test]
    fn an_association_also_commits_itself_to_the_republican_contract() {
        let mut fiche = complete();
        let association = |fiche: &ProjectInput| violations(fiche, PartnerKind::Association);
        let missing = [Violation::new("/declarations/republican_contract", Rule::Required)];
        assert_eq!(association(&fiche), missing);
        fiche.declarations.republican_contract = true;
        assert_eq!(association(&fiche), []);
    }

    #[test]
    fn an_indicator_needs_what_it_is_measured_against_and_when() {
        let mut fiche = complete();
        let name = "Enfants assidus".into();
        fiche.indicators =
            vec![Indicator { name, unit: String::new(), baseline: None, target: None, due: None }];
        assert_eq!(pointers(&fiche), ["/indicators/0/target", "/indicators/0/due"]);
    }
}
