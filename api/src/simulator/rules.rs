//! The best set of projects: an integer programme. Pure.
//!
//! Scores are hundredths and money is cents, so that everything is an integer and the result is exact: the solver's
//! floating point is checked against the integers, and a bound of less than one hundredth is a proof.
//! The linear relaxation's prices first tell which projects can be in no better set than a good one found quickly,
//! or must be in every better one; what is left is small enough to search to the end.

mod model;

use model::{Model, Row};
use std::time::{Duration, Instant};

/// A project that could be in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidate {
    /// Hundredths of points.
    pub score: i64,
    /// Cents asked of each funder, by its place among the envelopes.
    pub asks: Vec<i64>,
}

/// At least so many of these projects.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AtLeast {
    pub projects: Vec<usize>,
    pub least: u32,
}

/// Everything that decides. Projects, envelopes and floors are counted from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    pub projects: Vec<Candidate>,
    /// Cents.
    pub envelopes: Vec<i64>,
    pub floors: Vec<AtLeast>,
    pub locked_in: Vec<usize>,
    pub locked_out: Vec<usize>,
}

/// A set of projects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Best {
    /// By project.
    pub selected: Vec<bool>,
    /// No other set is better; false when the time was up first.
    pub proven: bool,
}

/// A condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Condition {
    Envelope(usize),
    Floor(usize),
    LockedIn(usize),
}

/// Why there is no set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Without {
    /// These conditions together allow none, and each is needed for that. With each floor, how many are possible
    /// under the other conditions.
    Conflict(Vec<(Condition, Option<u32>)>),
    /// The time was up before any set was found.
    Time,
}

impl Choice {
    /// Whether a set meets every condition, in integers.
    pub fn allows(&self, selected: &[bool]) -> bool {
        let money =
            self.envelopes.iter().enumerate().all(|(place, cents)| self.used(selected, place) <= *cents);
        let count = |floor: &AtLeast| floor.projects.iter().filter(|place| selected[**place]).count();
        money
            && self.floors.iter().all(|floor| count(floor) >= floor.least as usize)
            && self.locked_in.iter().all(|place| selected[*place])
            && !self.locked_out.iter().any(|place| selected[*place])
    }

    /// Cents that a set asks of a funder.
    pub fn used(&self, selected: &[bool], envelope: usize) -> i64 {
        let asks = self.projects.iter().zip(selected).filter(|(_, selected)| **selected);
        asks.map(|(project, _)| project.asks.get(envelope).copied().unwrap_or(0)).sum()
    }

    /// Hundredths of points of a set.
    pub fn worth(&self, selected: &[bool]) -> i64 {
        self.projects.iter().zip(selected).filter(|(_, selected)| **selected).map(|(one, _)| one.score).sum()
    }

    /// All conditions that can be in the way; what must be out never is.
    fn conditions(&self) -> Vec<Condition> {
        let floors = (0..self.floors.len()).map(Condition::Floor);
        let locked = self.locked_in.iter().copied().map(Condition::LockedIn);
        let envelopes = (0..self.envelopes.len()).map(Condition::Envelope);
        envelopes.chain(locked).chain(floors).collect()
    }

    /// The rows of some of the conditions, and the projects that are settled.
    fn model(&self, conditions: &[Condition]) -> Model {
        let mut settled = vec![None; self.projects.len()];
        self.locked_out.iter().for_each(|place| settled[*place] = Some(false));
        let mut rows = Vec::new();
        let mut broken = false;
        for condition in conditions {
            match condition {
                Condition::LockedIn(place) => {
                    broken |= settled[*place] == Some(false);
                    settled[*place] = Some(true);
                }
                Condition::Envelope(place) => {
                    let asks: Vec<i64> =
                        self.projects.iter().map(|one| one.asks.get(*place).copied().unwrap_or(0)).collect();
                    rows.push(Row::at_most(asks, self.envelopes[*place]));
                }
                Condition::Floor(place) => {
                    let floor = &self.floors[*place];
                    rows.push(Row::at_least(self.projects.len(), &floor.projects, floor.least));
                }
            }
        }
        Model { scores: self.projects.iter().map(|one| one.score).collect(), rows, settled, broken }
    }
}

/// The best set, or why there is none, within the time.
pub fn best(choice: &Choice, limit: Duration) -> Result<Best, Without> {
    let until = Instant::now() + limit;
    let model = choice.model(&choice.conditions());
    let answer = model.best(until);
    match answer {
        model::Answer::Best { selected, proven } if choice.allows(&selected) => Ok(Best { selected, proven }),
        model::Answer::None => Err(Without::Conflict(conflict(choice, until))),
        model::Answer::Best { .. } | model::Answer::Unknown => Err(Without::Time),
    }
}

/// A smallest set of conditions that allow nothing: each is dropped in turn, and stays out where that changes nothing.
fn conflict(choice: &Choice, until: Instant) -> Vec<(Condition, Option<u32>)> {
    let mut left = choice.conditions();
    for condition in choice.conditions() {
        let without: Vec<Condition> = left.iter().copied().filter(|one| *one != condition).collect();
        if choice.model(&without).is_impossible(until) {
            left = without;
        }
    }
    let all = choice.conditions();
    let reachable = |condition: Condition| match condition {
        Condition::Floor(place) => {
            // The most that the other conditions allow, and of no use where they allow nothing themselves.
            let others: Vec<Condition> = all.iter().copied().filter(|one| *one != condition).collect();
            let mut model = choice.model(&others);
            let floor = &choice.floors[place];
            model.scores =
                (0..choice.projects.len()).map(|one| i64::from(floor.projects.contains(&one))).collect();
            match model.best(until) {
                model::Answer::Best { selected, proven: true } => {
                    let count = floor.projects.iter().filter(|one| selected[**one]).count();
                    u32::try_from(count).ok()
                }
                _ => None,
            }
        }
        Condition::Envelope(_) | Condition::LockedIn(_) => None,
    };
    left.into_iter().map(|condition| (condition, reachable(condition))).collect()
}

#[cfg(test)]
mod tests;
