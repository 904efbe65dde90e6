//! Who reviews what: a minimum-cost flow. Pure.
//!
//! Every project needs its number of reviewers, never two of one institution, none who may not. Whether that is
//! possible can be told for each project alone, since nobody's load has a limit. Of all that is possible, the flow
//! takes, in this order: the most even loads, the fewest changes, the most expertise. The loads enter by their
//! squares: for a given total, the sum of squares is least when no two loads differ by more than one, and where
//! conflicts do not allow that, as near to it as can be.

use ac_library::MinCostFlowGraph;
use std::collections::{BTreeMap, BTreeSet};

/// The best fit: the reviewer follows the main objective of the project.
pub const EXPERT: u8 = 2;

/// Everything that decides. Reviewers and institutions are counted from 0.
#[derive(Debug, Clone, Default)]
pub struct Demand {
    pub per_project: usize,
    /// Institution of each reviewer.
    pub institutions: Vec<usize>,
    pub projects: Vec<Wanted>,
}

/// A project that needs reviewers.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Reviewers whose review has begun: they stay.
    pub begun: Vec<usize>,
    /// Institutions of people who no longer review, one for each review that they submitted: it counts all the same.
    pub former: Vec<usize>,
    /// Reviewers assigned before: they stay where nothing speaks against it.
    pub given: Vec<usize>,
    /// By reviewer: may not review it.
    pub barred: Vec<bool>,
    /// By reviewer: 0 to [`EXPERT`].
    pub expertise: Vec<u8>,
}

impl Wanted {
    /// How many reviews it has whatever becomes of the rest.
    fn reviews(&self) -> usize {
        self.begun.len() + self.former.len()
    }
}

/// Why a project cannot have its reviewers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    TooFewReviewers,
    Conflict,
    Institution,
}

/// A project that cannot have its reviewers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortage {
    pub project: usize,
    pub why: Why,
    pub needed: usize,
    /// The most it can have.
    pub possible: usize,
}

impl Demand {
    fn institution(&self, reviewer: usize) -> usize {
        self.institutions.get(reviewer).copied().unwrap_or(usize::MAX)
    }

    /// Institutions that review a project already.
    fn taken(&self, wanted: &Wanted) -> BTreeSet<usize> {
        let begun = wanted.begun.iter().map(|reviewer| self.institution(*reviewer));
        begun.chain(wanted.former.iter().copied()).collect()
    }

    /// Reviewers who could be added to a project, by institution.
    fn open(&self, wanted: &Wanted) -> BTreeMap<usize, Vec<usize>> {
        let taken = self.taken(wanted);
        let mut open: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (reviewer, institution) in self.institutions.iter().enumerate() {
            let barred = wanted.barred.get(reviewer).copied().unwrap_or(false);
            if !barred && !taken.contains(institution) {
                open.entry(*institution).or_default().push(reviewer);
            }
        }
        open
    }

    /// How many a project needs beside those whose review has begun. What was given above the number stays.
    fn need(&self, wanted: &Wanted, open: &BTreeMap<usize, Vec<usize>>) -> usize {
        let given =
            open.values().filter(|people| people.iter().any(|one| wanted.given.contains(one))).count();
        self.per_project.saturating_sub(wanted.reviews()).max(given)
    }

    fn shortage(&self, project: usize, wanted: &Wanted, open: &BTreeMap<usize, Vec<usize>>) -> Shortage {
        let taken = self.taken(wanted);
        let all: BTreeSet<usize> = self.institutions.iter().copied().collect();
        let without_conflicts = all.difference(&taken).count() + wanted.reviews();
        let why = if self.institutions.len() + wanted.former.len() < self.per_project {
            Why::TooFewReviewers
        } else if without_conflicts < self.per_project {
            Why::Institution
        } else {
            Why::Conflict
        };
        let possible = open.len() + wanted.reviews();
        Shortage { project, why, needed: self.per_project, possible }
    }
}

/// The reviewers of each project beside those whose review has begun, or what makes that impossible.
pub fn plan(demand: &Demand) -> Result<Vec<Vec<usize>>, Vec<Shortage>> {
    let open: Vec<_> = demand.projects.iter().map(|wanted| demand.open(wanted)).collect();
    let needs: Vec<usize> =
        demand.projects.iter().zip(&open).map(|(wanted, open)| demand.need(wanted, open)).collect();
    let short = needs.iter().zip(&open).enumerate().filter(|(_, (need, open))| **need > open.len());
    let short: Vec<Shortage> =
        short.map(|(project, (_, open))| demand.shortage(project, &demand.projects[project], open)).collect();
    if !short.is_empty() {
        return Err(short);
    }
    Ok(Network::of(demand, &open, &needs).solve())
}

