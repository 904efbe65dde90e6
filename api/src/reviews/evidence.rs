//! What a fiche says on the criteria, and the middle of what the fiches of its call say. Pure, but for the memory of it.

use chrono::Datelike;
use openapi::{
    Money,
    completeness::beneficiaries,
    evidence::{Evidence, Medians},
    project::ProjectInput,
};
use quick_cache::sync::Cache;

/// Of how many fiches a reviewer reads the medians: who knows one or two of fewer could reckon what the others say, and those
/// are not the reviewer's to read.
pub const COMPARED_AT_LEAST: u32 = 5;
const KNOWN_CALLS: usize = 100;

/// Medians by call, each with the counter of [`crate::db::versions`] it was computed at.
pub struct Known(Cache<String, (i64, Medians)>);

impl Default for Known {
    fn default() -> Self {
        Self(Cache::new(KNOWN_CALLS))
    }
}

impl Known {
    /// The medians of a call, computed anew only when `version` has moved.
    pub fn get<E>(
        &self,
        call: &str,
        version: i64,
        compute: impl FnOnce() -> Result<Medians, E>,
    ) -> Result<Medians, E> {
        match self.0.get(call) {
            Some((at, medians)) if at == version => Ok(medians),
            _ => {
                let medians = compute()?;
                self.0.insert(call.to_owned(), (version, medians.clone()));
                Ok(medians)
            }
        }
    }
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
    let months = starts.zip(ends).filter(|(start, end)| start <= end).and_then(|(start, end)| {
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
        call: None,
    }
}

/// The middle value, or the mean of the two in the middle.
fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    let lower = *values.get((values.len() - 1) / 2)?;
    Some(f64::midpoint(lower, upper))
}

/// The medians of what the fiches of a call say.
pub fn medians(of_call: &[Evidence]) -> Medians {
    let of = |value: &dyn Fn(&Evidence) -> Option<f64>| median(of_call.iter().filter_map(value).collect());
    let cents =
        of(&|one| one.cost_per_beneficiary.map(|cost| cost.amount as f64)).map(|cents| cents.round() as i64);
    Medians {
        projects: u32::try_from(of_call.len()).unwrap_or(u32::MAX),
        beneficiaries: of(&|one| Some(one.beneficiaries.into())),
        cost_per_beneficiary: cents.map(Money::cents),
        district_share: of(&|one| one.district_share),
        partners: of(&|one| Some(one.partners.into())),
        confirmed_partners: of(&|one| Some(one.confirmed_partners.into())),
        co_funding_ratio: of(&|one| one.co_funding_ratio),
        months: of(&|one| one.months.map(f64::from)),
        objectives: of(&|one| Some(one.objectives.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fiche(value: serde_json::Value) -> ProjectInput {
        serde_json::from_value(value).unwrap_or_default()
    }

    #[test]
    fn evidence_counts_months_of_which_a_part_has_begun() {
        let evidence = evidence(&fiche(serde_json::json!({
            "phases": [{"name": "a", "starts_on": "2026-10-05", "ends_on": "2026-12-01"},
                       {"name": "b", "starts_on": "2027-01-10", "ends_on": "2027-06-30"}],
            "audience": {"age_bands": [{"band": "6-10", "planned": 60}], "districts": [{"district": "x", "planned": 45}]},
            "budget": {"charges": [{"account": "604", "amount": {"amount": 120000}}],
                       "revenues": [{"account": "74", "amount": {"amount": 120000}}]},
            "requests": [{"funder": "ville", "amount": {"amount": 90000}}]
        })));
        assert_eq!(evidence.months, Some(9));
        assert_eq!(evidence.cost_per_beneficiary, Some(Money::cents(2_000)));
        assert_eq!(evidence.district_share, Some(0.75));
        assert_eq!(evidence.co_funding_ratio, Some(0.25));
    }

    #[test]
    fn an_empty_fiche_has_counts_of_nothing_and_nothing_that_divides() {
        let empty = evidence(&ProjectInput::default());
        assert_eq!((empty.beneficiaries, empty.partners, empty.objectives), (0, 0, 0));
        assert_eq!(
            (empty.cost_per_beneficiary, empty.district_share, empty.co_funding_ratio),
            (None, None, None)
        );
        assert_eq!(empty.months, None);
    }

    #[test]
    fn a_median_leaves_out_what_cannot_be_said() {
        let with = |planned: u32| {
            evidence(&fiche(serde_json::json!({
                "audience": {"age_bands": [{"band": "6-10", "planned": planned}]},
                "budget": {"charges": [{"account": "604", "amount": {"amount": 120000}}]}
            })))
        };
        let medians = medians(&[with(0), with(60), with(20)]);
        assert_eq!(medians.beneficiaries, Some(20.0));
        assert_eq!(medians.cost_per_beneficiary, Some(Money::cents(4_000)));
        assert_eq!(medians.months, None);
        assert_eq!(super::medians(&[]).beneficiaries, None);
    }

    proptest! {
        #[test]
        fn shares_stay_between_nothing_and_all(planned in 0u32..1000, inside in 0u32..2000, asked in 0i64..100_000, revenue in 0i64..100_000) {
            let evidence = evidence(&fiche(serde_json::json!({
                "audience": {"age_bands": [{"band": "6-10", "planned": planned}], "districts": [{"district": "x", "planned": inside}]},
                "budget": {"revenues": [{"account": "74", "amount": {"amount": revenue}}]},
                "requests": [{"funder": "ville", "amount": {"amount": asked}}]
            })));
            for share in [evidence.district_share, evidence.co_funding_ratio].into_iter().flatten() {
                prop_assert!((0.0..=1.0).contains(&share));
            }
            prop_assert_eq!(evidence.district_share.is_none(), planned == 0);
        }

        #[test]
        fn half_of_the_values_lie_on_each_side_of_the_median_in_any_order(values in prop::collection::vec(-1e6f64..1e6, 1..40)) {
            let middle = median(values.clone()).unwrap_or(f64::NAN);
            let half = values.len().div_ceil(2);
            prop_assert!(values.iter().filter(|value| **value <= middle).count() >= half);
            prop_assert!(values.iter().filter(|value| **value >= middle).count() >= half);
            let mut turned = values;
            turned.reverse();
            prop_assert_eq!(median(turned), Some(middle));
        }

        #[test]
        fn a_longer_action_never_has_fewer_months(start in 0u64..1000, length in 0u64..1000, more in 0u64..400) {
            let day = |days: u64| chrono::NaiveDate::from_ymd_opt(2026, 1, 1).and_then(|first| first.checked_add_days(chrono::Days::new(days)));
            let months = |end: u64| evidence(&fiche(serde_json::json!({
                "phases": [{"name": "a", "starts_on": day(start), "ends_on": day(end)}]
            }))).months;
            prop_assert!(months(start + length) <= months(start + length + more));
            prop_assert!(months(start + length) >= Some(1));
        }
    }
}
