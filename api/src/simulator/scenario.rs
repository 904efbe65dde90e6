//! From the words of a scenario to numbers, and back.

use super::{
    data::{Data, Field},
    rules::{AtLeast, Best, Candidate, Choice, Condition, Without},
};
use crate::{catalogue::Catalogue, http::fail::Fail};
use openapi::{
    ErrorCode, Id, Money, Reference,
    obstacle::Hindrance,
    project::AgeBand,
    rule::Rule,
    simulation::{
        BandCoverage, Coverage, CoverageCell, DistrictCoverage, ObjectiveCoverage, SimulatedEnvelope,
        SimulatedProject, SimulationInput, SimulationResult,
    },
    validation::Violation,
};
use std::collections::BTreeMap;

/// A scenario that can be computed: its references are ids.
pub struct Scenario {
    pub terms: SimulationInput,
    pub choice: Choice,
    /// What each floor is for, in words.
    floors: Vec<String>,
}

fn hundredths(score: Option<f64>) -> i64 {
    // A corrected score can lie a little below zero: such a project gains nothing, and stays out by itself.
    score.map_or(0, |score| (score * 100.0).round() as i64)
}

impl Scenario {
    /// Looks up what is named; each wrong reference is refused at its place.
    pub fn settle(
        mut terms: SimulationInput,
        data: &Data,
        catalogue: &Catalogue,
        programme: &str,
    ) -> Result<Self, Fail> {
        let mut wrong = Vec::new();
        let mut envelopes: Vec<i64> = data.envelopes.iter().map(|(_, cents)| *cents).collect();
        let mut named = Vec::new();
        for (index, limit) in terms.envelopes.iter().enumerate() {
            let funder = limit.funder.as_str();
            let rule = match data.envelopes.iter().position(|(one, _)| one.id.as_str() == funder) {
                None => Rule::UnknownReference,
                Some(_) if named.contains(&funder) => Rule::Duplicate,
                Some(place) => {
                    envelopes[place] = limit.amount.amount;
                    named.push(funder);
                    continue;
                }
            };
            wrong.push(Violation::new(format!("/envelopes/{index}/funder"), rule));
        }
        let (mut floors, mut names, mut same) = (Vec::new(), Vec::new(), Vec::new());
        for (index, floor) in terms.floors.iter_mut().enumerate() {
            let (field, found) = if let Some(reference) = &mut floor.objective {
                ("objective", objective(reference, catalogue, programme))
            } else if let Some(reference) = &mut floor.district {
                ("district", district(reference, catalogue, programme))
            } else {
                ("age_band", floor.age_band.map(|band| (Serves::Band(band), band.label_fr().to_owned())))
            };
            let rule = match found {
                None => Rule::UnknownReference,
                Some((serves, _)) if same.contains(&serves) => Rule::Duplicate,
                Some((serves, name)) => {
                    let members = data.fields.iter().enumerate().filter(|(_, field)| serves.holds(field));
                    let projects = members.map(|(place, _)| place).collect();
                    floors.push(AtLeast { projects, least: floor.at_least });
                    names.push(name);
                    same.push(serves);
                    continue;
                }
            };
            wrong.push(Violation::new(format!("/floors/{index}/{field}"), rule));
        }
        let mut places = |list: &[Reference], name: &str| {
            let mut known: Vec<usize> = Vec::new();
            for (index, reference) in list.iter().enumerate() {
                let place =
                    data.fields.iter().position(|field| field.project.id.as_str() == reference.as_str());
                match place {
                    None => wrong.push(Violation::new(format!("/{name}/{index}"), Rule::UnknownReference)),
                    Some(place) if known.contains(&place) => {
                        wrong.push(Violation::new(format!("/{name}/{index}"), Rule::Duplicate));
                    }
                    Some(place) => known.push(place),
                }
            }
            known
        };
        let locked_in = places(&terms.locked_in, "locked_in");
        let locked_out = places(&terms.locked_out, "locked_out");
        for (index, reference) in terms.locked_out.iter().enumerate() {
            if terms.locked_in.contains(reference) {
                wrong.push(Violation::new(format!("/locked_out/{index}"), Rule::Duplicate));
            }
        }
        Fail::unless_empty(wrong)?;
        let candidate = |field: &Field| Candidate {
            score: hundredths(field.score(terms.score)),
            asks: field.asks.clone(),
        };
        let projects = data.fields.iter().map(candidate).collect();
        let choice = Choice { projects, envelopes, floors, locked_in, locked_out };
        Ok(Self { terms, choice, floors: names })
    }

    /// The conditions in the way, in words.
    pub fn refused(&self, without: Without, data: &Data) -> Fail {
        let Without::Conflict(conditions) = without else { return ErrorCode::SimulationTooLong.into() };
        let obstacle = |(condition, reachable): (Condition, Option<u32>)| match condition {
            Condition::Envelope(place) => {
                let (funder, amount) = (data.envelopes[place].0.name.clone(), self.choice.envelopes[place]);
                (None, Hindrance::Envelope { funder, amount })
            }
            Condition::Floor(place) => {
                let (of, least) = (self.floors[place].clone(), self.choice.floors[place].least);
                (None, Hindrance::Floor { of, least, reachable })
            }
            Condition::LockedIn(place) => (Some(data.fields[place].project.clone()), Hindrance::LockedIn),
        };
        Fail::Impossible {
            code: ErrorCode::SimulationImpossible,
            obstacles: conditions.into_iter().map(obstacle).collect(),
        }
    }

