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
    /// Cents of each envelope of the call; empty or unchanged: as the call says.
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

    /// Takes out what is imposed on projects that are not offered any more, such as one that was withdrawn; which they were.
    pub fn keep_locks(&mut self, offered: impl Fn(&str) -> bool) -> Vec<String> {
        let gone: Vec<String> = self.locks.keys().filter(|project| !offered(project)).cloned().collect();
        self.locks.retain(|project, _| offered(project));
        gone
    }

    /// The envelopes that differ from the call's, with their places in the form. The others follow the call.
    fn changed<'a>(&'a self, call: &'a [Envelope]) -> impl Iterator<Item = (usize, &'a PartnerRef, i64)> {
        let of_call = |funder: &PartnerRef| {
            call.iter()
                .find(|envelope| envelope.funder.id == funder.id)
                .map(|envelope| envelope.amount.amount)
        };
        self.envelopes.iter().enumerate().filter_map(move |(place, (funder, cents))| {
            let cents = cents.filter(|cents| Some(*cents) != of_call(funder))?;
            Some((place, funder, cents))
        })
    }

    /// Projects under a lock, in the order in which they are sent.
    fn locked(&self, wanted: Lock) -> impl Iterator<Item = &String> {
        self.locks.iter().filter(move |(_, lock)| **lock == wanted).map(|(project, _)| project)
    }

    /// The field of the form for what a pointer into the request names: its lists leave out what nobody changed.
    pub fn field(&self, call: &[Envelope], pointer: &str) -> Option<String> {
        let mut parts = pointer.trim_start_matches('/').split('/');
        let (list, at) = (parts.next()?, parts.next()?.parse().ok()?);
        match list {
            "envelopes" => self.changed(call).nth(at).map(|(place, ..)| Self::envelope_field(place)),
            "floors" => self.floors.keys().nth(at).map(|key| Self::floor_field(key)),
            "locked_in" => self.locked(Lock::In).nth(at).map(|project| Self::lock_field(project)),
            "locked_out" => self.locked(Lock::Out).nth(at).map(|project| Self::lock_field(project)),
            _ => None,
        }
    }

    pub fn envelope_field(place: usize) -> String {
        format!("/envelope/{place}")
    }

    pub fn floor_field(key: &str) -> String {
        format!("/floor/{key}")
    }

    pub fn lock_field(project: &str) -> String {
        format!("/lock/{project}")
    }

    /// As it is sent, and what is wrong with it.
    pub fn input(&self, call: &[Envelope]) -> (SimulationInput, Vec<FieldError>) {
        let envelopes = self.changed(call).map(|(_, funder, cents)| EnvelopeLimit {
            funder: Reference::from(funder.id.as_str()),
            amount: Money::cents(cents),
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
        let locked =
            |wanted: Lock| self.locked(wanted).map(|project| Reference::from(project.as_str())).collect();
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
        assert_eq!(terms.input(&[]).0, input);
        terms.set_lock("p1".into(), None);
        terms.set_floor("b-2", None);
        let (changed, wrong) = terms.input(&[]);
        assert!(changed.locked_in.is_empty() && wrong.is_empty());
        assert_eq!(changed.floors, input.floors[1..]);
    }

    #[test]
    fn a_scenario_needs_a_name() {
        let terms = Terms::of(None, &[]);
        assert_eq!(
            terms.input(&[]).1.iter().map(|error| error.pointer.as_str()).collect::<Vec<_>>(),
            ["/name"]
        );
    }

    fn envelope(name: &str, euros: i64) -> Envelope {
        let id = openapi::Id::from_storage(name.into());
        let funder = PartnerRef { id, name: name.into(), kind: openapi::partner::PartnerKind::Ville };
        Envelope { funder, amount: Money::cents(euros * 100) }
    }

    #[test]
    fn an_envelope_that_nobody_changed_follows_the_call() {
        let mut call = [envelope("ville", 100), envelope("agglo", 200)];
        let mut terms = Terms::of(None, &call);
        terms.envelopes[1].1 = Some(15_000);
        let sent = terms.input(&call).0;
        assert_eq!(sent.envelopes.len(), 1);
        assert_eq!((sent.envelopes[0].funder.as_str(), sent.envelopes[0].amount.amount), ("agglo", 15_000));
        call[0].amount = Money::cents(99_900);
        let again = Terms::of(Some(&sent), &call);
        assert_eq!(again.envelopes[0].1, Some(99_900), "what the call has now");
        assert_eq!(again.envelopes[1].1, Some(15_000));
    }

    #[test]
    fn what_the_server_names_by_its_place_in_a_list_is_found_in_the_form() {
        let call = [envelope("ville", 100), envelope("agglo", 200)];
        let mut terms = Terms::of(None, &call);
        terms.envelopes[1].1 = Some(1);
        terms.set_floor("b-2", Some(2_000));
        terms.set_lock("p1".into(), Some(Lock::Out));
        terms.set_lock("p2".into(), Some(Lock::In));
        let field = |pointer: &str| terms.field(&call, pointer).unwrap_or_default();
        assert_eq!(field("/envelopes/0/amount"), "/envelope/1");
        assert_eq!(field("/floors/0/at_least"), "/floor/b-2");
        assert_eq!((field("/locked_in/0"), field("/locked_out/0")), ("/lock/p2".into(), "/lock/p1".into()));
        assert_eq!(terms.field(&call, "/name"), None);
    }

    #[test]
    fn a_lock_on_a_project_that_is_gone_is_taken_out_and_named() {
        let mut terms = Terms::of(None, &[]);
        terms.set_lock("p1".into(), Some(Lock::In));
        terms.set_lock("p2".into(), Some(Lock::In));
        assert_eq!(terms.keep_locks(|project| project == "p2"), ["p1"]);
        assert_eq!(terms.input(&[]).0.locked_in, [Reference::from("p2")]);
    }
}
