//! Conflicts found from the partner and money graph, scores checked, and what a fiche says on the criteria. Pure.

use crate::catalogue::StoredCall;
use chrono::Datelike;
use openapi::{
    Money, Reference,
    completeness::beneficiaries,
    project::ProjectInput,
    review::{ConflictSource, Evidence, ReviewInput},
    rule::Rule,
    validation::Violation,
};
use std::collections::HashSet;

/// What ties institutions to a project.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// The lead partner.
    pub lead: String,
    /// Partners that take part.
    pub takes_part: Vec<String>,
    /// Partners that already fund it.
    pub co_funds: Vec<String>,
}

/// The first tie found between a person's institutions and a project, the strongest first, with the institution.
pub fn found<'a>(
    graph: &Graph,
    institutions: impl Iterator<Item = &'a str> + Clone,
) -> Option<(ConflictSource, &'a str)> {
    let tied = |source: ConflictSource, holds: &dyn Fn(&str) -> bool| {
        institutions.clone().find(|id| holds(id)).map(|id| (source, id))
    };
    tied(ConflictSource::Leads, &|id| graph.lead == id)
        .or_else(|| {
            tied(ConflictSource::TakesPart, &|id| graph.takes_part.iter().any(|partner| partner == id))
        })
        .or_else(|| tied(ConflictSource::CoFunds, &|id| graph.co_funds.iter().any(|partner| partner == id)))
}

/// Scores with criteria named by id; a criterion of another call, or scored twice, is refused at its place.
pub fn settle(mut input: ReviewInput, call: &StoredCall) -> Result<ReviewInput, Vec<Violation>> {
    let mut wrong = Vec::new();
    let mut known = HashSet::new();
    for (index, score) in input.scores.iter_mut().enumerate() {
        let pointer = format!("/scores/{index}/criterion");
        match call.criterion(score.criterion.as_str()) {
            None => wrong.push(Violation::new(pointer, Rule::UnknownReference)),
            Some(criterion) if !known.insert(criterion.id.clone()) => {
                wrong.push(Violation::new(pointer, Rule::Duplicate))
            }
            Some(criterion) => score.criterion = Reference::from(criterion.id.as_str()),
        }
    }
    if wrong.is_empty() { Ok(input) } else { Err(wrong) }
}

/// What a fiche says on the criteria.
pub fn evidence(fiche: &ProjectInput) -> Evidence {
    let beneficiaries = beneficiaries(fiche);
    let totals = fiche.budget.totals();
    let share = |part: i64, whole: i64| (whole > 0).then(|| part as f64 / whole as f64);
    let in_districts: i64 = fiche.audience.districts.iter().map(|count| i64::from(count.planned)).sum();
    let asked: i64 = fiche.requests.iter().map(|request| request.amount).sum::<Money>().amount;
    let starts = fiche.phases.iter().filter_map(|phase| phase.starts_on).min();
    let ends = fiche.phases.iter().filter_map(|phase| phase.ends_on).max();
    let months = starts.zip(ends).and_then(|(start, end)| {
        let whole = (end.year() - start.year()) * 12 + end.month() as i32 - start.month() as i32;
        u32::try_from(whole + i32::from(end.day() >= start.day())).ok()
    });
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Evidence {
        beneficiaries,
        cost_per_beneficiary: (beneficiaries > 0)
            .then(|| Money::cents(totals.charges / i64::from(beneficiaries))),
        district_share: share(in_districts.min(beneficiaries.into()), beneficiaries.into()),
        partners: count(fiche.partners.len()),
        confirmed_partners: count(fiche.partners.iter().filter(|partner| partner.confirmed).count()),
        co_funding_ratio: share((totals.revenues - asked).max(0), totals.revenues),
        months,
        objectives: count(fiche.objectives.others.len() + usize::from(fiche.objectives.main.is_some())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn graph() -> Graph {
        Graph { lead: "association".into(), takes_part: vec!["ville".into()], co_funds: vec!["agglo".into()] }
    }

    #[test]
    fn a_reviewer_whose_institution_leads_takes_part_or_co_funds_is_in_conflict() {
        let source =
            |institution: &'static str| found(&graph(), [institution].into_iter()).map(|(source, _)| source);
        assert_eq!(source("association"), Some(ConflictSource::Leads));
        assert_eq!(source("ville"), Some(ConflictSource::TakesPart));
        assert_eq!(source("agglo"), Some(ConflictSource::CoFunds));
        assert_eq!(source("school"), None);
    }

    #[test]
    fn the_strongest_tie_is_the_one_that_is_said() {
        assert_eq!(
            found(&graph(), ["agglo", "ville"].into_iter()),
            Some((ConflictSource::TakesPart, "ville"))
        );
    }

    #[test]
    fn evidence_counts_months_of_which_a_part_has_begun() {
        let fiche: ProjectInput = serde_json::from_value(serde_json::json!({
            "phases": [{"name": "a", "starts_on": "2026-10-05", "ends_on": "2026-12-01"},
                       {"name": "b", "starts_on": "2027-01-10", "ends_on": "2027-06-30"}],
            "audience": {"age_bands": [{"band": "6-10", "planned": 60}], "districts": [{"district": "x", "planned": 45}]},
            "budget": {"charges": [{"account": "604", "amount": {"amount": 120000}}],
                       "revenues": [{"account": "74", "amount": {"amount": 120000}}]},
            "requests": [{"funder": "ville", "amount": {"amount": 90000}}]
        }))
        .unwrap_or_default();
        let evidence = evidence(&fiche);
        assert_eq!(evidence.months, Some(9));
        assert_eq!(evidence.cost_per_beneficiary, Some(Money::cents(2_000)));
        assert_eq!(evidence.district_share, Some(0.75));
        assert_eq!(evidence.co_funding_ratio, Some(0.25));
    }

    proptest! {
        #[test]
        fn shares_stay_between_nothing_and_all(planned in 0u32..1000, inside in 0u32..2000, asked in 0i64..100_000, revenue in 0i64..100_000) {
            let fiche: ProjectInput = serde_json::from_value(serde_json::json!({
                "audience": {"age_bands": [{"band": "6-10", "planned": planned}], "districts": [{"district": "x", "planned": inside}]},
                "budget": {"revenues": [{"account": "74", "amount": {"amount": revenue}}]},
                "requests": [{"funder": "ville", "amount": {"amount": asked}}]
            })).unwrap_or_default();
            let evidence = evidence(&fiche);
            for share in [evidence.district_share, evidence.co_funding_ratio].into_iter().flatten() {
                prop_assert!((0.0..=1.0).contains(&share));
            }
        }
    }
}