    /// What the best set comes to.
    pub fn told(&self, best: &Best, data: &Data, catalogue: &Catalogue) -> SimulationResult {
        let chosen = || data.fields.iter().zip(&best.selected).filter(|(_, selected)| **selected);
        let mut places: Vec<usize> = (0..data.fields.len()).collect();
        // Those that are in first, then the best score.
        places.sort_by_key(|place| {
            (!best.selected[*place], std::cmp::Reverse(self.choice.projects[*place].score), *place)
        });
        let projects = places.into_iter().map(|place| {
            let field = &data.fields[place];
            SimulatedProject {
                project: field.project.clone(),
                score: field.score(self.terms.score),
                requested: Money::cents(field.asks.iter().sum()),
                selected: best.selected[place],
                locked: self.choice.locked_in.contains(&place) || self.choice.locked_out.contains(&place),
            }
        });
        let envelopes = data.envelopes.iter().enumerate().map(|(place, (funder, _))| SimulatedEnvelope {
            funder: funder.clone(),
            amount: Money::cents(self.choice.envelopes[place]),
            used: Money::cents(self.choice.used(&best.selected, place)),
        });
        SimulationResult {
            total_score: Some(self.choice.worth(&best.selected) as f64 / 100.0),
            proven: best.proven,
            selected: u32::try_from(chosen().count()).unwrap_or(u32::MAX),
            projects: projects.collect(),
            envelopes: envelopes.collect(),
            coverage: coverage(chosen().map(|(field, _)| field), data, catalogue),
        }
    }
}

/// What a project can serve.
#[derive(PartialEq)]
enum Serves {
    Objective(String),
    District(String),
    Band(AgeBand),
}

impl Serves {
    fn holds(&self, field: &Field) -> bool {
        match self {
            Serves::Objective(id) => field.objectives.contains(id),
            Serves::District(id) => field.districts.contains(id),
            Serves::Band(band) => field.bands.contains(band),
        }
    }
}

fn objective(reference: &mut Reference, catalogue: &Catalogue, programme: &str) -> Option<(Serves, String)> {
    let found = catalogue.objective_of(programme, reference.as_str())?;
    *reference = Reference::from(found.id.as_str());
    Some((Serves::Objective(found.id.to_string()), format!("{} {}", found.code, found.label)))
}

fn district(reference: &mut Reference, catalogue: &Catalogue, programme: &str) -> Option<(Serves, String)> {
    let found = catalogue.district_of(programme, reference.as_str())?;
    *reference = Reference::from(found.id.as_str());
    Some((Serves::District(found.id.to_string()), found.name.clone()))
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Every objective and district that any project serves, and every age band: nought is said too.
fn coverage<'a>(
    chosen: impl Iterator<Item = &'a Field> + Clone,
    data: &Data,
    catalogue: &Catalogue,
) -> Coverage {
    let all = |of: fn(&Field) -> &[String]| {
        let mut ids: Vec<&str> = data.fields.iter().flat_map(of).map(String::as_str).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let number = |serves: &Serves| count(chosen.clone().filter(|field| serves.holds(field)).count());
    let objectives = all(|field| &field.objectives).into_iter().filter_map(|id| {
        let projects = number(&Serves::Objective(id.to_owned()));
        Some(ObjectiveCoverage { objective: catalogue.objective_ref(id)?, projects })
    });
    let districts = all(|field| &field.districts).into_iter().filter_map(|id| {
        let projects = number(&Serves::District(id.to_owned()));
        Some(DistrictCoverage { district: catalogue.district_ref(id)?, projects })
    });
    let bands =
        AgeBand::ALL.map(|age_band| BandCoverage { age_band, projects: number(&Serves::Band(age_band)) });
    let mut cells: BTreeMap<(&str, &str, Option<AgeBand>), u32> = BTreeMap::new();
    for field in chosen.clone() {
        for objective in &field.objectives {
            for district in &field.districts {
                for band in std::iter::once(None).chain(field.bands.iter().copied().map(Some)) {
                    *cells.entry((objective, district, band)).or_default() += 1;
                }
            }
        }
    }
    let cell =
        |((objective, district, age_band), projects): ((&str, &str, Option<AgeBand>), u32)| CoverageCell {
            objective: Id::from_storage(objective.to_owned()),
            district: Id::from_storage(district.to_owned()),
            age_band,
            projects,
        };
    let mut objectives: Vec<ObjectiveCoverage> = objectives.collect();
    objectives.sort_by(|a, b| a.objective.code.cmp(&b.objective.code));
    Coverage {
        objectives,
        districts: districts.collect(),
        age_bands: bands.into(),
        cells: cells.into_iter().map(cell).collect(),
    }
}