/// What each kind of cost counts for: one unit of it outweighs all of the lesser ones together.
struct Weights {
    change: i64,
    load: i64,
}

impl Weights {
    fn of(total: i64) -> Self {
        let change = i64::from(EXPERT) * total + 1;
        Self { change, load: (total + 1) * change }
    }
}

struct Network {
    graph: MinCostFlowGraph<i64>,
    total: i64,
    projects: usize,
    /// Edge, project, reviewer.
    pairs: Vec<(usize, usize, usize)>,
}

const SOURCE: usize = 0;
const SINK: usize = 1;

impl Network {
    fn of(demand: &Demand, open: &[BTreeMap<usize, Vec<usize>>], needs: &[usize]) -> Self {
        let small = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let (projects, reviewers) = (demand.projects.len(), demand.institutions.len());
        let crowded = open.iter().flat_map(BTreeMap::values).filter(|people| people.len() > 1).count();
        let total = small(needs.iter().sum());
        let weights = Weights::of(total);
        let mut graph = MinCostFlowGraph::new(2 + projects + reviewers + crowded);
        let (project_node, reviewer_node) = (|place: usize| 2 + place, |place: usize| 2 + projects + place);
        let mut next = 2 + projects + reviewers;
        let (mut pairs, mut reach, mut load) = (Vec::new(), vec![0; reviewers], vec![0; reviewers]);
        for (place, ((wanted, open), need)) in demand.projects.iter().zip(open).zip(needs).enumerate() {
            graph.add_edge(SOURCE, project_node(place), small(*need), 0);
            for reviewer in &wanted.begun {
                load[*reviewer] += 1;
            }
            for people in open.values() {
                // One institution, one reviewer: several people of it share an edge.
                let from = if people.len() > 1 {
                    graph.add_edge(project_node(place), next, 1, 0);
                    next += 1;
                    next - 1
                } else {
                    project_node(place)
                };
                for reviewer in people {
                    let expertise = wanted.expertise.get(*reviewer).copied().unwrap_or(0).min(EXPERT);
                    let change = if wanted.given.contains(reviewer) { 0 } else { weights.change };
                    let cost = change + i64::from(EXPERT - expertise);
                    pairs.push((graph.add_edge(from, reviewer_node(*reviewer), 1, cost), place, *reviewer));
                    reach[*reviewer] += 1;
                }
            }
        }
        for reviewer in 0..reviewers {
            for more in 0..reach[reviewer] {
                // From n to n + 1 projects the square grows by 2 n + 1.
                let step = 2 * (load[reviewer] + more) + 1;
                graph.add_edge(reviewer_node(reviewer), SINK, 1, step * weights.load);
            }
        }
        Self { graph, total, projects, pairs }
    }

    fn solve(mut self) -> Vec<Vec<usize>> {
        self.graph.flow(SOURCE, SINK, self.total);
        let mut chosen = vec![Vec::new(); self.projects];
        for (edge, project, reviewer) in self.pairs {
            if self.graph.get_edge(edge).flow > 0 {
                chosen[project].push(reviewer);
            }
        }
        chosen.iter_mut().for_each(|people| people.sort_unstable());
        chosen
    }
}

/// Whether nobody has more than one project more than anybody else.
pub fn is_balanced(loads: impl Iterator<Item = u32> + Clone) -> bool {
    loads.clone().max().unwrap_or(0) - loads.min().unwrap_or(0) <= 1
}

/// The institutions of people as numbers: two people have the same one when they share an institution, or are tied
/// by a third who belongs to both. Who belongs to none is alone.
pub fn institutions(places: &[Vec<String>]) -> Vec<usize> {
    let mut groups: Vec<usize> = (0..places.len()).collect();
    for person in 0..places.len() {
        for other in 0..person {
            if groups[person] != groups[other] && places[person].iter().any(|id| places[other].contains(id)) {
                let (from, to) = (groups[person], groups[other]);
                groups.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests;
