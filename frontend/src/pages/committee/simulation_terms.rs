//! A scenario as it is typed, and as it is sent. Pure.

use openapi::{
    FieldError, Money, Reference,
    call::Envelope,
    partner::PartnerRef,
    project::AgeBand,
    simulation::{EnvelopeLimit, Floor, ScoreKind, SimulationInput},
    validation,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is imposed on a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lock {
    In,
    Out,
}

/// A scenario being typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    pub name: String,
    pub score: ScoreKind,
    /// Cents of each envelope of the call; empty: as the call says.
    pub envelopes: Vec<(PartnerRef, Option<i64>)>,
    /// By key: see [`Terms::objective`] and its like.
    pub floors: BTreeMap<String, i64>,
    /// By project.
    pub locks: BTreeMap<String, Lock>,
}

impl Terms {
    pub fn objective(id: &str) -> String {
        format!("o-{id}")
    }

    pub fn district(id: &str) -> String {
        format!("d-{id}")
    }

    pub fn band(band: AgeBand) -> String {
        let place = AgeBand::ALL.iter().position(|one| *one == band).unwrap_or(0);
        format!("b-{place}")
    }

    /// What the form starts from: a scenario, or the envelopes of the call alone.
    pub fn of(terms: Option<&SimulationInput>, envelopes: &[Envelope]) -> Self {
        let limit = |funder: &PartnerRef| {
            let limits = terms.into_iter().flat_map(|terms| &terms.envelopes);
            limits
                .filter(|limit| limit.funder.as_str() == funder.id.as_str())
                .map(|limit| limit.amount.amount)
                .next()
        };
        let envelopes = envelopes.iter().map(|envelope| {
            let cents = limit(&envelope.funder).unwrap_or(envelope.amount.amount);
            (envelope.funder.clone(), Some(cents))
        });
        let mut new = Self {
            name: terms.map(|terms| terms.name.clone()).unwrap_or_default(),
            score: terms.map(|terms| terms.score).unwrap_or_default(),
            envelopes: envelopes.collect(),
            floors: BTreeMap::new(),
            locks: BTreeMap::new(),
        };
        for floor in terms.into_iter().flat_map(|terms| &terms.floors) {
            let key = match (&floor.objective, &floor.district, floor.age_band) {
                (Some(objective), ..) => Self::objective(objective.as_str()),
                (None, Some(district), _) => Self::district(district.as_str()),
                (None, None, Some(band)) => Self::band(band),
                (None, None, None) => continue,
            };
            new.floors.insert(key, i64::from(floor.at_least));
        }
        for (list, lock) in
            terms.into_iter().flat_map(|terms| [(&terms.locked_in, Lock::In), (&terms.locked_out, Lock::Out)])
        {
            new.locks.extend(list.iter().map(|project| (project.as_str().to_owned(), lock)));
        }
        new
    }

    pub fn set_floor(&mut self, key: &str, least: Option<i64>) {
        match least.filter(|least| *least > 0) {
            Some(least) => self.floors.insert(key.to_owned(), least),
            None => self.floors.remove(key),
        };
    }

    pub fn set_lock(&mut self, project: String, lock: Option<Lock>) {
        match lock {
            Some(lock) => self.locks.insert(project, lock),
            None => self.locks.remove(&project),
        };
    }

    /// As it is sent, and what is wrong with it.
    pub fn input(&self) -> (SimulationInput, Vec<FieldError>) {
        let envelopes = self.envelopes.iter().filter_map(|(funder, cents)| {
            Some(EnvelopeLimit {
                funder: Reference::from(funder.id.as_str()),
                amount: Money::cents((*cents)?),
            })
        });
        let floors = self.floors.iter().map(|(key, least)| {
            let (kind, id) = key.split_once('-').unwrap_or_default();
            let band = || AgeBand::ALL.get(id.parse::<usize>().ok()?).copied();
            Floor {
                objective: (kind == "o").then(|| Reference::from(id)),
                district: (kind == "d").then(|| Reference::from(id)),
                age_band: if kind == "b" { band() } else { None },
                at_least: u32::try_from(*least).unwrap_or(u32::MAX),
            }
        });
        let locked = |wanted: Lock| {
            let own = self.locks.iter().filter(move |(_, lock)| **lock == wanted);
            own.map(|(project, _)| Reference::from(project.as_str())).collect()
        };
        let input = SimulationInput {
            name: self.name.trim().to_owned(),
            score: self.score,
            envelopes: envelopes.collect(),
            floors: floors.collect(),
            locked_in: locked(Lock::In),
            locked_out: locked(Lock::Out),
        };
        let wrong = validation::check(&input);
        let french = openapi::error_code::Language::French;
        (input, wrong.into_iter().map(|violation| violation.in_language(french)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_that_is_changed_is_sent_as_it_was_but_for_the_change() {
        let input = SimulationInput {
            name: "Essai".into(),
            floors: vec![
                Floor { objective: None, district: None, age_band: Some(AgeBand::From6To10), at_least: 2 },
                Floor { objective: Some(Reference::from("o7")), district: None, age_band: None, at_least: 3 },
            ],
            locked_in: vec![Reference::from("p1")],
            locked_out: vec![Reference::from("p2")],
            ..SimulationInput::default()
        };
        let mut terms = Terms::of(Some(&input), &[]);
        assert_eq!(terms.input().0, input);
        terms.set_lock("p1".into(), None);
        terms.set_floor("b-2", None);
        let (changed, wrong) = terms.input();
        assert!(changed.locked_in.is_empty() && wrong.is_empty());
        assert_eq!(changed.floors, input.floors[1..]);
    }

    #[test]
    fn a_scenario_needs_a_name() {
        let terms = Terms::of(None, &[]);
        assert_eq!(terms.input().1.iter().map(|error| error.pointer.as_str()).collect::<Vec<_>>(), ["/name"]);
    }
}
